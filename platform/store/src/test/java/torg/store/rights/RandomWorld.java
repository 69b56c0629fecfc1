package torg.store.rights;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.identity.Limits;
import torg.api.table.Change;
import torg.api.table.Choice;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Condition;
import torg.api.table.Formula;
import torg.api.table.FormulaText;
import torg.api.table.Operand;
import torg.api.table.Query;
import torg.api.table.Relationship;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.api.text.Text;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;

/** Random tables, rows, rules, callers and questions, all from one seed. */
final class RandomWorld implements TableAccess {
    private static final List<String> TEXTS = List.of("a", "A", "ab", "AB", "b%", "_b", "!a", "\\a", "é", "É", "ångström", "Ångström", "angstrom", "e\u0301", "Ærø", "aero", "STRASSE", "straße", "x y", "'", "a.b", "%", "ab%c");
    final Random random;
    private final int times;
    final Schema schema;
    /** Table to key to cells; empty cells absent, the key among them. */
    final Map<String, TreeMap<String, Map<String, Object>>> rows = new HashMap<>();
    /** Which rows of a table are linked by its relationship {@code many}, with which. */
    final Set<Linked> links = new LinkedHashSet<>();
    private final List<Rule> rules = new ArrayList<>();
    private final Map<String, Set<String>> hidden = new HashMap<>();
    /** The very same one each time: what is compiled is kept for it. */
    private final Map<List<Object>, Grant> grants = new HashMap<>();

    /** @param times how many times as large as they need be: its tables, and the pages on which questions are answered */
    RandomWorld(long seed, int times) {
        random = new Random(seed);
        this.times = times;
        schema = Schema.of(List.of(table("account", "account", "thing"), table("thing", "account", "thing"), table("piece", "thing", "account")));
        for (var table : schema.tables().values()) fill(table);
        for (var table : schema.tables().values()) link(table);
        for (var table : schema.tables().values()) {
            for (var role : List.of("anonymous", "r0", "r1")) {
                if (random.nextInt(12) > 0) rules.add(new Rule(table.name(), role, false, rule(table)));
                if (random.nextInt(4) == 0) rules.add(new Rule(table.name(), role, true, condition(table, 1, true)));
                var unseen = new HashSet<String>();
                table.columns().keySet().forEach(column -> { if (random.nextInt(12) == 0) unseen.add(column); });
                hidden.put(role + " " + table.name(), unseen);
            }
        }
    }

    private RandomWorld(RandomWorld whole, Map<String, TreeMap<String, Map<String, Object>>> rows, Set<Linked> links, List<Rule> rules) {
        random = whole.random;
        times = whole.times;
        schema = whole.schema;
        this.rows.putAll(rows);
        this.links.addAll(links);
        this.rules.addAll(rules);
        hidden.putAll(whole.hidden);
    }

    /** The same without one rule, without the rows of one table or half of them, without one row, or without one link; this world stays as it is. */
    List<RandomWorld> smaller() {
        var smaller = new ArrayList<RandomWorld>();
        for (var rule : rules) smaller.add(new RandomWorld(this, rows, links, rules.stream().filter(other -> other != rule).toList()));
        for (var table : new TreeMap<>(rows).values()) {
            var keys = List.copyOf(table.keySet());
            if (keys.size() > 3) smaller.addAll(List.of(without(keys), without(keys.subList(0, keys.size() / 2)), without(keys.subList(keys.size() / 2, keys.size()))));
        }
        if (links.size() > 1) smaller.add(new RandomWorld(this, rows, Set.of(), rules));
        for (var table : new TreeMap<>(rows).values()) for (var key : table.keySet()) smaller.add(without(List.of(key)));
        for (var link : links) smaller.add(new RandomWorld(this, rows, links.stream().filter(other -> other != link).collect(Collectors.toCollection(LinkedHashSet::new)), rules));
        return smaller;
    }

    /** Without rows; a key is of one table. What pointed to them points nowhere, what was linked with them is linked no more. */
    private RandomWorld without(List<String> keys) {
        var left = new HashMap<String, TreeMap<String, Map<String, Object>>>();
        rows.forEach((table, all) -> {
            var kept = new TreeMap<String, Map<String, Object>>();
            all.forEach((key, cells) -> {
                var those = new TreeMap<>(cells);
                those.keySet().removeIf(name -> schema.table(table).columns().get(name).target().isPresent() && keys.contains((String) cells.get(name)));
                kept.put(key, those);
            });
            kept.keySet().removeAll(keys);
            left.put(table, kept);
        });
        var linked = links.stream().filter(link -> !keys.contains(link.from) && !keys.contains(link.to)).collect(Collectors.toCollection(LinkedHashSet::new));
        return new RandomWorld(this, left, linked, rules);
    }

    @Override
    public String toString() {
        return "rows " + rows + ", links " + links + ", rules " + rules + ", hidden " + hidden;
    }

    /** What a web role gives of a table, or takes away although another gives it; the same for every privilege. */
    record Rule(String table, String role, boolean deny, Condition rows) {
        /** What a role that the caller may not use takes away is taken away. */
        boolean counts(Caller caller, String of) {
            return table.equals(of) && (caller.hasRole(role) || deny && caller.limits().withheld().contains(role));
        }
    }

    List<Rule> rules() {
        return rules;
    }

    /** A link by the relationship {@code many} of a table. */
    record Linked(String table, String from, String to) {}

    /** Make a link, or end it if it is there; the change does the same in a database. */
    Change toggle(Linked link) {
        if (links.add(link)) return new Change.Associate(link.table, link.from, "many", link.to);
        links.remove(link);
        return new Change.Disassociate(link.table, link.from, "many", link.to);
    }

    private Table table(String name, String to, String alsoTo) {
        var columns = new HashMap<String, Column>();
        var decimal = new Column("decimal", ColumnType.DECIMAL, Text.of("decimal"), false, 0, 3, Optional.empty(), false, List.of(), Optional.empty(),
                Optional.empty(), false, false, Optional.empty());
        var choice = new Column("choice", ColumnType.CHOICE, Text.of("choice"), false, 64, 0, Optional.empty(), false,
                List.of(new Choice("red", Text.of("red")), new Choice("green", Text.of("green"))), Optional.empty(), Optional.empty(), false, false, Optional.empty());
        for (var column : List.of(Column.of("id", ColumnType.TEXT).sized(64), Column.of("text", ColumnType.TEXT), Column.of("memo", ColumnType.LONG_TEXT),
                Column.of("number", ColumnType.INTEGER), decimal, Column.of("day", ColumnType.DATE), Column.of("time", ColumnType.DATE_TIME),
                Column.of("flag", ColumnType.BOOLEAN), choice, Column.lookup("one", to), Column.lookup("two", alsoTo))) columns.put(column.name(), column);
        var plain = new Table(name, Text.of(name), Text.of(name), "id", "id", columns, List.of(), false, false);
        var ways = List.of(Column.lookup("ref_" + to, to).inGroup("ref"), Column.lookup("ref_" + alsoTo, alsoTo).inGroup("ref"));
        var calculated = List.of(FormulaText.read("number * decimal - if(flag or number < 0, number, first(decimal, number, 0.5))", plain, Column.of("sum", ColumnType.DECIMAL)),
                FormulaText.read("bare(text & ' ') & ':p0-' & if(not flag, first(choice, id), text)", plain, Column.of("both", ColumnType.TEXT)),
                FormulaText.read("number > 0 or not (flag or text contains 'a')", plain, Column.of("good", ColumnType.BOOLEAN)),
                Column.of("ref", ColumnType.TEXT).sized(105).calculated(new Formula.Pointed(ways)));
        for (var column : calculated) columns.put(column.name(), column);
        for (var column : ways) columns.put(column.name(), column);
        var many = new Relationship("many", Text.of("many"), alsoTo, "many_of_" + name, Text.of("many of " + name), true);
        return new Table(name, Text.of(name), Text.of(name), "id", "id", columns, List.of(List.of("one", "number"), List.of("choice", "day", "time"), List.of("text")), List.of(), false, false, name.equals("account") ? Optional.of("one") : Optional.empty(), Map.of("many", many));
    }

    private void fill(Table table) {
        var all = new TreeMap<String, Map<String, Object>>();
        for (var i = 0; i < 12 * times + random.nextInt(20); i++) {
            var cells = new TreeMap<String, Object>();
            cells.put("id", table.name().substring(0, 1).toUpperCase() + i);
            for (var column : table.columns().values()) {
                if (column.target().isEmpty() && !column.isCalculated() && !column.name().equals("id") && random.nextInt(4) > 0) cells.put(column.name(), value(column));
            }
            all.put((String) cells.get("id"), cells);
        }
        rows.put(table.name(), all);
    }

    private void link(Table table) {
        for (var cells : rows.get(table.name()).values()) {
            for (var column : table.columns().values()) {
                column.target().ifPresent(target -> { if (random.nextInt(4) > 0) cells.put(column.name(), key(target)); });
            }
            oneWay(cells);
            if (circle(table, (String) cells.get("id"), cells.get("one"))) cells.remove("one");
        }
        for (var i = 0; i < 30 * times; i++) links.add(new Linked(table.name(), key(table.name()), key(table.relationships().get("many").target())));
    }

    /** Whether a row that is put below another would stand below itself; all rows stand somewhere by now. */
    boolean circle(Table table, String key, Object above) {
        if (table.hierarchy().isEmpty()) return false;
        for (var at = above; at != null; at = rows.get(table.name()).getOrDefault(at, Map.of()).get("one")) if (at.equals(key)) return true;
        return false;
    }

    /** What of the ways of a polymorphic lookup stands first is the only one. */
    static void oneWay(Map<String, Object> cells) {
        cells.keySet().stream().filter(name -> name.startsWith("ref_")).sorted().skip(1).toList().forEach(cells::remove);
    }

    String key(String table) {
        return pick(new ArrayList<>(rows.get(table).keySet()));
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    Object value(Column column) {
        if (column.name().equals("ref")) return pick(List.of("account/" + key("account"), "thing/" + key("thing"), "none"));
        if (column.name().equals("both")) return pick(List.of("a:p0-red", ":p0-green", ":p0-A1"));
        return switch (column.type()) {
            case TEXT, LONG_TEXT, AUTONUMBER -> column.name().equals("id") ? "X" + random.nextInt(5) : pick(TEXTS);
            case CHOICE -> pick(column.choices()).value();
            case INTEGER -> (long) random.nextInt(5) - 2;
            case DECIMAL, MONEY -> BigDecimal.valueOf(random.nextInt(9) - 4, 1).setScale(3);
            case DATE -> LocalDate.of(2026, 1, 1 + random.nextInt(4));
            case DATE_TIME -> Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(3) * 3_600L).plusNanos(random.nextInt(2) * 1_000L);
            case BOOLEAN -> random.nextBoolean();
            case LOOKUP -> key(column.target().orElseThrow());
            case FILE -> throw new IllegalArgumentException("no table of these worlds holds files");
        };
    }

    /** First all rows, then their links, so that circles are no trouble. */
    List<Change> changes() {
        var changes = new ArrayList<Change>();
        for (var table : schema.tables().values()) {
            rows.get(table.name()).values().forEach(cells -> {
                var plain = new HashMap<>(cells);
                plain.keySet().removeIf(name -> table.columns().get(name).target().isPresent());
                changes.add(new Change.Create(table.name(), plain));
            });
        }
        for (var table : schema.tables().values()) {
            rows.get(table.name()).forEach((key, cells) -> {
                var links = new HashMap<>(cells);
                links.keySet().removeIf(name -> table.columns().get(name).target().isEmpty());
                changes.add(new Change.Update(table.name(), key, links));
            });
        }
        links.forEach(link -> changes.add(new Change.Associate(link.table, link.from, "many", link.to)));
        return changes;
    }

    /** Wide often enough that questions have answers. */
    private Condition rule(Table table) {
        return switch (random.nextInt(5)) {
            case 0 -> new Condition.Everything();
            case 1 -> Condition.any(List.of(condition(table, 2, true), condition(table, 2, true), condition(table, 1, true)));
            case 2 -> new Condition.Not(condition(table, 2, true));
            default -> condition(table, 3, true);
        };
    }

    /** @param rule a rule may name any column, and its caller by placeholder */
    Condition condition(Table table, int depth, boolean rule) {
        return switch (random.nextInt(depth > 0 ? 17 : 8)) {
            case 0 -> new Condition.Empty(path(table));
            case 1, 2 -> text(table);
            case 3, 4, 5, 6, 7 -> compare(table, rule);
            case 8, 9 -> new Condition.And(List.of(condition(table, depth - 1, rule), condition(table, depth - 1, rule)));
            case 10 -> new Condition.Or(List.of(condition(table, depth - 1, rule), condition(table, depth - 1, rule), condition(table, depth - 1, rule)));
            case 11 -> new Condition.Not(condition(table, depth - 1, rule));
            case 12, 13 -> hop(some(table, depth, rule));
            case 14, 15 -> hop(linked(table, depth, rule));
            default -> random.nextBoolean() ? new Condition.Everything() : new Condition.Nothing();
        };
    }

    /** Whether there is such a row, or how many there are. */
    private Condition hop(Optional<? extends Condition.Hop> hop) {
        if (hop.isEmpty()) return new Condition.Nothing();
        return random.nextInt(3) > 0 ? hop.get() : new Condition.Count(hop.get(), pick(List.of(Condition.Operator.values())), random.nextInt(5) - 1L);
    }

    /** Rows that point here, sometimes to a row that a lookup or two lead to. */
    private Optional<Condition.Some> some(Table table, int depth, boolean rule) {
        var at = new StringBuilder();
        var end = table;
        for (var hops = random.nextInt(6); hops > 3; hops--) {
            var lookup = end.columns().get(pick(List.of("one", "two")));
            at.append(at.isEmpty() ? "" : ".").append(lookup.name());
            end = schema.table(lookup.target().orElseThrow());
        }
        var pointing = new ArrayList<Condition.Some>();
        for (var other : schema.tables().values()) {
            for (var column : other.columns().values()) {
                if (column.target().equals(Optional.of(end.name()))) pointing.add(new Condition.Some(at.toString(), other.name(), column.name(), new Condition.Everything()));
            }
        }
        if (pointing.isEmpty()) return Optional.empty();
        var some = pick(pointing);
        return Optional.of(new Condition.Some(some.at(), some.table(), some.lookup(), condition(schema.table(some.table()), depth - 1, rule)));
    }

    /** A relationship of either side, sometimes of a row that a lookup leads to. */
    private Optional<Condition.Linked> linked(Table table, int depth, boolean rule) {
        var lookup = table.columns().get(pick(List.of("one", "two")));
        var hops = random.nextInt(3) == 0;
        var owner = hops ? schema.table(lookup.target().orElseThrow()) : table;
        var side = pick(new ArrayList<>(new TreeMap<>(owner.relationships()).values()));
        return Optional.of(new Condition.Linked(hops ? lookup.name() + "." + side.name() : side.name(), condition(schema.table(side.target()), depth - 1, rule)));
    }

    private Condition text(Table table) {
        var path = path(table);
        while (!(column(table, path).type().javaType() == String.class)) path = path(table);
        var text = pick(TEXTS);
        return switch (random.nextInt(3)) {
            case 0 -> new Condition.Contains(path, text);
            case 1 -> new Condition.StartsWith(path, text);
            default -> new Condition.Mentions(path, text);
        };
    }

    private Condition compare(Table table, boolean rule) {
        var path = path(table);
        var column = column(table, path);
        if (column.type() == ColumnType.LOOKUP && random.nextBoolean()) {
            return new Condition.Compare(path, Condition.Operator.EQ, pick(List.of(new Operand.MyAccounts(), new Operand.MyAccountTrees(), new Operand.Me())));
        }
        return new Condition.Compare(path, pick(List.of(Condition.Operator.values())), new Operand.Literal(value(column)));
    }

    String path(Table table) {
        var path = new StringBuilder();
        var at = table;
        while (true) {
            var column = pick(new ArrayList<>(new TreeMap<>(at.columns()).values()));
            path.append(column.name());
            if (column.target().isEmpty() || path.length() > 8 || random.nextInt(3) == 0) return path.toString();
            path.append('.');
            at = schema.table(column.target().get());
        }
    }

    Column column(Table table, String path) {
        return schema.path(table, path).orElseThrow().getLast();
    }

    /** People, what acts for one of several accounts of a person, programs in somebody's name and programs of their own; half of the programs with less than they could have. */
    Caller caller() {
        var roles = List.of("r0", "r1").stream().filter(_ -> random.nextInt(3) > 0).toList();
        var accounts = new ArrayList<String>();
        for (var i = random.nextInt(5); i > 0; i--) accounts.add(key("account"));
        return switch (random.nextInt(8)) {
            case 0 -> Caller.ANONYMOUS;
            case 1, 2 -> Caller.contact(key("thing"), "somebody", accounts, roles);
            case 3 -> Caller.contact(key("thing"), "somebody with several accounts", acting(accounts), roles);
            case 4, 5 -> Caller.contact(key("thing"), "somebody's program", acting(accounts), roles).within(limits());
            case 6 -> Caller.client("a program", acting(accounts), roles);
            default -> Caller.client("a program", acting(accounts), roles).within(limits());
        };
    }

    /** Of several accounts one is acted for. */
    private List<String> acting(List<String> accounts) {
        return accounts.isEmpty() ? List.of() : List.of(pick(accounts));
    }

    Limits limits() {
        var tables = schema.tables().keySet().stream().filter(_ -> random.nextBoolean()).collect(Collectors.toSet());
        var withheld = new TreeSet<>(List.of("r0", "r1").stream().filter(_ -> random.nextInt(3) == 0).toList());
        return new Limits(random.nextBoolean(), tables, withheld);
    }

    Query query() {
        var table = pick(new ArrayList<>(schema.tables().values()));
        var select = new ArrayList<String>();
        for (var i = random.nextInt(4); i > 0; i--) select.add(path(table));
        var order = new ArrayList<Query.Order>();
        for (var i = random.nextInt(4); i > 0; i--) order.add(new Query.Order(path(table), random.nextBoolean()));
        var where = random.nextInt(3) == 0 ? new Condition.Everything() : condition(table, 3, false);
        return new Query(table.name(), select, where, order, times * (1 + random.nextInt(9)), Optional.empty(), 0, true);
    }

    @Override
    public Grant grant(Caller caller, String table, Privilege privilege) {
        return grants.computeIfAbsent(List.of(caller.roles(), caller.limits().withheld(), table), _ -> {
            var given = Condition.any(rows(caller, table, false));
            var denied = Condition.any(rows(caller, table, true));
            if (given instanceof Condition.Nothing) return Grant.denied("no role");
            return new Grant(denied instanceof Condition.Nothing ? given : new Condition.And(List.of(given, new Condition.Not(denied))), List.of("random"));
        });
    }

    private List<Condition> rows(Caller caller, String table, boolean deny) {
        return rules.stream().filter(rule -> rule.deny == deny && rule.counts(caller, table)).map(Rule::rows).toList();
    }

    @Override
    public Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
        return column -> caller.roles().stream().map(role -> hidden.get(role + " " + table)).anyMatch(unseen -> unseen != null && !unseen.contains(column));
    }

    @Override
    public Set<String> tables() {
        return schema.tables().keySet();
    }
}
