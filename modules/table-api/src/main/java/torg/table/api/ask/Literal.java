package torg.table.api.ask;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import torg.api.table.Column;

/** Reads the value a column is compared with, in the column's own type and no other. */
final class Literal {
    private static final int LONGEST_NUMBER = 40;

    private static final String NO_FIT = "expected a number that fits";

    private Literal() {}

    /** The value in the column's Java type. */
    static Object of(Column column, Token token) {
        try {
            return switch (column.type()) {
                case TEXT, LONG_TEXT, CHOICE, LOOKUP, AUTONUMBER -> text(token);
                case INTEGER -> whole(token);
                case DECIMAL, MONEY -> decimal(token);
                case DATE -> LocalDate.parse(figure(token, "a date such as 2027-01-15"));
                case DATE_TIME -> OffsetDateTime.parse(figure(token, "a time such as 2027-01-15T08:00:00Z")).toInstant();
                case BOOLEAN -> flag(token);
                case FILE -> throw Malformed.filter(token.position(), "expected null, as a file is compared with nothing else");
            };
        } catch (NumberFormatException e) {
            throw Malformed.filter(token.position(), NO_FIT).causedBy(e);
        } catch (DateTimeParseException e) {
            throw Malformed.filter(token.position(), "expected a date such as 2027-01-15, or a time such as 2027-01-15T08:00:00Z, as the column has it").causedBy(e);
        }
    }

    /** A whole number. */
    static long whole(Token token) {
        try {
            return Long.parseLong(figure(token, "a whole number"));
        } catch (NumberFormatException e) {
            throw Malformed.filter(token.position(), NO_FIT).causedBy(e);
        }
    }

    /** A text in quotes. */
    static String text(Token token) {
        if (token instanceof Token.Text(_, var value)) return value;
        throw Malformed.filter(token.position(), "expected a text in single quotes");
    }

    private static String figure(Token token, String expected) {
        if (token instanceof Token.Figure(_, var text)) return text;
        throw Malformed.filter(token.position(), "expected " + expected + ", without quotes");
    }

    private static BigDecimal decimal(Token token) {
        var text = figure(token, "a number");
        if (text.length() > LONGEST_NUMBER) throw Malformed.filter(token.position(), "the number has too many digits");
        return new BigDecimal(text);
    }

    private static Boolean flag(Token token) {
        if (token instanceof Token.Word(_, var word) && (word.equals("true") || word.equals("false"))) return Boolean.valueOf(word);
        throw Malformed.filter(token.position(), "expected true or false");
    }
}
