package torg.pages.tree;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import torg.api.view.Html;
import torg.api.view.PageType;

/**
 * What a page says in the fields of its type.
 *
 * @param byLanguage for each language of the site by tag: values by name, in the order of the type
 */
public record Fields(PageType type, Map<String, Map<String, Value>> byLanguage) {
    public Fields {
        byLanguage = Map.copyOf(byLanguage);
    }

    /** In a language of the site. */
    public Map<String, Value> in(Locale locale) {
        return byLanguage.getOrDefault(locale.toLanguageTag(), Map.of());
    }

    /** What stands in a field. */
    public sealed interface Value {
        /** A text as it was written. */
        record Words(String text) implements Value {}

        /** A text that was rendered, and is safe. */
        record Markup(Html html) implements Value {}

        record Day(LocalDate date) implements Value {}

        record Moment(Instant instant) implements Value {}

        record Number(BigDecimal number) implements Value {}

        record Flag(boolean set) implements Value {}

        /** One of the field's choices. */
        record Choice(String name) implements Value {}

        /** A web file, {@code files/range.png}. */
        record File(String path) implements Value {}

        /** A page of the site, without variables. */
        record Reference(String path) implements Value {}

        /** Those of a field that holds several. */
        record Several(List<Value> values) implements Value {
            public Several {
                values = List.copyOf(values);
            }
        }
    }
}
