package torg.store.sql;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Keeps what was compiled lately, twice the size at most: when the young ones are many, the old ones go. */
public final class Cache<K, V> {
    private final int size;
    private volatile Map<K, V> young = new ConcurrentHashMap<>();
    private volatile Map<K, V> old = Map.of();

    public Cache(int size) {
        this.size = size;
    }

    public V get(K key, Supplier<V> compile) {
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

    /** The very same object; conditions may be large, and are made once per site and role set. */
    public record Same(Object it) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Same same && same.it == it;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(it);
        }
    }
}
