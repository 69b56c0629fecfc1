package torg.testkit.random;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import torg.api.identity.Caller;
import torg.api.identity.Limits;
import torg.api.table.Change;
import torg.api.table.Column;
import torg.api.table.Condition;
import torg.api.table.Grouping;
import torg.api.table.Query;
import torg.api.table.Relationship;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.api.table.Write;
import torg.spi.access.TableAccess;
import torg.testkit.TestSource;
import torg.testkit.TableDocuments;

/** A house at random: tables that point to each other, rows, rules, callers, and what they ask and change. The same seed makes the same house. */
public final class RandomHouse {
    private static final List<String> TYPES = List.of("{type: text}", "{type: integer}", "{type: decimal, scale: 2}", "{type: date}", "{type: datetime}", "{type: boolean}",
            "{type: choice, choices: {x: X, y: Y, z: Z}}", "{type: file, media-types: [application/pdf]}");
    private final Dice dice;
    private final TestSource site = new TestSource();
    private final Schema schema;
    private final RandomConditions conditions;
    private final TableAccess rules;

    /** The same seed makes the same house. */
    public RandomHouse(long seed) {
        dice = new Dice(seed);
        var names = List.of("account", "contact", "t0", "t1", "t2");
        for (var name : names) site.document("tables/" + name + ".yml", table(name, names));
        schema = site.compile(new TableDocuments());
        conditions = new RandomConditions(schema, dice);
        rules = new RandomRules(schema, dice);
    }

    /** The documents of its tables. */
    public TestSource site() {
        return site;
    }

    /** Its tables. */
    public Schema schema() {
        return schema;
    }

    /** Who answers for rights to its rows. */
    public TableAccess rules() {
        return rules;
    }

    /** Everybody who asks there. */
    public List<Caller> callers() {
        return List.of(Caller.ANONYMOUS,
                Caller.contact(key("contact", 0), "Ann", List.of(key("account", 0)), List.of("r0")),
                Caller.contact(key("contact", 1), "Bob", List.of(key("account", 1), key("account", 2), key("account", 3)), List.of("r1")),
                Caller.contact(key("contact", 2), "Cid", List.of(), List.of("r0")),
                Caller.contact(key("contact", 1), "Bob's program", List.of(key("account", 1)), List.of("r1")).within(new Limits(true, Set.of("t0", "account"), new TreeSet<>())),
                Caller.client("Eve", List.of(key("account", 2)), List.of("r0", "r1")).within(new Limits(false, Set.of(), new TreeSet<>(Set.of("r0")))),
                Caller.contact(key("contact", 3), "Dee", List.of(key("account", 0)), List.of()));
    }

    /** Writes that fill the tables: first all rows, then what they point to and are linked with. */
    public List<Write> rows() {
        var bare = new ArrayList<Change>();
        var linked = new ArrayList<Change>();
        for (var table : schema.tables().values()) {
            for (var i = 0; i < RandomConditions.ROWS; i++) {
                bare.add(new Change.Put(table.name(), key(table.name(), i), values(table, 70, false)));
                linked.add(new Change.Put(table.name(), key(table.name(), i), below(table, i, values(table, 70, true))));
            }
        }
        for (var table : schema.tables().values()) {
            for (var side : table.relationships().values()) {
                for (var i = 0; i < RandomConditions.ROWS; i++) linked.add(link(table, side, true));
            }
        }
        return List.of(Write.of(bare), Write.of(linked));
    }

    /** Accounts stand below earlier ones at first; later changes try other places too. */
    private Map<String, Object> below(Table table, int number, Map<String, Object> values) {
        if (table.hierarchy().isPresent() && number > 0) values.computeIfPresent(table.hierarchy().get(), (_, _) -> key(table.name(), dice.below(number)));
        else if (table.hierarchy().isPresent()) values.remove(table.hierarchy().get());
        return values;
    }

    private Change link(Table table, Relationship side, boolean there) {
        var key = key(table.name(), dice.below(RandomConditions.ROWS));
        var other = key(side.target(), dice.below(RandomConditions.ROWS));
        return there ? new Change.Associate(table.name(), key, side.name(), other) : new Change.Disassociate(table.name(), key, side.name(), other);
    }

    /** The next question somebody asks. */
    public Query question() {
        var table = dice.one(List.copyOf(schema.tables().values()));
        var paths = new LinkedHashSet<String>();
        for (var i = dice.below(4); i >= 0; i--) paths.add(conditions.path(table));
        var order = new LinkedHashSet<String>();
        for (var i = dice.below(3); i > 0; i--) order.add(conditions.path(table));
        var query = Query.of(table.name(), paths.toArray(String[]::new)).order(order.stream().map(path -> new Query.Order(path, dice.chance(40))).toArray(Query.Order[]::new))
                .top(1 + dice.below(4)).counted();
        return dice.chance(60) ? query.where(conditions.about(table.name(), 2)) : query;
    }

    /** The next question for figures. */
    public Grouping grouping() {
        var table = dice.one(List.copyOf(schema.tables().values()));
        var by = new LinkedHashSet<String>();
        for (var i = dice.below(4); i > 0; i--) by.add(conditions.path(table));
        var measures = new ArrayList<Grouping.Measure>(List.of(Grouping.Measure.COUNT));
        for (var i = dice.below(4); i > 0; i--) measures.add(new Grouping.Measure(dice.one(List.of(Grouping.Kind.values())), conditions.path(table)));
        var where = dice.chance(60) ? conditions.about(table.name(), 2) : new Condition.Everything();
        return new Grouping(table.name(), where, List.copyOf(by), measures, dice.chance(90) ? 1_000 : 2);
    }

    /** What of the table holds keys: a column its own or those of rows it points to, a relationship those of rows that are linked. */
    public String holder(String table) {
        var columns = schema.table(table).columns().values().stream().filter(column -> column.target().isPresent() || column.name().equals("id")).map(Column::name);
        return dice.one(Stream.concat(columns, schema.table(table).relationships().keySet().stream()).toList());
    }

    /** Keys that may be held there, and one that no row has. */
    public List<String> keys(String table, String holder) {
        var of = schema.table(table).relationship(holder).map(Relationship::target).orElseGet(() -> schema.table(table).columns().get(holder).target().orElse(table));
        var keys = new ArrayList<String>();
        for (var i = dice.below(RandomConditions.ROWS + 1); i >= 0; i--) keys.add(key(of, i));
        return keys;
    }

    /** The next change somebody wants. */
    public Change change() {
        var table = dice.one(List.copyOf(schema.tables().values()));
        var key = key(table.name(), dice.below(RandomConditions.ROWS + 2));
        if (!table.relationships().isEmpty() && dice.chance(30)) return link(table, dice.one(List.copyOf(table.relationships().values())), dice.chance(70));
        return switch (dice.below(4)) {
            case 0 -> new Change.Create(table.name(), with(values(table, 40, dice.chance(50)), table.key(), key(table.name(), RandomConditions.ROWS + dice.below(3))));
            case 1 -> new Change.Delete(table.name(), key);
            default -> new Change.Update(table.name(), key, values(table, 30, dice.chance(50)));
        };
    }

    /** Mostly somebody who has rights: that nobody else sees anything is soon proved. */
    public Caller caller() {
        return dice.one(dice.chance(85) ? callers().subList(1, 6) : callers());
    }

    static String key(String table, int number) {
        return table + number;
    }

    private Map<String, Object> values(Table table, int percent, boolean lookups) {
        var values = new HashMap<String, Object>();
        for (var column : dice.some(List.copyOf(table.columns().values()), percent)) {
            if (!column.name().equals(table.key()) && !column.isCalculated() && column.target().isPresent() == lookups) values.put(column.name(), conditions.value(column));
        }
        if (values.containsKey("p_account")) values.remove("p_contact");
        return values;
    }

    private static Map<String, Object> with(Map<String, Object> values, String name, Object value) {
        values.put(name, value);
        return values;
    }

    private String table(String name, List<String> names) {
        var text = new StringBuilder("table: " + name + "\nkey: id\n" + (name.equals("account") ? "hierarchy: account\n" : "") + "columns:\n  id: {type: text}\n");
        for (var i = 0; i < 4; i++) {
            var type = dice.one(TYPES);
            text.append("  c").append(i).append(": ").append(type).append('\n');
            if (type.contains("integer") || type.contains("decimal")) text.append("  f%d: {type: decimal, scale: 1, formula: \"c%d * 1.25 - first(c%d, 3)\"}\n".formatted(i, i, i));
            if (type.contains("choice") || type.contains("text")) text.append("  f%d: {type: text, formula: \"first(c%d, account) & '/' & l0\"}\n".formatted(i, i));
            if (type.contains("file")) text.append("  f%d: {type: boolean, formula: \"c%d is empty\"}\n".formatted(i, i));
            if (type.contains("boolean")) text.append("  f%d: {type: boolean, formula: \"not c%d or account is empty\"}\n".formatted(i, i));
        }
        text.append("  p: {type: lookup, to: [account, contact]}\n");
        text.append("  account: {type: lookup, to: account}\n");
        text.append("  l0: {type: lookup, to: ").append(dice.one(names)).append("}\n");
        if (dice.chance(70)) text.append("  l1: {type: lookup, to: contact}\n");
        if (dice.chance(60)) text.append("relationships:\n  n0: {to: ").append(dice.one(names)).append(", inverse: n0_of_").append(name).append("}\n");
        return text.toString();
    }
}
