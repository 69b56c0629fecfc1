package torg.launcher.house;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what happens elsewhere: asks again and again until it holds, and fails when the time is over. */
final class Eventually {
    private Eventually() {}

    /**
     * Waits as long as a shared machine may stall, and prints how long it took: what is promised in seconds is for a benchmark to measure, on a machine of
     * its own.
     */
    static void soon(String what, BooleanSupplier condition) {
        var start = System.nanoTime();
        holds(what, Duration.ofSeconds(10), condition);
        System.out.println(what + " after " + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
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
