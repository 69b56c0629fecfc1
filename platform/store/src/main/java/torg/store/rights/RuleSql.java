package torg.store.rights;

import java.util.Optional;
import java.util.function.BiFunction;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.SelectField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import torg.api.table.Column;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.store.database.Bounds;
import torg.store.sql.ConditionSql;
import torg.store.sql.Joins;
import torg.store.sql.Known;
import torg.store.sql.Known.Path;
import torg.store.sql.LeafSql;
import torg.store.sql.LinkTable;
import torg.store.sql.Slot;
import torg.store.sql.Sql;

/**
 * A condition of a rule: the rule itself, hence subject to no further rights. Hops are semi-joins, so that no row can appear twice and no
 * DISTINCT is needed: EXISTS where few rows are looked at, else IN, which lets a database go from what a rule allows to the rows.
 */
final class RuleSql extends ConditionSql {
    private final Known known;
    private final Sql sql;
    private final LeafSql leaves;
    private final Table table;
    private final String alias;
    private final Looked looked;

    RuleSql(Known known, Sql sql, LeafSql leaves, Table table, String alias, Looked looked) {
        this.known = known;
        this.sql = sql;
        this.leaves = leaves;
        this.table = table;
        this.alias = alias;
        this.looked = looked;
    }

    @Override
    protected org.jooq.Condition leaf(Condition leaf, boolean negated) {
        return switch (leaf) {
            case Condition.Compare(var path, var operator, var operand) -> along(path, negated, (cell, not) -> {
                var literal = operand instanceof Operand.Literal(var value) ? Slot.fixed(fitting(cell.column, value)) : null;
                return leaves.compare(cell.field, cell.column, operator, operand, literal, not);
            });
            case Condition.Empty(var path) -> along(path, !negated, (cell, not) -> not ? cell.field.isNull() : cell.field.isNotNull());
            case Condition.Contains(var path, var text) ->
                    along(path, negated, (cell, not) -> leaves.like(cell.field, Slot.fixed(fitting(cell.column, text)), LeafSql.Likeness.ANYWHERE, not));
            case Condition.Mentions(var path, var text) ->
                    along(path, negated, (cell, not) -> leaves.like(cell.field, Slot.fixed(fitting(cell.column, text)), LeafSql.Likeness.PLAIN, not));
            case Condition.StartsWith(var path, var text) ->
                    along(path, negated, (cell, not) -> leaves.like(cell.field, Slot.fixed(fitting(cell.column, text)), LeafSql.Likeness.START, not));
            default -> throw new IllegalArgumentException("no leaf: " + leaf.getClass().getSimpleName());
        };
    }

    @Override
    protected org.jooq.Condition some(Condition.Some some, boolean negated) {
        return along(end(some).key(), negated, (cell, not) -> {
            var pointing = pointing(some, cell.field, DSL.one());
            return not ? DSL.notExists(pointing) : DSL.exists(pointing);
        });
    }

    private <T> Select<Record1<T>> pointing(Condition.Some some, org.jooq.Field<?> key, SelectField<T> shown) {
        var other = known.schema().find(some.table()).orElseThrow(() -> new BrokenRule("there is no table '" + some.table() + "'"));
        var lookup = other.column(some.lookup()).filter(column -> column.target().equals(Optional.of(end(some).table().name())))
                .orElseThrow(() -> new BrokenRule("'" + some.lookup() + "' of table '" + other.name() + "' is no lookup to table '" + end(some).table().name() + "'"));
        var to = sql.alias();
        var holds = new RuleSql(known, sql, leaves, other, to, Looked.FEW).of(some.condition(), false);
        return DSL.select(shown).from(Joins.as(other, to)).where(DSL.and(sql.field(to, lookup).eq(Joins.untyped(key)), holds));
    }

    private Schema.End end(Condition.Some some) {
        return known.schema().end(table, some.at()).orElseThrow(() -> new BrokenRule("table '" + table.name() + "' has no '" + some.at() + "'"));
    }

    /** A rule that allows what is linked with few rows is better begun there. */
    @Override
    protected org.jooq.Condition linked(Condition.Linked linked, boolean negated) {
        var related = related(linked);
        return along(related.key().orElse(table.key()), negated, (cell, not) -> {
            if (looked == Looked.MANY && !not) return among(LinkTable.of(related.owner(), related.relationship()), cell.field, known.schema().table(related.relationship().target()), linked.condition());
            var leads = leading(linked, cell.field, DSL.one());
            return not ? DSL.notExists(leads) : DSL.exists(leads);
        });
    }

    private <T> Select<Record1<T>> leading(Condition.Linked linked, org.jooq.Field<?> key, SelectField<T> shown) {
        var related = related(linked);
        var target = known.schema().table(related.relationship().target());
        return LinkTable.of(related.owner(), related.relationship()).leads(sql, key, shown, there -> {
            var to = sql.alias();
            var holds = new RuleSql(known, sql, leaves, target, to, Looked.ONE).of(linked.condition(), false);
            return DSL.exists(DSL.selectOne().from(Joins.as(target, to)).where(DSL.and(there.eq(Joins.untyped(key(target, to))), holds)));
        });
    }

    private Schema.Related related(Condition.Linked linked) {
        return known.schema().related(table, linked.path()).orElseThrow(() -> new BrokenRule("table '" + table.name() + "' has no relationship '" + linked.path() + "'"));
    }

    @Override
    protected org.jooq.Condition count(Condition.Hop hop, Condition.Operator operator, long number) {
        var count = DSL.field(switch (hop) {
            case Condition.Some some -> pointing(some, value(end(some).key()), DSL.count());
            case Condition.Linked linked -> leading(linked, value(related(linked).key().orElse(table.key())), DSL.count());
        });
        return LeafSql.compare(Joins.untyped(count), operator, Joins.untyped(sql.slot(Slot.fixed(number), SQLDataType.BIGINT)));
    }

    /** The cell at the end of a path; null where a lookup before it is empty. */
    private org.jooq.Field<?> value(String text) {
        var path = known.path(table, text).orElseThrow(() -> new BrokenRule("table '" + table.name() + "' has no '" + text + "'"));
        if (!path.hops()) return sql.field(alias, path.column());
        var joins = new Joins(sql, table, (_, _) -> DSL.trueCondition());
        var field = joins.field(path);
        return DSL.field(joins.from(Joins.untyped(field)).where(joins.own(table.columns().get(table.key())).eq(Joins.untyped(key(table, alias)))));
    }

    private org.jooq.Condition among(LinkTable links, org.jooq.Field<?> key, Table target, Condition condition) {
        var link = sql.alias();
        var to = sql.alias();
        var holds = new RuleSql(known, sql, leaves, target, to, Looked.MANY).of(condition, false);
        var allowed = DSL.select(Joins.untyped(key(target, to))).from(Joins.as(target, to)).where(holds);
        return Joins.untyped(key).in(DSL.select(links.field(sql, link, links.here())).from(links.as(link)).where(links.field(sql, link, links.there()).in(allowed)));
    }

    /** The comparison at the end of a path; what does not lead there does not hold. */
    private org.jooq.Condition along(String text, boolean negated, BiFunction<Cell, Boolean, org.jooq.Condition> compare) {
        var path = known.path(table, text).orElseThrow(() -> new BrokenRule("table '" + table.name() + "' has no '" + text + "'"));
        if (!path.hops()) return compare.apply(cell(alias, path, looked), negated);
        return negated ? DSL.notExists(hop(path, 0, alias, compare)) : step(path, 0, alias, compare);
    }

    private org.jooq.Condition step(Path path, int at, String from, BiFunction<Cell, Boolean, org.jooq.Condition> compare) {
        if (looked != Looked.MANY) return DSL.exists(hop(path, at, from, compare));
        var target = path.tables().get(at + 1);
        var to = sql.alias();
        org.jooq.Field<Object> lookup = Joins.untyped(sql.field(from, path.columns().get(at)));
        return lookup.in(DSL.select(Joins.untyped(key(target, to))).from(Joins.as(target, to)).where(rest(path, at, to, Looked.MANY, compare)));
    }

    private Select<?> hop(Path path, int at, String from, BiFunction<Cell, Boolean, org.jooq.Condition> compare) {
        var target = path.tables().get(at + 1);
        var to = sql.alias();
        var same = key(target, to).eq(Joins.untyped(sql.field(from, path.columns().get(at))));
        return DSL.selectOne().from(Joins.as(target, to)).where(DSL.and(same, rest(path, at, to, Looked.ONE, compare)));
    }

    private org.jooq.Condition rest(Path path, int at, String to, Looked reached, BiFunction<Cell, Boolean, org.jooq.Condition> compare) {
        var last = at + 2 == path.columns().size();
        return last ? compare.apply(cell(to, path, reached), false) : step(path, at + 1, to, compare);
    }

    /** Where the key leads to the row, no index of another column may look like a shorter way: H2 takes one of which only the first column is asked. */
    private Cell cell(String of, Path path, Looked reached) {
        var field = sql.field(of, path.column());
        return new Cell(reached == Looked.ONE ? sql.dialect().besideIndexes(field) : field, path.column());
    }

    private org.jooq.Field<?> key(Table of, String as) {
        return sql.field(as, of.columns().get(of.key()));
    }

    private static Object fitting(Column column, Object value) {
        if (column.type().javaType().isInstance(value)) return Bounds.comparable(value);
        throw new BrokenRule("column '" + column.name() + "' is compared with another type of value");
    }

    private record Cell(org.jooq.Field<?> field, Column column) {}

    /** A rule that does not fit the tables; it grants nothing. */
    static final class BrokenRule extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokenRule(String message) {
            super(message);
        }
    }
}
