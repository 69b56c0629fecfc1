package torg.table.permissions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import torg.api.table.Condition;
import torg.api.table.Operand;

/**
 * Says of a condition whether it holds in every case, or in none, by trying all that can make a difference: a column has each value that it is compared with, one before,
 * between and behind them, or none; what is not understood holds or does not. So what it says is true, and it does not say everything that is.
 */
final class Cases {
    /** More are not tried, and nothing is said. */
    private static final int MOST = 4_096;
    private static final int EMPTY = -1;

    /** Values that columns are compared with, by path, in order. The value at place {@code i} has the number {@code 2 * i + 1}, what lies between two the one between. */
    private final Map<String, TreeSet<Comparable<Object>>> compared = new TreeMap<>();
    private final TreeSet<String> asked = new TreeSet<>();
    private final Map<Condition, List<Integer>> opaque = new HashMap<>();

    private Cases(Condition condition) {
        collect(condition);
    }

    /** Whether it holds of every row; of cells that are empty only where it speaks of these, for nobody who forgets them means them. */
    static boolean always(Condition condition) {
        if (condition instanceof Condition.Everything) return false;
        var cases = new Cases(condition);
        return cases.all(condition, true, cases.asked);
    }

    /** Whether it holds of no row. */
    static boolean never(Condition condition) {
        var cases = new Cases(condition);
        return cases.all(condition, false, cases.compared.keySet());
    }

    private boolean all(Condition condition, boolean expected, Set<String> mayBeEmpty) {
        var choices = new ArrayList<Map.Entry<Object, List<Integer>>>();
        compared.forEach((path, values) -> choices.add(Map.entry(path, numbers(values, mayBeEmpty.contains(path)))));
        opaque.forEach((unknown, either) -> choices.add(Map.entry(unknown, either)));
        var product = 1L;
        for (var choice : choices) product = Math.min(MOST + 1L, product * choice.getValue().size());
        return product <= MOST && all(condition, expected, choices, new HashMap<>());
    }

    private boolean all(Condition condition, boolean expected, List<Map.Entry<Object, List<Integer>>> choices, Map<Object, Integer> chosen) {
        if (choices.isEmpty()) return holds(condition, chosen) == expected;
        var first = choices.getFirst();
        return first.getValue().stream().allMatch(number -> {
            chosen.put(first.getKey(), number);
            return all(condition, expected, choices.subList(1, choices.size()), chosen);
        });
    }

    private static List<Integer> numbers(TreeSet<Comparable<Object>> values, boolean mayBeEmpty) {
        var numbers = new ArrayList<Integer>();
        if (mayBeEmpty) numbers.add(EMPTY);
        // There is nothing beside true and false.
        var flags = !values.isEmpty() && (Object) values.first() instanceof Boolean;
        for (var number = 0; number <= 2 * values.size(); number++) if (!flags || number % 2 == 1) numbers.add(number);
        return numbers;
    }

    @SuppressWarnings("unchecked")
    private void collect(Condition condition) {
        switch (condition) {
            case Condition.Everything _, Condition.Nothing _ -> { }
            case Condition.And(var all) -> all.forEach(this::collect);
            case Condition.Or(var any) -> any.forEach(this::collect);
            case Condition.Not(var not) -> collect(not);
            case Condition.Empty(var path) -> {
                compared.computeIfAbsent(path, _ -> new TreeSet<>());
                asked.add(path);
            }
            case Condition.Compare(var path, _, Operand.Literal(Comparable<?> value)) -> {
                var values = compared.computeIfAbsent(path, _ -> new TreeSet<>());
                values.add((Comparable<Object>) value);
                if (value instanceof Boolean flag) values.add((Comparable<Object>) (Comparable<?>) !flag);
            }
            case Condition.Compare _, Condition.Contains _, Condition.Mentions _, Condition.StartsWith _, Condition.Some _, Condition.Count _, Condition.Linked _ -> opaque.put(condition, List.of(0, 1));
        }
    }

    private boolean holds(Condition condition, Map<Object, Integer> chosen) {
        return switch (condition) {
            case Condition.Everything _ -> true;
            case Condition.Nothing _ -> false;
            case Condition.And(var all) -> all.stream().allMatch(one -> holds(one, chosen));
            case Condition.Or(var any) -> any.stream().anyMatch(one -> holds(one, chosen));
            case Condition.Not(var not) -> !holds(not, chosen);
            case Condition.Empty(var path) -> chosen.get(path) == EMPTY;
            case Condition.Compare(var path, var operator, Operand.Literal(Comparable<?> value)) -> chosen.get(path) != EMPTY && compares(chosen.get(path), operator, number(path, value));
            case Condition.Compare _, Condition.Contains _, Condition.Mentions _, Condition.StartsWith _, Condition.Some _, Condition.Count _, Condition.Linked _ -> chosen.get(condition) == 1;
        };
    }

    @SuppressWarnings("unchecked")
    private int number(String path, Comparable<?> value) {
        return 2 * compared.get(path).headSet((Comparable<Object>) value).size() + 1;
    }

    private static boolean compares(int cell, Condition.Operator operator, int value) {
        return switch (operator) {
            case EQ -> cell == value;
            case NE -> cell != value;
            case LT -> cell < value;
            case LE -> cell <= value;
            case GT -> cell > value;
            case GE -> cell >= value;
        };
    }
}
