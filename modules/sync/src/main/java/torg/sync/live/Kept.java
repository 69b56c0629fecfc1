package torg.sync.live;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import torg.api.sync.Quotes.Item;
import torg.api.sync.Quotes.Quote;

/** Answers of some seconds ago, so many of them. Thread-safe. */
final class Kept {
    private static final int MOST = 5_000;
    private final InstantSource clock;
    private final Duration goodFor;
    private final Map<Key, Answer> answers = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Answer> eldest) {
            return size() > MOST;
        }
    };

    Kept(InstantSource clock, Duration goodFor) {
        this.clock = clock;
        this.goodFor = goodFor;
    }

    private record Key(String connector, String account, Item item) {}

    private record Answer(Optional<Quote> quote, long until) {}

    /** What was said; empty inside when the ERP does not know the item, empty when nothing is known any more. */
    synchronized Optional<Optional<Quote>> get(String connector, String account, Item item) {
        return Optional.ofNullable(answers.get(new Key(connector, account, item))).filter(answer -> answer.until > clock.millis()).map(Answer::quote);
    }

    synchronized void put(String connector, String account, Item item, Optional<Quote> quote) {
        var key = new Key(connector, account, item);
        // The oldest stands first.
        answers.remove(key);
        answers.put(key, new Answer(quote, clock.millis() + goodFor.toMillis()));
    }
}
