package torg.invitations;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import torg.api.text.Sha256;

/**
 * What an invitation is redeemed with: 256 bits that nobody guesses. Only its hash is kept.
 *
 * @param text 43 characters that do in an address
 */
record Code(String text) {
    private static final SecureRandom RANDOM = new SecureRandom();

    static Code next() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return new Code(base64(bytes));
    }

    /** The code that somebody typed or came with; empty for what can be none. */
    static Optional<Code> of(String typed) {
        return Optional.of(typed.strip()).filter(text -> text.matches("[A-Za-z0-9_-]{43}")).map(Code::new);
    }

    /** Under which the house knows it. */
    String hash() {
        return Sha256.base64(text);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "Code[...]";
    }
}
