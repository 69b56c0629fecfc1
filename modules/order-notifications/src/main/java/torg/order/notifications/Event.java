package torg.order.notifications;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import torg.api.table.Condition;
import torg.api.text.Text;

/**
 * Something that can become of a row and that a person is told, as its document describes it.
 *
 * @param name kebab-case, at most {@value #LONGEST_NAME} characters
 * @param label what people choose by in their preferences
 * @param table whose rows it is about
 * @param columns one of them got another value; none where new rows are told
 * @param when how the row is by then
 * @param contact path to the contact who is told
 * @param account path to the account that contact acts for
 * @param title one line; {@code {column}} stands for a value of the row, as in {@code text} and {@code link}
 * @param link a path of the site
 * @param mail how those are told by mail who never said otherwise
 */
record Event(String name, Text label, String table, Set<String> columns, Condition when, String contact, String account, Text title, Text text, String link, MailWish mail) {
    static final int LONGEST_NAME = 60;
    /** What stands where there is no value, and where the person may not read it. */
    private static final String NOTHING = "–";
    private static final Pattern PLACE = Pattern.compile("\\{([a-z][a-z0-9_]*)}");

    Event {
        columns = Set.copyOf(columns);
    }

    /** Whether a new row is told, rather than a change. */
    boolean ofNewRows() {
        return columns.isEmpty();
    }

    /** Columns that the texts name in any language, each once. */
    List<String> named() {
        var texts = Stream.concat(Stream.of(link), Stream.of(title, text).flatMap(one -> one.byLanguage().values().stream()));
        return texts.flatMap(one -> PLACE.matcher(one).results().map(found -> found.group(1))).distinct().toList();
    }

    String title(Locale locale, Function<String, Optional<String>> value) {
        return filled(title.in(locale), value);
    }

    String text(Locale locale, Function<String, Optional<String>> value) {
        return filled(text.in(locale), value);
    }

    /** @param value as it stands in addresses */
    String link(Function<String, Optional<String>> value) {
        return filled(link, value);
    }

    private static String filled(String template, Function<String, Optional<String>> value) {
        return PLACE.matcher(template).replaceAll(found -> Matcher.quoteReplacement(value.apply(found.group(1)).orElse(NOTHING)));
    }
}
