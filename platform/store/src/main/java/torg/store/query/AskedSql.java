package torg.store.query;

import org.jooq.impl.DSL;
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
        var table = compiler.question.known.schema().table(some.table());
        var inner = compiler.joins(table);
        var key = joins.own(joins.table().columns().get(joins.table().key()));
        var points = inner.own(table.columns().get(some.lookup())).eq(Joins.untyped(key));
        var holds = new AskedSql(compiler, inner).of(some.condition(), false);
        var visible = compiler.visible(table, inner.alias());
        var exists = inner.from(java.util.List.of(DSL.inline(1))).where(DSL.and(points, visible, holds));
        return negated ? DSL.notExists(exists) : DSL.exists(exists);
    }

    @Override
    protected org.jooq.Condition linked(Condition.Linked linked, boolean negated) {
        var schema = compiler.question.known.schema();
        var related = schema.related(joins.table(), linked.path()).orElseThrow();
        var target = schema.table(related.relationship().target());
        var key = related.key().<org.jooq.Field<?>>map(path -> joins.field(compiler.path(joins.table(), path))).orElseGet(() -> joins.own(joins.table().columns().get(joins.table().key())));
        var inner = compiler.joins(target);
        var holds = new AskedSql(compiler, inner).of(linked.condition(), false);
        var visible = compiler.visible(target, inner.alias());
        var leads = LinkTable.of(related.owner(), related.relationship()).leads(compiler.sql, key, there -> DSL.exists(
                inner.from(java.util.List.of(DSL.inline(1))).where(DSL.and(there.eq(Joins.untyped(inner.own(target.columns().get(target.key())))), visible, holds))));
        return negated ? DSL.not(leads) : leads;
    }
}
