package torg.lists.forms.row;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import torg.api.table.Column;

/** Reads values that documents and scripts write down, independent of language: {@code 12.5}, {@code 2027-01-15}, {@code true}. */
public final class Literal {
    private Literal() {}

    /** The value in the column's Java type; empty when the text is none. Length and scale are not looked at. */
    public static Optional<Object> read(Column column, String text) {
        try {
            return switch (column.type()) {
                case TEXT, LONG_TEXT, LOOKUP, AUTONUMBER -> Optional.of(text);
                case INTEGER -> Optional.of(Long.valueOf(text));
                case DECIMAL, MONEY -> decimal(text).map(Object.class::cast);
                case DATE -> Optional.of(LocalDate.parse(text));
                case DATE_TIME -> Optional.of(Instant.parse(text));
                case BOOLEAN -> text.equals("true") || text.equals("false") ? Optional.of(Boolean.valueOf(text)) : Optional.empty();
                case FILE -> Optional.empty();
                case CHOICE -> column.choice(text).map(choice -> choice.value());
            };
        } catch (NumberFormatException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Digits with an optional sign and point, nothing else: exponents would let a short text be a number of a million digits. */
    public static Optional<BigDecimal> decimal(String text) {
        return text.matches("[+-]?\\d{1,30}(\\.\\d{1,30})?") ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }
}
