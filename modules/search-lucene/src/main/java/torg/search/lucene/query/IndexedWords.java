package torg.search.lucene.query;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/** Which words the index has at all, in whatever document: those that it has not need not be looked for. */
record IndexedWords(List<LeafReaderContext> segments) {
    boolean hasAll(String field, Collection<String> words) throws IOException {
        for (var word : words) if (!has(field, word)) return false;
        return true;
    }

    boolean has(String field, String word) throws IOException {
        var sought = new BytesRef(word);
        for (var segment : segments) {
            var terms = segment.reader().terms(field);
            if (terms != null && terms.iterator().seekExact(sought)) return true;
        }
        return false;
    }

    boolean hasBeginning(String field, String beginning) throws IOException {
        var sought = new BytesRef(beginning);
        for (var segment : segments) {
            var terms = segment.reader().terms(field);
            if (terms == null) continue;
            var words = terms.iterator();
            if (words.seekCeil(sought) != TermsEnum.SeekStatus.END && StringHelper.startsWith(words.term(), sought)) return true;
        }
        return false;
    }
}
