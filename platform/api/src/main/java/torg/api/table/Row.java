package torg.api.table;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A row as its reader may see it: what was selected, columns without the right to read left out.
 *
 * @param table the table's name
 * @param key never null
 * @param version grows with each write of the row, 1 when created
 * @param cells path to value in the column's Java type, the key among them; empty cells and hidden columns are absent
 */
public record Row(String table, String key, long version, Map<String, Object> cells) {
    public Row {
        cells = Collections.unmodifiableMap(new HashMap<>(cells));
    }

    /** Characters of its texts; what it takes of {@link Query#MOST_CHARACTERS}. */
    public long characters() {
        return cells.values().stream().mapToLong(value -> value instanceof String text ? text.length() : 0).sum();
    }

    /** The cell in its column's Java type; empty when the cell is, or the path was not read. */
    public Optional<Object> value(String path) {
        return Optional.ofNullable(cells.get(path));
    }

    /** The cell as a text, whatever its type: what {@code toString} makes of its value, for machines and not for people. */
    public Optional<String> text(String path) {
        return value(path).map(Object::toString);
    }

    /** The cell of a DECIMAL or MONEY, in the column's scale; {@link ClassCastException} for another type. */
    public Optional<BigDecimal> decimal(String path) {
        return value(path).map(BigDecimal.class::cast);
    }

    /** The cell of a DATE; {@link ClassCastException} for another type. */
    public Optional<LocalDate> date(String path) {
        return value(path).map(LocalDate.class::cast);
    }

    /** The cell of a DATE_TIME; {@link ClassCastException} for another type. */
    public Optional<Instant> instant(String path) {
        return value(path).map(Instant.class::cast);
    }

    /** The cell of an INTEGER; 0 when it is empty, was not read, or is of another type. */
    public long integer(String path) {
        return cells.get(path) instanceof Long number ? number : 0;
    }

    /** Whether the cell of a BOOLEAN is true; an empty one is not. */
    public boolean is(String path) {
        return Boolean.TRUE.equals(cells.get(path));
    }
}
