package torg.search.lucene.query;

import java.util.Optional;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.util.BytesRef;
import torg.search.lucene.index.Fields;

/**
 * In which order hits stand: by the number of a field where there is one, then the best first, and those of the same points in an order that depends on nothing else.
 *
 * @param field empty where the best come first
 */
record Order(Optional<String> field, boolean descending) {
    /** The last hit of a page comes after all documents with the same place, of which there is itself alone. */
    private static final int AFTER_ITSELF = Integer.MAX_VALUE;

    /** @param back whether the order is turned round, as for a page before a place */
    Sort sort(boolean back) {
        var points = back ? new SortField(null, SortField.Type.SCORE, true) : SortField.FIELD_SCORE;
        var id = new SortField(Fields.ID, SortField.Type.STRING, back);
        if (field.isEmpty()) return new Sort(points, id);
        var number = new SortField(field.get(), SortField.Type.LONG, descending != back);
        number.setMissingValue(descending ? Long.MIN_VALUE : Long.MAX_VALUE); // last, so that it is first when the order is turned round
        return new Sort(number, points, id);
    }

    /** The place of a hit. */
    Key key(FieldDoc hit, boolean back, boolean forgiving) {
        var number = field.isPresent() ? (Long) hit.fields[0] : 0L;
        var rest = field.isPresent() ? 1 : 0;
        return new Key(back, forgiving, number, (Float) hit.fields[rest], ((BytesRef) hit.fields[rest + 1]).utf8ToString());
    }

    /** A hit that has this place. */
    FieldDoc hit(Key key) {
        var id = new BytesRef(key.id());
        return new FieldDoc(AFTER_ITSELF, key.points(), field.isPresent() ? new Object[] {key.number(), key.points(), id} : new Object[] {key.points(), id});
    }
}
