package torg.api.table;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import torg.api.text.Plain;

/**
 * Whether a row satisfies a condition, and what a formula comes to in it, word for word as {@link Condition} and {@link Formula} describe them: for whoever has the cells and no
 * database to ask. What the store makes SQL of is compared with this.
 */
public final class Evaluation {
    private Evaluation() {}

    /** The row in question. */
    @FunctionalInterface
    public interface Cells {
        /** The value at this path, in the column's Java type; empty when there is none, or a lookup before it leads nowhere. */
        Optional<Object> at(String path);

        /**
         * Whether a condition holds that the row's cells do not decide: one that looks for other rows, or compares with the caller.
         *
         * @throws IllegalArgumentException where there are no other rows and no caller
         */
        default boolean holds(Condition condition) {
            throw new IllegalArgumentException("cells alone do not tell " + condition.getClass().getSimpleName());
        }
    }

    /** Whether the row satisfies the condition. */
    public static boolean holds(Condition condition, Cells row) {
        return switch (condition) {
            case Condition.Everything _ -> true;
            case Condition.Nothing _ -> false;
            case Condition.And(var all) -> all.stream().allMatch(one -> holds(one, row));
            case Condition.Or(var any) -> any.stream().anyMatch(one -> holds(one, row));
            case Condition.Not(var not) -> !holds(not, row);
            case Condition.Compare(var path, var operator, Operand.Literal(var value)) -> row.at(path).filter(cell -> holds(compare(cell, value), operator)).isPresent();
            case Condition.Empty(var path) -> row.at(path).isEmpty();
            case Condition.Contains(var path, var text) -> written(row, path).filter(cell -> fold(cell).contains(fold(text))).isPresent();
            case Condition.Mentions(var path, var text) -> written(row, path).filter(cell -> Plain.of(cell).contains(Plain.of(text))).isPresent();
            case Condition.StartsWith(var path, var text) -> written(row, path).filter(cell -> fold(cell).startsWith(fold(text))).isPresent();
            case Condition.Compare _, Condition.Hop _, Condition.Count _ -> row.holds(condition);
        };
    }

    /** Whether what compares so, left with right, is what the operator asks for. */
    public static boolean holds(int order, Condition.Operator operator) {
        return switch (operator) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case GT -> order > 0;
            case GE -> order >= 0;
            case LT -> order < 0;
            case LE -> order <= 0;
        };
    }

    /** How two values of one column's Java type, all of which have an order, compare. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public static int compare(Object left, Object right) {
        return ((Comparable) left).compareTo(right);
    }

    /**
     * What a formula comes to, as a value of this column.
     *
     * @param column gives the scale of a number
     * @param row whose cells have the Java types of their columns
     */
    public static Optional<Object> value(Column column, Formula formula, Cells row) {
        return Optional.ofNullable(of(formula, row)).map(value -> value instanceof BigDecimal number ? number.setScale(column.scale(), RoundingMode.HALF_UP) : value);
    }

    /** Null for what is empty; every number as a decimal. */
    private static Object of(Formula formula, Cells row) {
        return switch (formula) {
            case Formula.Cell(var column) -> row.at(column.name()).map(value -> value instanceof Long whole ? BigDecimal.valueOf(whole) : value).orElse(null);
            case Formula.Number(var value) -> value;
            case Formula.Words(var text) -> text;
            case Formula.Calculation(var sign, var left, var right) -> of(left, row) instanceof BigDecimal one && of(right, row) instanceof BigDecimal other ? calculated(sign, one, other) : null;
            case Formula.Joined(var texts) -> joined(texts, row);
            case Formula.Bare(var text) -> of(text, row) instanceof String some ? bare(some) : null;
            case Formula.First(var choices) -> choices.stream().map(choice -> of(choice, row)).filter(Objects::nonNull).findFirst().orElse(null);
            case Formula.Holds(var condition, _) -> holds(condition, row);
            case Formula.Either(var when, var then, var otherwise) -> of(holds(when.condition(), row) ? then : otherwise, row);
            case Formula.Pointed(var lookups) -> lookups.stream().flatMap(lookup -> row.at(lookup.name()).map(key -> lookup.target().orElseThrow() + "/" + key).stream()).findFirst().orElse(null);
        };
    }

    private static Object joined(List<Formula> texts, Cells row) {
        var text = texts.stream().map(one -> of(one, row)).filter(Objects::nonNull).map(Object::toString).collect(Collectors.joining());
        return text.isEmpty() ? null : text;
    }

    private static Object bare(String text) {
        var left = text.replaceAll("[^A-Za-z0-9._-]", "");
        return left.isEmpty() ? null : left;
    }

    private static BigDecimal calculated(Formula.Sign sign, BigDecimal left, BigDecimal right) {
        return switch (sign) {
            case PLUS -> left.add(right);
            case MINUS -> left.subtract(right);
            case TIMES -> left.multiply(right);
        };
    }

    private static Optional<String> written(Cells row, String path) {
        return row.at(path).map(cell -> cell instanceof BigDecimal number ? number.toPlainString() : cell.toString());
    }

    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
