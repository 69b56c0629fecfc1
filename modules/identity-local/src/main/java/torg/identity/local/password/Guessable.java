package torg.identity.local.password;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Knows what people who guess try first: passwords that many have, names, words, keys that lie beside each other, dates, repetitions, and the like
 * put together. Nobody is asked; the
 * lists are the library's. Source: NIST SP 800-63B, section 5.1.1.2.
 */
final class Guessable {
    private static final double FEW = 1e8;
    /** What begins well ends well; looking for repetitions takes longer the longer they may be. */
    private static final int LOOKED_AT = 40;

    private Guessable() {}

    /** The lists are read when the first password is looked at. */
    private static final class Lists {
        private static final Zxcvbn KNOWN = new Zxcvbn();
    }

    /** Whether so few guesses lead to it that somebody would make them. What stands in the e-mail address is guessed first, and what is near. */
    static boolean soon(String password, String email, List<String> near) {
        var looked = password.length() > LOOKED_AT ? password.substring(0, LOOKED_AT) : password;
        return Lists.KNOWN.measure(looked, words(email.toLowerCase(Locale.ROOT), near)).getGuesses() < FEW;
    }

    /** The address as a whole, what stands before and behind its sign, the words in these, and what is near. */
    private static List<String> words(String email, List<String> near) {
        return Stream.of(Stream.of(email), Stream.of(email.split("@")), Stream.of(email.split("[^\\p{Alnum}]+")), near.stream()).flatMap(words -> words).distinct().toList();
    }
}
