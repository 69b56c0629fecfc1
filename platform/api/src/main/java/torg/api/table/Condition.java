package torg.api.table;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which rows. One form serves rights, queries and searches; it becomes SQL with bound parameters, a check on one row, a filter in an index.
 * Paths follow lookups ({@code salesorder.account}); what a hop over an empty lookup leads to is empty.
 */
public sealed interface Condition {
    /** Every row. */
    record Everything() implements Condition {}

    /** No row. */
    record Nothing() implements Condition {}

    /** All of them hold; an empty list is everything. */
    record And(List<Condition> all) implements Condition {
        public And {
            all = List.copyOf(all);
        }
    }

    /** One of them holds; an empty list is nothing. */
    record Or(List<Condition> any) implements Condition {
        public Or {
            any = List.copyOf(any);
        }
    }

    /** It does not hold; a comparison with an empty cell does not hold, so its negation does. */
    record Not(Condition condition) implements Condition {}

    /**
     * Compare a cell with a value of the column's Java type (else MALFORMED {@code table.wrong-type}); an empty cell compares false. With
     * {@code MyAccounts} or {@code MyAccountTrees} and {@code EQ} the cell is one of them; every other operator compares false there.
     */
    record Compare(String path, Operator operator, Operand operand) implements Condition {}

    /** There is no value: the cell is empty, or a hop before it finds nothing. */
    record Empty(String path) implements Condition {}

    /**
     * The text of the cell contains this text, ignoring case. For columns whose Java type is String, as are the two below; else MALFORMED
     * {@code table.no-text}.
     */
    record Contains(String path, String text) implements Condition {}

    /** The text of the cell contains this text as people type it when they search: ignoring case and the marks on letters, see {@link torg.api.text.Plain}. */
    record Mentions(String path, String text) implements Condition {}

    /** The text of the cell starts with this text, ignoring case. */
    record StartsWith(String path, String text) implements Condition {}

    /** What looks from one row to any number of others. */
    sealed interface Hop extends Condition {}

    /**
     * Some row of another table points here with this lookup and satisfies the condition (one-to-many hop).
     *
     * @param at lookups to the row that is pointed to, {@code salesorder.account}; empty when it is this one. To what an empty lookup leads to nothing points
     */
    record Some(String at, String table, String lookup, Condition condition) implements Hop {
        /** Some row points to this one. */
        public Some(String table, String lookup, Condition condition) {
            this("", table, lookup, condition);
        }
    }

    /**
     * Some row that is linked by an N:N relationship satisfies the condition.
     *
     * @param path the relationship's name, or lookups and then that; what an empty lookup leads to is linked with nothing
     * @param condition about rows of the relationship's target
     */
    record Linked(String path, Condition condition) implements Hop {}

    /** So many rows, compared with the number, are such as the hop looks for; a row counts once, and where a lookup before the hop is empty there are none. */
    record Count(Hop hop, Operator operator, long number) implements Condition {}

    /** How the cell, left, compares with the value, right. Texts are ordered by code point, {@code false} comes before {@code true}. */
    enum Operator {
        /** Equal; texts with regard to case. */
        EQ,
        /** Another value. */
        NE,
        /** Greater or later. */
        GT,
        /** Greater, later or equal. */
        GE,
        /** Less or earlier. */
        LT,
        /** Less, earlier or equal. */
        LE;

        /** What holds of two values where this does not. */
        public Operator opposite() {
            return switch (this) {
                case EQ -> NE;
                case NE -> EQ;
                case GT -> LE;
                case GE -> LT;
                case LT -> GE;
                case LE -> GT;
            };
        }
    }

    /** The conditions that this one is made of by and, or and not; itself alone where it is none of these. What a hop asks of other rows is not among them. */
    default Stream<Condition> atoms() {
        return switch (this) {
            case And(var all) -> all.stream().flatMap(Condition::atoms);
            case Or(var any) -> any.stream().flatMap(Condition::atoms);
            case Not(var not) -> not.atoms();
            default -> Stream.of(this);
        };
    }

    /** The path to the one cell that this is about; empty for one that is made of others, about any number of other rows, or about none. */
    default Optional<String> cell() {
        return switch (this) {
            case Compare(var path, _, _) -> Optional.of(path);
            case Empty(var path) -> Optional.of(path);
            case Contains(var path, _) -> Optional.of(path);
            case Mentions(var path, _) -> Optional.of(path);
            case StartsWith(var path, _) -> Optional.of(path);
            case Everything _, Nothing _, And _, Or _, Not _, Hop _, Count _ -> Optional.empty();
        };
    }

    /** The cell at this path equals this value, which is never null: an empty cell is asked for with {@link Empty}. */
    static Condition eq(String path, Object value) {
        return new Compare(path, Operator.EQ, new Operand.Literal(value));
    }

    /** All of them, without needless nesting. */
    static Condition all(Condition... conditions) {
        var real = Arrays.stream(conditions).filter(condition -> !(condition instanceof Everything)).toList();
        if (real.stream().anyMatch(Nothing.class::isInstance)) return new Nothing();
        return switch (real.size()) {
            case 0 -> new Everything();
            case 1 -> real.getFirst();
            default -> new And(real);
        };
    }

    /** One of them, without needless nesting. */
    static Condition any(List<? extends Condition> conditions) {
        if (conditions.stream().anyMatch(Everything.class::isInstance)) return new Everything();
        List<Condition> real = conditions.stream().<Condition>map(condition -> condition).filter(condition -> !(condition instanceof Nothing)).toList();
        return switch (real.size()) {
            case 0 -> new Nothing();
            case 1 -> real.getFirst();
            default -> new Or(real);
        };
    }
}
