package torg.testkit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import torg.api.table.Column;
import torg.api.table.Condition;
import torg.api.table.Formula;
import torg.testkit.World.Kept;

/** What a calculated column comes to in one row, word for word as {@link Formula} describes it. */
final class Formulas {
    private final Kept row;
    private final Predicate<Condition> holds;

    /** @param holds whether the row satisfies a condition about its own columns */
    Formulas(Kept row, Predicate<Condition> holds) {
        this.row = row;
        this.holds = holds;
    }

    Optional<Object> value(Column column, Formula formula) {
        return Optional.ofNullable(of(formula)).map(value -> value instanceof BigDecimal number ? number.setScale(column.scale(), RoundingMode.HALF_UP) : value);
    }

    /** Null for what is empty. */
    private Object of(Formula formula) {
        return switch (formula) {
            case Formula.Cell(var column) -> row.cells().get(column.name()) instanceof Long whole ? BigDecimal.valueOf(whole) : row.cells().get(column.name());
            case Formula.Number(var value) -> value;
            case Formula.Words(var text) -> text;
            case Formula.Calculation(var sign, var left, var right) -> of(left) instanceof BigDecimal one && of(right) instanceof BigDecimal other ? calculated(sign, one, other) : null;
            case Formula.Joined(var texts) -> {
                var text = texts.stream().map(this::of).filter(Objects::nonNull).map(Object::toString).collect(Collectors.joining());
                yield text.isEmpty() ? null : text;
            }
            case Formula.First(var choices) -> choices.stream().map(this::of).filter(Objects::nonNull).findFirst().orElse(null);
            case Formula.Holds(var condition, _) -> holds.test(condition);
            case Formula.Pointed(var lookups) -> lookups.stream().filter(lookup -> row.cells().containsKey(lookup.name())).findFirst()
                    .map(lookup -> lookup.target().orElseThrow() + "/" + row.cells().get(lookup.name())).orElse(null);
        };
    }

    private static BigDecimal calculated(Formula.Sign sign, BigDecimal left, BigDecimal right) {
        return switch (sign) {
            case PLUS -> left.add(right);
            case MINUS -> left.subtract(right);
            case TIMES -> left.multiply(right);
        };
    }
}
