package torg.identity.local.limit;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import torg.api.web.Network;

/**
 * Who is at the door right now. Two passwords are checked at a time and the others wait in one line: so that nobody fills it, with right passwords or
 * wrong ones, a place and a name have only so many in it at once. A place has more than a name, so that one person keeps out nobody who shares the address.
 */
public final class Crowd {
    /** When to come again; checking a password takes a fraction of it. */
    public static final Duration WAIT = Duration.ofSeconds(1);
    /** An office in the morning; all of them are through long before whoever stands behind them gives up. */
    static final int MOST_OF_A_PLACE = 24;
    /** Fewer than the failures that {@link Attempts} allows a name, since whoever is being checked may have failed. */
    static final int MOST_OF_A_NAME = 8;
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, Integer> names = new HashMap<>();

    /** Whether there is room; whoever is let in has to {@link #leave}. */
    public synchronized boolean enter(String name, String address) {
        var place = Network.of(address);
        if (places.getOrDefault(place, 0) >= MOST_OF_A_PLACE || names.getOrDefault(name, 0) >= MOST_OF_A_NAME) return false;
        places.merge(place, 1, Integer::sum);
        names.merge(name, 1, Integer::sum);
        return true;
    }

    public synchronized void leave(String name, String address) {
        places.computeIfPresent(Network.of(address), (_, there) -> there == 1 ? null : there - 1);
        names.computeIfPresent(name, (_, there) -> there == 1 ? null : there - 1);
    }
}
