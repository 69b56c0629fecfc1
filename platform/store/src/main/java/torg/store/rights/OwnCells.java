package torg.store.rights;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import torg.api.identity.Caller;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.api.table.Table;

/**
 * Decides a condition by the cells of one row at hand, as far as they do: most rules speak of the row's own account or contact, and asking the
 * database about a row it was just given costs more than all else. What needs another row, or the database's order of text, stays open.
 *
 * @param known which columns are at hand
 */
public record OwnCells(Table table, Map<String, Object> cells, Predicate<String> known, Caller caller) {

    public static OwnCells of(Table table, Map<String, Object> cells, Caller caller) {
        return new OwnCells(table, cells, name -> table.column(name).filter(column -> !column.isCalculated()).isPresent(), caller);
    }

    /** A row of which only the key is known. */
    public static OwnCells of(Table table, String key, Caller caller) {
        return new OwnCells(table, Map.of(table.key(), key), table.key()::equals, caller);
    }

    /** Whether the condition holds; empty when these cells do not tell. */
    public Optional<Boolean> decide(Condition condition) {
        return switch (condition) {
            case Condition.Everything _ -> Optional.of(true);
            case Condition.Nothing _ -> Optional.of(false);
            case Condition.And(var all) -> first(all, false);
            case Condition.Or(var any) -> first(any, true);
            case Condition.Not(var not) -> decide(not).map(holds -> !holds);
            case Condition.Empty(var path) when known.test(path) -> Optional.of(cells.get(path) == null);
            case Condition.Compare(var path, var operator, var operand) when known.test(path) -> compare(path, operator, operand);
            case Condition.Empty _, Condition.Compare _, Condition.Contains _, Condition.Mentions _, Condition.StartsWith _, Condition.Some _, Condition.Linked _, Condition.Count _ -> Optional.empty();
        };
    }

    /** The one answer that decides a list at once; the other one only if all agree. */
    private Optional<Boolean> first(List<Condition> conditions, boolean decisive) {
        var open = false;
        for (var condition : conditions) {
            var answer = decide(condition);
            if (answer.isPresent() && answer.get() == decisive) return answer;
            open |= answer.isEmpty();
        }
        return open ? Optional.empty() : Optional.of(!decisive);
    }

    private Optional<Boolean> compare(String path, Condition.Operator operator, Operand operand) {
        var cell = cells.get(path);
        return switch (operand) {
            case Operand.Literal(var value) -> compare(path, cell, operator, value);
            case Operand.Me _ -> caller.contact().isPresent() ? compare(path, cell, operator, caller.contact().get()) : Optional.of(false);
            case Operand.MyAccountTrees _ -> operator == Condition.Operator.EQ && cell != null && !caller.accounts().isEmpty() ? Optional.empty() : Optional.of(false);
            case Operand.MyAccounts _ -> Optional.of(operator == Condition.Operator.EQ && cell != null && caller.accounts().contains(cell));
        };
    }

    private Optional<Boolean> compare(String path, Object cell, Condition.Operator operator, Object value) {
        if (!table.columns().get(path).type().javaType().isInstance(value)) return Optional.empty();
        if (cell == null) return Optional.of(false);
        var same = order(cell, value) == 0;
        return switch (operator) {
            case EQ -> Optional.of(same);
            case NE -> Optional.of(!same);
            case GT, GE, LT, LE -> cell instanceof String ? Optional.empty() : Optional.of(ordered(order(cell, value), operator));
        };
    }

    private static boolean ordered(int order, Condition.Operator operator) {
        return switch (operator) {
            case GT -> order > 0;
            case GE -> order >= 0;
            case LT -> order < 0;
            default -> order <= 0;
        };
    }

    /** Both are of the column's Java type, and all of those have an order. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static int order(Object left, Object right) {
        return ((Comparable) left).compareTo(right);
    }

    /** The own columns a condition starts from: two rows alike in them are alike for the condition. */
    public static Set<String> reads(Condition condition, Table table) {
        var columns = new HashSet<String>();
        read(condition, table, columns);
        table.columns().values().forEach(column -> column.formula().filter(_ -> columns.contains(column.name())).ifPresent(formula -> columns.addAll(formula.uses())));
        return columns;
    }

    private static void read(Condition condition, Table table, Set<String> columns) {
        switch (condition) {
            case Condition.Everything _, Condition.Nothing _ -> { }
            case Condition.And(var all) -> all.forEach(one -> read(one, table, columns));
            case Condition.Or(var any) -> any.forEach(one -> read(one, table, columns));
            case Condition.Not(var not) -> read(not, table, columns);
            case Condition.Compare(var path, _, _) -> columns.add(first(path));
            case Condition.Empty(var path) -> columns.add(first(path));
            case Condition.Contains(var path, _) -> columns.add(first(path));
            case Condition.Mentions(var path, _) -> columns.add(first(path));
            case Condition.StartsWith(var path, _) -> columns.add(first(path));
            case Condition.Count(var hop, _, _) -> read(hop, table, columns);
            case Condition.Some(var at, _, _, _) -> columns.add(at.isEmpty() ? table.key() : first(at));
            case Condition.Linked(var path, _) -> columns.add(path.contains(".") ? first(path) : table.key());
        }
    }

    /** Whether a new row of another table can change what the condition says of this one. */
    public static boolean looksBack(Condition condition) {
        return switch (condition) {
            case Condition.Some _ -> true;
            case Condition.Count(var hop, _, _) -> looksBack(hop);
            case Condition.And(var all) -> all.stream().anyMatch(OwnCells::looksBack);
            case Condition.Or(var any) -> any.stream().anyMatch(OwnCells::looksBack);
            case Condition.Not(var not) -> looksBack(not);
            case Condition.Linked(_, var inner) -> looksBack(inner);
            case Condition.Everything _, Condition.Nothing _, Condition.Compare _, Condition.Empty _, Condition.Contains _, Condition.Mentions _, Condition.StartsWith _ -> false;
        };
    }

    private static String first(String path) {
        var point = path.indexOf('.');
        return point < 0 ? path : path.substring(0, point);
    }
}
