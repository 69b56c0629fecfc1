package torg.store.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Relationship;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.store.database.Cells;
import torg.store.database.Dialect;
import torg.store.database.Jdbc;
import torg.store.database.Names;
import torg.store.sql.Hierarchy;
import torg.store.sql.Joins;
import torg.store.sql.LinkTable;

/** Looks for what a table's new description would lose of the rows that are there. */
final class Losses {
    private final Connection connection;
    private final Dialect dialect;
    private final Facts facts;
    private final Table table;
    private final Schema wanted;
    private final List<Refusal> found = new ArrayList<>();

    Losses(Connection connection, Dialect dialect, Facts facts, Table table, Schema wanted) {
        this.connection = connection;
        this.dialect = dialect;
        this.facts = facts;
        this.table = table;
        this.wanted = wanted;
    }

    /** @param needed columns that have to have a value, and had not before */
    List<Refusal> find(List<Column> needed) throws SQLException {
        if (!facts.has(table.name())) return found;
        if (!facts.constraints().contains(Names.primaryKey(table.name(), table.key()))) {
            refuse(table.key(), "table.key-changed", "has another key in the database", "keep the key, or give the table with the new key another name");
            return found;
        }
        for (var column : table.columns().values()) {
            var is = facts.shape(table.name(), column.name());
            if (is != null && column.isCalculated()) hidden(column);
            else if (is != null) compare(column, is);
            else if (column.isCalculated()) broken(column);
        }
        var filled = new ArrayList<Column>();
        for (var column : needed) {
            if (hasDefaultForAll(column)) filled.add(column);
            else demandValues(column);
        }
        for (var key : table.uniqueKeys()) if (!facts.indexes().contains(Names.unique(table.name(), key))) shared(key, filled);
        if (Hierarchy.of(table).isPresent()) circle(Hierarchy.of(table).get());
        for (var side : table.relationships().values()) {
            if (side.described() && facts.has(Names.links(table.name(), side.name()))) relationship(side);
        }
        return found;
    }

    /** Whoever climbs from a row comes to one that stands below none, or never comes to an end. */
    private void circle(Hierarchy hierarchy) throws SQLException {
        if (facts.shape(table.name(), hierarchy.up().name()) == null) return;
        var above = new HashMap<String, String>();
        Jdbc.query(connection, "select \"" + table.key() + "\", \"" + hierarchy.up().name() + "\" from \"" + table.name() + "\" where \"" + hierarchy.up().name() + "\" is not null",
                rows -> above.put(rows.getString(1), rows.getString(2)));
        for (var key : above.keySet()) {
            var at = key;
            for (var level = 1; at != null; level++) {
                at = above.get(at);
                if (level <= Hierarchy.MOST_LEVELS) continue;
                refuse(hierarchy.up().name(), "table.circle", "is the hierarchy, and rows stand below themselves, or more than " + Hierarchy.MOST_LEVELS + " levels deep", "correct these rows first, or leave 'hierarchy:' out");
                return;
            }
        }
    }

    /** Links to rows of another table would be lost. */
    private void relationship(Relationship side) {
        if (facts.constraints().contains(Names.linked(table.name(), side.name(), LinkTable.TO, side.target()))) return;
        found.add(new Refusal(table.name(), side.name(), "table.relationship-changed", "relationship '" + side.name() + "' of table '" + table.name()
                + "' leads to another table in the database", "keep its 'to:', or give the new relationship another name"));
    }

    /** What speaks against holding the rows that are there to what is promised of a column. */
    List<Refusal> broken(Column column) throws SQLException {
        var field = DSL.field(Names.quoted(column.name()), String.class);
        if (column.type() == ColumnType.LOOKUP) lookup(field, column);
        var lookups = Cells.pointed(column).filter(all -> all.stream().allMatch(lookup -> facts.shape(table.name(), lookup.name()) != null));
        if (lookups.isPresent()) {
            refuse(column, DSL.not(Additions.oneTarget(lookups.get())), "table.two-targets", "points to one row, and some rows have lookups to several",
                    "empty all but one of them first");
        }
        return found;
    }

    /** The database has a column of this name with values of its own, which nobody could see any more. */
    private void hidden(Column column) throws SQLException {
        refuse(column, DSL.field(Names.quoted(column.name())).isNotNull(), "table.type-changed", "is calculated or polymorphic, and holds values of its own in the database", "give it another name");
    }

    private void compare(Column column, Facts.Shape is) throws SQLException {
        if (is.family() != Facts.Family.of(column)) {
            refuse(column.name(), "table.type-changed", "is '" + column.type() + "', and holds values of another type in the database",
                    "keep the type, or give the column with the new type another name");
            return;
        }
        var field = DSL.field(Names.quoted(column.name()), String.class);
        var length = Cells.lengthOf(column);
        if (is.family() == Facts.Family.TEXT && length < is.length() && !column.name().equals(table.key())) {
            refuse(column, DSL.charLength(field).gt(length), "table.shortened", "is shorter than the values it holds", "make it long enough");
        }
        if (is.family() == Facts.Family.DECIMAL && column.scale() < is.scale()) {
            var number = field.coerce(SQLDataType.NUMERIC);
            refuse(column, DSL.round(number, column.scale()).ne(number), "table.scale-cut", "has fewer digits than the values it holds", "keep the scale");
        }
        broken(column);
    }

    /** What speaks against a column that has to have a value. */
    List<Refusal> missing(Column column) throws SQLException {
        demandValues(column);
        return found;
    }

    /** Whether rows without a value may all get the default: not where each has another one, nor where it leads nowhere. */
    boolean hasDefaultForAll(Column column) throws SQLException {
        if (column.defaultValue().isEmpty() || column.unique()) return false;
        var target = column.target().map(wanted.tables()::get);
        return target.isEmpty() || facts.has(target.get().name())
                && finds(DSL.selectOne().from(DSL.table(Names.quoted(target.get().name()))).where(DSL.field(Names.quoted(target.get().key())).eq(DSL.inline(column.defaultValue().get()))));
    }

    /** Nobody could change such a row without inventing the value. */
    private void demandValues(Column column) throws SQLException {
        var there = facts.shape(table.name(), column.name()) != null;
        var without = Cells.pointed(column).map(lookups -> DSL.and(lookups.stream().filter(lookup -> facts.shape(table.name(), lookup.name()) != null).map(lookup -> qualified(lookup).isNull()).toList()))
                .orElse(there ? qualified(column).isNull() : DSL.trueCondition());
        var count = count(DSL.selectCount().from(DSL.table(Names.quoted(table.name()))).where(without));
        if (count > 0) refuse(column.name(), "table.values-missing", "is required, and " + (count == 1 ? "1 row has" : count + " rows have") + " no value there",
                column.defaultValue().isPresent() ? "fill these rows first, for they cannot all have its default" : there ? "give it a default, or fill these rows first" : "give it a default, or add it without 'required' and fill these rows first");
    }

    /**
     * Whether rows share all values of a set of columns that is to hold them apart.
     *
     * @param filled columns whose empty cells get the default
     */
    List<Refusal> shared(List<String> key, List<Column> filled) throws SQLException {
        var fields = new ArrayList<Field<?>>();
        for (var name : key) {
            var column = table.columns().get(name);
            var is = facts.shape(table.name(), name);
            // A column that is new has the same value in all rows, or none in any.
            if (is == null && column.defaultValue().isEmpty() || is != null && is.family() != Facts.Family.of(column)) return found;
            if (is != null) fields.add(kept(column, filled.contains(column)));
        }
        var full = DSL.and(fields.stream().map(Field::isNotNull).toList());
        var twice = DSL.selectOne().from(DSL.table(Names.quoted(table.name()))).where(full).groupBy(fields).having(DSL.count().gt(1)).limit(1);
        if (!finds(twice)) return found;
        if (key.size() == 1) refuse(key.getFirst(), "table.not-unique", "is unique, and two rows share a value", "change these values first, or leave 'unique' out");
        else found.add(new Refusal(table.name(), TableReader.unique(key), "table.not-unique", "rows of table '" + table.name() + "' are told apart by '" + String.join(", ", key) + "', and two rows share all of these values",
                "change these values first, or leave this one out of 'unique'"));
        return found;
    }

    private Field<?> kept(Column column, boolean filled) {
        Field<Object> field = Joins.untyped(DSL.field(Names.quoted(column.name()), Cells.type(column, dialect)));
        return column.defaultValue().filter(_ -> filled).<Field<?>>map(value -> DSL.coalesce(field, DSL.inline(value, field.getDataType()))).orElse(field);
    }

    private void lookup(Field<String> field, Column column) throws SQLException {
        var target = wanted.tables().get(column.target().orElseThrow());
        if (target == null || facts.constraints().contains(Names.lookup(table.name(), column.name(), target.name()))) return;
        var there = facts.has(target.name())
                ? DSL.notExists(DSL.selectOne().from(DSL.table(Names.quoted(target.name())).as("t")).where(DSL.field(Names.quoted("t", target.key()), String.class).eq(qualified(column))))
                : DSL.trueCondition();
        refuse(column, field.isNotNull().and(there), "table.dangling", "is a lookup to '" + target.name() + "', and holds values that are no keys there",
                "bring those rows first, or keep the type");
    }

    private Field<String> qualified(Column column) {
        return DSL.field(Names.quoted(table.name(), column.name()), String.class);
    }

    private void refuse(Column column, Condition loses, String code, String what, String help) throws SQLException {
        if (finds(DSL.selectOne().from(DSL.table(Names.quoted(table.name()))).where(loses).limit(1))) refuse(column.name(), code, what, help);
    }

    private void refuse(String column, String code, String what, String help) {
        found.add(new Refusal(table.name(), column, code, "column '" + column + "' of table '" + table.name() + "' " + what, help));
    }

    private boolean finds(Select<?> select) throws SQLException {
        return ask(select, ResultSet::next);
    }

    private long count(Select<?> select) throws SQLException {
        return ask(select, rows -> rows.next() ? rows.getLong(1) : 0);
    }

    private <T> T ask(Select<?> select, Answer<T> answer) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(DSL.using(dialect.jooq()).renderInlined(select))) {
            return answer.of(rows);
        }
    }

    private interface Answer<T> {
        T of(ResultSet rows) throws SQLException;
    }
}
