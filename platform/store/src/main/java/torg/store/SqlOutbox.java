package torg.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.sync.Outbox;
import torg.api.table.Change;
import torg.api.table.Committed;

/**
 * The outbox in a table. An entry that was handed out is due again when its lease ends; the fence, which grows with each time, says whose report
 * still counts. Both databases understand these statements as they are; only PostgreSQL, where workers may be on other machines, is asked to lock
 * what one of them looks at, which spares the others the same look.
 */
@Component(immediate = true, service = Outbox.class)
public final class SqlOutbox implements Outbox {
    private static final String FIELDS = "\"id\", \"tbl\", \"row_key\", \"kind\", \"written\", \"attempts\", \"fence\", \"state\", \"note\"";
    private static final String DUE = "select " + FIELDS + " from \"torg_outbox\" where \"state\" = 'WAITING' and \"due\" <= ? and \"id\" > ? order by \"id\" fetch first ? rows only";
    private static final String LOCKED = " for update skip locked";
    /** Asked by itself and not inside the other: H2 may answer a subquery with what it found while another transaction was about to commit. */
    private static final String OLDEST = "select min(\"id\") from \"torg_outbox\" where \"tbl\" = ? and \"row_key\" = ? and \"state\" = 'WAITING'";
    private static final String TAKE = "update \"torg_outbox\" set \"due\" = ?, \"attempts\" = \"attempts\" + 1, \"fence\" = \"fence\" + 1, \"worker\" = ? where \"id\" = ? and \"fence\" = ? and \"state\" = 'WAITING'";
    private static final String REPORT = "update \"torg_outbox\" set \"state\" = ?, \"due\" = ?, \"note\" = ? where \"id\" = ? and \"fence\" = ? and \"state\" = 'WAITING'";
    private static final String RETRY = "update \"torg_outbox\" set \"state\" = 'WAITING', \"due\" = ? where \"id\" = ? and \"state\" <> 'DELIVERED'";
    private static final int LONGEST_NOTE = 4_000;
    private static final int MOST_CLAIMED = 100;
    /** Later entries of a document are passed over, so more are looked at than are handed out. */
    private static final int LOOKED_AT_PER_CLAIMED = 4;
    private static final int MOST_PAGES = 50;
    private static final int MOST_LISTED = 10_000;
    private final Database database;
    private final String due;
    private final Catalog catalog;
    private final WriteRunner writes;
    private final InstantSource clock;

    @Activate
    public SqlOutbox(@Reference Database database, @Reference Catalog catalog, @Reference WriteRunner writes) {
        this(database, catalog, writes, InstantSource.system());
    }

    SqlOutbox(Database database, Catalog catalog, WriteRunner writes, InstantSource clock) {
        this.database = database;
        this.due = database.dialect == Dialect.POSTGRES ? DUE + LOCKED : DUE;
        this.catalog = catalog;
        this.writes = writes;
        this.clock = clock;
    }

    @Override
    public List<Entry> claim(String worker, int most, Duration lease) {
        var until = clock.instant().plus(lease);
        return database.retried(transaction -> claimed(transaction.connection, worker, Math.clamp(most, 1, MOST_CLAIMED), until));
    }

    private List<Entry> claimed(Connection connection, String worker, int wanted, Instant until) throws SQLException {
        var taken = new ArrayList<Entry>(wanted);
        var passed = new HashSet<String>();
        var last = 0L;
        for (var page = 0; page < MOST_PAGES; page++) {
            var looked = entries(connection, due, clock.instant(), last, (long) wanted * LOOKED_AT_PER_CLAIMED);
            for (var entry : looked) {
                last = entry.id();
                // The first entry of a document that is looked at decides for all of them.
                if (!passed.add(entry.table() + ' ' + entry.key()) || !isOldest(connection, entry)) continue;
                // Another worker may have taken the entry since it was read; the fence tells.
                if (Jdbc.update(connection, TAKE, until, worker, entry.id(), entry.fence()) == 0) continue;
                taken.add(new Entry(entry.id(), entry.table(), entry.key(), entry.kind(), entry.written(), entry.attempts() + 1, entry.fence() + 1, entry.state(), entry.note()));
                if (taken.size() == wanted) return List.copyOf(taken);
            }
            if (looked.size() < wanted * LOOKED_AT_PER_CLAIMED) break;
        }
        return List.copyOf(taken);
    }

    /** Entries of one row go in order: a later one waits until the earlier is done, leased or not. */
    private static boolean isOldest(Connection connection, Entry entry) throws SQLException {
        return Jdbc.query(connection, OLDEST, rows -> rows.getLong(1), entry.table(), entry.key()).getFirst() == entry.id();
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
        return database.retried(transaction -> report(transaction.connection, entry, State.WAITING, when, reason));
    }

    /** The outcome and what the ERP answered, together or not at all. */
    private boolean close(Entry entry, State state, String note, List<Change> result, String origin) {
        var committed = database.retried(transaction -> {
            if (!report(transaction.connection, entry, state, clock.instant(), note)) return Optional.<List<Committed>>empty();
            var reach = new Reach(Caller.service(origin), Optional.empty());
            return Optional.of(writes.within(transaction, catalog.now(), reach, result, origin));
        });
        committed.ifPresent(writes::tell);
        return committed.isPresent();
    }

    private static boolean report(Connection connection, Entry entry, State state, Instant due, String note) throws SQLException {
        var shortNote = note.length() <= LONGEST_NOTE ? note : note.substring(0, LONGEST_NOTE);
        return Jdbc.update(connection, REPORT, state.name(), due, shortNote, entry.id(), entry.fence()) == 1;
    }

    @Override
    public void retry(long id) {
        int found = database.retried(transaction -> Jdbc.update(transaction.connection, RETRY, clock.instant(), id));
        if (found == 0) throw TorgException.of(ProblemKind.NOT_FOUND, "outbox.no-entry", "no entry " + id + " is waiting or parked");
    }

    @Override
    public List<Entry> list(Optional<State> state, int most) {
        var limit = (long) Math.clamp(most, 1, MOST_LISTED);
        var newest = " order by \"id\" desc fetch first ? rows only";
        return database.read(connection -> state.isPresent()
                ? entries(connection, "select " + FIELDS + " from \"torg_outbox\" where \"state\" = ?" + newest, state.get().name(), limit)
                : entries(connection, "select " + FIELDS + " from \"torg_outbox\"" + newest, limit));
    }

    @Override
    public Map<State, Long> counts() {
        var counts = new EnumMap<State, Long>(State.class);
        for (var state : State.values()) counts.put(state, 0L);
        return database.read(connection -> {
            Jdbc.query(connection, "select \"state\", count(*) from \"torg_outbox\" group by \"state\"", rows -> counts.put(State.valueOf(rows.getString(1)), rows.getLong(2)));
            return counts;
        });
    }

    @Override
    public Optional<Instant> oldestWaiting() {
        return database.read(connection -> {
            var oldest = Jdbc.query(connection, "select min(\"written\") from \"torg_outbox\" where \"state\" = 'WAITING'", rows -> Optional.ofNullable(rows.getObject(1, OffsetDateTime.class)));
            return oldest.getFirst().map(OffsetDateTime::toInstant);
        });
    }

    private static List<Entry> entries(Connection connection, String sql, Object... values) throws SQLException {
        return Jdbc.query(connection, sql, SqlOutbox::entry, values);
    }

    private static Entry entry(ResultSet rows) throws SQLException {
        return new Entry(rows.getLong(1), rows.getString(2), rows.getString(3), Committed.Kind.valueOf(rows.getString(4)),
                rows.getObject(5, OffsetDateTime.class).toInstant(), rows.getInt(6), rows.getLong(7), State.valueOf(rows.getString(8)), rows.getString(9));
    }
}
