package torg.terms;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.identity.Caller;
import torg.api.identity.Deputy;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.api.web.Request;
import torg.spi.identity.Identity;
import torg.spi.table.ChangeListener;

/** Who accepted what. Of whoever did it is remembered, so that their requests cost the store nothing; of whoever did not the store is asked each time. */
@Component(service = {Acceptances.class, ChangeListener.class})
public final class Acceptances implements ChangeListener {
    static final Caller HOUSE = Caller.service("terms");
    private static final int MOST_REMEMBERED = 10_000;
    private final Tables tables;
    private final Identity identity;
    private final InstantSource clock;
    /** Keys of acceptances that are there. */
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    @Activate
    public Acceptances(@Reference Tables tables, @Reference Identity identity) {
        this(tables, identity, Clock.systemUTC());
    }

    Acceptances(Tables tables, Identity identity, InstantSource clock) {
        this.tables = tables;
        this.identity = identity;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /** The version that holds on the site of a request. */
    Optional<Terms.Version> inForce(Request request) {
        return request.site().part(Terms.class).flatMap(terms -> terms.inForce(clock.instant(), request.site().settings().timeZone()));
    }

    /**
     * The version that whoever really sits there has yet to accept. Nobody accepts anything in somebody else's place, nor as one of the demo, whom everybody can be.
     *
     * @return empty when nothing is to be accepted, and for whoever is no person
     */
    Optional<Terms.Version> owed(Request request) {
        var person = person(request.caller());
        return person.isEmpty() ? Optional.empty() : inForce(request).filter(version -> !identity.isShared(person.get()) && !has(person.get(), version.name()));
    }

    private static Optional<String> person(Caller caller) {
        return caller.kind() == Caller.Kind.CONTACT ? caller.deputy().map(Deputy::contact).or(caller::contact) : Optional.empty();
    }

    private boolean has(String contact, String version) {
        var key = key(contact, version);
        if (known.contains(key)) return true;
        if (tables.find(HOUSE, TermsTables.ACCEPTANCE, key, TermsTables.CONTACT).isEmpty()) return false;
        if (known.size() > MOST_REMEMBERED) known.clear();
        known.add(key);
        return true;
    }

    /** When a contact accepted a version; empty when it did not. */
    Optional<Instant> since(String contact, String version) {
        return tables.find(HOUSE, TermsTables.ACCEPTANCE, key(contact, version), "at").flatMap(row -> row.instant("at"));
    }

    /** Note that a contact accepts this text, and keep the text where it is not kept yet. Whoever does so twice did so once. */
    void accept(Caller caller, TermsText text, String address) {
        var contact = caller.contact().orElseThrow();
        var now = clock.instant();
        var changes = new ArrayList<Change>();
        if (tables.find(HOUSE, TermsTables.TEXT, text.digest(), "since").isEmpty()) {
            changes.add(new Change.Create(TermsTables.TEXT, Map.of("digest", text.digest(), "version", text.version(), "language", text.language(),
                    "title", text.title(), "markup", text.html().markup(), "since", now)));
        }
        changes.add(new Change.Create(TermsTables.ACCEPTANCE, Map.of("id", key(contact, text.version()), TermsTables.CONTACT, contact, "version", text.version(), "digest", text.digest(), "at", now,
                "address", address)));
        try {
            tables.write(HOUSE, Write.of(changes));
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.CONFLICT) throw e;
            // somebody kept the text meanwhile, or the same person accepted it
            if (!has(contact, text.version())) tables.write(HOUSE, Write.of(changes.getLast()));
        }
    }

    /** The texts that were accepted, the newest first. */
    List<Row> texts(int most) {
        return tables.query(HOUSE, Query.of(TermsTables.TEXT, "version", "language", "title", "since").order(new Query.Order("since", true)).top(most)).rows();
    }

    Optional<Row> text(String digest) {
        return tables.find(HOUSE, TermsTables.TEXT, digest);
    }

    /** How many accepted a text. */
    long many(String digest) {
        return tables.count(HOUSE, TermsTables.ACCEPTANCE, Condition.eq("digest", digest));
    }

    /** Those who accepted a text last. */
    List<Row> newest(String digest, int most) {
        return tables.query(HOUSE, Query.of(TermsTables.ACCEPTANCE, TermsTables.CONTACT, "at").where(Condition.eq("digest", digest)).order(new Query.Order("at", true)).top(most)).rows();
    }

    /** The same for a person and a version each time, so that nobody accepts one twice. */
    private static String key(String contact, String version) {
        return Digest.of(contact, version);
    }

    @Override
    public void committed(List<Committed> entries) {
        entries.stream().filter(entry -> entry.table().equals(TermsTables.ACCEPTANCE)).forEach(entry -> known.remove(entry.key()));
    }
}
