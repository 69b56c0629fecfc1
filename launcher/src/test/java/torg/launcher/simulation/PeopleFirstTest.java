package torg.launcher.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import torg.spi.sync.Governor;
import torg.spi.sync.Urgency;
import torg.sync.connector.Governors;
import torg.testkit.random.Dice;

/** An ERP that takes two requests a second, six readers that want all of it, and people who ask it something now and then. */
class PeopleFirstTest {
    private static final Governor.Limits LIMITS = new Governor.Limits(2, 2);
    private static final int PAGES = 15;
    private static final int READERS = 6;
    private static final int QUESTIONS = 20;
    /** A request under way has to end, the gap to the next one has to pass, and others on the stage have their turns. */
    private static final Duration LONGEST = Duration.ofMillis(1_500);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void questionsOfPeopleAreNotBehindAnInitialSyncAndTheErpSeesNoMoreThanItDeclared(long seed) {
        var dice = new Dice(seed);
        var stage = new Stage(dice);
        var meter = new Meter(stage, LIMITS);
        var erp = new SimulatedConnector(stage, dice, new SimulatedErp(stage), () -> Weather.FAIR) {
            @Override
            public Governor.Limits limits() {
                return LIMITS;
            }
        };
        var governor = new Governors(stage, stage::await).of(erp);
        var waits = new ArrayList<Duration>();
        var pages = new ArrayList<Instant>();
        for (var reader = 0; reader < READERS; reader++) stage.enter("portal", () -> {
            for (var page = 0; page < PAGES; page++) {
                ask(governor, meter, stage, dice);
                pages.add(stage.instant());
            }
        });
        stage.enter("portal", () -> {
            for (var question = 0; question < QUESTIONS; question++) {
                stage.pause(Duration.ofMillis(dice.below(3_000)));
                var asked = stage.instant();
                waits.add(Urgency.PEOPLE.during(() -> Duration.between(asked, ask(governor, meter, stage, dice))));
            }
        });
        while (waits.size() < QUESTIONS || pages.size() < READERS * PAGES) stage.turn();
        assertThat(waits).allMatch(wait -> wait.compareTo(LONGEST) < 0);
        assertThat(Duration.between(Instant.parse("2027-01-15T08:00:00Z"), pages.getLast())).as("reading takes what is left").isLessThan(Duration.ofSeconds(90));
    }

    /** Returns when it was sent. */
    private static Instant ask(Governor governor, Meter meter, Stage stage, Dice dice) {
        try {
            return governor.pass(Duration.ofMinutes(10), () -> meter.counted(() -> {
                var sent = stage.instant();
                stage.pause(Duration.ofMillis(50 + dice.below(150)));
                return sent;
            }));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
