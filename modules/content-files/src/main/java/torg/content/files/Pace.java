package torg.content.files;

import java.time.Duration;

/**
 * How long changes are waited for to be complete.
 *
 * @param whole nothing has changed for so long, and all that did was replaced as a whole: it is complete, and only what comes with it is waited for
 * @param quiet nothing has changed for so long: they are complete
 * @param patience however lively it is, they are not held back for longer
 * @param slowQuiet as quiet, where a file is seen to be written bit by bit, or may be
 * @param slowPatience as patience, there
 */
record Pace(Duration whole, Duration quiet, Duration patience, Duration slowQuiet, Duration slowPatience) {
    /** People and editors: what they save shows at once, and who writes slowly is seldom still for as long as the second quiet. */
    static final Pace USUAL = new Pace(Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofMillis(300), Duration.ofSeconds(5));
}
