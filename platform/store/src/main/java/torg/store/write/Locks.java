package torg.store.write;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import torg.api.identity.Caller;
import torg.api.table.Change;
import torg.api.table.Table;
import torg.store.database.Cells;
import torg.store.sql.Known;
import torg.store.sql.Slot;
import torg.store.write.Writing.Step;

/** Rows as they are, kept from others until the transaction ends. */
final class Locks {
    /** Of a write of more changes each row is locked by itself: all that are locked together are held in memory, and a text may be long. */
    private static final int MOST_TOGETHER = 2_000;
    private final Connection connection;
    private final Known known;
    private final Caller caller;
    private final Statements statements;
    private final Batch batch;
    private final UnderWay underWay;
    /** Rows that were locked together and not changed since; empty for one that was not there. */
    private final Map<RowOf, Optional<Locked>> fetched = new HashMap<>();

    /** @param batch what the database has to know of before it is asked */
    Locks(Connection connection, Known known, Caller caller, Statements statements, Batch batch, UnderWay underWay) {
        this.connection = connection;
        this.known = known;
        this.caller = caller;
        this.statements = statements;
        this.batch = batch;
        this.underWay = underWay;
    }

    /** Writers who take the same rows in the same order wait for each other, but never in a circle. */
    void inOrder(List<Step> steps) throws SQLException {
        var rows = new TreeMap<String, Step>();
        for (var step : steps) key(step.change()).ifPresent(key -> rows.putIfAbsent(step.table().name() + ' ' + key, step));
        for (var step : rows.values()) lock(step.table(), key(step.change()).orElseThrow());
    }

    private static Optional<String> key(Change change) {
        return switch (change) {
            case Change.Create _ -> Optional.empty();
            case Change.Update update -> Optional.of(update.key());
            case Change.Put put -> Optional.of(put.key());
            case Change.Delete delete -> Optional.of(delete.key());
            case Change.Associate associate -> associate.row() instanceof Change.Key(var key) ? Optional.of(key) : Optional.empty();
            case Change.Disassociate disassociate -> disassociate.row() instanceof Change.Key(var key) ? Optional.of(key) : Optional.empty();
        };
    }

    /** Most of what a connector brings are rows by their keys: all of a table are asked for in one go, and what the ERP does not have of them. */
    void together(List<Step> steps) throws SQLException {
        if (steps.size() > MOST_TOGETHER) return;
        var puts = new LinkedHashMap<Table, Set<String>>();
        var wholes = new LinkedHashMap<Table, Set<String>>();
        for (var step : steps) {
            if (!(step.change() instanceof Change.Put put) || !Cells.isKey(put.key())) continue;
            puts.computeIfAbsent(step.table(), _ -> new TreeSet<>()).add(put.key());
            step.table().whole().filter(whole -> step.values().get(whole.name()) instanceof String).ifPresent(whole ->
                    wholes.computeIfAbsent(known.schema().table(whole.target().orElseThrow()), _ -> new TreeSet<>()).add((String) step.values().get(whole.name())));
        }
        for (var table : puts.entrySet()) fetch(table.getKey(), table.getValue());
        for (var table : puts.entrySet()) wholes.computeIfAbsent(table.getKey(), _ -> new TreeSet<>()).addAll(table.getValue());
        for (var table : wholes.entrySet()) underWay.expect(table.getKey(), table.getValue());
    }

    private void fetch(Table table, Set<String> keys) throws SQLException {
        keys.forEach(key -> fetched.put(new RowOf(table.name(), key), Optional.empty()));
        var sql = statements.rows(known, table);
        try (var statement = sql.lockAll().on(connection, Slot.Arguments.of(caller, (Object) keys.toArray(String[]::new))); var rows = statement.executeQuery()) {
            while (rows.next()) {
                var row = locked(table, sql, rows);
                fetched.put(new RowOf(table.name(), row.key), Optional.of(row));
            }
        }
    }

    /** The row as it is, kept from others until this transaction ends; null when there is none. */
    Locked lock(Table table, String key) throws SQLException {
        if (!Cells.isKey(key)) return null;
        var before = fetched.get(new RowOf(table.name(), key));
        if (before != null) return before.orElse(null);
        batch.send();
        var sql = statements.rows(known, table);
        try (var statement = sql.lock().on(connection, Slot.Arguments.of(caller, key)); var rows = statement.executeQuery()) {
            return rows.next() ? locked(table, sql, rows) : null;
        }
    }

    /** The same of a row that is there: it may have come since rows were locked together. */
    Locked found(Table table, String key) throws SQLException {
        fetched.remove(new RowOf(table.name(), key), Optional.empty());
        return lock(table, key);
    }

    private static Locked locked(Table table, RowSql sql, ResultSet rows) throws SQLException {
        var cells = new HashMap<String, Object>();
        for (var i = 0; i < sql.columns().size(); i++) {
            var value = Cells.read(rows, i + 2, sql.columns().get(i));
            if (value != null) cells.put(sql.columns().get(i).name(), value);
        }
        return new Locked((String) cells.get(table.key()), rows.getLong(1), Collections.unmodifiableMap(cells));
    }

    /** It is another row now. */
    void changed(Done what) {
        fetched.remove(new RowOf(what.table().name(), what.key()));
    }

    /** A row nobody else can change now. */
    record Locked(String key, long version, Map<String, Object> cells) {}
}
