package torg.launcher.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import torg.api.sync.Outbox;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.api.table.Row;
import torg.sync.send.Conflicts;
import torg.sync.send.Conflicts.Keep;
import torg.testkit.TestSource;
import torg.testkit.random.Dice;

/** One run: customers and the ERP's staff do what they do while things go wrong as the seed has it; then all is well, and both sides come to rest. */
final class Simulation implements AutoCloseable {
    private static final int CUSTOMERS = 3;
    private static final int TURNS = 800;
    private static final Duration EVERY_NOW_AND_THEN = Duration.ofHours(4);
    /** A change is asked about again when the ERP's value changed meanwhile, and each change of a row is asked about. */
    private static final int MOST_DECISIONS = 30;
    private static final Duration A_WHILE = Duration.ofSeconds(20);
    /** Longer than any lease and than the time between two passes over everything. */
    private static final Duration TO_REST = Duration.ofMinutes(4);
    private static final String ASK = "ask";
    private static final String ORDERS = """
            map: orders
            connector: simulated
            entity: Orders
            table: order
            direction: both
            reference: Reference
            erp-key: erpnumber
            same: [account]
            every: 60s
            columns:
              number: {field: Reference, else: Number, direction: in}
              erpnumber: {field: Number, direction: in}
              account: Customer
              note: {field: Note, direction: both}
              status: {field: Status, direction: in, values: {Active: open, Invoiced: invoiced}}
            open: {every: 5s, fields: {Open: "yes"}, column: status, values: [received, open]}
            """;
    private static final String ACCOUNTS = "{map: accounts, connector: simulated, entity: Customers, table: account, every: 60s, "
            + "columns: {number: Number, name: Name, phone: {field: Phone, direction: both}}, conflict: %s}";
    /** Who has the last word where both sides changed a value; a run has one of them. */
    private static final List<String> RULES = List.of("erp", "portal", ASK, "{latest: Changed}");
    final long seed;
    final Stage stage;
    final SimulatedErp erp;
    final SimulatedPortal portal;
    /** What was acknowledged and not deleted since: the quantities of each order by its key and their positions. */
    final Map<String, Map<Long, BigDecimal>> submitted = new HashMap<>();
    int submissions;
    /** How often a customer changed the lines of an order. */
    int revisions;
    final Values values;
    private final Dice dice;
    private final List<String> processes;
    private final Set<String> running = new HashSet<>();
    private Weather weather;
    private int written;
    private int customers = CUSTOMERS;
    private int revised;
    private final String rule;

    Simulation(long seed) {
        this.seed = seed;
        dice = new Dice(seed);
        stage = new Stage(dice);
        erp = new SimulatedErp(stage);
        rule = RULES.get((int) (seed % RULES.size()));
        weather = Weather.of(dice);
        processes = dice.chance(30) ? List.of("one process", "another process") : List.of("the process");
        for (var number = 1; number <= CUSTOMERS; number++) erp.customer("A" + number, "Alfa " + number);
        portal = new SimulatedPortal(stage, documents(rule), () -> new SimulatedConnector(stage, dice, erp, () -> weather), this::watch);
        values = new Values(portal, erp);
        stage.tell("seed " + seed + " " + rule + " " + weather + " " + processes);
    }

    private static TestSource documents(String rule) {
        return new TestSource().document("maps/accounts.yml", ACCOUNTS.formatted(rule)).document("maps/orders.yml", ORDERS + "conflict: " + rule + "\n")
                .document("tables/account.yml", "{table: account, key: number, outbox: true, columns: {number: {type: text}, name: {type: text}, phone: {type: text}}}")
                .document("tables/order.yml", """
                        table: order
                        key: number
                        outbox: true
                        columns:
                          number: {type: autonumber, format: W000}
                          erpnumber: {type: text}
                          account: {type: lookup, to: account, required: true}
                          status: {type: choice, default: received, choices: {received: Received, open: Open, invoiced: Invoiced, refused: Refused}}
                          note: {type: text}
                        """)
                .document("tables/line.yml", """
                        table: line
                        key: linekey
                        columns:
                          linekey: {type: autonumber, format: "{order}-{position}"}
                          order: {type: lookup, to: order, part: true}
                          position: {type: integer}
                          quantity: {type: decimal, scale: 2}
                          price: {type: decimal, scale: 2}
                        """)
                .document("maps/lines.yml", """
                        map: lines
                        connector: simulated
                        entity: Lines
                        table: line
                        direction: both
                        part-of: orders
                        every: 60s
                        columns:
                          order: {parent: Order}
                          position: Position
                          linekey: {text: "{order}-{position}"}
                          quantity: Quantity
                          price: {field: Price, direction: in}
                        """);
    }

    void run() {
        for (var process : processes) start(process);
        for (var turn = 0; turn < TURNS; turn++) {
            if (dice.chance(5)) customer();
            if (dice.chance(3)) staff();
            if (dice.chance(1)) crash(dice.one(processes));
            if (dice.below(1_000) < 2) outage();
            if (rule.equals(ASK) && dice.chance(3)) decide();
            stage.turn();
        }
        weather = Weather.FAIR;
        erp.start();
        stage.tell("all is well");
        rest(TO_REST);
        for (var round = 0; round < MOST_DECISIONS && !asked().isEmpty(); round++) {
            decide();
            rest(A_WHILE);
        }
        rest(A_WHILE);
    }

    /** What is so at every moment. */
    private void watch(List<Committed> entries) {
        for (var entry : entries) {
            if (entry.kind() == Committed.Kind.DELETED) continue;
            switch (entry.table()) {
                case "account" -> shown("account", "phone", entry.key());
                case "order" -> {
                    shown("order", "note", entry.key());
                    if (submitted.containsKey(entry.key()) && !portal.row("order", entry.key()).orElseThrow().text("status").equals(Optional.of("received")))
                        assertThat(portal.outbox.unfinished("order", List.of(entry.key()), stage.instant())).as("shown as the ERP's while it is on its way").isEmpty();
                }
                default -> {}
            }
        }
    }

    /** An administrator says whose values stay, of each change that waits for it. */
    private void decide() {
        for (var entry : asked()) {
            var keep = dice.chance(50) ? Keep.PORTAL : Keep.ERP;
            stage.tell("the values of " + keep + " stay in " + entry.table() + " " + entry.key());
            portal.decide(entry, keep);
        }
    }

    private List<Outbox.Entry> asked() {
        return portal.outbox.list(Optional.of(Outbox.State.REFUSED), 100).stream().filter(entry -> entry.note().startsWith(Conflicts.CODE + ":")).toList();
    }

    /** Two processes read side by side, and the one that is slower may have what is older: seed 174 shows it. It comes right with the next look. */
    private void shown(String table, String column, String key) {
        if (processes.size() == 1) values.shown(table, column, key);
    }

    private void rest(Duration duration) {
        for (Instant end = stage.instant().plus(duration); stage.instant().isBefore(end); ) stage.turn();
    }

    /** The ERP is away for so long, while customers go on. */
    void withoutErp(Duration away) {
        weather = Weather.FAIR;
        for (var process : processes) start(process);
        rest(TO_REST);
        erp.stop();
        for (var end = stage.instant().plus(away); stage.instant().isBefore(end); ) {
            stage.leap(EVERY_NOW_AND_THEN);
            customer();
            rest(A_WHILE);
        }
        assertThat(portal.outbox.counts().get(Outbox.State.WAITING)).as("changes that wait").isGreaterThan(10L);
        erp.start();
        rest(TO_REST);
    }

    private void start(String process) {
        stage.tell(process + " starts");
        running.add(process);
        portal.start(process);
    }

    private void crash(String process) {
        if (!running.remove(process)) return;
        stage.tell(process + " is killed");
        portal.crash(process);
        stage.at(stage.instant().plus(Weather.delay(dice)), () -> start(process));
    }

    private void outage() {
        if (!erp.isUp()) return;
        stage.tell("the ERP stops");
        erp.stop();
        stage.at(stage.instant().plus(Weather.delay(dice).multipliedBy(5)), () -> {
            stage.tell("the ERP starts");
            erp.start();
        });
    }

    private void customer() {
        var accounts = keys("account").stream().filter(key -> erp.record("Customers", "Number", key).isPresent()).toList();
        var orders = keys("order");
        if (accounts.isEmpty()) return;
        switch (dice.below(4)) {
            case 0 -> submit(dice.one(accounts));
            case 3 -> {
                if (!submitted.isEmpty()) revise(dice.one(latest(submitted.keySet().stream().sorted().toList())));
            }
            case 1 -> values.typed("account", "phone", dice.one(latest(accounts)), "c" + ++written);
            default -> {
                if (!orders.isEmpty()) values.typed("order", "note", dice.one(latest(orders)), "c" + ++written);
            }
        }
    }

    private void submit(String account) {
        var lines = new HashMap<Long, BigDecimal>();
        var changes = new ArrayList<Change>(List.of(new Change.Create("order", Map.of("account", account))));
        for (var position = 1L; position <= 1 + dice.below(4); position++) {
            var quantity = BigDecimal.valueOf(1 + dice.below(9));
            lines.put(position, quantity);
            changes.add(new Change.Create("line", Map.of("order", new Change.Made(0), "position", position, "quantity", quantity)));
        }
        var key = portal.write(changes.toArray(Change[]::new));
        submitted.put(key, lines);
        submissions++;
        stage.tell("order " + key + " is submitted: " + lines);
    }

    /** A customer has another quantity, one line less, or one line more. */
    private void revise(String order) {
        var lines = submitted.get(order);
        var positions = new TreeMap<Long, Row>();
        portal.rows("line", "order", "position").forEach(line -> {
            if (line.text("order").equals(Optional.of(order))) positions.put(line.integer("position"), line);
        });
        // One that no line had before.
        var quantity = BigDecimal.valueOf(100 + ++revised);
        var what = dice.below(3);
        if (what == 0 || positions.size() < 2) {
            var position = 100L + revised;
            portal.write(new Change.Create("line", Map.of("order", order, "position", position, "quantity", quantity)));
            lines.put(position, quantity);
        } else {
            var position = dice.one(List.copyOf(positions.keySet()));
            if (what == 1) portal.write(new Change.Delete("line", positions.get(position).key()));
            else portal.change("line", positions.get(position).key(), Map.of("quantity", quantity));
            // What staff took out meanwhile stays out.
            if (what == 1) lines.remove(position);
            else lines.computeIfPresent(position, (_, _) -> quantity);
        }
        revisions++;
        stage.tell("order " + order + " has other lines: " + lines);
    }

    private void staff() {
        var orders = erp.records("Orders");
        switch (dice.below(8)) {
            case 0 -> erp.customer("A" + ++customers, "Beta");
            case 1 -> erp.set(dice.one(erp.records("Customers")), Map.of("Name", "s" + ++written));
            case 2 -> values.set("Customers", "Phone", dice.one(erp.records("Customers")), "s" + ++written);
            case 3 -> {
                var order = erp.order(String.valueOf(dice.one(erp.records("Customers")).get("Number")));
                for (var position = 1L; position <= 1 + dice.below(3); position++) erp.line(order.get("Number"), position, BigDecimal.valueOf(1 + dice.below(9)));
            }
            case 4 -> {
                if (!orders.isEmpty()) values.set("Orders", "Note", dice.one(latest(orders)), "s" + ++written);
            }
            case 5 -> known(orders).filter(order -> nothingWaits(String.valueOf(order.get("Reference")))).ifPresent(order -> erp.read("Lines", Map.of("Order", order.get("Number")), Map.of()).stream().findFirst().ifPresent(line -> {
                erp.records("Lines").removeIf(line::equals);
                Optional.ofNullable(submitted.get(String.valueOf(order.get("Reference")))).ifPresent(lines -> lines.remove(line.get("Position")));
            }));
            case 6 -> delete(orders);
            default -> {
                if (!orders.isEmpty()) erp.set(dice.one(orders), Map.of("Status", "Invoiced", "Open", "no"));
            }
        }
        stage.tell("staff were at work (" + written + ")");
    }

    /** An order, or a customer without any. */
    private void delete(List<Map<String, Object>> orders) {
        var customer = dice.one(erp.records("Customers"));
        var number = String.valueOf(customer.get("Number"));
        if (dice.chance(50)) {
            var ordered = new HashSet<>(orders.stream().map(order -> String.valueOf(order.get("Customer"))).toList());
            portal.rows("order", "account").forEach(order -> order.text("account").ifPresent(ordered::add));
            if (ordered.contains(number) || erp.records("Customers").size() <= CUSTOMERS) return;
            erp.records("Customers").remove(customer);
            values.delete(number);
            return;
        }
        known(orders).ifPresent(order -> {
            erp.records("Orders").remove(order);
            erp.records("Lines").removeIf(line -> line.get("Order").equals(order.get("Number")));
            var key = String.valueOf(order.getOrDefault("Reference", order.get("Number")));
            values.delete(key);
            submitted.remove(key);
            stage.tell("order " + key + " is deleted in the ERP");
        });
    }

    /** An order that both sides know of: what is deleted before its delivery was heard of is made again. */
    private Optional<Map<String, Object>> known(List<Map<String, Object>> orders) {
        var numbers = new HashSet<String>();
        portal.rows("order", "erpnumber").forEach(order -> order.text("erpnumber").ifPresent(numbers::add));
        var known = orders.stream().filter(order -> numbers.contains(String.valueOf(order.get("Number")))).toList();
        return known.isEmpty() ? Optional.empty() : Optional.of(dice.one(known));
    }

    /** A line that is taken out before the portal heard that it came is sent once more. */
    private boolean nothingWaits(String order) {
        return portal.outbox.past("order", order, 100).stream().allMatch(past -> past.entry().state() != Outbox.State.WAITING);
    }

    /** Where everybody is at work. */
    private static <T> List<T> latest(List<T> all) {
        return all.subList(Math.max(0, all.size() - 3), all.size());
    }

    private List<String> keys(String table) {
        var keys = new ArrayList<String>();
        portal.rows(table).forEach(row -> keys.add(row.key()));
        return keys;
    }

    @Override
    public void close() {
        processes.forEach(portal::crash);
        portal.close();
    }
}
