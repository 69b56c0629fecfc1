package torg.testkit;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import torg.api.file.Bytes;
import torg.api.file.StoredFile;
import torg.api.table.Relationship;
import torg.api.table.Schema;
import torg.api.table.Table;

/** All rows at one moment, by table and key. A write works on a copy, which then takes the world's place. */
final class World {
    final Schema schema;
    private final Map<String, Map<String, Kept>> rows = new HashMap<>();
    private final Set<Linked> links = new HashSet<>();
    /** Bytes by their digest, those that no row needs any more too. */
    private final Map<String, Bytes> files = new HashMap<>();
    private final Map<String, Long> numbers = new HashMap<>();

    World(Schema schema) {
        this.schema = schema;
    }

    /** The same rows under the tables as they are now. */
    World copy(Schema now) {
        var copy = new World(now);
        rows.forEach((table, kept) -> copy.rows.put(table, new TreeMap<>(kept)));
        copy.links.addAll(links);
        copy.files.putAll(files);
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
        links.removeIf(link -> link.from.equals(table) && link.key.equals(key) || link.to.equals(table) && link.other.equals(key));
    }

    void keep(StoredFile file, Bytes bytes) {
        files.put(file.digest(), bytes);
    }

    Bytes bytes(StoredFile file) {
        return files.get(file.digest());
    }

    /** Whether two rows are linked. */
    boolean linked(Table table, String key, Relationship side, String other) {
        return links.contains(Linked.of(table, key, side, other));
    }

    /** @return whether that changes anything */
    boolean link(Table table, String key, Relationship side, String other, boolean there) {
        var link = Linked.of(table, key, side, other);
        return there ? links.add(link) : links.remove(link);
    }

    /** A link as the side sees it that describes the relationship. */
    private record Linked(String from, String relationship, String to, String key, String other) {
        static Linked of(Table table, String key, Relationship side, String other) {
            return side.described() ? new Linked(table.name(), side.name(), side.target(), key, other) : new Linked(side.target(), side.inverse(), table.name(), other, key);
        }
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
