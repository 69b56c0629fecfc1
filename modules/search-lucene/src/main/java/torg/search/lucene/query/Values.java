package torg.search.lucene.query;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedSetDocValues;

/** Takes down what the hits have in a field, one value or several, and how many have it. */
final class Values implements Counts {
    private final String field;
    private final Map<String, Long> counts = new HashMap<>();
    private SortedSetDocValues values;
    /** The same where no document has several; null where one has. */
    private SortedDocValues single;
    private int[] ofSegment = {};
    /** Numbers of values that some hit has. */
    private int[] touched = new int[16];
    private int touchedCount;

    Values(String field) {
        this.field = field;
    }

    @Override
    public void begin(LeafReaderContext segment) throws IOException {
        values = DocValues.getSortedSet(segment.reader(), field);
        single = DocValues.unwrapSingleton(values);
        ofSegment = new int[Math.toIntExact(values.getValueCount())];
        touchedCount = 0;
    }

    @Override
    public void add(int[] documents, int count) throws IOException {
        if (ofSegment.length == 0) return;
        for (var at = 0; at < count; at++) {
            if (single != null) {
                if (single.advanceExact(documents[at])) add(single.ordValue());
            } else if (values.advanceExact(documents[at])) {
                for (var left = values.docValueCount(); left > 0; left--) add((int) values.nextOrd());
            }
        }
    }

    private void add(int number) {
        if (ofSegment[number]++ > 0) return;
        if (touchedCount == touched.length) touched = Arrays.copyOf(touched, 2 * touchedCount);
        touched[touchedCount++] = number;
    }

    /** What was counted by number within a segment is told by its text; in order, as the texts lie. */
    @Override
    public void end() throws IOException {
        Arrays.sort(touched, 0, touchedCount);
        for (var at = 0; at < touchedCount; at++) counts.merge(values.lookupOrd(touched[at]).utf8ToString(), (long) ofSegment[touched[at]], Long::sum);
    }

    @Override
    public Map<String, Long> all() {
        return counts;
    }
}
