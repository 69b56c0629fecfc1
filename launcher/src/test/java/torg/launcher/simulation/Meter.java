package torg.launcher.simulation;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import torg.spi.sync.Governor;

/** What an ERP sees of the requests of one process, and that it is never more than it declared. */
final class Meter {
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private final InstantSource clock;
    private final Governor.Limits limits;
    private final ArrayDeque<Instant> newest = new ArrayDeque<>();
    private int underWay;

    Meter(InstantSource clock, Governor.Limits limits) {
        this.clock = clock;
        this.limits = limits;
    }

    <T> T counted(Governor.Request<T> request) throws IOException, InterruptedException {
        var now = clock.instant();
        newest.add(now);
        while (!newest.getFirst().isAfter(now.minus(A_SECOND))) newest.removeFirst();
        if (newest.size() > limits.perSecond()) throw new AssertionError(newest.size() + " requests within a second: " + newest);
        if (++underWay > limits.atOnce()) throw new AssertionError(underWay + " requests at once");
        try {
            return request.send();
        } finally {
            underWay--;
        }
    }
}
