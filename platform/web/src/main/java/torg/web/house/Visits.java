package torg.web.house;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Counts who is inside. Can be closed, so that those who come wait and those inside can be waited for. */
public final class Visits {
    private int inside;
    private boolean closed;

    /** Go in, waiting at most this long while closed; false when it stays closed. */
    public synchronized boolean enter(Duration most) {
        if (closed && !await(() -> !closed, most)) return false;
        inside++;
        return true;
    }

    public synchronized void leave() {
        inside--;
        if (inside == 0) notifyAll();
    }

    /** From now on nobody gets in. */
    public synchronized void close() {
        closed = true;
    }

    public synchronized void open() {
        closed = false;
        notifyAll();
    }

    /** Wait until nobody is inside, at most this long; false when somebody still is. */
    public synchronized boolean awaitNone(Duration most) {
        return await(() -> inside == 0, most);
    }

    public synchronized int inside() {
        return inside;
    }

    private boolean await(BooleanSupplier reached, Duration most) {
        var end = System.nanoTime() + most.toNanos();
        while (!reached.getAsBoolean()) {
            var left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) return false;
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
