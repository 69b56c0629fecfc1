package torg.store;

import static torg.store.TestHouse.SYNC;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Write;
import torg.store.database.Database;

/**
 * Prints the CPU time that questions and writes cost, over 50,000 orders of 500 accounts. A program for people, not a test: run it with the test
 * class path, and a database's URL and user if it is not to be a new embedded one, and a part of the name of what is to be measured.
 */
final class Measure {
    private static final int ACCOUNTS = 500;
    private static final int ORDERS = Integer.getInteger("torg.orders", 50_000);
    private static final int AT_ONCE = 5_000;
    private static final int ROUNDS = 8;
    private static final int TOGETHER = 16;
    private final TestHouse house;

    private final String only;

    private Measure(TestHouse house, String only) {
        this.house = house;
        this.only = only;
    }

    public static void main(String[] arguments) throws IOException {
        var url = arguments.length > 0 ? arguments[0] : "jdbc:h2:file:" + Files.createTempDirectory("torg-measure").resolve("store");
        try (var house = new TestHouse(new Database(url, arguments.length > 1 ? arguments[1] : "torg", "", 8)).with(TestHouse.shipped()).with(rules())) {
            new Measure(house, arguments.length > 2 ? arguments[2] : "").run();
        }
    }

    private static TestRules rules() {
        var rules = new TestRules();
        var own = TestRules.mine("account");
        for (var table : List.of("salesorder", "address", "contact")) rules.grant(table, own, Privilege.values());
        rules.grant("salesorderdetail", TestRules.mine("salesorder.account"), Privilege.values()).grant("account", TestRules.mine("accountnumber"), Privilege.values());
        for (var table : List.of("company", "currency", "uom", "product", "pricelist")) rules.grant(table, new Condition.Everything(), Privilege.READ, Privilege.APPEND_TO);
        return rules;
    }

    private void run() {
        if (house.tables.find(SYNC, "salesorder", "N" + (ORDERS - 1)).isEmpty()) fill();
        var byDate = Query.of("salesorder", "name", "requisitionnumber", "orderdate", "requestedreceiptdate", "status", "total", "account.name", "currency.symbol", "contact.fullname")
                .order(new Query.Order("orderdate", true)).top(25);
        measure("list: 25 of 100 orders, sorted, 3 names joined", 3_000, i -> house.tables.query(caller(i), byDate));
        measure("list, counted", 3_000, i -> house.tables.query(caller(i), byDate.counted()));
        measure("list of one status, counted", 3_000, i -> house.tables.query(caller(i), byDate.where(Condition.eq("status", "open")).counted()));
        measure("list searched, counted", 3_000, i -> house.tables.query(caller(i), byDate.where(new Condition.Contains("name", "order W0" + i % 10)).counted()));
        measure("all orders searched as they are written, counted", 20, i -> house.tables.query(SYNC, byDate.where(new Condition.Contains("name", "order W0" + i % 10)).counted()));
        measure("all orders searched as people type, counted", 20, i -> house.tables.query(SYNC, byDate.where(new Condition.Mentions("name", "order W0" + i % 10)).counted()));
        measure("one order, all columns", 3_000, i -> house.tables.find(caller(i), "salesorder", key(i, i % 100)));
        measure("its lines", 3_000, i -> house.tables.query(caller(i), lines(key(i, i % 100))));
        measure("all lines of the account, counted", 300, i -> house.tables.query(caller(i), Query.of("salesorderdetail", "product.name", "amount").top(25).counted()));
        measure("submit: an order with 3 lines", 1_000, i -> house.tables.write(caller(i), submit(i)));
        measureTogether("16 submits at once", 1_600, i -> house.tables.write(caller(i), submit(i)));
    }

    private static Query lines(String order) {
        return Query.of("salesorderdetail", "linenumber", "product", "product.name", "quantity", "unit", "price", "amount")
                .where(Condition.eq("salesorder", order)).order(new Query.Order("linenumber", false));
    }

    private static Caller caller(int i) {
        var account = i * 37 % ACCOUNTS;
        return Caller.contact("C" + account, "Somebody", List.of("A" + account), List.of("customer"));
    }

    /** An order of the i-th caller's account. */
    private static String key(int i, int number) {
        return "N" + (number * ACCOUNTS + i * 37 % ACCOUNTS);
    }

    private static Write submit(int i) {
        var account = i * 37 % ACCOUNTS;
        var order = order(account, i);
        order.remove("ordernumber");
        var changes = new ArrayList<Change>(List.of(new Change.Create("salesorder", order)));
        for (var line = 1L; line <= 3; line++) changes.add(new Change.Create("salesorderdetail", line(new Change.Made(0), line, i)));
        return Write.of(changes).once("key " + i + " " + System.nanoTime(), "digest");
    }

    private void fill() {
        var changes = new ArrayList<Change>(List.of(new Change.Put("company", "NW", Map.of("name", "Northwind")), new Change.Put("currency", "USD", Map.of("name", "Dollar", "symbol", "$")),
                new Change.Put("uom", "PCS", Map.of("name", "Pieces"))));
        for (var i = 0; i < 77; i++) changes.add(new Change.Put("product", "P" + i, Map.of("name", "Product " + i)));
        for (var i = 0; i < ACCOUNTS; i++) {
            changes.add(new Change.Put("account", "A" + i, Map.of("name", "Account " + i, "company", "NW")));
            changes.add(new Change.Put("contact", "C" + i, Map.of("fullname", "Contact " + i, "account", "A" + i)));
        }
        for (var i = 0; i < ORDERS; i++) {
            changes.add(new Change.Put("salesorder", "N" + i, order(i % ACCOUNTS, i)));
            for (var line = 1L; line <= 3; line++) changes.add(new Change.Put("salesorderdetail", "N" + i + "-" + line, line("N" + i, line, i)));
        }
        var before = cpu();
        for (var from = 0; from < changes.size(); from += AT_ONCE) {
            house.tables.write(SYNC, Write.of(changes.subList(from, Math.min(changes.size(), from + AT_ONCE))).from("erp"));
        }
        System.out.printf("%-50s %8.3f ms CPU a row%n", "fill: " + changes.size() + " rows", (cpu() - before) / 1e6 / changes.size());
    }

    private static Map<String, Object> order(int account, int i) {
        return new HashMap<>(Map.of("account", "A" + account, "contact", "C" + account, "company", "NW", "currency", "USD", "deliverycountry", "NO", "status", i % 3 == 0 ? "open" : "invoiced",
                "orderdate", Instant.ofEpochSecond(1_700_000_000L + i * 977L), "total", BigDecimal.valueOf(i, 2), "requisitionnumber", "PO " + i));
    }

    private static Map<String, Object> line(Object order, long line, int i) {
        return Map.of("salesorder", order, "linenumber", line, "product", "P" + (i + line) % 77, "quantity", BigDecimal.valueOf(line), "unit", "PCS", "currency", "USD", "price", BigDecimal.TEN,
                "amount", BigDecimal.valueOf(10 * line));
    }

    /** The best of several rounds, the first of which warm the machine up. */
    private void measure(String name, int times, IntConsumer act) {
        if (!name.contains(only)) return;
        var best = Double.MAX_VALUE;
        for (var round = 0; round < ROUNDS; round++) {
            var before = cpu();
            for (var i = 0; i < times; i++) act.accept(i + round * times);
            best = Math.min(best, (cpu() - before) / 1e6 / times);
        }
        System.out.printf("%-50s %8.3f ms CPU%n", name, best);
    }

    /** The same by several callers at once, who share what a commit costs. */
    private void measureTogether(String name, int times, IntConsumer act) {
        measure(name, times / TOGETHER, round -> {
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var i = 0; i < TOGETHER; i++) {
                    var number = round * TOGETHER + i;
                    callers.submit(() -> act.accept(number));
                }
            }
        });
    }

    /** Of the whole process, background threads and the compiler included. */
    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
