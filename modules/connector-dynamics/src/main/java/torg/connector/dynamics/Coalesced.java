package torg.connector.dynamics;

import java.time.Duration;
import java.time.Instant;

/** Does something at once, but not more often than every so often: what comes meanwhile is done together at the end of that time, and never lost. */
final class Coalesced {
    private final Duration least;
    private final Runnable act;
    private Instant free = Instant.EPOCH;
    private boolean waits;

    Coalesced(Duration least, Runnable act) {
        this.least = least;
        this.act = act;
    }

    void run() {
        var wait = wait(Instant.now());
        if (wait.isZero()) act.run();
        else if (wait.isPositive()) Thread.ofVirtual().name("dynamics-wake").start(() -> after(wait));
    }

    /** How long to wait: zero to do it now, less when somebody waits already. */
    private synchronized Duration wait(Instant now) {
        if (waits) return Duration.ofNanos(-1);
        waits = now.isBefore(free);
        if (waits) return Duration.between(now, free);
        free = now.plus(least);
        return Duration.ZERO;
    }

    private void after(Duration wait) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            return;
        }
        synchronized (this) {
            // Before it is done: what comes while it is being done needs another time.
            waits = false;
            free = Instant.now().plus(least);
        }
        act.run();
    }
}
