package torg.search.lucene.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.IOUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/**
 * The index in its folder. Nothing is lost with it: one that cannot be read, or was laid out by another version, is thrown away. One thread writes, many read.
 */
public final class IndexFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IndexFolder.class);
    /** Grows with each change of {@link Fields} and of how a text becomes words. */
    private static final String LAYOUT = "1";
    private static final String LAYOUT_NOTE = "layout";
    /** Names of what Lucene writes. */
    private static final Pattern OF_LUCENE = Pattern.compile("(pending_)?segments_\\w+|_\\w+\\.\\w+|" + Pattern.quote(IndexWriter.WRITE_LOCK_NAME));
    private static final String LEFT_OUT_NOTE = "left-out.";
    private static final int LONGEST_TOLD = 200;
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final double BUFFER_MB = 32;
    private static final Sort BY_ID = new Sort(new SortField(Fields.ID, SortField.Type.STRING));

    private final FSDirectory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final Map<String, String> notes;
    private final Set<String> leftOut = new ConcurrentSkipListSet<>();

    private IndexFolder(FSDirectory directory) throws IOException {
        this.directory = directory;
        this.writer = new IndexWriter(directory, new IndexWriterConfig(Fields.ANALYZER).setRAMBufferSizeMB(BUFFER_MB).setCommitOnClose(false));
        try {
            this.searchers = new SearcherManager(writer, null);
        } catch (IOException | RuntimeException e) {
            IOUtils.closeWhileSuppressingExceptions(e, writer, directory); // or its lock stays
            throw e;
        }
        this.notes = new TreeMap<>();
        if (writer.getLiveCommitData() != null) writer.getLiveCommitData().forEach(note -> notes.put(note.getKey(), note.getValue()));
        notes.keySet().stream().filter(note -> note.startsWith(LEFT_OUT_NOTE)).forEach(note -> leftOut.add(note.substring(LEFT_OUT_NOTE.length())));
    }

    /**
     * The index there, or an empty one in its place.
     *
     * @param anew whether it is thrown away
     * @throws LockObtainFailedException when somebody else has it open; nothing is touched then
     * @throws FileSystemException when there is no index, but something else; nothing is touched then
     */
    public static IndexFolder open(Path folder, boolean anew) throws IOException {
        Files.createDirectories(folder);
        if (anew || !isOurs(folder)) empty(folder);
        try {
            return new IndexFolder(FSDirectory.open(folder));
        } catch (LockObtainFailedException e) {
            throw e; // it is somebody's who is still there
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("event=search-index-damaged folder={} reason=\"{}\": it is made again", folder, e.toString());
            empty(folder);
            return new IndexFolder(FSDirectory.open(folder));
        }
    }

    private static boolean isOurs(Path folder) {
        try (var directory = FSDirectory.open(folder)) {
            return DirectoryReader.indexExists(directory) && LAYOUT.equals(DirectoryReader.listCommits(directory).getLast().getUserData().get(LAYOUT_NOTE));
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("event=search-index-unreadable folder={} reason=\"{}\"", folder, e.toString());
            return false;
        }
    }

    /** Throw away an index, and nothing else; as its writer, so that nobody else is. */
    private static void empty(Path folder) throws IOException {
        try (var entries = Files.newDirectoryStream(folder, entry -> !OF_LUCENE.matcher(entry.getFileName().toString()).matches() || !Files.isRegularFile(entry))) {
            for (var entry : entries) throw new FileSystemException(folder.toString(), null, "the folder is not the index's: there is '" + entry.getFileName() + "' in it");
        }
        try (var directory = FSDirectory.open(folder); var lock = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
            for (var file : directory.listAll()) {
                lock.ensureValid();
                if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) directory.deleteFile(file);
            }
        }
    }

    /** What was noted with the last commit; empty for a new index. */
    public Map<String, String> notes() {
        return Map.copyOf(notes);
    }

    /** What cannot be indexed is left out, so that it does not keep out all others. */
    void put(String id, Supplier<Document> document) throws IOException {
        try {
            writer.updateDocument(new Term(Fields.ID, id), document.get());
            leftOut.remove(id);
        } catch (AlreadyClosedException e) {
            throw e; // that is the index, and not the document
        } catch (RuntimeException e) {
            writer.deleteDocuments(new Term(Fields.ID, id));
            if (leftOut.add(id)) LOG.warn("event=search-left-out id=\"{}\" reason=\"{}\"", shortened(id), shortened(e.toString()));
        }
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST_TOLD));
    }

    void remove(String id) throws IOException {
        writer.deleteDocuments(new Term(Fields.ID, id));
        leftOut.remove(id);
    }

    void removeAll(String kind) throws IOException {
        writer.deleteDocuments(new Term(Fields.KIND, kind));
        leftOut.removeIf(id -> id.startsWith(Fields.id(kind, "")));
    }

    /** Ids of what cannot be indexed. */
    Set<String> leftOut() {
        return leftOut;
    }

    /** Ids of rows of which a file's words are not in the index for this reason, at most so many. */
    List<String> unread(String reason, int most) throws IOException {
        return read(searcher -> {
            var ids = new ArrayList<String>();
            var found = searcher.search(new TermQuery(new Term(Fields.UNREAD, reason)), Math.min(most, Math.max(1, searcher.getIndexReader().maxDoc())), BY_ID);
            for (var one : found.scoreDocs) ids.add(((BytesRef) ((FieldDoc) one).fields[0]).utf8ToString());
            return ids;
        });
    }

    /** Whether a row has a file with these bytes, whose words are looked for. */
    boolean holdsFile(String digest) {
        try {
            return read(searcher -> searcher.count(new TermQuery(new Term(Fields.FILES, digest))) > 0);
        } catch (IOException e) {
            throw new UncheckedIOException("the index cannot be read", e);
        }
    }

    /** What was put and removed is found, and not found, from now on. */
    void show() throws IOException {
        searchers.maybeRefreshBlocking();
    }

    /** It is on disk, with these notes. */
    void commit(Map<String, String> said) throws IOException {
        notes.clear();
        notes.putAll(said);
        notes.put(LAYOUT_NOTE, LAYOUT);
        leftOut.forEach(id -> notes.put(LEFT_OUT_NOTE + id, ""));
        writer.setLiveCommitData(notes.entrySet());
        writer.commit();
    }

    /** Documents there are, of all kinds. */
    int size() {
        return writer.getDocStats().numDocs;
    }

    /** What reads the index. */
    @FunctionalInterface
    public interface Reading<T> {
        T from(IndexSearcher searcher) throws IOException;
    }

    /**
     * Read it as it is now, whatever is written meanwhile.
     *
     * @throws TorgException BUSY {@code search.late} when it takes too long
     */
    public <T> T read(Reading<T> reading) throws IOException {
        var shared = searchers.acquire();
        try {
            var own = new IndexSearcher(shared.getIndexReader());
            own.setQueryCache(null); // each caller asks among other rows, so hardly anything is asked twice, and to keep it costs more than to ask
            var end = System.nanoTime() + LONGEST.toNanos();
            own.setTimeout(() -> System.nanoTime() > end);
            var answer = reading.from(own);
            if (own.timedOut()) throw TorgException.of(ProblemKind.BUSY, "search.late", "the search took longer than " + LONGEST.toSeconds() + " seconds").help("look for more words, or rarer ones");
            return answer;
        } finally {
            searchers.release(shared);
        }
    }

    /** What was not committed is lost. */
    @Override
    public void close() throws IOException {
        for (var one : List.of(searchers, writer, directory)) one.close();
    }
}
