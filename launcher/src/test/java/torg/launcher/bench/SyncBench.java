package torg.launcher.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import torg.api.identity.Caller;
import torg.api.sync.Outbox;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.store.SqlOutbox;
import torg.store.SqlTables;
import torg.store.database.Database;
import torg.store.query.QueryRunner;
import torg.store.schema.Catalog;
import torg.store.schema.LossCompiler;
import torg.store.schema.Migration;
import torg.store.schema.TableCompiler;
import torg.store.write.FeedWriter;
import torg.store.write.Statements;
import torg.store.write.WriteRunner;
import torg.sync.SyncEngine;
import torg.sync.map.MapsCompiler;
import torg.sync.map.TableMap;
import torg.sync.receive.SyncTables;
import torg.testkit.TestSites;
import torg.testkit.TestSource;

/**
 * What it costs to keep tables in step, by the tables and maps that ship: the sync and the store as they are, beside an ERP that takes some milliseconds for each answer. Everything is read
 * for the first time; then the ERP is away while orders are changed, and comes back; then orders change in the ERP, which wakes the sync, and orders are placed one after the other. Part of {@code launcher/torg bench}.
 */
final class SyncBench implements AutoCloseable {
    private static final Path SITE = Path.of("../content/customer-portal");
    private static final Caller HOUSE = Caller.service("web");
    private static final Duration LONGEST = Duration.ofMinutes(30);
    /** URL of an empty database of the user {@code torg} without a password; without it only H2 is measured. */
    private static final Optional<String> POSTGRES = Optional.ofNullable(System.getProperty("torg.bench.postgres"));
    private static final int WRITTEN_AT_ONCE = 500;
    private static final Duration WOKEN_EVERY = Duration.ofMillis(200);

    private final Sizes sizes;
    private final Database database;
    private final Tables tables;
    private final Outbox outbox;
    private final SyncEngine engine;
    private final QuickErp erp;
    /** When the ERP's number came into the row of an order, by the order's key. */
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    /** When another name came into the row of an order, by the order's key. */
    private final Map<String, Long> arrived = new ConcurrentHashMap<>();

    /**
     * How much of it.
     *
     * @param lines of orders that the ERP has
     * @param changes of orders while it is away, of one each; at most as many as there are orders
     * @param moved orders that change in the ERP, fifty a second
     * @param submitted orders that are placed
     * @param erpMillis how long the ERP takes for each answer
     */
    record Sizes(int lines, int changes, int moved, int submitted, int erpMillis) {
        static final Sizes USUAL = new Sizes(Integer.getInteger("torg.bench.lines", 200_000), Integer.getInteger("torg.bench.changes", 100_000), 1_000, 500, Integer.getInteger("torg.bench.erp-millis", 5));
    }

    /**
     * What was measured.
     *
     * @param lines read for the first time
     * @param heapMegabytes what lived, after a full collection, when a quarter, half and three quarters of the lines were here, and all of them
     * @param changes brought to the ERP when it was back
     * @param arrivedMillis from a change in the ERP until it stands in the row, sorted
     * @param acknowledgedMillis from placing an order until the ERP's number stands in its row, sorted
     */
    record Figures(Rate lines, List<Long> heapMegabytes, Rate changes, List<Double> arrivedMillis, List<Double> acknowledgedMillis) {}

    /**
     * How fast, and at what cost.
     *
     * @param cpuMillis of the whole process for each, its background threads included: the figure to trust on a machine that does something else as well
     */
    record Rate(double perSecond, double cpuMillis) {
        static Rate of(int many, double seconds, long cpuMillis) {
            return new Rate(many / seconds, (double) cpuMillis / many);
        }
    }

    SyncBench(String url, Sizes sizes) {
        this.sizes = sizes;
        database = new Database(url, "torg", "", 8);
        var migration = new Migration(database);
        var statements = new Statements(database);
        var writes = new WriteRunner(database, statements);
        var catalog = new Catalog(migration, new FeedWriter(writes));
        var sites = TestSites.of(documents(), new TableCompiler(migration), new LossCompiler(), new MapsCompiler());
        catalog.bindSites(sites);
        catalog.bindSource(new SyncTables());
        tables = new SqlTables(database, catalog, new QueryRunner(database), writes, statements);
        outbox = new SqlOutbox(database, catalog, writes);
        engine = new SyncEngine(tables, sites, outbox);
        writes.bindListener(engine);
        writes.bindListener(this::heard);
        erp = new QuickErp(sizes.lines / QuickErp.LINES_OF_AN_ORDER, Duration.ofMillis(sizes.erpMillis));
    }

    /** The tables, and the maps of one ERP: of those of another nobody would hear. */
    private static TestSource documents() {
        var source = new TestSource().folder(SITE, "tables", "maps");
        try (var others = Files.list(SITE.resolve("maps/tryton"))) {
            others.forEach(other -> source.without(SITE.relativize(other).toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return source;
    }

    static void report() throws IOException, InterruptedException {
        var sizes = Sizes.USUAL;
        System.out.printf("%nsync: %,d lines of orders for the first time, %,d changes made while the ERP was away, %,d orders that change in the ERP, 50 a second, %d orders one after the other; the ERP takes %d ms for each answer%n",
                sizes.lines, sizes.changes, sizes.moved, sizes.submitted, sizes.erpMillis);
        var folder = Files.createTempDirectory("torg-bench-sync");
        try (var bench = new SyncBench("jdbc:h2:file:" + folder.resolve("store"), sizes)) {
            print("H2", bench.measure());
        } finally {
            try (var files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
        if (POSTGRES.isEmpty()) return;
        try (var bench = new SyncBench(POSTGRES.get(), sizes)) {
            print("PostgreSQL", bench.measure());
        }
    }

    private static void print(String database, Figures figures) {
        System.out.printf("%-10s %-40s %12s %12s %5s%n", database, "", "measured", "aim", "met");
        line("first reading, lines a second", figures.lines.perSecond, "5,000", figures.lines.perSecond >= 5_000);
        line("changes sent a second, ERP back", figures.changes.perSecond, "1,000", figures.changes.perSecond >= 1_000);
        percentile("change in the ERP to the row", figures.arrivedMillis, 50, 1_000);
        percentile("change in the ERP to the row", figures.arrivedMillis, 99, 1_000);
        percentile("order placed to ERP's number", figures.acknowledgedMillis, 50, 50);
        percentile("order placed to ERP's number", figures.acknowledgedMillis, 99, 50);
        System.out.printf("CPU of the process: %.3f ms a line, %.3f ms a change%n", figures.lines.cpuMillis, figures.changes.cpuMillis);
        System.out.println("heap that lived at a quarter, half, three quarters and the end of the first reading, MB (aim: flat): " + figures.heapMegabytes);
    }

    private static void percentile(String what, List<Double> sorted, int percent, int aim) {
        var measured = sorted.get(sorted.size() * percent / 100);
        line(what + ", p" + percent + " ms", measured, "%,d".formatted(aim), measured <= aim);
    }

    private static void line(String what, double measured, String aim, boolean met) {
        System.out.printf("%-10s %-40s %,12.1f %12s %5s%n", "", what, measured, aim, met ? "yes" : "no");
    }

    /** All of it, once. */
    Figures measure() throws InterruptedException {
        engine.addConnector(erp);
        var heap = new ArrayList<Long>();
        var lines = firstReading(heap);
        var changes = replay();
        return new Figures(lines, heap, changes, moved(), submit());
    }

    private Rate firstReading(List<Long> heap) throws InterruptedException {
        var map = engine.maps().flatMap(maps -> maps.named("order-lines")).orElseThrow();
        await("the lines are read", () -> engine.reading(map).isPresent() || isRead(map));
        var cpu = cpuMillis();
        var start = System.nanoTime();
        var collecting = 0L;
        for (var quarter = 1; quarter < 4; quarter++) {
            var enough = (long) sizes.lines / 4 * quarter;
            await("more lines are here", () -> isRead(map) || engine.reading(map).filter(reading -> reading.records() >= enough).isPresent());
            var before = System.nanoTime();
            heap.add(heapMegabytes());
            collecting += System.nanoTime() - before;
        }
        await("all lines are here", () -> isRead(map));
        var read = Rate.of(sizes.lines, (System.nanoTime() - start - collecting) / 1e9, cpuMillis() - cpu);
        heap.add(heapMegabytes());
        return read;
    }

    private static long cpuMillis() {
        return ProcessFigures.cpuMillis(ProcessHandle.current().pid());
    }

    private boolean isRead(TableMap map) {
        return engine.ledger().completed(map).isPresent();
    }

    /** What lives. */
    private static long heapMegabytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
    }

    /** While the ERP is away, orders get another reference of their customer; then it is back. */
    private Rate replay() throws InterruptedException {
        erp.away(true);
        for (var from = 0; from < sizes.changes; from += WRITTEN_AT_ONCE) {
            var some = new ArrayList<Change>();
            for (var order = from; order < Math.min(sizes.changes, from + WRITTEN_AT_ONCE); order++) {
                some.add(new Change.Update("salesorder", QuickErp.number(order), Map.of("requisitionnumber", "PO " + order)));
            }
            tables.write(HOUSE, Write.of(some));
        }
        var cpu = cpuMillis();
        var start = System.nanoTime();
        erp.away(false);
        engine.wake();
        await("all changes are in the ERP", () -> erp.changes() >= sizes.changes && outbox.nextDue().isEmpty());
        return Rate.of(sizes.changes, (System.nanoTime() - start) / 1e9, cpuMillis() - cpu);
    }

    /** Orders get another name in the ERP, which says that something changed as often as its connector lets it: five times a second. */
    private List<Double> moved() throws InterruptedException {
        var changed = new long[sizes.moved];
        var woken = 0L;
        var start = System.nanoTime();
        for (var order = 0; order < sizes.moved; order++) {
            Thread.sleep(Duration.ofNanos(Math.max(0, start + order * 20_000_000L - System.nanoTime())));
            changed[order] = System.nanoTime();
            erp.renamed(order, "Moved " + order);
            if (changed[order] - woken < WOKEN_EVERY.toNanos() && order < sizes.moved - 1) continue;
            woken = changed[order];
            engine.wake();
        }
        await("all that moved is here", () -> arrived.size() >= sizes.moved);
        return IntStream.range(0, sizes.moved).mapToObj(order -> (arrived.get(QuickErp.number(order)) - changed[order]) / 1e6).sorted().toList();
    }

    private List<Double> submit() throws InterruptedException {
        var millis = new ArrayList<Double>();
        for (var i = 0; i < sizes.submitted; i++) {
            var changes = new ArrayList<Change>(List.of(new Change.Create("salesorder", Map.of("account", "ALFKI", "company", "nwnd", "currency", "USD", "deliverycountry", "DE"))));
            for (var line = 1L; line <= QuickErp.LINES_OF_AN_ORDER; line++) {
                changes.add(new Change.Create("salesorderdetail", Map.of("salesorder", new Change.Made(0), "linenumber", line, "product", "1", "quantity", BigDecimal.ONE, "unit", "pcs")));
            }
            var start = System.nanoTime();
            var order = tables.write(HOUSE, Write.of(changes)).keys().getFirst();
            await("the ERP has the order", () -> acknowledged.containsKey(order));
            millis.add((acknowledged.get(order) - start) / 1e6);
        }
        return millis.stream().sorted().toList();
    }

    private void heard(List<Committed> entries) {
        for (var entry : entries) {
            if (entry.kind() == Committed.Kind.UPDATED && entry.columns().contains("name") && entry.table().equals("salesorder")) arrived.putIfAbsent(entry.key(), System.nanoTime());
            if (entry.kind() == Committed.Kind.UPDATED && entry.columns().contains("erpnumber")) acknowledged.put(entry.key(), System.nanoTime());
        }
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        var deadline = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) throw new IllegalStateException("waited too long until " + what);
            Thread.sleep(5);
        }
    }

    @Override
    public void close() throws InterruptedException {
        engine.stop();
        database.close();
    }
}
