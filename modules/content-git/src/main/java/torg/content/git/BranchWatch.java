package torg.content.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wakes somebody when the branch may have moved. Events of the file system say so at once; where there are none it wakes every two seconds. */
final class BranchWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BranchWatch.class);
    private static final Duration RESCAN = Duration.ofSeconds(2);

    private final Look look;
    private final WatchService events;
    private final Thread thread;
    private volatile String failure = "";

    /** What to do when the branch may have moved. */
    interface Look {
        /** @return folders to listen to from now on */
        Path[] look() throws IOException;
    }

    /** @param look called on one thread, first at once */
    BranchWatch(Look look) throws IOException {
        this.look = look;
        this.events = FileSystems.getDefault().newWatchService();
        this.thread = Thread.ofVirtual().name("content-git").start(this::run);
    }

    private void run() {
        try {
            while (true) {
                lookOnce();
                await();
            }
        } catch (ClosedWatchServiceException | InterruptedException e) {
            LOG.debug("event=watch-ended");
        }
    }

    /** One look that fails must not be the last. The same failure at every look is told once. */
    private void lookOnce() {
        try {
            for (var folder : look.look()) listen(folder);
            failure = "";
        } catch (ClosedWatchServiceException e) {
            throw e;
        } catch (IOException | RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            if (!e.toString().equals(failure)) LOG.warn("event=look-failed", e);
            failure = e.toString();
        }
    }

    /** Registering a folder again is harmless, and needed when it went and came back. */
    private void listen(Path folder) {
        try {
            if (Files.isDirectory(folder)) folder.register(events, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE);
        } catch (IOException e) {
            LOG.debug("folder={} event=no-events", folder, e);
        }
    }

    private void await() throws InterruptedException {
        for (var key = events.poll(RESCAN.toNanos(), TimeUnit.NANOSECONDS); key != null; key = events.poll()) {
            key.pollEvents();
            key.reset();
        }
    }

    /** Whether movements are still noticed. */
    boolean isAlive() {
        return thread.isAlive();
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
