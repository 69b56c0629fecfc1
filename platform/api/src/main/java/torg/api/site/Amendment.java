package torg.api.site;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/**
 * A change at one place of a document's fields, by which all else stays as its author wrote it. A place is a path of keys, and of numbers from 0 for the items of
 * lists: {@code main, 0, title} is the title of the first item of {@code main}.
 */
public sealed interface Amendment {
    /** What a place is given: a new key comes last, and mappings and lists on the way that are not there are made. At the end of a list it is one more item. */
    record Put(List<String> at, Node value) implements Amendment {
        public Put {
            at = place(at);
        }
    }

    /** Another item of a list, at this place: those that were there and behind follow. */
    record Insert(List<String> at, Node value) implements Amendment {
        public Insert {
            at = place(at);
        }
    }

    /** What stands there goes, if anything does. */
    record Remove(List<String> at) implements Amendment {
        public Remove {
            at = place(at);
        }
    }

    /**
     * An item of a list goes elsewhere, as its author wrote it.
     *
     * @param to where it is an item afterwards; counted when it is gone from where it was
     */
    record Move(List<String> from, List<String> to) implements Amendment {
        public Move {
            from = place(from);
            to = place(to);
        }
    }

    private static List<String> place(List<String> at) {
        if (at.isEmpty()) throw new IllegalArgumentException("an amendment has a place");
        return List.copyOf(at);
    }

    /**
     * What these fields say afterwards. What has changed knows no position.
     *
     * @throws TorgException CONFLICT {@code site.no-place} when there is no such place
     */
    default Node.Mapping in(Node.Mapping fields) {
        return (Node.Mapping) switch (this) {
            case Put(var at, var value) -> put(fields, at, value, false);
            case Insert(var at, var value) -> put(fields, at, value, true);
            case Remove(var at) -> remove(fields, at);
            case Move(var from, var to) -> put(remove(fields, from), to, find(fields, from), true);
        };
    }

    /** How a list or mapping comes to be of which this is the first key. */
    static Node within(String key, Node value) {
        return key.equals("0") ? new Node.Sequence(value.at(), List.of(value)) : new Node.Mapping(value.at(), Map.of(key, value));
    }

    private static Node put(Node node, List<String> at, Node value, boolean insert) {
        if (at.isEmpty()) return value;
        var key = at.getFirst();
        var rest = at.subList(1, at.size());
        return switch (node) {
            case Node.Scalar(_, var text) when text.isEmpty() -> within(key, made(rest, value));
            case Node.Mapping mapping when mapping.entries().isEmpty() -> within(key, made(rest, value));
            case Node.Mapping(var where, var entries) -> {
                var changed = new LinkedHashMap<>(entries);
                changed.put(key, entries.containsKey(key) ? put(entries.get(key), rest, value, insert) : made(rest, value));
                yield new Node.Mapping(where, changed);
            }
            case Node.Sequence(var where, var items) -> {
                var changed = new ArrayList<>(items);
                var index = index(key, items.size() + 1);
                if (index == items.size() || insert && rest.isEmpty()) changed.add(index, made(rest, value));
                else changed.set(index, put(items.get(index), rest, value, insert));
                yield new Node.Sequence(where, changed);
            }
            case Node.Scalar _ -> throw nowhere(key);
        };
    }

    private static Node made(List<String> rest, Node value) {
        return rest.isEmpty() ? value : within(rest.getFirst(), made(rest.subList(1, rest.size()), value));
    }

    private static Node remove(Node node, List<String> at) {
        var key = at.getFirst();
        var rest = at.subList(1, at.size());
        return switch (node) {
            case Node.Mapping(var where, var entries) when entries.containsKey(key) -> {
                var changed = new LinkedHashMap<>(entries);
                if (rest.isEmpty()) changed.remove(key);
                else changed.put(key, remove(entries.get(key), rest));
                yield new Node.Mapping(where, changed);
            }
            case Node.Sequence(var where, var items) -> {
                var changed = new ArrayList<>(items);
                var index = index(key, items.size());
                if (rest.isEmpty()) changed.remove(index);
                else changed.set(index, remove(items.get(index), rest));
                yield new Node.Sequence(where, changed);
            }
            case Node.Mapping _, Node.Scalar _ -> node;
        };
    }

    private static Node find(Node node, List<String> at) {
        for (var key : at) {
            node = switch (node) {
                case Node.Mapping mapping -> mapping.get(key).orElseThrow(() -> nowhere(key));
                case Node.Sequence(_, var items) -> items.get(index(key, items.size()));
                case Node.Scalar _ -> throw nowhere(key);
            };
        }
        return node;
    }

    private static int index(String key, int size) {
        if (key.matches("\\d{1,6}") && Integer.parseInt(key) < size) return Integer.parseInt(key);
        throw nowhere(key);
    }

    private static TorgException nowhere(String key) {
        return TorgException.of(ProblemKind.CONFLICT, "site.no-place", "the document has no place '" + key + "'").help("look at what the document says now");
    }
}
