package torg.lists.forms.form;

import java.math.BigInteger;
import java.util.regex.Pattern;
import torg.api.text.Text;

/**
 * What a text has to look like.
 *
 * @param pattern of the whole text
 * @param says what is said when it looks otherwise
 */
public record Shape(Pattern pattern, Text says) {
    /** Of a pattern, in characters. One that nests deeper than it can be read is longer. */
    private static final int LONGEST = 500;

    /** All counts of a pattern, times each other, as if one stood within the next. */
    private static final long MOST_TIMES = 100_000;

    private static final Pattern COUNT = Pattern.compile("\\{(\\d+)");

    /** Looks at single characters: a pattern that tries every way through a text is stopped there, and what it did not get through does not fit. */
    private static final int MOST_LOOKS = 200_000;

    /** Whether a pattern is short, and repeats little by count: an empty group that does so looks at no character, and nothing would stop it. */
    static boolean isModest(String pattern) {
        if (pattern.length() > LONGEST) return false;
        var times = COUNT.matcher(pattern).results().map(count -> new BigInteger(count.group(1)).max(BigInteger.ONE))
                .reduce(BigInteger.ONE, BigInteger::multiply);
        return times.compareTo(BigInteger.valueOf(MOST_TIMES)) <= 0;
    }

    public boolean fits(String text) {
        try {
            return pattern.matcher(new Looked(text, new int[1])).matches();
        } catch (TooManyLooks | StackOverflowError e) {
            // a group that repeats takes stack for each time, as (a|b)* does; nothing is held meanwhile that the overflow could leave half done
            return false;
        }
    }

    /** A text that counts how often somebody looks at a character of it. */
    private record Looked(CharSequence text, int[] looks) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++looks[0] > MOST_LOOKS) throw new TooManyLooks();
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Looked(text.subSequence(start, end), looks);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    private static final class TooManyLooks extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooManyLooks() {
            super("a pattern looked too often", null, false, false);
        }
    }
}
