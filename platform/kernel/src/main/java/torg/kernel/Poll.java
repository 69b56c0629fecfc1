package torg.kernel;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a task again and again on a thread of its own. A look at a folder with a few files costs some microseconds, and polling works on every file
 * system.
 */
final class Poll implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Poll.class);

    private final String name;
    private final Duration pause;
    private final Runnable task;
    private final Semaphore bell = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;
    private String lastFailure = "";

    Poll(String name, Duration pause, Runnable task) {
        this.name = name;
        this.pause = pause;
        this.task = task;
        this.thread = Thread.ofVirtual().name(name).start(this::run);
    }

    private void run() {
        try {
            while (!closed) {
                runOnce();
                if (bell.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) bell.drainPermits();
            }
        } catch (InterruptedException e) {
            LOG.debug("task={} event=interrupted", name);
        }
    }

    /** One that fails must not be the last. The same failure at every look is told once. */
    private void runOnce() {
        try {
            task.run();
            lastFailure = "";
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            if (!e.toString().equals(lastFailure)) LOG.error("task={} event=failed", name, e);
            lastFailure = e.toString();
        }
    }

    /** The next run is not waited for. */
    void ring() {
        bell.release();
    }

    /** Whether there will be further runs. */
    boolean isAlive() {
        return !closed && thread.isAlive();
    }

    /** No further runs; waits for one that has begun. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
