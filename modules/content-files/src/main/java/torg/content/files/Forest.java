package torg.content.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.problem.TorgException;
import torg.content.files.Ear.Heard;

/**
 * Notices changes below some folders. What has changed is found by comparing two looks, at the files that the file system named or, every now and then
 * and whenever more may have happened than was said, at all of them: which is right on every file system, for every way an editor saves, and for
 * folders that come and go.
 */
final class Forest implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Forest.class);
    /** What no event told of is found after so long. */
    private static final Duration RESCAN = Duration.ofSeconds(2);
    /** How long is listened before it is seen whether a look at everything is over. */
    private static final Duration ASIDE = Duration.ofMillis(20);
    /** What has less is written with one call by every usual program: the buffers of C have so much, those of Java and Python twice as much. */
    private static final long ONE_STROKE = 4_096;
    private static final Heard ALL = new Heard(true, Map.of());

    private final List<Tree> trees;
    private final Pace pace;
    private final Lock still;
    private final Consumer<Set<String>> changed;
    /** What is known to be complete, because it was made here; by path. */
    private final Map<String, Optional<Stamp>> made = new ConcurrentHashMap<>();
    private final Ear ear;
    private final Thread thread;
    private final NavigableMap<String, Stamp> reported;
    private long lastReport;
    private volatile long nextScan;
    /** A look at everything on a thread of its own: of thousands of files it takes longer than an edit may wait. */
    private Optional<CompletableFuture<Map<String, Stamp>>> aside = Optional.empty();
    /** What was reported since that look began, and may be newer than what it found. */
    private final Set<String> meanwhile = new HashSet<>();
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
        this.ear = new Ear();
        this.reported = new TreeMap<>(firstLook());
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
        var heard = ear.hear(aside.isPresent() ? ASIDE : Duration.ofNanos(Math.max(nextScan - System.nanoTime(), 1)));
        reportMade();
        Map<String, Optional<Stamp>> changes;
        try {
            changes = heard.isNothing() ? unheard() : settled(heard);
        } catch (TorgException e) {
            // The reader of the store is told the same when it reads; here it only means: look again later.
            LOG.debug("event=scan-failed", e);
            failed = true;
            changed.accept(Set.of());
            return;
        }
        // While a look at everything goes on, nobody knows yet whether it succeeds.
        if (changes.isEmpty() && (!failed || aside.isPresent())) return;
        changed.accept(failed ? Set.of() : changes.keySet());
        remember(changes);
        failed = false;
        lastReport = System.nanoTime();
    }

    /** What a look at everything finds, mostly nothing. What came while it looked is heard by now, and waits no longer for that. */
    private Map<String, Optional<Stamp>> unheard() throws InterruptedException {
        if (!differsAside()) return Map.of();
        var heard = ear.hear(Duration.ZERO);
        return settled(heard.isNothing() ? ALL : heard);
    }

    /** Whether a look at everything is over and found what nobody told of; when there is none, one begins. */
    private boolean differsAside() {
        if (aside.isEmpty()) {
            meanwhile.clear();
            aside = Optional.of(CompletableFuture.supplyAsync(this::scan, task -> Thread.ofVirtual().name("content-files-scan").start(task)));
        }
        if (!aside.get().isDone()) return false;
        var scan = aside.get();
        aside = Optional.empty();
        try {
            var changes = differences(scan.join());
            changes.keySet().removeAll(meanwhile);
            return failed || !changes.isEmpty();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException known) throw known;
            throw e;
        }
    }

    private void remember(Map<String, Optional<Stamp>> files) {
        meanwhile.addAll(files.keySet());
        files.forEach((path, stamp) -> stamp.ifPresentOrElse(there -> reported.put(path, there), () -> reported.remove(path)));
    }

    /** These files are so by an edit that is complete: nobody has to wait whether more comes. Called while nobody looks. */
    void made(Map<String, Optional<Stamp>> files) {
        made.putAll(files);
    }

    private void reportMade() {
        var mine = Map.copyOf(made);
        if (mine.isEmpty()) return;
        changed.accept(mine.keySet());
        remember(mine);
        mine.forEach(made::remove);
    }

    /** Whether changes are still noticed. */
    boolean isAlive() {
        return thread.isAlive();
    }

    /**
     * What has changed, once nothing has between two looks, so that no half-written file is reported. What was replaced as a whole is complete. Whoever writes
     * a file anew begins with less than was there, and whoever writes slowly is seen to go on: both are waited for longer, because half a document can
     * allow more than the whole one.
     */
    private Map<String, Optional<Stamp>> settled(Heard first) throws InterruptedException {
        var start = System.nanoTime();
        var slow = start - lastReport < pace.slowQuiet().toNanos();
        var all = first;
        var before = changes(all);
        while (!before.isEmpty()) {
            var whole = isWhole(all, before);
            var waits = !whole && (slow || shrunk(before));
            var heard = ear.hear(whole || !waits && isOneStroke(all, before) ? pace.whole() : waits ? pace.slowQuiet() : pace.quiet());
            all = all.and(heard);
            var now = changes(all);
            var same = now.equals(before);
            var passed = System.nanoTime() - start;
            if (heard.isNothing() && same || passed > (waits ? pace.slowPatience() : pace.patience()).toNanos()) return now;
            slow |= !same && !whole && passed > pace.quiet().toNanos();
            before = now;
        }
        return before;
    }

    /** Whether each of these files was there before and another took its place, which a rename does at one stroke. */
    private boolean isWhole(Heard heard, Map<String, Optional<Stamp>> changes) {
        return !heard.lost() && heard.files().values().stream().allMatch(appeared -> appeared) && changes.entrySet().stream().allMatch(change -> change.getValue().isPresent() && reported.containsKey(change.getKey()));
    }

    /** Whether each of these files was there before and is small enough that its writer hands it over at one stroke: what is seen of it is all of it. */
    private boolean isOneStroke(Heard heard, Map<String, Optional<Stamp>> changes) {
        return !heard.lost() && changes.entrySet().stream().allMatch(change -> change.getValue().filter(stamp -> stamp.size() < ONE_STROKE).isPresent() && reported.containsKey(change.getKey()));
    }

    /** Whether a file has less than when it was reported, or is gone. */
    private boolean shrunk(Map<String, Optional<Stamp>> changes) {
        return changes.entrySet().stream().anyMatch(change -> reported.containsKey(change.getKey()) && change.getValue().map(Stamp::size).orElse(-1L) < reported.get(change.getKey()).size());
    }

    /** What is different now from what was reported: in the files that were named, or in all. */
    private Map<String, Optional<Stamp>> changes(Heard heard) {
        if (!heard.lost() && !failed) {
            var named = named(heard.files().keySet());
            if (named.isPresent()) return named.get();
        }
        return differences(scan());
    }

    /** What is different there from what was reported. */
    private Map<String, Optional<Stamp>> differences(Map<String, Stamp> now) {
        var changes = new HashMap<String, Optional<Stamp>>();
        now.forEach((path, stamp) -> {
            if (!stamp.equals(reported.get(path))) changes.put(path, Optional.of(stamp));
        });
        reported.keySet().forEach(path -> {
            if (!now.containsKey(path)) changes.put(path, Optional.empty());
        });
        return changes;
    }

    /** Nothing when only a scan can tell, as of a folder that went. */
    private Optional<Map<String, Optional<Stamp>>> named(Set<Path> places) {
        var changes = new HashMap<String, Optional<Stamp>>();
        for (var tree : trees) {
            var found = whileStill(() -> tree.look(places));
            if (found.isEmpty()) return Optional.empty();
            for (var file : found.get().entrySet()) {
                var path = file.getKey();
                if (file.getValue().isEmpty() && wasFolder(path)) return Optional.empty();
                if (!file.getValue().equals(Optional.ofNullable(reported.get(path)))) changes.put(path, file.getValue());
            }
        }
        return Optional.of(changes);
    }

    private boolean wasFolder(String path) {
        var next = reported.ceilingKey(path + "/");
        return next != null && next.startsWith(path + "/");
    }

    private Map<String, Stamp> scan() {
        var start = System.nanoTime();
        try {
            return whileStill(() -> {
                var found = new HashMap<String, Stamp>();
                trees.forEach(tree -> found.putAll(tree.scan(ear::listen)));
                return found;
            });
        } finally {
            // A large site on a slow disk costs two percent of a processor at most.
            var end = System.nanoTime();
            nextScan = end + Math.max((end - start) * 50, RESCAN.toNanos());
        }
    }

    private <T> T whileStill(Supplier<T> look) {
        still.lock();
        try {
            return look.get();
        } finally {
            still.unlock();
        }
    }

    /** No further calls; waits for one that has begun. */
    @Override
    public void close() {
        try {
            ear.close();
            thread.join(Duration.ofSeconds(5));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
