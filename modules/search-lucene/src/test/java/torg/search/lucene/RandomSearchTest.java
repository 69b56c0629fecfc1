package torg.search.lucene;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import torg.api.site.Site;
import torg.search.lucene.index.SearchIndex;
import torg.search.lucene.site.SearchCompiler;
import torg.spi.search.Search;
import torg.spi.site.SiteCompiler;
import torg.testkit.MemoryTables;
import torg.testkit.TestSites;
import torg.testkit.random.RandomSearchContract;

class RandomSearchTest implements RandomSearchContract {
    @TempDir
    Path folder;

    private Indexes indexes;
    private SearchIndex index;
    private int opened;

    @BeforeEach
    void begin() {
        indexes = new Indexes(folder);
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        indexes.close();
    }

    @Override
    public SiteCompiler<?> documents() {
        return new SearchCompiler();
    }

    @Override
    public Search open(TestSites sites, MemoryTables tables) {
        index = indexes.index("index" + ++opened, sites, tables, null);
        return Indexes.search(index, tables, null);
    }

    @Override
    public boolean isCurrent(Site site) {
        return index.isCurrent(site);
    }
}
