package torg.web;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Numbers requests so that no two in one log, also across restarts, are alike. */
public final class RequestIds {
    private final String start = Long.toString(ThreadLocalRandom.current().nextLong(1L << 30, 1L << 35), 36) + "-";
    private final AtomicLong count = new AtomicLong();

    public String next() {
        return start + Long.toString(count.incrementAndGet(), 36);
    }
}
