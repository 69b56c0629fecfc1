package torg.identity.local;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
import torg.api.identity.Limits;
import torg.api.identity.RoleGrant;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.api.table.Tables;
import torg.identity.local.behalf.Deputies;
import torg.identity.local.contact.Email;
import torg.identity.local.contact.IdentityTables;
import torg.identity.local.contact.Memberships;
import torg.identity.local.contact.People;
import torg.identity.local.contact.People.Credential;
import torg.identity.local.contact.People.Person;
import torg.identity.local.demo.Awaited;
import torg.identity.local.device.DeviceWarning;
import torg.identity.local.device.Devices;
import torg.identity.local.entrance.Threshold;
import torg.identity.local.factor.FactorDesk;
import torg.identity.local.factor.Factors;
import torg.identity.local.factor.Factors.Answer;
import torg.identity.local.limit.Counter;
import torg.identity.local.limit.Guesses;
import torg.identity.local.password.Credentials;
import torg.identity.local.password.PasswordRule;
import torg.identity.local.password.Passwords;
import torg.identity.local.session.SessionDesk;
import torg.identity.local.session.Sessions;
import torg.identity.local.settings.Exposure;
import torg.identity.local.settings.SessionRules;
import torg.identity.local.settings.Settings;
import torg.identity.local.token.ProgramToken;
import torg.identity.local.token.ProgramTokens;
import torg.identity.local.token.TokenDesk;
import torg.spi.access.WebRoles;
import torg.spi.identity.Entrance;
import torg.spi.identity.Identity;
import torg.spi.table.ChangeListener;

/** Lets contacts in by e-mail and password, programs by token, and knows who is in. */
@Component(service = {Identity.class, ChangeListener.class, LocalIdentity.class}, configurationPid = Settings.PID)
@Designate(ocd = Settings.class)
public final class LocalIdentity implements Identity, ChangeListener {
    private static final int LONGEST_NAME = 254;
    private static final int LONGEST_PASSWORD = 1_000;
    /** People of the demo are known to everyone, so that it may be told that one of them is still to come. */
    public static final String STARTING = "identity-local.starting";
    private static final String PASSWORD = "password";
    private final InstantSource clock;
    private final Sessions sessions;
    private final People people;
    private final Credentials credentials;
    private final Counter attempts;
    private final boolean demo;
    private final Awaited awaited;
    private final ProgramTokens programs;
    private final TokenDesk desk;
    private final SessionDesk sessionDesk;
    private final Factors factors;
    private final FactorDesk factorDesk;
    private final Threshold threshold;
    private final Deputies deputies;
    private final Guesses guesses;
    private final Devices devices;
    private final Passwords passwords = new Passwords();

    /** While nobody knows roles, people have none but the implicit one. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile WebRoles roles;

    /** Hears of sign-ins that fail; those that succeed the store tells it of. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile AuditLog audit;

    /** Nobody is written to without it. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile DeviceWarning deviceWarning;

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
        this.credentials = new Credentials(tables);
        this.attempts = new Counter(clock);
        this.programs = new ProgramTokens(tables, clock);
        this.desk = new TokenDesk(programs, sessions, tables, clock, this::definedRoles);
        this.sessionDesk = new SessionDesk(sessions);
        this.factors = new Factors(tables, clock);
        this.factorDesk = new FactorDesk(factors, sessions, this::isPassword);
        this.threshold = new Threshold(sessions, people, factors, clock, this::session, this::remember, this::tell);
        this.deputies = new Deputies(sessions, people, tables, this::caller, () -> this.roles, () -> audit, rules.onBehalf(), clock);
        this.guesses = new Guesses(clock);
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
        if (name.length() > LONGEST_NAME || password.length() > LONGEST_PASSWORD) return new Entry.Refused();
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
        if (person.isEmpty()) return refused(credential);
        var entry = threshold.enter(person.get(), credential.get(), Entrance.Proof.of(person.get().contact(), PASSWORD, clock.instant()));
        if (!(entry instanceof Entry.Refused)) attempts.succeeded(email, address);
        return entry;
    }

    /** Somebody of whom another way made sure; see {@link Entrance#enter}. */
    public Entry enter(Entrance.Proof proof, String address) {
        var credential = people.credentialOf(proof.contact()).filter(found -> !found.demo() || isThisMachine(address));
        var person = credential.flatMap(found -> people.find(found.contact()));
        if (person.isPresent()) return threshold.enter(person.get(), credential.get(), proof);
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

    private Answer isPassword(Caller caller, String password, String address) {
        var credential = credentialOf(caller).filter(found -> !found.demo() && password.length() <= LONGEST_PASSWORD);
        if (credential.isEmpty()) return new Answer.Wrong();
        return attempts.counted(credential.get().email(), address, Answer.TooMany::new, () -> {
            if (!passwords.matches(password, credential.get().hash())) return new Answer.Wrong();
            attempts.succeeded(credential.get().email(), address);
            return new Answer.Right();
        });
    }

    /** What this person signs in with; the password of the demo is everybody's and stays. Nothing for who works in that one's place. */
    public Optional<Credential> credentialOf(Caller caller) {
        return caller.contact().filter(_ -> caller.inPerson()).flatMap(people::credentialOf);
    }

    /**
     * Take a new password from somebody who is in and knows the old one; every other session of that person ends. Whoever is put out, or given another
     * password, while this is at work is refused.
     *
     * @param csrf of the session that stays
     */
    public Changed change(Caller caller, String csrf, String old, String next, String address) {
        var credential = credentialOf(caller).filter(found -> !found.demo() && old.length() <= LONGEST_PASSWORD);
        if (credential.isEmpty()) return new Changed.Refused();
        var email = credential.get().email();
        var broken = PasswordRule.brokenBy(next, email, List.of());
        if (broken.isPresent()) return new Changed.Breaks(broken.get());
        return attempts.counted(email, address, Changed.TooMany::new, () -> changed(credential.get(), csrf, old, next, address));
    }

    private Changed changed(Credential credential, String csrf, String old, String next, String address) {
        if (!passwords.matches(old, credential.hash()) || !credentials.replace(credential, passwords.hash(next), csrf)) {
            tell("password-change", credential.contact());
            return new Changed.Refused();
        }
        attempts.succeeded(credential.email(), address);
        return new Changed.Done();
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
            var own = session(person, live.account(), live.csrf());
            return deputies.inPlace(own.caller(), own.language(), live).orElse(own);
        });
    }

    @Override
    public Optional<Caller> callerOf(String contact) {
        return people.find(contact).map(person -> caller(person, Optional.empty()));
    }

    @Override
    public Optional<Caller> callerOf(String contact, String account) {
        return people.find(contact).filter(person -> mayActFor(person, account)).map(person -> caller(person, Optional.of(account)));
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

    public Deputies deputies() {
        return deputies;
    }

    private static boolean mayActFor(Person person, String account) {
        return person.acting(Optional.of(account)).contains(account);
    }

    /** A token in use is good wherever others guess; beside it, from a place of too many guesses none is looked at. */
    @Override
    public Client client(String token, String address) {
        var wait = programs.isInUse(token) ? Optional.<Duration>empty() : guesses.wait(address);
        if (wait.isPresent()) return new Client.TooMany(wait.get());
        var kept = programs.find(token);
        if (kept.isEmpty()) guesses.wrong(address);
        return kept.flatMap(this::acting).orElseGet(Client.Unknown::new);
    }

    /** As its contact, or as itself, is now. What it was made for it does not outgrow: neither an account that was taken from it nor roles that came later. */
    private Optional<Client> acting(ProgramToken token) {
        if (token.contact().isEmpty()) return Optional.of(new Client.Known(itself(token), Optional.empty()));
        return people.find(token.contact().get()).filter(person -> person.acting(token.account()).equals(token.account().map(List::of).orElse(List.of())))
                .map(person -> new Client.Known(caller(person, token.account()).within(limits(token, caller(person, token.account()).roles())), person.language()));
    }

    private Caller itself(ProgramToken token) {
        var left = new TreeSet<>(token.roles());
        left.retainAll(definedRoles());
        return Caller.client(token.name(), token.account().map(List::of).orElse(List.of()), left).within(new Limits(token.readOnly(), token.tables(), new TreeSet<>()));
    }

    private static Limits limits(ProgramToken token, Set<String> roles) {
        var withheld = new TreeSet<>(token.roles().isEmpty() ? Set.<String>of() : roles);
        withheld.removeAll(token.roles());
        withheld.remove("authenticated");
        return new Limits(token.readOnly(), token.tables(), withheld);
    }

    /** Who signs in with this address, acting for this account; empty for the main one. */
    public Optional<Caller> signsIn(String email, String account) {
        return people.credential(email).map(Credential::contact).flatMap(contact -> account.isEmpty() ? callerOf(contact) : callerOf(contact, account));
    }

    /** As {@link Sessions#stays}; empty too for whoever is no contact. */
    public Optional<Change> stays(Caller caller, String csrf) {
        return caller.contact().flatMap(contact -> sessions.stays(contact, csrf));
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

    private Set<String> definedRoles() {
        var current = roles;
        return current == null ? Set.of() : current.defined();
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
                    if (!entry.columns().equals(Set.of("seen"))) programs.forget(entry.key());
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

    private Session session(Person person, String csrf) {
        return session(person, Optional.empty(), csrf);
    }

    private Session session(Person person, Optional<String> chosen, String csrf) {
        return new Session(caller(person, chosen), csrf, person.language());
    }

    /** Roles are asked for each time, so that whoever keeps them decides when they change. */
    private Caller caller(Person person, Optional<String> chosen) {
        var current = roles;
        var accounts = person.acting(chosen);
        var given = current == null ? List.<String>of() : current.rolesOf(person.contact(), accounts);
        return Caller.contact(person.contact(), person.name(), accounts, given);
    }

    /** What came of a new password. */
    public sealed interface Changed {
        /** It holds from now on. */
        record Done() implements Changed {}

        /** The new one breaks this rule. */
        record Breaks(PasswordRule rule) implements Changed {}

        /** The old one was not right, or is no longer. */
        record Refused() implements Changed {}

        /** Too many attempts; ask again after the delay. */
        record TooMany(Duration delay) implements Changed {}
    }
}
