package torg.search.lucene.file;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.file.FileContent;
import torg.api.file.StoredFile;
import torg.search.lucene.file.FileText.Reason;
import torg.search.lucene.file.FileText.Unread;
import torg.search.lucene.process.FileKind;

/**
 * Has the words of files read beside everything else, and tells when they are there. One file after the other is read for a few seconds; what takes longer is read once more, with all the
 * time a file has, after the others of its kind, so that it holds up none that are quick. Thread-safe.
 */
public final class FileReading implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileReading.class);
    private static final Duration QUICK = Duration.ofSeconds(5);
    /** Files that wait in memory; of others the index knows that they are not read yet. */
    public static final int MOST = 1_000;
    /** Of these, files that take long; so there is room for others, however many do. */
    private static final int MOST_SLOW = 100;
    /** As many as are asked for when there is room: one that does not get in tells that there are more. */
    public static final int ASKED = MOST + 1;

    private final TextFolder texts;
    private final Lane quick;
    private final Lane slow;
    /** By digest of a file that is not read yet, who waits for its words. */
    private final Map<String, Set<Runnable>> waiting = new HashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();
    /** Whether some are to be asked for again: they did not get in, or were not read when the portal ended. */
    private boolean others = true;
    /** Whether any was read since others were asked for: what cannot be read now is not asked for again and again. */
    private boolean getsOn = true;

    /** A process for each file, one after the other. */
    private record Lane(ReadingProcess process, ExecutorService thread) {
        static Lane of(String name, ReadingProcess process) {
            return new Lane(process, Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory()));
        }
    }

    public FileReading(TextFolder texts, ReadingProcess process) {
        this(texts, process.within(QUICK), process);
    }

    /** @param first what a file is read by at first; by the other one when it takes too long for it */
    FileReading(TextFolder texts, ReadingProcess first, ReadingProcess then) {
        this.texts = texts;
        this.quick = Lane.of("torg-search-files", first);
        this.slow = Lane.of("torg-search-slow-files", then);
    }

    /** Whether a file has words that can be read, if it is what it is called. */
    public static boolean hasWords(StoredFile file) {
        return FileKind.of(file.mediaType()).isPresent();
    }

    /**
     * What is known of a file's words; where that is nothing yet, it is read.
     *
     * @param content asked for when it is its turn; empty when it is gone by then
     * @param then runs once more is known; who asks again with an equal one is told once. Where too many files wait it never runs, but {@link #hasRoom} tells when to ask again
     */
    public Optional<FileText> of(StoredFile file, Supplier<Optional<FileContent>> content, Runnable then) {
        var known = texts.find(file.digest());
        if (known.isEmpty()) want(file, content, then);
        return known;
    }

    private synchronized void want(StoredFile file, Supplier<Optional<FileContent>> content, Runnable then) {
        var same = waiting.get(file.digest());
        if (same != null) {
            same.add(then);
            return;
        }
        if (waiting.size() >= MOST) {
            others = true;
            return;
        }
        waiting.put(file.digest(), new HashSet<>(Set.of(then)));
        count.incrementAndGet();
        quick.thread.execute(() -> read(quick, file, content));
    }

    private void read(Lane lane, StoredFile file, Supplier<Optional<FileContent>> content) {
        try {
            if (isDone(lane, file, content)) {
                count.decrementAndGet();
                if (lane == slow) late.decrementAndGet();
            } else {
                late.incrementAndGet();
                slow.thread.execute(() -> read(slow, file, content));
            }
        } catch (InterruptedException | RejectedExecutionException e) {
            count.decrementAndGet(); // the portal ends
        }
    }

    /** False when it takes longer than this lane has. */
    private boolean isDone(Lane lane, StoredFile file, Supplier<Optional<FileContent>> content) throws InterruptedException {
        try {
            var found = content.get().filter(one -> one.file().digest().equals(file.digest()));
            if (found.isPresent()) {
                var text = lane.process.read(found.get().file().mediaType(), found.get().bytes());
                if (lane == quick && text instanceof Unread(var reason) && reason == Reason.SLOW) return late.get() >= MOST_SLOW && putOff(file.digest());
                if (text instanceof Unread(var reason)) LOG.warn("event=search-file-unread name=\"{}\" reason={}: it is found by its name", file.name(), reason);
                texts.put(file.digest(), text);
            }
            done(file.digest()).forEach(Runnable::run); // where it is gone, others that wait for the same ask again with theirs
        } catch (IOException | RuntimeException e) {
            LOG.warn("event=search-file-late name=\"{}\" reason=\"{}\": it is read when its row changes, or after the next start", file.name(), e.toString());
            giveUp(file.digest());
        }
        return true;
    }

    /** To be asked for again, once one of those that take long is read. */
    private synchronized boolean putOff(String digest) {
        waiting.remove(digest);
        others = true;
        return true;
    }

    private synchronized void giveUp(String digest) {
        waiting.remove(digest);
    }

    /** Whether there is room for files that are not read yet and that nobody has asked for, or that were too many: tells once. */
    public synchronized boolean hasRoom() {
        if (!others || !getsOn || waiting.size() > MOST_SLOW) return false;
        others = false;
        getsOn = false;
        return true;
    }

    private synchronized Set<Runnable> done(String digest) {
        getsOn = true;
        return waiting.remove(digest);
    }

    /** Files that are being read or wait to be, or of which those that wait for them do not know yet; one more where there are others. */
    public synchronized int waiting() {
        return count.get() + (others && (getsOn || !waiting.isEmpty()) ? 1 : 0);
    }

    /** What was not begun is not read. */
    @Override
    public void close() {
        quick.thread.shutdownNow();
        slow.thread.shutdownNow();
    }
}
