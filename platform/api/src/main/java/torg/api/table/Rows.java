package torg.api.table;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An answer to a {@link Query}.
 *
 * @param rows in the order asked for; immutable
 * @param total how many rows match and are visible; present when asked for
 * @param next for {@link Query#after(String)}, text that means nothing to whoever carries it; empty when this was the last page
 */
public record Rows(List<Row> rows, OptionalLong total, Optional<String> next) {
    public Rows {
        rows = List.copyOf(rows);
    }
}
