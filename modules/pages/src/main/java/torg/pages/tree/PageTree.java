package torg.pages.tree;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;

/** Finds pages by address: a fixed name wins over a variable, and a branch that leads nowhere is left again. Immutable after construction. */
public final class PageTree {
    private static final Comparator<Entry> SIBLINGS = Comparator.comparingInt(Entry::order).thenComparing(entry -> entry.page().path());

    /** The character that follows it. */
    private static final char AFTER_SLASH = '/' + 1;

    private final NavigableMap<String, Entry> byPath;
    private final Shape shape;

    /** With pages by path, variables in braces. */
    public PageTree(Map<String, Entry> byPath) {
        this(new TreeMap<>(byPath), new Shape(byPath.values()));
    }

    private PageTree(NavigableMap<String, Entry> byPath, Shape shape) {
        this.byPath = Collections.unmodifiableNavigableMap(byPath);
        this.shape = shape;
    }

    /** The same pages, of which these say something else in their running text, and are otherwise as they were. */
    public PageTree saying(Collection<Entry> otherwise) {
        var now = new TreeMap<>(byPath);
        otherwise.forEach(entry -> now.put(entry.page().path(), entry));
        return new PageTree(now, shape);
    }

    /** Whether the other one has the same pages, of which some may say something else in their running text. */
    public boolean differsInTextsAlone(PageTree other) {
        return shape == other.shape;
    }

    /** A page and the values of its path's variables. */
    public record Match(Entry entry, Map<String, String> variables) {}

    private static final class Branch {
        final Map<String, Branch> fixed = new HashMap<>();
        Branch open;
        String variable;
        String path;
    }

    /** What no running text has a part in: pages by their paths alone. */
    private static final class Shape {
        final Branch root = new Branch();
        final NavigableSet<Instant> moments = new TreeSet<>();
        final Map<String, List<String>> children = new HashMap<>();
        final Map<String, String> carriers = new HashMap<>();

        Shape(Collection<Entry> entries) {
            var inOrder = entries.stream().sorted(SIBLINGS).toList();
            for (var entry : entries) {
                grow(entry.page().path());
                entry.publishing().moments().forEach(moments::add);
                for (var placement : entry.page().placements()) carriers.merge(placement.component(), entry.page().path(), BinaryOperator.minBy(Comparator.naturalOrder()));
            }
            for (var entry : inOrder) {
                if (entry.isFindable()) entry.page().parent().ifPresent(parent -> children.computeIfAbsent(parent, _ -> new ArrayList<>()).add(entry.page().path()));
            }
        }

        private void grow(String path) {
            var at = root;
            for (var name : Addresses.segments(path)) {
                if (name.startsWith("{")) {
                    at.variable = name.substring(1, name.length() - 1);
                    if (at.open == null) at.open = new Branch();
                    at = at.open;
                } else {
                    at = at.fixed.computeIfAbsent(name, _ -> new Branch());
                }
            }
            at.path = path;
        }
    }

    /** The page of a decoded address without language and trailing slash. */
    public Optional<Match> find(String address) {
        var fixed = byPath.get(address);
        if (fixed != null && !fixed.hasVariables()) return Optional.of(new Match(fixed, Map.of()));
        return Optional.ofNullable(find(shape.root, Addresses.segments(address), 0, Map.of()));
    }

    private Match find(Branch at, List<String> names, int depth, Map<String, String> variables) {
        if (depth == names.size()) return at.path == null ? null : new Match(byPath.get(at.path), variables);
        var name = names.get(depth);
        var fixed = at.fixed.get(name);
        if (fixed != null) {
            var match = find(fixed, names, depth + 1, variables);
            if (match != null) return match;
        }
        if (at.open == null) return null;
        var more = new HashMap<>(variables);
        more.put(at.variable, name);
        return find(at.open, names, depth + 1, more);
    }

    /** The page of this very path, variables in braces. */
    public Optional<Entry> entry(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /** The page of this very path, else the deepest one whose address it lies below; there a page with variables counts for every address it has. */
    public Optional<Entry> above(String path) {
        var itself = entry(path);
        if (itself.isPresent()) return itself;
        for (var at = parent(path); !at.isEmpty(); at = parent(at)) {
            var match = find(at);
            if (match.isPresent()) return match.map(Match::entry);
        }
        return entry("/");
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    /** Pages right below this one that generated menus show, in order. */
    public List<Entry> children(String path) {
        return shape.children.getOrDefault(path, List.of()).stream().map(byPath::get).toList();
    }

    /** All pages whose address lies below this one, sorted by path. */
    public Collection<Entry> below(String path) {
        var stem = path.equals("/") ? path : path + "/";
        return byPath.subMap(stem, false, stem.substring(0, stem.length() - 1) + AFTER_SLASH, false).values();
    }

    /** The first moment after this one at which a page comes or goes. */
    public Optional<Instant> changes(Instant after) {
        return Optional.ofNullable(shape.moments.higher(after));
    }

    /** The first page by path on which this component stands. */
    public Optional<Entry> carrier(String component) {
        return Optional.ofNullable(shape.carriers.get(component)).map(byPath::get);
    }

    /** All pages, sorted by path. */
    public Collection<Entry> entries() {
        return byPath.values();
    }
}
