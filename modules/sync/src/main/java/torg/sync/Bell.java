package torg.sync;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes a loop; many rings while it works count as one. */
final class Bell {
    private final Semaphore rung = new Semaphore(0);

    void ring() {
        rung.release();
    }

    /** Wait until it rings, at most this long. Returns whether it rang. */
    boolean await(Duration most) throws InterruptedException {
        var rang = rung.tryAcquire(Math.max(1, most.toMillis()), TimeUnit.MILLISECONDS);
        rung.drainPermits();
        return rang;
    }
}
