package torg.api.text;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * A module's own words, per language: {@code messages.properties} (English) and {@code messages.<language>.properties} beside a class, UTF-8. A site
 * replaces any of them by the same key in its {@code messages.<language>.yml}. Immutable after construction.
 */
public final class Messages {
    private final Map<String, Map<String, String>> byLanguage;

    private Messages(Map<String, Map<String, String>> byLanguage) {
        this.byLanguage = Map.copyOf(byLanguage);
    }

    /** The words that lie beside this class, in English and in these further languages; {@link IllegalArgumentException} when a file is not there. */
    public static Messages beside(Class<?> owner, String... languages) {
        var all = new HashMap<String, Map<String, String>>();
        var english = load(owner, "messages.properties", Map.of());
        all.put("", english);
        for (var language : languages) all.put(language, load(owner, "messages." + language + ".properties", english));
        return new Messages(all);
    }

    /** All words in this language, English where it has none, with the site's own over them. Unmodifiable. */
    public Map<String, String> in(Locale locale, Map<String, String> site) {
        var words = byLanguage.getOrDefault(locale.getLanguage(), byLanguage.get(""));
        if (site.isEmpty()) return words;
        var both = new HashMap<>(words);
        both.putAll(site);
        return Map.copyOf(both);
    }

    /** One message with its arguments filled in as {@link MessageFormat} does; without arguments as it is written. The key itself when nobody knows it. */
    public String text(Locale locale, Map<String, String> site, String key, Object... arguments) {
        var pattern = site.getOrDefault(key, byLanguage.getOrDefault(locale.getLanguage(), byLanguage.get("")).getOrDefault(key, key));
        return arguments.length == 0 ? pattern : new MessageFormat(pattern, locale).format(arguments);
    }

    private static Map<String, String> load(Class<?> owner, String name, Map<String, String> under) {
        try (var stream = owner.getResourceAsStream(name)) {
            if (stream == null) throw new IllegalArgumentException("there is no " + name + " beside " + owner.getName());
            var properties = new Properties();
            properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
            var words = new HashMap<>(under);
            properties.forEach((key, value) -> words.put((String) key, (String) value));
            return Map.copyOf(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
