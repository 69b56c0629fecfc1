package torg.sync.connector;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.spi.sync.Connector;

/** Connectors whose ERP asked to be left alone, and until when: nobody here asks them for anything before. Thread-safe. */
public final class Pauses {
    private static final Logger LOG = LoggerFactory.getLogger(Pauses.class);
    /** An ERP that asks for more is asked too early once, which harms nobody; orders must not wait for a day because of a number in a header. */
    public static final Duration LONGEST = Duration.ofMinutes(5);

    private final InstantSource clock;
    private final Map<Connector, Instant> until = new ConcurrentHashMap<>();

    public Pauses(InstantSource clock) {
        this.clock = clock;
    }

    /** The ERP asked for it; none when it asked for no time. One that has begun is not cut short. */
    public void begin(Connector connector, Duration asked) {
        if (!asked.isPositive()) return;
        var pause = asked.compareTo(LONGEST) < 0 ? asked : LONGEST;
        if (!left(connector).isPositive()) LOG.info("the ERP asks for a pause connector={} seconds={}", connector.name(), pause.toSeconds());
        until.merge(connector, clock.instant().plus(pause), (a, b) -> a.isAfter(b) ? a : b);
    }

    /** What is left of it, zero or less when there is none. */
    public Duration left(Connector connector) {
        var end = until.get(connector);
        return end == null ? Duration.ZERO : Duration.between(clock.instant(), end);
    }

    /** @throws Pause while there is one */
    public void keep(Connector connector) {
        var left = left(connector);
        if (left.isPositive()) throw new Pause(left, "the ERP asked for a pause");
    }

    public void forget(Connector connector) {
        until.remove(connector);
    }
}
