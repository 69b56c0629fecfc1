package torg.store.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import torg.api.table.Column;

/**
 * An autonumber's format: text around one run of zeros where a drawn number goes ({@code W000000}), or around names of the row's own columns in
 * braces, of which the first with a value counts ({@code {requisitionnumber|ordernumber}}).
 */
public record Numbers(List<Piece> pieces) {
    private static final Pattern PIECE = Pattern.compile("\\{([^{}]*)}|(0+)|[^{0]+|\\{");

    /** A part of a format. */
    sealed interface Piece {
        record Text(String text) implements Piece {}

        record Number(int digits) implements Piece {}

        record FirstOf(List<String> columns) implements Piece {}
    }

    /** Zeros count as the number's place only where no column is named: {@code {a}-00} is text. */
    public static Numbers of(String format) {
        var pieces = new ArrayList<Piece>();
        var composed = format.contains("{");
        var found = PIECE.matcher(format);
        while (found.find()) {
            if (found.group(1) != null) pieces.add(new Piece.FirstOf(Arrays.asList(found.group(1).split("\\|", -1))));
            else if (found.group(2) != null && !composed) pieces.add(new Piece.Number(found.group(2).length()));
            else pieces.add(new Piece.Text(found.group()));
        }
        return new Numbers(List.copyOf(pieces));
    }

    public static Numbers of(Column column) {
        return of(column.numberFormat().orElse("000000"));
    }

    /** Whether a number has to be drawn. */
    public static boolean counts(Column column) {
        return of(column).pieces.stream().anyMatch(Piece.Number.class::isInstance);
    }

    /** How many places a number may go to; a format has one, or none and names of columns. */
    public long places() {
        return pieces.stream().filter(Piece.Number.class::isInstance).count();
    }

    List<String> columns() {
        return pieces.stream().flatMap(piece -> piece instanceof Piece.FirstOf(var names) ? names.stream() : java.util.stream.Stream.empty()).toList();
    }

    /** @param number the number drawn; not looked at when the format has no place for it */
    public String text(Map<String, Object> row, long number) {
        var text = new StringBuilder();
        for (var piece : pieces) {
            text.append(switch (piece) {
                case Piece.Text(var plain) -> plain;
                case Piece.Number(var digits) -> padded(number, digits);
                case Piece.FirstOf(var names) -> names.stream().map(row::get).filter(Objects::nonNull).map(Object::toString).findFirst().orElse("");
            });
        }
        return text.toString();
    }

    /** Digits that do not depend on the machine's language: they become keys, and references in the ERP. */
    private static String padded(long number, int digits) {
        var plain = Long.toString(number);
        return "0".repeat(Math.max(0, digits - plain.length())) + plain;
    }
}
