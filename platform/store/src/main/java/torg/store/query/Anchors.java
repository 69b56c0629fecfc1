package torg.store.query;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import torg.api.table.Column;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.api.table.Table;
import torg.store.database.Names;
import torg.store.query.Question.Ordering;
import torg.store.rights.Looked;
import torg.store.sql.Standing;

/**
 * The own columns of a table that have one certain value in every row of an answer. They tell which index gives the rows in order, and whether
 * few rows are to be expected.
 */
final class Anchors {
    private final Table table;
    private final Standing standing;
    private final Set<String> fixed = new HashSet<>();

    Anchors(Table table, Standing standing) {
        this.table = table;
        this.standing = standing;
    }

    /** Take note of what this condition, which every row satisfies, says. */
    Anchors and(Condition condition) {
        switch (condition) {
            case Condition.And(var all) -> all.forEach(this::and);
            case Condition.Compare(var path, var operator, var operand) when operator == Condition.Operator.EQ && single(operand) && table.columns().containsKey(path) -> fixed.add(path);
            default -> { }
        }
        return this;
    }

    private boolean single(Operand operand) {
        return switch (operand) {
            case Operand.Literal _, Operand.Me _ -> true;
            case Operand.MyAccounts _ -> standing.accounts() == 1;
            case Operand.MyAccountTrees _ -> false;
        };
    }

    /** With few rows, asking for each of them is better than first collecting all that a rule allows. */
    Looked looked() {
        if (fixed.contains(table.key())) return Looked.ONE;
        return tells() || table.columns().values().stream().anyMatch(column -> fixed.contains(column.name()) && column.target().isPresent()) ? Looked.FEW : Looked.MANY;
    }

    /**
     * An index whose order is this order. None, if some other column already tells the row, or leads to fewer rows than going through all in order.
     */
    Optional<Leading> leading(List<Ordering> order) {
        if (order.stream().anyMatch(by -> by.path().hops() || by.byBeginning() || by.descending() != order.getFirst().descending())) return Optional.empty();
        if (tells()) return Optional.empty();
        var asked = order.stream().map(by -> by.column().name()).toList();
        return table.indexes().stream().flatMap(index -> leading(Names.ending(index, table.key()), asked).stream())
                .filter(found -> fixed.isEmpty() || !found.columns.isEmpty()).findFirst();
    }

    private Optional<Leading> leading(List<String> index, List<String> asked) {
        var at = 0;
        while (at < index.size() && fixed.contains(index.get(at)) && !index.get(at).equals(asked.getFirst())) at++;
        var rest = index.subList(at, index.size());
        if (rest.size() < asked.size() || !rest.subList(0, asked.size()).equals(asked)) return Optional.empty();
        return Optional.of(new Leading(Names.index(table.name(), index), index.subList(0, at).stream().map(table.columns()::get).toList()));
    }

    /** Whether the fixed values leave one row. */
    private boolean tells() {
        return fixed.contains(table.key()) || table.uniqueKeys().stream().anyMatch(fixed::containsAll);
    }

    /**
     * An index that gives rows in the order asked for.
     *
     * @param columns it begins with, the same in all rows of the answer; standing before the order they make it the index's
     */
    record Leading(String index, List<Column> columns) {}
}
