package torg.api.table;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the value of a calculated column comes from other columns of its row, none of which is calculated itself. What numbers come to is rounded to the
 * column's scale, half up. Documents write it in the language of {@link FormulaText}.
 */
public sealed interface Formula {
    /** The value of a column. */
    record Cell(Column column) implements Formula {}

    /** A number. */
    record Number(BigDecimal value) implements Formula {}

    /** A text, which is never empty. */
    record Words(String text) implements Formula {}

    /** What two numbers come to; empty when one of them is. */
    record Calculation(Sign sign, Formula left, Formula right) implements Formula {}

    /** Texts one after the other, an empty one left out; empty when all of them are. */
    record Joined(List<Formula> texts) implements Formula {
        public Joined {
            texts = List.copyOf(texts);
        }
    }

    /** What of a text may stand in an address as it is: letters A to Z, digits and {@code . _ -}. Empty when nothing of it may. */
    record Bare(Formula text) implements Formula {}

    /** The first that is not empty. */
    record First(List<Formula> choices) implements Formula {
        public First {
            choices = List.copyOf(choices);
        }
    }

    /**
     * Whether the row satisfies a condition: true or false, never empty.
     *
     * @param columns the columns that the condition names
     */
    record Holds(Condition condition, Map<String, Column> columns) implements Formula {
        public Holds {
            columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        }
    }

    /** The one where the row satisfies a condition, the other where it does not. */
    record Either(Holds when, Formula then, Formula otherwise) implements Formula {}

    /** The table and key of the row that a polymorphic lookup points to, {@code account/ALFKI}, from whichever of its lookups has a value. */
    record Pointed(List<Column> lookups) implements Formula {
        public Pointed {
            lookups = List.copyOf(lookups);
        }
    }

    /** What is done with two numbers. There is no division: its digits would not be the same wherever it is done. */
    enum Sign {
        /** Left and right together. */
        PLUS,
        /** Left without right. */
        MINUS,
        /** Left as often as right says. */
        TIMES
    }

    /** Names of the columns the value comes from. */
    default Set<String> uses() {
        var names = new LinkedHashSet<String>();
        switch (this) {
            case Cell(var column) -> names.add(column.name());
            case Number _, Words _ -> { }
            case Calculation(_, var left, var right) -> {
                names.addAll(left.uses());
                names.addAll(right.uses());
            }
            case Joined(var texts) -> texts.forEach(text -> names.addAll(text.uses()));
            case Bare(var text) -> names.addAll(text.uses());
            case First(var choices) -> choices.forEach(choice -> names.addAll(choice.uses()));
            case Holds(_, var columns) -> names.addAll(columns.keySet());
            case Either(var when, var then, var otherwise) -> {
                names.addAll(when.uses());
                names.addAll(then.uses());
                names.addAll(otherwise.uses());
            }
            case Pointed(var lookups) -> lookups.forEach(lookup -> names.add(lookup.name()));
        }
        return names;
    }
}
