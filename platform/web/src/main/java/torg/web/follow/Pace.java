package torg.web.follow;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/**
 * Lets open pages be looked at again a few at a time, with a rest after each that is as long as the look took. However many are open and however much
 * changes, this takes one processor at most; the more there are, the later each follows.
 */
final class Pace {
    private static final int AT_A_TIME = 2;
    private static final long LONGEST_REST = Duration.ofMillis(50).toNanos();

    private final Semaphore turns = new Semaphore(AT_A_TIME, true);
    private final Duration patience;

    /** @param patience how long a look waits for its turn */
    Pace(Duration patience) {
        this.patience = patience;
    }

    /**
     * Look, in turn.
     *
     * @throws TorgException BUSY when no turn came in time, or the portal is stopping
     */
    <T> T look(Supplier<T> page) {
        try {
            if (!turns.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) throw TorgException.of(ProblemKind.BUSY, "web.too-many-follow", "too many open pages follow what they show");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TorgException.of(ProblemKind.BUSY, "web.stopping", "the portal is stopping").causedBy(e);
        }
        var begun = System.nanoTime();
        try {
            return page.get();
        } finally {
            LockSupport.parkNanos(Math.min(LONGEST_REST, System.nanoTime() - begun));
            turns.release();
        }
    }
}
