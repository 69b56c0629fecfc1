package torg.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.SiteMarkers;
import torg.api.site.Unknown;

/**
 * Site markers: {@code marker: terms} names a page, and wherever a document leads to {@code marker:terms} its path stands by the time a compiler sees it. So every
 * module's documents may say it, and none has to know. A document that names none is the same object as before, and so is one whose pages did not move. For one thread.
 */
final class Markers {
    private static final String KEY = "marker";
    private static final String SCHEME = "marker:";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,59}");
    /** As an address begins: alone, or as the target of a link in Markdown or HTML. What follows is a part of the address, or it ends there. */
    private static final Pattern NAMED = Pattern.compile("(?:\\A|(?<=]\\()|(?<=]\\(<)|(?<=]: )|(?<=]:)|(?<=href=[\"']))marker:([\\w-]+)(?![^/?#)>\"'\\s])");

    private Known known = new Known(0, Map.of(), Map.of());

    /** A document as it was settled, and where the markers that it names led; nowhere is told each time. */
    private record Settled(Document document, Map<String, Optional<String>> led) {
        boolean holds(Map<String, String> markers) {
            return led.entrySet().stream().allMatch(one -> one.getValue().isPresent() && one.getValue().equals(Optional.ofNullable(markers.get(one.getKey()))));
        }
    }

    /**
     * What was settled last.
     *
     * @param number of the reading of these documents
     * @param settled those that lead to markers
     * @param folders all of them, as {@link Result} has them
     */
    record Known(int number, Map<Document, Settled> settled, Map<String, List<Document>> folders) {}

    /** Documents by folder, sorted by path and without a marker in them, and the markers that there are. */
    record Result(Map<String, List<Document>> folders, SiteMarkers markers) {}

    /** What was settled last, to go back to. */
    Known known() {
        return known;
    }

    void known(Known before) {
        known = before;
    }

    /** Whether something in the document leads to a marker; asked once for each. */
    static boolean leads(Document document) {
        return document.body().contains(SCHEME) || leads(document.fields());
    }

    /** Whether it is a page that names markers of its own; asked once for each. */
    static boolean marks(Document document) {
        return document.folder().equals("pages") && !document.type().equals("yml") && document.fields().get(KEY).isPresent();
    }

    private static boolean leads(Node node) {
        return switch (node) {
            case Node.Scalar(_, var value) -> value.contains(SCHEME);
            case Node.Sequence(_, var items) -> items.stream().anyMatch(Markers::leads);
            case Node.Mapping(_, var entries) -> entries.values().stream().anyMatch(Markers::leads);
        };
    }

    /** Settle all documents of a site. */
    Result settle(Sources.Written written, String defaultLanguage, Problems problems) {
        var markers = markers(written.marking(), defaultLanguage, problems);
        var settled = new IdentityHashMap<Document, Settled>();
        written.leading().forEach(document -> settled.put(document, settled(document, markers, problems)));
        var folders = written.changes().filter(changes -> changes.since() == known.number).map(changes -> patched(changes.now(), settled)).orElseGet(() -> grouped(written.all(), settled));
        known = new Known(written.number(), settled, folders);
        return new Result(folders, new SiteMarkers(markers));
    }

    private static Map<String, List<Document>> grouped(List<Document> documents, Map<Document, Settled> settled) {
        return documents.stream().map(document -> settled(document, settled)).collect(Collectors.groupingBy(Document::folder));
    }

    /** The folders of the last time with what is another in them; all other documents are not looked at. */
    private Map<String, List<Document>> patched(SortedMap<String, Optional<Document>> changes, Map<Document, Settled> settled) {
        var folders = new HashMap<>(known.folders);
        var others = new TreeMap<String, Optional<Document>>();
        settled.forEach((document, one) -> {
            var before = known.settled.get(document);
            if (before == null || before.document != one.document) others.put(document.path(), Optional.of(one.document));
        });
        changes.forEach((path, now) -> others.put(path, now.map(document -> settled(document, settled))));
        var copied = new HashMap<String, List<Document>>();
        others.forEach((path, now) -> ByPath.put(copied.computeIfAbsent(folder(path), folder -> new ArrayList<>(folders.getOrDefault(folder, List.of()))), Document::path, path, now));
        folders.putAll(copied);
        folders.values().removeIf(List::isEmpty);
        return folders;
    }

    private static Document settled(Document document, Map<Document, Settled> settled) {
        return settled.containsKey(document) ? settled.get(document).document : document;
    }

    /** {@code pages} of {@code content/site/pages/terms.md}; empty for what lies in the site's root. */
    private static String folder(String path) {
        var start = path.indexOf('/', path.indexOf('/') + 1) + 1;
        return path.substring(start, Math.max(start, path.indexOf('/', start)));
    }

    private static Map<String, String> markers(List<Document> documents, String defaultLanguage, Problems problems) {
        var markers = new TreeMap<String, String>();
        for (var document : documents) {
            if (!document.language().isEmpty() && !document.language().equals(defaultLanguage)) continue;
            document.fields().get(KEY).ifPresent(node -> names(node).forEach(name -> mark(document, name, markers, problems)));
        }
        return markers;
    }

    /** One or several; what is neither is told by whoever reads the page. */
    private static List<Node.Scalar> names(Node node) {
        return (node instanceof Node.Sequence sequence ? sequence.items() : List.of(node)).stream().filter(Node.Scalar.class::isInstance).map(Node.Scalar.class::cast).toList();
    }

    private static void mark(Document document, Node.Scalar name, Map<String, String> markers, Problems problems) {
        if (!NAME.matcher(name.value()).matches()) {
            problems.error(name.at(), "site.marker", "'" + name.value() + "' is no name of a marker", "write it with lower-case letters, digits and '-'");
        } else if (document.name().startsWith("special/") || document.name().contains("[")) {
            problems.error(name.at(), "site.marker", "nothing can lead to this page by a name, because it has no address of its own", "mark another page");
        } else {
            var path = "/" + document.name().replaceFirst("(^|/)index$", "");
            var other = markers.putIfAbsent(name.value(), path);
            if (other != null) problems.error(name.at(), "site.marker-twice", "'" + name.value() + "' is the marker of '" + other + "' already", "give one of the two another name");
        }
    }

    private Settled settled(Document document, Map<String, String> markers, Problems problems) {
        var before = known.settled.get(document);
        if (before != null && before.holds(markers)) return before;
        var led = new HashMap<String, Optional<String>>();
        var fields = (Node.Mapping) node(document.fields(), markers, led, problems);
        var body = NAMED.matcher(document.body()).replaceAll(found -> Matcher.quoteReplacement(path(found, document.body(), in(document, found.start()), markers, led, problems)));
        return new Settled(new Document(document.path(), document.folder(), document.name(), document.language(), document.type(), fields, body, document.bodyLine()), led);
    }

    private static Node node(Node node, Map<String, String> markers, Map<String, Optional<String>> led, Problems problems) {
        return switch (node) {
            case Node.Scalar(var at, var value) when value.contains(SCHEME) ->
                    new Node.Scalar(at, NAMED.matcher(value).replaceAll(found -> Matcher.quoteReplacement(path(found, value, at, markers, led, problems))));
            case Node.Scalar scalar -> scalar;
            case Node.Sequence(var at, var items) -> new Node.Sequence(at, items.stream().map(item -> node(item, markers, led, problems)).toList());
            case Node.Mapping(var at, var entries) -> {
                var all = new LinkedHashMap<String, Node>();
                entries.forEach((key, value) -> all.put(key, node(value, markers, led, problems)));
                yield new Node.Mapping(at, all);
            }
        };
    }

    /** Home is a slash, and so is what an address goes on with. */
    private static String path(MatchResult found, String text, Position at, Map<String, String> markers, Map<String, Optional<String>> led, Problems problems) {
        var name = found.group(1);
        var path = markers.get(name);
        led.put(name, Optional.ofNullable(path));
        if (path == null) {
            problems.error(at, "site.no-marker", "no page has the marker '" + name + "'", new Unknown(name, markers.keySet()), "add 'marker: " + name + "' to the page that is meant");
            return "/";
        }
        return path.equals("/") && text.startsWith("/", found.end()) ? "" : path;
    }

    private static Position in(Document document, int offset) {
        var before = document.body().substring(0, offset);
        return new Position(document.path(), document.bodyLine() + (int) before.chars().filter(character -> character == '\n').count(), offset - before.lastIndexOf('\n'));
    }
}
