package torg.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Waits for what other threads bring about: as long as a busy machine takes, and no longer than needed. */
public final class Until {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final long AGAIN_MILLIS = 20;

    private Until() {}

    /** Returns when it holds; fails when it does not for a minute. */
    public static void until(BooleanSupplier holds) throws InterruptedException {
        for (var end = Instant.now().plus(LONGEST); !holds.getAsBoolean(); Thread.sleep(AGAIN_MILLIS)) assertThat(Instant.now()).as("it takes too long").isBefore(end);
    }
}
