package torg.store.database;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import torg.api.problem.FieldProblem;
import torg.api.table.Column;
import torg.api.table.ColumnType;

/** How far values may go: what the databases can hold, and what may be compared with it. */
public final class Bounds {
    static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
    static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);
    private static final int LONGEST_SHOWN = 80;
    private static final int MOST_DIGITS = 40;

    private Bounds() {}

    /** PostgreSQL keeps no NUL, and half a surrogate pair is no character. */
    public static boolean storable(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == 0) return false;
            if (!Character.isSurrogate(c)) continue;
            if (Character.isLowSurrogate(c) || i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(++i))) return false;
        }
        return true;
    }

    /** Digits before the point; {@code long}, because an exponent may be anything. */
    public static long wholeDigits(BigDecimal number) {
        return (long) number.precision() - number.scale();
    }

    public static boolean storable(LocalDate day) {
        return !day.isBefore(FIRST_DAY) && !day.isAfter(LAST_DAY);
    }

    public static boolean storable(Instant time) {
        return time.getEpochSecond() >= seconds(FIRST_DAY) && time.getEpochSecond() < seconds(LAST_DAY.plusDays(1));
    }

    /** The same value as far as cells are concerned, in a size that both databases understand. */
    public static Object comparable(Object value) {
        return switch (value) {
            case BigDecimal number when wholeDigits(number) > MOST_DIGITS -> BigDecimal.TEN.pow(MOST_DIGITS).multiply(BigDecimal.valueOf(number.signum()));
            // A number of few digits may stand millions of places behind the point, and rounding it would take as many steps.
            case BigDecimal number when wholeDigits(number) < -MOST_DIGITS -> BigDecimal.valueOf(number.signum(), MOST_DIGITS);
            case BigDecimal number when number.scale() > MOST_DIGITS -> number.setScale(MOST_DIGITS, RoundingMode.HALF_UP);
            case LocalDate day when !storable(day) -> day.isBefore(FIRST_DAY) ? FIRST_DAY.minusDays(1) : LAST_DAY.plusDays(1);
            case Instant time when !storable(time) ->
                    Instant.ofEpochSecond(time.getEpochSecond() < 0 ? seconds(FIRST_DAY) - 1 : seconds(LAST_DAY.plusDays(1)));
            default -> value;
        };
    }

    /** The value as a cell keeps it: a decimal rounded to its column's scale, a time to the microsecond, an empty text as an empty cell. */
    public static Object kept(Column column, Object value) {
        return switch (value) {
            case null -> null;
            case String text when text.isEmpty() -> null;
            case BigDecimal number when wholeDigits(number) <= Cells.WHOLE_DIGITS && number.scale() < 1_000 ->
                    number.setScale(column.scale(), RoundingMode.HALF_UP);
            case Instant time -> time.truncatedTo(ChronoUnit.MICROS);
            default -> value;
        };
    }

    /** What keeps such a value out of the column's cells; a file is given by its bytes, and never by what a row says of it. */
    public static Optional<FieldProblem> problem(Column column, Object value) {
        if (value == null) return Optional.empty();
        if (!column.type().javaType().isInstance(value) || column.type() == ColumnType.FILE) return problem(column, "wrong-type", "this is another type of value");
        return switch (value) {
            case String text when !storable(text) -> problem(column, "wrong-character", "it holds characters that no text has");
            case String text when text.length() > Cells.lengthOf(column) ->
                    Optional.of(new FieldProblem(column.name(), "too-long", "it is longer than " + Cells.lengthOf(column) + " characters", List.of("" + Cells.lengthOf(column))));
            case String text when column.type() == ColumnType.CHOICE && column.choice(text).isEmpty() -> problem(column, "unknown-choice", "it is none of the choices");
            case BigDecimal number when wholeDigits(number) > Cells.WHOLE_DIGITS || number.scale() != column.scale() -> problem(column, "too-large", "it has too many digits");
            case LocalDate day when !storable(day) -> problem(column, "too-far", "it is not within the years 1 to 9999");
            case Instant time when !storable(time) -> problem(column, "too-far", "it is not within the years 1 to 9999");
            default -> Optional.empty();
        };
    }

    private static Optional<FieldProblem> problem(Column column, String code, String message) {
        return Optional.of(new FieldProblem(column.name(), code, message));
    }

    /** A name from outside, short enough for a message. */
    public static String shown(String name) {
        return name.length() <= LONGEST_SHOWN ? name : name.substring(0, LONGEST_SHOWN) + "…";
    }

    private static long seconds(LocalDate day) {
        return day.atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    }
}
