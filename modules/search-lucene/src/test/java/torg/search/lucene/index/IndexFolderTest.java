package torg.search.lucene.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexFolderTest {
    @TempDir
    Path folder;

    @Test
    void whatCannotBeIndexedIsLeftOutAloneAndToldUntilItCan() throws Exception {
        try (var index = IndexFolder.open(folder)) {
            index.put("tag/1", () -> document("tag/1", "short"));
            index.put("tag/2", () -> document("tag/2", "short"));
            index.put("tag/1", () -> document("tag/1", "x".repeat(40_000)));
            index.put("tag/3", () -> {
                throw new IllegalArgumentException("no text can be made of it");
            });
            index.show();
            assertThat(index.leftOut()).containsExactly("tag/1", "tag/3");
            assertThat(size(index)).as("what was there of it before is gone too").isEqualTo(1);
            index.commit(Map.of());
        }
        try (var index = IndexFolder.open(folder)) {
            assertThat(index.leftOut()).containsExactly("tag/1", "tag/3");
            index.put("tag/1", () -> document("tag/1", "short"));
            index.remove("tag/3");
            index.show();
            assertThat(index.leftOut()).isEmpty();
            assertThat(size(index)).isEqualTo(2);
        }
    }

    private static Document document(String id, String facet) {
        var document = new Document();
        RowDocument.identify(document, id, "tag");
        document.add(new StringField("f:tag.kind", facet, Field.Store.NO));
        return document;
    }

    private static int size(IndexFolder index) throws Exception {
        return index.read(searcher -> searcher.getIndexReader().numDocs());
    }
}
