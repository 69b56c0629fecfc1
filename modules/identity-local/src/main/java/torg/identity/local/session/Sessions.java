package torg.identity.local.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.audit.Trace;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.api.text.Characters;
import torg.identity.local.contact.IdentityTables;
import torg.identity.local.limit.Strangers;
import torg.identity.local.settings.SessionRules;
import torg.spi.identity.Entrance.Proof;

/** The sessions there are, those in use in memory. */
public final class Sessions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final Caller HOUSE = Caller.service("identity-local");
    /** When a session was last used is written down at most this often. */
    private static final Duration NOTE_EVERY = Duration.ofMinutes(1);
    /** More browsers than a person has; of somebody who signs in without end the oldest go. */
    static final int MOST_OF_A_CONTACT = 50;
    /** So many are taken away at a sign-in. */
    private static final int AT_A_TIME = 100;
    /** More than a person has elsewhere. */
    private static final int MOST_ENDED = 1_000;
    /** More than are in use at once; beyond it is cheaper to ask again than to remember. */
    private static final int MOST_REMEMBERED = 10_000;
    /** Longer than a write takes; whoever stops a module does not wait for a store that hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private final Tables tables;
    private final SessionRules rules;
    private final InstantSource clock;
    private final Tokens tokens = new Tokens();
    private final Strangers strangers;
    private final Map<String, Live> live = new ConcurrentHashMap<>();
    /** How often something about a session changed. */
    private final AtomicLong changes = new AtomicLong();
    private final ExecutorService notes = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("session-seen").factory());

    public Sessions(Tables tables, SessionRules rules, InstantSource clock) {
        this.tables = tables;
        this.rules = rules;
        this.clock = clock;
        this.strangers = new Strangers(clock);
    }

    /** Begin a session; what ran out goes with it, so that nobody has to sweep, and so do the contact's oldest beyond {@value #MOST_OF_A_CONTACT}. */
    public Begun begin(Proof proof) {
        var contact = proof.contact();
        var token = tokens.next();
        var csrf = tokens.next();
        var now = clock.instant();
        var key = Tokens.hash(token);
        var trace = Trace.now();
        var end = SessionProof.earlier(now.plus(rules.longest()), proof.until());
        var values = new HashMap<String, Object>(Map.of("token", key, "contact", contact, "csrf", csrf, "address", kept(trace.address(), IdentityTables.LONGEST_ADDRESS),
                "agent", kept(trace.agent(), IdentityTables.LONGEST_AGENT), "created", now, "seen", now, "expires", end));
        values.putAll(SessionProof.values(proof, end));
        tables.write(HOUSE, Write.of(new Change.Create(IdentityTables.SESSION, values)));
        sweep(now, contact, key);
        return new Begun(token, csrf);
    }

    /** Browsers may say anything. */
    private static String kept(String text, int most) {
        var line = Characters.line(text);
        return line.substring(0, line.offsetByCodePoints(0, Math.min(line.codePointCount(0, line.length()), most / 2)));
    }

    /**
     * The session of this token, if it is not over; using it keeps it from running out.
     *
     * @throws TorgException as {@link #glimpse}
     */
    public Optional<Live> find(String token, String address) {
        var found = glimpse(token, address);
        found.ifPresent(this::use);
        return found;
    }

    /**
     * The same, which keeps nothing from running out.
     *
     * @throws TorgException TOO_MANY when it is not in memory, and too many that are none came from this address: it may be good, so that nobody is told that it is over
     */
    public Optional<Live> glimpse(String token, String address) {
        var found = token.length() == Tokens.LENGTH ? known(Tokens.hash(token), address) : Optional.<Live>empty();
        return found.filter(session -> !rules.isOver(session.expires, session.seen, clock.instant()));
    }

    private void use(Live session) {
        var now = clock.instant();
        session.seen = now;
        var noted = session.noted.get();
        if (noted.plus(NOTE_EVERY).isBefore(now) && session.noted.compareAndSet(noted, now)) later(() -> note(session.key, now));
    }

    /** What a write needs so as to hold only while the session from which it comes is there: the session gets what it has. Empty when it is over already. */
    public Optional<Change> stays(String contact, String csrf) {
        return key(contact, csrf).map(key -> new Change.Update(IdentityTables.SESSION, key, Map.of("csrf", csrf)));
    }

    /** How and when the contact of this session last proved who they are; empty when it is over. */
    public Optional<Proof> proof(String contact, String csrf) {
        return key(contact, csrf).flatMap(key -> tables.find(HOUSE, IdentityTables.SESSION, key)).filter(row -> !isOver(row)).map(SessionProof::of);
    }

    /** Whether the contact of this session proved so short a time ago who they are that sensitive acts do not ask again. */
    public boolean isFresh(String contact, String csrf) {
        return proof(contact, csrf).filter(proof -> clock.instant().isBefore(proof.at().plus(rules.fresh()))).isPresent();
    }

    /** Let a contact's session go on as another of theirs; see {@code Entrance.goesOn}. In one write, so that one that ends elsewhere at this moment goes on in none. */
    public boolean goesOn(String contact, String former, String next) {
        var from = key(contact, former).flatMap(key -> tables.find(HOUSE, IdentityTables.SESSION, key)).filter(row -> !isOver(row));
        var to = key(contact, next).flatMap(key -> tables.find(HOUSE, IdentityTables.SESSION, key));
        return from.isPresent() && to.isPresent() && written(List.of(new Change.Update(IdentityTables.SESSION, from.get().key(), Map.of("csrf", former)),
                new Change.Update(IdentityTables.SESSION, to.get().key(), SessionProof.goingOn(from.get(), to.get()))));
    }

    private boolean isOver(Row row) {
        return rules.isOver(row.instant("expires").orElseThrow(), row.instant("seen").orElseThrow(), clock.instant());
    }

    private Optional<String> key(String contact, String csrf) {
        return key("contact", contact, "csrf", csrf);
    }

    private Optional<String> key(String whose, String contact, String token, String csrf) {
        var query = Query.of(IdentityTables.SESSION).where(Condition.all(Condition.eq(whose, contact), Condition.eq(token, csrf))).top(1);
        return tables.query(HOUSE, query).rows().stream().findFirst().map(Row::key);
    }

    /** Let a contact's session act for this account; whether there is such a session. */
    public boolean actFor(String contact, String csrf, String account) {
        return changed(key(contact, csrf), Map.of("account", account));
    }

    /**
     * Let a contact's session be on behalf of another contact. Its writes carry another token then: a form that was opened before is not sent in that one's name, nor the other way round.
     *
     * @return whether there is such a session
     */
    public boolean beginOnBehalf(String contact, String csrf, String other, Instant until) {
        // An account chosen on behalf of whom it was before is none of this one's.
        var values = new HashMap<String, Object>(Map.of("behalf", other, "behalf_csrf", tokens.next(), "behalf_until", until));
        values.put("behalf_account", null);
        return changed(key(contact, csrf), values);
    }

    /** Let the session that is on behalf of this contact act for another of that one's accounts; whether there is such a session. */
    public boolean actForOnBehalf(String other, String csrf, String account) {
        return changed(key("behalf", other, "behalf_csrf", csrf), Map.of("behalf_account", account));
    }

    /** Let the session that is on behalf of this contact be its owner's again; whether there is such a session. */
    public boolean endOnBehalf(String other, String csrf) {
        var nothing = new HashMap<String, Object>();
        for (var column : List.of("behalf", "behalf_account", "behalf_csrf", "behalf_until")) nothing.put(column, null);
        return changed(key("behalf", other, "behalf_csrf", csrf), nothing);
    }

    /** Let a contact's session count as proved by more than one factor; whether there is such a session. */
    public boolean strengthen(String contact, String csrf) {
        return changed(key(contact, csrf), Map.of("strong", true));
    }

    /** Let none of a contact's sessions count so any more. */
    public void weaken(String contact) {
        var strong = Query.of(IdentityTables.SESSION).where(Condition.all(Condition.eq("contact", contact), Condition.eq("strong", true))).top(MOST_ENDED);
        tables.query(HOUSE, strong).rows().forEach(row -> changed(Optional.of(row.key()), Map.of("strong", false)));
    }

    private boolean changed(Optional<String> session, Map<String, Object> values) {
        return session.isPresent() && written(List.of(new Change.Update(IdentityTables.SESSION, session.get(), values)));
    }

    /** False when what is changed is not there. */
    private boolean written(List<Change> changes) {
        try {
            tables.write(HOUSE, Write.of(changes));
            return true;
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.NOT_FOUND) throw e;
            return false;
        }
    }

    /** End a session; one that somebody else ended meanwhile is over just the same. */
    public void end(String token) {
        var key = Tokens.hash(token);
        if (tables.find(HOUSE, IdentityTables.SESSION, key).isPresent()) remove(key);
    }

    /**
     * A contact's sessions that are not over, the last used first.
     *
     * @param csrf of the one from which it is asked; empty when it is asked from none of them
     */
    public List<Known> of(String contact, String csrf) {
        var query = Query.of(IdentityTables.SESSION, "csrf", "address", "agent", "created", "seen", "expires", "way").where(Condition.eq("contact", contact)).order(new Query.Order("seen", true)).top(MOST_OF_A_CONTACT);
        var now = clock.instant();
        return tables.query(HOUSE, query).rows().stream().map(row -> Known.of(row, csrf)).filter(session -> !rules.isOver(session.expires, session.seen, now)).toList();
    }

    /**
     * End sessions of a contact.
     *
     * @param which by whom they are known; those of other contacts stay
     * @return how many ended
     */
    public long end(String contact, Predicate<Known> which, String csrf) {
        return of(contact, csrf).stream().filter(which).filter(session -> remove(session.id)).count();
    }

    /** End the sessions that began by a way, of a subject there or with a session there, or both; how many ended. */
    public long end(String way, Optional<String> subject, Optional<String> elsewhere) {
        if (subject.isEmpty() && elsewhere.isEmpty()) return 0;
        var begun = new ArrayList<Condition>(List.of(Condition.eq("way", way)));
        subject.ifPresent(name -> begun.add(Condition.eq("subject", name)));
        elsewhere.ifPresent(name -> begun.add(Condition.eq("elsewhere", name)));
        return tables.query(HOUSE, Query.of(IdentityTables.SESSION).where(new Condition.And(begun)).top(MOST_ENDED)).rows().stream().map(Row::key).filter(this::remove).count();
    }

    /** Whether it was there. */
    private boolean remove(String key) {
        return written(List.of(new Change.Delete(IdentityTables.SESSION, key)));
    }

    /** Something about the session changed. */
    public synchronized void forget(String key) {
        changes.incrementAndGet();
        live.remove(key);
        strangers.forget(key);
    }

    private Optional<Live> known(String key, String address) {
        var inUse = live.get(key);
        if (inUse != null || strangers.has(key)) return Optional.ofNullable(inUse);
        if (!strangers.mayCome(address)) throw TorgException.of(ProblemKind.TOO_MANY, "identity-local.too-many-tokens", "too many tokens from there are of no session").help("try again in a moment");
        var before = changes.get();
        var read = tables.find(HOUSE, IdentityTables.SESSION, key).map(Live::new);
        return remembered(key, address, read, before);
    }

    /** The same, kept in memory unless something changed since reading began: what was read may be old then. */
    private synchronized Optional<Live> remembered(String key, String address, Optional<Live> read, long before) {
        if (changes.get() != before) return read;
        if (read.isEmpty()) {
            strangers.add(key, address);
            return read;
        }
        if (live.size() >= MOST_REMEMBERED) live.clear();
        return Optional.of(live.computeIfAbsent(key, _ -> read.get()));
    }

    /** Take away what ran out or is too many. Others may do so at the same time, and whoever signs in must not suffer from it: what is left is for the next sign-in. */
    private void sweep(Instant now, String contact, String begun) {
        try {
            var over = over(now, contact, begun);
            // The house does this by itself, and not whoever happens to sign in.
            if (!over.isEmpty()) Trace.HOUSE.in(() -> tables.write(HOUSE, Write.of(over)));
        } catch (TorgException e) {
            LOG.debug("sessions that ran out are left for the next sign-in: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("sessions that ran out are left for the next sign-in", e);
        }
    }

    private List<Change> over(Instant now, String contact, String begun) {
        var old = Query.of(IdentityTables.SESSION).where(new Condition.Compare("expires", Condition.Operator.LE, new Operand.Literal(now))).top(AT_A_TIME);
        var others = Condition.all(Condition.eq("contact", contact), new Condition.Compare("token", Condition.Operator.NE, new Operand.Literal(begun)));
        var tooMany = Query.of(IdentityTables.SESSION).where(others).order(new Query.Order("created", true)).skip(MOST_OF_A_CONTACT - 1).top(AT_A_TIME);
        return Stream.of(old, tooMany).flatMap(query -> tables.query(HOUSE, query).rows().stream()).map(Row::key).distinct()
                .<Change>map(key -> new Change.Delete(IdentityTables.SESSION, key)).toList();
    }

    /** Let what is being written down end; from now on nothing is. Nobody is interrupted, because an interrupt can close the store's files. */
    @Override
    public void close() {
        notes.shutdown();
        try {
            if (!notes.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) LOG.warn("session-seen still being written at the end");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void later(Runnable note) {
        try {
            notes.execute(note);
        } catch (RejectedExecutionException _) {
            LOG.debug("session-seen not noted: the module has stopped");
        }
    }

    /** A session may end while its last use is written down; then there is nothing to note. */
    private void note(String key, Instant seen) {
        try {
            tables.write(HOUSE, Write.of(new Change.Update(IdentityTables.SESSION, key, Map.of("seen", seen))));
        } catch (TorgException e) {
            LOG.debug("session-seen not noted: {}", e.getMessage());
        }
    }

    /** What a new session's browser is told. */
    public record Begun(String token, String csrf) {}

    /**
     * A session as people are told of it.
     *
     * @param id hash of its token: with it nobody comes in
     * @param own whether it is the one from which is asked
     * @param address from which it began; empty when that was not kept
     * @param agent what its browser said that it is; empty when that was not kept
     * @param way by which it began, as in {@link Proof#way}
     * @param seen when it was last used, to the minute
     */
    public record Known(String id, boolean own, String address, String agent, String way, Instant created, Instant seen, Instant expires) {
        private static Known of(Row row, String csrf) {
            return new Known(row.key(), !csrf.isEmpty() && row.text("csrf").filter(csrf::equals).isPresent(), row.text("address").orElse(""), row.text("agent").orElse(""), SessionProof.way(row),
                    row.instant("created").orElseThrow(), row.instant("seen").orElseThrow(), row.instant("expires").orElseThrow());
        }
    }

    /** A session that is in use. */
    public static final class Live {
        private final String key;
        private final String contact;
        private final Optional<String> account;
        private final String csrf;
        private final Optional<Behalf> behalf;
        private final boolean strong;
        private final Instant expires;
        private final AtomicReference<Instant> noted;
        private volatile Instant seen;

        Live(Row row) {
            key = row.key();
            contact = row.text("contact").orElseThrow();
            account = row.text("account");
            csrf = row.text("csrf").orElseThrow();
            behalf = Behalf.of(row);
            strong = row.is("strong");
            expires = row.instant("expires").orElseThrow();
            seen = row.instant("seen").orElseThrow();
            noted = new AtomicReference<>(seen);
        }

        public String contact() {
            return contact;
        }

        /** The account it chose to act for, whether or not it still may. */
        public Optional<String> account() {
            return account;
        }

        public String csrf() {
            return csrf;
        }

        public Optional<Behalf> behalf() {
            return behalf;
        }

        /** Whether its contact proved more than one factor. */
        public boolean strong() {
            return strong;
        }
    }
}
