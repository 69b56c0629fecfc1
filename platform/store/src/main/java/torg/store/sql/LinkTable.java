package torg.store.sql;

import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import torg.api.table.Relationship;
import torg.store.database.Cells;
import torg.store.database.Dialect;
import torg.store.database.Names;

/**
 * Where the links of an N:N relationship are kept, seen from one of its sides: a table of the store's own with the keys of two rows, which goes by the
 * name that the side has which describes the relationship.
 *
 * @param here the column that holds keys of this side
 * @param there the column that holds keys of the other side
 */
public record LinkTable(String name, String here, String there) {
    /** The column for keys of the table that describes the relationship. */
    public static final String FROM = Names.OURS + "from";
    /** The column for keys of the relationship's target. */
    public static final String TO = Names.OURS + "to";

    public static LinkTable of(torg.api.table.Table owner, Relationship side) {
        return side.described() ? new LinkTable(Names.links(owner.name(), side.name()), FROM, TO) : new LinkTable(Names.links(side.target(), side.inverse()), TO, FROM);
    }

    /** Of the links that lead from this key to one of which this is true: that there are some, or how many. */
    public <T> Select<Record1<T>> leads(Sql sql, Field<?> key, SelectField<T> shown, Function<Field<Object>, Condition> holds) {
        var alias = sql.alias();
        return DSL.select(shown).from(as(alias)).where(DSL.and(field(sql, alias, here).eq(Joins.untyped(key)), holds.apply(field(sql, alias, there))));
    }

    public Table<?> as(String alias) {
        return DSL.table(Names.quoted(name)).as(Names.quoted(alias));
    }

    /** One of the two columns, of the table under this alias. */
    public Field<Object> field(Sql sql, String alias, String column) {
        return Joins.untyped(DSL.field(Names.quoted(alias, column), sql.dialect().collated(SQLDataType.VARCHAR(Cells.KEY_LENGTH))));
    }

    private static Field<String> plain(Sql sql, String column) {
        return DSL.field(Names.quoted(column), sql.dialect().collated(SQLDataType.VARCHAR(Cells.KEY_LENGTH)));
    }

    /** Adds a link if it is not there: keys of this and of the other side. */
    public Statement add(Dialect dialect) {
        var sql = new Sql(dialect);
        var type = SQLDataType.VARCHAR(Cells.KEY_LENGTH);
        var absent = DSL.select(DSL.cast(key(sql, 0), type), DSL.cast(key(sql, 1), type)).whereNotExists(DSL.selectOne().from(DSL.table(Names.quoted(name))).where(is(sql)));
        return sql.statement(DSL.insertInto(DSL.table(Names.quoted(name)), plain(sql, here), plain(sql, there)).select(absent));
    }

    /** Takes a link away: keys of this and of the other side. */
    public Statement remove(Dialect dialect) {
        var sql = new Sql(dialect);
        return sql.statement(DSL.deleteFrom(DSL.table(Names.quoted(name))).where(is(sql)));
    }

    private Condition is(Sql sql) {
        return plain(sql, here).eq(key(sql, 0)).and(plain(sql, there).eq(key(sql, 1)));
    }

    private static Field<String> key(Sql sql, int literal) {
        return sql.slot(Slot.literal(literal), SQLDataType.VARCHAR(Cells.KEY_LENGTH));
    }
}
