package torg.search.lucene.query;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;

/** Takes down what the hits have in a field, one value or several, and how many have it. */
final class Values extends SimpleCollector {
    private final String field;
    private final Map<String, Long> counts = new HashMap<>();
    private SortedSetDocValues values;
    private int[] ofSegment = {};

    private Values(String field) {
        this.field = field;
    }

    @Override
    protected void doSetNextReader(LeafReaderContext context) throws IOException {
        finish();
        values = DocValues.getSortedSet(context.reader(), field);
        ofSegment = new int[Math.toIntExact(values.getValueCount())];
    }

    @Override
    public void collect(int document) throws IOException {
        if (!values.advanceExact(document)) return;
        for (var left = values.docValueCount(); left > 0; left--) ofSegment[(int) values.nextOrd()]++;
    }

    /** What was counted by number within a segment is told by its text. */
    @Override
    public void finish() throws IOException {
        for (var number = 0; number < ofSegment.length; number++) {
            if (ofSegment[number] > 0) counts.merge(values.lookupOrd(number).utf8ToString(), (long) ofSegment[number], Long::sum);
        }
        ofSegment = new int[0];
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE_NO_SCORES;
    }

    /** Counts what is in a field. */
    record Counts(String field) implements CollectorManager<Values, Map<String, Long>> {
        @Override
        public Values newCollector() {
            return new Values(field);
        }

        @Override
        public Map<String, Long> reduce(Collection<Values> collectors) {
            var all = new HashMap<String, Long>();
            collectors.forEach(one -> one.counts.forEach((value, count) -> all.merge(value, count, Long::sum)));
            return all;
        }
    }

    /** Tells what is in a field. */
    record Distinct(String field) implements CollectorManager<Values, Set<String>> {
        @Override
        public Values newCollector() {
            return new Values(field);
        }

        @Override
        public Set<String> reduce(Collection<Values> collectors) {
            var all = new HashSet<String>();
            collectors.forEach(one -> all.addAll(one.counts.keySet()));
            return all;
        }
    }
}
