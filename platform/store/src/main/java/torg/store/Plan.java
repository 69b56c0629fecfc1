package torg.store;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import torg.api.table.Column;

/**
 * A question's SQL.
 *
 * @param page reads key, version, the cells, then what the rows are ordered by
 * @param count counts all rows that match and are visible
 */
record Plan(Statement page, Statement count, List<Cell> cells, List<Cell> order) {

    /** A value of a row: the path it is for, and where it stands in the result. */
    record Cell(String path, int at, Column column) {}

    /** What a plan depends on; the caller's values are not part of it. */
    record Key(Known known, String shape, List<Same> grants, Standing standing) {}

    /** The very same object; conditions may be large, and are made once per site and role set. */
    record Same(Object it) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Same same && same.it == it;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(it);
        }
    }

    /** Keeps what was compiled lately, twice the size at most: when the young ones are many, the old ones go. */
    static final class Cache<K, V> {
        private final int size;
        private volatile Map<K, V> young = new ConcurrentHashMap<>();
        private volatile Map<K, V> old = Map.of();

        Cache(int size) {
            this.size = size;
        }

        V get(K key, Supplier<V> compile) {
            var found = young.get(key);
            if (found != null) return found;
            found = old.get(key);
            if (found == null) found = compile.get();
            if (young.size() >= size) age();
            young.put(key, found);
            return found;
        }

        private synchronized void age() {
            if (young.size() < size) return;
            old = young;
            young = new ConcurrentHashMap<>();
        }
    }
}
