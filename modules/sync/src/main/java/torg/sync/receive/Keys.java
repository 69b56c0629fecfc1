package torg.sync.receive;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import torg.api.text.Sha256;

/** A set of keys, eight bytes of each: a million of them take 8 MB. First all are added, then it is asked. For one thread. */
public final class Keys {
    /** Parts that the set is kept in; that of a key is told by its first six bits. */
    private static final int BITS = 6;
    private long[] digests = new long[1_024];
    private int count;
    private boolean sorted;

    /** Those that {@link #parts} wrote down. */
    static Keys of(Collection<String> parts) {
        var keys = new Keys();
        for (var part : parts) {
            for (var bytes = ByteBuffer.wrap(Base64.getDecoder().decode(part)); bytes.hasRemaining(); ) keys.add(bytes.getLong());
        }
        return keys;
    }

    /** Keys as they are kept. */
    static String text(Collection<String> all) {
        var keys = new Keys();
        all.forEach(keys::add);
        keys.sort();
        return keys.text(0, keys.count);
    }

    public void add(String key) {
        add(digest(key));
    }

    private void add(long digest) {
        if (count == digests.length) digests = Arrays.copyOf(digests, count * 2);
        digests[count++] = digest;
        sorted = false;
    }

    /** Add all of the others, except these. */
    void addAll(Keys others, Collection<String> except) {
        var left = new Keys();
        except.forEach(left::add);
        for (var i = 0; i < others.count; i++) if (!left.has(others.digests[i])) add(others.digests[i]);
    }

    public boolean has(String key) {
        return has(digest(key));
    }

    private boolean has(long digest) {
        sort();
        return Arrays.binarySearch(digests, 0, count, digest) >= 0;
    }

    /** The set in parts by number, as texts: where keys come and go one by one, most of them stay as they are. */
    Map<Integer, String> parts() {
        sort();
        var parts = new HashMap<Integer, String>();
        for (int from = 0, to; from < count; from = to) {
            var part = part(digests[from]);
            for (to = from; to < count && part(digests[to]) == part; ) to++;
            parts.put(part, text(from, to));
        }
        return parts;
    }

    private String text(int from, int to) {
        var bytes = ByteBuffer.allocate((to - from) * Long.BYTES);
        Arrays.stream(digests, from, to).distinct().forEach(bytes::putLong);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), bytes.position()));
    }

    private static int part(long digest) {
        return (int) (digest >>> Long.SIZE - BITS);
    }

    private void sort() {
        if (!sorted) Arrays.sort(digests, 0, count);
        sorted = true;
    }

    private static long digest(String key) {
        return ByteBuffer.wrap(Sha256.of(key.getBytes(StandardCharsets.UTF_8))).getLong();
    }
}
