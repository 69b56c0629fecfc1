package torg.testkit.random;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.testkit.oracle.Columns;
import torg.testkit.oracle.PermissionMeaning;
import torg.testkit.oracle.Rule;
import torg.testkit.oracle.Scope;
import torg.testkit.oracle.Where;
import torg.testkit.random.RandomMarket.Step;

/** A document of table permissions at random, as somebody could have written it, for the tables of {@link RandomMarket}. */
record RandomPermissions(List<Rule> rules, List<Columns> columns) {
    private static final int MOST_RULES = 12;
    private static final int LONGEST_PATH = 2;

    /** The document. */
    String text() {
        var text = new StringBuilder(rules.isEmpty() ? "permissions: []\n" : "permissions:\n");
        var groups = new LinkedHashMap<String, List<Rule>>();
        rules.forEach(rule -> groups.computeIfAbsent(group(rule), _ -> new ArrayList<>()).add(rule));
        groups.values().forEach(group -> text.append(text(group)));
        if (!columns.isEmpty()) text.append("columns:\n");
        columns.forEach(rule -> text.append(rule.text()));
        return text.toString();
    }

    /** Rules that one entry of the document says: {@code r1} and {@code r1/line}. */
    private static String group(Rule rule) {
        return rule.name().split("/")[0];
    }

    /** One entry: a rule with those whose rows go with its rows, or one of two tables. */
    private static String text(List<Rule> group) {
        var first = group.getFirst();
        if (group.size() > 1 && first.name().contains("/")) return first.text(group(first), group.stream().map(Rule::table).toList(), List.of());
        var with = new ArrayList<String>();
        for (var at = 1; at < group.size(); at++) {
            var rule = group.get(at);
            with.add(ways(rule.table(), group.subList(0, at)).size() == 1 ? rule.table() : rule.table() + "." + rule.via().getFirst());
        }
        return first.text(first.name(), List.of(first.table()), with);
    }

    /** Without a rule, and those that stand below it. */
    RandomPermissions without(Rule rule) {
        return new RandomPermissions(rules.stream().filter(other -> !other.isBelow(rule)).toList(), columns);
    }

    /** With a rule that stands below another, and has none below it, standing alone and reaching every row; the very same where it does not. */
    RandomPermissions alone(Rule rule) {
        if (rule.parent().isEmpty() || rules.stream().anyMatch(other -> other != rule && other.isBelow(rule))) return this;
        var root = new Rule(rule.name().replace('/', '-'), rule.table(), rule.roles(), rule.roles(), rule.deny(), rule.form(), Scope.GLOBAL, List.of(), Optional.empty(), rule.where(), rule.privileges());
        return new RandomPermissions(rules.stream().map(other -> other == rule ? root : other).toList(), columns);
    }

    RandomPermissions without(Columns rule) {
        return new RandomPermissions(rules, columns.stream().filter(other -> other != rule).toList());
    }

    /** What it means for somebody. */
    PermissionMeaning meaning(RandomMarket market, Caller caller) {
        return new PermissionMeaning(market, rules, columns, caller);
    }

    static RandomPermissions of(Dice dice) {
        var rules = new ArrayList<Rule>();
        for (var i = 1 + dice.below(MOST_RULES); i > 0; i--) {
            var rule = rule(dice, rules);
            var many = rule.scope() == Scope.GLOBAL && rule.where().isEmpty() && dice.chance(30);
            rules.addAll(many ? ofTwoTables(dice, rule) : dice.chance(30) ? withOthers(dice, rule) : List.of(rule));
        }
        var columns = new ArrayList<Columns>();
        for (var i = dice.below(3); i > 0; i--) columns.add(columns(dice, "c" + i));
        return new RandomPermissions(rules, columns);
    }

    /** Without the rule that was written last, which no other stands below. */
    RandomPermissions shorter() {
        return new RandomPermissions(rules.subList(0, rules.size() - 1), columns);
    }

    private static Columns columns(Dice dice, String name) {
        var table = dice.one(RandomMarket.TABLES);
        // The targets of a polymorphic lookup go together, by its name.
        var all = RandomMarket.columns(table).stream().map(column -> column.startsWith("about_") ? "about" : column).distinct().toList();
        return new Columns(name, table, atLeastOne(dice.some(roles(), 30), "buyer"), form(dice), atLeastOne(dice.some(all, 50), all.getFirst()),
                privileges(dice, ColumnPrivilege.class, 50));
    }

    private static Rule rule(Dice dice, List<Rule> before) {
        var name = "r" + before.size();
        var deny = dice.chance(15);
        var above = dice.chance(50) ? parent(dice, before, deny) : Optional.<Below>empty();
        var table = above.map(Below::table).orElseGet(() -> dice.one(RandomMarket.TABLES));
        var said = new TreeSet<>(dice.some(roles(), 45));
        var where = dice.chance(30) ? Optional.of(where(dice, table, 2, false)) : Optional.<Where>empty();
        var privileges = privileges(dice, Privilege.class, 65);
        if (dice.chance(80)) privileges.add(Privilege.READ);
        if (above.isPresent()) {
            var parent = above.get().parent;
            var both = new TreeSet<>(said);
            both.retainAll(parent.roles());
            var whom = both.isEmpty() ? parent.roles() : both;
            return new Rule(name, table, both.isEmpty() ? Set.of() : said, whom, deny, parent.form(), Scope.PARENT, above.get().via, Optional.of(parent), where, privileges);
        }
        if (said.isEmpty()) said.add("buyer");
        var scope = dice.one(List.of(Scope.GLOBAL, Scope.GLOBAL, Scope.ACCOUNT, Scope.ACCOUNT, Scope.ACCOUNT_TREE, Scope.CONTACT, Scope.CONTACT, Scope.SELF));
        var paths = switch (scope) {
            case ACCOUNT, ACCOUNT_TREE -> paths(table, "account");
            case CONTACT -> paths(table, "contact");
            default -> List.<List<String>>of();
        };
        if (scope == Scope.SELF && !table.equals("contact")) scope = Scope.GLOBAL;
        return new Rule(name, table, said, said, deny, form(dice), scope, paths.isEmpty() ? List.of() : oneOf(dice, paths), Optional.empty(), where, privileges);
    }

    private static List<Rule> ofTwoTables(Dice dice, Rule rule) {
        var tables = new LinkedHashSet<>(List.of(rule.table(), dice.one(RandomMarket.TABLES)));
        if (tables.size() == 1) return List.of(rule);
        return tables.stream().map(table -> new Rule(rule.name() + "/" + table, table, rule.said(), rule.roles(), rule.deny(), rule.form(), rule.scope(), rule.via(), rule.parent(), rule.where(), rule.privileges())).toList();
    }

    /** The rule, and one or two below it for tables whose rows go with those that it, or one of them, reaches. */
    private static List<Rule> withOthers(Dice dice, Rule rule) {
        var group = new ArrayList<>(List.of(rule));
        for (var i = 1 + dice.below(2); i > 0; i--) {
            var fit = RandomMarket.TABLES.stream().filter(table -> group.stream().noneMatch(one -> one.table().equals(table))).flatMap(table -> ways(table, group).stream()).toList();
            if (fit.isEmpty()) break;
            var way = dice.one(fit);
            group.add(new Rule(rule.name() + "/" + way.table, way.table, Set.of(), rule.roles(), rule.deny(), rule.form(), Scope.PARENT, way.via, Optional.of(way.parent), Optional.empty(), rule.privileges()));
        }
        return group;
    }

    /** How rows of a table point to those of these rules. */
    private static List<Below> ways(String table, List<Rule> rules) {
        return rules.stream().flatMap(rule -> RandomMarket.lookups(table).stream().filter(lookup -> lookup.table().equals(rule.table())).map(lookup -> new Below(rule, table, List.of(lookup.name())))).toList();
    }

    /** A rule that another can stand below, and how that one's rows lead to its. */
    private record Below(Rule parent, String table, List<String> via) {}

    /** What is denied has nothing to pass on. */
    private static Optional<Below> parent(Dice dice, List<Rule> before, boolean deny) {
        var fit = before.stream().filter(rule -> deny || !rule.deny()).toList();
        if (fit.isEmpty()) return Optional.empty();
        var parent = dice.one(fit);
        var ways = RandomMarket.TABLES.stream().flatMap(table -> paths(table, parent.table()).stream().map(path -> new Below(parent, table, path))).toList();
        var near = ways.stream().filter(way -> way.via.size() == 1).toList();
        return ways.isEmpty() ? Optional.empty() : Optional.of(dice.one(near.isEmpty() || dice.chance(25) ? ways : near));
    }

    /** Mostly a short one: what is long soon has more hops than a path may have. */
    private static List<String> oneOf(Dice dice, List<List<String>> paths) {
        var near = paths.stream().filter(path -> path.size() == 1).toList();
        return dice.one(near.isEmpty() || dice.chance(30) ? paths : near);
    }

    /** Every path of lookups from a table to another, those that end in a relationship or in the key of the other included. */
    private static List<List<String>> paths(String from, String to) {
        var paths = new ArrayList<List<String>>();
        walk(from, to, List.of(), paths);
        return paths;
    }

    private static void walk(String at, String to, List<String> path, List<List<String>> paths) {
        if (at.equals(to)) paths.add(and(path, "id"));
        for (var side : RandomMarket.relationships(at)) if (side.table().equals(to)) paths.add(and(path, side.name()));
        if (path.size() == LONGEST_PATH) return;
        for (var lookup : RandomMarket.lookups(at)) {
            if (lookup.table().equals(to)) paths.add(and(path, lookup.name()));
            if (path.size() < LONGEST_PATH - 1) walk(lookup.table(), to, and(path, lookup.name()), paths);
        }
    }

    private static List<String> and(List<String> path, String name) {
        var longer = new ArrayList<>(path);
        longer.add(name);
        return List.copyOf(longer);
    }

    /** @param negated what names the caller may not stand there */
    private static Where where(Dice dice, String table, int depth, boolean negated) {
        return switch (dice.below(depth > 0 ? 9 : 5)) {
            case 0 -> new Where.Empty(end(dice, table, dice.chance(50)).path);
            case 1 -> negated ? is(dice, table) : mine(dice, table);
            case 2, 3, 4 -> is(dice, table);
            case 5 -> new Where.Not(where(dice, table, depth - 1, true));
            case 6 -> some(dice, table, depth, negated);
            default -> new Where.Both(where(dice, table, depth - 1, negated), where(dice, table, depth - 1, negated), dice.chance(50));
        };
    }

    private static Where is(Dice dice, String table) {
        var end = end(dice, table, false);
        return new Where.Is(end.path, RandomMarket.anyValue(dice, end.path.getLast()), dice.chance(35));
    }

    private static Where mine(Dice dice, String table) {
        var scope = dice.one(List.of(Scope.ACCOUNT, Scope.ACCOUNT_TREE, Scope.CONTACT));
        var paths = paths(table, scope == Scope.CONTACT ? "contact" : "account").stream().filter(path -> lookupsOnly(table, path)).toList();
        return paths.isEmpty() ? is(dice, table) : new Where.Mine(dice.one(paths), scope);
    }

    private static boolean lookupsOnly(String table, List<String> path) {
        var at = table;
        for (var name : path) {
            var step = RandomMarket.lookups(at).stream().filter(lookup -> lookup.name().equals(name)).findFirst();
            if (step.isEmpty()) return false;
            at = step.get().table();
        }
        return true;
    }

    private static Where some(Dice dice, String table, int depth, boolean negated) {
        var path = dice.chance(30) ? lookups(dice, table) : new End(List.of(), table);
        var sides = RandomMarket.relationships(path.table);
        if (sides.isEmpty()) return is(dice, table);
        var side = dice.one(sides);
        return new Where.Some(and(path.path, side.name()), where(dice, side.table(), depth - 1, negated));
    }

    /** A path and the table that it leads to. */
    private record End(List<String> path, String table) {}

    private static End end(Dice dice, String table, boolean lookup) {
        var path = lookups(dice, table);
        var names = lookup ? RandomMarket.lookups(path.table).stream().map(Step::name).toList() : RandomMarket.plainColumns(path.table);
        return names.isEmpty() ? end(dice, table, lookup) : new End(and(path.path, dice.one(names)), path.table);
    }

    private static End lookups(Dice dice, String table) {
        var path = new End(List.of(), table);
        for (var i = dice.chance(25) ? 1 : 0; i > 0; i--) {
            var steps = RandomMarket.lookups(path.table);
            if (steps.isEmpty()) return path;
            var step = dice.one(steps);
            path = new End(and(path.path, step.name()), step.table());
        }
        return path;
    }

    private static List<String> roles() {
        var roles = new ArrayList<>(RandomMarket.ROLES);
        roles.addAll(List.of("authenticated", "anonymous"));
        return roles;
    }

    private static Optional<String> form(Dice dice) {
        return dice.chance(15) ? Optional.of(RandomMarket.FORM) : Optional.empty();
    }

    private static <P extends Enum<P>> Set<P> privileges(Dice dice, Class<P> all, int percent) {
        var some = EnumSet.noneOf(all);
        some.addAll(dice.some(List.of(all.getEnumConstants()), percent));
        if (some.isEmpty()) some.add(dice.one(List.of(all.getEnumConstants())));
        return some;
    }

    private static Set<String> atLeastOne(List<String> some, String otherwise) {
        return some.isEmpty() ? Set.of(otherwise) : new LinkedHashSet<>(some);
    }
}
