package torg.table.permissions;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import torg.api.table.Condition;

/**
 * The rows that one rule or another reaches, said in the shortest way: a rule within another one's rows says nothing, and what all of them ask for is asked once. An index finds
 * {@code account = mine and (a or b)}; for {@code a and account = mine or b and account = mine} a database looks at every row.
 */
final class Together {
    private Together() {}

    /** The same rows as those of any of them. */
    static Condition of(List<Condition> rules) {
        var asked = rules.stream().filter(rows -> !(rows instanceof Condition.Nothing)).map(Together::demands).distinct().toList();
        if (asked.isEmpty()) return new Condition.Nothing();
        var widest = asked.stream().filter(one -> asked.stream().noneMatch(other -> other.size() < one.size() && one.containsAll(other))).toList();
        var common = new LinkedHashSet<>(widest.getFirst());
        widest.forEach(common::retainAll);
        var apart = Condition.any(widest.stream().map(one -> all(one.stream().filter(demand -> !common.contains(demand)))).toList());
        return all(Stream.concat(common.stream(), Stream.of(apart)));
    }

    /** What has to hold, all of it. */
    private static Set<Condition> demands(Condition condition) {
        var demands = new LinkedHashSet<Condition>();
        switch (condition) {
            case Condition.Everything _ -> { }
            case Condition.And(var all) -> all.forEach(one -> demands.addAll(demands(one)));
            default -> demands.add(condition);
        }
        return demands;
    }

    private static Condition all(Stream<Condition> conditions) {
        return Condition.all(conditions.toArray(Condition[]::new));
    }
}
