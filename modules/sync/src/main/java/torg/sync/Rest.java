package torg.sync;

import java.time.Duration;

/**
 * How a loop rests after a round.
 *
 * @param most how long at most; zero or less goes on at once
 * @param firm whether it sleeps on when there is new work: what could not be done a moment ago cannot be done for the new work either
 */
public record Rest(Duration most, boolean firm) {
    /** Until there is new work, at most this long. */
    static Rest upTo(Duration most) {
        return new Rest(most, false);
    }

    /** That long, unless something changed for which it is worth another try. */
    static Rest out(Duration most) {
        return new Rest(most, true);
    }
}
