package torg.launcher.house;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what happens elsewhere: asks again and again until it holds, and fails when the time is over. */
final class Eventually {
    private Eventually() {}

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
