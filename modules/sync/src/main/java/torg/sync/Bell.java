package torg.sync;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Ends a loop's rest; many rings while it works count as one. */
final class Bell {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition heard = lock.newCondition();
    private boolean work;
    private boolean wake;

    /** There is new work; whoever rests firmly does not hear it. */
    void ring() {
        ring(false);
    }

    /** It is worth another try. */
    void wake() {
        ring(true);
    }

    private void ring(boolean loud) {
        lock.lock();
        try {
            work = true;
            wake |= loud;
            heard.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Rest. The round that follows sees all work there is, so what rang before is done with. */
    void await(Rest rest) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var left = rest.most().toNanos();
            while (left > 0 && !wake && (rest.firm() || !work)) left = heard.awaitNanos(left);
            work = false;
            wake = false;
        } finally {
            lock.unlock();
        }
    }
}
