package torg.api.search;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.Collections;

/**
 * A question of somebody who looks for something.
 *
 * @param text as it was typed; any text will do, see {@link torg.spi.search.Search#find}
 * @param chosen names of facets ({@link Found.Facet#name}) to the values of which a hit has one; none leaves nothing out
 * @param top most hits wanted, 1 to {@value #MOST_HITS}
 * @param skip hits to pass over, 0 to {@value #MOST_SKIPPED}
 */
public record Sought(String text, Map<String, List<String>> chosen, int top, int skip) {
    /** Hits of an answer. */
    public static final int MOST_HITS = 100;
    /** Hits to pass over. */
    public static final int MOST_SKIPPED = 10_000;

    public Sought {
        var copy = new TreeMap<String, List<String>>();
        chosen.forEach((facet, values) -> copy.put(facet, List.copyOf(values)));
        chosen = Collections.unmodifiableMap(copy);
        if (top < 1 || top > MOST_HITS) throw new IllegalArgumentException("top is 1 to " + MOST_HITS + ", not " + top);
        if (skip < 0 || skip > MOST_SKIPPED) throw new IllegalArgumentException("skip is 0 to " + MOST_SKIPPED + ", not " + skip);
    }

    /** The first hits for a text. */
    public static Sought of(String text, int top) {
        return new Sought(text, Map.of(), top, 0);
    }
}
