package torg.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.sync.Outbox;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.store.database.Database;
import torg.store.database.Dialect;
import torg.store.database.EditText;
import torg.store.database.Jdbc;
import torg.store.rights.Reach;
import torg.store.schema.Catalog;
import torg.store.write.WriteRunner;

/**
 * The outbox in a table. An entry that was handed out is due again when its lease ends; the fence, which grows with each time, says whose report
 * still counts. Until {@code held} something may be under way: nobody is given the entry, or another of its row, before, whoever asks. What is due is looked for without a
 * transaction, for on H2 that would hold up everybody who writes; whoever was slower learns it from the fence. Both databases understand these
 * statements as they are.
 */
@Component(immediate = true, service = Outbox.class)
public final class SqlOutbox implements Outbox {
    private static final String ANY = "select \"id\", \"tbl\", \"row_key\", \"kind\", \"written\", \"attempts\", \"fence\", \"state\", \"note\", \"due\", \"edit\" from \"torg_outbox\"";
    private static final String WAITING = ANY + " where \"state\" = 'WAITING'";
    private static final String OPEN = ANY + " where \"id\" = ? and \"state\" in ('WAITING', 'REFUSED')";
    /** Entries of one row go in order: a later one waits until the earlier is done, whatever that one waits for, and an earlier one that a person gave back until the later is. */
    private static final String ITS_TURN = " and \"due\" <= ? and not exists (select 1 from \"torg_outbox\" as \"other\" where \"other\".\"state\" = 'WAITING' and \"other\".\"tbl\" = \"one\".\"tbl\""
            + " and \"other\".\"row_key\" = \"one\".\"row_key\" and (\"other\".\"id\" < \"one\".\"id\" or \"other\".\"held\" > ?))";
    /** Longest due first; ordered by the whole index, so that H2 sees that it need not sort. */
    private static final String DUE = WAITING.replace("\"torg_outbox\"", "\"torg_outbox\" as \"one\"") + " and not (\"one\".\"tbl\" = any(cast(? as varchar array)))" + ITS_TURN + " order by \"state\", \"due\", \"id\" fetch first ? rows only";
    private static final String NEXT = WAITING + " order by \"state\", \"due\" fetch first 1 rows only";
    private static final String IN_ORDER = ANY + " where \"state\" = ? and \"id\" >= ? order by \"id\" fetch first ? rows only";
    /**
     * Its turn as well as of that fence: whoever had it before may just have said that it is to wait, or another of its row may have been taken. The state stands where no index finds it:
     * H2 keeps to how it chose to look when nothing waited yet, and would look through all that waits.
     */
    static final String TAKE = "update \"torg_outbox\" as \"one\" set \"due\" = ?, \"held\" = ?, \"attempts\" = \"attempts\" + 1, \"fence\" = \"fence\" + 1, \"worker\" = ?"
            + " where \"id\" = ? and \"fence\" = ? and coalesce(\"state\", '') = 'WAITING'" + ITS_TURN;
    /** What another has taken just now is seen by who comes after; on H2 there is one writer at a time. */
    private static final String ALONE = "select pg_advisory_xact_lock(" + 0x746f726f + ")";
    private static final String REPORT = "update \"torg_outbox\" set \"state\" = ?, \"due\" = ?, \"held\" = ?, \"note\" = ? where \"id\" = ? and \"fence\" = ? and \"state\" = 'WAITING'";
    private static final String RETRY = "update \"torg_outbox\" set \"state\" = 'WAITING', \"due\" = case when \"held\" > ? then \"held\" else ? end"
            + " where \"id\" = ? and \"state\" in ('WAITING', 'REFUSED')";
    /** With a fence of its own, so that nobody who had it before can report any more. */
    private static final String DROP = "update \"torg_outbox\" set \"state\" = 'DROPPED', \"due\" = ?, \"note\" = ?, \"fence\" = \"fence\" + 1"
            + " where \"id\" = ? and \"fence\" = ? and (\"state\" = 'REFUSED' or \"state\" = 'WAITING' and (\"held\" is null or \"held\" <= ?))";
    /** Joined, for H2 looks for a list of keys in an index only when they come first in it. */
    private static final String CREATIONS = "select \"one\".\"row_key\" from unnest(cast(? as varchar array)) as \"asked\"(\"key\") join \"torg_outbox\" as \"one\" on \"one\".\"row_key\" = \"asked\".\"key\""
            + " where \"one\".\"state\" = ? and \"one\".\"tbl\" = ? and \"one\".\"kind\" = 'CREATED'";
    private static final String DELIVERED_SINCE = CREATIONS + " and \"one\".\"due\" > ?";
    private static final String COUNT = "select count(*) from (select 1 from \"torg_outbox\" where \"state\" = ? fetch first " + MOST_COUNTED + " rows only) as \"some\"";
    private static final String QUEUES = "select \"tbl\", \"state\", count(*), min(\"written\") from \"torg_outbox\" where \"state\" in ('WAITING', 'REFUSED') group by \"tbl\", \"state\" order by \"tbl\", \"state\"";
    /** By each state, for the index begins with it; joined, for of a list H2 looks at all that are in one of these states. */
    private static final String PAST = ANY + " join (values ('WAITING'), ('REFUSED'), ('DELIVERED'), ('DROPPED')) as \"asked\"(\"which\") on \"state\" = \"which\""
            + " where \"tbl\" = ? and \"row_key\" = ? order by \"id\" desc fetch first ? rows only";
    private static final String OLDEST_WAITING = "select min(\"written\") from \"torg_outbox\" where \"state\" = 'WAITING'";
    private static final int LONGEST_NOTE = 4_000;
    private static final int LONGEST_REASON = 1_000;
    private static final int MOST_CLAIMED = 100;
    /** How often to look again when others were quicker with all that was found. */
    private static final int MOST_LOOKS = 5;
    private static final int MOST_LISTED = 10_000;
    private final Database database;
    private final Catalog catalog;
    private final WriteRunner writes;
    private final InstantSource clock;

    @Activate
    public SqlOutbox(@Reference Database database, @Reference Catalog catalog, @Reference WriteRunner writes) {
        this(database, catalog, writes, InstantSource.system());
    }

    public SqlOutbox(Database database, Catalog catalog, WriteRunner writes, InstantSource clock) {
        this.database = database;
        this.catalog = catalog;
        this.writes = writes;
        this.clock = clock;
    }

    @Override
    public List<Entry> claim(String worker, int most, Duration lease, Set<String> resting) {
        var wanted = Math.clamp(most, 1, MOST_CLAIMED);
        for (var look = 0; look < MOST_LOOKS; look++) {
            var now = clock.instant();
            var free = database.read(connection -> found(connection, DUE, resting.toArray(String[]::new), now, now, (long) wanted));
            if (free.isEmpty()) return List.of();
            var taken = database.retried(transaction -> taken(transaction.connection(), free, worker, now, now.plus(lease)));
            if (!taken.isEmpty()) return taken;
        }
        return List.of();
    }

    /** In the order of their ids, so that two who want the same do not wait for each other. */
    private List<Entry> taken(Connection connection, List<Found> free, String worker, Instant now, Instant until) throws SQLException {
        if (database.dialect() == Dialect.POSTGRES) Jdbc.run(connection, ALONE);
        var wanted = free.stream().map(Found::entry).sorted(Comparator.comparing(Entry::id)).toList();
        var taken = new ArrayList<Entry>(wanted.size());
        var counts = taking(connection, wanted, worker, now, until);
        for (var i = 0; i < wanted.size(); i++) {
            if (counts[i] == 0) continue;
            var entry = wanted.get(i);
            taken.add(new Entry(entry.id(), entry.table(), entry.key(), entry.kind(), entry.written(), entry.attempts() + 1, entry.fence() + 1, entry.state(), entry.note(), entry.edit()));
        }
        return List.copyOf(taken);
    }

    /** One after the other, for the one that was taken before decides, but sent together. */
    private static int[] taking(Connection connection, List<Entry> wanted, String worker, Instant now, Instant until) throws SQLException {
        try (var statement = connection.prepareStatement(TAKE)) {
            for (var entry : wanted) {
                Jdbc.bind(statement, until, until, worker, entry.id(), entry.fence(), now, now);
                statement.addBatch();
            }
            return statement.executeBatch();
        }
    }

    @Override
    public boolean delivered(Entry entry, List<Change> result, String origin) {
        return close(entry, State.DELIVERED, "", result, origin);
    }

    @Override
    public boolean refused(Entry entry, String code, String reason, List<Change> result, String origin) {
        return close(entry, State.REFUSED, code + ": " + reason, result, origin);
    }

    @Override
    public boolean later(Entry entry, Instant when, String reason) {
        return database.retried(transaction -> report(transaction.connection(), entry, State.WAITING, when, clock.instant(), reason));
    }

    @Override
    public boolean hold(Entry entry, Instant until, String reason) {
        return database.retried(transaction -> report(transaction.connection(), entry, State.WAITING, until, until, reason));
    }

    /** The outcome and what the ERP answered, together or not at all. */
    private boolean close(Entry entry, State state, String note, List<Change> result, String origin) {
        var known = catalog.now();
        var committed = database.retried(transaction -> {
            var now = clock.instant();
            if (!report(transaction.connection(), entry, state, now, now, note)) return Optional.<List<Committed>>empty();
            var reach = new Reach(Caller.service(origin), Optional.empty());
            return Optional.of(writes.within(transaction, known, reach, result, origin));
        });
        committed.ifPresent(writes::tell);
        return committed.isPresent();
    }

    private static boolean report(Connection connection, Entry entry, State state, Instant due, Instant held, String note) throws SQLException {
        return Jdbc.update(connection, REPORT, state.name(), due, held, cut(note, LONGEST_NOTE), entry.id(), entry.fence()) == 1;
    }

    @Override
    public void retry(long id) {
        var now = clock.instant();
        int found = database.retried(transaction -> Jdbc.update(transaction.connection(), RETRY, now, now, id));
        if (found == 0) throw missing(id);
    }

    @Override
    public void drop(long id, String note) {
        var now = clock.instant();
        database.retried(transaction -> {
            var found = found(transaction.connection(), OPEN, id).stream().map(Found::entry).findFirst().orElseThrow(() -> missing(id));
            var whole = cut(note, LONGEST_REASON) + (found.note().isEmpty() ? "" : " (before: " + found.note() + ")");
            if (Jdbc.update(transaction.connection(), DROP, now, cut(whole, LONGEST_NOTE), id, found.fence(), now) == 0)
                throw TorgException.of(ProblemKind.CONFLICT, "outbox.held", "entry " + id + " may be on its way to the ERP right now").help("wait two minutes, then look what became of it");
            return null;
        });
    }

    private static TorgException missing(long id) {
        return TorgException.of(ProblemKind.NOT_FOUND, "outbox.no-entry", "no entry " + id + " is waiting or parked");
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }

    @Override
    public Set<String> unfinished(String table, Collection<String> keys, Instant asOf) {
        if (keys.isEmpty()) return Set.of();
        return database.read(connection -> {
            var unfinished = new HashSet<String>();
            var asked = keys.toArray(String[]::new);
            for (var state : List.of(State.WAITING, State.REFUSED)) unfinished.addAll(Jdbc.query(connection, CREATIONS, rows -> rows.getString(1), asked, state.name(), table));
            unfinished.addAll(Jdbc.query(connection, DELIVERED_SINCE, rows -> rows.getString(1), asked, State.DELIVERED.name(), table, asOf));
            return unfinished;
        });
    }

    @Override
    public List<Entry> list(Optional<State> state, int most) {
        var limit = (long) Math.clamp(most, 1, MOST_LISTED);
        var newest = " order by \"id\" desc fetch first ? rows only";
        var listed = database.read(connection -> state.isPresent()
                ? found(connection, ANY + " where \"state\" = ?" + newest, state.get().name(), limit)
                : found(connection, ANY + newest, limit));
        return listed.stream().map(Found::entry).toList();
    }

    @Override
    public List<Entry> inOrder(State state, long from, int most) {
        return database.read(connection -> found(connection, IN_ORDER, state.name(), from, (long) Math.clamp(most, 1, MOST_LISTED))).stream().map(Found::entry).toList();
    }

    @Override
    public Map<State, Long> counts() {
        return database.read(connection -> {
            var counts = new EnumMap<State, Long>(State.class);
            for (var state : List.of(State.WAITING, State.REFUSED)) counts.put(state, Jdbc.query(connection, COUNT, rows -> rows.getLong(1), state.name()).getFirst());
            return counts;
        });
    }

    @Override
    public List<Queue> queues() {
        return database.read(connection -> Jdbc.query(connection, QUEUES, rows ->
                new Queue(rows.getString(1), State.valueOf(rows.getString(2)), rows.getLong(3), rows.getObject(4, OffsetDateTime.class).toInstant())));
    }

    @Override
    public List<Past> past(String table, String key, int most) {
        return database.read(connection -> found(connection, PAST, table, key, (long) Math.clamp(most, 1, MOST_LISTED))).stream().map(found -> new Past(found.entry, found.due)).toList();
    }

    @Override
    public Optional<Instant> nextDue() {
        return database.read(connection -> found(connection, NEXT).stream().map(Found::due).findFirst());
    }

    @Override
    public Optional<Instant> oldestWaiting() {
        return database.read(connection -> Jdbc.query(connection, OLDEST_WAITING, rows -> Optional.ofNullable(rows.getObject(1, OffsetDateTime.class))).getFirst()).map(OffsetDateTime::toInstant);
    }

    private static List<Found> found(Connection connection, String sql, Object... values) throws SQLException {
        return Jdbc.query(connection, sql, SqlOutbox::found, values);
    }

    private static Found found(ResultSet rows) throws SQLException {
        var kind = Committed.Kind.valueOf(rows.getString(4));
        var edit = kind == Committed.Kind.CREATED ? Edit.NONE : EditText.read(rows.getString(11));
        var entry = new Entry(rows.getLong(1), rows.getString(2), rows.getString(3), kind,
                rows.getObject(5, OffsetDateTime.class).toInstant(), rows.getInt(6), rows.getLong(7), State.valueOf(rows.getString(8)), rows.getString(9), edit);
        return new Found(entry, rows.getObject(10, OffsetDateTime.class).toInstant());
    }

    /** An entry, and when it is due. */
    private record Found(Entry entry, Instant due) {}
}
