package torg.site.theme;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.regex.Pattern;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.site.ThemeSetting.Kind;
import torg.api.site.ThemeValue;
import torg.api.text.Text;

/**
 * A setting as {@code theme.yml} defines it.
 *
 * @param at where it is defined
 * @param standard what it is where nobody says, of a kind that is no token
 */
record Definition(String name, Position at, Text label, Optional<Text> hint, Kind kind, Optional<Node> standard) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int LONGEST = 40;
    /** What templates find beside the settings. */
    private static final String TAKEN = "styles";

    /** Whether style sheets ask for it, by a custom property: what it is where nobody says stands in one of them. */
    boolean isToken() {
        return switch (kind) {
            case Kind.Color _, Kind.Font _, Kind.Length _, Kind.Figure _ -> true;
            case Kind.Choice _, Kind.Flag _, Kind.Words _, Kind.Image _ -> false;
        };
    }

    static boolean isName(String name) {
        return name.length() <= LONGEST && NAME.matcher(name).matches();
    }

    /** The setting; nothing when it cannot be understood, and then a problem says why. */
    static Optional<Definition> read(String name, Node node, Problems problems) {
        if (!isName(name) || name.equals(TAKEN)) {
            problems.error(node.at(), "theme.setting-name", "no setting can be called '" + name + "'", "use lower-case letters, digits and single hyphens, at most " + LONGEST);
            return Optional.empty();
        }
        if (!(node instanceof Node.Mapping mapping)) {
            problems.error(node.at(), "site.wrong-shape", "the setting '" + name + "' is a mapping", "write its 'type' and 'label'");
            return Optional.empty();
        }
        var reader = new Reader(mapping, problems);
        var before = problems.found().size();
        var kind = kind(reader, problems);
        var label = reader.label("label").orElse(Text.of(name));
        var definition = new Definition(name, mapping.at(), label, reader.label("hint"), kind, Optional.empty());
        if (!definition.isToken()) definition = new Definition(name, mapping.at(), label, definition.hint, kind, reader.node("default"));
        reader.done();
        return problems.found().size() == before ? Optional.of(definition) : Optional.empty();
    }

    private static Kind kind(Reader reader, Problems problems) {
        reader.required("type");
        return switch (reader.word("type", "color", "font", "length", "number", "choice", "boolean", "text", "image")) {
            case "font" -> new Kind.Font();
            case "length" -> new Kind.Length(length(reader, "least", problems), length(reader, "most", problems));
            case "number" -> new Kind.Figure(number(reader, "least", problems), number(reader, "most", problems));
            case "choice" -> choice(reader, problems);
            case "boolean" -> new Kind.Flag();
            case "text" -> new Kind.Words();
            case "image" -> new Kind.Image();
            default -> new Kind.Color(reader.texts("on"));
        };
    }

    private static ThemeValue.Length length(Reader reader, String key, Problems problems) {
        return Written.length(reader.required(key)).orElseGet(() -> {
            problems.error(reader.at(key), "theme.no-length", "'" + key + "' is a length", "write a number with rem or px, such as 1.5rem");
            return new ThemeValue.Length(BigDecimal.ZERO, "px");
        });
    }

    private static BigDecimal number(Reader reader, String key, Problems problems) {
        return Written.number(reader.required(key)).orElseGet(() -> {
            problems.error(reader.at(key), "theme.no-number", "'" + key + "' is a number", "write one, such as 1.5");
            return BigDecimal.ZERO;
        });
    }

    private static Kind choice(Reader reader, Problems problems) {
        var choices = new LinkedHashMap<String, Text>();
        reader.mapping("choices").ifPresent(words -> words.entries().keySet().forEach(word -> {
            if (isName(word)) words.label(word).ifPresent(label -> choices.put(word, label));
            else problems.error(words.at(word), "theme.setting-name", "no choice can be called '" + word + "'", "use lower-case letters, digits and single hyphens");
        }));
        if (choices.isEmpty()) problems.error(reader.at("choices"), "site.missing", "there is nothing to choose", "add 'choices:' with words and their labels");
        return new Kind.Choice(choices);
    }
}
