package torg.pages.tree;

import java.time.Instant;
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

/** Finds pages by address: a fixed name wins over a variable, and a branch that leads nowhere is left again. Immutable after construction. */
public final class PageTree {
    private static final Comparator<Entry> SIBLINGS = Comparator.comparingInt(Entry::order).thenComparing(entry -> entry.page().path());

    /** The character that follows it. */
    private static final char AFTER_SLASH = '/' + 1;

    private final NavigableMap<String, Entry> byPath;
    private final Branch root = new Branch();
    private final NavigableSet<Instant> moments = new TreeSet<>();

    /** With pages by path, variables in braces. */
    public PageTree(Map<String, Entry> byPath) {
        this.byPath = Collections.unmodifiableNavigableMap(new TreeMap<>(byPath));
        this.byPath.values().forEach(this::grow);
        this.byPath.values().stream().flatMap(entry -> entry.publishing().moments()).forEach(moments::add);
    }

    /** A page and the values of its path's variables. */
    public record Match(Entry entry, Map<String, String> variables) {}

    private static final class Branch {
        final Map<String, Branch> fixed = new HashMap<>();
        Branch open;
        String variable;
        Entry entry;
    }

    private void grow(Entry entry) {
        var at = root;
        for (var name : Addresses.segments(entry.page().path())) {
            if (name.startsWith("{")) {
                at.variable = name.substring(1, name.length() - 1);
                if (at.open == null) at.open = new Branch();
                at = at.open;
            } else {
                at = at.fixed.computeIfAbsent(name, _ -> new Branch());
            }
        }
        at.entry = entry;
    }

    /** The page of a decoded address without language and trailing slash. */
    public Optional<Match> find(String address) {
        var fixed = byPath.get(address);
        if (fixed != null && !fixed.hasVariables()) return Optional.of(new Match(fixed, Map.of()));
        return Optional.ofNullable(find(root, Addresses.segments(address), 0, Map.of()));
    }

    private static Match find(Branch at, List<String> names, int depth, Map<String, String> variables) {
        if (depth == names.size()) return at.entry == null ? null : new Match(at.entry, variables);
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
        return byPath.values().stream()
                .filter(entry -> entry.page().parent().filter(path::equals).isPresent() && !entry.hidden() && !entry.hasVariables())
                .sorted(SIBLINGS).toList();
    }

    /** All pages whose address lies below this one, sorted by path. */
    public Collection<Entry> below(String path) {
        var stem = path.equals("/") ? path : path + "/";
        return byPath.subMap(stem, false, stem.substring(0, stem.length() - 1) + AFTER_SLASH, false).values();
    }

    /** The first moment after this one at which a page comes or goes. */
    public Optional<Instant> changes(Instant after) {
        return Optional.ofNullable(moments.higher(after));
    }

    /** All pages, sorted by path. */
    public Collection<Entry> entries() {
        return byPath.values();
    }
}
