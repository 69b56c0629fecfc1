package torg.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import torg.sync.receive.Receiver;

/** When a map is looked at again. */
class TrackTest extends SmallHouse {
    private Duration takes = Duration.ZERO;

    @Test
    void aWakeUpLeadsToALookAtOnceAndALongLookLeavesTheErpAloneForAsLong() {
        everything();
        var orders = map("orders");
        var track = new Track(clock);
        assertThat(looks(track)).as("at what is open, after a start").isTrue();
        assertThat(looks(track)).as("nothing is due").isFalse();
        track.openIsDue();
        assertThat(looks(track)).as("woken").isTrue();
        takes = Duration.ofMillis(400);
        track.openIsDue();
        var begun = clock.instant();
        assertThat(looks(track)).isTrue();
        var took = Duration.between(begun, clock.instant());
        assertThat(took).isGreaterThanOrEqualTo(takes);
        track.openIsDue();
        assertThat(looks(track)).as("woken again").isFalse();
        assertThat(track.next(orders)).as("it comes back just then").isEqualTo(took);
        clock.pass(track.next(orders));
        assertThat(looks(track)).as("what woke it is not forgotten").isTrue();
    }

    private boolean looks(Track track) {
        return track.run(map("orders"), new Receiver(tables, SYNC, ledger, outbox, maps, new Receiver.Source(erp, () -> clock.pass(takes))));
    }
}
