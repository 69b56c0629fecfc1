package torg.api.site;

import java.util.Locale;
import java.util.Map;

/**
 * The site's own words: what {@code messages.<language>.yml} says, as the part of the {@link Site}. Keys are those of modules' messages, or the
 * theme's.
 *
 * @param byLanguage language tag to key to text; the tag {@code ""} serves every language
 */
public record SiteTexts(Map<String, Map<String, String>> byLanguage) {
    public SiteTexts {
        byLanguage = Map.copyOf(byLanguage);
    }

    /** The site's words in this language; unmodifiable, empty when it has none. */
    public Map<String, String> in(Locale locale) {
        var everywhere = byLanguage.getOrDefault("", Map.of());
        return byLanguage.getOrDefault(locale.toLanguageTag(), byLanguage.getOrDefault(locale.getLanguage(), everywhere));
    }
}
