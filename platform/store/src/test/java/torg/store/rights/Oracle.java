package torg.store.rights;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import torg.api.access.ColumnPrivilege;
import torg.api.identity.Caller;
import torg.api.table.Condition;
import torg.api.table.Link;
import torg.api.table.Operand;
import torg.api.table.Query;
import torg.api.table.Relationship;
import torg.api.table.Table;

/** Answers questions by looking at every row, as slowly and plainly as the words of the API allow. */
final class Oracle {
    private final RandomWorld world;
    private final Caller caller;

    Oracle(RandomWorld world, Caller caller) {
        this.world = world;
        this.caller = caller;
    }

    /** All rows of the answer in order; only the selected cells. Empty when the question may not be asked. */
    Optional<List<Map<String, Object>>> answer(Query query) {
        var table = world.schema.table(query.table());
        if (!mayAsk(table, query)) return Optional.empty();
        var found = new ArrayList<>(world.rows.get(table.name()).values().stream()
                .filter(row -> visible(table, row) && holds(query.where(), table, row, false)).toList());
        found.sort(order(table, query));
        return Optional.of(found.stream().map(row -> select(table, row, query.select())).toList());
    }

    private Map<String, Object> select(Table table, Map<String, Object> row, List<String> paths) {
        var cells = new TreeMap<String, Object>();
        cells.put("id", row.get("id"));
        for (var path : paths) value(table, row, path, false).ifPresent(value -> cells.put(path, value));
        return cells;
    }

    boolean visible(Table table, Map<String, Object> row) {
        return knows(table) && rules(table, false).anyMatch(rule -> holds(rule.rows(), table, row, true)) && rules(table, true).noneMatch(rule -> holds(rule.rows(), table, row, true));
    }

    private Stream<RandomWorld.Rule> rules(Table table, boolean deny) {
        return world.rules().stream().filter(rule -> rule.table().equals(table.name()) && rule.deny() == deny
                && (caller.roles().contains(rule.role()) || deny && caller.limits().withheld().contains(rule.role())));
    }

    /** Whether the caller's token is for this table. */
    private boolean knows(Table table) {
        return caller.limits().tables().isEmpty() || caller.limits().tables().contains(table.name());
    }

    private Comparator<Map<String, Object>> order(Table table, Query query) {
        Comparator<Map<String, Object>> order = (left, right) -> 0;
        for (var by : query.order()) {
            Comparator<Map<String, Object>> next = (left, right) -> compareCells(value(table, left, by.path(), false), value(table, right, by.path(), false));
            order = order.thenComparing(by.descending() ? next.reversed() : next);
        }
        Comparator<Map<String, Object>> byKey = Comparator.comparing(row -> (String) row.get("id"));
        return order.thenComparing(!query.order().isEmpty() && query.order().getLast().descending() ? byKey.reversed() : byKey);
    }

    private static int compareCells(Optional<Object> left, Optional<Object> right) {
        if (left.isEmpty() || right.isEmpty()) return Boolean.compare(left.isPresent(), right.isPresent());
        return compare(left.get(), right.get());
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static int compare(Object left, Object right) {
        return ((Comparable) left).compareTo(right);
    }

    /** @param rule paths of rules lead over every row, those of the caller over visible ones only */
    boolean holds(Condition condition, Table table, Map<String, Object> row, boolean rule) {
        return switch (condition) {
            case Condition.Everything _ -> true;
            case Condition.Nothing _ -> false;
            case Condition.And(var all) -> all.stream().allMatch(one -> holds(one, table, row, rule));
            case Condition.Or(var any) -> any.stream().anyMatch(one -> holds(one, table, row, rule));
            case Condition.Not(var not) -> !holds(not, table, row, rule);
            case Condition.Compare(var path, var operator, var operand) -> value(table, row, path, rule).filter(cell -> compares(cell, operator, operand)).isPresent();
            case Condition.Empty(var path) -> value(table, row, path, rule).isEmpty();
            case Condition.Contains(var path, var text) -> value(table, row, path, rule).filter(cell -> fold(cell).contains(fold(text))).isPresent();
            case Condition.Mentions(var path, var text) -> value(table, row, path, rule).filter(cell -> bare(cell).contains(bare(text))).isPresent();
            case Condition.StartsWith(var path, var text) -> value(table, row, path, rule).filter(cell -> fold(cell).startsWith(fold(text))).isPresent();
            case Condition.Hop hop -> found(hop, table, row, rule).findAny().isPresent();
            case Condition.Count(var hop, var operator, var number) -> holds(Long.compare(found(hop, table, row, rule).count(), number), operator);
        };
    }

    /** The rows that are such as the hop looks for. */
    private Stream<?> found(Condition.Hop hop, Table table, Map<String, Object> row, boolean rule) {
        return switch (hop) {
            case Condition.Some(var to, var name, var lookup, var inner) -> {
                var other = world.schema.table(name);
                var at = to.isEmpty() ? Optional.of(row) : end(table, row, to + ".id", rule);
                yield at.isEmpty() ? Stream.empty() : world.rows.get(name).values().stream().filter(candidate ->
                        at.get().get("id").equals(candidate.get(lookup)) && (rule || visible(other, candidate)) && holds(inner, other, candidate, rule));
            }
            case Condition.Linked(var path, var inner) -> {
                var lookup = path.indexOf('.') < 0 ? "" : path.substring(0, path.indexOf('.'));
                var owner = lookup.isEmpty() ? table : world.schema.table(table.columns().get(lookup).target().orElseThrow());
                var at = lookup.isEmpty() ? Optional.of(row) : end(table, row, lookup + ".id", rule);
                yield at.isEmpty() ? Stream.empty() : neighbours(owner, (String) at.get().get("id"), last(path)).filter(key -> {
                    var target = world.schema.table(owner.relationships().get(last(path)).target());
                    var candidate = world.rows.get(target.name()).get(key);
                    return candidate != null && (rule || visible(target, candidate)) && holds(inner, target, candidate, rule);
                });
            }
        };
    }

    /** Links of all rows of a table by one of its relationships, as far as both rows are visible. */
    List<Link> links(Table table, Relationship side) {
        var target = world.schema.table(side.target());
        var links = new ArrayList<Link>();
        for (var row : world.rows.get(table.name()).values()) {
            if (!visible(table, row)) continue;
            var key = (String) row.get("id");
            neighbours(table, key, side.name()).sorted().filter(other -> visible(target, world.rows.get(target.name()).get(other))).forEach(other -> links.add(new Link(key, other)));
        }
        return links;
    }

    /** Keys of the rows that a relationship links with a row. */
    Stream<String> neighbours(Table table, String key, String relationship) {
        if (relationship.equals("many")) return world.links.stream().filter(link -> link.table().equals(table.name()) && link.from().equals(key)).map(RandomWorld.Linked::to);
        var from = relationship.substring("many_of_".length());
        return world.links.stream().filter(link -> link.table().equals(from) && link.to().equals(key)).map(RandomWorld.Linked::from);
    }

    private Optional<Object> value(Table table, Map<String, Object> row, String path, boolean rule) {
        return end(table, row, path, rule).flatMap(end -> Optional.ofNullable(cell(end, last(path))));
    }

    /** A cell of a row; what the calculated columns of {@link RandomWorld} come to is said here once more, in another language. */
    private static Object cell(Map<String, Object> row, String column) {
        var number = row.get("number") instanceof Long whole ? BigDecimal.valueOf(whole) : null;
        var decimal = (BigDecimal) row.get("decimal");
        var flag = Boolean.TRUE.equals(row.get("flag"));
        return switch (column) {
            case "sum" -> number == null || decimal == null ? null : number.multiply(decimal).subtract(flag || number.signum() < 0 ? number : decimal).setScale(2, RoundingMode.HALF_UP);
            case "both" -> row.getOrDefault("text", "").toString().replaceAll("[^A-Za-z0-9._-]", "") + ":p0-" + (flag ? row.getOrDefault("text", "") : row.getOrDefault("choice", row.get("id")));
            case "good" -> number != null && number.signum() > 0 || !(flag || row.get("text") instanceof String text && fold(text).contains("a"));
            case "ref" -> row.containsKey("ref_account") ? "account/" + row.get("ref_account") : row.containsKey("ref_thing") ? "thing/" + row.get("ref_thing") : null;
            default -> row.get(column);
        };
    }

    private static List<String> made(String column) {
        return switch (column) {
            case "sum" -> List.of("sum", "number", "decimal", "flag");
            case "both" -> List.of("both", "text", "choice", "flag");
            case "good" -> List.of("good", "number", "flag", "text");
            case "ref", "ref_account", "ref_thing" -> List.of("ref", "ref_account", "ref_thing");
            default -> List.of(column);
        };
    }

    /** The row on which a path ends. */
    private Optional<Map<String, Object>> end(Table table, Map<String, Object> row, String path, boolean rule) {
        var point = path.indexOf('.');
        if (point < 0) return Optional.of(row);
        var lookup = path.substring(0, point);
        var target = world.schema.table(table.columns().get(lookup).target().orElseThrow());
        var next = world.rows.get(target.name()).get(String.valueOf(row.get(lookup)));
        if (next == null || !rule && !visible(target, next)) return Optional.empty();
        return end(target, next, path.substring(point + 1), rule);
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** Without marks, as Unicode takes letters apart. */
    private static String bare(Object text) {
        return Normalizer.normalize(fold(text).replace("ø", "o").replace("æ", "ae").replace("ß", "ss"), Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    }

    private static String fold(Object text) {
        return ((String) text).toLowerCase(Locale.ROOT);
    }

    private boolean compares(Object cell, Condition.Operator operator, Operand operand) {
        return switch (operand) {
            case Operand.Literal(var value) -> holds(compare(cell, value), operator);
            case Operand.Me _ -> caller.contact().filter(me -> holds(compare(cell, me), operator)).isPresent();
            case Operand.MyAccounts _ -> operator == Condition.Operator.EQ && caller.accounts().contains(cell);
            case Operand.MyAccountTrees _ -> operator == Condition.Operator.EQ && world.rows.get("account").get(cell) instanceof Map<String, Object> account
                    && (caller.accounts().contains(cell) || account.get("one") != null && compares(account.get("one"), operator, operand));
        };
    }

    private static boolean holds(int order, Condition.Operator operator) {
        return switch (operator) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case GT -> order > 0;
            case GE -> order >= 0;
            case LT -> order < 0;
            case LE -> order <= 0;
        };
    }

    private boolean mayAsk(Table table, Query query) {
        return query.select().stream().allMatch(path -> mayRead(table, path)) && query.order().stream().allMatch(by -> mayRead(table, by.path())) && mayAsk(table, query.where());
    }

    private boolean mayAsk(Table table, Condition condition) {
        return switch (condition) {
            case Condition.Everything _, Condition.Nothing _ -> true;
            case Condition.And(var all) -> all.stream().allMatch(one -> mayAsk(table, one));
            case Condition.Or(var any) -> any.stream().allMatch(one -> mayAsk(table, one));
            case Condition.Not(var not) -> mayAsk(table, not);
            case Condition.Compare(var path, _, _) -> mayRead(table, path);
            case Condition.Empty(var path) -> mayRead(table, path);
            case Condition.Contains(var path, _) -> mayRead(table, path);
            case Condition.Mentions(var path, _) -> mayRead(table, path);
            case Condition.StartsWith(var path, _) -> mayRead(table, path);
            case Condition.Linked(var path, var inner) -> {
                var lookup = path.indexOf('.') < 0 ? "" : path.substring(0, path.indexOf('.'));
                var owner = lookup.isEmpty() ? table : world.schema.table(table.columns().get(lookup).target().orElseThrow());
                var target = world.schema.table(owner.relationships().get(last(path)).target());
                yield (lookup.isEmpty() || mayRead(table, lookup) && reads(owner)) && reads(target) && mayAsk(target, inner);
            }
            case Condition.Count(var hop, _, _) -> mayAsk(table, hop);
            case Condition.Some(var at, var other, var lookup, var inner) -> (at.isEmpty() || mayRead(table, at + ".id")) && reads(world.schema.table(other)) && mayRead(world.schema.table(other), lookup) && mayAsk(world.schema.table(other), inner);
        };
    }

    private boolean reads(Table table) {
        return knows(table) && rules(table, false).anyMatch(rule -> !(rule.rows() instanceof Condition.Nothing));
    }

    private boolean mayRead(Table table, String path) {
        var at = table;
        var names = path.split("\\.");
        for (var i = 0; i < names.length; i++) {
            var name = names[i];
            if (i > 0 && !reads(at)) return false;
            var may = world.columns(caller, at.name(), ColumnPrivilege.READ);
            if (!name.equals("id") && !(knows(at) && made(name).stream().allMatch(may::test))) return false;
            at = at.columns().get(name).target().map(world.schema::table).orElse(at);
        }
        return true;
    }
}
