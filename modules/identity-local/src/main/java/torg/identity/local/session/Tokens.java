package torg.identity.local.session;

import java.security.SecureRandom;
import java.util.Base64;
import torg.api.text.Sha256;

/** Makes what a browser is handed, 256 bits that nobody guesses, and the hash under which the house knows it. */
public final class Tokens {
    /** Characters of a token. */
    public static final int LENGTH = 43;
    private final SecureRandom random = new SecureRandom();

    public String next() {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return base64(bytes);
    }

    /** Enough for a value of this entropy: there is nothing to guess, hence nothing to slow down. */
    public static String hash(String token) {
        return Sha256.base64(token);
    }

    /** Whether it could be the hash of one. */
    public static boolean isHash(String text) {
        return text.matches("[A-Za-z0-9_-]{" + LENGTH + "}");
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
