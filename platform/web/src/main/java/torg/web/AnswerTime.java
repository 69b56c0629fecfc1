package torg.web;

import java.time.Duration;
import java.util.Optional;

/**
 * How long an answer may take, as the setting {@code answer-seconds} says it.
 *
 * @param longest what counts: {@link #USUAL} where the setting is wrong
 * @param wrong what is wrong with the setting; a portal that answered nobody for it could not even say so
 */
record AnswerTime(Duration longest, Optional<String> wrong) {
    static final int USUAL = 40;
    /** Who needs more has something else to mend. */
    static final int MOST = 3_600;

    static AnswerTime of(WebSettings settings) {
        var said = settings.answer$_$seconds();
        if (said >= 1 && said <= MOST) return new AnswerTime(Duration.ofSeconds(said), Optional.empty());
        return new AnswerTime(Duration.ofSeconds(USUAL), Optional.of("the setting answer-seconds is " + said + ", expected 1 to " + MOST + ", and does not count"));
    }
}
