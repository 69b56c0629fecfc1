package torg.search.lucene;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import torg.api.site.Sites;
import torg.search.lucene.file.ReadingProcess;
import torg.search.lucene.index.SearchIndex;
import torg.search.lucene.query.LuceneSearch;
import torg.search.lucene.query.Visible;
import torg.spi.view.PageGuide;
import torg.testkit.MemoryTables;

/** Searches of a test, each with an index of its own. */
public final class Indexes implements AutoCloseable {
    /** Runs from what this test runs from. */
    public static final ReadingProcess READING = new ReadingProcess(() -> Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(one -> Path.of(one).toAbsolutePath()).toList());

    private final Path folder;
    private final ReadingProcess reading;
    private final List<SearchIndex> open = new ArrayList<>();

    public Indexes(Path folder) {
        this(folder, READING);
    }

    /** @param reading what files are read by */
    Indexes(Path folder, ReadingProcess reading) {
        this.folder = folder;
        this.reading = reading;
    }

    public SearchIndex index(String name, Sites sites, MemoryTables tables, PageGuide pages) {
        var index = new SearchIndex(sites, tables, folder.resolve(name), reading).with(pages);
        tables.listener(index);
        open.add(index);
        return index;
    }

    public static LuceneSearch search(SearchIndex index, MemoryTables tables, PageGuide pages) {
        return new LuceneSearch(tables, index, new Visible(tables, index)).with(pages);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (var index : open) index.close();
        open.clear();
    }
}
