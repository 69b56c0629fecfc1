package torg.identity.oidc.person;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.identity.oidc.provider.Errand;
import torg.identity.oidc.provider.Provider;

/** Which identities at providers are which contacts. */
public final class Links {
    private static final Caller HOUSE = Caller.service("identity-oidc");
    /** More than anybody has. */
    private static final int MOST = 100;
    private final Tables tables;
    private final InstantSource clock;

    public Links(Tables tables, InstantSource clock) {
        this.tables = tables;
        this.clock = clock;
    }

    /**
     * An identity of a contact.
     *
     * @param id by which it can be unlinked
     * @param provider as it was called when it was linked
     * @param way by which sessions of it begin
     * @param subject the person's name there
     */
    public record Link(String id, String provider, String way, String subject, Instant made) {}

    /** The contact with which an identity is linked. */
    Optional<String> contact(Origin origin, String subject) {
        return tables.find(HOUSE, LinkTables.LINK, id(origin, subject)).flatMap(row -> row.text("contact"));
    }

    /** The change that links an identity; CONFLICT when it is linked by then, with whomever. */
    Change made(Origin origin, String subject, String contact) {
        return new Change.Create(LinkTables.LINK, Map.of("identity", id(origin, subject), "contact", contact, "provider", origin.provider(), "way", origin.way(),
                "subject", subject, "made", clock.instant()));
    }

    /**
     * Link an identity.
     *
     * @param with written together with it, when it was not linked before
     * @return false when it is linked with somebody else, or what is written with it does not hold any more
     */
    public boolean link(Origin origin, String subject, String contact, List<Change> with) {
        try {
            tables.write(HOUSE, Write.of(Stream.concat(Stream.of(made(origin, subject, contact)), with.stream()).toList()));
            return true;
        } catch (TorgException e) {
            return switch (e.kind()) {
                case CONFLICT -> contact(origin, subject).equals(Optional.of(contact));
                case NOT_FOUND, STALE -> false;
                default -> throw e;
            };
        }
    }

    /** A contact's, the first linked first. */
    public List<Link> of(String contact) {
        return tables.query(HOUSE, Query.of(LinkTables.LINK, "provider", "way", "subject", "made").where(Condition.eq("contact", contact)).order(new Query.Order("made", false)).top(MOST))
                .rows().stream().map(Links::link).toList();
    }

    private static Link link(Row row) {
        var provider = row.text("provider").orElseThrow();
        return new Link(row.key(), provider, row.text("way").orElseGet(() -> Provider.way(provider)), row.text("subject").orElseThrow(), row.instant("made").orElseThrow());
    }

    /** Unlink one of a contact's; what is another's, or is not, stays as it is. Returns what was unlinked. */
    public Optional<Link> unlink(String contact, String id) {
        var own = of(contact).stream().filter(link -> link.id().equals(id)).findFirst();
        try {
            own.ifPresent(link -> tables.write(HOUSE, Write.of(new Change.Delete(LinkTables.LINK, link.id()))));
            return own;
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.NOT_FOUND) throw e;
            return Optional.empty();
        }
    }

    private static String id(Origin origin, String subject) {
        return Errand.hash(origin.issuer() + "\n" + subject);
    }
}
