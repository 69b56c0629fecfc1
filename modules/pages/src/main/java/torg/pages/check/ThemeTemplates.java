package torg.pages.check;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import torg.api.site.Position;
import torg.spi.site.SiteSource;

/** The theme's templates as far as pages depend on them: which there are, what they include, which slots they have. What else is in them is the painter's. */
public final class ThemeTemplates {
    private static final String FOLDER = "theme/templates/";
    private static final String ENDING = ".mustache";
    private static final Pattern COMMENT = Pattern.compile("\\{\\{![^}]{0,5000}}}");
    private static final Pattern INCLUDE = Pattern.compile("\\{\\{\\s*[<>]\\s*([\\w/-]+)");
    private static final Pattern SLOT = Pattern.compile("\\{\\{\\{?[#&]?\\s*slots\\.([\\w-]+)");
    /** A snippet by its full name, or all of them opened as a whole. */
    private static final Pattern SNIPPET = Pattern.compile("\\{\\{\\{?[#^&]?\\s*snippets(?:\\.([\\w-]+)|\\s*}})");
    /** A site marker by its full name. */
    private static final Pattern MARKER = Pattern.compile("\\{\\{\\{?[#^&]?\\s*markers\\.([\\w-]+)");
    private static final Pattern TAG = Pattern.compile("\\{\\{\\{?[#^&]?\\s*([\\w-]+)\\s*}}");
    /** Slots that are opened as a whole, or other delimiters: then only the painter knows. */
    private static final Pattern UNKNOWABLE = Pattern.compile("\\{\\{#\\s*slots\\s*}}|\\{\\{=");

    private final Set<String> names = new TreeSet<>();
    private final Map<String, Text> texts = new TreeMap<>();
    /** Many pages have few templates. */
    private final Map<String, Optional<Set<String>>> slots = new HashMap<>();

    /**
     * What is written in one.
     *
     * @param path for people
     * @param text comments blanked out, so that every place is where it was
     */
    record Text(String path, String text) {
        /** The place of this offset. */
        Position at(int offset) {
            var before = text.substring(0, offset);
            return new Position(path, 1 + (int) before.chars().filter(character -> character == '\n').count(), offset - before.lastIndexOf('\n'));
        }
    }

    public ThemeTemplates(SiteSource source) {
        source.files().forEach((path, file) -> {
            var dot = path.lastIndexOf('.');
            if (!path.startsWith(FOLDER) || dot < 0) return;
            var name = path.substring(FOLDER.length(), dot);
            names.add(name);
            if (path.endsWith(ENDING)) texts.put(name, new Text(file.path(), withoutComments(new String(file.bytes(), StandardCharsets.UTF_8))));
        });
    }

    private static String withoutComments(String text) {
        return COMMENT.matcher(text).replaceAll(comment -> comment.group().replaceAll("[^\\n]", " "));
    }

    /** Names of all templates, by whatever painter they are for. */
    Set<String> names() {
        return Collections.unmodifiableSet(names);
    }

    /** These templates and all that they include, by name; what modules bring is not there. */
    Map<String, Text> reach(Collection<String> from) {
        var reached = new TreeMap<String, Text>();
        var waiting = new ArrayDeque<>(from);
        while (!waiting.isEmpty()) {
            var name = waiting.poll();
            var text = texts.get(name);
            if (text == null || reached.putIfAbsent(name, text) != null) continue;
            INCLUDE.matcher(text.text).results().forEach(include -> waiting.add(include.group(1)));
        }
        return reached;
    }

    /** What pages are painted with: whole pages, layouts, and their parts, but no components. */
    Map<String, Text> ofPages() {
        return reach(names.stream().filter(name -> !name.contains("/")).toList());
    }

    /** Those of these snippets that templates of pages show. */
    public Set<String> snippets(Set<String> known) {
        var shown = new TreeSet<String>();
        for (var text : ofPages().values()) {
            SNIPPET.matcher(text.text).results().forEach(found -> {
                if (found.group(1) != null) shown.add(found.group(1));
                else TAG.matcher(text.text).results().forEach(tag -> shown.add(tag.group(1)));
            });
        }
        shown.retainAll(known);
        return shown;
    }

    /** Those of these markers that templates of pages lead to. */
    public Map<String, String> markers(Map<String, String> known) {
        var led = new TreeMap<String, String>();
        for (var text : ofPages().values()) {
            MARKER.matcher(text.text).results().map(found -> found.group(1)).filter(known::containsKey).forEach(name -> led.put(name, known.get(name)));
        }
        return led;
    }

    /** The slots a page with this template has; nothing when that cannot be told from the text. */
    Optional<Set<String>> slots(String name) {
        return slots.computeIfAbsent(name, this::slotsIn);
    }

    private Optional<Set<String>> slotsIn(String name) {
        if (!texts.containsKey(name)) return Optional.empty();
        var found = new TreeSet<String>();
        for (var text : reach(Set.of(name)).values()) {
            if (UNKNOWABLE.matcher(text.text).find()) return Optional.empty();
            SLOT.matcher(text.text).results().forEach(slot -> found.add(slot.group(1)));
        }
        return Optional.of(Collections.unmodifiableSet(found));
    }
}
