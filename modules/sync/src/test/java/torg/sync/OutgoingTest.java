package torg.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static torg.sync.SyncEngineTest.orders;
import static torg.sync.Until.until;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.sync.Outbox;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.api.table.Write;
import torg.sync.map.MapsCompiler;
import torg.sync.receive.SyncTables;
import torg.testkit.MemoryTables;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;

/** What is sent while something else is being sent. */
class OutgoingTest {
    private static final Caller SYNC = Caller.service("sync");
    private static final int ORDERS = 60;

    @Test
    void aDocumentThatTakesLongHoldsUpNoneThatCameWithItOrAfterIt() throws Exception {
        var sites = TestSites.of(orders("dynamics"), new TableDocuments(), new MapsCompiler());
        var tables = new MemoryTables(sites.schema()).with(new SyncTables());
        var outbox = new ListOutbox(tables, InstantSource.system());
        var erp = new MemoryErp();
        erp.entities.put("Orders", new ArrayList<>());
        var engine = new SyncEngine(tables, sites, outbox);
        tables.listener(engine);
        var end = new CountDownLatch(1);
        try {
            var first = order(tables, outbox);
            erp.making.put(first, end);
            for (var i = 1; i < ORDERS; i++) order(tables, outbox);
            engine.addConnector(erp);
            until(() -> erp.made == ORDERS - 1);

            order(tables, outbox);
            engine.wake();
            until(() -> erp.made == ORDERS);
            assertThat(outbox.states()).as("the first one is still on its way").contains(Outbox.State.WAITING);
        } finally {
            end.countDown();
            until(() -> outbox.counts().getOrDefault(Outbox.State.WAITING, 0L) == 0);
            engine.stop();
        }
        assertThat(erp.made).isEqualTo(ORDERS + 1);
    }

    private static String order(MemoryTables tables, ListOutbox outbox) {
        var key = tables.write(SYNC, Write.of(new Change.Create("order", Map.of()))).keys().getFirst();
        outbox.add("order", key, Committed.Kind.CREATED);
        return key;
    }
}
