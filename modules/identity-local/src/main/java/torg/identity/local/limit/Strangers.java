package torg.identity.local.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import torg.api.web.Network;

/**
 * Tokens of no session. One that was looked up is known and not looked up again; of others each place has so many at once and some more each second. So whoever
 * makes tokens up does not keep the store busy, and a house full of browsers whose sessions have run out notices nothing. Thread-safe.
 */
public final class Strangers {
    /** Looked up at once from one place: more than there are browsers behind an address. */
    public static final int AT_ONCE = 5_000;
    /** After these, one in this time. */
    public static final Duration EACH = Duration.ofMillis(20);
    static final int MOST_REMEMBERED = 10_000;
    private final InstantSource clock;
    private final LinkedHashSet<String> known = new LinkedHashSet<>();
    /** By place, the latest last: when everything that was looked up would be done, one after the other. */
    private final LinkedHashMap<String, Instant> done = new LinkedHashMap<>();

    public Strangers(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether this is known to be the key of no session. */
    public synchronized boolean has(String key) {
        return known.contains(key);
    }

    /** Whether another token from there may be looked up now. */
    public synchronized boolean mayCome(String address) {
        var now = clock.instant();
        return done.getOrDefault(Network.of(address), now).isBefore(now.plus(EACH.multipliedBy(AT_ONCE)));
    }

    /** There is no session of this key. */
    public synchronized void add(String key, String address) {
        known.addLast(key);
        if (known.size() > MOST_REMEMBERED) known.removeFirst();
        var now = clock.instant();
        var before = done.getOrDefault(Network.of(address), now);
        done.putLast(Network.of(address), (before.isBefore(now) ? now : before).plus(EACH));
        if (done.size() > MOST_REMEMBERED) done.pollFirstEntry();
    }

    /** Something about a session of this key changed: there may be one now. */
    public synchronized void forget(String key) {
        known.remove(key);
    }
}
