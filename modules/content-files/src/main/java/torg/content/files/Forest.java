package torg.content.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.problem.TorgException;

/**
 * Notices changes below some folders. Events of the file system only wake it: what has changed is always found by comparing two looks at the folders,
 * which is right on every file system, for every way an editor saves, and for folders that come and go.
 */
final class Forest implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Forest.class);
    /** For file systems that send no events. */
    private static final Duration RESCAN = Duration.ofSeconds(2);

    private final List<Tree> trees;
    private final Pace pace;
    private final Lock still;
    private final Consumer<Set<String>> changed;
    /** What is known to be complete, because it was made here; by path. */
    private final Map<String, Optional<Stamp>> made = new ConcurrentHashMap<>();
    private final WatchService events;
    private final Thread thread;
    private Map<String, Stamp> reported;
    private long lastReport;
    private Duration rescan = RESCAN;
    private boolean toldDeaf;
    private String lastFailure = "";
    /** Whether the last look failed: what the reader was told then is old once a look succeeds, even when nothing has changed in the end. */
    private boolean failed;

    /**
     * @param still held while the folders are looked at: no edit of ours is half made then
     * @param changed called on one thread with the paths that changed, appeared or went
     */
    Forest(List<Tree> trees, Pace pace, Lock still, Consumer<Set<String>> changed) throws IOException {
        this.trees = trees;
        this.pace = pace;
        this.still = still;
        this.changed = changed;
        this.lastReport = System.nanoTime() - pace.slowQuiet().toNanos();
        this.events = FileSystems.getDefault().newWatchService();
        this.reported = firstLook();
        this.thread = Thread.ofVirtual().name("content-files").start(this::run);
    }

    private Map<String, Stamp> firstLook() {
        try {
            return scan();
        } catch (TorgException e) {
            // Whoever reads the store is told; once it can be read, all of it counts as changed.
            LOG.debug("event=scan-failed", e);
            return Map.of();
        }
    }

    private void run() {
        try {
            while (true) lookOnce();
        } catch (ClosedWatchServiceException | InterruptedException e) {
            LOG.debug("event=watch-ended");
        }
    }

    /** One look that fails must not be the last. The same failure at every look is told once. */
    private void lookOnce() throws InterruptedException {
        try {
            look();
            lastFailure = "";
        } catch (ClosedWatchServiceException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            if (!e.toString().equals(lastFailure)) LOG.error("event=look-failed", e);
            lastFailure = e.toString();
        }
    }

    private void look() throws InterruptedException {
        await(rescan);
        reportMade();
        Map<String, Stamp> now;
        try {
            now = scan();
            if (!now.equals(reported)) now = settled();
        } catch (TorgException e) {
            // The reader of the store is told the same when it reads; here it only means: look again later.
            LOG.debug("event=scan-failed", e);
            failed = true;
            changed.accept(Set.of());
            return;
        }
        var differences = differences(reported, now);
        if (differences.isEmpty() && !failed) return;
        changed.accept(failed ? Set.of() : differences);
        reported = now;
        failed = false;
        lastReport = System.nanoTime();
    }

    /** These files are so by an edit that is complete: nobody has to wait whether more comes. Called while nobody looks. */
    void made(Map<String, Optional<Stamp>> files) {
        made.putAll(files);
    }

    private void reportMade() {
        var mine = Map.copyOf(made);
        if (mine.isEmpty()) return;
        changed.accept(mine.keySet());
        var now = new TreeMap<>(reported);
        mine.forEach((path, stamp) -> stamp.ifPresentOrElse(there -> now.put(path, there), () -> now.remove(path)));
        reported = now;
        mine.forEach(made::remove);
    }

    /** Whether changes are still noticed. */
    boolean isAlive() {
        return thread.isAlive();
    }

    /**
     * Look until nothing has changed between two looks, so that no half-written file is reported. Whoever writes a file anew begins with less than was
     * there, and whoever writes slowly is seen to go on: both are waited for longer, because half a document can allow more than the whole one.
     */
    private Map<String, Stamp> settled() throws InterruptedException {
        var start = System.nanoTime();
        var slow = start - lastReport < pace.slowQuiet().toNanos();
        var before = scan();
        while (true) {
            var waits = slow || shrunk(before);
            var woken = await(waits ? pace.slowQuiet() : pace.quiet());
            var now = scan();
            var same = now.equals(before);
            var passed = System.nanoTime() - start;
            if (!woken && same || passed > (waits ? pace.slowPatience() : pace.patience()).toNanos()) return now;
            slow |= !same && passed > pace.quiet().toNanos();
            before = now;
        }
    }

    /** Whether a file has less than when it was reported, or is gone. */
    private boolean shrunk(Map<String, Stamp> now) {
        return reported.entrySet().stream().anyMatch(old -> !now.containsKey(old.getKey()) || now.get(old.getKey()).size() < old.getValue().size());
    }

    /** Whether an event came within this time; takes all that are there. */
    private boolean await(Duration time) throws InterruptedException {
        var key = events.poll(time.toNanos(), TimeUnit.NANOSECONDS);
        if (key == null) return false;
        for (; key != null; key = events.poll()) {
            key.pollEvents();
            key.reset();
        }
        return true;
    }

    private Map<String, Stamp> scan() {
        var start = System.nanoTime();
        var found = new TreeMap<String, Stamp>();
        still.lock();
        try {
            trees.forEach(tree -> found.putAll(tree.scan(this::listen)));
        } finally {
            still.unlock();
        }
        // A large site on a slow disk costs two percent of a processor at most.
        var least = Duration.ofNanos((System.nanoTime() - start) * 50);
        rescan = least.compareTo(RESCAN) > 0 ? least : RESCAN;
        return found;
    }

    /** Registering a folder again is harmless, and needed when it went and came back. */
    private void listen(Path folder) {
        try {
            folder.register(events, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE);
        } catch (IOException e) {
            if (!toldDeaf) LOG.warn("folder={} event=no-events: edits are noticed every {} s instead of at once; raise the system's limit of watched folders", folder, RESCAN.toSeconds());
            toldDeaf = true;
        }
    }

    private static Set<String> differences(Map<String, Stamp> before, Map<String, Stamp> now) {
        var paths = new HashSet<>(before.keySet());
        paths.addAll(now.keySet());
        paths.removeIf(path -> before.containsKey(path) && before.get(path).equals(now.get(path)));
        return paths;
    }

    /** No further calls; waits for one that has begun. */
    @Override
    public void close() {
        try {
            events.close();
            thread.join(Duration.ofSeconds(5));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
