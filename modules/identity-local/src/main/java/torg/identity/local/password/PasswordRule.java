package torg.identity.local.password;

import java.util.List;
import java.util.Optional;
import torg.identity.local.contact.Email;

/** What a password that people choose has to keep. Length is what makes one hard to guess; source: NIST SP 800-63B, which asks for no kinds of characters. */
public enum PasswordRule {
    TOO_SHORT, TOO_LONG, IS_THE_EMAIL, GUESSED_FIRST;

    public static final int SHORTEST = 12;
    public static final int LONGEST = 128;

    /**
     * The rule that this password breaks, if it breaks one. Characters are counted as people see them typed, not as they are kept.
     *
     * @param near words that somebody who guesses here would try early, such as the seller's name
     */
    public static Optional<PasswordRule> brokenBy(String password, String email, List<String> near) {
        var length = password.codePointCount(0, password.length());
        if (length < SHORTEST) return Optional.of(TOO_SHORT);
        if (length > LONGEST) return Optional.of(TOO_LONG);
        if (Email.compared(password).equals(Email.compared(email))) return Optional.of(IS_THE_EMAIL);
        return Guessable.soon(password, email, near) ? Optional.of(GUESSED_FIRST) : Optional.empty();
    }
}
