package torg.lists.forms.export;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormatSymbols;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import torg.lists.forms.list.Sheet;

/**
 * Comma-separated values (RFC 4180) as spreadsheets of the reader's language open them: a language that writes a comma before decimals has semicolons between the
 * values. UTF-8 with a byte-order mark, by which they tell it from older encodings.
 */
final class Csv {
    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    /** What makes a spreadsheet take a text for a formula, and run it. Source: OWASP, CSV Injection. */
    private static final String FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";
    /** The same where a cell begins for a spreadsheet of another language, which splits at another separator and then sees no quotes around the text. */
    private static final Pattern WITHIN = Pattern.compile("(?<=[,;\t\r\n]\"{0,9})(?=[=+\\-@\uff1d\uff0b\uff0d\uff20])");

    private final char decimalMark;
    private final char separator;

    Csv(Locale locale) {
        this.decimalMark = DecimalFormatSymbols.getInstance(locale).getDecimalSeparator();
        this.separator = decimalMark == ',' ? ';' : ',';
    }

    byte[] write(Sheet sheet) {
        var text = new StringBuilder(BYTE_ORDER_MARK);
        line(text, sheet.heads().stream().map(head -> Optional.<Object>of(head)).toList());
        sheet.rows().forEach(row -> line(text, row));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void line(StringBuilder text, List<Optional<Object>> values) {
        text.append(values.stream().map(value -> value.map(this::cell).orElse("")).collect(Collectors.joining(String.valueOf(separator)))).append("\r\n");
    }

    private String cell(Object value) {
        return switch (value) {
            case BigDecimal number -> number.toPlainString().replace('.', decimalMark);
            case LocalDateTime moment -> MOMENT.format(moment);
            case String text -> quoted(harmless(text));
            default -> value.toString();
        };
    }

    /** A customer's name is a text for whoever opens the file, whatever it begins with. */
    private static String harmless(String text) {
        var within = WITHIN.matcher(text).replaceAll("'");
        return text.isEmpty() || FORMULA.indexOf(text.charAt(0)) < 0 ? within : "'" + within;
    }

    private String quoted(String text) {
        return text.chars().anyMatch(c -> ",;\t\"\n\r".indexOf(c) >= 0) || !text.equals(text.strip()) ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
