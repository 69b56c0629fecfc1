package torg.connector.tryton;

import java.time.Duration;

/** When something that takes several requests has to be over. */
record Deadline(long nanos) {
    static Deadline in(Duration most) {
        return new Deadline(System.nanoTime() + most.toNanos());
    }

    /** What is left of it, zero when it is over, at most this long. */
    Duration left(Duration most) {
        var left = Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
        return left.compareTo(most) < 0 ? left : most;
    }
}
