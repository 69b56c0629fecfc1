package torg.pages.document;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import torg.api.site.Document;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.site.Unknown;
import torg.api.text.Text;

/**
 * What a snippet leaves to whoever places it: {@code {{who}}} in its text, with what stands there when nothing is said. A value is a text, whatever it looks like in the language of the snippet.
 *
 * @param usual by name, in order
 */
record SnippetValues(Map<String, Text> usual) {
    private static final int MOST = 20;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,49}");
    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([a-z][a-z0-9-]{0,49})\\s*}}");
    private static final Pattern SAID = Pattern.compile("([a-z][a-z0-9-]{0,49})=\"([^\"]*)\"");
    private static final Pattern MARKUP = Pattern.compile("[!-/:-@\\[-`{-~]");

    /** Those that the front matter of a snippet names below {@code values}. */
    static SnippetValues of(Reader snippet, Problems problems) {
        var usual = new LinkedHashMap<String, Text>();
        snippet.mapping("values").ifPresent(values -> {
            for (var name : values.entries().keySet()) {
                if (!NAME.matcher(name).matches()) problems.error(values.at(name), "pages.value-name", "'" + name + "' is no name of a value", "use lower-case letters, digits and '-'");
                usual.put(name, values.label(name).orElse(Text.of("")));
            }
            if (usual.size() > MOST) problems.error(values.at(), "pages.many-values", "the snippet has " + usual.size() + " values, more than " + MOST, "make two snippets of it");
        });
        return new SnippetValues(usual);
    }

    /** Tells places in the text of the snippet that nothing fills. */
    void check(Document snippet, Problems problems) {
        PLACE.matcher(snippet.body()).results().filter(place -> !usual.containsKey(place.group(1))).forEach(place -> problems.warning(Places.in(snippet, place.start()), "pages.no-place",
                "nothing fills {{" + place.group(1) + "}}", new Unknown(place.group(1), usual.keySet()), "name it below 'values' in front of the text"));
    }

    /**
     * The text of the snippet in a language, filled.
     *
     * @param said as whoever places it wrote it, {@code who="Ann" phone="+47 22"}; may be empty
     * @param at where that stands
     */
    String fill(Document snippet, Locale locale, String said, Position at, Problems problems) {
        if (usual.isEmpty() && said.isBlank()) return snippet.body();
        var values = new LinkedHashMap<String, String>();
        usual.forEach((name, text) -> values.put(name, text.in(locale)));
        SAID.matcher(said).results().forEach(one -> {
            if (usual.containsKey(one.group(1))) values.put(one.group(1), one.group(2));
            else problems.error(at, "pages.no-value", "the snippet '" + snippet.name() + "' has no value '" + one.group(1) + "'", new Unknown(one.group(1), usual.keySet()),
                    "name it below 'values' of the snippet, or take it away");
        });
        return PLACE.matcher(snippet.body()).replaceAll(place -> Matcher.quoteReplacement(value(snippet, values, place)));
    }

    private static String value(Document snippet, Map<String, String> values, MatchResult place) {
        var value = values.get(place.group(1));
        if (value == null) return place.group();
        return snippet.type().equals("html") ? html(value) : MARKUP.matcher(value.replace('\n', ' ')).replaceAll("\\\\$0");
    }

    private static String html(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
    }
}
