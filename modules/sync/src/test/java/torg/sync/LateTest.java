package torg.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static torg.sync.Until.until;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import torg.api.health.Status;
import torg.api.problem.TorgException;
import torg.sync.map.MapsCompiler;
import torg.sync.map.TableMap;
import torg.sync.receive.SyncTables;
import torg.testkit.MemoryTables;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;

/** That changes in the ERP come late is seen by the running sync, and told. */
class LateTest {
    private static final String ORDERS = OrderDocuments.ORDERS.replace("open: {fields", "open: {every: 0.5s, fields") + "stamp: Changed\n";
    private final TestSites sites = TestSites.of(OrderDocuments.source().document("maps/orders.yml", ORDERS), new TableDocuments(), new MapsCompiler());
    private final MemoryTables tables = new MemoryTables(sites.schema()).with(new SyncTables());
    private final ListOutbox outbox = new ListOutbox(tables, InstantSource.system());
    private final SyncEngine engine = new SyncEngine(tables, sites, outbox);
    private final MemoryErp erp = new MemoryErp().with("Customers", Map.of("Id", "A", "Name", "Alfa", "Currency", "USD"))
            .with("Orders", Map.of("Number", "SO-1", "Reference", "10248", "Customer", "A", "Status", "Active", "Open", "yes"));

    @AfterEach
    void stop() throws InterruptedException {
        engine.stop();
    }

    @Test
    void lateChangesAreToldByHealthAsLongAsTheyAreOfTheLastMinutes() throws Exception {
        erp.entities.put("Lines", new ArrayList<>());
        engine.addConnector(erp);
        var strict = new SyncHealth(engine, outbox, Duration.ofMillis(500));
        until(() -> strict.check().level() == Status.Level.OK);
        var reads = erp.reads.get();
        until(() -> erp.reads.get() > reads + 4);
        // Within what a clock that is told in whole seconds may be off, so that it counts as changed since the look before.
        var orders = erp.entities.get("Orders");
        var changed = new HashMap<>(orders.getFirst());
        changed.putAll(Map.of("Status", "Invoiced", "Changed", Instant.now().minusMillis(1_500)));
        orders.set(0, changed);
        var map = orders();
        until(() -> engine.ledger().lags().of(map, Instant.now()).isPresent());

        assertThat(engine.ledger().lags().of(map, Instant.now()).orElseThrow().worst()).isGreaterThanOrEqualTo(Duration.ofMillis(1_500));
        assertThat(strict.check().message()).startsWith("changes in the ERP come late: orders (up to ");
        assertThat(new SyncHealth(engine, outbox, Duration.ofHours(1)).check().level()).isEqualTo(Status.Level.OK);
        assertThat(new SyncHealth(engine, outbox, Duration.ZERO).check().level()).isEqualTo(Status.Level.OK);
    }

    @Test
    void aLongestLagThatIsNoneIsRefusedByName() {
        for (var wrong : List.of(-60, 86_401)) {
            assertThatThrownBy(() -> SyncHealth.longestLag(wrong)).isInstanceOf(TorgException.class).hasMessage("setting 'longest-lag' of torg.sync is " + wrong + ", expected 0 to 86400");
        }
        assertThat(SyncHealth.longestLag(0)).isZero();
    }

    private TableMap orders() {
        return engine.maps().flatMap(maps -> maps.named("orders")).orElseThrow();
    }
}
