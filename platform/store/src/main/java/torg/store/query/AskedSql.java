package torg.store.query;

import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.SelectField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import torg.api.table.Condition;
import torg.store.sql.ConditionSql;
import torg.store.sql.Joins;
import torg.store.sql.LeafSql;
import torg.store.sql.LinkTable;

/**
 * A condition the caller asked for. Its paths lead only over rows the caller may see, its values come with each run. Values are numbered in the
 * order in which {@link Question} reads them.
 */
final class AskedSql extends ConditionSql {
    private final PlanCompiler compiler;
    private final Joins joins;

    AskedSql(PlanCompiler compiler, Joins joins) {
        this.compiler = compiler;
        this.joins = joins;
    }

    @Override
    protected org.jooq.Condition leaf(Condition leaf, boolean negated) {
        return switch (leaf) {
            case Condition.Compare(var path, var operator, var operand) -> {
                var read = compiler.path(joins.table(), path);
                var literal = operand instanceof torg.api.table.Operand.Literal ? compiler.nextLiteral() : null;
                yield compiler.leaves.compare(joins.field(read), read.column(), operator, operand, literal, negated);
            }
            case Condition.Empty(var path) -> {
                var cell = joins.field(compiler.path(joins.table(), path));
                yield negated ? cell.isNotNull() : cell.isNull();
            }
            case Condition.Contains(var path, _) ->
                    compiler.leaves.like(joins.field(compiler.path(joins.table(), path)), compiler.nextLiteral(), LeafSql.Likeness.ANYWHERE, negated);
            case Condition.Mentions(var path, _) ->
                    compiler.leaves.like(joins.field(compiler.path(joins.table(), path)), compiler.nextLiteral(), LeafSql.Likeness.PLAIN, negated);
            case Condition.StartsWith(var path, _) ->
                    compiler.leaves.like(joins.field(compiler.path(joins.table(), path)), compiler.nextLiteral(), LeafSql.Likeness.START, negated);
            default -> throw new IllegalArgumentException("no leaf: " + leaf.getClass().getSimpleName());
        };
    }

    @Override
    protected org.jooq.Condition some(Condition.Some some, boolean negated) {
        return there(pointing(some, DSL.one()), negated);
    }

    @Override
    protected org.jooq.Condition linked(Condition.Linked linked, boolean negated) {
        return there(linked(linked, DSL.one()), negated);
    }

    @Override
    protected org.jooq.Condition count(Condition.Hop hop, Condition.Operator operator, long number) {
        var right = compiler.sql.slot(compiler.nextLiteral(), SQLDataType.BIGINT);
        var count = DSL.field(switch (hop) {
            case Condition.Some some -> pointing(some, DSL.count());
            case Condition.Linked linked -> linked(linked, DSL.count());
        });
        return LeafSql.compare(Joins.untyped(count), operator, Joins.untyped(right));
    }

    private static org.jooq.Condition there(Select<?> rows, boolean negated) {
        return negated ? DSL.notExists(rows) : DSL.exists(rows);
    }

    private <T> Select<Record1<T>> pointing(Condition.Some some, SelectField<T> shown) {
        var schema = compiler.question.known.schema();
        var table = schema.table(some.table());
        var inner = compiler.joins(table);
        var key = joins.field(compiler.path(joins.table(), schema.end(joins.table(), some.at()).orElseThrow().key()));
        var points = inner.own(table.columns().get(some.lookup())).eq(Joins.untyped(key));
        var holds = new AskedSql(compiler, inner).of(some.condition(), false);
        return inner.from(shown).where(DSL.and(points, compiler.visible(table, inner.alias()), holds));
    }

    private <T> Select<Record1<T>> linked(Condition.Linked linked, SelectField<T> shown) {
        var schema = compiler.question.known.schema();
        var related = schema.related(joins.table(), linked.path()).orElseThrow();
        var target = schema.table(related.relationship().target());
        var key = related.key().<org.jooq.Field<?>>map(path -> joins.field(compiler.path(joins.table(), path))).orElseGet(() -> joins.own(joins.table().columns().get(joins.table().key())));
        var inner = compiler.joins(target);
        var holds = new AskedSql(compiler, inner).of(linked.condition(), false);
        var visible = compiler.visible(target, inner.alias());
        return LinkTable.of(related.owner(), related.relationship()).leads(compiler.sql, key, shown, there -> DSL.exists(
                inner.from(DSL.one()).where(DSL.and(there.eq(Joins.untyped(inner.own(target.columns().get(target.key())))), visible, holds))));
    }
}
