package torg.store;

import static torg.store.TestHouse.SYNC;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import torg.api.identity.Caller;
import torg.api.table.Change;
import torg.api.table.Query;
import torg.api.table.Write;
import torg.store.database.Database;
import torg.store.database.Dialect;
import torg.store.database.Names;
import torg.store.database.PostgresCluster;
import torg.table.permissions.CompiledAccess;
import torg.table.permissions.PermissionCompiler;
import torg.testkit.TestSites;
import torg.web.roles.AssignmentTable;
import torg.web.roles.RoleCompiler;

/**
 * What rights cost, by the documents that ship: the 25 newest orders of the caller's account with their exact count, asked through the gate, and asked in SQL that somebody wrote by
 * hand for one account, in turn in one run. First by customers who have 100 orders at every size of the table, so that what the rows of others cost is seen, then by one of
 * their people who sees the own ones only, older than those of the colleagues, then by the other customers. Told is the call in the middle of all, which the work of others on
 * the machine hardly changes; CPU is the mean of all. A program for people, part of {@code launcher/torg bench}.
 */
public final class RightsBench {
    private static final List<Integer> SIZES = Stream.of(System.getProperty("torg.bench.orders", "10000,1000000").split(",")).map(Integer::valueOf).toList();
    private static final Duration ROUND = Duration.ofMillis(Integer.getInteger("torg.bench.rights-round", 100));
    private static final int ROUNDS = 45;
    /** Of each, before anything is measured: the compiler has seen the code then. */
    private static final int WARM = 20_000;
    private static final double MOST_TIMES = 1.3;
    private static final double MOST_CPU = 0.5;
    private static final int ACCOUNTS = 5_000;
    private static final int SMALL = 100;
    private static final int OF_EACH_SMALL = 100;
    private static final int OF_A_COLLEAGUE = 30;
    private static final int AT_ONCE = 5_000;
    private static final Query NEWEST = Query.of("salesorder", "name", "requisitionnumber", "orderdate", "requestedreceiptdate", "status", "total", "account.name", "currency.symbol", "contact.fullname")
            .order(new Query.Order("orderdate", true)).top(25).counted();
    private static final String PAGE_BY_HAND = """
            select o."ordernumber", o."torg_version", o."name", o."requisitionnumber", o."orderdate", o."requestedreceiptdate", o."status", o."total", a."name", m."symbol", c."fullname"
            from "salesorder" o %s left join "account" a on a."accountnumber" = o."account" left join "currency" m on m."currencycode" = o."currency" left join "contact" c on c."contactnumber" = o."contact"
            where %s order by %s, o."orderdate" desc %s, o."ordernumber" desc fetch first 25 rows only""";
    private static final String COUNT_BY_HAND = "select count(*) from \"salesorder\" o where %s";

    private final String name;
    private final int orders;
    private final TestHouse house;

    private RightsBench(String name, int orders, Database database) {
        this.name = name;
        this.orders = orders;
        house = new TestHouse(database);
        house.catalog.bindSource(new AssignmentTable());
        var sites = TestSites.of(TestHouse.shipped().folder(Path.of("../../content/customer-portal"), "roles", "permissions", "forms"), house.compiler, new RoleCompiler(), new PermissionCompiler());
        house.catalog.bindSites(sites);
        house.with(new CompiledAccess(sites));
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println("the 25 newest orders of the caller's account and their exact count, " + ACCOUNTS + " accounts; medians of all calls in " + ROUNDS + " rounds of "
                + ROUND.toMillis() + " ms in turn");
        System.out.printf("%-12s %10s %14s %9s %11s %10s %7s %8s %7s%n", "", "orders", "of the caller", "gate ms", "by hand ms", "x by hand", "met", "CPU ms", "met");
        for (var orders : SIZES) {
            onH2(orders);
            var cluster = PostgresCluster.running();
            if (cluster.isPresent()) on("PostgreSQL", orders, new Database(cluster.get().newDatabase(), cluster.get().user(), "", 8));
        }
        System.out.println("aims: at most " + MOST_TIMES + " x by hand; " + MOST_CPU + " ms CPU of this process at every size (H2 runs within it, PostgreSQL beside it)");
        DecisionBench.report();
        SearchBench.report();
    }

    private static void onH2(int orders) throws IOException, SQLException {
        var folder = Files.createTempDirectory("torg-bench-rights");
        try {
            on("H2", orders, new Database("jdbc:h2:file:" + folder.resolve("store"), "torg", "", 8));
        } finally {
            try (var files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
    }

    private static void on(String name, int orders, Database database) throws SQLException {
        try {
            var bench = new RightsBench(name, orders, database);
            bench.fill();
            bench.report(0, SMALL, "customer-representative", "C");
            bench.report(0, SMALL, "authorized-user", "D");
            if (orders > SMALL * OF_EACH_SMALL) bench.report(SMALL, ACCOUNTS - SMALL, "customer-representative", "C");
        } finally {
            database.close();
        }
    }

    /** One order by the house itself; the others are copies of it, made by the database. */
    private void fill() throws SQLException {
        var changes = new ArrayList<Change>(List.of(new Change.Put("company", "NW", Map.of("name", "Northwind")), new Change.Put("currency", "USD", Map.of("name", "Dollar", "symbol", "$"))));
        for (var i = 0; i < ACCOUNTS; i++) {
            changes.add(new Change.Put("account", "A" + i, Map.of("name", "Account " + i, "company", "NW")));
            for (var person : List.of("C", "D")) changes.add(new Change.Put("contact", person + i, Map.of("fullname", "Contact " + i, "account", "A" + i)));
        }
        changes.add(new Change.Put("salesorder", "N", Map.of("account", "A0", "contact", "C0", "company", "NW", "currency", "USD", "deliverycountry", "NO", "status", "open", "orderdate", Instant.EPOCH,
                "total", BigDecimal.TEN, "requisitionnumber", "PO")));
        for (var from = 0; from < changes.size(); from += 5_000) house.tables.write(SYNC, Write.of(changes.subList(from, Math.min(changes.size(), from + 5_000))).from("erp"));
        var small = SMALL * OF_EACH_SMALL;
        var made = house.database.transaction(transaction -> Wanting.of(transaction.connection().getMetaData(), "salesorder"));
        for (var sql : made.drops()) execute(sql);
        copies(0, small, "mod(n, " + SMALL + ")");
        for (var from = small; from < orders; from += AT_ONCE) copies(from, Math.min(orders, from + AT_ONCE), SMALL + " + mod(n, " + (ACCOUNTS - SMALL) + ")");
        execute("delete from \"salesorder\" where \"ordernumber\" = 'N'");
        for (var sql : made.creates()) execute(sql);
        settle();
    }

    /** The tests' PostgreSQL does by itself nothing of what one that serves has done by night, and counts from the table then what it could count from an index. */
    private void settle() {
        house.database.read(connection -> {
            try (var statement = connection.createStatement()) {
                if (house.database.dialect() == Dialect.H2) return statement.execute("analyze");
                statement.execute("set statement_timeout = 0");
                return statement.execute("vacuum analyze");
            }
        });
    }

    /**
     * What a table is without while it is filled: its indexes and its references to others. Each order goes to another customer than the one before, so to keep them meanwhile is
     * to write a page of each index for every order, which takes hours for ten million.
     *
     * @param drops what takes them away
     * @param creates what makes them again
     */
    private record Wanting(List<String> drops, List<String> creates) {
        static Wanting of(DatabaseMetaData about, String table) throws SQLException {
            var drops = new ArrayList<String>();
            var creates = new ArrayList<String>();
            try (var found = about.getImportedKeys(null, null, table)) {
                while (found.next()) {
                    var alter = "alter table \"" + table + "\" ";
                    drops.add(alter + "drop constraint \"" + found.getString("FK_NAME") + "\"");
                    creates.add(alter + "add constraint \"" + found.getString("FK_NAME") + "\" foreign key (\"" + found.getString("FKCOLUMN_NAME") + "\") references \""
                            + found.getString("PKTABLE_NAME") + "\" (\"" + found.getString("PKCOLUMN_NAME") + "\")");
                }
            }
            var columns = new LinkedHashMap<String, StringJoiner>();
            try (var found = about.getIndexInfo(null, null, table, false, true)) {
                while (found.next()) {
                    var name = found.getString("INDEX_NAME");
                    if (name != null && name.startsWith("ix.")) columns.computeIfAbsent(name, _ -> new StringJoiner(", ")).add("\"" + found.getString("COLUMN_NAME") + "\"" + ("D".equals(found.getString("ASC_OR_DESC")) ? " desc" : ""));
                }
            }
            columns.keySet().forEach(name -> drops.add("drop index \"" + name + "\""));
            // Before the references, which would make some of their own.
            creates.addAll(0, columns.entrySet().stream().map(index -> "create index \"" + index.getKey() + "\" on \"" + table + "\" (" + index.getValue() + ")").toList());
            return new Wanting(drops, creates);
        }
    }

    private void copies(int from, int to, String account) throws SQLException {
        var numbers = house.database.dialect() == Dialect.H2 ? "system_range(" + from + ", " + (to - 1) + ") as numbers(n)" : "generate_series(" + from + ", " + (to - 1) + ") as numbers(n)";
        var columns = house.database.transaction(transaction -> {
            var names = new ArrayList<String>();
            try (var found = transaction.connection().getMetaData().getColumns(null, null, "salesorder", null)) {
                while (found.next()) names.add(found.getString("COLUMN_NAME"));
            }
            return names;
        });
        var values = columns.stream().map(column -> switch (column) {
            case "ordernumber", "name" -> "'N' || n";
            case "account" -> "'A' || (" + account + ")";
            case "contact" -> "case when n < " + SMALL * OF_A_COLLEAGUE + " then 'D' else 'C' end || (" + account + ")";
            case "orderdate" -> "\"orderdate\" + n * interval '977' second";
            default -> "\"" + column + "\"";
        }).toList();
        execute("insert into \"salesorder\" (\"" + String.join("\", \"", columns) + "\") select " + String.join(", ", values) + " from \"salesorder\", " + numbers + " where \"ordernumber\" = 'N'");
    }

    private void execute(String sql) throws SQLException {
        house.database.transaction(transaction -> {
            try (var statement = transaction.connection().createStatement()) {
                // Filling takes longer than any statement of a portal may.
                statement.execute(house.database.dialect() == Dialect.H2 ? "set query_timeout 0" : "set statement_timeout = 0");
                return statement.execute(sql);
            }
        });
    }

    /** Asked by a person of each of some customers, one after the other. */
    private void report(int first, int customers, String role, String person) throws SQLException {
        var callers = new Caller[customers];
        for (var i = 0; i < customers; i++) callers[i] = Caller.contact(person + (first + i), "Somebody", List.of("A" + (first + i)), List.of(role));
        var rows = house.tables.query(callers[0], NEWEST).total().orElseThrow();
        var own = person.equals("D") ? List.of("contact", "account") : List.of("account");
        var gate = new Calls();
        var hand = new Calls();
        house.database.read(connection -> {
            try (var byHand = new ByHand(connection, house.database.dialect(), own)) {
                for (var i = 0; i < WARM; i++) {
                    house.tables.query(callers[i % customers], NEWEST);
                    byHand.ask(first + i % customers);
                }
                for (var round = 0; round < ROUNDS; round++) {
                    gate.make(i -> house.tables.query(callers[i % customers], NEWEST));
                    hand.make(i -> byHand.ask(first + i % customers));
                }
            }
            return null;
        });
        var times = gate.median() / hand.median();
        System.out.printf("%-12s %10d %14d %9.3f %11.3f %10.2f %7s %8.3f %7s%n", name, orders, rows, gate.median(), hand.median(), times, met(times, MOST_TIMES),
                gate.cpu(), met(gate.cpu(), MOST_CPU));
    }

    static String met(double measured, double most) {
        return measured <= most ? "yes" : "no";
    }

    /** Calls of one kind, in milliseconds. */
    private static final class Calls {
        private final List<Double> walls = new ArrayList<>();
        private long cpu;

        /** As many as a round has time for. */
        void make(Call call) throws SQLException {
            var before = cpuOfProcess();
            var end = System.nanoTime() + ROUND.toNanos();
            for (var start = System.nanoTime(); start < end; start = System.nanoTime()) {
                call.make(walls.size() * 37);
                walls.add((System.nanoTime() - start) / 1e6);
            }
            cpu += cpuOfProcess() - before;
        }

        double median() {
            return walls.stream().mapToDouble(wall -> wall).sorted().toArray()[walls.size() / 2];
        }

        /** Of the whole process, background threads and the compiler included. */
        double cpu() {
            return cpu / 1e6 / walls.size();
        }

        private static long cpuOfProcess() {
            return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
        }
    }

    @FunctionalInterface
    private interface Call {
        void make(int number) throws SQLException;
    }

    /** What somebody would write who knows the rules, the account, the database and its indexes; reads the values as the house does. */
    private static final class ByHand implements AutoCloseable {
        private final PreparedStatement page;
        private final PreparedStatement count;
        private final List<String> own;

        /** @param own columns that have to hold the caller's */
        ByHand(Connection connection, Dialect dialect, List<String> own) throws SQLException {
            this.own = own;
            var index = dialect == Dialect.H2 ? "use index (\"" + Names.index("salesorder", Stream.concat(own.stream(), Stream.of("orderdate", "ordernumber")).toList()) + "\")" : "";
            var where = own.stream().map(column -> "o.\"" + column + "\" = ?").collect(Collectors.joining(" and "));
            var order = own.stream().map(column -> "o.\"" + column + "\" desc").collect(Collectors.joining(", "));
            page = connection.prepareStatement(PAGE_BY_HAND.formatted(index, where, order, dialect == Dialect.H2 ? "" : "nulls last"));
            count = connection.prepareStatement(COUNT_BY_HAND.formatted(where));
        }

        private void bind(PreparedStatement statement, int customer) throws SQLException {
            for (var i = 0; i < own.size(); i++) statement.setString(i + 1, (own.get(i).equals("contact") ? "D" : "A") + customer);
        }

        void ask(int customer) throws SQLException {
            bind(page, customer);
            var found = 0;
            try (var rows = page.executeQuery()) {
                for (; rows.next(); found++) for (var column = 1; column <= 11; column++) rows.getObject(column);
            }
            bind(count, customer);
            try (var rows = count.executeQuery()) {
                rows.next();
                if (rows.getLong(1) < found) throw new IllegalStateException("fewer rows than were read");
            }
        }

        @Override
        public void close() throws SQLException {
            page.close();
            count.close();
        }
    }
}
