package torg.studio.form;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import torg.api.site.Site;
import torg.api.text.Text;
import torg.api.view.Model;

/** What can be chosen in a field of a form, and what is. */
public final class Choices {
    /** How files end that are pictures, in browsers. */
    public static final Set<String> PICTURES = Set.of("svg", "png", "jpg", "jpeg", "webp", "avif", "gif");
    /** How files end that are fonts. */
    public static final Set<String> FONTS = Set.of("woff2", "woff");
    /** What people read where nothing is chosen. */
    public static final Text NONE = Text.of("\u2013");

    private Choices() {}

    /** One of these, each with what people read in this language; what is chosen is there even when it is none of them. */
    public static List<Model> of(Locale locale, Map<String, Text> choices, String chosen) {
        return of(locale, choices, List.of(chosen));
    }

    /** Any of these. */
    public static List<Model> of(Locale locale, Map<String, Text> choices, Collection<String> chosen) {
        var all = new LinkedHashMap<>(choices);
        chosen.stream().filter(one -> !one.isEmpty()).forEach(one -> all.putIfAbsent(one, Text.of(one)));
        return all.entrySet().stream().map(choice -> Model.with("value", choice.getKey()).with("label", choice.getValue().in(locale)).with("chosen", chosen.contains(choice.getKey())).build()).toList();
    }

    /** These, and before them nothing. */
    public static Map<String, Text> withNone(Map<String, Text> choices) {
        var all = new LinkedHashMap<String, Text>();
        all.put("", NONE);
        all.putAll(choices);
        return all;
    }

    /** Words that people read as they are. */
    public static Map<String, Text> plain(Map<String, String> words) {
        var all = new LinkedHashMap<String, Text>();
        words.forEach((value, word) -> all.put(value, Text.of(word)));
        return all;
    }

    /** Web files, {@code files/tea.png}, and assets of the theme, {@code assets/logo.svg}, of these endings; in order. */
    public static Map<String, Text> files(Site site, Set<String> endings) {
        var files = new TreeMap<String, Text>();
        site.files().keySet().stream().map(path -> path.replaceFirst("^theme/", "")).filter(path -> path.startsWith("files/") || path.startsWith("assets/"))
                .filter(path -> endings.contains(path.substring(path.lastIndexOf('.') + 1))).forEach(path -> files.put(path, Text.of(path)));
        return files;
    }
}
