package torg.demo.erp.odata;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import torg.demo.erp.books.Column;

/** Values as a URL spells them. */
final class Literals {
    private Literals() {}

    /** The value that a literal has for a column. */
    static Object value(Column column, String literal) throws ClientError {
        try {
            return switch (column.kind()) {
                case TEXT -> text(literal);
                case CHOICE -> choice(column, literal);
                case DECIMAL -> new BigDecimal(literal);
                case INT -> Integer.valueOf(literal);
                case LONG -> Long.valueOf(literal);
                case MOMENT -> OffsetDateTime.parse(literal).toInstant();
                case BYTES -> throw ClientError.badRequest("property '%s' is a file, and nothing is found by one".formatted(column.name()));
            };
        } catch (NumberFormatException | DateTimeException e) {
            throw ClientError.badRequest("'%s' is not a value of property '%s', which is a %s".formatted(literal, column.name(), column.kind()));
        }
    }

    /** Within quotes, a quote is written twice. The model writes an empty text where others write null. */
    static String text(String literal) {
        return literal.equals("null") ? "" : literal.substring(1, literal.length() - 1).replace("''", "'");
    }

    private static String choice(Column column, String literal) throws ClientError {
        var member = literal.substring(literal.indexOf('\'') + 1, Math.max(literal.length() - 1, 0));
        if (!column.choices().contains(member)) {
            throw ClientError.badRequest("'%s' is not a member of property '%s'".formatted(literal, column.name()));
        }
        return member;
    }
}
