package torg.api.text;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A text in one or several languages.
 *
 * @param byLanguage language tag to text, in document order; the tag {@code ""} serves every language; never empty
 */
public record Text(Map<String, String> byLanguage) {
    public Text {
        if (byLanguage.isEmpty()) throw new IllegalArgumentException("a text needs at least one language");
        byLanguage = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(byLanguage));
    }

    /** The same words in every language. */
    public static Text of(String everywhere) {
        return new Text(Map.of("", everywhere));
    }

    /** In this language, else its base language ({@code nb} for {@code nb-NO}), else for every language, else the first written. */
    public String in(Locale locale) {
        var exact = byLanguage.get(locale.toLanguageTag());
        if (exact != null) return exact;
        var base = byLanguage.get(locale.getLanguage());
        if (base != null) return base;
        var all = byLanguage.get("");
        return all != null ? all : byLanguage.values().iterator().next();
    }
}
