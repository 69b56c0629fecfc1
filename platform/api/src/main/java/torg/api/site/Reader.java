package torg.api.site;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import torg.api.text.Text;

/**
 * Reads a mapping key by key, with types, and complains at the right place. A key that nobody asked for is a problem too: call
 * {@link #done()} last. For one thread.
 */
public final class Reader {
    /** Those that there are. */
    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

    private final Node.Mapping mapping;
    private final Problems problems;
    private final Set<String> asked = new LinkedHashSet<>();

    /** Read this mapping; what is wrong with it is added to the problems. */
    public Reader(Node.Mapping mapping, Problems problems) {
        this.mapping = mapping;
        this.problems = problems;
    }

    /** Where the mapping begins. */
    public Position at() {
        return mapping.at();
    }

    /** Where this key's value stands, or the mapping when it is not there. */
    public Position at(String key) {
        return mapping.get(key).map(Node::at).orElse(mapping.at());
    }

    /** Whether the key is written, with a value or without. Only asks: {@link #done} still complains unless somebody reads it. */
    public boolean has(String key) {
        return mapping.entries().containsKey(key);
    }

    /** The value as it is. */
    public Optional<Node> node(String key) {
        asked.add(key);
        return mapping.get(key);
    }

    /** A single value as written; empty when absent, and with a problem when it is a list or a mapping. */
    public Optional<String> text(String key) {
        return node(key).flatMap(node -> switch (node) {
            case Node.Scalar scalar -> Optional.of(scalar.value());
            case Node.Mapping _, Node.Sequence _ -> wrong(node, "'" + key + "' is one value, not a list or a mapping");
        });
    }

    /** A single value that has to be there and not be empty; a problem and {@code ""} otherwise. */
    public String required(String key) {
        var value = text(key);
        if (value.isPresent() && !value.get().isBlank()) return value.get();
        problems.error(at(key), "site.missing", "'" + key + "' is missing here", "add '" + key + ":' with a value");
        return "";
    }

    /** {@code true} or {@code false}; the fallback when absent, and with a problem for anything else. */
    public boolean flag(String key, boolean fallback) {
        var value = text(key);
        if (value.isEmpty()) return fallback;
        if (value.get().equals("true") || value.get().equals("false")) return value.get().equals("true");
        problems.error(at(key), "site.no-flag", "'" + key + "' is '" + value.get() + "', expected true or false", "write true or false");
        return fallback;
    }

    /** A whole number within bounds, both included; the fallback when absent, and with a problem for anything else. */
    public int number(String key, int fallback, int least, int most) {
        var value = text(key);
        if (value.isEmpty()) return fallback;
        try {
            var number = Integer.parseInt(value.get());
            if (number >= least && number <= most) return number;
        } catch (NumberFormatException e) {
            // told below, together with numbers out of bounds
        }
        problems.error(at(key), "site.no-number", "'" + key + "' is '" + value.get() + "', expected a whole number from " + least + " to " + most,
                "write a number in these bounds");
        return fallback;
    }

    /** One of these words; the first when absent, and with a problem for any other. */
    public String word(String key, String... words) {
        var value = text(key).orElse(words[0]);
        if (Arrays.asList(words).contains(value)) return value;
        problems.error(at(key), "site.unknown-word", "'" + key + "' is '" + value + "', expected one of " + String.join(", ", words), new Unknown(value, List.of(words)), "use one of these words");
        return words[0];
    }

    /** One text for all languages, or a mapping of language to text; empty when absent, and with a problem for anything else. */
    public Optional<Text> label(String key) {
        return node(key).flatMap(node -> switch (node) {
            case Node.Scalar scalar -> Optional.of(Text.of(scalar.value()));
            case Node.Mapping languages when !languages.entries().isEmpty() -> {
                var byLanguage = new LinkedHashMap<String, String>();
                languages.entries().forEach((language, value) -> {
                    demandLanguage(language, value.at());
                    if (value instanceof Node.Scalar(Position at, var text)) {
                        if (text.isBlank()) problems.error(at, "site.missing", "the text for language '" + language + "' is empty", "write it, in quotes where it holds a comma or a colon, or take the language away");
                        byLanguage.put(language, text);
                    } else wrong(value, "the text for language '" + language + "' is one value");
                });
                yield byLanguage.isEmpty() ? Optional.<Text>empty() : Optional.of(new Text(byLanguage));
            }
            case Node.Mapping _, Node.Sequence _ -> wrong(node, "'" + key + "' is a text, or a mapping of language to text");
        });
    }

    /** Nobody reads a text in a language that the site does not have. What a site may have had, or will have, is left out like a document in it; anything else is a slip. */
    private void demandLanguage(String language, Position at) {
        var known = problems.languages();
        if (known.isEmpty() || language.isEmpty() || known.stream().anyMatch(tag -> tag.equals(language) || tag.startsWith(language + "-"))) return;
        var message = "'" + language + "' is no language of the site, so nobody reads this text";
        var help = "write it in " + String.join(" or ", new TreeSet<>(known)) + ", or add the language to site.yml";
        if (LANGUAGES.contains(Locale.forLanguageTag(language).getLanguage())) problems.warning(at, "site.unknown-language", message, help);
        else problems.error(at, "site.unknown-language", message, help);
    }

    /** Values by language: a mapping of language to value, or one value for all languages by the tag {@code ""}; none when absent. */
    public Map<String, Node> byLanguage(String key) {
        return switch (node(key).orElse(null)) {
            case null -> Map.of();
            case Node.Mapping languages -> {
                languages.entries().forEach((language, value) -> demandLanguage(language, value.at()));
                yield languages.entries();
            }
            case Node everywhere -> Map.of("", everywhere);
        };
    }

    /** A list of single values; one value alone counts as a list of one. */
    public List<String> texts(String key) {
        return items(key).stream().flatMap(item -> switch (item) {
            case Node.Scalar scalar -> java.util.stream.Stream.of(scalar.value());
            case Node.Mapping _, Node.Sequence _ -> {
                wrong(item, "'" + key + "' is a list of single values");
                yield java.util.stream.Stream.<String>empty();
            }
        }).toList();
    }

    /** A list; one item alone counts as a list of one; empty when absent. */
    public List<Node> items(String key) {
        return node(key).map(node -> node instanceof Node.Sequence sequence ? sequence.items() : List.of(node)).orElse(List.of());
    }

    /** A list of mappings, each read by the function, which calls {@link #done} itself; an item that is no mapping is a problem and left out. */
    public <T> List<T> each(String key, Function<Reader, T> read) {
        var values = new ArrayList<T>();
        for (var item : items(key)) {
            if (item instanceof Node.Mapping one) values.add(read.apply(new Reader(one, problems)));
            else wrong(item, "'" + key + "' is a list of mappings");
        }
        return List.copyOf(values);
    }

    /** A mapping below this key, with its own {@link #done}; empty when absent, and with a problem for anything else. */
    public Optional<Reader> mapping(String key) {
        return node(key).flatMap(node -> node instanceof Node.Mapping below ? Optional.of(new Reader(below, problems)) : wrong(node, "'" + key + "' is a mapping"));
    }

    /** All entries of this mapping, in order, for mappings whose keys are names. */
    public Map<String, Node> entries() {
        asked.addAll(mapping.entries().keySet());
        return mapping.entries();
    }

    /** Complain about keys that nobody asked for. */
    public void done() {
        mapping.entries().forEach((key, node) -> {
            if (asked.contains(key)) return;
            // nobody who asks what could stand here wants what stands here already
            var known = key.equals(Unknown.ASKED) ? asked.stream().filter(name -> !has(name)).toList() : asked;
            problems.error(node.at(), "site.unknown-key", "'" + key + "' is not known here", new Unknown(key, known), asked.isEmpty() ? "remove it" : "remove it; known here: " + String.join(", ", asked));
        });
    }

    private <T> Optional<T> wrong(Node node, String message) {
        problems.error(node.at(), "site.wrong-shape", message, "see the README of the folder for an example");
        return Optional.empty();
    }
}
