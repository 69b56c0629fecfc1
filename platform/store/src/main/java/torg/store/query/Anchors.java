package torg.store.query;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Map<String, Held> fixed = new HashMap<>();

    Anchors(Table table, Standing standing) {
        this.table = table;
        this.standing = standing;
    }

    /** Take note of what this condition, which every row satisfies, says. */
    Anchors and(Condition condition) {
        switch (condition) {
            case Condition.And(var all) -> all.forEach(this::and);
            case Condition.Compare(var path, var operator, var operand) when operator == Condition.Operator.EQ && table.columns().containsKey(path) ->
                    single(operand).ifPresent(held -> fixed.merge(path, held, (one, other) -> one.compareTo(other) > 0 ? one : other));
            default -> { }
        }
        return this;
    }

    private Optional<Held> single(Operand operand) {
        return switch (operand) {
            case Operand.Literal _ -> Optional.of(Held.VALUE);
            case Operand.Me _ -> Optional.of(Held.CALLER);
            case Operand.MyAccounts _ -> Optional.of(Held.ACCOUNT).filter(_ -> standing.accounts() == 1);
            case Operand.MyAccountTrees _ -> Optional.empty();
        };
    }

    /** With few rows, asking for each of them is better than first collecting all that a rule allows. */
    Looked looked() {
        if (fixed.containsKey(table.key())) return Looked.ONE;
        return tells() || table.columns().values().stream().anyMatch(column -> fixed.containsKey(column.name()) && column.target().isPresent()) ? Looked.FEW : Looked.MANY;
    }

    /**
     * An index whose order is this order; of several the one that begins with the most certain values, and then the one whose values leave the fewest rows. None, if
     * some other column already tells the row, or leads to fewer rows than going through all in order.
     */
    Optional<Leading> leading(List<Ordering> order) {
        if (order.stream().anyMatch(by -> by.path().hops() || by.byBeginning() || by.descending() != order.getFirst().descending())) return Optional.empty();
        if (tells()) return Optional.empty();
        var asked = order.stream().map(by -> by.column().name()).toList();
        return table.indexes().stream().flatMap(index -> leading(Names.ending(index, table.key()), asked).stream())
                .filter(found -> fixed.isEmpty() || !found.columns.isEmpty())
                .max(Comparator.<Leading>comparingInt(found -> found.columns.size()).thenComparing(this::narrowest));
    }

    private Optional<Leading> leading(List<String> index, List<String> asked) {
        var at = 0;
        while (at < index.size() && fixed.containsKey(index.get(at)) && !index.get(at).equals(asked.getFirst())) at++;
        var rest = index.subList(at, index.size());
        if (rest.size() < asked.size() || !rest.subList(0, asked.size()).equals(asked)) return Optional.empty();
        return Optional.of(new Leading(Names.index(table.name(), index), index.subList(0, at).stream().map(table.columns()::get).toList()));
    }

    /** An index that begins with what is the caller's own, where no order is asked or none gives it: H2 may not have counted values, and takes any other then. */
    Optional<String> own() {
        if (tells()) return Optional.empty();
        return table.indexes().stream().filter(index -> fixed.getOrDefault(index.getFirst(), Held.VALUE) != Held.VALUE).max(Comparator.comparing(index -> fixed.get(index.getFirst())))
                .map(index -> Names.index(table.name(), Names.ending(index, table.key())));
    }

    private Held narrowest(Leading leading) {
        return leading.columns.stream().map(column -> fixed.get(column.name())).max(Comparator.naturalOrder()).orElse(Held.VALUE);
    }

    /** Whether the fixed values leave one row. */
    private boolean tells() {
        return fixed.containsKey(table.key()) || table.uniqueKeys().stream().anyMatch(fixed.keySet()::containsAll);
    }

    /** What a certain value is, from many rows to few: an account has what all its people have. */
    private enum Held { VALUE, ACCOUNT, CALLER }

    /**
     * An index that gives rows in the order asked for.
     *
     * @param columns it begins with, the same in all rows of the answer; standing before the order they make it the index's
     */
    record Leading(String index, List<Column> columns) {}
}
