package torg.launcher.simulation;

import java.time.Duration;
import torg.testkit.random.Dice;

/**
 * How often things go wrong, in percent.
 *
 * @param deaf requests that the ERP never got, with nobody told so
 * @param lost requests that the ERP did and whose answer is lost
 * @param late requests that the ERP does after everybody stopped waiting
 * @param busy requests that the ERP answers with "later"
 * @param broken requests that the ERP answers with a mistake of its own
 * @param partial lists of lines of which the ERP takes some
 * @param slow answers that take their time
 * @param jumbled pages whose records come in another order, and some of them twice
 */
record Weather(int deaf, int lost, int late, int busy, int broken, int partial, int slow, int jumbled) {
    static final Weather FAIR = new Weather(0, 0, 0, 0, 0, 0, 0, 0);
    /** How long a request may be on its way, at most. */
    private static final int LONGEST_SECONDS = 10;

    /** Each kind of trouble has its own days. */
    static Weather of(Dice dice) {
        return new Weather(some(dice), some(dice), some(dice), some(dice) / 2, some(dice), some(dice), some(dice), some(dice));
    }

    private static int some(Dice dice) {
        return dice.chance(50) ? dice.below(40) : 0;
    }

    static Duration delay(Dice dice) {
        return Duration.ofMillis(1 + dice.below(LONGEST_SECONDS * 1_000));
    }
}
