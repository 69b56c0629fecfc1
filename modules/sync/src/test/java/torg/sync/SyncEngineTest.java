package torg.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static torg.sync.Until.until;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import torg.api.health.Status;
import torg.api.identity.Caller;
import torg.api.sync.Outbox;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.api.table.Write;
import torg.sync.compare.Comparisons;
import torg.sync.connector.Governors;
import torg.sync.connector.RateGovernor;
import torg.sync.desk.RowWays;
import torg.sync.desk.SyncDesk;
import torg.sync.desk.SyncResource;
import torg.sync.map.MapsCompiler;
import torg.sync.map.TableMaps;
import torg.sync.receive.Guard;
import torg.sync.receive.Ledger;
import torg.sync.receive.Receiver;
import torg.sync.receive.SyncTables;
import torg.testkit.MemoryAudit;
import torg.testkit.TestSource;
import torg.testkit.MemoryTables;
import torg.testkit.Requests;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;

/** The sync as it runs, with its threads and in real time. */
class SyncEngineTest {
    private static final Caller SYNC = Caller.service("sync");

    @Test
    void anErpThatIsSlowerThanItsConnectorsPatienceGetsAnOrderOnce() throws Exception {
        var sites = TestSites.of(orders("slow"), new TableDocuments(), new MapsCompiler());
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
        var source = new TestSource()
                .document("tables/unit.yml", "{table: unit, key: symbol, columns: {symbol: {type: text}}}").document("tables/currency.yml", "{table: currency, key: code, columns: {code: {type: text}}}")
                .document("tables/price.yml", "{table: price, key: id, columns: {id: {type: text}}}");
        for (var map : Map.of("a-units", "Units unit symbol", "b-prices", "Prices price id", "c-currencies", "Currencies currency code").entrySet()) {
            var words = map.getValue().split(" ");
            source.document("maps/" + map.getKey() + ".yml", "{map: " + map.getKey() + ", connector: dynamics, entity: " + words[0] + ", table: " + words[1] + ", columns: {" + words[2] + ": Id}, every: 1s}");
        }
        var sites = TestSites.of(source, new TableDocuments(), new MapsCompiler());
        var tables = new MemoryTables(sites.schema()).with(new SyncTables());
        var outbox = new ListOutbox(tables, InstantSource.system());
        var erp = new MemoryErp().with("Units", Map.of("Id", "PCS")).with("Prices", Map.of("Id", "1")).with("Currencies", Map.of("Id", "USD"));
        erp.closed.add("Units");
        erp.broken.add("Prices");
        var engine = new SyncEngine(tables, sites, outbox);
        var health = new SyncHealth(engine, outbox, Duration.ofMinutes(1));
        try {
            engine.addConnector(erp);

            // A map is done a moment after its last row is there.
            until(() -> tables.find(SYNC, "currency", "USD").isPresent() && !health.check().message().contains("c-currencies"));
            assertThat(health.check().level()).isEqualTo(Status.Level.NOT_READY);
            assertThat(health.check().message()).contains("a-units (the ERP refuses to read entity 'Units'").contains("b-prices (the ERP answered 500)").doesNotContain("c-currencies");
            assertThat(engine.unreachable()).isEmpty();
            var caller = Caller.contact("c1", "Ann", List.of(), List.of("administrator"));
            assertThat(new SyncResource(engine, outbox, new SyncDesk(engine, outbox, new Comparisons(tables, outbox), tables, new MemoryAudit()), new RowWays(engine, outbox, tables)).desk(Requests.get(sites.current(), "/api/sync").as(caller).request()).maps())
                    .filteredOn(map -> map.map().equals("b-prices")).extracting(SyncResource.MapLine::reason).containsExactly("the ERP answered 500");

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
        var sites = TestSites.of(new TestSource().document("tables/unit.yml", "{table: unit, key: symbol, columns: {symbol: {type: text}}}")
                .document("maps/units.yml", "{map: units, connector: dynamics, entity: Units, table: unit, columns: {symbol: Id}}"), new TableDocuments(), new MapsCompiler());
        var tables = new MemoryTables(sites.schema()).with(new SyncTables());
        var maps = sites.current().part(TableMaps.class).orElseThrow();
        var map = maps.maps().getFirst();
        var receiver = new Receiver(tables, SYNC, new Ledger(tables, SYNC, InstantSource.system(), Guard.Limits.USUAL), new ListOutbox(tables, InstantSource.system()), maps, new Receiver.Source(new MemoryErp().with("Units", Map.of("Id", "PCS")), () -> {}));

        assertThat(new Track(InstantSource.system()).run(map, receiver)).as("the first time of all").isTrue();
        assertThat(new Track(InstantSource.system()).run(map, receiver)).as("after a restart").isFalse();
    }

    @Test
    void rowsWaitForThoseTheyReferToWhileTheErpIsSilentAboutThem() throws Exception {
        var sites = TestSites.of(new TestSource().document("tables/unit.yml", "{table: unit, key: symbol, columns: {symbol: {type: text}}}")
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
            assertThat(engine.ledger().failureCount(100)).isZero();
            erp.broken.clear();
            until(() -> tables.find(SYNC, "price", "9").isPresent());
            assertThat(engine.ledger().failureCount(100)).isZero();
        } finally {
            engine.stop();
        }
    }

    @Test
    void ordersThatComeWhileTheErpIsAwayDoNotDriveTheSender() throws Exception {
        var sites = TestSites.of(orders("dynamics").document("tables/note.yml", "{table: note, key: id, columns: {id: {type: text}, text: {type: text}}}"), new TableDocuments(), new MapsCompiler());
        var tables = new MemoryTables(sites.schema()).with(new SyncTables());
        var outbox = new ListOutbox(tables, InstantSource.system());
        var erp = new MemoryErp();
        erp.entities.put("Orders", new ArrayList<>());
        var engine = new SyncEngine(tables, sites, outbox);
        tables.listener(engine);
        try {
            engine.addConnector(erp);
            until(() -> engine.ledger().completed(sites.current().require(TableMaps.class).maps().getFirst()).isPresent());
            Thread.sleep(500);
            var quiet = outbox.claims.get();
            var start = Instant.now();
            for (var i = 0; i < 50; i++) tables.write(SYNC, Write.of(new Change.Put("note", "" + i, Map.of("text", "a draft"))));
            Thread.sleep(200);
            assertThat(outbox.claims.get() - quiet).as("what never goes to the ERP").isLessThanOrEqualTo((int) Duration.between(start, Instant.now()).toSeconds() + 1);

            erp.away = true;
            start = Instant.now();
            var before = outbox.claims.get();
            for (var i = 0; i < 100; i++) {
                outbox.add("order", tables.write(SYNC, Write.of(new Change.Create("order", Map.of()))).keys().getFirst(), Committed.Kind.CREATED);
                Thread.sleep(20);
            }
            assertThat(outbox.claims.get() - before).as("one look a second of each sender").isLessThanOrEqualTo(Outgoing.SENDERS * ((int) Duration.between(start, Instant.now()).toSeconds() + 2));

            erp.away = false;
            engine.wake();
            until(() -> outbox.states().equals(Set.of(Outbox.State.DELIVERED)));
        } finally {
            engine.stop();
        }
    }

    @Test
    void aConnectorThatIsReplacedWhileItIsReadEndsNothing() throws Exception {
        var sites = TestSites.of(units("dynamics").document("tables/currency.yml", "{table: currency, key: code, columns: {code: {type: text}}}")
                .document("maps/currencies.yml", "{map: currencies, connector: dynamics, entity: Currencies, table: currency, columns: {code: Id}, every: 1s}"), new TableDocuments(), new MapsCompiler());
        var tables = new MemoryTables(sites.schema()).with(new SyncTables());
        var outbox = new ListOutbox(tables, InstantSource.system());
        var erp = new MemoryErp().with("Units", Map.of("Id", "PCS")).with("Currencies", Map.of("Id", "USD"));
        erp.errors.put("Units", new NoClassDefFoundError("torg/connector/dynamics/Reply"));
        var engine = new SyncEngine(tables, sites, outbox);
        var health = new SyncHealth(engine, outbox, Duration.ofMinutes(1));
        try {
            engine.addConnector(erp);
            until(() -> tables.find(SYNC, "currency", "USD").isPresent());
            until(() -> health.check().message().contains("units (a mistake"));
            erp.errors.clear();
            until(() -> health.check().level() == Status.Level.OK);

            erp.errors.put("Units", new OutOfMemoryError("for a moment"));
            until(() -> health.check().message().contains("units (a mistake"));
            erp.errors.clear();
            until(() -> health.check().level() == Status.Level.OK);

            erp.errors.put("Units", new InternalError("the machine is out of its mind"));
            until(() -> health.check().message().contains("the thread 'sync-in' has ended"));
            assertThat(health.check().level()).isEqualTo(Status.Level.WARN);
        } finally {
            engine.stop();
        }
    }

    @Test
    void aMapWhoseConnectorIsNotThereIsTold() throws Exception {
        var sites = TestSites.of(units("dynamisc"), new TableDocuments(), new MapsCompiler());
        var tables = new MemoryTables(sites.schema()).with(new SyncTables());
        var outbox = new ListOutbox(tables, InstantSource.system());
        var engine = new SyncEngine(tables, sites, outbox);
        var health = new SyncHealth(engine, outbox, Duration.ofMinutes(1));
        try {
            engine.addConnector(new MemoryErp().with("Units", Map.of("Id", "PCS")));
            until(() -> health.check().message().contains("units (the connector 'dynamisc' is not running; running: dynamics)"));
            var caller = Caller.contact("c1", "Ann", List.of(), List.of("administrator"));
            assertThat(new SyncResource(engine, outbox, new SyncDesk(engine, outbox, new Comparisons(tables, outbox), tables, new MemoryAudit()), new RowWays(engine, outbox, tables)).desk(Requests.get(sites.current(), "/api/sync").as(caller).request()).maps()).first()
                    .satisfies(map -> assertThat(map.reason()).contains("'dynamisc' is not running"));
            engine.addConnector(new MemoryErp("dynamisc").with("Units", Map.of("Id", "PCS")));
            until(() -> health.check().level() == Status.Level.OK);
        } finally {
            engine.stop();
        }
    }

    @Test
    void anErpThatWantsAPauseStopsNoOther() throws Exception {
        var sites = TestSites.of(units("busy").document("tables/zone.yml", "{table: zone, key: code, columns: {code: {type: text}}}")
                .document("maps/zones.yml", "{map: zones, connector: dynamics, entity: Zones, table: zone, columns: {code: Id}, every: 1s}"), new TableDocuments(), new MapsCompiler());
        var tables = new MemoryTables(sites.schema()).with(new SyncTables());
        var busy = new MemoryErp("busy").with("Units", Map.of("Id", "PCS"));
        busy.pause = Optional.of(Duration.ofDays(300));
        var outbox = new ListOutbox(tables, InstantSource.system());
        var engine = new SyncEngine(tables, sites, outbox);
        var health = new SyncHealth(engine, outbox, Duration.ofMinutes(1));
        try {
            engine.addConnector(busy);
            engine.addConnector(new MemoryErp().with("Zones", Map.of("Id", "EU")));
            until(() -> tables.find(SYNC, "zone", "EU").isPresent());
            until(() -> health.check().message().startsWith("initial sync is not done for units: the ERP of connector 'busy' asked for a pause and is asked again in "));
            var caller = Caller.contact("c1", "Ann", List.of(), List.of("administrator"));
            assertThat(new SyncResource(engine, outbox, new SyncDesk(engine, outbox, new Comparisons(tables, outbox), tables, new MemoryAudit()), new RowWays(engine, outbox, tables)).desk(Requests.get(sites.current(), "/api/sync").as(caller).request()).maps()).extracting(SyncResource.MapLine::reason)
                    .filteredOn(reason -> !reason.isEmpty()).singleElement().asString().contains("asked for a pause");

            busy.pause = Optional.empty();
            engine.removeConnector(busy);
            engine.addConnector(busy);
            until(() -> health.check().level() == Status.Level.OK);
            busy.pause = Optional.of(Duration.ofDays(300));
            until(() -> health.check().message().contains("asked for a pause") && health.check().message().endsWith("; changes waiting: 0"));
        } finally {
            engine.stop();
        }
    }

    @Test
    void anErpThatAnswersSaysNothingOfOneThatIsAway() throws Exception {
        var sites = TestSites.of(orders("dynamics").document("tables/zone.yml", "{table: zone, key: code, columns: {code: {type: text}}}")
                .document("maps/zones.yml", "{map: zones, connector: other, entity: Zones, table: zone, columns: {code: Id}, every: 0.5s}")
                .document("tables/unit.yml", "{table: unit, key: symbol, columns: {symbol: {type: text}}}")
                .document("maps/units.yml", "{map: units, connector: dynamics, entity: Units, table: unit, columns: {symbol: Id}, every: 0.5s}"), new TableDocuments(), new MapsCompiler());
        var tables = new MemoryTables(sites.schema()).with(new SyncTables());
        var outbox = new ListOutbox(tables, InstantSource.system());
        var away = new MemoryErp("other").with("Zones", Map.of("Id", "EU"));
        var erp = new MemoryErp().with("Units", Map.of("Id", "PCS"));
        erp.entities.put("Orders", new ArrayList<>());
        var engine = new SyncEngine(tables, sites, outbox);
        try {
            engine.addConnector(erp);
            engine.addConnector(away);
            until(() -> new SyncHealth(engine, outbox, Duration.ofMinutes(1)).check().level() == Status.Level.OK);
            away.away = true;
            until(() -> engine.unreachable().isPresent());
            var since = engine.presence().since();

            for (var i = 0; i < 5; i++) {
                var reads = erp.reads.get();
                outbox.add("order", tables.write(SYNC, Write.of(new Change.Create("order", Map.of()))).keys().getFirst(), Committed.Kind.CREATED);
                engine.wake();
                until(() -> outbox.states().equals(Set.of(Outbox.State.DELIVERED)) && erp.reads.get() > reads);
                assertThat(engine.unreachable()).contains("the ERP cannot be reached");
            }
            assertThat(engine.presence().since()).as("one silence").isEqualTo(since);
            assertThat(engine.isSilent(sites.current().require(TableMaps.class).named("zones").orElseThrow())).isTrue();
            assertThat(engine.isSilent(sites.current().require(TableMaps.class).named("orders").orElseThrow())).isFalse();

            away.away = false;
            engine.wake();
            until(() -> engine.unreachable().isEmpty());
        } finally {
            engine.stop();
        }
    }

    @Test
    void aPauseIsBoundedAndNotCutShort() {
        var governors = new Governors(InstantSource.system(), RateGovernor.Lull.THREADS);
        var erp = new MemoryErp();
        governors.of(erp).pause(Duration.ofDays(300));
        governors.of(erp).pause(Duration.ofSeconds(1));
        assertThat(governors.left(erp)).isBetween(RateGovernor.LONGEST_PAUSE.minusSeconds(30), RateGovernor.LONGEST_PAUSE);
    }

    @Test
    void whenAnOrderMeetsAPauseNobodyAsksForAnythingMeanwhile() throws Exception {
        var sites = TestSites.of(orders("dynamics").document("tables/zone.yml", "{table: zone, key: code, columns: {code: {type: text}}}")
                .document("maps/zones.yml", "{map: zones, connector: dynamics, entity: Zones, table: zone, columns: {code: Id}, every: 0.5s}"), new TableDocuments(), new MapsCompiler());
        var tables = new MemoryTables(sites.schema()).with(new SyncTables());
        var outbox = new ListOutbox(tables, InstantSource.system());
        var erp = new MemoryErp().with("Zones", Map.of("Id", "EU"));
        erp.entities.put("Orders", new ArrayList<>());
        erp.full = Optional.of(Duration.ofMinutes(2));
        var engine = new SyncEngine(tables, sites, outbox);
        try {
            engine.addConnector(erp);
            until(() -> tables.find(SYNC, "zone", "EU").isPresent());
            outbox.add("order", tables.write(SYNC, Write.of(new Change.Create("order", Map.of()))).keys().getFirst(), Committed.Kind.CREATED);
            until(() -> outbox.entries.getFirst().note().equals("busy"));
            var reads = erp.reads.get();
            Thread.sleep(2_500);
            assertThat(erp.reads.get() - reads).isLessThanOrEqualTo(1);
        } finally {
            engine.stop();
        }
    }

    @Test
    void ordersDoNotWaitForWhatIsOnlyAskedFor() throws Exception {
        var sites = TestSites.of(orders("dynamics"), new TableDocuments(), new MapsCompiler());
        var tables = new MemoryTables(sites.schema()).with(new SyncTables());
        var outbox = new ListOutbox(tables, InstantSource.system());
        var erp = new MemoryErp();
        erp.entities.put("Orders", new ArrayList<>());
        erp.slow = true;
        erp.finding = new CountDownLatch(1);
        var engine = new SyncEngine(tables, sites, outbox);
        try {
            engine.addConnector(erp);
            outbox.add("order", tables.write(SYNC, Write.of(new Change.Create("order", Map.of()))).keys().getFirst(), Committed.Kind.CREATED);
            until(() -> erp.finds.get() > 0);
            erp.slow = false;
            outbox.add("order", tables.write(SYNC, Write.of(new Change.Create("order", Map.of()))).keys().getFirst(), Committed.Kind.CREATED);
            engine.wake();
            until(() -> outbox.states().contains(Outbox.State.DELIVERED));
        } finally {
            erp.finding.countDown();
            engine.stop();
        }
    }

    private static TestSource units(String connector) {
        return new TestSource().document("tables/unit.yml", "{table: unit, key: symbol, columns: {symbol: {type: text}}}")
                .document("maps/units.yml", "{map: units, connector: " + connector + ", entity: Units, table: unit, columns: {symbol: Id}, every: 1s}");
    }

    static TestSource orders(String connector) {
        return new TestSource()
                .document("tables/order.yml", "{table: order, key: number, outbox: true, columns: {number: {type: autonumber, format: W000}, erpnumber: {type: text}}}")
                .document("maps/orders.yml", """
                        map: orders
                        connector: %s
                        entity: Orders
                        table: order
                        direction: both
                        reference: Reference
                        erp-key: erpnumber
                        columns: {number: {field: Reference, direction: in}, erpnumber: {field: Number, direction: in}}
                        """.formatted(connector));
    }
}
