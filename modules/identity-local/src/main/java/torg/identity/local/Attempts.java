package torg.identity.local;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Counts failed attempts to sign in within a sliding window, per name and per network address. An attempt counts from its beginning, so that many
 * at once are no way around; a good one is taken back. Whether a name exists makes no difference.
 */
final class Attempts {
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int MOST_PER_NAME = 10;
    /** Many people can share an address. */
    private static final int MOST_PER_ADDRESS = 100;
    /** More than can fail within the window at the speed at which passwords are checked. */
    private static final int MOST_REMEMBERED = 50_000;
    private final InstantSource clock;
    private final LinkedHashMap<String, Deque<Instant>> failed = new LinkedHashMap<>(16, 0.75f, true);

    Attempts(InstantSource clock) {
        this.clock = clock;
    }

    /** Begin an attempt, or how long to wait before the next. */
    synchronized Optional<Duration> begin(String name, String address) {
        var now = clock.instant();
        var ofName = recent("name " + name, now);
        var ofAddress = recent("address " + network(address), now);
        if (ofName.size() >= MOST_PER_NAME) return Optional.of(untilOldestLeaves(ofName, now));
        if (ofAddress.size() >= MOST_PER_ADDRESS) return Optional.of(untilOldestLeaves(ofAddress, now));
        ofName.addLast(now);
        ofAddress.addLast(now);
        while (failed.size() > MOST_REMEMBERED) failed.pollFirstEntry();
        return Optional.empty();
    }

    /** The attempt was good. */
    synchronized void takeBack(String name, String address) {
        recent("name " + name, clock.instant()).pollLast();
        recent("address " + network(address), clock.instant()).pollLast();
    }

    private Deque<Instant> recent(String key, Instant now) {
        var times = failed.computeIfAbsent(key, _ -> new ArrayDeque<>());
        while (!times.isEmpty() && !times.peekFirst().isAfter(now.minus(WINDOW))) times.removeFirst();
        return times;
    }

    private static Duration untilOldestLeaves(Deque<Instant> times, Instant now) {
        return Duration.between(now, times.peekFirst().plus(WINDOW));
    }

    /** Whoever has one IPv6 address has the 2^64 of its network. */
    private static String network(String address) {
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address six ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), 8)) : address;
        } catch (IllegalArgumentException _) {
            return address;
        }
    }
}
