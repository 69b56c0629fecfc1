package torg.invitations;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import torg.api.web.Network;

/**
 * Counts codes that are none, by the place they come from. Nobody guesses 256 bits; this keeps who tries from keeping the store busy, and whoever has
 * the code of a group from
 * having everybody written to.
 */
final class WrongCodes {
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int MOST = 30;
    private static final int MOST_REMEMBERED = 10_000;
    private final InstantSource clock;
    private final LinkedHashMap<String, Count> places = new LinkedHashMap<>();

    WrongCodes(InstantSource clock) {
        this.clock = clock;
    }

    private record Count(Instant since, int times) {}

    /** Whether another is looked at from there. */
    synchronized boolean mayTry(String address) {
        var count = places.get(Network.of(address));
        return count == null || count.times < MOST || count.since.plus(WINDOW).isBefore(clock.instant());
    }

    synchronized void count(String address) {
        var now = clock.instant();
        var before = places.remove(Network.of(address));
        var fresh = before == null || before.since.plus(WINDOW).isBefore(now);
        places.put(Network.of(address), fresh ? new Count(now, 1) : new Count(before.since, before.times + 1));
        if (places.size() > MOST_REMEMBERED) places.pollFirstEntry();
    }
}
