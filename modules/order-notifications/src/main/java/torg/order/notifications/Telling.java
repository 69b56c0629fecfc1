package torg.order.notifications;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import torg.api.access.ColumnPrivilege;
import torg.api.identity.Caller;
import torg.api.site.Site;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Row;
import torg.api.table.Table;
import torg.api.table.Tables;

/**
 * What an event says of a row to somebody.
 *
 * @param path of the page about it, with the language's prefix
 */
record Telling(String title, String text, String path) {
    /** Of a long value the beginning is told: the rest stands on the page. */
    private static final int LONGEST_VALUE = 1_000;

    /** In the words of a language, as this caller may see the row now; empty when they may not, and when there is no such row. */
    static Optional<Telling> of(Tables tables, Site site, Caller caller, Event event, String key, Locale locale) {
        var table = tables.schema().find(event.table());
        if (table.isEmpty()) return Optional.empty();
        var readable = event.named().stream().filter(column -> table.get().column(column).isPresent() && tables.mayUse(caller, ColumnPrivilege.READ, event.table(), column));
        // Without a column of its own the question would be for all of them.
        var select = Stream.concat(Stream.of(table.get().key()), readable).distinct().toArray(String[]::new);
        return tables.find(caller, event.table(), key, select).map(row -> of(site, event, table.get(), row, locale));
    }

    private static Telling of(Site site, Event event, Table table, Row row, Locale locale) {
        var path = event.link(name -> row.text(name).map(value -> URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20")));
        return new Telling(event.title(locale, name -> words(site, table, row, name, locale)),
                event.text(locale, name -> words(site, table, row, name, locale)), site.settings().prefix(locale) + path);
    }

    private static Optional<String> words(Site site, Table table, Row row, String name, Locale locale) {
        return row.value(name).map(value -> switch (value) {
            case LocalDate date -> DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale).format(date);
            case Instant moment -> DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT).withLocale(locale).format(moment.atZone(site.settings().timeZone()));
            case BigDecimal number -> NumberFormat.getNumberInstance(locale).format(number);
            default -> table.column(name).filter(column -> column.type() == ColumnType.CHOICE)
                    .flatMap((Column column) -> column.choice(value.toString())).map(choice -> choice.label().in(locale)).orElse(value.toString());
        }).map(Telling::beginning);
    }

    private static String beginning(String value) {
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, value.offsetByCodePoints(0, value.codePointCount(0, LONGEST_VALUE))) + "…";
    }
}
