package torg.site.theme;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import torg.api.site.ContentFile;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.site.ThemeSetting.Kind;
import torg.api.site.ThemeValue;
import torg.api.site.Unknown;

/** Reads what a setting is set to; what is wrong with it is told where it stands. For one thread. */
final class ValueReader {
    private static final Set<String> PICTURES = Set.of("svg", "png", "jpg", "jpeg", "webp", "avif", "gif");
    private static final Set<String> FONTS = Set.of("woff2", "woff");
    private static final int LONGEST_TEXT = 500;

    private final Map<String, ContentFile> files;
    private final Problems problems;

    /** @param files of the site and its theme, by path: {@code files/...} and {@code theme/assets/...} */
    ValueReader(Map<String, ContentFile> files, Problems problems) {
        this.files = files;
        this.problems = problems;
    }

    /**
     * The value; nothing when it is none of this kind.
     *
     * @param below what it is where this does not say: of a pair of colours one may be given
     */
    Optional<ThemeValue> read(String name, Kind kind, Node node, ThemeValue below) {
        return switch (kind) {
            case Kind.Color _ when node instanceof Node.Mapping pair && below instanceof ThemeValue.Color both -> pair(pair, both);
            case Kind.Font _ when node instanceof Node.Mapping mapping -> font(mapping);
            case Kind.Words _ -> words(name, node);
            default -> node instanceof Node.Scalar scalar ? single(name, kind, scalar) : wrong(node, "the setting '" + name + "' is one value", "write one value");
        };
    }

    private Optional<ThemeValue> single(String name, Kind kind, Node.Scalar node) {
        var text = node.value();
        return switch (kind) {
            case Kind.Color _ -> color(node).map(both -> new ThemeValue.Color(both, both));
            case Kind.Font _ -> families(node, Optional.empty());
            case Kind.Length(var least, var most) -> Written.length(text).filter(length -> isWithin(length.pixels(), least.pixels(), most.pixels())).<ThemeValue>map(length -> length)
                    .or(() -> wrong(node, "'" + name + "' is a length from " + least + " to " + most, "write a number with rem or px, such as " + most));
            case Kind.Figure(var least, var most) -> Written.number(text).filter(number -> isWithin(number, least, most)).<ThemeValue>map(ThemeValue.Figure::new)
                    .or(() -> wrong(node, "'" + name + "' is a number from " + least.toPlainString() + " to " + most.toPlainString(), "write a number in these bounds"));
            case Kind.Choice(var choices) -> choices.containsKey(text) ? Optional.of(new ThemeValue.Choice(text))
                    : wrong(node, "'" + text + "' is no choice of '" + name + "'", near(text, choices.keySet()), "choose one of " + String.join(", ", choices.keySet()));
            case Kind.Flag _ -> text.equals("true") || text.equals("false") ? Optional.of(new ThemeValue.Flag(text.equals("true"))) : wrong(node, "'" + name + "' is true or false", "write true or false");
            case Kind.Image _ -> text.isEmpty() ? Optional.of(new ThemeValue.Image("")) : file(node, PICTURES).map(ThemeValue.Image::new);
            case Kind.Words _ -> throw new IllegalStateException("words are read as a label");
        };
    }

    private Optional<ThemeValue> pair(Node.Mapping mapping, ThemeValue.Color below) {
        var reader = new Reader(mapping, problems);
        var light = reader.node("light").map(node -> color(node)).orElse(Optional.of(below.light()));
        var dark = reader.node("dark").map(node -> color(node)).orElse(Optional.of(below.dark()));
        reader.done();
        return light.flatMap(one -> dark.map(other -> new ThemeValue.Color(one, other)));
    }

    private Optional<String> color(Node node) {
        if (node instanceof Node.Scalar(var at, var text)) {
            var color = Written.color(text);
            if (color.isPresent()) return color;
            problems.error(at, "theme.no-color", text.isEmpty() ? "there is no colour here" : "'" + shortened(text) + "' is no colour",
                    text.isEmpty() ? "put it in quotes, for '#' begins a comment: \"#0b5563\"" : "write it as \"#rrggbb\", in quotes");
            return Optional.empty();
        }
        return wrong(node, "a colour is one value", "write it as \"#rrggbb\", in quotes");
    }

    private Optional<ThemeValue> font(Node.Mapping mapping) {
        var reader = new Reader(mapping, problems);
        var family = reader.node("family");
        var file = reader.node("file");
        reader.done();
        if (family.isEmpty()) return wrong(mapping, "the font has no name", "add 'family:' with the name that the file's font is to have");
        var path = file.map(node -> node instanceof Node.Scalar scalar ? file(scalar, FONTS) : this.<String>wrong(node, "a file is one value", "write its path"));
        if (path.filter(Optional::isEmpty).isPresent() || !(family.get() instanceof Node.Scalar names)) return Optional.empty();
        return families(names, path.flatMap(found -> found));
    }

    private Optional<ThemeValue> families(Node.Scalar node, Optional<String> file) {
        return Written.families(node.value()).<ThemeValue>map(families -> new ThemeValue.Font(families, file))
                .or(() -> wrong(node, "these are no names of fonts", "write names of letters, digits, spaces and hyphens, with commas between: Georgia, serif"));
    }

    private Optional<ThemeValue> words(String name, Node node) {
        var text = new Reader(new Node.Mapping(node.at(), Map.of(name, node)), problems).label(name);
        if (text.isPresent() && text.get().byLanguage().values().stream().anyMatch(one -> one.length() > LONGEST_TEXT)) return wrong(node, "'" + name + "' has more than " + LONGEST_TEXT + " characters", "shorten it");
        return text.map(ThemeValue.Words::new);
    }

    private Optional<String> file(Node.Scalar node, Set<String> endings) {
        var path = node.value();
        if (files.containsKey(path.startsWith("assets/") ? "theme/" + path : path) && isOf(path, endings)) return Optional.of(path);
        var known = files.keySet().stream().map(one -> one.startsWith("theme/") ? one.substring("theme/".length()) : one)
                .filter(one -> (one.startsWith("assets/") || one.startsWith("files/")) && isOf(one, endings)).collect(Collectors.toCollection(TreeSet::new));
        return wrong(node, "there is no file '" + shortened(path) + "' of the site or its theme that ends with " + String.join(", ", new TreeSet<>(endings)),
                near(path, known), "add it below files/ of the site, and write files/ and its name");
    }

    private static boolean isOf(String path, Set<String> endings) {
        return endings.contains(path.substring(path.lastIndexOf('.') + 1));
    }

    private static boolean isWithin(BigDecimal number, BigDecimal least, BigDecimal most) {
        return number.compareTo(least) >= 0 && number.compareTo(most) <= 0;
    }

    /** What is long is no misspelt name, and slow to compare. */
    private static Unknown near(String text, Set<String> known) {
        return new Unknown(text, text.length() > 100 ? Set.of() : known);
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }

    private <T> Optional<T> wrong(Node node, String message, Unknown unknown, String otherwise) {
        problems.error(node.at(), "theme.wrong-value", message, unknown, otherwise);
        return Optional.empty();
    }

    private <T> Optional<T> wrong(Node node, String message, String help) {
        problems.error(node.at(), "theme.wrong-value", message, help);
        return Optional.empty();
    }
}
