package torg.site;

import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.SiteTexts;
import torg.api.site.Unknown;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

/** Collects the site's own words from {@code messages.<language>.yml}. Built in: every module's words can be replaced, whichever modules there are. */
final class TextsCompiler implements SiteCompiler<SiteTexts> {
    static final String NAME = "messages";

    /** A word that a template shows. */
    private static final Pattern SHOWN = Pattern.compile("\\btext\\.([\\w-]{1,100})");
    private static final Pattern PLACE = Pattern.compile("\\{(\\d+)");

    private final Map<String, String> known;

    /** @param known words that there are to replace, by key, as modules say them in English; nobody changes them meanwhile; empty when nobody can say */
    TextsCompiler(Map<String, String> known) {
        this.known = known;
    }

    boolean knows(Map<String, String> words) {
        return known == words || known.equals(words);
    }

    @Override
    public Class<SiteTexts> part() {
        return SiteTexts.class;
    }

    @Override
    public SiteTexts compile(SiteSource source, Problems problems) {
        var byLanguage = new HashMap<String, Map<String, String>>();
        var documents = source.documents("").stream().filter(document -> document.name().equals(NAME) && document.type().equals("yml")).toList();
        for (var document : documents) byLanguage.put(document.language(), words(document, problems));
        for (var document : documents) documents.forEach(other -> tellMissing(document, other, problems));
        if (!known.isEmpty()) tellUnknown(documents, templates(source), problems);
        return new SiteTexts(byLanguage);
    }

    private static Map<String, String> words(Document document, Problems problems) {
        var words = new HashMap<String, String>();
        document.fields().entries().forEach((key, value) -> {
            if (value instanceof Node.Scalar(var at, var text)) {
                checkPlaces(key, text, at, problems);
                words.put(key, text);
            } else problems.error(value.at(), "site.wrong-shape", "'" + key + "' is one text, not a list or a mapping",
                    "write keys as one word with dots, such as 'orders.empty: ...'");
        });
        return Map.copyOf(words);
    }

    /** A word that is replaced in one language stays the module's own in the other, or is missing there. */
    private static void tellMissing(Document document, Document other, Problems problems) {
        var missing = document.fields().entries().entrySet().stream().filter(word -> other.fields().get(word.getKey()).isEmpty()).toList();
        if (missing.isEmpty()) return;
        var more = missing.size() == 1 ? "" : " (nor " + (missing.size() - 1) + " more)";
        problems.warning(missing.getFirst().getValue().at(), "site.word-in-one-language", "'" + missing.getFirst().getKey() + "' is not in " + file(other) + more + ", where people read another text",
                "add it to " + file(other));
    }

    private static String file(Document document) {
        return document.path().substring(document.path().lastIndexOf('/') + 1);
    }

    /** A warning, since the module whose word it is may come later, or be away for a moment. */
    private void tellUnknown(List<Document> documents, List<String> templates, Problems problems) {
        var meant = new TreeSet<>(known.keySet());
        templates.forEach(text -> SHOWN.matcher(text).results().forEach(shown -> meant.add(shown.group(1))));
        for (var document : documents) {
            document.fields().entries().forEach((key, value) -> {
                if (!(value instanceof Node.Scalar(var at, var text))) return;
                if (known.containsKey(key)) tellPlaces(key, text, at, problems);
                else if (!isNamed(key, templates)) problems.warning(at, "site.unknown-word", "'" + key + "' is no word of a module or of the theme, so nobody reads it",
                        new Unknown(key, meant), "remove it, or name it in a template");
            });
        }
    }

    private void tellPlaces(String key, String text, Position at, Problems problems) {
        var filled = PLACE.matcher(known.get(key)).results().map(place -> place.group(1)).collect(Collectors.toSet());
        PLACE.matcher(text).results().map(place -> place.group(1)).filter(place -> !filled.contains(place)).findFirst().ifPresent(place -> problems.warning(at, "site.unknown-place",
                "nothing stands for '{" + place + "}' in '" + key + "'", filled.isEmpty() ? "write the text without places" : "use {" + String.join("}, {", new TreeSet<>(filled)) + "}"));
    }

    /** Whatever a theme's templates look like, a word that one shows is named in it. */
    private static boolean isNamed(String key, List<String> templates) {
        var name = Pattern.compile("(?<![\\w-])" + Pattern.quote(key) + "(?![\\w-])");
        return templates.stream().anyMatch(text -> name.matcher(text).find());
    }

    private static List<String> templates(SiteSource source) {
        return source.files().entrySet().stream().filter(file -> file.getKey().startsWith("theme/templates/"))
                .map(file -> new String(file.getValue().bytes(), StandardCharsets.UTF_8)).toList();
    }

    /** A text whose places cannot be read would fail on every page that fills them in. */
    private static void checkPlaces(String key, String text, Position at, Problems problems) {
        try {
            new MessageFormat(text, Locale.ROOT);
        } catch (IllegalArgumentException e) {
            problems.error(at, "site.open-place", "'" + key + "' has a brace that begins no place for a value",
                    "write a place as {0}, with a number and a closing brace, or take the brace out");
        }
    }
}
