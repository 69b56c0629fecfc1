package torg.testkit;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import torg.api.table.Schema;

/** All rows at one moment, by table and key. A write works on a copy, which then takes the world's place. */
final class World {
    final Schema schema;
    private final Map<String, Map<String, Kept>> rows = new HashMap<>();
    private final Map<String, Long> numbers = new HashMap<>();

    World(Schema schema) {
        this.schema = schema;
    }

    /** The same rows under the tables as they are now. */
    World copy(Schema now) {
        var copy = new World(now);
        rows.forEach((table, kept) -> copy.rows.put(table, new TreeMap<>(kept)));
        copy.numbers.putAll(numbers);
        return copy;
    }

    Optional<Kept> find(String table, String key) {
        return Optional.ofNullable(rows.getOrDefault(table, Map.of()).get(key));
    }

    /** All rows of a table in key order. */
    Collection<Kept> all(String table) {
        return rows.getOrDefault(table, Map.of()).values();
    }

    void put(String table, Kept row) {
        rows.computeIfAbsent(table, _ -> new TreeMap<>()).put(row.key(), row);
    }

    void remove(String table, String key) {
        rows.getOrDefault(table, new TreeMap<>()).remove(key);
    }

    long nextNumber(String table) {
        return numbers.merge(table, 1L, Long::sum);
    }

    /** A row as it is kept: only cells with a value, the key column included. */
    record Kept(String key, long version, Map<String, Object> cells) {
        Kept {
            cells = Collections.unmodifiableMap(new TreeMap<>(cells));
        }
    }
}
