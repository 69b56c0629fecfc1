package torg.store;

import static torg.store.TestHouse.SYNC;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import torg.api.identity.Caller;
import torg.api.search.Found;
import torg.api.search.Sought;
import torg.api.table.Change;
import torg.api.table.Write;
import torg.search.lucene.file.ReadingProcess;
import torg.search.lucene.index.SearchIndex;
import torg.search.lucene.query.LuceneSearch;
import torg.search.lucene.query.Visible;
import torg.search.lucene.site.SearchCompiler;
import torg.store.database.Database;
import torg.store.database.Dialect;
import torg.store.database.PostgresCluster;
import torg.table.permissions.CompiledAccess;
import torg.table.permissions.PermissionCompiler;
import torg.testkit.Requests;
import torg.testkit.TestSites;
import torg.web.roles.AssignmentTable;
import torg.web.roles.RoleCompiler;

/**
 * What it costs to search, by the documents that ship: {@code search.yml}, the permissions and the tables, with all facets that there are, over orders and their lines, products and
 * accounts; beside it what the database has for words in texts ({@link WordsInDatabase}), under the same rule and with three facets. A program for people, part of {@code launcher/torg bench}.
 */
final class SearchBench implements AutoCloseable {
    private static final int CLIENTS = 32;
    private static final double MOST_TIMES = 3;
    private static final int PAGE = 10;
    private static final int SUGGESTIONS = 6;
    private static final int LINES_OF_AN_ORDER = 3;
    private static final List<String> CITIES = List.of("Bergen", "Bodø", "Drammen", "Hamar", "Harstad", "Kristiansand", "Larvik", "Lillehammer", "Molde", "Moss", "Namsos", "Narvik", "Oslo", "Porsgrunn",
            "Sandnes", "Skien", "Stavanger", "Trondheim", "Tønsberg", "Ålesund");
    private static final List<String> GOODS = List.of("Chocolate", "Coffee", "Herring", "Cheese", "Caviar", "Marmalade", "Crab", "Beer", "Salmon", "Biscuits");
    private static final Path SITE = Path.of("../../content/customer-portal");

    private final TestHouse house;
    private final Sizes sizes;
    private final TestSites sites;
    private final Path folder;
    private final SearchIndex index;
    private final LuceneSearch search;
    private final Filling filling;

    /**
     * How much of it.
     *
     * @param documents about so many: products and accounts, and orders with three lines each
     * @param warm how long each question is asked before anything is measured: after less the compiler is still at work, which counts as CPU of the search
     * @param round how long each is asked
     */
    record Sizes(int documents, int accounts, Duration warm, Duration round) {
        static final Sizes USUAL = new Sizes(Integer.getInteger("torg.bench.documents", 100_000), 5_000, Duration.ofSeconds(10), Duration.ofSeconds(3));

        int products() {
            return Math.min(2_000, documents / 50);
        }

        int orders() {
            return (documents - accounts - products()) / (1 + LINES_OF_AN_ORDER);
        }
    }

    /**
     * How the index was made.
     *
     * @param perCpuSecond documents for each second that the thread of the index worked, in which it read the rows too; H2 runs in that thread, PostgreSQL beside it
     * @param heapMegabytes that live more with it than before, after a full collection
     * @param folderMegabytes on disk
     */
    record Filling(int documents, double perSecond, double perCpuSecond, long heapMegabytes, double folderMegabytes) {}

    /**
     * A question, and who asks it.
     *
     * @param own what the database is asked instead; empty where it has nothing of the kind
     * @param mostCpu what it should take at most, in milliseconds; 0 without an aim
     */
    record Question(String name, IntFunction<Caller> caller, IntFunction<String> text, int top, double mostCpu, boolean own) {}

    /** Calls one after the other, or by many clients at once; in milliseconds. */
    record Calls(double p50, double p99, double cpu) {}

    /** A question as the search answers it, and the database's own means, where it has any. */
    record Answered(long hits, Calls alone, Calls together, Calls own) {}

    SearchBench(Database database, Sizes sizes) throws SQLException, IOException, InterruptedException {
        this.sizes = sizes;
        house = new TestHouse(database);
        house.catalog.bindSource(new AssignmentTable());
        sites = TestSites.of(TestHouse.shipped().folder(SITE, "roles", "permissions", "forms").document("search.yml", Files.readString(SITE.resolve("search.yml"))),
                house.compiler, new RoleCompiler(), new PermissionCompiler(), new SearchCompiler());
        house.catalog.bindSites(sites);
        house.with(new CompiledAccess(sites));
        fill();
        folder = Files.createTempDirectory("torg-bench-search");
        var before = heap();
        var start = System.nanoTime();
        index = new SearchIndex(sites, house.tables, folder.resolve("index"), new ReadingProcess(List::of));
        while (!index.isCurrent(sites.current())) Thread.sleep(5);
        var seconds = (System.nanoTime() - start) / 1e9;
        filling = new Filling(index.size(), index.size() / seconds, index.size() / cpuOfIndex(), (heap() - before) >> 20, megabytes(folder));
        house.writes.bindListener(index);
        search = new LuceneSearch(house.tables, index, new Visible(house.tables, index));
    }

    static void report() throws SQLException, IOException, InterruptedException, ExecutionException {
        var sizes = Sizes.USUAL;
        System.out.printf("%nsearch: %,d orders with %d lines each, %,d products, %,d accounts; a page of %d hits with all facets of the site that ships; milliseconds%n", sizes.orders(), LINES_OF_AN_ORDER,
                sizes.products(), sizes.accounts, PAGE);
        var folder = Files.createTempDirectory("torg-bench-search-store");
        try (var database = new Database("jdbc:h2:file:" + folder.resolve("store"), "torg", "", CLIENTS)) {
            report("H2", database, sizes);
        } finally {
            delete(folder);
        }
        var cluster = PostgresCluster.running();
        if (cluster.isEmpty()) return;
        try (var database = new Database(cluster.get().newDatabase(), cluster.get().user(), "", CLIENTS)) {
            report("PostgreSQL", database, sizes);
        }
    }

    private static void report(String name, Database database, Sizes sizes) throws SQLException, IOException, InterruptedException, ExecutionException {
        try (var bench = new SearchBench(database, sizes)) {
            var filled = bench.filling;
            System.out.printf("%-11s %,d documents; %,.0f a second, %,.0f a second of CPU (aim 5,000); %,d MB of heap more (aim 256 MB of memory); %.1f MB on disk%n", name, filled.documents,
                    filled.perSecond, filled.perCpuSecond, filled.heapMegabytes, filled.folderMegabytes);
            System.out.printf("%-11s %-34s %8s %8s %8s %8s %7s %4s | %8s %8s %7s %4s | %9s%n", "", "", "hits", "p50", "p99", "CPU", "aim", "met", "32: p50", "p99", "p99/p50", "met", "own: p50");
            bench.measure().forEach((question, answered) -> line(question, answered));
        }
    }

    private static void line(Question question, Answered answered) {
        var aim = question.mostCpu == 0 ? "" : String.valueOf(question.mostCpu);
        var met = question.mostCpu == 0 ? "" : RightsBench.met(answered.alone.cpu, question.mostCpu);
        var times = answered.together.p99 / answered.together.p50;
        System.out.printf("%-11s %-34s %8d %8.3f %8.3f %8.3f %7s %4s | %8.2f %8.2f %7.1f %4s | %9s%n", "", question.name, answered.hits, answered.alone.p50, answered.alone.p99, answered.alone.cpu, aim, met,
                answered.together.p50, answered.together.p99, times, RightsBench.met(times, MOST_TIMES), question.own ? "%.3f".formatted(answered.own.p50) : "");
    }

    Filling filling() {
        return filling;
    }

    List<Question> questions() {
        IntFunction<Caller> customer = i -> Caller.contact("C" + account(i), "Somebody", List.of("A" + account(i)), List.of("customer-representative"));
        IntFunction<Caller> seller = _ -> Caller.contact("C0", "Somebody", List.of(), List.of("administrator"));
        return List.of(
                new Question("customer: an order by its number", customer, i -> number(account(i)), PAGE, 0.3, true),
                new Question("customer: a word of all orders", customer, _ -> "order", PAGE, 5, true),
                new Question("customer: by half a product's name", customer, i -> GOODS.get(i % GOODS.size()).substring(0, 4), PAGE, 5, false),
                new Question("customer: suggestions", customer, _ -> "ord", SUGGESTIONS, 0.2, false),
                new Question("seller: an order by its number", seller, i -> number(account(i)), PAGE, 0.3, true),
                new Question("seller: a word of every 20th order", seller, i -> CITIES.get(i % CITIES.size()), PAGE, 5, true),
                new Question("seller: by half a product's name", seller, i -> GOODS.get(i % GOODS.size()).substring(0, 4), PAGE, 0, false));
    }

    private int account(int number) {
        return Math.floorMod(number * 37, sizes.accounts);
    }

    private static String number(int order) {
        return "W%07d".formatted(order);
    }

    Found find(Question question, int number) {
        return search.find(Requests.get(sites.current(), "/").as(question.caller.apply(number)).in("en").request(), Sought.of(question.text.apply(number), question.top));
    }

    /** All questions, each to the search and to the database. */
    Map<Question, Answered> measure() throws SQLException, InterruptedException, ExecutionException {
        var answered = new LinkedHashMap<Question, Answered>();
        house.database.restructured(transaction -> {
            WordsInDatabase.make(transaction.connection(), house.database.dialect());
            return null;
        });
        for (var question : questions()) {
            calls(1, sizes.warm, i -> find(question, i));
            var alone = calls(1, sizes.round, i -> find(question, i));
            var together = calls(CLIENTS, sizes.round, i -> find(question, i));
            answered.put(question, new Answered(find(question, 0).total(), alone, together, question.own ? calls(1, sizes.round, i -> own(question, i)) : new Calls(0, 0, 0)));
        }
        return answered;
    }

    /** How many the database finds, with a page and three facets. */
    long own(Question question, int number) {
        var account = question.caller.apply(number).accounts().stream().findFirst();
        return house.database.read(connection -> WordsInDatabase.find(connection, house.database.dialect(), question.text.apply(number), account, PAGE));
    }

    /** As many as there is time for, at least one of each client. */
    private static Calls calls(int clients, Duration time, IntFunction<Object> call) throws InterruptedException, ExecutionException {
        var cpu = cpuOfProcess();
        var end = System.nanoTime() + time.toNanos();
        try (var threads = Executors.newFixedThreadPool(clients)) {
            var all = IntStream.range(0, clients).mapToObj(client -> threads.submit(() -> {
                var nanos = new ArrayList<Long>();
                do {
                    var start = System.nanoTime();
                    call.apply(client + nanos.size() * clients);
                    nanos.add(System.nanoTime() - start);
                } while (System.nanoTime() < end);
                return nanos;
            })).toList();
            var nanos = new ArrayList<Long>();
            for (var one : all) nanos.addAll(one.get());
            nanos.sort(Comparator.naturalOrder());
            return new Calls(nanos.get(nanos.size() / 2) / 1e6, nanos.get(nanos.size() * 99 / 100) / 1e6, (cpuOfProcess() - cpu) / 1e6 / nanos.size());
        }
    }

    /** Products and accounts by the house itself, and one order with one line; the others are copies of these, made by the database. */
    private void fill() throws SQLException {
        var changes = new ArrayList<Change>(List.of(new Change.Put("company", "NW", Map.of("name", "Northwind")), new Change.Put("currency", "USD", Map.of("name", "Dollar", "symbol", "$")),
                new Change.Put("uom", "pcs", Map.of("name", "Pieces"))));
        for (var i = 0; i < sizes.products(); i++) {
            changes.add(new Change.Put("product", "P" + i, Map.of("name", GOODS.get(i % GOODS.size()) + " of kind " + i, "description", "in boxes of " + i % 48, "category", "group " + i % 8)));
        }
        for (var i = 0; i < sizes.accounts; i++) {
            changes.add(new Change.Put("account", "A" + i, Map.of("name", "Customer " + i, "company", "NW")));
            changes.add(new Change.Put("contact", "C" + i, Map.of("fullname", "Contact " + i, "account", "A" + i)));
        }
        changes.add(new Change.Put("salesorder", "N", Map.of("account", "A0", "contact", "C0", "company", "NW", "currency", "USD", "deliverycountry", "NO", "status", "open", "orderdate", Instant.EPOCH,
                "total", BigDecimal.TEN, "deliverycity", "Oslo", "requisitionnumber", "PO")));
        changes.add(new Change.Put("salesorderdetail", "N-1", Map.of("salesorder", "N", "linenumber", 1L, "product", "P0", "quantity", BigDecimal.ONE, "unit", "pcs")));
        for (var from = 0; from < changes.size(); from += 5_000) house.tables.write(SYNC, Write.of(changes.subList(from, Math.min(changes.size(), from + 5_000))).from("erp"));
        var order = house.database.dialect() == Dialect.H2 ? "'W' || lpad(cast(%s as varchar), 7, '0')" : "'W' || lpad((%s)::text, 7, '0')";
        var cities = String.join(",", CITIES.stream().map(city -> "'" + city + "'").toList());
        copies("salesorder", "\"ordernumber\" = 'N'", sizes.orders(), Map.of("ordernumber", order.formatted("n"), "name", "'Web order ' || " + order.formatted("n"), "requisitionnumber", "'PO ' || (n * 7)",
                "account", "'A' || mod(n, " + sizes.accounts + ")", "contact", "'C' || mod(n, " + sizes.accounts + ")", "total", "mod(n * 131, 400000) / 100.0",
                "status", "case mod(n, 4) when 0 then 'open' when 1 then 'confirmed' when 2 then 'delivered' else 'invoiced' end",
                "deliverycity", "(array[" + cities + "])[1 + mod(n / 7, " + CITIES.size() + ")]",
                "orderdate", "timestamp with time zone '2026-11-01 00:00:00+00' - mod(n, 3000) * interval '1' day"));
        copies("salesorderdetail", "\"linekey\" = 'N-1'", sizes.orders() * LINES_OF_AN_ORDER, Map.of("linekey", order.formatted("n / 3") + " || '-' || (mod(n, 3) + 1)", "salesorder", order.formatted("n / 3"),
                "linenumber", "mod(n, 3) + 1", "product", "'P' || mod(n * 7 + n / 11, " + sizes.products() + ")"));
        execute("delete from \"salesorderdetail\" where \"linekey\" = 'N-1'");
        execute("delete from \"salesorder\" where \"ordernumber\" = 'N'");
        execute("analyze");
    }

    private void copies(String table, String original, int count, Map<String, String> differing) throws SQLException {
        var h2 = house.database.dialect() == Dialect.H2;
        var columns = house.database.transaction(transaction -> {
            var names = new ArrayList<String>();
            try (var found = transaction.connection().getMetaData().getColumns(null, null, table, null)) {
                while (found.next()) names.add(found.getString("COLUMN_NAME"));
            }
            return names;
        });
        var values = columns.stream().map(column -> differing.getOrDefault(column, "\"" + column + "\"")).toList();
        for (var from = 0; from < count; from += 50_000) {
            var numbers = (h2 ? "system_range(%d, %d) as numbers(n)" : "generate_series(%d, %d) as numbers(n)").formatted(from, Math.min(count, from + 50_000) - 1);
            execute("insert into \"" + table + "\" (\"" + String.join("\", \"", columns) + "\") select " + String.join(", ", values) + " from \"" + table + "\", " + numbers + " where " + original);
        }
    }

    private void execute(String sql) throws SQLException {
        house.database.transaction(transaction -> {
            try (var statement = transaction.connection().createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long cpuOfProcess() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** Seconds that the thread of the index has worked. */
    private static double cpuOfIndex() {
        var threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getAllThreadIds()).filter(id -> threads.getThreadInfo(id) != null && threads.getThreadInfo(id).getThreadName().equals("torg-search")).map(threads::getThreadCpuTime).max().orElseThrow() / 1e9;
    }

    private static double megabytes(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum() / 1e6;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    @Override
    public void close() throws IOException {
        try {
            index.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        delete(folder);
    }
}
