package torg.site;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a task on a thread of its own, once for many calls that come close together. Thread-safe. */
final class Debounce implements AutoCloseable {
    /** However lively it is, the task is not put off for longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Debounce.class);

    private final String name;
    private final ScheduledExecutorService thread;
    private final Runnable task;
    private Future<?> next;
    private long latest;

    Debounce(String name, Runnable task) {
        this.name = name;
        this.thread = Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name(name).factory());
        this.task = task;
    }

    /** Run the task when this much time has passed without another call. */
    synchronized void after(Duration quiet) {
        if (thread.isShutdown()) return;
        var now = System.nanoTime();
        if (next == null) latest = now + Math.max(PATIENCE.toNanos(), quiet.toNanos());
        else next.cancel(false);
        next = thread.schedule(this::run, Math.min(quiet.toNanos(), latest - now), TimeUnit.NANOSECONDS);
    }

    private void run() {
        synchronized (this) {
            next = null;
        }
        try {
            task.run();
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            // The executor would keep it to itself, and nobody would know why nothing happens.
            LOG.error("task={} event=failed", name, e);
        }
    }

    /** No further runs; waits for one that has begun. */
    @Override
    public void close() {
        synchronized (this) {
            if (next != null) next.cancel(false);
            thread.shutdown();
        }
        thread.close();
    }
}
