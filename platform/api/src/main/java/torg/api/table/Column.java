package torg.api.table;

import java.util.List;
import java.util.Optional;
import torg.api.file.FileRule;
import torg.api.text.Text;

/**
 * A column as its table's document describes it.
 *
 * @param name a lower case letter, then lower case letters, digits and underscore, at most 60; does not begin with {@code torg_}
 * @param label what people read
 * @param required whether a row without a value is refused
 * @param length most characters of a text or autonumber (1 to 4,000), a long text (1 to 1,000,000; 0 where its document says none) or a choice (64); other types have bounds of their own, see {@link ColumnType}
 * @param scale digits after the point of a decimal or money (0 to 10); 0 for other types
 * @param target the table a lookup points to; empty for other types
 * @param part whether the row is a part of the row the lookup points to (an order line of its order)
 * @param choices the values of a choice, in document order; empty for other types
 * @param currency the column that holds a money's currency, as a path from this row; empty means none
 * @param numberFormat of an autonumber: text with one run of zeros where the number goes, {@code W000000}, or text with names of the row's own
 *     columns in braces, {@code Web order {requisitionnumber|ordernumber}}: the first named column that has a value stands there. A composed
 *     autonumber that is not the key is made after the key, so it may name it
 * @param unique whether no two rows share a value
 * @param searchable whether a list's search box looks here
 * @param defaultValue in the column's Java type, when a row is created without one
 * @param formula what its value comes from, where nobody gives it one: a calculated column, which is never written
 * @param group the polymorphic lookup that this lookup is a target of; of those of one group at most one has a value. Empty for other columns
 * @param file which files a file takes; empty for other types
 */
public record Column(
        String name,
        ColumnType type,
        Text label,
        boolean required,
        int length,
        int scale,
        Optional<String> target,
        boolean part,
        List<Choice> choices,
        Optional<String> currency,
        Optional<String> numberFormat,
        boolean unique,
        boolean searchable,
        Optional<Object> defaultValue,
        Optional<Formula> formula,
        Optional<String> group,
        Optional<FileRule> file) {
    public Column {
        choices = List.copyOf(choices);
    }

    /** A plain column: not required, not unique, no default; 200 characters if a text of one line, scale 2 if a decimal or money. */
    public static Column of(String name, ColumnType type) {
        var decimal = type == ColumnType.DECIMAL || type == ColumnType.MONEY;
        return new Column(name, type, Text.of(name), false, type.javaType() == String.class && type != ColumnType.LONG_TEXT ? 200 : 0, decimal ? 2 : 0, Optional.empty(), false,
                List.of(), Optional.empty(), Optional.empty(), false, false, Optional.empty());
    }

    /** A lookup to a table. */
    public static Column lookup(String name, String target) {
        return new Column(name, ColumnType.LOOKUP, Text.of(name), false, 0, 0, Optional.of(target), false, List.of(), Optional.empty(),
                Optional.empty(), false, false, Optional.empty());
    }

    /** A file. */
    public static Column file(String name, FileRule rule) {
        return of(name, ColumnType.FILE).taking(rule);
    }

    /** A column whose rows are given their values, and that is no target of a polymorphic lookup. */
    public Column(String name, ColumnType type, Text label, boolean required, int length, int scale, Optional<String> target, boolean part, List<Choice> choices,
            Optional<String> currency, Optional<String> numberFormat, boolean unique, boolean searchable, Optional<Object> defaultValue) {
        this(name, type, label, required, length, scale, target, part, choices, currency, numberFormat, unique, searchable, defaultValue, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same column, required. */
    public Column asRequired() {
        return new Column(name, type, label, true, length, scale, target, part, choices, currency, numberFormat, unique, searchable, defaultValue, formula, group, file);
    }

    /** The same column, unique. */
    public Column asUnique() {
        return new Column(name, type, label, required, length, scale, target, part, choices, currency, numberFormat, true, searchable, defaultValue, formula, group, file);
    }

    /** The same column with another length. */
    public Column sized(int characters) {
        return new Column(name, type, label, required, characters, scale, target, part, choices, currency, numberFormat, unique, searchable, defaultValue, formula, group, file);
    }

    /** The same column, calculated. */
    public Column calculated(Formula from) {
        return new Column(name, type, label, required, length, scale, target, part, choices, currency, numberFormat, unique, searchable, defaultValue, Optional.of(from), group, file);
    }

    /** The same lookup as a target of a polymorphic one. */
    public Column inGroup(String polymorphic) {
        return new Column(name, type, label, required, length, scale, target, part, choices, currency, numberFormat, unique, searchable, defaultValue, formula, Optional.of(polymorphic), file);
    }

    /** The same file with another rule. */
    public Column taking(FileRule rule) {
        return new Column(name, type, label, required, length, scale, target, part, choices, currency, numberFormat, unique, searchable, defaultValue, formula, group, Optional.of(rule));
    }

    /** Whether its value comes from other columns. */
    public boolean isCalculated() {
        return formula.isPresent();
    }

    /** The choice with this value; empty when there is none. */
    public Optional<Choice> choice(String value) {
        return choices.stream().filter(choice -> choice.value().equals(value)).findFirst();
    }
}
