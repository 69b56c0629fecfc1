package torg.store.schema;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DeleteConditionStep;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.SelectConditionStep;
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
import torg.store.database.SystemTables;
import torg.store.sql.Hierarchy;
import torg.store.sql.Joins;
import torg.store.sql.LinkTable;

/** Looks for what a table's new description would lose of the rows that are there: some of it may be confirmed, see {@link ConfirmedLosses}. */
final class Losses {
    private static final String DROP_COLUMN = "drop column ";
    private static final String EMPTY_COLUMN = "empty column ";
    private static final String DROP_RELATIONSHIP = "drop relationship ";
    /** The first integer with more digits than a decimal has before its point. */
    private static final long TOO_LARGE = BigInteger.TEN.pow(Cells.WHOLE_DIGITS).longValueExact();
    private final Connection connection;
    private final Dialect dialect;
    private final Facts facts;
    private final Table table;
    private final Schema wanted;
    private final Set<String> confirmed;
    private final List<Objection> found = new ArrayList<>();
    private final List<Loss> losses = new ArrayList<>();

    Losses(Connection connection, Dialect dialect, Facts facts, Table table, Schema wanted, Set<String> confirmed) {
        this.connection = connection;
        this.dialect = dialect;
        this.facts = facts;
        this.table = table;
        this.wanted = wanted;
        this.confirmed = confirmed;
    }

    /** @param needed columns that have to have a value, and had not before */
    List<Objection> find(List<Column> needed) throws SQLException {
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
        for (var words : confirmed) leftBehind(words);
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
    private void relationship(Relationship side) throws SQLException {
        if (facts.constraints().contains(Names.linked(table.name(), side.name(), LinkTable.TO, side.target()))) return;
        if (!confirmed.contains(DROP_RELATIONSHIP + side.name())) found.add(new Objection(table.name(), side.name(), "table.relationship-changed", "relationship '" + side.name() + "' of table '" + table.name()
                + "' leads to another table in the database: " + lost(count(rows(Names.links(table.name(), side.name())))), confirm("keep its 'to:', or give the new relationship another name", DROP_RELATIONSHIP + side.name())));
    }

    /** What speaks against holding the rows that are there to what is promised of a column. */
    List<Objection> broken(Column column) throws SQLException {
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
        var holds = DSL.field(Names.quoted(column.name())).isNotNull();
        if (!confirmed.contains(DROP_COLUMN + column.name())) lose(column, holds, DROP_COLUMN + column.name(), "table.type-changed", "is calculated or polymorphic, and holds values of its own in the database", "give it another name");
    }

    private void compare(Column column, Facts.Shape is) throws SQLException {
        if (Facts.widens(is, column)) {
            var number = DSL.field(Names.quoted(column.name()), Long.class);
            refuse(column, number.ge(TOO_LARGE).or(number.le(-TOO_LARGE)), "table.type-changed",
                    "has " + Cells.WHOLE_DIGITS + " digits before the point, and holds values with more", "correct these rows first, or keep the type");
            broken(column);
            return;
        }
        if (!Facts.keeps(is, column)) {
            lose(column, DSL.field(Names.quoted(column.name())).isNotNull(), EMPTY_COLUMN + column.name(), "table.type-changed", "is '" + column.type() + "', and holds values of another type in the database",
                    "keep the type, or give the column with the new type another name");
            return;
        }
        var field = DSL.field(Names.quoted(column.name()), String.class);
        var length = Cells.lengthOf(column);
        if (is.family() == Facts.Family.TEXT && length < is.length() && !column.name().equals(table.key())) {
            var longer = DSL.charLength(field).gt(length);
            lose(column, longer, "shorten column " + column.name() + " to " + length, "table.shortened", "is shorter than the values it holds", "make it long enough", RowChange.set(table, column, DSL.left(field, length), longer));
        }
        if (is.family() == Facts.Family.DECIMAL && column.scale() < is.scale()) {
            var number = field.coerce(SQLDataType.NUMERIC);
            var finer = DSL.round(number, column.scale()).ne(number);
            lose(column, finer, "round column " + column.name() + " to " + column.scale(), "table.scale-cut", "has fewer digits than the values it holds", "keep the scale", RowChange.set(table, column, DSL.round(number, column.scale()), finer));
        }
        broken(column);
    }

    /** What speaks against a column that has to have a value. */
    List<Objection> missing(Column column) throws SQLException {
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
    List<Objection> shared(List<String> key, List<Column> filled) throws SQLException {
        var fields = new ArrayList<Field<?>>();
        for (var name : key) {
            var column = table.columns().get(name);
            var is = facts.shape(table.name(), name);
            // A column that is new has the same value in all rows, or none in any.
            if (is == null && column.defaultValue().isEmpty() || is != null && !Facts.keeps(is, column)) return found;
            if (is != null) fields.add(kept(column, filled.contains(column)));
        }
        var full = DSL.and(fields.stream().map(Field::isNotNull).toList());
        var twice = DSL.selectOne().from(DSL.table(Names.quoted(table.name()))).where(full).groupBy(fields).having(DSL.count().gt(1)).limit(1);
        if (fields.isEmpty() ? count(rows(table.name())) < 2 : !finds(twice)) return found;
        if (key.size() == 1) refuse(key.getFirst(), "table.not-unique", "is unique, and two rows share a value", "change these values first, or leave 'unique' out");
        else found.add(new Objection(table.name(), TableReader.unique(key), "table.not-unique", "rows of table '" + table.name() + "' are told apart by '" + String.join(", ", key) + "', and two rows share all of these values",
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
        var nowhere = field.isNotNull().and(there);
        lose(column, nowhere, EMPTY_COLUMN + column.name() + " where it leads nowhere", "table.dangling", "is a lookup to '" + target.name() + "', and holds values that are no keys there",
                "bring those rows first, or keep the type", RowChange.set(table, column, DSL.inline((String) null), nowhere));
    }

    private Field<String> qualified(Column column) {
        return DSL.field(Names.quoted(table.name(), column.name()), String.class);
    }

    /** What the database still has and no document describes; and links to another table than is described. */
    private void leftBehind(String words) throws SQLException {
        var column = words.startsWith(DROP_COLUMN) ? words.substring(DROP_COLUMN.length()) : "";
        if (!column.startsWith(Names.OURS) && facts.shape(table.name(), column) != null && table.kept().stream().noneMatch(kept -> kept.name().equals(column))) {
            var holds = DSL.field(Names.quoted(column)).isNotNull();
            losses.add(new Loss(table.name(), words, count(rows(table.name()).and(holds)), table.column(column).map(calculated -> RowChange.gone(table, calculated, holds)), drop(column)));
        }
        var relationship = words.startsWith(DROP_RELATIONSHIP) ? words.substring(DROP_RELATIONSHIP.length()) : "";
        var links = Names.links(table.name(), relationship);
        var kept = table.relationship(relationship).filter(side -> side.described() && facts.constraints().contains(Names.linked(table.name(), relationship, LinkTable.TO, side.target())));
        var change = table.relationship(relationship).map(_ -> RowChange.unlinked(table, relationship));
        if (facts.has(links) && kept.isEmpty()) losses.add(new Loss(table.name(), words, count(rows(links)), change, List.of(DSL.dropTable(Names.quoted(links)))));
    }

    /** What the document confirms; after {@link #find}. */
    List<Loss> confirmed() {
        return List.copyOf(losses);
    }

    /** The column makes place. What comes in its place has its default in all rows. */
    private void lose(Column column, Condition holds, String words, String code, String what, String help) throws SQLException {
        lose(column, holds, words, code, what, help, RowChange.gone(table, column, column.defaultValue().isPresent() ? DSL.noCondition() : holds), drop(column.name()));
    }

    private void lose(Column column, Condition loses, String words, String code, String what, String help, RowChange change) throws SQLException {
        lose(column, loses, words, code, what, help, change, List.of());
    }

    /** A loss that the document may confirm, unless the rows would be worse than without: two that are to be told apart alike, or without a value that is needed. */
    private void lose(Column column, Condition loses, String words, String code, String what, String help, RowChange change, List<Query> steps) throws SQLException {
        var rows = count(rows(table.name()).and(loses));
        // A column of another type has to make place even when it is empty.
        if (rows == 0 && !words.equals(EMPTY_COLUMN + column.name())) return;
        var dangling = code.equals("table.dangling");
        var needed = words.startsWith(EMPTY_COLUMN) && column.required() && (dangling || !hasDefaultForAll(column));
        if (table.uniqueKeys().stream().anyMatch(key -> key.contains(column.name()))) refuse(column.name(), code, what, help);
        else if (needed && count(rows(table.name())) > 0) refuse(column.name(), code, what + ", and it is required: rows would have no value there", help + (dangling ? "" : ", or give it a default too that all rows can have"));
        else if (confirmed.contains(words)) losses.add(new Loss(table.name(), words, rows, Optional.of(change), steps));
        else refuse(column.name(), code, what + ": " + lost(rows), confirm(help, words));
    }

    private static String lost(long rows) {
        return rows == 0 ? "no row loses a value" : rows == 1 ? "1 row loses a value" : rows + " rows lose a value";
    }

    private static String confirm(String help, String words) {
        return help + "; or, if it may be lost for good, write '" + ConfirmedLosses.WORD + ": [" + words + "]'";
    }

    /** The bytes of a file go with it. H2 takes away the indexes of one column by itself, and refuses while others name it. */
    private List<Query> drop(String column) throws SQLException {
        var steps = new ArrayList<Query>();
        if (dialect == Dialect.H2) {
            Jdbc.query(connection, "select index_name from information_schema.index_columns where table_schema = current_schema and table_name = ? and column_name = ?", rows -> rows.getString(1), table.name(), column)
                    .stream().filter(name -> name.startsWith(Names.index(table.name(), List.of("")))).forEach(name -> steps.add(DSL.dropIndex(Names.quoted(name))));
        }
        if (facts.shape(table.name(), column).family() == Facts.Family.FILE) steps.add(files(table.name()).and(DSL.field(Names.quoted("col"), String.class).eq(DSL.inline(column))));
        steps.add(DSL.alterTable(Names.quoted(table.name())).dropColumn(Names.quoted(column)));
        return steps;
    }

    /** Takes away the bytes of the files of a table. */
    static DeleteConditionStep<?> files(String table) {
        return DSL.deleteFrom(DSL.table(Names.quoted(SystemTables.FILES))).where(DSL.field(Names.quoted("tbl"), String.class).eq(DSL.inline(table)));
    }

    private static SelectConditionStep<Record1<Integer>> rows(String table) {
        return DSL.selectCount().from(DSL.table(Names.quoted(table))).where(DSL.noCondition());
    }

    private void refuse(Column column, Condition loses, String code, String what, String help) throws SQLException {
        if (finds(DSL.selectOne().from(DSL.table(Names.quoted(table.name()))).where(loses).limit(1))) refuse(column.name(), code, what, help);
    }

    private void refuse(String column, String code, String what, String help) {
        found.add(new Objection(table.name(), column, code, "column '" + column + "' of table '" + table.name() + "' " + what, help));
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
