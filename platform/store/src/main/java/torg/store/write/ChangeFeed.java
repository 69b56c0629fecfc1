package torg.store.write;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import torg.api.identity.Caller;
import torg.api.table.Committed;
import torg.api.table.Committed.Kind;
import torg.api.table.Table;
import torg.store.database.Dialect;
import torg.store.database.Jdbc;
import torg.store.database.Transaction;
import torg.store.sql.Known;

/**
 * The feed of committed changes. A reader that asks for what came after the last sequence it saw misses nothing, because sequences are committed in
 * their order: H2 has one writer at a time, and PostgreSQL's, which may be on other machines, hold a lock from drawing to the end of their transaction.
 */
final class ChangeFeed {
    private static final int LONGEST_COLUMNS = 4_000;
    private static final String LOCK = "select pg_advisory_xact_lock(" + 0x746f7266 + ")";
    private static final String INSERT = "insert into \"torg_feed\" (\"tbl\", \"row_key\", \"kind\", \"cols\", \"origin\", \"caller\", \"at\") values (?, ?, ?, ?, ?, ?, ?)";
    private static final String READ = "select \"seq\", \"tbl\", \"row_key\", \"kind\", \"cols\", \"origin\", \"caller\" from \"torg_feed\""
            + " where \"seq\" > ? order by \"seq\" fetch first ? rows only";
    private final Dialect dialect;
    private final InstantSource clock;

    ChangeFeed(Dialect dialect, InstantSource clock) {
        this.dialect = dialect;
        this.clock = clock;
    }

    /** Who did it, as the feed says it: {@code contact:ALFKI-2}. */
    static String name(Caller caller) {
        return caller.kind().name().toLowerCase(Locale.ROOT) + ":" + caller.contact().orElse(caller.name());
    }

    /** The same with who worked in that one's place: {@code contact:ALFKI-2 by NWND-1}. */
    private static String told(Caller caller) {
        return name(caller) + caller.deputy().map(deputy -> " by " + deputy.contact()).orElse("");
    }

    /** From here to the commit nobody else draws a sequence; last thing before the commit, for nobody may wait for a row after this. */
    void inOrder(Transaction transaction) throws SQLException {
        if (dialect == Dialect.POSTGRES) Jdbc.run(transaction.connection(), LOCK);
    }

    /** Add entries, in order, and learn their sequences. */
    List<Committed> add(Transaction transaction, List<Done> done, String origin, Caller caller) throws SQLException {
        if (done.isEmpty()) return List.of();
        var by = told(caller);
        inOrder(transaction);
        var sequences = insert(transaction.connection(), done, origin, by).iterator();
        return done.stream().map(one -> new Committed(sequences.next(), one.table().name(), one.key(), one.kind(), one.columns(), origin, by)).toList();
    }

    private List<Long> insert(Connection connection, List<Done> done, String origin, String caller) throws SQLException {
        var sequences = new ArrayList<Long>(done.size());
        var now = clock.instant();
        try (var statement = connection.prepareStatement(INSERT, new String[] {"seq"})) {
            for (var one : done) {
                Jdbc.bind(statement, one.table().name(), one.key(), one.kind().name(), columns(one), origin, caller, now);
                statement.addBatch();
            }
            statement.executeBatch();
            try (var keys = statement.getGeneratedKeys()) {
                while (keys.next()) sequences.add(keys.getLong(1));
            }
        }
        return sequences;
    }

    /** Empty stands for all columns; so does a list too long to keep. */
    private static String columns(Done done) {
        if (done.kind() != Kind.UPDATED) return null;
        var names = String.join(",", done.columns());
        return names.length() <= LONGEST_COLUMNS ? names : null;
    }

    List<Committed> after(Connection connection, long sequence, int most, Known known) throws SQLException {
        return Jdbc.query(connection, READ, rows -> entry(rows, known), sequence, (long) most);
    }

    private static Committed entry(ResultSet rows, Known known) throws SQLException {
        var table = rows.getString(2);
        var kind = Kind.valueOf(rows.getString(4));
        var columns = rows.getString(5);
        var all = known.schema().find(table).map(Table::columns).map(found -> found.keySet()).orElse(Set.of());
        var changed = columns != null ? Set.of(columns.split(",")) : kind == Kind.DELETED ? Set.<String>of() : all;
        return new Committed(rows.getLong(1), table, rows.getString(3), kind, changed, rows.getString(6), rows.getString(7));
    }
}
