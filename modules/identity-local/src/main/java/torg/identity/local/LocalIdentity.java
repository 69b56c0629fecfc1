package torg.identity.local;

import java.net.InetAddress;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Committed;
import torg.api.table.Tables;
import torg.spi.access.WebRoles;
import torg.spi.identity.Identity;
import torg.spi.table.ChangeListener;
import torg.identity.local.People.Person;

/** Lets contacts in by e-mail and password, and knows who is in. */
@Component(configurationPid = Settings.PID)
@Designate(ocd = Settings.class)
public final class LocalIdentity implements Identity, ChangeListener {
    private static final int LONGEST_NAME = 254;
    private static final int LONGEST_PASSWORD = 1_000;
    /** People of the demo are known to everyone, so that it may be told that one of them is still to come. */
    static final String STARTING = "identity-local.starting";
    private final Sessions sessions;
    private final People people;
    private final Attempts attempts;
    private final boolean demo;
    private final Awaited awaited;
    private final Passwords passwords = new Passwords();

    /** While nobody knows roles, people have none but the implicit one. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile WebRoles roles;

    @Activate
    public LocalIdentity(Settings settings, @Reference Tables tables, @Reference Exposure exposure, @Reference Awaited awaited) {
        this(SessionRules.of(settings, exposure), tables, Clock.systemUTC(), awaited, null);
    }

    LocalIdentity(SessionRules rules, Tables tables, InstantSource clock, Awaited awaited, WebRoles roles) {
        this.demo = rules.demo();
        this.awaited = awaited;
        this.sessions = new Sessions(tables, rules, clock);
        this.people = new People(tables, rules.demo());
        this.attempts = new Attempts(clock);
        this.roles = roles;
    }

    /** Requests that have begun may still ask who somebody is. */
    @Deactivate
    void stop() {
        sessions.close();
    }

    @Override
    public Entry signIn(String name, String password, String address) {
        if (name.length() > LONGEST_NAME || password.length() > LONGEST_PASSWORD) return new Entry.Refused();
        var email = People.address(name);
        var wait = attempts.begin(email, address);
        if (wait.isPresent()) return new Entry.TooMany(wait.get());
        var credential = people.credential(email);
        if (credential.isEmpty() && demo && isThisMachine(address) && awaited.has(email)) {
            attempts.takeBack(email, address);
            throw TorgException.of(ProblemKind.BUSY, STARTING, "the portal is starting up, and its people have not come yet").help("try again in a moment");
        }
        var matches = credential.isPresent() ? passwords.matches(password, credential.get().hash()) : passwords.matchesNobody(password);
        if (matches.isEmpty()) {
            attempts.takeBack(email, address);
            return new Entry.TooMany(Passwords.PATIENCE);
        }
        var person = credential.filter(found -> matches.get() && (!found.demo() || isThisMachine(address))).flatMap(found -> people.find(found.contact()));
        if (person.isEmpty()) return new Entry.Refused();
        attempts.succeeded(email, address);
        var begun = sessions.begin(person.get().contact());
        return new Entry.Granted(begun.token(), session(person.get(), begun.csrf()));
    }

    @Override
    public Optional<Session> whoIs(String token) {
        return sessions.find(token).flatMap(live -> people.find(live.contact()).map(person -> session(person, live.csrf())));
    }

    @Override
    public Optional<Caller> callerOf(String contact) {
        return people.find(contact).map(this::caller);
    }

    @Override
    public void signOut(String token) {
        sessions.end(token);
    }

    /** What is remembered goes with exactly the change that makes it old; the time of last use is ours and makes nothing old. */
    @Override
    public void committed(List<Committed> entries) {
        for (var entry : entries) {
            switch (entry.table()) {
                case "contact", IdentityTables.CREDENTIAL -> people.forget(entry.key());
                case IdentityTables.SESSION -> {
                    if (!entry.columns().equals(Set.of("seen"))) sessions.forget(entry.key());
                }
                default -> { }
            }
        }
    }

    /** The demo's password is known to everyone: it counts for whoever sits here. What a proxy hands on comes with another address, or with none. */
    private static boolean isThisMachine(String address) {
        try {
            return InetAddress.ofLiteral(address).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private Session session(Person person, String csrf) {
        return new Session(caller(person), csrf, person.language());
    }

    /** Roles are asked for each time, so that whoever keeps them decides when they change. */
    private Caller caller(Person person) {
        var current = roles;
        var given = current == null ? List.<String>of() : current.rolesOf(person.contact(), person.accounts());
        return Caller.contact(person.contact(), person.name(), person.accounts(), given);
    }
}
