package torg.identity.local.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Times of failures within a sliding window, by whatever they are counted for, oldest first; whoever has none has no entry. For one thread at a time. */
final class Failures {
    static final Duration WINDOW = Duration.ofMinutes(10);
    /** More than can fail within the window at the speed at which passwords are checked. */
    static final int MOST_REMEMBERED = 50_000;
    private final int most;
    private final Map<String, Deque<Instant>> times = new HashMap<>();

    /** @param most how many may fail within the window */
    Failures(int most) {
        this.most = most;
    }

    /** How long the next attempt has to wait, if it has to. */
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

    int remembered() {
        return times.size();
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
