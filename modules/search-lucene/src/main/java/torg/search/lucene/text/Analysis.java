package torg.search.lucene.text;

import static org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter.CATENATE_ALL;
import static org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter.GENERATE_NUMBER_PARTS;
import static org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter.GENERATE_WORD_PARTS;
import static org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter.PRESERVE_ORIGINAL;
import static org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter.STEM_ENGLISH_POSSESSIVE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.core.FlattenGraphFilter;
import org.apache.lucene.analysis.core.UnicodeWhitespaceTokenizer;
import org.apache.lucene.analysis.da.DanishAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.fi.FinnishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter;
import org.apache.lucene.analysis.miscellaneous.WordDelimiterIterator;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.no.NorwegianAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/** How a text becomes words: plainly, as it is written, and by the endings of a language. Thread-safe. */
public final class Analysis {
    /** Words, numbers and codes as they are written, and the parts of what holds other signs: {@code ALFKI-2} is found by {@code alfki}, {@code alfki2} and itself. */
    public static final Analyzer PLAIN = new Analyzer() {
        @Override
        protected TokenStreamComponents createComponents(String field) {
            var words = new UnicodeWhitespaceTokenizer();
            var how = PRESERVE_ORIGINAL | GENERATE_WORD_PARTS | GENERATE_NUMBER_PARTS | CATENATE_ALL | STEM_ENGLISH_POSSESSIVE;
            return new TokenStreamComponents(words, new PlainFilter(new FlattenGraphFilter(new WordDelimiterGraphFilter(words, how, null))));
        }
    };
    /** The parts alone, in order, each where it stands. */
    public static final Analyzer PARTS = new Analyzer() {
        @Override
        protected TokenStreamComponents createComponents(String field) {
            var words = new UnicodeWhitespaceTokenizer();
            var how = GENERATE_WORD_PARTS | GENERATE_NUMBER_PARTS | STEM_ENGLISH_POSSESSIVE;
            return new TokenStreamComponents(words, new PlainFilter(new WordDelimiterGraphFilter(words, true, WordDelimiterIterator.DEFAULT_WORD_DELIM_TABLE, how, null)));
        }
    };

    private static final Map<String, Analyzer> BY_LANGUAGE = new ConcurrentHashMap<>();

    private Analysis() {}

    /** A word of a text, as it is looked for, and where it stands. */
    public record Token(String word, int start, int end) {}

    /** Words of a language, without their endings and without those that say nothing. */
    public static Analyzer of(Locale locale) {
        return BY_LANGUAGE.computeIfAbsent(locale.getLanguage(), Analysis::ofLanguage);
    }

    private static Analyzer ofLanguage(String language) {
        return switch (language) {
            case "en" -> new EnglishAnalyzer();
            case "nb", "nn", "no" -> new NorwegianAnalyzer();
            case "da" -> new DanishAnalyzer();
            case "de" -> new GermanAnalyzer();
            case "es" -> new SpanishAnalyzer();
            case "fi" -> new FinnishAnalyzer();
            case "fr" -> new FrenchAnalyzer();
            case "it" -> new ItalianAnalyzer();
            case "nl" -> new DutchAnalyzer();
            case "pt" -> new PortugueseAnalyzer();
            case "sv" -> new SwedishAnalyzer();
            default -> new StandardAnalyzer();
        };
    }

    /** The words of a text, in order. */
    public static List<Token> tokens(Analyzer analyzer, String text) {
        try (var stream = analyzer.tokenStream("", text)) {
            var term = stream.addAttribute(CharTermAttribute.class);
            var offset = stream.addAttribute(OffsetAttribute.class);
            var tokens = new ArrayList<Token>();
            stream.reset();
            while (stream.incrementToken()) tokens.add(new Token(term.toString(), offset.startOffset(), offset.endOffset()));
            stream.end();
            return tokens;
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot be read", e);
        }
    }
}
