package torg.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import torg.api.sync.Outbox;
import torg.sync.map.MapsCompiler;
import torg.sync.receive.Guard;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;

/** The engine as a setting makes it, a round at a time. */
class LeaseTest extends SmallHouse {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void whatGotNoAnswerIsSentAgainOnceTheErpIsSaidToBeDoneAndNotBefore() {
        everything();
        var engine = new SyncEngine(tables, TestSites.of(OrderDocuments.source(), new TableDocuments(), new MapsCompiler()), outbox, clock, Crew.THREADS, Guard.Limits.USUAL, Duration.ofSeconds(20));
        engine.addConnector(erp);
        placed();
        erp.slow = true;
        pass(engine);
        erp.slow = false;
        for (var second = 2; second < 20; second++) pass(engine);
        assertThat(erp.made).as("while it may be at work").isEqualTo(1);
        pass(engine);
        pass(engine);
        assertThat(erp.made).isEqualTo(2);
        assertThat(outbox.states()).containsExactly(Outbox.State.DELIVERED);
    }

    private void pass(SyncEngine engine) {
        clock.pass(SECOND);
        engine.loops().forEach(Loop::round);
    }
}
