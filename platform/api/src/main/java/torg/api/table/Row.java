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
 * @param cells path to value in the column's Java type; empty cells and hidden columns are absent
 */
public record Row(String table, String key, long version, Map<String, Object> cells) {
    public Row {
        cells = Collections.unmodifiableMap(new HashMap<>(cells));
    }

    public Optional<Object> value(String path) {
        return Optional.ofNullable(cells.get(path));
    }

    public Optional<String> text(String path) {
        return value(path).map(Object::toString);
    }

    public Optional<BigDecimal> decimal(String path) {
        return value(path).map(BigDecimal.class::cast);
    }

    public Optional<LocalDate> date(String path) {
        return value(path).map(LocalDate.class::cast);
    }

    public Optional<Instant> instant(String path) {
        return value(path).map(Instant.class::cast);
    }

    public long integer(String path) {
        return cells.get(path) instanceof Long number ? number : 0;
    }

    public boolean is(String path) {
        return Boolean.TRUE.equals(cells.get(path));
    }
}
