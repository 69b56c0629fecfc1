package torg.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it on. */
public final class HandClock implements InstantSource {
    private volatile Instant now = Instant.parse("2027-01-15T08:00:00Z");

    /** Move it on; from 8 o'clock UTC on January 15, 2027. */
    public void pass(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
