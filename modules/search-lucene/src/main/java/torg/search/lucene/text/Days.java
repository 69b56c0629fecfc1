package torg.search.lucene.text;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Dates as people type them, and as they are kept: whole, by month and by year. */
public final class Days {
    private static final Pattern ISO = Pattern.compile("(\\d{4})-(\\d{2})(-\\d{2})?");
    private static final Pattern YEAR = Pattern.compile("(1[89]|2[01])\\d{2}");
    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,2})[./-](\\d{1,2})[./-](\\d{4})");

    private Days() {}

    /** What a date is found by, with spaces between. */
    public static String words(LocalDate day) {
        var iso = day.toString();
        return Stream.of(iso, iso.substring(0, iso.length() - 3), iso.substring(0, iso.length() - 6)).collect(Collectors.joining(" "));
    }

    /** The date that was typed: {@code 1997-08-25}, {@code 1997-08}, {@code 1997}, or day, month and year; in American English the month comes first. */
    static Optional<String> of(String typed, Locale locale) {
        if (ISO.matcher(typed).matches() || YEAR.matcher(typed).matches()) return Optional.of(typed);
        var numbers = NUMBERS.matcher(typed);
        if (!numbers.matches()) return Optional.empty();
        var monthFirst = locale.getCountry().equals("US");
        try {
            var day = Integer.parseInt(numbers.group(monthFirst ? 2 : 1));
            var month = Integer.parseInt(numbers.group(monthFirst ? 1 : 2));
            return Optional.of(LocalDate.of(Integer.parseInt(numbers.group(3)), month, day).toString());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
