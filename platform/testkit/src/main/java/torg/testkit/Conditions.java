package torg.testkit;

import java.util.HashSet;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import torg.api.identity.Caller;
import torg.api.table.Column;
import torg.api.table.Condition;
import torg.api.table.Evaluation;
import torg.api.table.Operand;
import torg.api.table.Table;
import torg.testkit.World.Kept;

/** Decides conditions one row at a time, word for word as {@link Condition} describes them; what SQL is compared with. */
final class Conditions {
    private final World world;
    private final Caller caller;
    private final BiPredicate<Table, Kept> reachable;

    /** @param reachable which rows a path may step on; a lookup to another row counts as empty */
    Conditions(World world, Caller caller, BiPredicate<Table, Kept> reachable) {
        this.world = world;
        this.caller = caller;
        this.reachable = reachable;
    }

    /** Paths may step on every row: for the rules themselves, which are not the caller's words. */
    static Conditions trusted(World world, Caller caller) {
        return new Conditions(world, caller, (_, _) -> true);
    }

    boolean hold(Condition condition, Table table, Kept row) {
        return Evaluation.holds(condition, new Evaluation.Cells() {
            @Override
            public Optional<Object> at(String path) {
                return value(table, row, path);
            }

            @Override
            public boolean holds(Condition other) {
                return Conditions.this.holds(other, table, row);
            }
        });
    }

    /** What is decided by other rows, or by the caller. */
    private boolean holds(Condition condition, Table table, Kept row) {
        return switch (condition) {
            case Condition.Compare(var path, var operator, var operand) -> value(table, row, path).filter(cell -> compares(cell, operator, operand)).isPresent();
            case Condition.Hop hop -> found(hop, table, row).findAny().isPresent();
            case Condition.Count(var hop, var operator, var number) -> Evaluation.holds(Long.compare(found(hop, table, row).count(), number), operator);
            default -> throw new IllegalArgumentException("decided by the row's own cells: " + condition);
        };
    }

    /** The rows that are such as the hop looks for. */
    private Stream<Kept> found(Condition.Hop hop, Table table, Kept row) {
        return switch (hop) {
            case Condition.Some(var at, var other, var lookup, var inner) -> {
                var from = world.schema.table(other);
                var key = value(table, row, world.schema.end(table, at).orElseThrow().key());
                yield world.all(other).stream().filter(candidate -> key.isPresent() && key.get().equals(candidate.cells().get(lookup))
                        && reachable.test(from, candidate) && hold(inner, from, candidate));
            }
            case Condition.Linked(var path, var inner) -> {
                var related = world.schema.related(table, path).orElseThrow();
                var target = world.schema.table(related.relationship().target());
                var owner = path.indexOf('.') < 0 ? Optional.of(row.key()) : value(table, row, related.key().orElseThrow()).map(String.class::cast);
                yield world.all(target.name()).stream().filter(candidate -> owner.isPresent() && reachable.test(target, candidate)
                        && world.linked(related.owner(), owner.get(), related.relationship(), candidate.key()) && hold(inner, target, candidate));
            }
        };
    }

    /** The cell at the end of a path; empty when a lookup on the way is. */
    Optional<Object> value(Table table, Kept row, String path) {
        return last(table, row, path).flatMap(step -> step.column.formula().<Optional<Object>>map(formula -> Evaluation.value(step.column, formula, cells(step.row)))
                .orElseGet(() -> Optional.ofNullable(step.row.cells().get(step.column.name()))));
    }

    /** A formula looks at its own row's cells, none of which is calculated. */
    private static Evaluation.Cells cells(Kept row) {
        return name -> Optional.ofNullable(row.cells().get(name));
    }

    /** The row a path ends on. */
    private Optional<Step> last(Table table, Kept row, String path) {
        var point = path.indexOf('.');
        if (point < 0) return Optional.of(new Step(table, row, table.columns().get(path)));
        var lookup = path.substring(0, point);
        var target = table.columns().get(lookup).target().flatMap(world.schema::find).orElseThrow();
        return Optional.ofNullable((String) row.cells().get(lookup))
                .flatMap(key -> world.find(target.name(), key))
                .filter(next -> reachable.test(target, next))
                .flatMap(next -> last(target, next, path.substring(point + 1)));
    }

    private boolean compares(Object cell, Condition.Operator operator, Operand operand) {
        return switch (operand) {
            case Operand.Literal(var value) -> Evaluation.holds(Evaluation.compare(cell, value), operator);
            case Operand.Me() -> caller.contact().filter(me -> Evaluation.holds(Evaluation.compare(cell, me), operator)).isPresent();
            case Operand.MyAccounts() -> operator == Condition.Operator.EQ && caller.accounts().contains(cell);
            case Operand.MyAccountTrees() -> operator == Condition.Operator.EQ && below(cell);
        };
    }

    /** Climb from the account to one of the caller's. */
    private boolean below(Object account) {
        var up = world.schema.find("account").flatMap(Table::hierarchy);
        if (up.isEmpty()) return false;
        var seen = new HashSet<Object>();
        for (var at = account; at instanceof String key && seen.add(key); ) {
            var row = world.find("account", key);
            if (row.isEmpty()) return false;
            if (caller.accounts().contains(key)) return true;
            at = row.get().cells().get(up.get());
        }
        return false;
    }

    /** A column of the row a path ends on. */
    private record Step(Table table, Kept row, Column column) {}
}
