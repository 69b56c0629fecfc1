package torg.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import torg.spi.sync.Connector;

/** Connectors whose ERP asked to be left alone, and until when. */
final class Pauses {
    /** An ERP that asks for more is asked too early once, which harms nobody; orders must not wait for a day because of a number in a header. */
    static final Duration LONGEST = Duration.ofMinutes(5);

    private final Map<Connector, Instant> until = new ConcurrentHashMap<>();

    void begin(Connector connector, Duration asked) {
        until.put(connector, Instant.now().plus(bounded(asked)));
    }

    /** What is left of it, zero or less when there is none. */
    Duration left(Connector connector) {
        var end = until.get(connector);
        return end == null ? Duration.ZERO : Duration.between(Instant.now(), end);
    }

    void forget(Connector connector) {
        until.remove(connector);
    }

    static Duration bounded(Duration asked) {
        return asked.compareTo(LONGEST) < 0 ? asked : LONGEST;
    }
}
