package torg.testkit.random;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import torg.api.identity.Caller;
import torg.api.identity.Limits;
import torg.api.table.Change;
import torg.testkit.TestSource;
import torg.testkit.oracle.Facts;

/**
 * Tables that have every kind of way from a row to a person, with random rows: lookups over several hops, a hierarchy, a polymorphic lookup, N:N relationships to
 * another table and to their own. The rows are plain maps, so that rights can be judged by looking at them.
 *
 * @param rows by table, then by key; an empty cell is absent, the key's own is not
 * @param links of N:N relationships, from the side that describes them
 */
record RandomMarket(Map<String, Map<String, Map<String, Object>>> rows, Set<Linked> links) implements Facts {
    static final List<String> ROLES = List.of("buyer", "boss", "clerk");
    static final String FORM = "order";
    private static final int ROWS = 7;

    /** What a column holds that is no lookup, for conditions and cells. */
    private static final Map<String, List<Object>> VALUES = Map.of("blocked", List.of(true, false), "phone", List.of("1", "2", "3"), "state", List.of("open", "hidden", "done"),
            "total", List.of(1L, 2L, 3L), "word", List.of("a", "b", "c"));
    /** Lookups and plain columns of each table; {@code about_…} are the targets of a polymorphic lookup. */
    private static final Map<String, Map<String, String>> COLUMNS = Map.of(
            "account", new TreeMap<>(Map.of("parent", "account", "owner", "contact", "blocked", "")),
            "contact", new TreeMap<>(Map.of("account", "account", "boss", "contact", "phone", "")),
            "sale", new TreeMap<>(Map.of("account", "account", "contact", "contact", "payer", "account", "state", "", "total", "")),
            "line", new TreeMap<>(Map.of("sale", "sale", "total", "")),
            "note", new TreeMap<>(Map.of("about_sale", "sale", "about_contact", "contact", "word", "")),
            "tag", new TreeMap<>(Map.of("owner", "contact", "word", "")));
    /** N:N relationships: the table and name of the side that describes it, the table and name of the other. */
    private static final List<Relation> RELATIONS = List.of(new Relation("sale", "tags", "tag", "sales"), new Relation("contact", "friends", "contact", "friend_of"),
            new Relation("contact", "watched", "line", "watchers"));

    static final List<String> TABLES = List.of("account", "contact", "sale", "line", "note", "tag");

    /** A link of two rows by a relationship, named from the side that describes it. */
    record Linked(String table, String from, String name, String to) {}

    private record Relation(String table, String name, String other, String inverse) {}

    /** One step of a path: a lookup or a side of a relationship, and the table it leads to. */
    record Step(String name, String table) {}

    static RandomMarket of(Dice dice) {
        var rows = new HashMap<String, Map<String, Map<String, Object>>>();
        for (var table : TABLES) {
            rows.put(table, new TreeMap<>());
            for (var number = 0; number < ROWS; number++) rows.get(table).put(key(table, number), new HashMap<>(cells(dice, table, number)));
        }
        var links = new LinkedHashSet<Linked>();
        for (var relation : RELATIONS) {
            for (var i = 0; i < ROWS; i++) links.add(new Linked(relation.table, anyKey(dice, relation.table), relation.name, anyKey(dice, relation.other)));
        }
        return new RandomMarket(rows, links);
    }

    private static Map<String, Object> cells(Dice dice, String table, int number) {
        var cells = new HashMap<String, Object>(Map.of("id", key(table, number)));
        COLUMNS.get(table).forEach((column, target) -> {
            if (dice.chance(25)) return;
            if (target.isEmpty()) cells.put(column, dice.one(VALUES.get(column)));
            // Accounts stand below earlier ones, so that none stands below itself.
            else if (!column.equals("parent")) cells.put(column, anyKey(dice, target));
            else if (number > 0) cells.put(column, key("account", dice.below(number)));
        });
        if (cells.containsKey("about_sale")) cells.remove("about_contact");
        return cells;
    }

    static String key(String table, int number) {
        return table.charAt(0) + "-" + number;
    }

    static String anyKey(Dice dice, String table) {
        return key(table, dice.below(ROWS));
    }

    static Object anyValue(Dice dice, String column) {
        return dice.one(VALUES.get(column));
    }

    /** Columns of a table that are no lookups, without the key. */
    static List<String> plainColumns(String table) {
        return COLUMNS.get(table).entrySet().stream().filter(column -> column.getValue().isEmpty()).map(Map.Entry::getKey).toList();
    }

    static List<String> columns(String table) {
        return List.copyOf(COLUMNS.get(table).keySet());
    }

    static List<Step> lookups(String table) {
        return COLUMNS.get(table).entrySet().stream().filter(column -> !column.getValue().isEmpty()).map(column -> new Step(column.getKey(), column.getValue())).toList();
    }

    /** Both sides of the relationships that a table has. */
    static List<Step> relationships(String table) {
        var sides = new ArrayList<Step>();
        for (var relation : RELATIONS) {
            if (relation.table.equals(table)) sides.add(new Step(relation.name, relation.other));
            if (relation.other.equals(table)) sides.add(new Step(relation.inverse, relation.table));
        }
        return sides;
    }

    @Override
    public Set<String> keys(String table) {
        return rows.get(table).keySet();
    }

    @Override
    public String key(String table) {
        return "id";
    }

    @Override
    public Set<String> from(String table, String key, String step) {
        var cell = rows.get(table).get(key).get(step);
        if (cell instanceof String other && COLUMNS.get(table).containsKey(step)) return Set.of(other);
        var found = new TreeSet<String>();
        for (var relation : RELATIONS) {
            for (var link : links) {
                if (!link.table.equals(relation.table) || !link.name.equals(relation.name)) continue;
                if (relation.table.equals(table) && relation.name.equals(step) && link.from.equals(key)) found.add(link.to);
                if (relation.other.equals(table) && relation.inverse.equals(step) && link.to.equals(key)) found.add(link.from);
            }
        }
        return found;
    }

    @Override
    public Optional<Object> cell(String table, String key, String column) {
        return Optional.ofNullable(rows.get(table).get(key).get(column));
    }

    @Override
    public String target(String table, String step) {
        return lookups(table).stream().filter(one -> one.name.equals(step)).findFirst()
                .or(() -> relationships(table).stream().filter(one -> one.name.equals(step)).findFirst()).orElseThrow().table;
    }

    /** Whether a lookup of some row leads to this one. */
    boolean isPointedTo(String table, String key) {
        return TABLES.stream().anyMatch(other -> lookups(other).stream().filter(step -> step.table.equals(table))
                .anyMatch(step -> rows.get(other).values().stream().anyMatch(cells -> key.equals(cells.get(step.name)))));
    }

    /** The same with one row as given; empty cells take the row away. */
    RandomMarket with(String table, String key, Map<String, Object> cells) {
        var changed = new HashMap<>(rows);
        var of = new TreeMap<>(rows.get(table));
        if (cells.isEmpty()) of.remove(key);
        else of.put(key, cells);
        changed.put(table, of);
        return new RandomMarket(changed, links);
    }

    /** Without a row: what pointed to it is empty, what was linked with it is linked no more. */
    RandomMarket without(String table, String key) {
        var fewer = new HashMap<String, Map<String, Map<String, Object>>>();
        rows.forEach((name, all) -> {
            var left = new TreeMap<String, Map<String, Object>>();
            all.forEach((one, cells) -> left.put(one, without(name, cells, table, key)));
            fewer.put(name, left);
        });
        fewer.get(table).remove(key);
        var left = new LinkedHashSet<>(links);
        left.removeIf(link -> link.table.equals(table) && link.from.equals(key) || target(link.table, link.name).equals(table) && link.to.equals(key));
        return new RandomMarket(fewer, left);
    }

    private static Map<String, Object> without(String name, Map<String, Object> cells, String table, String key) {
        var left = new HashMap<>(cells);
        lookups(name).stream().filter(step -> step.table.equals(table) && key.equals(cells.get(step.name))).forEach(step -> left.remove(step.name));
        return left;
    }

    /** The link of two rows by a relationship of the first one's table, whichever side describes it. */
    static Linked linked(String table, String key, String side, String other) {
        return RELATIONS.stream().filter(relation -> relation.table.equals(table) && relation.name.equals(side)).findFirst().map(relation -> new Linked(table, key, side, other))
                .or(() -> RELATIONS.stream().filter(relation -> relation.other.equals(table) && relation.inverse.equals(side)).findFirst()
                        .map(relation -> new Linked(relation.table, other, relation.name, key))).orElseThrow();
    }

    RandomMarket with(Linked link) {
        var more = new LinkedHashSet<>(links);
        more.add(link);
        return new RandomMarket(rows, more);
    }

    RandomMarket without(Linked link) {
        var left = new LinkedHashSet<>(links);
        left.remove(link);
        return new RandomMarket(rows, left);
    }

    /** First the rows, then what they point to and are linked with. */
    List<List<Change>> changes() {
        var bare = new ArrayList<Change>();
        var pointing = new ArrayList<Change>();
        rows.forEach((table, all) -> all.forEach((key, cells) -> {
            bare.add(new Change.Create(table, Map.of("id", key)));
            var values = new HashMap<>(cells);
            values.remove("id");
            pointing.add(new Change.Update(table, key, values));
        }));
        links.forEach(link -> pointing.add(new Change.Associate(link.table, link.from, link.name, link.to)));
        return List.of(bare, pointing);
    }

    /** The documents of its tables, roles and form. */
    static TestSource documents() {
        var source = new TestSource()
                .document("tables/account.yml", "{table: account, key: id, hierarchy: parent, columns: {id: {type: text}, parent: {type: lookup, to: account}, owner: {type: lookup, to: contact}, blocked: {type: boolean}}}")
                .document("tables/contact.yml", """
                        {table: contact, key: id, columns: {id: {type: text}, account: {type: lookup, to: account}, boss: {type: lookup, to: contact}, phone: {type: text}},
                         relationships: {friends: {to: contact, inverse: friend_of}, watched: {to: line, inverse: watchers}}}
                        """)
                .document("tables/sale.yml", """
                        {table: sale, key: id, columns: {id: {type: text}, account: {type: lookup, to: account}, contact: {type: lookup, to: contact}, payer: {type: lookup, to: account},
                         state: {type: choice, choices: {open: Open, hidden: Hidden, done: Done}}, total: {type: integer}}, relationships: {tags: {to: tag, inverse: sales}}}
                        """)
                .document("tables/line.yml", "{table: line, key: id, columns: {id: {type: text}, sale: {type: lookup, to: sale}, total: {type: integer}}}")
                .document("tables/note.yml", "{table: note, key: id, columns: {id: {type: text}, about: {type: lookup, to: [sale, contact]}, word: {type: text}}}")
                .document("tables/tag.yml", "{table: tag, key: id, columns: {id: {type: text}, owner: {type: lookup, to: contact}, word: {type: text}}}")
                .document("forms/" + FORM + ".yml", "form: " + FORM);
        ROLES.forEach(role -> source.document("roles/" + role + ".yml", "role: " + role));
        return source;
    }

    /** Somebody who may ask: nobody known, people with an account or several or none, programs, somebody by way of the form. */
    static Caller caller(Dice dice) {
        var roles = dice.some(ROLES, 70);
        var accounts = new TreeSet<String>();
        for (var i = dice.below(3); i > 0; i--) accounts.add(anyKey(dice, "account"));
        var who = switch (dice.below(10)) {
            case 0 -> Caller.ANONYMOUS;
            case 1 -> Caller.client("a program", List.copyOf(accounts), roles);
            default -> Caller.contact(anyKey(dice, "contact"), "somebody", List.copyOf(accounts), roles);
        };
        var less = who != Caller.ANONYMOUS && dice.chance(20) ? who.within(new Limits(false, Set.of(), new TreeSet<>(dice.some(ROLES, 40)))) : who;
        return dice.chance(20) ? less.through(FORM) : less;
    }
}
