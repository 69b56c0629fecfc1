package torg.sync.compare;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Keys that were seen, eight bytes of each: a million of them take 8 MB. First all are added, then it is asked. For one thread. */
final class Keys {
    private long[] digests = new long[1_024];
    private int count;
    private boolean sorted;

    void add(String key) {
        if (count == digests.length) digests = Arrays.copyOf(digests, count * 2);
        digests[count++] = digest(key);
        sorted = false;
    }

    boolean has(String key) {
        if (!sorted) Arrays.sort(digests, 0, count);
        sorted = true;
        return Arrays.binarySearch(digests, 0, count, digest(key)) >= 0;
    }

    private static long digest(String key) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8))).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
