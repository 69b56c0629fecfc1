package torg.search.lucene.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.text.Plain;
import torg.search.lucene.text.Analysis.Token;
import torg.spi.search.Search;

/**
 * What somebody looks for.
 *
 * @param whole all of it in plain letters, with single spaces
 * @param needed words that a hit has to have
 * @param welcome words that say little; a hit that has them comes before one that does not
 */
public record Words(String whole, List<Word> needed, List<Word> welcome) {
    private static final Pattern PIECE = Pattern.compile("\"([^\"]*)\"|[^\\s\\p{Z}]+");
    private static final Pattern AROUND = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$");
    private static final Pattern GAP = Pattern.compile("[\\s\\p{Z}]+");

    public Words {
        needed = List.copyOf(needed);
        welcome = List.copyOf(welcome);
    }

    /**
     * Read what was typed.
     *
     * @throws TorgException MALFORMED {@code search.too-long}
     */
    public static Words of(String typed, Locale locale) {
        if (typed.length() > Search.LONGEST_TEXT) throw tooLong();
        var all = new ArrayList<Word>();
        PIECE.matcher(typed).results().forEach(piece -> word(piece.group(), Optional.ofNullable(piece.group(1)), locale).ifPresent(all::add));
        if (length(all) > Search.MOST_WORDS) throw tooLong();
        var needed = all.stream().filter(word -> !word.saysNothing()).toList();
        if (needed.isEmpty()) return new Words(whole(typed), all, List.of());
        return new Words(whole(typed), needed, all.stream().filter(Word::saysNothing).toList());
    }

    /** The same, with what means the same on a site; all together they are no more words than may be typed. */
    public Words with(Synonyms synonyms, Locale locale) {
        var room = Search.MOST_WORDS - length(needed) - length(welcome);
        var all = new ArrayList<Word>();
        for (var word : needed) {
            var others = new ArrayList<Word>();
            for (var other : synonyms.of(word, locale)) {
                if (other.parts().size() > room) break;
                room -= other.parts().size();
                others.add(other);
            }
            all.add(word.with(others));
        }
        return new Words(whole, all, welcome);
    }

    private static int length(List<Word> words) {
        return words.stream().mapToInt(word -> word.parts().size()).sum();
    }

    /** One word, or several that stand one after the other; empty for a text without any. */
    static Optional<Word> one(String text, Locale locale) {
        return word(text, Optional.of(text).filter(several -> GAP.matcher(several).find()), locale);
    }

    /** A text in plain letters, by which it is told whether two are the same; of one that is longer than anything looked for, the beginning. */
    public static String whole(String text) {
        return Plain.of(GAP.matcher(text.substring(0, Math.min(text.length(), Search.LONGEST_TEXT + 1)).strip()).replaceAll(" "));
    }

    private static Optional<Word> word(String piece, Optional<String> quoted, Locale locale) {
        var bare = AROUND.matcher(quoted.orElse(piece)).replaceAll("");
        var parts = Analysis.tokens(Analysis.PARTS, bare).stream().map(Token::word).filter(part -> !part.isEmpty()).toList();
        if (parts.isEmpty()) return Optional.empty();
        var stems = Analysis.tokens(Analysis.of(locale), bare).stream().map(Token::word).toList();
        return Optional.of(new Word(Plain.of(bare), parts, stems, quoted.isPresent(), quoted.isPresent() ? Optional.empty() : Days.of(bare, locale), List.of()));
    }

    /** There are too many words, for any site or for all that is looked into on this one. */
    public static TorgException tooLong() {
        return TorgException.of(ProblemKind.MALFORMED, "search.too-long", "a search has at most " + Search.LONGEST_TEXT + " characters and " + Search.MOST_WORDS + " words, and fewer where many columns are looked into");
    }
}
