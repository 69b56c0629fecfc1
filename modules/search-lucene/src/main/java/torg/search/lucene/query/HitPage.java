package torg.search.lucene.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;

/**
 * Some of the hits that follow each other.
 *
 * @param ids of documents, in their order
 * @param previous the place before which others stand
 * @param next the place after which others stand
 */
record HitPage(List<String> ids, Optional<Key> previous, Optional<Key> next) {
    /**
     * The page that is wanted.
     *
     * @param key beside which place it is; the first page without
     */
    record Asked(Order order, int top, Optional<Key> key) {
        boolean isFirst() {
            return key.isEmpty();
        }

        /** Whether it is a page of hits that are written a little otherwise; of the first one that is not known yet. */
        boolean isForgiving() {
            return key.filter(Key::forgiving).isPresent();
        }

        private boolean isBack() {
            return key.filter(Key::back).isPresent();
        }

        /** Collects the page and one more hit, which tells that there is another page; every hit is counted. */
        CollectorManager<?, ?> collector() {
            return new TopFieldCollectorManager(order.sort(isBack()), top + 1, key.map(order::hit).orElse(null), Integer.MAX_VALUE);
        }

        /** The page, of what was collected. */
        HitPage of(TopFieldDocs collected, boolean forgiving) {
            var hits = new ArrayList<>(Arrays.stream(collected.scoreDocs).limit(top).map(FieldDoc.class::cast).toList());
            var more = collected.scoreDocs.length > top;
            if (isBack()) Collections.reverse(hits);
            var keys = hits.stream().map(hit -> order.key(hit, false, forgiving)).toList();
            var before = keys.isEmpty() ? Optional.<Key>empty() : Optional.of(order.key(hits.getFirst(), true, forgiving));
            var after = keys.isEmpty() ? Optional.<Key>empty() : Optional.of(keys.getLast());
            return new HitPage(keys.stream().map(Key::id).toList(), before.filter(_ -> isBack() ? more : !isFirst()), after.filter(_ -> isBack() || more));
        }
    }
}
