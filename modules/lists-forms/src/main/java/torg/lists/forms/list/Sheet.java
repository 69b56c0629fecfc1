package torg.lists.forms.list;

import java.util.List;
import java.util.Optional;

/**
 * All rows of a list, for a spreadsheet: values to count with, and words where people read words.
 *
 * @param rows values in the order of the heads, each a {@link String}, a {@link java.math.BigDecimal} with as many decimals as it is shown with, a {@link java.time.LocalDate}
 *     or a {@link java.time.LocalDateTime} in the site's time zone; nothing for an empty cell
 */
public record Sheet(List<String> heads, List<List<Optional<Object>>> rows) {
    public Sheet {
        heads = List.copyOf(heads);
        rows = List.copyOf(rows);
    }
}
