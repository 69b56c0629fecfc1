package torg.search.lucene.query;

import java.io.IOException;
import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;

/** How many hits have what in a field. One thread asks. */
interface Counts {
    /** What follows is of this segment of the index. */
    void begin(LeafReaderContext segment) throws IOException;

    /** Take in some hits, in the order of their numbers. */
    void add(int[] documents, int count) throws IOException;

    /** All hits of the segment were taken in. */
    void end() throws IOException;

    /** What hits have, and how many of them have it. */
    Map<String, Long> all();
}
