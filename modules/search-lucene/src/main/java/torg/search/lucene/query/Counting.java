package torg.search.lucene.query;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;

/** Hands hits to what counts them, many at a time: to go through many of them field by field is far quicker than through the fields hit by hit. */
final class Counting extends SimpleCollector {
    private static final int MANY = 1_024;

    private final List<? extends Counts> all;
    private final int[] documents = new int[MANY];
    private int count;
    private LeafReaderContext segment;
    private boolean begun;

    private Counting(List<? extends Counts> all) {
        this.all = all;
    }

    /** Has hits counted. A search by one thread has one collector. */
    static CollectorManager<Counting, Void> of(List<? extends Counts> all) {
        return new CollectorManager<>() {
            @Override
            public Counting newCollector() {
                return new Counting(all);
            }

            @Override
            public Void reduce(Collection<Counting> collectors) {
                return null;
            }
        };
    }

    /** Most segments have no hit of a rare word, and nothing to count. */
    @Override
    protected void doSetNextReader(LeafReaderContext next) {
        segment = next;
        begun = false;
    }

    @Override
    public void collect(int document) throws IOException {
        documents[count++] = document;
        if (count == MANY) handOn();
    }

    private void handOn() throws IOException {
        for (var one : all) {
            if (!begun) one.begin(segment);
            one.add(documents, count);
        }
        begun = true;
        count = 0;
    }

    @Override
    public void finish() throws IOException {
        if (count > 0) handOn();
        if (!begun) return;
        for (var one : all) one.end();
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE_NO_SCORES;
    }
}
