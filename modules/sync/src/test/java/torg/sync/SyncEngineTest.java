package torg.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import torg.api.health.Status;
import torg.api.identity.Caller;
import torg.api.sync.Outbox;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.api.table.Write;
import torg.testkit.Draft;
import torg.testkit.MemoryTables;
import torg.testkit.Requests;
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

            until(() -> outbox.states().contains(Outbox.State.DELIVERED));

            assertThat(erp.posts).as("times it was sent").hasValue(1);
            assertThat(erp.orders).containsExactly(key);
            assertThat(tables.find(SYNC, "order", key)).get().satisfies(order -> assertThat(order.text("erpnumber")).contains("SO-1"));
        } finally {
            engine.stop();
        }
    }

    @Test
    void oneMapThatCannotBeReadStopsNoOtherAndIsTheOnlyOneBlamed() throws Exception {
        var draft = new Draft()
                .document("tables/unit.yml", "{table: unit, key: symbol, columns: {symbol: {type: text}}}").document("tables/currency.yml", "{table: currency, key: code, columns: {code: {type: text}}}")
                .document("tables/price.yml", "{table: price, key: id, columns: {id: {type: text}}}");
        for (var map : Map.of("a-units", "Units unit symbol", "b-prices", "Prices price id", "c-currencies", "Currencies currency code").entrySet()) {
            var words = map.getValue().split(" ");
            draft.document("maps/" + map.getKey() + ".yml", "{map: " + map.getKey() + ", connector: dynamics, entity: " + words[0] + ", table: " + words[1] + ", columns: {" + words[2] + ": Id}, every: 1s}");
        }
        var sites = TestSites.of(draft, new TableDocuments(), new MapsCompiler());
        var tables = new MemoryTables(sites.schema()).with(new SyncTables());
        var outbox = new ListOutbox(tables, InstantSource.system());
        var erp = new MemoryErp().with("Units", Map.of("Id", "PCS")).with("Prices", Map.of("Id", "1")).with("Currencies", Map.of("Id", "USD"));
        erp.closed.add("Units");
        erp.broken.add("Prices");
        var engine = new SyncEngine(tables, sites, outbox);
        var health = new SyncHealth(engine, outbox);
        try {
            engine.addConnector(erp);

            until(() -> tables.find(SYNC, "currency", "USD").isPresent());
            assertThat(health.check().level()).isEqualTo(Status.Level.NOT_READY);
            assertThat(health.check().message()).contains("a-units (the ERP refuses to read entity 'Units'").contains("b-prices (the ERP answered 500)").doesNotContain("c-currencies");
            assertThat(engine.unreachable()).isEmpty();
            var caller = Caller.contact("c1", "Ann", List.of(), List.of("administrator"));
            assertThat(new SyncResource(engine, outbox).desk(Requests.get(sites.current(), "/api/sync").as(caller).request()).maps())
                    .filteredOn(map -> map.map().equals("b-prices")).extracting(SyncResource.MapState::reason).containsExactly("the ERP answered 500");

            erp.closed.clear();
            erp.broken.clear();
            until(() -> health.check().level() == Status.Level.OK);
            erp.closed.add("Prices");
            until(() -> health.check().message().startsWith("maps not read: b-prices (the ERP refuses"));
            erp.away = true;
            until(() -> health.check().message().startsWith("the ERP cannot be reached"));
        } finally {
            engine.stop();
        }
    }

    @Test
    void afterARestartPeopleComeBeforeComparingEverything() throws Exception {
        var sites = TestSites.of(new Draft().document("tables/unit.yml", "{table: unit, key: symbol, columns: {symbol: {type: text}}}")
                .document("maps/units.yml", "{map: units, connector: dynamics, entity: Units, table: unit, columns: {symbol: Id}}"), new TableDocuments(), new MapsCompiler());
        var tables = new MemoryTables(sites.schema()).with(new SyncTables());
        var maps = sites.current().part(TableMaps.class).orElseThrow();
        var map = maps.maps().getFirst();
        var receiver = new Receiver(tables, SYNC, new Ledger(tables, SYNC), maps, new MemoryErp().with("Units", Map.of("Id", "PCS")));

        assertThat(new Track().run(map, receiver)).as("the first time of all").isTrue();
        assertThat(new Track().run(map, receiver)).as("after a restart").isFalse();
    }

    @Test
    void rowsWaitForThoseTheyReferToWhileTheErpIsSilentAboutThem() throws Exception {
        var sites = TestSites.of(new Draft().document("tables/unit.yml", "{table: unit, key: symbol, columns: {symbol: {type: text}}}")
                .document("tables/product.yml", "{table: product, key: id, columns: {id: {type: text}, unit: {type: lookup, to: unit, required: true}}}")
                .document("tables/price.yml", "{table: price, key: id, columns: {id: {type: text}, product: {type: lookup, to: product, required: true}}}")
                .document("maps/prices.yml", "{map: prices, connector: dynamics, entity: Prices, table: price, columns: {id: Id, product: Product}}")
                .document("maps/units.yml", "{map: units, connector: dynamics, entity: Units, table: unit, columns: {symbol: Id}}")
                .document("maps/products.yml", "{map: products, connector: dynamics, entity: Products, table: product, columns: {id: Id, unit: Unit}}"), new TableDocuments(), new MapsCompiler());
        var tables = new MemoryTables(sites.schema()).with(new SyncTables());
        var erp = new MemoryErp().with("Units", Map.of("Id", "PCS")).with("Products", Map.of("Id", "1", "Unit", "PCS")).with("Prices", Map.of("Id", "9", "Product", "1"));
        erp.broken.add("Units");
        var engine = new SyncEngine(tables, sites, new ListOutbox(tables, InstantSource.system()));
        try {
            engine.addConnector(erp);
            until(() -> engine.trouble(sites.current().require(TableMaps.class).named("prices").orElseThrow()).isPresent());
            assertThat(engine.ledger().failureCount()).isZero();
            erp.broken.clear();
            until(() -> tables.find(SYNC, "price", "9").isPresent());
            assertThat(engine.ledger().failureCount()).isZero();
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
