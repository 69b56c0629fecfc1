package torg.identity.passkeys;

import com.yubico.webauthn.data.ByteArray;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import torg.api.text.Sha256;

/**
 * What an authenticator has to sign: random, good for a few minutes, once, and for whom it was made. The portal remembers none that is open, since anybody may ask for as many as they like:
 * a challenge carries its end, what has to be the same when the answer comes, and a seal of both, and only one that was taken is kept, until it has run out.
 */
final class Challenges {
    static final Duration GOOD_FOR = Duration.ofMinutes(5);
    /** Each stands for a signature that was right, so they are never many. */
    private static final int MOST_TAKEN = 10_000;
    private static final int RANDOM_BYTES = 16;
    private static final int OPEN_BYTES = RANDOM_BYTES + Long.BYTES;
    private static final int SEAL_BYTES = 32;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final byte[] key;
    private final Map<ByteArray, Instant> taken = new HashMap<>();

    Challenges(InstantSource clock) {
        this.clock = clock;
        this.key = drawn(SEAL_BYTES);
    }

    /** A new one for this purpose: who asks, from where, for what. */
    ByteArray next(String purpose) {
        return next(purpose, new ByteArray(new byte[0]));
    }

    /** The same, which carries something along that whoever signs it may see. */
    ByteArray next(String purpose, ByteArray along) {
        var open = ByteBuffer.allocate(OPEN_BYTES + along.size()).put(drawn(RANDOM_BYTES)).putLong(clock.instant().plus(GOOD_FOR).toEpochMilli()).put(along.getBytes()).array();
        return new ByteArray(open).concat(new ByteArray(seal(open, purpose)));
    }

    /** What a good one carries along; empty bytes for nothing. */
    static ByteArray along(ByteArray challenge) {
        return new ByteArray(Arrays.copyOfRange(challenge.getBytes(), OPEN_BYTES, challenge.size() - SEAL_BYTES));
    }

    /** Whether it was made here for this purpose and has not run out. */
    boolean isGood(ByteArray challenge, String purpose) {
        if (challenge.size() < OPEN_BYTES + SEAL_BYTES) return false;
        var bytes = ByteBuffer.wrap(challenge.getBytes());
        var open = new byte[challenge.size() - SEAL_BYTES];
        var seal = new byte[SEAL_BYTES];
        bytes.get(open).get(seal);
        return MessageDigest.isEqual(seal, seal(open, purpose)) && clock.instant().isBefore(end(challenge));
    }

    /** Take a good one, whose answer was right; false when it was taken before. */
    synchronized boolean take(ByteArray challenge) {
        var now = clock.instant();
        taken.values().removeIf(end -> !now.isBefore(end));
        return taken.size() < MOST_TAKEN && taken.putIfAbsent(challenge, end(challenge)) == null;
    }

    private static Instant end(ByteArray challenge) {
        return Instant.ofEpochMilli(ByteBuffer.wrap(challenge.getBytes()).getLong(RANDOM_BYTES));
    }

    private byte[] seal(byte[] open, String purpose) {
        return Sha256.signed(key, open, purpose.getBytes(StandardCharsets.UTF_8));
    }

    /** So many bytes that nobody guesses. */
    byte[] drawn(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
