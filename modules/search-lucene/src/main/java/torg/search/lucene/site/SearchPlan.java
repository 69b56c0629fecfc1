package torg.search.lucene.site;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import torg.api.table.Column;
import torg.api.table.Table;
import torg.search.lucene.text.Synonyms;

/**
 * What {@code search.yml} says: which rows are found beside the pages. A part of the site.
 *
 * @param tables by name, in the order of the document
 * @param pages paths of pages that are worth more than others, with those below them: 1 to 10 times as much
 * @param synonyms words that mean the same
 */
public record SearchPlan(Map<String, Searched> tables, Map<String, Integer> pages, Synonyms synonyms) {
    /** Of a site that says nothing: pages alone are found. */
    public static final SearchPlan PAGES_ONLY = new SearchPlan(Map.of(), Map.of(), Synonyms.NONE);

    public SearchPlan {
        tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
        pages = Map.copyOf(pages);
    }

    /** In what levels values of a facet ({@code salesorder.orderdate}) stand; empty where they do not. */
    public Optional<Tree> tree(String facet) {
        var point = facet.indexOf('.');
        var searched = point < 0 ? null : tables.get(facet.substring(0, point));
        return Optional.ofNullable(searched).flatMap(known -> known.table().column(facet.substring(point + 1)).map(known.trees()::get));
    }

    /** Whether rows of a table are hits. */
    public boolean hasHits(String table) {
        return Optional.ofNullable(tables.get(table)).flatMap(Searched::link).isPresent();
    }

    /** What a page is worth: what is said of it, or of the nearest above it. */
    public int boost(String path) {
        for (var at = path; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
            if (pages.containsKey(at)) return pages.get(at);
        }
        return pages.getOrDefault("/", 1);
    }

    /**
     * A table whose rows are found, or help to find others.
     *
     * @param boost how much more its rows are worth than others: 1 to 10 times as much
     * @param weights columns that are looked into, each with what a word in it is worth: 1 to 10
     * @param foundBy what else has words of a row
     * @param link where a row is seen; empty for rows that are no hits themselves
     * @param facets columns by which hits are told apart by what they hold
     * @param ranges columns by which hits are told apart by ranges of what they hold
     * @param trees columns by whose values hits are told apart in levels
     * @param sorts columns by whose number or day hits can be put in order
     */
    public record Searched(Table table, int boost, Map<Column, Integer> weights, List<FoundBy> foundBy, Optional<RowLink> link, List<Column> facets, Map<Column, List<Range>> ranges, Map<Column, Tree> trees,
            List<Column> sorts) {
        public Searched {
            weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
            foundBy = List.copyOf(foundBy);
            facets = List.copyOf(facets);
            ranges = Collections.unmodifiableMap(new LinkedHashMap<>(ranges));
            trees = Collections.unmodifiableMap(new LinkedHashMap<>(trees));
            sorts = List.copyOf(sorts);
        }

        /** Columns whose values are kept as they are: by these rules ask for rows, and other rows are found. */
        public List<Column> kept() {
            return table.columns().values().stream().filter(Searched::isKept).toList();
        }

        private static boolean isKept(Column column) {
            if (column.isCalculated()) return false;
            return switch (column.type()) {
                case LOOKUP, CHOICE, BOOLEAN -> true;
                case TEXT, LONG_TEXT, AUTONUMBER, INTEGER, DECIMAL, MONEY, DATE, DATE_TIME, FILE -> false;
            };
        }

        /** Names of the columns that are read for the index. */
        public List<String> read() {
            var named = Stream.of(kept(), weights.keySet(), facets, ranges.keySet(), trees.keySet(), sorts).flatMap(Collection::stream).map(Column::name);
            return Stream.concat(named, Stream.of(table.title())).distinct().toList();
        }
    }

    /** Words of other rows that count as words of a row; those rows are of tables of the plan too. */
    public sealed interface FoundBy {
        /** The row that a lookup of its own leads to. */
        record Target(Column lookup, String table) implements FoundBy {}

        /** The rows of another table that lead to it. */
        record Rows(String table, Column lookup) implements FoundBy {}
    }
}
