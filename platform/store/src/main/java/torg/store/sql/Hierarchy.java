package torg.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import torg.api.identity.Caller;
import torg.api.table.Column;
import torg.api.table.Table;
import torg.store.database.Cells;
import torg.store.database.Dialect;
import torg.store.database.Jdbc;
import torg.store.database.Names;

/**
 * Rows of a table that stand below one another by a lookup to the table itself. Who stands below whom is found by walking the tree when it is asked, so that it is
 * right at once when a row moves; the walk goes by the lookup's index and ends at {@link #MOST_LEVELS}, even if the data had a circle.
 */
public record Hierarchy(Table table, Column up) {
    public static final int MOST_LEVELS = 100;
    private static final String LOCK = "select pg_advisory_xact_lock(" + 0x746f7274 + ")";

    public static Optional<Hierarchy> of(Table table) {
        return table.hierarchy().map(up -> new Hierarchy(table, table.columns().get(up)));
    }

    /** Keys of these rows and of all below them. */
    Select<Record1<Object>> below(Sql sql, List<Slot> keys) {
        // The alias alone could be the name of a table, which H2 would take in its place.
        var walk = Names.OURS + sql.alias();
        var top = sql.alias();
        var below = sql.alias();
        var tops = keys.stream().map(slot -> sql.slot(slot, key(sql, top).getDataType())).toList();
        var first = DSL.select(key(sql, top), DSL.inline(1)).from(Joins.as(table, top)).where(key(sql, top).in(tops));
        var next = DSL.select(key(sql, below), level(walk).plus(DSL.inline(1))).from(Joins.as(table, below)).join(DSL.table(Names.quoted(walk)))
                .on(above(sql, below).eq(at(sql, walk)), level(walk).lt(DSL.inline(MOST_LEVELS)));
        return DSL.withRecursive(Names.quoted(walk), Names.quoted("k"), Names.quoted("level")).as(first.unionAll(next)).select(at(sql, walk)).from(DSL.table(Names.quoted(walk)));
    }

    /**
     * Refuses a row in a place that would make a circle, or a tree deeper than is walked.
     *
     * @param key of the row that moves
     * @param above key of the row it is to stand below
     * @return the code of what is wrong; empty if nothing is
     */
    public Optional<String> refusal(Connection connection, Dialect dialect, String key, String above) throws SQLException {
        // Two who move at once could make a circle that neither of them sees.
        if (dialect == Dialect.POSTGRES) Jdbc.run(connection, LOCK);
        var depth = 0;
        for (var at = Optional.of(above); at.isPresent(); at = above(connection, at.get())) {
            if (at.get().equals(key)) return Optional.of("circle");
            if (++depth > MOST_LEVELS) return Optional.of("too-deep");
        }
        return depth + levels(connection, dialect, key) > MOST_LEVELS ? Optional.of("too-deep") : Optional.empty();
    }

    private Optional<String> above(Connection connection, String key) throws SQLException {
        return Jdbc.query(connection, "select \"" + up.name() + "\" from \"" + table.name() + "\" where \"" + table.key() + "\" = ?", rows -> Optional.ofNullable(rows.getString(1)), key)
                .stream().findFirst().flatMap(found -> found);
    }

    /** How many levels a row and those below it make. */
    private int levels(Connection connection, Dialect dialect, String key) throws SQLException {
        var sql = new Sql(dialect);
        var row = sql.alias();
        var among = below(sql, List.of(Slot.literal(0)));
        var above = new HashMap<String, String>();
        try (var prepared = sql.statement(DSL.select(key(sql, row), above(sql, row)).from(Joins.as(table, row)).where(key(sql, row).in(among)))
                .on(connection, Slot.Arguments.of(Caller.ANONYMOUS, key)); var rows = prepared.executeQuery()) {
            while (rows.next()) above.put(rows.getString(1), rows.getString(2));
        }
        var most = 1;
        for (var leaf : above.keySet()) {
            var levels = 1;
            for (var at = leaf; !at.equals(key) && levels <= MOST_LEVELS; at = above.get(at)) levels++;
            most = Math.max(most, levels);
        }
        return most;
    }

    private Field<Object> above(Sql sql, String alias) {
        return Joins.untyped(sql.kept(alias, up));
    }

    private Field<Object> key(Sql sql, String alias) {
        return Joins.untyped(sql.kept(alias, table.columns().get(table.key())));
    }

    private Field<Object> at(Sql sql, String walk) {
        return Joins.untyped(DSL.field(Names.quoted(walk, "k"), sql.dialect().collated(SQLDataType.VARCHAR(Cells.KEY_LENGTH))));
    }

    private static Field<Integer> level(String walk) {
        return DSL.field(Names.quoted(walk, "level"), SQLDataType.INTEGER);
    }
}
