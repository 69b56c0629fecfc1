package torg.web;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a line per request from a thread of its own. Requests that queue for the log file would wait there longer than a kept page takes to be
 * served, so they only leave their line, and a line appears up to a tenth of a second late.
 */
final class AccessLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("torg.web.access");
    private static final int MOST_WAITING = 20_000;
    private static final int PAUSE_MILLIS = 100;

    private final ConcurrentLinkedQueue<Line> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Thread writer = Thread.ofPlatform().name("torg-access-log").daemon().start(this::write);

    /** A request that was answered; the query is left out, since people type into it. */
    record Line(String request, String method, String path, int status, long micros) {
        private String text() {
            return "request=" + request + " method=" + method + " path=" + path + " status=" + status + " micros=" + micros;
        }
    }

    /** Leave a line; when the log cannot follow, lines are lost rather than requests delayed. */
    void leave(Line line) {
        if (!LOG.isInfoEnabled() || count.get() >= MOST_WAITING) return;
        count.incrementAndGet();
        waiting.add(line);
    }

    /** Returns when the last lines have been handed to the log, or after a second. */
    @Override
    public void close() {
        writer.interrupt();
        try {
            writer.join(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try {
            while (true) {
                drain();
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            drain(); // the last lines before the end
        }
    }

    private void drain() {
        for (var line = waiting.poll(); line != null; line = waiting.poll()) {
            count.decrementAndGet();
            LOG.info(line.text());
        }
    }
}
