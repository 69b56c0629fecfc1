package torg.sync.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import torg.testkit.HandClock;

class ProgressTest {
    @Test
    void saysHowFarItIsEveryTwoSecondsAndWhenItIsDone() {
        var clock = new HandClock();
        var said = new ArrayList<String>();
        var progress = new Progress("orders", new Pass.Reading(clock.instant(), 0, 0, 0), clock, said::add);
        for (var page = 1; page <= 10; page++) {
            clock.pass(Duration.ofMillis(500));
            progress.moved(page * 1_000L, page);
        }
        progress.done(10_000, 10);
        assertThat(said).containsExactly("initial sync goes on map=orders records=4000 failed=4 seconds=2.0 rate=2000/s", "initial sync goes on map=orders records=8000 failed=8 seconds=4.0 rate=2000/s",
                "initial sync done map=orders records=10000 failed=10 seconds=5.0 rate=2000/s");
    }

    @Test
    void whatWasHereBeforeCountsForTheRecordsAndNotForTheRate() {
        var clock = new HandClock();
        var said = new ArrayList<String>();
        var progress = new Progress("orders", new Pass.Reading(clock.instant(), 50_000, 0, 50_000), clock, said::add);
        clock.pass(Duration.ofSeconds(2));
        progress.moved(54_000, 0);
        assertThat(said).containsExactly("initial sync goes on map=orders records=54000 failed=0 seconds=2.0 rate=2000/s");
    }
}
