package torg.search.lucene.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.table.Committed;
import torg.search.lucene.Indexes;
import torg.search.lucene.file.FileReading;
import torg.search.lucene.file.TextFolder;
import torg.search.lucene.site.SearchCompiler;
import torg.testkit.TestSource;
import torg.testkit.MemoryTables;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;

class FeedingTest {
    @TempDir
    Path folder;

    private final TestSites sites = TestSites.of(new TestSource().document("tables/product.yml", "{table: product, key: number, title: number, columns: {number: {type: text}}}")
            .document("search.yml", "tables: [{table: product, columns: [number]}]"), new TableDocuments(), new SearchCompiler());

    @Test
    void whatIsHeardOfWhileTheIndexIsPutOnDiskIsTakenInAfterAKill() throws Exception {
        try (var index = IndexFolder.open(folder, false)) {
            var texts = new TextFolder(folder.resolveSibling("texts"));
            var pending = new Interrupted();
            var feeding = new Feeding(index, new MemoryTables(sites::schema), pending, new Feeding.Files(texts, new FileReading(texts, Indexes.READING)), InstantSource.system());
            feeding.follow(sites.current(), List.of(), List.of());
            pending.meanwhile = () -> feeding.hear(List.of(new Committed(5_000, "product", "1", Committed.Kind.CREATED, Set.of(), "", "service:test")));
            feeding.commit();
            assertThat(index.notes()).containsEntry("feed", "0");
        }
    }

    /** Somebody writes right after it was asked how much there is. */
    private static final class Interrupted extends Pending {
        private Runnable meanwhile = () -> {};

        @Override
        synchronized int size() {
            var size = super.size();
            meanwhile.run();
            return size;
        }
    }
}
