package torg.table.permissions;

import java.util.function.BiConsumer;
import torg.api.table.Condition;
import torg.api.table.Schema;
import torg.api.table.Table;

/** The paths by which a condition looks at rows. */
public final class ConditionPaths {
    private ConditionPaths() {}

    /**
     * Tell each of them, with the table it starts in.
     *
     * @param schema in which relationships are followed; where it knows none of that name, what is asked beyond it is left out
     */
    public static void each(Schema schema, Table from, Condition condition, BiConsumer<Table, String> each) {
        switch (condition) {
            case Condition.Everything _, Condition.Nothing _ -> { }
            case Condition.And(var all) -> all.forEach(one -> each(schema, from, one, each));
            case Condition.Or(var any) -> any.forEach(one -> each(schema, from, one, each));
            case Condition.Not(var not) -> each(schema, from, not, each);
            case Condition.Compare(var path, _, _) -> each.accept(from, path);
            case Condition.Empty(var path) -> each.accept(from, path);
            case Condition.Contains(var path, _) -> each.accept(from, path);
            case Condition.Mentions(var path, _) -> each.accept(from, path);
            case Condition.StartsWith(var path, _) -> each.accept(from, path);
            case Condition.Some(_, _, var lookup, _) -> each.accept(from, lookup);
            case Condition.Count(var hop, _, _) -> each(schema, from, hop, each);
            case Condition.Linked(var path, var inner) -> {
                each.accept(from, path);
                schema.related(from, path).flatMap(related -> schema.find(related.relationship().target())).ifPresent(target -> each(schema, target, inner, each));
            }
        }
    }
}
