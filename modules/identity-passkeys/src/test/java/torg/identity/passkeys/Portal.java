package torg.identity.passkeys;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import torg.api.audit.Trace;
import torg.api.identity.Caller;
import torg.api.table.Change;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Table;
import torg.api.web.Request;
import torg.spi.identity.Admissions;
import torg.spi.identity.Entrance;
import torg.spi.identity.Identity;
import torg.spi.view.Component.Place;
import torg.testkit.HandClock;
import torg.testkit.MemoryAudit;
import torg.testkit.MemoryTables;
import torg.testkit.Requests;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;
import torg.testkit.TestSource;

/** A portal whose sessions are let begin by whoever asks; Jane is in. */
final class Portal implements Entrance, Admissions, Identity {
    static final String HERE = "https://portal.example";
    static final Caller JANE = Caller.contact("A-1", "Jane", List.of("A"), Set.of());
    final HandClock clock = new HandClock();
    final TestSites sites = TestSites.of(new TestSource().languages("en", "nb"), new TableDocuments());
    final MemoryAudit audit = new MemoryAudit();
    final List<Proof> entered = new ArrayList<>();
    final MemoryTables tables = new MemoryTables(sites::schema).with(new PasskeyTable())
            .with(() -> List.of(Table.internal("test_session", List.of(), Column.of("id", ColumnType.TEXT))));
    Optional<String> origin = Optional.of(HERE);
    boolean fresh = true;
    /** Whether the session in which somebody proves it once more is still there. */
    boolean isThere = true;
    final List<String> wentOn = new ArrayList<>();
    final List<String> signedOut = new ArrayList<>();
    final List<String> weakened = new ArrayList<>();
    final PasskeyDesk desk = new PasskeyDesk(tables, this, this, this, () -> origin, clock);

    Portal() {
        desk.audit = audit;
    }

    /** What a caller sends from a session, or from none, in a browser. */
    Place place(Caller caller, Map<String, String> fields) {
        var request = Requests.post(sites.current(), "/profile").as(caller);
        fields.forEach(request::form);
        var place = request.place("");
        var plain = place.request();
        var csrf = caller.isAnonymous() ? Optional.<String>empty() : Optional.of("csrf");
        return new Place(place.id(), new Request(plain.id(), plain.method(), plain.path(), plain.locale(), plain.query(), plain.form(), plain.headers(), plain.caller(), csrf, "192.0.2.1", plain.site()),
                place.page(), place.parameters());
    }

    static <T> T in(String browser, Supplier<T> work) {
        return new Trace(Optional.of(Caller.ANONYMOUS), "192.0.2.1", "r-1", "", browser).in(work);
    }

    List<String> told() {
        return audit.after(0, 100).stream().map(entry -> entry.act().name() + " " + entry.act().person()).toList();
    }

    @Override
    public Entry enter(Proof proof, String address) {
        entered.add(proof);
        return new Entry.Granted("token", new Session(JANE, "next", Optional.empty()));
    }

    @Override
    public boolean isFresh(Caller caller, String csrf) {
        return fresh;
    }

    @Override
    public Optional<Change> stays(Caller by, String csrf) {
        return Optional.of(new Change.Put("test_session", csrf, Map.of()));
    }

    @Override
    public Optional<Change> warning(Request request, String way) {
        return Optional.of(new Change.Put("test_session", "mail of " + way, Map.of()));
    }

    boolean mailed() {
        return tables.find(Caller.service("test"), "test_session", "mail of passkey").isPresent();
    }

    @Override
    public Optional<Proof> proof(Caller caller, String csrf) {
        return Optional.of(Proof.of("A-1", "password", Instant.EPOCH));
    }

    @Override
    public void weaken(String contact) {
        weakened.add(contact);
    }

    @Override
    public boolean goesOn(Caller caller, String former, String next) {
        wentOn.add(former + " " + next);
        return isThere;
    }

    @Override
    public long end(String way, Optional<String> subject, Optional<String> elsewhere) {
        var before = entered.size();
        entered.removeIf(proof -> proof.way().equals(way) && subject.isPresent() && proof.subject().equals(subject));
        return before - entered.size();
    }

    @Override
    public Standing standing(String contact) {
        return Standing.IN;
    }

    @Override
    public Optional<String> holder(String email) {
        return Optional.empty();
    }

    @Override
    public Change admitted(String contact, String email, String password) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean lock(Caller by, String csrf, String contact, boolean locked, List<Change> with) {
        return false;
    }

    @Override
    public boolean isRemoved(String contact) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean remove(Caller by, String csrf, String contact, List<Change> with) {
        return false;
    }

    @Override
    public Entry signIn(String name, String password, String address) {
        return new Entry.Refused();
    }

    @Override
    public Optional<Session> whoIs(String token, String address) {
        return Optional.empty();
    }

    @Override
    public Optional<Caller> callerOf(String contact) {
        return Optional.of(JANE).filter(jane -> jane.contact().equals(Optional.of(contact)));
    }

    @Override
    public void signOut(String token) {
        signedOut.add(token);
    }
}
