package torg.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static torg.sync.Until.until;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.health.Status;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.sync.Outbox;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.api.table.Write;
import torg.sync.map.MapsCompiler;
import torg.sync.map.TableMap;
import torg.sync.map.TableMaps;
import torg.sync.pause.Pausing;
import torg.sync.pause.Pausing.Scope;
import torg.sync.receive.SyncTables;
import torg.testkit.MemoryTables;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;

/** Maps and connections that administrators let stand still: nothing is read or sent, nothing is lost, and a restart changes nothing of it. */
class PausingTest {
    private static final Caller SYNC = Caller.service("sync");
    private final TestSites sites = TestSites.of(OrderDocuments.source(), new TableDocuments(), new MapsCompiler());
    private final MemoryTables tables = new MemoryTables(sites.schema()).with(new SyncTables());
    private final ListOutbox outbox = new ListOutbox(tables, InstantSource.system());
    private final MemoryErp erp = new MemoryErp().with("Customers", Map.of("Id", "A", "Name", "Alfa", "Currency", "USD"));
    private SyncEngine engine = new SyncEngine(tables, sites, outbox);

    @BeforeEach
    void connect() throws Exception {
        erp.entities.put("Orders", new ArrayList<>());
        erp.entities.put("Lines", new ArrayList<>());
        engine.addConnector(erp);
        until(() -> maps().maps().stream().allMatch(map -> engine.ledger().completed(map).isPresent()));
    }

    @AfterEach
    void stop() throws InterruptedException {
        engine.stop();
    }

    @Test
    void whatIsPausedNeitherReadsNorSendsAndCatchesUpInOrderWhenItIsResumed() throws Exception {
        pause(Scope.CONNECTOR, "dynamics");
        var first = order();
        var second = order();
        var reads = settled();
        erp.with("Customers", Map.of("Id", "B", "Name", "Beta", "Currency", "USD"));
        engine.wake();
        askedAgain();
        assertThat(erp.reads).as("nothing is read").hasValue(reads);
        assertThat(erp.creates).as("nothing is sent").hasValue(0);
        assertThat(outbox.entries).extracting(Outbox.Entry::state, Outbox.Entry::attempts).as("and nothing is handed out").containsOnly(tuple(Outbox.State.WAITING, 1));
        assertThat(maps().maps()).extracting(this::state).containsOnly(MapState.PAUSED);

        resume(Scope.CONNECTOR, "dynamics");
        until(() -> outbox.states().equals(Set.of(Outbox.State.DELIVERED)) && tables.find(SYNC, "account", "B").isPresent());
        assertThat(erp.entities.get("Orders")).extracting(order -> order.get("Reference")).containsExactlyInAnyOrder(first, second);
        assertThat(maps().maps()).extracting(this::state).containsOnly(MapState.LIVE);
    }

    @Test
    void oneMapStandsStillWithItsPartsWhileOthersGoOn() throws Exception {
        pause(Scope.MAP, "orders");
        order();
        erp.with("Customers", Map.of("Id", "B", "Name", "Beta", "Currency", "USD"));
        resumeAndReadAgain();
        until(() -> tables.find(SYNC, "account", "B").isPresent());
        assertThat(maps().maps()).extracting(TableMap::name, this::state)
                .containsExactlyInAnyOrder(tuple("accounts", MapState.LIVE), tuple("orders", MapState.PAUSED), tuple("lines", MapState.PAUSED));
        assertThat(erp.creates).hasValue(0);
        resume(Scope.MAP, "orders");
        until(() -> outbox.states().equals(Set.of(Outbox.State.DELIVERED)));
    }

    @Test
    void aRestartChangesNothingOfIt() throws Exception {
        pause(Scope.CONNECTOR, "dynamics");
        engine.stop();
        engine = new SyncEngine(tables, sites, outbox);
        var reads = erp.reads.get();
        engine.addConnector(erp);
        order();
        askedAgain();
        assertThat(erp.reads).hasValue(reads);
        assertThat(erp.creates).hasValue(0);
        assertThat(engine.pausings().now().all()).singleElement().satisfies(pausing -> {
            assertThat(pausing.by()).isEqualTo("Ann (c1)");
            assertThat(pausing.note()).isEqualTo("month end");
        });
        resume(Scope.CONNECTOR, "dynamics");
        until(() -> outbox.states().equals(Set.of(Outbox.State.DELIVERED)));
    }

    @Test
    void healthSaysSinceWhenAndHowMuchWaitsAndIsReadyAllTheSame() throws Exception {
        var health = new SyncHealth(engine, outbox, Duration.ofMinutes(1));
        until(() -> health.check().level() == Status.Level.OK);
        pause(Scope.MAP, "orders");
        order();
        order();
        assertThat(health.check().level()).isEqualTo(Status.Level.WARN);
        assertThat(health.check().message()).contains("map 'orders' is paused since ").contains("changes waiting for it: 2, the oldest since ");
    }

    @Test
    void theFirstPauseCountsAndOnlyWhatStandsStillIsResumed() {
        pause(Scope.MAP, "orders");
        assertThatThrownBy(() -> pause(Scope.MAP, "orders")).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.CONFLICT));
        assertThatThrownBy(() -> resume(Scope.CONNECTOR, "dynamics")).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.code()).isEqualTo("sync.not-paused"));
        resume(Scope.MAP, "orders");
        assertThatThrownBy(() -> resume(Scope.MAP, "orders")).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.code()).isEqualTo("sync.not-paused"));
        pause(Scope.MAP, "orders");
        assertThat(engine.pausings().now().all()).as("again, as if for the first time").hasSize(1);
    }

    @Test
    void aMapWithoutItsConnectorIsStopped() throws Exception {
        engine.removeConnector(erp);
        engine.wake();
        until(() -> state(map("orders")) == MapState.STOPPED);
        engine.addConnector(erp);
        until(() -> state(map("orders")) == MapState.LIVE);
    }

    private void pause(Scope scope, String name) {
        engine.pausings().begin(new Pausing(scope, name, "Ann (c1)", Instant.now(), "month end"));
    }

    private void resume(Scope scope, String name) {
        engine.pausings().end(scope, name, "Ann (c1)");
        engine.wake();
    }

    /** Everything of what goes on is compared again. */
    private void resumeAndReadAgain() throws Exception {
        pause(Scope.CONNECTOR, "dynamics");
        settled();
        resume(Scope.CONNECTOR, "dynamics");
    }

    /** How often the ERP was read, once the round that was under way is over. */
    private int settled() throws InterruptedException {
        askedAgain();
        return erp.reads.get();
    }

    /** The outbox is asked, which both loops do after a wake-up, twice: a round that was under way is over by then. */
    private void askedAgain() throws InterruptedException {
        for (var times = 0; times < 2; times++) {
            var claims = outbox.claims.get();
            engine.wake();
            until(() -> outbox.claims.get() > claims);
        }
    }

    private String order() {
        var key = tables.write(SYNC, Write.of(new Change.Create("order", Map.of("account", "A")))).keys().getFirst();
        outbox.add("order", key, Committed.Kind.CREATED);
        return key;
    }

    private TableMaps maps() {
        return sites.current().require(TableMaps.class);
    }

    private TableMap map(String name) {
        return maps().named(name).orElseThrow();
    }

    private MapState state(TableMap map) {
        return engine.state(map, engine.pausings().now());
    }
}
