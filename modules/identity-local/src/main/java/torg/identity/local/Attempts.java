package torg.identity.local;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
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
    static final int MOST_REMEMBERED = 50_000;
    private final InstantSource clock;
    private final Failures ofNames = new Failures(MOST_PER_NAME);
    private final Failures ofAddresses = new Failures(MOST_PER_ADDRESS);

    Attempts(InstantSource clock) {
        this.clock = clock;
    }

    /** Begin an attempt, or how long to wait before the next. One that has to wait leaves nothing behind, so that a flood of them costs no memory. */
    synchronized Optional<Duration> begin(String name, String address) {
        var now = clock.instant();
        var network = network(address);
        var wait = ofAddresses.wait(network, now).or(() -> ofNames.wait(name, now));
        if (wait.isPresent()) return wait;
        ofAddresses.add(network, now);
        ofNames.add(name, now);
        return Optional.empty();
    }

    /** The attempt was good. */
    synchronized void takeBack(String name, String address) {
        ofNames.takeBack(name);
        ofAddresses.takeBack(network(address));
    }

    /** How many names and addresses are remembered. */
    synchronized int remembered() {
        return ofNames.times.size() + ofAddresses.times.size();
    }

    /** Whoever has one IPv6 address has the 2^64 of its network. */
    private static String network(String address) {
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address six ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), 8)) : address;
        } catch (IllegalArgumentException _) {
            return address;
        }
    }

    /** Times of failures by name or by address, oldest first; whoever has none has no entry. */
    private static final class Failures {
        private final int most;
        private final Map<String, Deque<Instant>> times = new HashMap<>();

        Failures(int most) {
            this.most = most;
        }

        Optional<Duration> wait(String key, Instant now) {
            var recent = times.get(key);
            if (recent == null) return Optional.empty();
            forgetOld(recent, now);
            if (recent.isEmpty()) times.remove(key);
            return recent.size() < most ? Optional.empty() : Optional.of(Duration.between(now, recent.peekFirst().plus(WINDOW)));
        }

        void add(String key, Instant now) {
            times.computeIfAbsent(key, _ -> new ArrayDeque<>()).addLast(now);
            if (times.size() > MOST_REMEMBERED) makeRoom(now);
        }

        void takeBack(String key) {
            times.computeIfPresent(key, (_, recent) -> {
                recent.pollLast();
                return recent.isEmpty() ? null : recent;
            });
        }

        /**
         * What is old goes first, then whoever failed least: other names that fail once each never push out one that is being guessed at. A tenth
         * goes at once, so that it is seldom done.
         */
        private void makeRoom(Instant now) {
            times.values().forEach(recent -> forgetOld(recent, now));
            times.values().removeIf(Deque::isEmpty);
            var tooMany = times.size() - MOST_REMEMBERED * 9 / 10;
            if (tooMany <= 0) return;
            var least = Comparator.comparingInt((Map.Entry<String, Deque<Instant>> entry) -> entry.getValue().size()).thenComparing(entry -> entry.getValue().peekLast());
            times.entrySet().stream().sorted(least).limit(tooMany).map(Map.Entry::getKey).toList().forEach(times::remove);
        }

        private static void forgetOld(Deque<Instant> recent, Instant now) {
            while (!recent.isEmpty() && !recent.peekFirst().isAfter(now.minus(WINDOW))) recent.removeFirst();
        }
    }
}
