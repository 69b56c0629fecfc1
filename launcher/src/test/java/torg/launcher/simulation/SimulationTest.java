package torg.launcher.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong on the way: nothing lost, nothing twice, both sides the same in the end. */
class SimulationTest {
    private static final int RUNS = Integer.getInteger("runs", Boolean.getBoolean("torg.full") ? 10_000 : 300);

    @Test
    void whateverGoesWrongBothSidesAgreeInTheEnd() {
        var seed = Long.getLong("torg.seed");
        if (seed != null) play(seed);
        else LongStream.rangeClosed(1, RUNS).parallel().forEach(SimulationTest::play);
    }

    /** By the number of the seed: every fourth run has a rule that asks a person. */
    @Test
    void administratorsAreAskedAndEachOfTheirAnswersIsGiven() {
        var told = LongStream.of(2, 6, 10, 14, 18, 22).boxed().flatMap(seed -> play(seed).stream()).toList();
        assertThat(told).anyMatch(line -> line.contains("the values of PORTAL stay")).anyMatch(line -> line.contains("the values of ERP stay"));
    }

    @Test
    void aSeedDoesTheSameAgain() {
        assertThat(play(7)).isEqualTo(play(7));
    }

    /** Seven days is how long the reference product waits, and then it throws away what waited. */
    @Test
    void eightDaysWithoutAnErpLoseNothing() {
        play(8, run -> run.withoutErp(Duration.ofDays(8)));
    }

    private static List<String> play(long seed) {
        return play(seed, Simulation::run);
    }

    private static List<String> play(long seed, Consumer<Simulation> part) {
        try (var run = new Simulation(seed)) {
            try {
                part.accept(run);
                new Verdict(run).hold();
                return run.stage.told();
            } catch (Throwable e) {
                throw new AssertionError("seed " + seed + " (replay with -Dtorg.seed=" + seed + ")\n" + String.join("\n", run.stage.told()), e);
            }
        }
    }
}
