package torg.search.lucene.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.store.LockObtainFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexFolderTest {
    @TempDir
    Path folder;

    @Test
    void whatCannotBeIndexedIsLeftOutAloneAndToldUntilItCan() throws Exception {
        try (var index = IndexFolder.open(folder, false)) {
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
        try (var index = IndexFolder.open(folder, false)) {
            assertThat(index.leftOut()).containsExactly("tag/1", "tag/3");
            index.put("tag/1", () -> document("tag/1", "short"));
            index.remove("tag/3");
            index.show();
            assertThat(index.leftOut()).isEmpty();
            assertThat(size(index)).isEqualTo(2);
        }
    }

    @Test
    void aFolderThatHoldsSomethingElseIsNotEmptied() throws Exception {
        var letter = Files.writeString(folder.resolve("letter.txt"), "dear");
        assertThatThrownBy(() -> IndexFolder.open(folder, false)).isInstanceOf(FileSystemException.class).hasMessageContaining("letter.txt");
        Files.move(letter, Files.createDirectory(folder.resolve("_0")).resolve("letter.txt"));
        assertThatThrownBy(() -> IndexFolder.open(folder, false)).isInstanceOf(FileSystemException.class).hasMessageContaining("_0");
        assertThat(folder.resolve("_0/letter.txt")).hasContent("dear");
    }

    @Test
    void anIndexThatSomebodyElseHasOpenIsLeftToThem() throws Exception {
        try (var index = IndexFolder.open(folder, false)) {
            for (var anew : List.of(false, true)) assertThatThrownBy(() -> IndexFolder.open(folder, anew)).as("before a commit").isInstanceOf(LockObtainFailedException.class);
            index.put("tag/1", () -> document("tag/1", "short"));
            index.commit(Map.of());
            for (var anew : List.of(false, true)) assertThatThrownBy(() -> IndexFolder.open(folder, anew)).isInstanceOf(LockObtainFailedException.class);
        }
        try (var index = IndexFolder.open(folder, false)) {
            assertThat(size(index)).isEqualTo(1);
        }
        try (var index = IndexFolder.open(folder, true)) {
            assertThat(size(index)).isZero();
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
