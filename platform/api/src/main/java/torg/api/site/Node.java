package torg.api.site;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A piece of a YAML document that remembers where it stands, so that every complaint can name file, line and column.
 * Scalars are kept as written; whoever reads one says what type it has to be, through {@link Reader}.
 */
public sealed interface Node {
    /** Where it begins. */
    Position at();

    /** Keys and values in document order. */
    record Mapping(Position at, Map<String, Node> entries) implements Node {
        public Mapping {
            // Of one key there is no order to keep, and thousands of documents have no more.
            entries = entries.size() < 2 ? Map.copyOf(entries) : Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        /** The value of this key; empty when the key is not written. */
        public Optional<Node> get(String key) {
            return Optional.ofNullable(entries.get(key));
        }
    }

    /** Values in order. */
    record Sequence(Position at, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** A single value as written, quotes removed; the empty string for an empty value. */
    record Scalar(Position at, String value) implements Node {}

    /** A mapping without entries. */
    static Mapping empty(Position at) {
        return new Mapping(at, Map.of());
    }
}
