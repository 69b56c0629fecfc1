package torg.store.write;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import torg.api.table.Column;
import torg.api.table.Table;
import torg.store.database.Cells;
import torg.store.database.Dialect;
import torg.store.database.Names;
import torg.store.sql.Joins;
import torg.store.sql.Slot;
import torg.store.sql.Sql;
import torg.store.sql.Statement;

/**
 * The statements that write rows of one table. All kept columns are always named, so that a table has one statement of each kind; values are bound in
 * the order of {@link #columns}.
 *
 * @param lock reads version and all columns of a key, and keeps others off the row
 * @param lockAll the same of all rows with one of these keys, in the order of their keys
 * @param insert a row, version 1: the columns
 * @param update the columns, then the key
 * @param parts keys of rows whose lookup to their whole has this value, locked; null for tables whose rows are parts of nothing
 */
record RowSql(List<Column> columns, Statement lock, Statement lockAll, Statement exists, Statement insert, Statement update, Statement delete, Statement parts) {

    static RowSql of(Dialect dialect, Table table) {
        var columns = table.kept();
        var key = table.columns().get(table.key());
        return new RowSql(columns, lock(dialect, table, columns, key), lockAll(dialect, table, columns, key), exists(dialect, table, key), insert(dialect, table, columns),
                update(dialect, table, columns, key), delete(dialect, table, key), table.whole().map(whole -> parts(dialect, table, whole, key)).orElse(null));
    }

    private static Statement lock(Dialect dialect, Table table, List<Column> columns, Column key) {
        var sql = new Sql(dialect);
        return sql.statement(DSL.select(read(dialect, columns)).from(named(table)).where(is(sql, key, 0)).forUpdate());
    }

    private static Statement lockAll(Dialect dialect, Table table, List<Column> columns, Column key) {
        var sql = new Sql(dialect);
        var field = field(dialect, key);
        var among = DSL.condition("{0} = any({1})", field, sql.slot(Slot.literal(0), SQLDataType.VARCHAR));
        var statement = sql.statement(DSL.select(read(dialect, columns)).from(named(table)).where(among).orderBy(field).forUpdate());
        // PostgreSQL would keep to how it chose to look when the table was empty, and look through all of it.
        return dialect == Dialect.POSTGRES ? new Statement(statement.text(), statement.slots(), true) : statement;
    }

    private static List<Field<?>> read(Dialect dialect, List<Column> columns) {
        var fields = new ArrayList<Field<?>>();
        fields.add(version());
        columns.forEach(column -> fields.add(field(dialect, column)));
        return fields;
    }

    private static Statement exists(Dialect dialect, Table table, Column key) {
        var sql = new Sql(dialect);
        return sql.statement(DSL.selectOne().from(named(table)).where(is(sql, key, 0)));
    }

    private static Statement insert(Dialect dialect, Table table, List<Column> columns) {
        var sql = new Sql(dialect);
        var fields = new ArrayList<Field<?>>();
        columns.forEach(column -> fields.add(field(dialect, column)));
        var values = new ArrayList<Field<?>>();
        IntStream.range(0, columns.size()).forEach(i -> values.add(sql.slot(Slot.literal(i), fields.get(i).getDataType())));
        fields.add(version());
        values.add(DSL.inline(1L));
        return sql.statement(DSL.insertInto(named(table)).columns(fields).values(values));
    }

    private static Statement update(Dialect dialect, Table table, List<Column> columns, Column key) {
        var sql = new Sql(dialect);
        var values = new LinkedHashMap<Field<?>, Field<?>>();
        values.put(version(), version().plus(DSL.inline(1L)));
        for (var i = 0; i < columns.size(); i++) {
            var field = field(dialect, columns.get(i));
            if (columns.get(i) != key) values.put(field, sql.slot(Slot.literal(i), field.getDataType()));
        }
        return sql.statement(DSL.update(named(table)).set(values).where(is(sql, key, columns.indexOf(key))));
    }

    private static Statement delete(Dialect dialect, Table table, Column key) {
        var sql = new Sql(dialect);
        return sql.statement(DSL.deleteFrom(named(table)).where(is(sql, key, 0)));
    }

    private static Statement parts(Dialect dialect, Table table, Column whole, Column key) {
        var sql = new Sql(dialect);
        return sql.statement(DSL.select(field(dialect, key)).from(named(table)).where(is(sql, whole, 0)).orderBy(field(dialect, key)).forUpdate());
    }

    private static org.jooq.Condition is(Sql sql, Column column, int literal) {
        Field<Object> field = Joins.untyped(field(sql.dialect(), column));
        return field.eq(sql.slot(Slot.literal(literal), field.getDataType()));
    }

    private static Field<?> field(Dialect dialect, Column column) {
        return DSL.field(Names.quoted(column.name()), Cells.type(column, dialect));
    }

    private static Field<Long> version() {
        return DSL.field(Names.quoted(Names.VERSION), SQLDataType.BIGINT);
    }

    private static org.jooq.Table<?> named(Table table) {
        return DSL.table(Names.quoted(table.name()));
    }
}
