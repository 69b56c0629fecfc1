package torg.table.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import torg.api.identity.Caller;
import torg.api.table.Link;
import torg.api.table.Query;
import torg.api.table.Row;

/**
 * Random rules, judged twice: compiled to a condition that is asked of all rows, and by walking from each row to the caller the way a person would
 * read the rules. Both have to name the same rows.
 */
class AccessPropertiesTest {
    private static final List<String> TABLES = List.of("contact", "salesorder", "line", "note");
    /** The table above, which is also what the lookup to it is called. */
    private static final Map<String, String> ABOVE = Map.of("salesorder", "contact", "line", "salesorder", "note", "line");
    /** The N:N relationship of a table that leads further up: named from the side that does not describe it, and from the one that does. */
    private static final Map<String, Sideways> SIDEWAYS = Map.of("line", new Sideways("watchers", "contact"), "note", new Sideways("topics", "salesorder"));
    /** Tests that a rule may add, for each table: those that tell what a row is not are the dangerous ones. */
    private static final Map<String, List<Test>> TESTS = Map.of(
            "contact", List.of(new Test("phone", "2", false), new Test("phone", "2", true), new Test("phone", null, false), new Test("account", null, true)),
            "salesorder", List.of(new Test("state", "hidden", false), new Test("state", "hidden", true), new Test("contact", null, true), new Test("contact.phone", "1", true)),
            "line", List.of(new Test("salesorder", null, false), new Test("salesorder.state", "hidden", true), new Test("salesorder.contact", null, true), new Test("salesorder.contact.phone", null, false)),
            "note", List.of(new Test("line", null, true), new Test("line.salesorder.state", "hidden", true)));
    private static final List<Caller> CALLERS = List.of(Market.JANE, Market.REP, Market.MAY, Market.LONER, Caller.ANONYMOUS);

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theConditionReachesTheRowsThatTheRulesMean(long seed) {
        var rules = rules(new Random(seed));
        var market = new Market(text(rules));
        for (var table : TABLES) {
            for (var caller : CALLERS) {
                assertThat(market.seenBy(caller, table)).as("%s asks for %s under%n%s", caller.name(), table, text(rules)).isEqualTo(meant(market, rules, caller, table));
            }
        }
    }

    private record Sideways(String relationship, String table) {
        static boolean leads(String from, String to) {
            return SIDEWAYS.containsKey(from) && SIDEWAYS.get(from).table.equals(to);
        }
    }

    private static List<Written> rules(Random random) {
        var rules = new ArrayList<Written>();
        for (var table : TABLES) {
            for (var i = random.nextInt(4); i > 0; i--) rules.add(rule(random, table, rules));
        }
        return rules;
    }

    private static Written rule(Random random, String table, List<Written> before) {
        var roles = new TreeSet<String>();
        for (var role : List.of("buyer", "rep", "authenticated", "anonymous")) if (random.nextInt(3) == 0) roles.add(role);
        var deny = random.nextInt(4) == 0;
        var parents = before.stream().filter(rule -> (rule.table.equals(ABOVE.get(table)) || Sideways.leads(table, rule.table)) && (deny || !rule.deny)).toList();
        var tests = TESTS.get(table);
        var where = random.nextInt(3) == 0 ? Optional.of(tests.get(random.nextInt(tests.size()))) : Optional.<Test>empty();
        var name = "r" + before.size();
        if (!parents.isEmpty() && random.nextBoolean()) {
            var parent = parents.get(random.nextInt(parents.size()));
            var both = new TreeSet<>(roles);
            both.retainAll(parent.roles);
            return new Written(name, table, both.isEmpty() ? Set.of() : roles, both.isEmpty() ? parent.roles : both, deny, "parent",
                    Sideways.leads(table, parent.table) ? SIDEWAYS.get(table).relationship : ABOVE.get(table), parent, where);
        }
        if (roles.isEmpty()) roles.add("buyer");
        return switch (random.nextInt(3)) {
            case 0 -> new Written(name, table, roles, roles, deny, "global", "", null, where);
            case 1 -> new Written(name, table, roles, roles, deny, "account", Map.of("contact", "account", "salesorder", "account", "line", "salesorder.account",
                    "note", "line.salesorder.account").get(table), null, where);
            default -> table.equals("contact") ? new Written(name, table, roles, roles, deny, "self", "", null, where)
                    : new Written(name, table, roles, roles, deny, "contact", Map.of("salesorder", "contact", "line", "salesorder.contact", "note", "line.salesorder.contact").get(table), null, where);
        };
    }

    private static String text(List<Written> rules) {
        var text = new StringBuilder("permissions:\n");
        for (var rule : rules) {
            var given = new StringBuilder("table: ").append(rule.table).append(", scope: ").append(rule.scope).append(", privileges: [read]");
            if (rule.parent != null) given.append(", parent: ").append(rule.parent.name);
            if (!rule.via.isEmpty()) given.append(", via: ").append(rule.via);
            rule.where.ifPresent(where -> given.append(", where: \"").append(where.text()).append('"'));
            text.append("  - {name: ").append(rule.name).append(", ").append(given);
            if (!rule.said.isEmpty()) text.append(", roles: [").append(String.join(", ", rule.said)).append(']');
            if (rule.deny) text.append(", deny: true");
            else if (rule.roles.contains("anonymous")) text.append(", public: {").append(given).append(", columns: \"*\"}");
            text.append("}\n");
        }
        return rules.isEmpty() ? "permissions: []" : text.toString();
    }

    private static Set<String> meant(Market market, List<Written> rules, Caller caller, String table) {
        var all = new HashMap<String, Map<String, Row>>();
        for (var name : TABLES) {
            all.put(name, new HashMap<>());
            for (var row : market.tables.query(Market.HOUSE, Query.of(name, columns(market, name))).rows()) all.get(name).put(row.key(), row);
        }
        var seen = new TreeSet<String>();
        var links = new HashMap<String, List<Link>>();
        SIDEWAYS.forEach((name, side) -> links.put(name, market.tables.links(Market.HOUSE, name, side.relationship, all.get(name).keySet())));
        for (var row : all.get(table).values()) if (new Walk(all, links, rules, caller).sees(table, row)) seen.add(row.key());
        return seen;
    }

    private static String[] columns(Market market, String table) {
        return market.tables.schema().table(table).columns().keySet().toArray(String[]::new);
    }

    /** A rule as it is written, with the roles it turns out to be for. */
    private record Written(String name, String table, Set<String> said, Set<String> roles, boolean deny, String scope, String via, Written parent, Optional<Test> where) {}

    /** What a row has to say besides: that a text is at the end of a way, or, without a value, that none is there; or that it is not so. */
    private record Test(String path, String value, boolean not) {
        String text() {
            if (value == null) return path + (not ? " is not empty" : " is empty");
            return (not ? "not (" : "(") + path + " = '" + value + "')";
        }
    }

    /** Walks from a row to the caller, rule by rule. */
    private record Walk(Map<String, Map<String, Row>> all, Map<String, List<Link>> links, List<Written> rules, Caller caller) {

        boolean sees(String table, Row row) {
            return !denied(table, row) && mine(table, false).stream().anyMatch(rule -> reaches(rule, row, false));
        }

        private boolean denied(String table, Row row) {
            return mine(table, true).stream().anyMatch(rule -> reaches(rule, row, true));
        }

        private List<Written> mine(String table, boolean deny) {
            return rules.stream().filter(rule -> rule.table.equals(table) && rule.deny == deny && rule.roles.stream().anyMatch(caller::hasRole)).toList();
        }

        /** @param deny whether it is to deny that rows are looked for: what is hidden is no way out of that */
        private boolean reaches(Written rule, Row row, boolean deny) {
            if (rule.where.filter(test -> test.not == holds(test, rule.table, row)).isPresent()) return false;
            return switch (rule.scope) {
                case "global" -> true;
                case "self" -> caller.contact().filter(row.key()::equals).isPresent();
                case "contact" -> end(rule.table, rule.via, row).isPresent() && end(rule.table, rule.via, row).equals(caller.contact());
                case "account" -> end(rule.table, rule.via, row).filter(caller.accounts()::contains).isPresent();
                default -> above(rule, row).anyMatch(above -> reaches(rule.parent, above, deny) && (deny || !denied(rule.parent.table, above)));
            };
        }

        private Stream<Row> above(Written rule, Row row) {
            var keys = Sideways.leads(rule.table, rule.parent.table) ? links.get(rule.table).stream().filter(link -> link.key().equals(row.key())).map(Link::other)
                    : row.text(rule.via).stream();
            return keys.map(all.get(rule.parent.table)::get);
        }

        private boolean holds(Test test, String table, Row row) {
            var end = end(table, test.path, row);
            return test.value == null ? end.isEmpty() : end.filter(test.value::equals).isPresent();
        }

        /** The text at the end of the way, if the way has no gap. */
        private Optional<String> end(String from, String way, Row row) {
            var at = Optional.of(row);
            var table = from;
            var names = way.split("\\.");
            for (var name : List.of(names).subList(0, names.length - 1)) {
                table = ABOVE.get(table);
                at = at.flatMap(one -> one.text(name)).map(all.get(table)::get);
            }
            return at.flatMap(one -> one.text(names[names.length - 1]));
        }
    }
}
