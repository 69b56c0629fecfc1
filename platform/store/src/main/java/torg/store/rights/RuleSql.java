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
import torg.store.database.Dialect;
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
 * DISTINCT is needed: EXISTS where few rows are looked at, else IN, which lets a database go from what a rule allows to the rows. What lies
 * behind the first hop is joined {@link Within} that IN: H2 asks it anew for each row it finds, and IN within IN as often as their rows multiply.
 */
final class RuleSql extends ConditionSql {
    private final Known known;
    private final Sql sql;
    private final LeafSql leaves;
    private final Table table;
    private final String alias;
    private final Looked looked;
    private final Optional<Within> within;

    RuleSql(Known known, Sql sql, LeafSql leaves, Table table, String alias, Looked looked) {
        this(known, sql, leaves, table, alias, looked, Optional.empty());
    }

    /** @param within the tables of the IN in which all of this has to hold, if it may add to them */
    private RuleSql(Known known, Sql sql, LeafSql leaves, Table table, String alias, Looked looked, Optional<Within> within) {
        this.known = known;
        this.sql = sql;
        this.leaves = leaves;
        this.table = table;
        this.alias = alias;
        this.looked = looked;
        this.within = within;
    }

    /** No index leads H2 to one of several: it looks at each row, and would ask an IN anew for each. */
    @Override
    protected RuleSql oneOfSeveral() {
        return new RuleSql(known, sql, leaves, table, alias, looked == Looked.MANY && sql.dialect() == Dialect.H2 ? Looked.FEW : looked);
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
            if (cell.looked == Looked.MANY && !not && cell.within.filter(Within::links).isEmpty()) return among(related, cell, linked.condition());
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
        var path = path(text);
        if (!path.hops()) return sql.field(alias, path.column());
        var joins = new Joins(sql, table, (_, _) -> DSL.trueCondition());
        var field = joins.field(path);
        return DSL.field(joins.from(Joins.untyped(field)).where(joins.own(table.columns().get(table.key())).eq(Joins.untyped(key(table, alias)))));
    }

    private Path path(String text) {
        return known.path(table, text).orElseThrow(() -> new BrokenRule("table '" + table.name() + "' has no '" + text + "'"));
    }

    private org.jooq.Condition among(Schema.Related related, Cell key, Condition condition) {
        var links = LinkTable.of(related.owner(), related.relationship());
        var target = known.schema().table(related.relationship().target());
        var rows = key.within.orElseGet(Within::new);
        var link = sql.alias();
        rows.links(links.as(link));
        var here = links.field(sql, link, links.here());
        var holds = new RuleSql(known, sql, leaves, target, rows.join(sql, target, links.field(sql, link, links.there())), Looked.MANY, Optional.of(rows)).of(condition, false);
        return key.within.isPresent() ? here.eq(Joins.untyped(key.field)).and(holds) : Joins.untyped(key.field).in(rows.select(here, holds));
    }

    /** The comparison at the end of a path; what does not lead there does not hold. */
    private org.jooq.Condition along(String text, boolean negated, BiFunction<Cell, Boolean, org.jooq.Condition> compare) {
        var path = path(text);
        if (!path.hops()) return compare.apply(cell(alias, path, looked, within), negated);
        if (negated) return DSL.notExists(hop(path, 0, alias, compare));
        if (looked != Looked.MANY) return DSL.exists(hop(path, 0, alias, compare));
        var rows = within.orElseGet(Within::new);
        var from = sql.field(alias, path.columns().getFirst());
        var first = path.tables().get(1);
        var to = within.isPresent() ? rows.join(sql, first, from) : rows.add(sql, first);
        var at = to;
        for (var i = 1; i < path.columns().size() - 1; i++) at = rows.join(sql, path.tables().get(i + 1), sql.field(at, path.columns().get(i)));
        var holds = compare.apply(cell(at, path, Looked.MANY, Optional.of(rows)), false);
        return within.isPresent() ? holds : Joins.untyped(from).in(rows.select(Joins.untyped(key(first, to)), holds));
    }

    private Select<?> hop(Path path, int at, String from, BiFunction<Cell, Boolean, org.jooq.Condition> compare) {
        var target = path.tables().get(at + 1);
        var to = sql.alias();
        var same = key(target, to).eq(Joins.untyped(sql.field(from, path.columns().get(at))));
        var last = at + 2 == path.columns().size();
        return DSL.selectOne().from(Joins.as(target, to)).where(DSL.and(same, last ? compare.apply(cell(to, path, Looked.ONE, Optional.empty()), false) : DSL.exists(hop(path, at + 1, to, compare))));
    }

    /** Where the key leads to the row, no index of another column may look like a shorter way: H2 takes one of which only the first column is asked. */
    private Cell cell(String of, Path path, Looked reached, Optional<Within> rows) {
        var field = sql.field(of, path.column());
        return new Cell(reached == Looked.ONE ? sql.dialect().besideIndexes(field) : field, path.column(), reached, rows);
    }

    private org.jooq.Field<?> key(Table of, String as) {
        return sql.field(as, of.columns().get(of.key()));
    }

    private static Object fitting(Column column, Object value) {
        if (column.type().javaType().isInstance(value)) return Bounds.comparable(value);
        throw new BrokenRule("column '" + column.name() + "' is compared with another type of value");
    }

    /** @param within as the rule's own, where the cell is */
    private record Cell(org.jooq.Field<?> field, Column column, Looked looked, Optional<Within> within) {}

    /** A rule that does not fit the tables; it grants nothing. */
    static final class BrokenRule extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokenRule(String message) {
            super(message);
        }
    }
}
