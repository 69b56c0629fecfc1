package torg.search.lucene.query;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MultiCollectorManager;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.util.BytesRef;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.search.Found;
import torg.api.search.Found.Facet;
import torg.api.search.Sought;
import torg.api.table.Tables;
import torg.api.web.Request;
import torg.search.lucene.file.TextFolder;
import torg.search.lucene.index.Fields;
import torg.search.lucene.site.Range;
import torg.search.lucene.site.Range.Span;
import torg.search.lucene.site.SearchPlan.Searched;
import torg.search.lucene.text.Words;

/** One question, from the words to the answer. */
record Looking(Request request, Tables tables, TextFolder texts, Sight sight, Words words, Sought sought, boolean complete) {
    private static final int MOST_VALUES = 100;
    private static final Comparator<Found.Value> MOST_FIRST = Comparator.comparingLong(Found.Value::count).reversed().thenComparing(Found.Value::value);
    /** Ranges stand in the order of the site's document. */
    private static final Comparator<Found.Value> AS_IT_IS = (_, _) -> 0;
    /** To look for each word with a slip in every column is dear, and nothing has many words of which any may be another. */
    private static final int MOST_FORGIVEN = 6;
    /** Hits of the same points stand in an order that depends on nothing else. */
    private static final Sort ORDER = new Sort(SortField.FIELD_SCORE, new SortField(Fields.ID, SortField.Type.STRING));

    /** Some hits, and the values that all of them have, in the order of the facets. */
    private record Matched(List<String> ids, long total, List<Map<String, Long>> values) {}

    /** A facet, and how it is asked for. */
    private sealed interface Known {
        String name();

        CollectorManager<?, Map<String, Long>> counts();

        /** Hits that have one of these values. */
        Query among(List<String> values);
    }

    /** By what is kept in a field. */
    private record ByValue(String name, String field) implements Known {
        @Override
        public CollectorManager<?, Map<String, Long>> counts() {
            return new Values.Counts(field);
        }

        @Override
        public Query among(List<String> values) {
            return RuleFilter.among(field, values);
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
        public CollectorManager<?, Map<String, Long>> counts() {
            return new Spans.Counts(field, spans);
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
        sought.chosen().keySet().stream().filter(name -> facets.stream().noneMatch(facet -> facet.name().equals(name))).findFirst().ifPresent(name -> {
            throw TorgException.of(ProblemKind.MALFORMED, "search.unknown-facet", "there is no facet '" + name.substring(0, Math.min(name.length(), 100)) + "'");
        });
        var strict = match(searcher, hits, facets, false);
        var forgiving = strict.total == 0 && words.needed().size() <= MOST_FORGIVEN;
        var matched = forgiving ? match(searcher, hits, facets, true) : strict;
        if (matched.total == 0) return Found.nothing(complete);
        var shown = new Hits(request, tables, texts, sight, new Marks(words, request.locale(), forgiving)).of(matched.ids);
        return new Found(shown, matched.total, told(facets, matched.values), forgiving, forgiving ? Meant.of(words, shown) : Optional.empty(), complete);
    }

    private List<Known> facets(List<Searched> hits) {
        var facets = new ArrayList<Known>(List.of(new ByValue(Facet.KIND, Fields.KIND)));
        var today = LocalDate.now(request.site().settings().timeZone());
        for (var searched : hits) {
            var table = searched.table().name();
            searched.facets().stream().filter(sight.reads(searched)).forEach(column -> facets.add(new ByValue(table + '.' + column.name(), Fields.facet(table, column))));
            searched.ranges().keySet().stream().filter(sight.reads(searched))
                    .forEach(column -> facets.add(ByRange.of(table + '.' + column.name(), Fields.place(table, column), searched.ranges().get(column), today)));
        }
        return facets;
    }

    private Matched match(IndexSearcher searcher, List<Searched> hits, List<Known> facets, boolean forgiving) throws IOException {
        var collectors = new ArrayList<CollectorManager<?, ?>>(List.of(new TopFieldCollectorManager(ORDER, sought.skip() + sought.top(), Integer.MAX_VALUE)));
        facets.forEach(facet -> collectors.add(facet.counts()));
        var results = searcher.search(query(searcher, hits, facets, forgiving), new MultiCollectorManager(collectors.toArray(CollectorManager[]::new)));
        var top = (TopFieldDocs) results[0];
        var ids = Arrays.stream(top.scoreDocs).skip(sought.skip()).map(document -> ((BytesRef) ((FieldDoc) document).fields[1]).utf8ToString()).toList();
        return new Matched(ids, top.totalHits.value(), Arrays.stream(results).skip(1).map(Looking::counts).toList());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Long> counts(Object result) {
        return (Map<String, Long>) result;
    }

    private Query query(IndexSearcher searcher, List<Searched> hits, List<Known> facets, boolean forgiving) throws IOException {
        var queries = new WordQueries(searcher, sight, request.locale(), forgiving);
        var any = new BooleanQuery.Builder();
        for (var boost : sight.boosts()) any.add(new BoostQuery(queries.pages(words, boost), boost), Occur.SHOULD);
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
            var order = facets.get(number) instanceof ByRange ? AS_IT_IS : MOST_FIRST;
            var counts = values.get(number).entrySet().stream().map(value -> new Found.Value(value.getKey(), value.getValue())).sorted(order).limit(MOST_VALUES).toList();
            if (!counts.isEmpty()) told.add(new Facet(facets.get(number).name(), counts));
        }
        return told;
    }
}
