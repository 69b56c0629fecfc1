package torg.search.lucene.query;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import torg.search.lucene.site.Range.Span;

/** Counts how many hits have a value in each of some spans, which may overlap. */
final class Spans extends SimpleCollector {
    private final String field;
    private final Map<String, Span> spans;
    private final Map<String, Long> counts = new HashMap<>();
    private NumericDocValues values;

    private Spans(String field, Map<String, Span> spans) {
        this.field = field;
        this.spans = spans;
    }

    @Override
    protected void doSetNextReader(LeafReaderContext context) throws IOException {
        values = DocValues.getNumeric(context.reader(), field);
    }

    @Override
    public void collect(int document) throws IOException {
        if (!values.advanceExact(document)) return;
        var value = values.longValue();
        spans.forEach((name, span) -> {
            if (span.first() <= value && value <= span.last()) counts.merge(name, 1L, Long::sum);
        });
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE_NO_SCORES;
    }

    /** @param spans by name; names that no hit is in are left out of the answer, the others stand in this order */
    record Counts(String field, Map<String, Span> spans) implements CollectorManager<Spans, Map<String, Long>> {
        @Override
        public Spans newCollector() {
            return new Spans(field, spans);
        }

        @Override
        public Map<String, Long> reduce(Collection<Spans> collectors) {
            var all = new LinkedHashMap<String, Long>();
            for (var name : spans.keySet()) {
                var count = collectors.stream().mapToLong(one -> one.counts.getOrDefault(name, 0L)).sum();
                if (count > 0) all.put(name, count);
            }
            return all;
        }
    }
}
