package torg.pages.tree;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import torg.api.view.Html;
import torg.api.view.PageType;

/**
 * What a page says in the fields of its type.
 *
 * @param byLanguage for each language of the site by tag: values by name, in the order of the type
 */
public record Fields(PageType type, Map<String, Map<String, Value>> byLanguage) {
    /** As documents write numbers. */
    public static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,9})?");

    public Fields {
        byLanguage = Map.copyOf(byLanguage);
    }

    /** In a language of the site. */
    public Map<String, Value> in(Locale locale) {
        return byLanguage.getOrDefault(locale.toLanguageTag(), Map.of());
    }

    /** What stands in a field. */
    public sealed interface Value {
        /**
         * Whether it is one of these, as documents write it; of several values, whether one of them is. Mark-up and moments are none.
         *
         * @param seen which paths of pages count; what refers to another is none
         */
        default boolean isOneOf(List<String> said, Predicate<String> seen) {
            return switch (this) {
                case Words(var text) -> said.contains(text);
                case Day(var date) -> said.contains(date.toString());
                case Number(var number) -> said.stream().anyMatch(one -> NUMBER.matcher(one).matches() && new BigDecimal(one).compareTo(number) == 0);
                case Flag(var set) -> said.contains(Boolean.toString(set));
                case Choice(var name) -> said.contains(name);
                case File(var path) -> said.contains("/" + path);
                case Reference(var path) -> said.contains(path) && seen.test(path);
                case Several(var values) -> values.stream().anyMatch(value -> value.isOneOf(said, seen));
                case Markup _, Moment _ -> false;
            };
        }

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
