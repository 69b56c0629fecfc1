package torg.search.lucene.file;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.file.FileContent;
import torg.api.file.StoredFile;
import torg.search.lucene.file.FileText.Unread;
import torg.search.lucene.process.FileKind;

/** Has the words of files read, one file after the other beside everything else, and tells when they are there. Thread-safe. */
public final class FileReading implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileReading.class);

    private final TextFolder texts;
    private final ReadingProcess process;
    private final ExecutorService reader = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("torg-search-files").factory());
    /** By digest of a file that is not read yet, who waits for its words. */
    private final Map<String, Set<Runnable>> waiting = new HashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    public FileReading(TextFolder texts, ReadingProcess process) {
        this.texts = texts;
        this.process = process;
    }

    /** Whether a file has words that can be read, if it is what it is called. */
    public static boolean hasWords(StoredFile file) {
        return FileKind.of(file.mediaType()).isPresent();
    }

    /**
     * What is known of a file's words; where that is nothing yet, it is read.
     *
     * @param content asked for when it is its turn; empty when it is gone by then
     * @param then runs once more is known; who asks again with an equal one is told once
     */
    public Optional<FileText> of(StoredFile file, Supplier<Optional<FileContent>> content, Runnable then) {
        var known = texts.find(file.digest());
        if (known.isEmpty()) want(file, content, then);
        return known;
    }

    private synchronized void want(StoredFile file, Supplier<Optional<FileContent>> content, Runnable then) {
        var others = waiting.get(file.digest());
        if (others != null) {
            others.add(then);
            return;
        }
        waiting.put(file.digest(), new HashSet<>(Set.of(then)));
        count.incrementAndGet();
        reader.execute(() -> read(file, content));
    }

    private void read(StoredFile file, Supplier<Optional<FileContent>> content) {
        try {
            var found = content.get().filter(one -> one.file().digest().equals(file.digest()));
            if (found.isPresent()) texts.put(file.digest(), read(found.get()));
            done(file.digest()).forEach(Runnable::run); // where it is gone, others that wait for the same ask again with theirs
        } catch (IOException | RuntimeException e) {
            LOG.warn("event=search-file-late name=\"{}\" reason=\"{}\": it is read when its row changes, or after the next start", file.name(), e.toString());
            done(file.digest());
        } catch (InterruptedException e) {
            return; // the portal ends
        } finally {
            count.decrementAndGet();
        }
    }

    private FileText read(FileContent content) throws IOException, InterruptedException {
        var text = process.read(content.file().mediaType(), content.bytes());
        if (text instanceof Unread(var reason)) LOG.warn("event=search-file-unread name=\"{}\" reason={}: it is found by its name", content.file().name(), reason);
        return text;
    }

    private synchronized Set<Runnable> done(String digest) {
        return waiting.remove(digest);
    }

    /** Files that are not read yet, or of which those that wait for them do not know yet. */
    public int waiting() {
        return count.get();
    }

    /** What was not begun is not read. */
    @Override
    public void close() {
        reader.shutdownNow();
    }
}
