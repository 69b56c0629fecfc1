package torg.sync.connector;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Whether an ERP that does not answer is asked. After several requests in a row without an answer it is left alone for a moment; then one request finds out
 * whether it is back, and the moment gets longer each time it is not.
 *
 * @param silences requests in a row that got no answer
 * @param openings how often it was found silent since it last answered
 * @param until when the next one may find out; {@link Instant#MIN} while it answers
 * @param probed whether one is finding out right now
 */
record Circuit(int silences, int openings, Instant until, boolean probed) {
    static final Circuit FRESH = new Circuit(0, 0, Instant.MIN, false);
    private static final int MOST_SILENCES = 5;
    /** More make the moment no longer. */
    private static final int MOST_OPENINGS = 3;
    /** So soon is an ERP found again that was away. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** Closed: everything passes; open: nothing does; half open: one request may, or does right now. */
    enum State {
        CLOSED, OPEN, HALF_OPEN;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    State state(Instant now) {
        if (until.equals(Instant.MIN)) return State.CLOSED;
        return probed || !now.isBefore(until) ? State.HALF_OPEN : State.OPEN;
    }

    /** One more is under way. */
    Circuit sent(Instant now) {
        return state(now) == State.HALF_OPEN ? new Circuit(silences, openings, until, true) : this;
    }

    Circuit answered() {
        return FRESH;
    }

    /** @param probe whether it was the one that was to find out; what was sent before it says nothing new */
    Circuit silent(Instant now, boolean probe) {
        if (!until.equals(Instant.MIN) && !probe) return this;
        if (!probe && silences + 1 < MOST_SILENCES) return new Circuit(silences + 1, openings, until, false);
        var moment = Duration.ofSeconds(Math.min(LONGEST.toSeconds(), 1L << openings));
        return new Circuit(silences + 1, Math.min(openings + 1, MOST_OPENINGS), now.plus(moment), false);
    }

    /** It was given up before anything could be said of the ERP. */
    Circuit givenUp(boolean probe) {
        return probe ? new Circuit(silences, openings, until, false) : this;
    }
}
