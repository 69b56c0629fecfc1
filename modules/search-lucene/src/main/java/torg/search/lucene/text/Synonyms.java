package torg.search.lucene.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Words that mean the same on a site. Each is known as it is written and, in each language of the site, without its ending. Immutable. */
public final class Synonyms {
    /** Of a site on which every word means itself alone. */
    public static final Synonyms NONE = new Synonyms(Map.of());
    /** Words beside the one that is looked for. */
    public static final int MOST = 7;

    private final Map<Locale, Map<String, List<Word>>> groups;

    private Synonyms(Map<Locale, Map<String, List<Word>>> groups) {
        this.groups = groups;
    }

    /** @param groups each of words, or of several words with spaces between, that mean the same */
    public static Synonyms of(List<List<String>> groups, Collection<Locale> locales) {
        var byLocale = new HashMap<Locale, Map<String, List<Word>>>();
        for (var locale : locales) {
            var known = new HashMap<String, List<Word>>();
            for (var group : groups) {
                var words = group.stream().flatMap(text -> Words.one(text, locale).stream()).toList();
                for (var word : words) names(word).forEach(name -> known.computeIfAbsent(name, _ -> new ArrayList<>()).addAll(words));
            }
            byLocale.put(locale, known);
        }
        return new Synonyms(byLocale);
    }

    /** What means the same as this word, itself left out. */
    List<Word> of(Word word, Locale locale) {
        var known = groups.getOrDefault(locale, Map.of());
        var others = new LinkedHashMap<String, Word>();
        names(word).flatMap(name -> known.getOrDefault(name, List.of()).stream()).forEach(other -> others.putIfAbsent(other.whole(), other));
        others.remove(word.whole());
        return others.values().stream().limit(MOST).toList();
    }

    /** A word without its ending is told from one that is written so. */
    private static Stream<String> names(Word word) {
        return word.stems().isEmpty() ? Stream.of(word.whole()) : Stream.of(word.whole(), "~" + String.join(" ", word.stems()));
    }
}
