package torg.launcher.house;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what happens elsewhere: asks again and again until it holds, and fails when it never will. */
final class Eventually {
    /** No machine is so busy: what has not come by then does not come. */
    private static final Duration NEVER = Duration.ofMinutes(2);

    private Eventually() {}

    /** Prints how long it took: what is promised in seconds is for a benchmark to measure, on a machine of its own. */
    static void soon(String what, BooleanSupplier condition) {
        var start = System.nanoTime();
        holds(what, condition);
        System.out.println(what + " after " + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
    }

    static void holds(String what, BooleanSupplier condition) {
        holds(what, NEVER, condition);
    }

    static void holds(String what, Duration within, BooleanSupplier condition) {
        var deadline = System.nanoTime() + within.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) throw new AssertionError("within " + within + ": " + what);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for: " + what, e);
            }
        }
    }
}
