package torg.search.lucene.text;

import java.util.List;
import java.util.Optional;

/**
 * A word that somebody looks for, or several that have to stand one after the other.
 *
 * @param whole in plain letters, without signs around it
 * @param parts the same between other signs within it, never empty
 * @param stems without the endings of the language; none for a word that says nothing by itself
 * @param together whether it is what stood in double quotes
 * @param day the date it is, as {@code 2026-11-29}, {@code 2026-11} or {@code 2026}
 * @param same words that mean the same on this site, themselves without such
 */
public record Word(String whole, List<String> parts, List<String> stems, boolean together, Optional<String> day, List<Word> same) {
    private static final int SHORTEST_BEGINNING = 2;
    private static final int SHORTEST_FORGIVEN = 4;

    public Word {
        parts = List.copyOf(parts);
        stems = List.copyOf(stems);
        same = List.copyOf(same);
    }

    Word with(List<Word> others) {
        return new Word(whole, parts, stems, together, day, others);
    }

    /** As somebody would type it. */
    public String typed() {
        return together ? '"' + whole + '"' : whole;
    }

    /** Whether it may be left out where other words are found. */
    boolean saysNothing() {
        return !together && stems.isEmpty();
    }

    /** Whether it may be the beginning of a longer word. */
    public boolean mayBegin() {
        return !together && whole.length() >= SHORTEST_BEGINNING;
    }

    /** Whether a slip in it is forgiven: numbers and codes mean what they say. */
    public boolean isForgiven() {
        return !together && whole.length() >= SHORTEST_FORGIVEN && whole.codePoints().allMatch(Character::isLetter);
    }
}
