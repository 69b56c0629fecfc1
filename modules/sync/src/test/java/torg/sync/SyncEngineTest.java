package torg.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.sync.Outbox;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.api.table.Write;
import torg.testkit.Draft;
import torg.testkit.MemoryTables;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;

/** The sync as it runs, with its threads and in real time. */
class SyncEngineTest {
    private static final Caller SYNC = Caller.service("sync");

    @Test
    void anErpThatIsSlowerThanItsConnectorsPatienceGetsAnOrderOnce() throws Exception {
        var sites = TestSites.of(new Draft()
                .document("tables/order.yml", "{table: order, key: number, outbox: true, columns: {number: {type: autonumber, format: W000}, erpnumber: {type: text}}}")
                .document("maps/orders.yml", """
                        map: orders
                        connector: slow
                        entity: Orders
                        table: order
                        direction: both
                        reference: Reference
                        erp-key: erpnumber
                        columns: {number: {field: Reference, direction: in}, erpnumber: {field: Number, direction: in}}
                        """), new TableDocuments(), new MapsCompiler());
        var tables = new MemoryTables(sites.schema()).with(new SyncTables());
        var outbox = new ListOutbox(tables, InstantSource.system());
        var engine = new SyncEngine(tables, sites, outbox);
        try (var erp = new HttpErp()) {
            var key = tables.write(SYNC, Write.of(new Change.Create("order", Map.of()))).keys().getFirst();
            outbox.add("order", key, Committed.Kind.CREATED);
            engine.addConnector(erp);

            until(() -> outbox.counts().containsKey(Outbox.State.DELIVERED));

            assertThat(erp.posts).as("times it was sent").hasValue(1);
            assertThat(erp.orders).containsExactly(key);
            assertThat(tables.find(SYNC, "order", key)).get().satisfies(order -> assertThat(order.text("erpnumber")).contains("SO-1"));
        } finally {
            engine.stop();
        }
    }

    private static void until(BooleanSupplier holds) throws InterruptedException {
        var end = Instant.now().plus(Duration.ofSeconds(15));
        while (!holds.getAsBoolean()) {
            assertThat(Instant.now()).as("it takes too long").isBefore(end);
            Thread.sleep(50);
        }
    }
}
