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
import torg.api.audit.Act;
import torg.api.audit.AuditLog;
import torg.api.identity.Caller;
import torg.api.identity.RoleGrant;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.api.table.Tables;
import torg.identity.local.behalf.Deputies;
import torg.identity.local.contact.Callers;
import torg.identity.local.contact.Email;
import torg.identity.local.contact.IdentityTables;
import torg.identity.local.contact.Memberships;
import torg.identity.local.contact.People.Credential;
import torg.identity.local.contact.People.Person;
import torg.identity.local.contact.People;
import torg.identity.local.demo.Awaited;
import torg.identity.local.device.DeviceWarning;
import torg.identity.local.device.Devices;
import torg.identity.local.entrance.Threshold;
import torg.identity.local.factor.FactorDesk;
import torg.identity.local.factor.Factors;
import torg.identity.local.limit.Counter;
import torg.identity.local.password.PasswordDesk;
import torg.identity.local.password.Passwords;
import torg.identity.local.session.SessionDesk;
import torg.identity.local.session.Sessions;
import torg.identity.local.settings.Exposure;
import torg.identity.local.settings.SessionRules;
import torg.identity.local.settings.Settings;
import torg.identity.local.token.ProgramTokens;
import torg.identity.local.token.Programs;
import torg.identity.local.token.TokenDesk;
import torg.spi.access.WebRoles;
import torg.spi.identity.Directory;
import torg.spi.identity.Entrance;
import torg.spi.identity.Identity;
import torg.spi.identity.WayIn;
import torg.spi.table.ChangeListener;

/** Lets contacts in by e-mail and password, programs by token, and knows who is in. */
@Component(service = {Identity.class, ChangeListener.class, LocalIdentity.class}, configurationPid = Settings.PID)
@Designate(ocd = Settings.class)
public final class LocalIdentity implements Identity, ChangeListener {
    private static final int LONGEST_NAME = 254;
    /** People of the demo are known to everyone, so that it may be told that one of them is still to come. */
    public static final String STARTING = "identity-local.starting";
    private static final String PASSWORD = "password";
    private final InstantSource clock;
    private final Sessions sessions;
    private final People people;
    private final Counter attempts;
    private final boolean demo;
    private final Awaited awaited;
    private final ProgramTokens tokens;
    private final Programs programs;
    private final TokenDesk desk;
    private final SessionDesk sessionDesk;
    private final Factors factors;
    private final FactorDesk factorDesk;
    private final Threshold threshold;
    private final Deputies deputies;
    private final Devices devices;
    private final Passwords passwords = new Passwords();
    private final PasswordDesk passwordDesk;
    private final Callers callers;

    /** While nobody knows roles, people have none but the implicit one. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile WebRoles roles;

    /** Hears of sign-ins that fail; those that succeed the store tells it of. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile AuditLog audit;

    /** Nobody is written to without it. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile DeviceWarning deviceWarning;

    /** Those of other modules, beside the password. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<WayIn> ways = List.of();

    /** Names and passwords of other houses. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<Directory> directories = List.of();

    @Activate
    public LocalIdentity(Settings settings, @Reference Tables tables, @Reference Exposure exposure, @Reference Awaited awaited) {
        this(SessionRules.of(settings, exposure), tables, Clock.systemUTC(), awaited, null);
    }

    public LocalIdentity(SessionRules rules, Tables tables, InstantSource clock, Awaited awaited, WebRoles roles) {
        this.demo = rules.demo();
        this.clock = clock;
        this.awaited = awaited;
        this.sessions = new Sessions(tables, rules, clock);
        this.people = new People(tables, rules.demo());
        this.attempts = new Counter(clock);
        this.callers = new Callers(() -> this.roles);
        this.tokens = new ProgramTokens(tables, clock);
        this.programs = new Programs(tokens, people, callers, clock);
        this.desk = new TokenDesk(tokens, sessions, tables, clock, callers::defined);
        this.sessionDesk = new SessionDesk(sessions);
        this.passwordDesk = new PasswordDesk(people, tables, passwords, attempts, this::tell);
        this.factors = new Factors(tables, clock);
        this.factorDesk = new FactorDesk(factors, sessions, passwordDesk::check, this::weaken);
        this.threshold = new Threshold(sessions, people, factors, clock,
                (person, proof, csrf) -> new Session(callers.of(person, Optional.empty(), proof.strong()), csrf, person.language()), this::remember, this::tell);
        this.deputies = new Deputies(sessions, people, tables, callers, () -> this.roles, () -> audit, rules.onBehalf(), clock);
        this.devices = new Devices(tables, clock);
        this.roles = roles;
    }

    /** Requests that have begun may still ask who somebody is. */
    @Deactivate
    void stop() {
        sessions.close();
    }

    @Override
    public Entry signIn(String name, String password, String address) {
        if (name.length() > LONGEST_NAME || password.length() > PasswordDesk.LONGEST) return new Entry.Refused();
        var email = Email.compared(name);
        var entry = attempts.counted(email, address, Entry.TooMany::new, () -> entry(email, password, address));
        if (entry instanceof Entry.TooMany) tell("sign-in-limited", "");
        return entry;
    }

    /** Of names that nobody has nothing is told: people type passwords there. */
    private void tell(String refused, String contact) {
        var log = audit;
        if (log != null) log.count(Act.refused(refused).about(contact));
    }

    private Entry refused(Optional<Credential> credential) {
        tell(Threshold.REFUSED, credential.map(Credential::contact).orElse(""));
        return new Entry.Refused();
    }

    private Entry entry(String email, String password, String address) {
        var credential = people.credential(email);
        if (credential.isEmpty() && demo && isThisMachine(address) && awaited.has(email)) {
            throw TorgException.of(ProblemKind.BUSY, STARTING, "the portal is starting up, and its people have not come yet").help("try again in a moment");
        }
        var matches = credential.isPresent() ? passwords.matches(password, credential.get().hash()) : passwords.matchesNobody(password);
        var person = credential.filter(found -> matches && (!found.demo() || isThisMachine(address))).flatMap(found -> people.find(found.contact()));
        // One that is right is the portal's, and no other house's to hear, though nobody comes in by it.
        var asked = person.isPresent() || matches ? Optional.<Directory>empty() : directories.stream().filter(directory -> directory.speaksFor(email)).findFirst();
        if (person.isEmpty()) return asked.map(directory -> entry(directory, credential, email, password, address)).orElseGet(() -> refused(credential));
        var entry = threshold.enter(person.get(), credential.get(), Entrance.Proof.of(person.get().contact(), PASSWORD, clock.instant()), () -> { });
        if (!(entry instanceof Entry.Refused)) attempts.succeeded(email, address);
        return entry;
    }

    /** Who gave the password that another house knows. */
    private Entry entry(Directory directory, Optional<Credential> credential, String email, String password, String address) {
        var arrived = asked(directory, email, password, address);
        if (arrived.isEmpty()) return refused(credential);
        var entry = enter(arrived.get().proof(), address, arrived.get().begun());
        if (!(entry instanceof Entry.Refused)) attempts.succeeded(email, address);
        return entry;
    }

    /** That it is asked says that the password is none of the portal's: while it is away nobody guesses at those without being counted. */
    private Optional<Directory.Arrived> asked(Directory directory, String email, String password, String address) {
        try {
            return directory.arrive(email, password);
        } catch (TorgException e) {
            attempts.failed(email, address);
            throw e;
        }
    }

    /** Somebody of whom another way made sure; see {@link Entrance#enter}. */
    public Entry enter(Entrance.Proof proof, String address, Runnable begun) {
        var credential = people.credentialOf(proof.contact()).filter(found -> !found.demo() || isThisMachine(address));
        var person = credential.flatMap(found -> people.find(found.contact()));
        if (person.isPresent()) return threshold.enter(person.get(), credential.get(), proof, begun);
        return refused(credential);
    }

    @Override
    public Entry secondStep(String ticket, String code, String address) {
        return code.length() > LONGEST_NAME ? new Entry.Refused() : threshold.secondStep(ticket, code);
    }

    /** Everybody shares the sign-ins of the demo, so their browsers say nothing. */
    private void remember(Person person, Credential credential) {
        var warning = deviceWarning;
        if (credential.demo()) return;
        var isNew = devices.met(person.contact(), trace -> warning == null ? Optional.empty() : warning.told(credential.email(), person.language(), trace, clock.instant()));
        var log = audit;
        if (isNew && log != null) log.count(Act.done("new-device").about(person.contact()));
    }

    @Override
    public Optional<Session> whoIs(String token, String address) {
        return sessions.find(token, address).flatMap(this::session);
    }

    @Override
    public Optional<Session> glimpse(String token, String address) {
        return sessions.glimpse(token, address).flatMap(this::session);
    }

    private Optional<Session> session(Sessions.Live live) {
        return people.find(live.contact()).map(person -> {
            var own = callers.of(person, live.account(), live.strong());
            return deputies.inPlace(own, person.language(), live).orElseGet(() -> new Session(own, live.csrf(), person.language()));
        });
    }

    @Override
    public Optional<Caller> callerOf(String contact) {
        return people.find(contact).map(person -> callers.of(person, Optional.empty()));
    }

    @Override
    public Optional<Caller> callerOf(String contact, String account) {
        return people.find(contact).filter(person -> mayActFor(person, account)).map(person -> callers.of(person, Optional.of(account)));
    }

    @Override
    public boolean isShared(String contact) {
        return people.find(contact).filter(Person::shared).isPresent();
    }

    @Override
    public List<Account> accountsOf(Caller caller) {
        return caller.contact().flatMap(people::find).map(Person::accounts).orElse(List.of());
    }

    @Override
    public List<RoleGrant> rolesOf(Caller caller) {
        var current = roles;
        return current == null ? List.of() : caller.contact().map(contact -> current.given(contact, caller.accounts())).orElse(List.of());
    }

    @Override
    public boolean actFor(Caller caller, String csrf, String account) {
        var person = caller.contact().flatMap(people::find).filter(found -> mayActFor(found, account));
        if (person.isEmpty()) return false;
        return caller.inPerson() ? sessions.actFor(person.get().contact(), csrf, account) : sessions.actForOnBehalf(person.get().contact(), csrf, account);
    }

    @Override
    public boolean beginOnBehalf(Caller caller, String csrf, String contact) {
        return deputies.begin(caller, csrf, contact);
    }

    @Override
    public boolean endOnBehalf(Caller caller, String csrf) {
        return deputies.end(caller, csrf);
    }

    /** See {@link Entrance#weaken}. */
    void weaken(String contact) {
        sessions.weaken(contact);
        tokens.weaken(contact);
    }

    /** Whether somebody has a second factor, here or by another way in. */
    public boolean hasSecondFactor(String contact) {
        return factors.has(contact) || ways.stream().anyMatch(way -> way.isStrong(contact));
    }

    /**
     * Whether a contact has a second factor, some role of its own demands one in whichever account, and this session proved less: it changes no way in before it does, else a
     * stolen password would bring a factor of the thief's own.
     */
    public boolean owesSecondFactor(String contact, String csrf) {
        return hasSecondFactor(contact) && people.find(contact).filter(callers::demandSecondFactor).isPresent() && sessions.proof(contact, csrf).filter(Entrance.Proof::strong).isEmpty();
    }

    /** What a contact signs in with, locked out or not. */
    public Optional<Credential> credential(String contact) {
        return people.credentialOf(contact);
    }

    /** See {@link Entrance#isFresh}. */
    public boolean isFresh(Caller caller, String csrf) {
        return caller.inPerson() && caller.contact().filter(contact -> sessions.isFresh(contact, csrf) && !owesSecondFactor(contact, csrf)).isPresent();
    }

    /** Ways in of other modules. */
    List<WayIn> ways() {
        return ways;
    }

    public Deputies deputies() {
        return deputies;
    }

    private static boolean mayActFor(Person person, String account) {
        return person.acting(Optional.of(account)).contains(account);
    }

    @Override
    public Client client(String token, String address) {
        return programs.of(token, address);
    }

    /** Who signs in with this address, acting for this account; empty for the main one. */
    public Optional<Caller> signsIn(String email, String account) {
        return people.credential(email).map(Credential::contact).flatMap(contact -> account.isEmpty() ? callerOf(contact) : callerOf(contact, account));
    }

    /** As {@link Sessions#stays}; empty too for whoever is no contact. */
    public Optional<Change> stays(Caller caller, String csrf) {
        return caller.contact().flatMap(contact -> sessions.stays(contact, csrf));
    }

    public PasswordDesk passwordDesk() {
        return passwordDesk;
    }

    public TokenDesk desk() {
        return desk;
    }

    public FactorDesk factorDesk() {
        return factorDesk;
    }

    public SessionDesk sessionDesk() {
        return sessionDesk;
    }

    public Sessions sessions() {
        return sessions;
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
                case Memberships.TABLE, Memberships.ACCOUNTS -> people.forgetAll();
                case IdentityTables.TOKEN -> {
                    if (!entry.columns().equals(Set.of("seen"))) tokens.forget(entry.key());
                }
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
}
