package torg.table.api.row;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import torg.api.problem.FieldProblem;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Column;
import torg.api.table.Table;
import torg.table.api.ask.Malformed;

/** Reads the columns of a row from a JSON object; whether the values hold is the store's matter. */
public final class RowBody {
    private static final int LONGEST_NUMBER = 40;

    private RowBody() {}

    /**
     * Values in their columns' Java types; what {@code @odata.} says of the row or of a column is passed over. Bytes are no JSON: a file is emptied here, and given at its own address.
     *
     * @param known whether the caller may know of a column; what the caller may not know of is not there
     * @param place what stands before the name of a wrong column
     * @param some whether there have to be columns
     */
    public static Map<String, Object> values(Table table, Map<String, Object> body, Predicate<String> known, String place, boolean some) {
        if (some && body.isEmpty()) {
            throw TorgException.of(ProblemKind.MALFORMED, "table-api.no-body", "the request has no columns").help("send a JSON object with at least one column");
        }
        var values = new LinkedHashMap<String, Object>();
        var wrong = new ArrayList<FieldProblem>();
        body.forEach((name, json) -> {
            if (name.contains("@odata.") || name.contains("@torg.")) return;
            var column = table.column(name).filter(found -> known.test(found.name()));
            if (column.isEmpty()) wrong.add(new FieldProblem(place + Malformed.shown(name), "unknown-column", "there is no such column"));
            else if (json == null) values.put(name, null);
            else value(column.get(), json).ifPresentOrElse(value -> values.put(name, value), () -> wrong.add(wrongType(column.get(), place)));
        });
        if (!wrong.isEmpty()) throw TorgException.invalid("table.invalid-values", "some values do not fit their columns", wrong);
        return values;
    }

    private static Optional<Object> value(Column column, Object json) {
        try {
            return Optional.ofNullable(switch (column.type()) {
                case TEXT, LONG_TEXT, CHOICE, LOOKUP, AUTONUMBER -> json instanceof String text ? text : null;
                case BOOLEAN -> json instanceof Boolean flag ? flag : null;
                case INTEGER -> whole(json);
                case DECIMAL, MONEY -> decimal(json);
                case DATE -> json instanceof String text ? LocalDate.parse(text) : null;
                case DATE_TIME -> json instanceof String text ? OffsetDateTime.parse(text).toInstant() : null;
                case FILE -> null;
            });
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Long whole(Object json) {
        return switch (json) {
            case Integer number -> number.longValue();
            case Long number -> number;
            default -> null;
        };
    }

    private static BigDecimal decimal(Object json) {
        return switch (json) {
            case Integer number -> BigDecimal.valueOf(number);
            case Long number -> BigDecimal.valueOf(number);
            case BigInteger number when number.bitLength() < 130 -> new BigDecimal(number);
            case BigDecimal number when number.precision() <= LONGEST_NUMBER && Math.abs(number.scale()) <= LONGEST_NUMBER -> number;
            default -> null;
        };
    }

    private static FieldProblem wrongType(Column column, String place) {
        return new FieldProblem(place + column.name(), "wrong-type", switch (column.type()) {
            case TEXT, LONG_TEXT, CHOICE, LOOKUP, AUTONUMBER -> "a text is expected";
            case INTEGER -> "a whole number is expected";
            case DECIMAL, MONEY -> "a number is expected";
            case DATE -> "a date such as 2027-01-15 is expected";
            case DATE_TIME -> "a time such as 2027-01-15T08:00:00Z is expected";
            case BOOLEAN -> "true or false is expected";
            case FILE -> "null is expected; bytes are sent to /" + column.name() + "/$value behind the address of the row";
        });
    }
}
