package torg.launcher;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was started so far. Closing it stops the latest first, once; what is started after that is stopped at once. Safe for any thread. */
final class Started implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private boolean closed;

    <T extends AutoCloseable> T add(T part) {
        synchronized (this) {
            if (!closed) {
                parts.push(part);
                return part;
            }
        }
        stop(part);
        return part;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        parts.forEach(Started::stop);
    }

    // One part that will not stop must not keep the others running.
    private static void stop(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            System.err.println("torg: " + part.getClass().getSimpleName() + " did not stop cleanly (" + e.getMessage() + ")");
        }
    }
}
