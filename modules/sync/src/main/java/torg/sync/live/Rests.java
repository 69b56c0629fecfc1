package torg.sync.live;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Which ERPs are left alone for a while, and by whom: by everybody when one failed or was late for several, else by who waited in vain. Thread-safe. */
final class Rests {
    /** So many callers that waited in vain do not all have slow questions of their own. */
    private static final int SEVERAL = 3;
    private final InstantSource clock;
    private final Duration length;
    /** Until when, in milliseconds; at most one of each caller. */
    private final Map<Late, Long> late = new HashMap<>();
    private final Map<String, Long> failed = new HashMap<>();

    Rests(InstantSource clock, Duration length) {
        this.clock = clock;
        this.length = length;
    }

    private record Late(String connector, String who) {}

    synchronized boolean rests(String connector, String who) {
        var now = clock.millis();
        return failed.getOrDefault(connector, 0L) > now || late.getOrDefault(new Late(connector, who), 0L) > now;
    }

    /** It gave no answer although there was time. */
    synchronized void failed(String connector) {
        failed.put(connector, clock.millis() + length.toMillis());
    }

    /** It was not done when the time of this one was over. */
    synchronized void late(String connector, String who) {
        var now = clock.millis();
        late.values().removeIf(until -> until <= now);
        late.put(new Late(connector, who), now + length.toMillis());
        if (late.keySet().stream().filter(one -> one.connector.equals(connector)).count() >= SEVERAL) failed(connector);
    }
}
