package torg.identity.local.token;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.api.table.Query;
import torg.api.table.Rows;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.identity.local.contact.IdentityTables;
import torg.identity.local.session.Tokens;

/** The tokens of programs, those in use in memory. */
public final class ProgramTokens {
    /** Says to whoever finds one lying about, and to scanners of source code, what it is. */
    public static final String PREFIX = "torg_";
    /** Of one contact, or of all programs without one. */
    public static final int MOST = 50;
    private static final Logger LOG = LoggerFactory.getLogger(ProgramTokens.class);
    private static final Caller HOUSE = Caller.service("identity-local");
    private static final Duration NOTE_EVERY = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 10_000;
    /** So many are shown, or swept, at a time. */
    public static final int AT_A_TIME = 100;
    private final Tables tables;
    private final InstantSource clock;
    private final Tokens random = new Tokens();
    private final Map<String, Used> used = new ConcurrentHashMap<>();

    public ProgramTokens(Tables tables, InstantSource clock) {
        this.tables = tables;
        this.clock = clock;
    }

    /** A token that nobody has yet. */
    String next() {
        return PREFIX + random.next();
    }

    /**
     * Keep what a token stands for; what ran out goes with it, so that nobody has to sweep.
     *
     * @param only what has to hold in the same write
     * @return why nothing is kept: {@code too-many} when there are {@value #MOST} already, {@code taken} when a program that acts for itself has the name
     * @throws TorgException NOT_FOUND when a row of {@code only} is gone
     */
    Optional<String> keep(ProgramToken token, Optional<Change> only) {
        var cells = token.cells();
        cells.put("token", token.id());
        tables.write(HOUSE, Write.of(Stream.concat(only.stream(), Stream.of(new Change.Create(IdentityTables.TOKEN, cells))).toList()));
        // Asked once it is there: of those who come at the same time each sees the others, and nobody knows the token yet.
        var all = of(token.contact());
        var taken = token.contact().isEmpty() && all.stream().filter(other -> other.name().equals(token.name())).count() > 1;
        if (taken || all.size() > MOST) {
            remove(token.id());
            return Optional.of(taken ? "taken" : "too-many");
        }
        rows(expires(Condition.Operator.LE), Optional.empty()).rows().forEach(row -> remove(row.key()));
        return Optional.empty();
    }

    /** What a token stands for, if it has not run out. Its use is noted, once a minute at most. */
    public Optional<ProgramToken> find(String token) {
        if (!possible(token)) return Optional.empty();
        if (used.size() > MOST_REMEMBERED) used.clear();
        var now = clock.instant();
        var found = used.computeIfAbsent(Tokens.hash(token), this::read);
        if (found == null || !now.isBefore(found.kept.expires())) return Optional.empty();
        note(found, now);
        return Optional.of(found.kept);
    }

    /** Whether it is in use, so that it is known without asking. */
    public boolean isInUse(String token) {
        return possible(token) && used.containsKey(Tokens.hash(token));
    }

    /** Those of a contact, or of programs that act for themselves, the newest first. */
    List<ProgramToken> of(Optional<String> contact) {
        return shown(contact.map(key -> Condition.eq("contact", key)).orElse(new Condition.Empty("contact")), Optional.empty()).tokens();
    }

    /**
     * Those of everybody, the newest first.
     *
     * @param after where an earlier page ended; empty for the first
     * @throws TorgException MALFORMED for what is the end of no page
     */
    Page all(Optional<String> after) {
        return shown(new Condition.Everything(), after);
    }

    /** The one of this id, run out or not, however many came after it. */
    Optional<ProgramToken> kept(String id) {
        return Tokens.isHash(id) ? tables.find(HOUSE, IdentityTables.TOKEN, id).map(ProgramToken::of) : Optional.empty();
    }

    /** Take one away; nothing happens when it is gone already. */
    void remove(String id) {
        try {
            tables.write(HOUSE, Write.of(new Change.Delete(IdentityTables.TOKEN, id)));
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.NOT_FOUND) throw e;
        }
    }

    /** Something about the token changed. A reading that began before ends before it can be removed, so nothing old is remembered. */
    public void forget(String id) {
        used.remove(id);
    }

    /** Let none of a contact's tokens give roles that demand a second factor any more. */
    public void weaken(String contact) {
        for (var token : of(Optional.of(contact))) {
            if (token.strong()) weakened(token.id());
        }
    }

    /** Whoever revokes it meanwhile is not hindered. */
    private void weakened(String id) {
        try {
            tables.write(HOUSE, Write.of(new Change.Update(IdentityTables.TOKEN, id, Map.of("strong", false))));
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.NOT_FOUND) throw e;
        }
    }

    private static boolean possible(String token) {
        return token.startsWith(PREFIX) && token.length() == PREFIX.length() + Tokens.LENGTH;
    }

    private Page shown(Condition which, Optional<String> after) {
        var rows = rows(Condition.all(which, expires(Condition.Operator.GT)), after);
        return new Page(rows.rows().stream().map(ProgramToken::of).toList(), rows.next());
    }

    /** Before or after now. */
    private Condition expires(Condition.Operator when) {
        return new Condition.Compare("expires", when, new Operand.Literal(clock.instant()));
    }

    private Rows rows(Condition which, Optional<String> after) {
        var query = Query.of(IdentityTables.TOKEN, "name", "contact", "account", "roles", "tables", "readonly", "strong", "maker", "created", "seen", "expires");
        var page = query.where(which).order(new Query.Order("created", true)).top(AT_A_TIME);
        return tables.query(HOUSE, after.map(page::after).orElse(page));
    }

    private Used read(String id) {
        return tables.find(HOUSE, IdentityTables.TOKEN, id).map(row -> new Used(ProgramToken.of(row), new AtomicReference<>(row.instant("seen").orElse(Instant.EPOCH)))).orElse(null);
    }

    /** Whoever revokes it meanwhile is not hindered, and what cannot be noted is not worth a refusal. */
    private void note(Used token, Instant now) {
        var noted = token.noted.get();
        if (noted.plus(NOTE_EVERY).isAfter(now) || !token.noted.compareAndSet(noted, now)) return;
        try {
            tables.write(HOUSE, Write.of(new Change.Update(IdentityTables.TOKEN, token.kept.id(), Map.of("seen", now))));
        } catch (TorgException e) {
            LOG.debug("token-seen not noted: {}", e.getMessage());
        }
    }

    /**
     * Some tokens.
     *
     * @param next where the next page begins; empty when this was the last
     */
    public record Page(List<ProgramToken> tokens, Optional<String> next) {
        public Page {
            tokens = List.copyOf(tokens);
        }
    }

    /** A token in use, and when that was last written down. */
    private record Used(ProgramToken kept, AtomicReference<Instant> noted) {}
}
