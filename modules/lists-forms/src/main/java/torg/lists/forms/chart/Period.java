package torg.lists.forms.chart;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A span of days that rows are put together by. */
enum Period {
    MONTH(1, "LLL yyyy"),
    QUARTER(3, "QQQ yyyy"),
    YEAR(12, "yyyy");

    private final int months;
    private final String pattern;

    Period(int months, String pattern) {
        this.months = months;
        this.pattern = pattern;
    }

    /** The first day of the span that this day is in. */
    LocalDate start(LocalDate day) {
        return LocalDate.of(day.getYear(), (day.getMonthValue() - 1) / months * months + 1, 1);
    }

    /** The first day of the span so many later, or earlier. */
    LocalDate later(LocalDate start, int spans) {
        return start.plusMonths((long) spans * months);
    }

    String label(LocalDate start, Locale locale) {
        return DateTimeFormatter.ofPattern(pattern, locale).format(start);
    }
}
