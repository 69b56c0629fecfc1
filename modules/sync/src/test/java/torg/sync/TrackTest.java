package torg.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Query;
import torg.spi.sync.Connector;
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

    @Test
    void aPlaceThatGetsNoAnswerWhileTheBeginningDoesIsGivenUp() {
        var restarts = new ForgetfulErp(erp);
        var track = new Track(clock);
        restarts.forgetsAfter = 1;
        for (var i = 0; i < 4; i++) assertThat(isRead(track, restarts)).as("look " + i).isFalse();

        assertThat(isRead(track, restarts)).as("from the beginning").isTrue();
        assertThat(tables.query(SYNC, Query.of("account")).rows()).hasSize(3);
    }

    @Test
    void anErpThatIsAwayIsGoneOnWithWhereItWas() {
        var restarts = new ForgetfulErp(erp);
        var track = new Track(clock);
        restarts.goesAfter = 1;
        for (var i = 0; i < 10; i++) assertThat(isRead(track, restarts)).as("look " + i).isFalse();
        restarts.goesAfter = Integer.MAX_VALUE;
        restarts.beginnings = 0;

        assertThat(isRead(track, restarts)).isTrue();
        assertThat(restarts.beginnings).as("the first page is not read again").isZero();
    }

    private boolean isRead(Track track, Connector from) {
        try {
            return track.run(map("accounts"), new Receiver(tables, SYNC, ledger, outbox, maps, new Receiver.Source(from, () -> {})));
        } catch (TorgException e) {
            return false;
        }
    }

    /** Pages of this one are known until it is started again, and no longer. */
    private static final class ForgetfulErp extends SilentErp {
        private final MemoryErp erp;
        private int forgetsAfter = Integer.MAX_VALUE;
        private int goesAfter = Integer.MAX_VALUE;
        private int reads;
        private int beginnings;

        private ForgetfulErp(MemoryErp erp) {
            this.erp = erp;
        }

        @Override
        public String name() {
            return erp.name();
        }

        @Override
        public Optional<EntityInfo> describe(String entity) {
            return erp.describe(entity);
        }

        @Override
        public Answer<Batch> read(Read read) {
            if (reads >= goesAfter) throw TorgException.of(ProblemKind.UPSTREAM, "erp.away", "it is away");
            if (read.cursor().isEmpty()) beginnings++;
            else if (reads >= forgetsAfter && beginnings == 1) throw TorgException.of(ProblemKind.UPSTREAM, "erp.error", "error 500");
            reads++;
            return erp.read(read);
        }
    }

    private boolean looks(Track track) {
        return track.run(map("orders"), new Receiver(tables, SYNC, ledger, outbox, maps, new Receiver.Source(erp, () -> clock.pass(takes))));
    }
}
