package torg.studio.desk;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import torg.api.site.Document;
import torg.api.site.Edition;
import torg.api.site.Node;
import torg.api.site.Site;

/**
 * A page, list, template or whatever else people think of as one thing, in all its languages. An edition is a thing of its own, called like the one in whose place it stands, with its time.
 *
 * @param shelf where it stands among the others: the name of its folder, or {@code themes}, {@code menus}, {@code words}, {@code settings} for what lies elsewhere
 * @param name path below that folder without language and, for documents, without ending
 * @param paths of its files, by language; the default one is {@code ""}
 * @param title what its document calls it; else its name
 * @param spoken languages beside those of its files in which it says all that it says: its title is in them, and there is no text to be translated
 */
public record Work(String shelf, String name, TreeMap<String, String> paths, String title, Set<String> spoken) implements Comparable<Work> {
    /** Shelves in the order in which people look for things; others follow. */
    public static final List<String> SHELVES = List.of("pages", "page-types", "snippets", "menus", "words", "files", "lists", "charts", "records", "forms", "tables", "roles", "permissions", "maps", "themes", "settings");
    /** Shelves of what is written in one file for each language. */
    public static final Set<String> WRITTEN = Set.of("pages", "snippets", "words");
    private static final Map<String, String> OF_ROOT = Map.of("site.yml", "settings", "navigation.yml", "menus", "redirects.yml", "menus");
    private static final List<String> TITLES = List.of("title", "plural", "label", "name", "list", "chart", "form", "record", "table", "role", "map");

    /** The works that these files are, in order. */
    public static List<Work> of(Site site, Iterable<String> paths, Locale locale) {
        var documents = site.documents().stream().collect(Collectors.toMap(document -> place(document.path()), document -> document, (first, _) -> first));
        var languages = site.settings().locales().stream().map(Locale::toLanguageTag).collect(Collectors.toSet());
        var works = new TreeMap<String, Work>();
        for (var path : paths) {
            var shelf = shelf(site, path);
            var name = name(site, shelf, path);
            var language = language(name, languages);
            var plain = language.isEmpty() ? name : name.substring(0, name.length() - language.length() - 1);
            works.computeIfAbsent(shelf + "/" + plain, _ -> new Work(shelf, plain, new TreeMap<>(), plain, Set.of())).paths.put(language, path);
        }
        return works.values().stream().map(work -> work.titled(documents, locale)).sorted().toList();
    }

    /** The one that this file belongs to, alone. */
    public static Work of(Site site, String path, Locale locale) {
        return of(site, List.of(path), locale).getFirst();
    }

    public static String shelf(Site site, String path) {
        if (path.startsWith("themes/")) return "themes";
        var below = path.substring(site.path("").length());
        var slash = below.indexOf('/');
        if (slash > 0) return below.substring(0, slash);
        return below.startsWith("messages.") ? "words" : OF_ROOT.getOrDefault(below, "settings");
    }

    private static String name(Site site, String shelf, String path) {
        if (shelf.equals("themes")) return path.substring("themes/".length());
        var below = path.substring(site.path("").length());
        var name = below.startsWith(shelf + "/") ? below.substring(shelf.length() + 1) : below;
        return shelf.equals("files") ? name : name.replaceFirst("\\.(md|html|yml)$", "");
    }

    private static String language(String name, Set<String> languages) {
        var tag = name.substring(name.lastIndexOf('.') + 1);
        return languages.contains(tag) && !tag.equals(name) ? tag : "";
    }

    private Work titled(Map<String, Document> documents, Locale locale) {
        var own = Optional.ofNullable(paths.get(locale.toLanguageTag())).map(Work::place).map(documents::get);
        var base = Optional.ofNullable(documents.get(place(path())));
        var said = Stream.of(own, base, Optional.ofNullable(documents.get(place(untranslated())))).flatMap(Optional::stream).flatMap(document -> title(document, locale).stream()).findFirst();
        return new Work(shelf, name, paths, said.map(called -> called + time()).orElse(title), base.map(Work::spoken).orElse(Set.of()));
    }

    /** Where what a file says is shown, which is elsewhere for an edition. */
    private static String place(String path) {
        return Edition.ifAny(path).map(Edition::place).orElse(path);
    }

    /** When it stands in the place of another; empty for what stands where it lies. */
    public Optional<Edition> edition() {
        return Edition.ifAny(path());
    }

    /** As its name says it, {@code @2027-01-01}. */
    private String time() {
        return edition().map(_ -> " " + name.substring(placed().length())).orElse("");
    }

    /** Its name, or the name of that in whose place it stands: what stands behind it says when. */
    private String placed() {
        return edition().map(edition -> name.substring(0, name.length() - (path().length() - edition.place().length()))).orElse(name);
    }

    private static Set<String> spoken(Document document) {
        if (!document.body().isBlank() || !(document.fields().get("title").orElse(null) instanceof Node.Mapping titles)) return Set.of();
        return titles.entries().keySet();
    }

    /** What a document calls itself. */
    public static Optional<String> title(Document document, Locale locale) {
        return TITLES.stream().flatMap(key -> document.fields().get(key).stream()).flatMap(node -> text(node, locale).stream()).findFirst();
    }

    private static Optional<String> text(Node node, Locale locale) {
        return switch (node) {
            case Node.Scalar(_, var value) when !value.isBlank() -> Optional.of(value);
            case Node.Mapping mapping -> mapping.get(locale.toLanguageTag()).or(() -> mapping.entries().values().stream().findFirst()).flatMap(inner -> inner instanceof Node.Scalar(_, var value) ? Optional.of(value) : Optional.empty());
            default -> Optional.empty();
        };
    }

    /** Its file in the default language, else any. */
    public String path() {
        return paths.getOrDefault("", paths.firstEntry().getValue());
    }

    /** The path without a language, where the file of the default language lies. */
    public String untranslated() {
        var language = paths.firstKey();
        var path = paths.firstEntry().getValue();
        var dot = path.lastIndexOf('.');
        return language.isEmpty() ? path : path.substring(0, dot - language.length() - 1) + path.substring(dot);
    }

    /** The address of a page; empty for what has none. */
    public Optional<String> address() {
        if (!shelf.equals("pages") || name.startsWith("special/")) return Optional.empty();
        var placed = placed();
        return Optional.of(placed.equals("index") ? "/" : "/" + placed.replaceFirst("/index$", ""));
    }

    /** The address of a page that has one alone, without a variable in it. */
    public Optional<String> fixedAddress() {
        return address().filter(address -> !address.contains("["));
    }

    /** Whether it can go to another address. */
    public boolean moves() {
        return edition().isEmpty() && address().filter(address -> !address.equals("/")).isPresent();
    }

    /** How many pages or folders stand above it on its shelf. */
    public int depth() {
        return (int) address().orElse("/" + name).chars().filter(letter -> letter == '/').count() - 1;
    }

    /** Languages of the site in which it has no file yet, though others like it have. */
    public TreeSet<String> missing(Site site) {
        var missing = new TreeSet<String>();
        if (!WRITTEN.contains(shelf)) return missing;
        var tags = site.settings().locales().stream().map(Locale::toLanguageTag).toList();
        tags.stream().filter(tag -> !paths.containsKey(tag) && !spoken.contains(tag)).forEach(missing::add);
        if (paths.containsKey("")) missing.remove(tags.getFirst());
        return missing;
    }

    /** Where its file in another language would lie. */
    public String pathIn(String language) {
        var base = untranslated();
        var dot = base.lastIndexOf('.');
        return base.substring(0, dot) + "." + language + base.substring(dot);
    }

    private String key() {
        var place = SHELVES.indexOf(shelf);
        var order = shelf.equals("pages") && name.startsWith("special/") ? "\uffff" + name : address().map(address -> address + (edition().isPresent() ? "/" + name : "")).orElse(name);
        return (char) ('a' + (place < 0 ? SHELVES.size() : place)) + shelf + "\0" + order.replace('/', '\0');
    }

    @Override
    public int compareTo(Work other) {
        return key().compareTo(other.key());
    }
}
