package torg.search.lucene.query;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import torg.search.lucene.site.Range.Span;

/** Counts how many hits have a value in each of some spans, which may overlap. */
final class Spans implements Counts {
    private final String field;
    private final Map<String, Span> spans;
    private final Span[] each;
    private final long[] counts;
    private NumericDocValues values;

    /** @param spans by name; names that no hit is in are left out of the answer, the others stand in this order */
    Spans(String field, Map<String, Span> spans) {
        this.field = field;
        this.spans = spans;
        this.each = spans.values().toArray(Span[]::new);
        this.counts = new long[each.length];
    }

    @Override
    public void begin(LeafReaderContext segment) throws IOException {
        values = DocValues.getNumeric(segment.reader(), field);
    }

    @Override
    public void add(int[] documents, int count) throws IOException {
        for (var at = 0; at < count; at++) {
            if (!values.advanceExact(documents[at])) continue;
            var value = values.longValue();
            for (var number = 0; number < each.length; number++) {
                if (each[number].first() <= value && value <= each[number].last()) counts[number]++;
            }
        }
    }

    @Override
    public void end() {
        // nothing is counted by segment
    }

    @Override
    public Map<String, Long> all() {
        var all = new LinkedHashMap<String, Long>();
        var number = 0;
        for (var name : spans.keySet()) {
            if (counts[number] > 0) all.put(name, counts[number]);
            number++;
        }
        return all;
    }
}
