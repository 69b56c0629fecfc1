package torg.search.lucene.query;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MultiCollectorManager;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TopFieldDocs;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.search.Found;
import torg.api.search.Found.Facet;
import torg.api.search.Sought;
import torg.api.table.Tables;
import torg.api.web.Request;
import torg.search.lucene.index.Fields;
import torg.search.lucene.index.SearchIndex;
import torg.search.lucene.site.Range;
import torg.search.lucene.site.Range.Span;
import torg.search.lucene.site.SearchPlan.Searched;
import torg.search.lucene.site.Tree;
import torg.search.lucene.text.Words;

/** One question, from the words to the answer. */
record Looking(Request request, Tables tables, SearchIndex index, Sight sight, Words words, Sought sought, boolean complete) {
    private static final int MOST_VALUES = 100;
    private static final int MOST_IN_LEVELS = 1_000;
    private static final Comparator<Found.Value> MOST_FIRST = Comparator.comparingLong(Found.Value::count).reversed().thenComparing(Found.Value::value);
    /** To look for each word with a slip in every column is dear, and nothing has many words of which any may be another. */
    private static final int MOST_FORGIVEN = 6;

    /** A page of hits, and the values that all of them have, in the order of the facets. */
    private record Matched(HitPage page, long total, List<Map<String, Long>> values) {}

    /** A facet, and how it is asked for. */
    private sealed interface Known {
        String name();

        Counts counts();

        /** Hits that have one of these values. */
        Query among(List<String> values);

        /** What is told of the values that hits have. */
        default List<Found.Value> told(Map<String, Long> counts) {
            return counts.entrySet().stream().map(value -> new Found.Value(value.getKey(), value.getValue())).sorted(MOST_FIRST).limit(MOST_VALUES).toList();
        }
    }

    /** By what is kept in a field. */
    private record ByValue(String name, String field) implements Known {
        @Override
        public Counts counts() {
            return new Values(field);
        }

        @Override
        public Query among(List<String> values) {
            return RuleFilter.among(field, values);
        }
    }

    /** By what is kept in a field in levels. */
    private record ByTree(String name, String field, Tree tree, boolean days) implements Known {
        /** Days the latest first; the widest first in either case, since it has no fewer hits. */
        private static final Comparator<Found.Value> LATEST_FIRST = Comparator.comparing(Found.Value::value).reversed();

        @Override
        public Counts counts() {
            return new Values(field);
        }

        @Override
        public Query among(List<String> values) {
            return RuleFilter.among(field, values);
        }

        /** Each behind the one that it lies within. As many as are told have all that they lie within among them. */
        @Override
        public List<Found.Value> told(Map<String, Long> counts) {
            var byAbove = counts.entrySet().stream().map(value -> new Found.Value(value.getKey(), value.getValue(), tree.above(value.getKey()))).sorted(MOST_FIRST).limit(MOST_IN_LEVELS)
                    .sorted(days ? LATEST_FIRST : MOST_FIRST).collect(Collectors.groupingBy(Found.Value::within));
            var told = new ArrayList<Found.Value>();
            tell(byAbove, Optional.empty(), told);
            return told;
        }

        private static void tell(Map<Optional<String>, List<Found.Value>> byAbove, Optional<String> above, List<Found.Value> told) {
            for (var value : byAbove.getOrDefault(above, List.of())) {
                told.add(value);
                tell(byAbove, Optional.of(value.value()), told);
            }
        }
    }

    /** By ranges of what is kept in a field, as they are today. */
    private record ByRange(String name, String field, Map<String, Span> spans) implements Known {
        static ByRange of(String name, String field, List<Range> ranges, LocalDate today) {
            var spans = new LinkedHashMap<String, Span>();
            ranges.forEach(range -> spans.put(range.name(), range.on(today)));
            return new ByRange(name, field, spans);
        }

        @Override
        public Counts counts() {
            return new Spans(field, spans);
        }

        /** As they stand in the site's document. */
        @Override
        public List<Found.Value> told(Map<String, Long> counts) {
            return counts.entrySet().stream().map(value -> new Found.Value(value.getKey(), value.getValue())).toList();
        }

        /** A range that is not there has no hits. */
        @Override
        public Query among(List<String> values) {
            var any = new BooleanQuery.Builder();
            for (var value : values) {
                var span = spans.get(value);
                if (span != null) any.add(LongPoint.newRangeQuery(field, span.first(), span.last()), Occur.SHOULD);
            }
            return any.build();
        }
    }

    Found find(IndexSearcher searcher) throws IOException {
        var hits = sight.hits();
        var facets = facets(hits);
        var sorts = sorts(hits);
        sought.chosen().keySet().stream().filter(name -> facets.stream().noneMatch(facet -> facet.name().equals(name))).findFirst().ifPresent(name -> {
            throw unknown("facet", name);
        });
        var asked = asked(sorts);
        var strict = match(searcher, hits, facets, asked, asked.isForgiving());
        var forgiving = asked.isForgiving() || asked.isFirst() && strict.total == 0 && mayForgive();
        var matched = forgiving == asked.isForgiving() ? strict : match(searcher, hits, facets, asked, forgiving);
        if (matched.total == 0) return Found.nothing(complete);
        var shown = new Hits(request, tables, index, sight, new Marks(words, request.locale(), forgiving)).of(matched.page.ids());
        var told = told(facets, matched.values);
        return new Found(shown, matched.total, told, sorts(sorts, told), written(matched.page.previous()), written(matched.page.next()), forgiving,
                forgiving ? Meant.of(words, shown) : Optional.empty(), complete);
    }

    private boolean mayForgive() {
        return words.needed().size() <= MOST_FORGIVEN;
    }

    private HitPage.Asked asked(Map<String, String> sorts) {
        var order = sought.sort().map(sort -> Optional.ofNullable(sorts.get(sort.name())).map(field -> new Order(Optional.of(field), sort.descending()))
                .orElseThrow(() -> unknown("sort", sort.name()))).orElse(new Order(Optional.empty(), false));
        var key = sought.page().map(written -> Key.of(written, sought, request.locale()));
        // Anybody can write one, and so ask for what is too dear.
        if (key.filter(Key::forgiving).isPresent() && !mayForgive()) throw Key.bad();
        return new HitPage.Asked(order, sought.top(), key);
    }

    private Optional<String> written(Optional<Key> key) {
        return key.map(place -> place.written(sought, request.locale()));
    }

    /** By what hits can be put in order, and the fields that this is kept in. */
    private Map<String, String> sorts(List<Searched> hits) {
        var sorts = new LinkedHashMap<String, String>();
        for (var searched : hits) {
            var table = searched.table().name();
            searched.sorts().stream().filter(sight.reads(searched)).forEach(column -> sorts.put(table + '.' + column.name(), Fields.sort(table, column)));
        }
        return sorts;
    }

    /** Those of tables that have hits. */
    private static List<String> sorts(Map<String, String> sorts, List<Facet> told) {
        var kinds = told.stream().filter(facet -> facet.name().equals(Facet.KIND)).flatMap(facet -> facet.values().stream()).map(Found.Value::value).collect(Collectors.toSet());
        return sorts.keySet().stream().filter(name -> kinds.contains(name.substring(0, name.indexOf('.')))).toList();
    }

    private static TorgException unknown(String what, String name) {
        return TorgException.of(ProblemKind.MALFORMED, "search.unknown-" + what, "there is no " + what + " '" + name.substring(0, Math.min(name.length(), 100)) + "'");
    }

    private List<Known> facets(List<Searched> hits) {
        var facets = new ArrayList<Known>(List.of(new ByValue(Facet.KIND, Fields.KIND)));
        var today = LocalDate.now(request.site().settings().timeZone());
        for (var searched : hits) {
            var table = searched.table().name();
            searched.facets().stream().filter(sight.reads(searched)).forEach(column -> facets.add(new ByValue(table + '.' + column.name(), Fields.facet(table, column))));
            searched.trees().forEach((column, tree) -> {
                if (sight.reads(table, column)) facets.add(new ByTree(table + '.' + column.name(), Fields.tree(table, column), tree, Tree.OF_DAYS.containsValue(tree)));
            });
            searched.ranges().keySet().stream().filter(sight.reads(searched))
                    .forEach(column -> facets.add(ByRange.of(table + '.' + column.name(), Fields.place(table, column), searched.ranges().get(column), today)));
        }
        return facets;
    }

    private Matched match(IndexSearcher searcher, List<Searched> hits, List<Known> facets, HitPage.Asked asked, boolean forgiving) throws IOException {
        var counts = facets.stream().map(Known::counts).toList();
        var results = searcher.search(query(searcher, hits, facets, forgiving), new MultiCollectorManager(asked.collector(), Counting.of(counts)));
        var top = (TopFieldDocs) results[0];
        return new Matched(asked.of(top, forgiving), top.totalHits.value(), counts.stream().map(Counts::all).toList());
    }

    private Query query(IndexSearcher searcher, List<Searched> hits, List<Known> facets, boolean forgiving) throws IOException {
        var queries = new WordQueries(searcher, sight, request.locale(), forgiving);
        queries.check(words, hits);
        var any = new BooleanQuery.Builder();
        for (var boost : sight.boosts()) any.add(new BoostQuery(queries.pages(words, boost), boost), Occur.SHOULD);
        for (var boost : sight.fileBoosts()) any.add(new BoostQuery(queries.files(words, boost), boost), Occur.SHOULD);
        for (var searched : hits) any.add(new BoostQuery(queries.rows(searched, words), searched.boost()), Occur.SHOULD);
        var all = new BooleanQuery.Builder().add(any.build(), Occur.MUST);
        for (var facet : facets) {
            var values = sought.chosen().get(facet.name());
            if (values != null) all.add(facet.among(values), Occur.FILTER);
        }
        return all.build();
    }

    private static List<Facet> told(List<Known> facets, List<Map<String, Long>> values) {
        var told = new ArrayList<Facet>();
        for (var number = 0; number < facets.size(); number++) {
            var counts = facets.get(number).told(values.get(number));
            if (!counts.isEmpty()) told.add(new Facet(facets.get(number).name(), counts));
        }
        return told;
    }
}
