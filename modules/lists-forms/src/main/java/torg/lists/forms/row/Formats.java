package torg.lists.forms.row;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import torg.api.file.StoredFile;
import torg.api.table.Choice;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.web.Request;

/** How values read to people: in their language, moments in the site's time zone. For one request and one thread: a format of numbers is not shared. */
public final class Formats {
    private static final int KILO = 1024;
    private final Locale locale;
    private final ZoneId zone;
    private final Words words;
    private final NumberFormat numbers;
    private final DateTimeFormatter days;
    private final DateTimeFormatter moments;

    private Formats(Locale locale, ZoneId zone, Words words) {
        this.locale = locale;
        this.zone = zone;
        this.words = words;
        this.numbers = NumberFormat.getNumberInstance(locale);
        this.days = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale);
        this.moments = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT).withLocale(locale);
    }

    public static Formats of(Request request) {
        return new Formats(request.locale(), Languages.of(request.site()).zone(), Words.of(request));
    }

    /** In which people read moments. */
    public ZoneId zone() {
        return zone;
    }

    public Words words() {
        return words;
    }

    /**
     * A cell.
     *
     * @param value in the column's Java type
     * @param currency code of the currency a money is in
     */
    public String text(Column column, Object value, Optional<String> currency) {
        return switch (column.type()) {
            case TEXT, LONG_TEXT, LOOKUP, AUTONUMBER, INTEGER -> value.toString();
            case DECIMAL -> number((BigDecimal) value, 0, column.scale());
            case MONEY -> number((BigDecimal) value, Math.min(2, column.scale()), column.scale()) + currency.map(code -> "\u00a0" + code).orElse("");
            case DATE -> date((LocalDate) value);
            case DATE_TIME -> moments.format(((Instant) value).atZone(zone));
            case BOOLEAN -> words.text((Boolean) value ? "rows.yes" : "rows.no");
            case FILE -> file((StoredFile) value);
            case CHOICE -> column.choice((String) value).map(this::label).orElse(value.toString());
        };
    }

    /**
     * A value for a spreadsheet, to count with where it is more than words.
     *
     * @return a {@link BigDecimal} with the decimals that people see, a {@link LocalDate}, a {@link java.time.LocalDateTime} in the site's time zone, or a text
     */
    public Object plain(Column column, Object value) {
        return switch (column.type()) {
            case INTEGER -> new BigDecimal(value.toString());
            case DECIMAL -> decimals((BigDecimal) value, 0);
            case MONEY -> decimals((BigDecimal) value, Math.min(2, column.scale()));
            case DATE -> value;
            case DATE_TIME -> ((Instant) value).truncatedTo(ChronoUnit.SECONDS).atZone(zone).toLocalDateTime();
            case FILE -> ((StoredFile) value).name();
            case TEXT, LONG_TEXT, LOOKUP, AUTONUMBER, BOOLEAN, CHOICE -> text(column, value, Optional.empty());
        };
    }

    private static BigDecimal decimals(BigDecimal value, int least) {
        var plain = value.stripTrailingZeros();
        return plain.setScale(Math.max(least, plain.scale()));
    }

    /** Its name and size. */
    public String file(StoredFile file) {
        return file.name() + " (" + size(file.size()) + ")";
    }

    /** Bytes, as people say it: whole KB, or MB. */
    public String size(long bytes) {
        var kilobytes = BigDecimal.valueOf((bytes + KILO - 1) / KILO);
        if (kilobytes.intValue() < KILO) return number(kilobytes, 0, 0) + "\u00a0KB";
        return number(BigDecimal.valueOf(bytes).divide(BigDecimal.valueOf(KILO * KILO), 1, RoundingMode.HALF_UP), 0, 1) + "\u00a0MB";
    }

    public String date(LocalDate date) {
        return days.format(date);
    }

    /** Of a moment, where people are. */
    public String day(Instant moment) {
        return days.format(moment.atZone(zone));
    }

    /** With marks between thousands. */
    public String number(BigDecimal value) {
        return number(value.stripTrailingZeros(), 0, 0);
    }

    /** As people would type it, without the marks between thousands. */
    public String typed(Object value) {
        if (!(value instanceof BigDecimal number)) return value.toString();
        var plain = number.stripTrailingZeros();
        return (plain.scale() < 0 ? plain.setScale(0) : plain).toPlainString().replace('.', decimalMark());
    }

    /** The language's own mark before decimals; in numbers people type it means the same as a point. */
    public char decimalMark() {
        return DecimalFormatSymbols.getInstance(locale).getDecimalSeparator();
    }

    public String label(Choice choice) {
        return choice.label().in(locale);
    }

    /** Whether a column's values stand right-aligned. */
    public static boolean isNumber(Column column) {
        return column.type() == ColumnType.INTEGER || column.type() == ColumnType.DECIMAL || column.type() == ColumnType.MONEY;
    }

    /** Exact: never rounded below what the column keeps. */
    private String number(BigDecimal value, int least, int most) {
        numbers.setMinimumFractionDigits(least);
        numbers.setMaximumFractionDigits(Math.max(most, value.stripTrailingZeros().scale()));
        return numbers.format(value);
    }
}
