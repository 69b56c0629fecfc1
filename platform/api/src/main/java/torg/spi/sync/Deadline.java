package torg.spi.sync;

import java.time.Duration;

/**
 * When something that takes several requests has to be over.
 *
 * @param nanos by {@link System#nanoTime}
 */
public record Deadline(long nanos) {
    /** In that long from now. */
    public static Deadline in(Duration most) {
        return new Deadline(System.nanoTime() + most.toNanos());
    }

    /** What is left of it, zero when it is over, at most this long. */
    public Duration left(Duration most) {
        var left = Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
        return left.compareTo(most) < 0 ? left : most;
    }
}
