package torg.search.lucene.query;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.util.automaton.CharacterRunAutomaton;
import org.apache.lucene.util.automaton.LevenshteinAutomata;
import torg.api.search.Found.Piece;
import torg.search.lucene.text.Analysis;
import torg.search.lucene.text.Days;
import torg.search.lucene.text.Word;
import torg.search.lucene.text.Words;

/** Finds in a text the words that were looked for, by the same rules as the index does. For one question. */
final class Marks {
    private static final int LONGEST = 240;
    private static final int BEFORE = 60;
    /** Characters of a text that words are looked for in. */
    private static final int LOOKED = 20_000;
    private static final String CUT = "…";

    private final List<Word> words;
    private final Locale locale;
    private final Set<String> stems;
    private final List<CharacterRunAutomaton> alike;

    Marks(Words looked, Locale locale, boolean forgiving) {
        this.words = Stream.concat(looked.needed().stream(), looked.welcome().stream()).flatMap(word -> Stream.concat(Stream.of(word), word.same().stream())).toList();
        this.locale = locale;
        this.stems = words.stream().filter(word -> !word.together()).flatMap(word -> word.stems().stream()).collect(Collectors.toSet());
        this.alike = looked.needed().stream().filter(word -> forgiving && word.isForgiven()).map(word -> new CharacterRunAutomaton(new LevenshteinAutomata(word.whole(), true).toAutomaton(1))).toList();
    }

    /** The whole text. */
    List<Piece> whole(String text) {
        return pieces(text, 0, text.length(), marked(text));
    }

    /** Some of the text around the first word that is found in what is looked at of it; no pieces when there is none. */
    List<Piece> around(String whole) {
        var text = looked(whole);
        var marked = marked(text);
        if (marked.isEmpty()) return List.of();
        return cut(text, marked);
    }

    /** The beginning of the text, or some of it around the first word. */
    List<Piece> beginning(String whole) {
        var text = looked(whole);
        return cut(text, marked(text));
    }

    /** Enough to show some of it: a long one is not taken apart to its end for each hit. */
    private static String looked(String text) {
        return text.substring(0, whole(text, Math.min(text.length(), LOOKED)));
    }

    private static List<Piece> cut(String text, BitSet marked) {
        var first = Math.max(0, marked.nextSetBit(0));
        var from = first <= BEFORE || text.length() <= LONGEST ? 0 : afterSpace(text, Math.min(first - BEFORE, text.length() - LONGEST), first);
        var to = text.length() - from <= LONGEST ? text.length() : beforeSpace(text, from + LONGEST, first);
        var pieces = new ArrayList<Piece>();
        if (from > 0) pieces.add(new Piece(CUT, false));
        pieces.addAll(pieces(text, from, to, marked));
        if (to < text.length()) pieces.add(new Piece(CUT, false));
        return pieces;
    }

    private static int afterSpace(String text, int at, int most) {
        var space = text.indexOf(' ', at);
        return space < 0 || space >= most ? whole(text, at) : space + 1;
    }

    private static int beforeSpace(String text, int at, int least) {
        var space = text.lastIndexOf(' ', at);
        return space <= least ? whole(text, at) : space;
    }

    /** Not within a character that takes two places. */
    private static int whole(String text, int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }

    private static List<Piece> pieces(String text, int from, int to, BitSet marked) {
        var pieces = new ArrayList<Piece>();
        for (var at = from; at < to; ) {
            var found = marked.get(at);
            var next = found ? marked.nextClearBit(at) : marked.nextSetBit(at);
            var end = next < 0 ? to : Math.min(next, to);
            pieces.add(new Piece(text.substring(at, end), found));
            at = end;
        }
        return pieces;
    }

    /** Whether a date was looked for, or its month or year. */
    boolean isLookedFor(LocalDate day) {
        return words.stream().flatMap(word -> word.day().stream()).anyMatch(Set.of(Days.words(day).split(" "))::contains);
    }

    private BitSet marked(String text) {
        var marked = new BitSet(text.length());
        for (var token : Analysis.tokens(Analysis.PARTS, text)) {
            if (isLookedFor(token.word())) marked.set(token.start(), token.end());
        }
        // What is written together and was looked for so, or the other way round, has no part that was.
        for (var token : Analysis.tokens(Analysis.PLAIN, text)) {
            if (isLookedFor(token.word()) && marked.get(token.start(), token.end()).isEmpty()) marked.set(token.start(), token.end());
        }
        if (stems.isEmpty()) return marked;
        for (var token : Analysis.tokens(Analysis.of(locale), text)) {
            if (stems.contains(token.word())) marked.set(token.start(), token.end());
        }
        return marked;
    }

    private boolean isLookedFor(String token) {
        return words.stream().anyMatch(word -> isIn(word, token)) || alike.stream().anyMatch(automaton -> automaton.run(token));
    }

    private static boolean isIn(Word word, String token) {
        return token.equals(word.whole()) || word.parts().contains(token) || word.mayBegin() && token.startsWith(word.whole());
    }
}
