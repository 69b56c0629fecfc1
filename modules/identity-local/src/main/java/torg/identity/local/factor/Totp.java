package torg.identity.local.factor;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Codes by time, as RFC 6238 has them and every app knows them: six digits of an HMAC-SHA-1 over the number of half minutes since 1970. */
public final class Totp {
    /** Digits of a code. */
    public static final int DIGITS = 6;
    static final Duration STEP = Duration.ofSeconds(30);
    private static final int MODULUS = 1_000_000;
    /** Clocks go apart, and people type slowly. */
    private static final int TOLERATED = 1;
    private static final String ALGORITHM = "HmacSHA1";

    private Totp() {}

    /** The code of a step. */
    static String code(byte[] secret, long step) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            var hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            var offset = hash[hash.length - 1] & 0xf;
            return String.format("%0" + DIGITS + "d", (ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & Integer.MAX_VALUE) % MODULUS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /** The step in which a moment lies. */
    static long step(Instant moment) {
        return moment.getEpochSecond() / STEP.toSeconds();
    }

    /**
     * The step of which this is the code, about now.
     *
     * @param after a code of this step, or of one before, counts no more
     */
    static OptionalLong matching(byte[] secret, String code, Instant now, long after) {
        var current = step(now);
        return LongStream.rangeClosed(current - TOLERATED, current + TOLERATED).filter(step -> step > after && MessageDigest.isEqual(code(secret, step).getBytes(), code.getBytes())).findFirst();
    }
}
