package torg.sync.live;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Answers of some seconds ago by what was asked, so many of them. Thread-safe. */
final class Kept<K, A> {
    private static final int MOST = 5_000;
    private final InstantSource clock;
    private final Duration goodFor;
    private final Map<K, Answer<A>> answers = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Answer<A>> eldest) {
            return size() > MOST;
        }
    };

    Kept(InstantSource clock, Duration goodFor) {
        this.clock = clock;
        this.goodFor = goodFor;
    }

    private record Answer<A>(A said, long until) {}

    /** What was said; empty when nothing is known any more. */
    synchronized Optional<A> get(K asked) {
        return Optional.ofNullable(answers.get(asked)).filter(answer -> answer.until > clock.millis()).map(Answer::said);
    }

    synchronized void put(K asked, A said) {
        // The oldest stands first.
        answers.remove(asked);
        answers.put(asked, new Answer<>(said, clock.millis() + goodFor.toMillis()));
    }
}
