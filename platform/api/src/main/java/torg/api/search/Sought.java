package torg.api.search;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A question of somebody who looks for something.
 *
 * @param text as it was typed; any text will do, see {@link torg.spi.search.Search#find}
 * @param chosen names of facets ({@link Found.Facet#name}) to the values of which a hit has one; none leaves nothing out
 * @param sort by what the hits are put in order; the best first when empty
 * @param top most hits wanted, 1 to {@value #MOST_HITS}
 * @param page which of them: {@link Found#next} or {@link Found#previous} of an answer to the same question; the first ones when empty
 */
public record Sought(String text, Map<String, List<String>> chosen, Optional<Sort> sort, int top, Optional<String> page) {
    /** Hits of an answer. */
    public static final int MOST_HITS = 100;

    public Sought {
        var copy = new TreeMap<String, List<String>>();
        chosen.forEach((facet, values) -> copy.put(facet, List.copyOf(values)));
        chosen = Collections.unmodifiableMap(copy);
        if (top < 1 || top > MOST_HITS) throw new IllegalArgumentException("top is 1 to " + MOST_HITS + ", not " + top);
    }

    /** The first hits for a text, the best first. */
    public static Sought of(String text, int top) {
        return new Sought(text, Map.of(), Optional.empty(), top, Optional.empty());
    }

    /** The same question with these values chosen, in place of those there were. */
    public Sought chosen(Map<String, List<String>> values) {
        return new Sought(text, values, sort, top, page);
    }

    /** The same question in this order. */
    public Sought sort(Sort by) {
        return new Sought(text, chosen, Optional.of(by), top, page);
    }

    /** The same question for this page. */
    public Sought page(String key) {
        return new Sought(text, chosen, sort, top, Optional.of(key));
    }

    /**
     * An order of hits by a number or a day; what has none comes last in either direction.
     *
     * @param name one of {@link Found#sorts}: a table and a column of it, {@code salesorder.total}
     */
    public record Sort(String name, boolean descending) {
        /** Read one as it is written in addresses: {@code salesorder.total}, or {@code -salesorder.total} for the largest or latest first. */
        public static Sort of(String written) {
            var descending = written.startsWith("-");
            return new Sort(descending ? written.substring(1) : written, descending);
        }

        /** As {@link #of} reads it. */
        public String written() {
            return descending ? "-" + name : name;
        }
    }
}
