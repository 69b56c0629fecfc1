package torg.search.lucene.site;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Some of the values of a number, an amount or a day, by which hits are told apart: {@code 0..100}, {@code 100..}, {@code this-year}.
 *
 * @param name as it is written in {@code search.yml}
 */
public sealed interface Range {
    String name();

    /** The span of what {@link #place} says of values in it, on a day. */
    Span on(LocalDate today);

    /** Whole numbers from the first to the last. */
    record Span(long first, long last) {}

    /** From a number on, up to another one without it; a bound that is missing is none. */
    record Numbers(String name, Optional<BigDecimal> from, Optional<BigDecimal> to) implements Range {
        @Override
        public Span on(LocalDate today) {
            return new Span(from.map(Range::place).orElse(Long.MIN_VALUE), to.map(bound -> place(bound) - 1).orElse(Long.MAX_VALUE));
        }
    }

    /** Days that are counted from today. */
    record Days(String name, Function<LocalDate, LocalDate> from, Function<LocalDate, LocalDate> last) implements Range {
        @Override
        public Span on(LocalDate today) {
            return new Span(from.apply(today).toEpochDay(), last.apply(today).toEpochDay());
        }
    }

    /** What is known of days by name. */
    List<Range> DAYS = List.of(
            new Days("today", today -> today, today -> today),
            new Days("last-7-days", today -> today.minusDays(6), today -> today),
            new Days("last-30-days", today -> today.minusDays(29), today -> today),
            new Days("this-month", today -> today.withDayOfMonth(1), today -> today.withDayOfMonth(today.lengthOfMonth())),
            new Days("this-year", today -> today.withDayOfYear(1), today -> today.withDayOfYear(today.lengthOfYear())),
            new Days("last-year", today -> today.minusYears(1).withDayOfYear(1), today -> today.withDayOfYear(1).minusDays(1)),
            new Days("earlier", _ -> LocalDate.EPOCH.minusYears(1_000), today -> today.minusYears(1).withDayOfYear(1).minusDays(1)));

    /** Decimal places that count of a number, and of a bound. */
    int PLACES = 4;
    /** Digits before the point, a point, at most as many places as count; no bound at all on one side. */
    Pattern NUMBERS = Pattern.compile("(-?\\d{1,14}(?:\\.\\d{1,4})?)?\\.\\.(-?\\d{1,14}(?:\\.\\d{1,4})?)?");

    /** Read one of numbers; empty for a text that is none, or holds nothing. */
    static Optional<Range> numbers(String text) {
        var written = NUMBERS.matcher(text);
        if (!written.matches()) return Optional.empty();
        var from = Optional.ofNullable(written.group(1)).map(BigDecimal::new);
        var to = Optional.ofNullable(written.group(2)).map(BigDecimal::new);
        if (from.isEmpty() && to.isEmpty() || from.isPresent() && to.isPresent() && from.get().compareTo(to.get()) >= 0) return Optional.empty();
        return Optional.of(new Numbers(text, from, to));
    }

    /** Read one of days; empty for a name that is none. */
    static Optional<Range> days(String text) {
        return DAYS.stream().filter(range -> range.name().equals(text)).findFirst();
    }

    /** Where a value stands among others, in whole numbers: of a day its number, of a number ten-thousandths, cut off towards below; beyond what a {@code long} holds its end. */
    static long place(Object value, ZoneId zone) {
        return switch (value) {
            case LocalDate day -> day.toEpochDay();
            case Instant moment -> moment.atZone(zone).toLocalDate().toEpochDay();
            case Long number -> place(BigDecimal.valueOf(number));
            case BigDecimal number -> place(number);
            default -> throw new IllegalArgumentException("a " + value.getClass().getSimpleName() + " has no place among others");
        };
    }

    /** The same, but moments stand among each other by their millisecond, and not by their day. */
    static long exactPlace(Object value, ZoneId zone) {
        return value instanceof Instant moment ? moment.toEpochMilli() : place(value, zone);
    }

    private static long place(BigDecimal number) {
        var whole = number.movePointRight(PLACES).setScale(0, RoundingMode.FLOOR);
        return whole.max(BigDecimal.valueOf(Long.MIN_VALUE)).min(BigDecimal.valueOf(Long.MAX_VALUE)).longValueExact();
    }
}
