package torg.identity.local.behalf;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import torg.api.access.WebRole;
import torg.api.audit.Act;
import torg.api.audit.AuditEntry;
import torg.api.audit.AuditLog;
import torg.api.audit.AuditQuery;
import torg.api.identity.Caller;
import torg.api.identity.Deputy;
import torg.api.identity.Limits;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Tables;
import torg.identity.local.contact.Callers;
import torg.identity.local.contact.People;
import torg.identity.local.contact.People.Person;
import torg.identity.local.session.SessionDesk;
import torg.identity.local.session.Sessions;
import torg.identity.local.session.Sessions.Live;
import torg.spi.access.WebRoles;
import torg.spi.identity.Identity.Account;
import torg.spi.identity.Identity.Session;

/**
 * Who works in whose place. Somebody may whose web roles say for which roles ({@code deputy-for}), in the place of a contact that belongs to an account, has no role anywhere but
 * those, may come in, and is a row that the deputy may read. All of it is asked with each request, as it is then.
 */
public final class Deputies {
    private static final String ACT = "on-behalf-begun";
    private static final String CONTACT = "contact";
    private static final String EVERYBODYS = "authenticated";
    private static final int MOST_TOLD = 10;
    private final Sessions sessions;
    private final People people;
    private final Tables tables;
    private final Callers callers;
    private final Supplier<WebRoles> roles;
    private final Supplier<AuditLog> audit;
    private final Duration longest;
    private final InstantSource clock;

    /**
     * @param roles null while nobody knows any
     * @param audit null while nobody can be told; then nobody begins
     * @param longest after which it ends by itself
     */
    public Deputies(Sessions sessions, People people, Tables tables, Callers callers, Supplier<WebRoles> roles, Supplier<AuditLog> audit, Duration longest, InstantSource clock) {
        this.sessions = sessions;
        this.people = people;
        this.tables = tables;
        this.callers = callers;
        this.roles = roles;
        this.audit = audit;
        this.longest = longest;
        this.clock = clock;
    }

    /**
     * A session as that of the contact in whose place its owner works; empty while it is its owner's.
     *
     * @param own its owner as a caller
     */
    public Optional<Session> inPlace(Caller own, Optional<String> language, Live session) {
        return session.behalf().filter(behalf -> clock.instant().isBefore(behalf.until()) && may(own, behalf.contact())).flatMap(behalf -> people.find(behalf.contact())
                .map(person -> callers.of(person, behalf.account()).by(new Deputy(own.contact().orElseThrow(), own.name(), behalf.until())))
                .map(caller -> new Session(caller, behalf.csrf(), language)));
    }

    /** Whether somebody may work in anybody's place at all. */
    public boolean isOne(Caller caller) {
        return caller.inPerson() && !rolesOf(caller).isEmpty();
    }

    /** Whether somebody may work in this contact's place now. */
    public boolean may(Caller caller, String contact) {
        var allowed = caller.inPerson() ? rolesOf(caller) : Set.<String>of();
        if (allowed.isEmpty() || caller.contact().equals(Optional.of(contact))) return false;
        return people.find(contact).filter(person -> isCustomer(person, allowed)).isPresent() && tables.find(caller, CONTACT, contact).isPresent();
    }

    /** Those of no account are the seller's own people. */
    private boolean isCustomer(Person person, Set<String> allowed) {
        return !person.accounts().isEmpty() && person.accounts().stream().map(Account::key).allMatch(account -> {
            var held = new HashSet<>(callers.of(person, Optional.of(account)).roles());
            held.remove(EVERYBODYS);
            return allowed.containsAll(held);
        });
    }

    private Set<String> rolesOf(Caller caller) {
        var known = roles.get();
        var all = new HashSet<String>();
        if (known == null || caller.kind() != Caller.Kind.CONTACT || !caller.limits().equals(Limits.NONE)) return all;
        caller.roles().forEach(role -> known.role(role).map(WebRole::deputyFor).ifPresent(all::addAll));
        return all;
    }

    /**
     * Begin, if that may be, and tell the audit log before.
     *
     * @throws TorgException DENIED {@value SessionDesk#PROVE} for who has to prove first who they are
     */
    public boolean begin(Caller caller, String csrf, String contact) {
        if (!may(caller, contact)) return false;
        if (!sessions.isFresh(caller.contact().orElseThrow(), csrf)) throw SessionDesk.prove();
        var until = clock.instant().plus(longest);
        log().telling(Act.done(ACT).about(contact).on(CONTACT, contact).with("until " + until), () -> {
            if (!sessions.beginOnBehalf(caller.contact().orElseThrow(), csrf, contact, until)) throw over();
        });
        return true;
    }

    /** End it before its time. */
    public boolean end(Caller caller, String csrf) {
        if (caller.inPerson() || !sessions.endOnBehalf(caller.contact().orElseThrow(), csrf)) return false;
        log().add(Act.done("on-behalf-ended").about(caller));
        return true;
    }

    /**
     * When somebody worked in a contact's place lately, and who.
     *
     * @param name empty for who is nobody any more that may come in
     */
    public record Told(Instant at, String name) {}

    /** For the contact itself, the newest first. It is asked by row: by person, what somebody did who is a deputy as well would stand among it. */
    public List<Told> told(String contact) {
        var log = audit.get();
        if (log == null) return List.of();
        var asked = new AuditQuery(Optional.empty(), Optional.empty(), Optional.of(ACT), Optional.of(Act.Outcome.DONE), Optional.of(CONTACT), Optional.of(contact), Optional.empty(), Optional.empty(),
                OptionalLong.empty(), MOST_TOLD);
        return log.find(asked).stream().map(this::told).toList();
    }

    private Told told(AuditEntry entry) {
        return new Told(entry.at(), people.find(entry.caller().substring(entry.caller().indexOf(':') + 1)).map(Person::name).orElse(""));
    }

    private AuditLog log() {
        var log = audit.get();
        if (log == null) throw TorgException.of(ProblemKind.BUSY, "identity-local.no-audit", "what cannot be told is not done").help("try again in a moment");
        return log;
    }

    private static TorgException over() {
        return TorgException.of(ProblemKind.SIGN_IN, "identity-local.sign-in", "the session has ended meanwhile").help("sign in again");
    }
}
