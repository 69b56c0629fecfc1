package torg.api.audit;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import torg.api.audit.AuditEntry.Cell;

/** Cells as one text, a line each: {@code status TAB =open TAB =closed}, where nothing stands for an empty cell and values are encoded as in addresses. */
public final class AuditCells {
    private AuditCells() {}

    /** The text of these. */
    public static String written(List<Cell> cells) {
        return cells.stream().map(cell -> cell.column() + "\t" + side(cell.before()) + "\t" + side(cell.after())).collect(Collectors.joining("\n"));
    }

    /** The cells of such a text; what is none is left out. */
    public static List<Cell> read(String text) {
        return text.lines().map(line -> line.split("\t", -1)).filter(parts -> parts.length == 3).map(parts -> new Cell(parts[0], value(parts[1]), value(parts[2]))).toList();
    }

    private static String side(Optional<String> value) {
        return value.map(text -> "=" + URLEncoder.encode(text, StandardCharsets.UTF_8)).orElse("");
    }

    private static Optional<String> value(String side) {
        return side.isEmpty() ? Optional.empty() : Optional.of(URLDecoder.decode(side.substring(1), StandardCharsets.UTF_8));
    }
}
