package torg.api.search;

import java.util.List;
import java.util.Optional;

/**
 * What was found, and nothing of what the caller may not see: neither a hit, nor a number, nor the order depends on it.
 *
 * @param hits the best first, or in the order that was asked for; hits that are the same in it in one that never changes. Immutable
 * @param total how many hits there are, those not told included
 * @param facets by what the hits can be told apart: {@link Facet#KIND} first, then those of the tables in the order of the site's document; one that no hit has is left out
 * @param sorts by what the hits can be put in order ({@link Sought.Sort#name}): of tables that have hits, in the order of the site's document; immutable
 * @param previous for {@link Sought#page}: what stands before these hits; empty where that is nothing. A text that means nothing to whoever carries it: it names a place among the hits,
 *     so that nothing is told twice or passed over while rows come and go, and gives no right
 * @param next the same for what stands after them
 * @param forgiving whether nothing has the words as they were typed, and these hits have words that are written much alike
 * @param meant the text with words that the best of these hits has in the place of those that nothing has; empty unless forgiving, and where no hit shows what it has
 * @param complete whether the whole index was looked at; false while it is made for the first time or anew.
 *     It never tells of single changes that are not in it yet: they may be of what the caller does not see
 */
public record Found(List<Hit> hits, long total, List<Facet> facets, List<String> sorts, Optional<String> previous, Optional<String> next, boolean forgiving, Optional<String> meant, boolean complete) {
    public Found {
        hits = List.copyOf(hits);
        facets = List.copyOf(facets);
        sorts = List.copyOf(sorts);
    }

    /** Nothing. */
    public static Found nothing(boolean complete) {
        return new Found(List.of(), 0, List.of(), List.of(), Optional.empty(), Optional.empty(), false, Optional.empty(), complete);
    }

    /**
     * A page, a web file or a row.
     *
     * @param kind {@value #PAGE}, {@value #FILE}, or the name of the row's table
     * @param key the path of the page or of the file, or the row's key
     * @param path where it is seen, without the prefix of a language
     * @param title what it is called
     * @param excerpts where the words stand in it, beside the title
     */
    public record Hit(String kind, String key, String path, List<Piece> title, List<Excerpt> excerpts) {
        /** What the kind of a page is called; a table cannot have the name, since it would hide the pages. */
        public static final String PAGE = "page";
        /** What the kind of a web file is called; a table cannot have this name either. */
        public static final String FILE = "file";

        public Hit {
            title = List.copyOf(title);
            excerpts = List.copyOf(excerpts);
        }
    }

    /**
     * Some of what a hit says.
     *
     * @param column of the row's table it stands in; of a web file {@value Hit#PAGE} with the title of the page that rules it; empty for the text of a page or web file
     * @param pieces the text, whole or cut, as it is read when the pieces follow each other
     */
    public record Excerpt(Optional<String> column, List<Piece> pieces) {
        public Excerpt {
            pieces = List.copyOf(pieces);
        }
    }

    /**
     * A piece of text, which is no mark-up.
     *
     * @param found whether it is a word that was looked for
     */
    public record Piece(String text, boolean found) {}

    /**
     * By what hits can be told apart.
     *
     * @param name {@value #KIND}, or a table and a column of it: {@code salesorder.status}
     * @param values those that hits have, the most frequent first; ranges as the site's document has them, days in levels the latest first. Where some lie within others each stands
     *     behind the one that it lies within
     */
    public record Facet(String name, List<Value> values) {
        /** The name of the facet that tells pages, web files and the rows of each table apart. */
        public static final String KIND = "kind";

        public Facet {
            values = List.copyOf(values);
        }
    }

    /**
     * A value of a facet.
     *
     * @param value for {@link Sought#chosen}: what the cell holds as a text, of a date or moment the year, or in levels {@code 2026-11} too; of a range its name, {@code 0..100}
     * @param count how many hits have it, exactly
     * @param within the value that it lies within, of those that stand in levels: {@code 2026} of {@code 2026-11}
     */
    public record Value(String value, long count, Optional<String> within) {
        /** One that lies within none. */
        public Value(String value, long count) {
            this(value, count, Optional.empty());
        }
    }
}
