package torg.table.permissions;

import torg.api.table.Condition;

/**
 * Carries a condition about a row over to the rows that point to it.
 *
 * @param via the lookup, or path of lookups, that points to the row; empty where it is the very row
 * @param key the key column of the row's table: the lookup itself holds it, which spares a join
 */
record Hop(String via, String key) {

    Condition move(Condition condition) {
        return switch (condition) {
            case Condition.Everything _, Condition.Nothing _ -> condition;
            case Condition.And(var all) -> new Condition.And(all.stream().map(this::move).toList());
            case Condition.Or(var any) -> new Condition.Or(any.stream().map(this::move).toList());
            case Condition.Not(var not) -> new Condition.Not(move(not));
            case Condition.Compare(var path, var operator, var operand) -> new Condition.Compare(longer(path), operator, operand);
            case Condition.Empty(var path) -> new Condition.Empty(longer(path));
            case Condition.Contains(var path, var text) -> new Condition.Contains(longer(path), text);
            case Condition.Mentions(var path, var text) -> new Condition.Mentions(longer(path), text);
            case Condition.StartsWith(var path, var text) -> new Condition.StartsWith(longer(path), text);
            case Condition.Linked(var path, var inner) -> new Condition.Linked(via.isEmpty() ? path : via + "." + path, inner);
            case Condition.Some _, Condition.Count _ -> throw new IllegalArgumentException("no rule looks from one row to many, so none can be carried over a hop");
        };
    }

    private String longer(String path) {
        if (via.isEmpty()) return path;
        return path.equals(key) ? via : via + "." + path;
    }
}
