package torg.store.sql;

import java.util.List;
import java.util.function.Function;
import org.jooq.impl.DSL;
import torg.api.table.Condition;

/**
 * Conditions as SQL. Negation is carried down to the leaves, so that nothing depends on SQL's third truth value. What a leaf's path leads to is
 * for those to say who know whose condition it is: the caller's own, a rule's, or a formula's.
 */
public abstract class ConditionSql {
    protected abstract org.jooq.Condition leaf(Condition leaf, boolean negated);

    protected abstract org.jooq.Condition some(Condition.Some some, boolean negated);

    protected abstract org.jooq.Condition linked(Condition.Linked linked, boolean negated);

    protected abstract org.jooq.Condition count(Condition.Hop hop, Condition.Operator operator, long number);

    public final org.jooq.Condition of(Condition condition, boolean negated) {
        return switch (condition) {
            case Condition.Everything _ -> constant(!negated);
            case Condition.Nothing _ -> constant(negated);
            case Condition.And(var all) -> negated ? any(all, oneOf(all)::not) : all(all, this::positive);
            case Condition.Or(var any) -> negated ? all(any, this::not) : any(any, oneOf(any)::positive);
            case Condition.Not(var not) -> of(not, !negated);
            case Condition.Some some -> some(some, negated);
            case Condition.Linked linked -> linked(linked, negated);
            case Condition.Count(var hop, var operator, var number) -> count(hop, negated ? operator.opposite() : operator, number);
            case Condition.Compare _, Condition.Empty _, Condition.Contains _, Condition.Mentions _, Condition.StartsWith _ -> leaf(condition, negated);
        };
    }

    /** What puts a condition beside which another may hold instead, so that it leads to no rows by itself. */
    protected ConditionSql oneOfSeveral() {
        return this;
    }

    private ConditionSql oneOf(List<Condition> several) {
        return several.size() > 1 ? oneOfSeveral() : this;
    }

    private org.jooq.Condition positive(Condition condition) {
        return of(condition, false);
    }

    private org.jooq.Condition not(Condition condition) {
        return of(condition, true);
    }

    private static org.jooq.Condition all(List<Condition> conditions, Function<Condition, org.jooq.Condition> each) {
        return conditions.isEmpty() ? constant(true) : DSL.and(conditions.stream().map(each).toList());
    }

    private static org.jooq.Condition any(List<Condition> conditions, Function<Condition, org.jooq.Condition> each) {
        return conditions.isEmpty() ? constant(false) : DSL.or(conditions.stream().map(each).toList());
    }

    private static org.jooq.Condition constant(boolean value) {
        return value ? DSL.trueCondition() : DSL.falseCondition();
    }
}
