package torg.testkit.random;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.testkit.oracle.PermissionMeaning;

/**
 * A change that somebody tries: made if rights reach the row as it is and as it will be, and the rows that it is newly linked to.
 *
 * @param judged who tries it, under which rules, over the rows as they are before
 * @param values new cells by column, null for one that is emptied; of a link the other row's key by the relationship; none to delete
 * @param then what the same write does behind it, over the rows as this one leaves them: both are made, or neither
 */
record Attempt(Judged judged, Kind kind, String table, String key, Map<String, Object> values, Optional<Attempt> then) {
    private static final Set<ProblemKind> REFUSED = Set.of(ProblemKind.DENIED, ProblemKind.NOT_FOUND, ProblemKind.INVALID);

    enum Kind { CREATE, UPDATE, DELETE, LINK, UNLINK }

    /**
     * One by chance, sometimes with another in the same write; empty when it would change nothing, or break something else than rights.
     *
     * @param number by which a new row's key is told from others
     */
    static Optional<Attempt> next(Judged judged, Dice dice, int number) {
        var first = one(judged, dice, "new" + number);
        if (first.isEmpty() || first.get().circles() || !dice.chance(30)) return first;
        return first.map(one -> one.with(one(new Judged(one.after(), judged.permissions(), judged.caller()), dice, "then" + number)));
    }

    private static Optional<Attempt> one(Judged judged, Dice dice, String name) {
        var market = judged.market();
        var table = dice.one(RandomMarket.TABLES);
        var key = dice.one(List.copyOf(market.keys(table)));
        return switch (dice.below(12)) {
            case 0 -> {
                var linked = market.links().stream().anyMatch(link -> link.from().equals(key) || link.to().equals(key));
                yield linked || market.isPointedTo(table, key) || market.keys(table).size() < 3 ? Optional.empty() : of(judged, Kind.DELETE, table, key, Map.of());
            }
            case 1, 2 -> {
                var values = values(market, table, dice);
                values.put("id", table.charAt(0) + "-" + name);
                values.values().removeIf(Objects::isNull);
                yield of(judged, Kind.CREATE, table, (String) values.get("id"), values);
            }
            case 3, 4 -> {
                var sides = RandomMarket.relationships(table);
                if (sides.isEmpty()) yield Optional.empty();
                var side = dice.one(sides);
                yield of(judged, dice.chance(50) ? Kind.LINK : Kind.UNLINK, table, key, Map.of(side.name(), dice.one(List.copyOf(market.keys(side.table())))));
            }
            default -> {
                var values = values(market, table, dice);
                yield values.isEmpty() ? Optional.empty() : of(judged, Kind.UPDATE, table, key, values);
            }
        };
    }

    private static Optional<Attempt> of(Judged judged, Kind kind, String table, String key, Map<String, Object> values) {
        return Optional.of(new Attempt(judged, kind, table, key, values, Optional.empty()));
    }

    /** Some new cells, some emptied; of a polymorphic lookup one target at most. */
    private static Map<String, Object> values(RandomMarket market, String table, Dice dice) {
        var values = new HashMap<String, Object>();
        for (var column : dice.some(RandomMarket.plainColumns(table), 60)) values.put(column, dice.chance(20) ? null : RandomMarket.anyValue(dice, column));
        for (var lookup : dice.some(RandomMarket.lookups(table), 20)) values.put(lookup.name(), dice.chance(20) ? null : dice.one(List.copyOf(market.keys(lookup.table()))));
        if (values.keySet().stream().anyMatch(name -> name.startsWith("about_"))) {
            var about = dice.one(List.of("about_sale", "about_contact"));
            values.computeIfAbsent(about, _ -> dice.one(List.copyOf(market.keys(about.equals("about_sale") ? "sale" : "contact"))));
            values.put(about.equals("about_sale") ? "about_contact" : "about_sale", null);
        }
        return values;
    }

    private Attempt with(Optional<Attempt> behind) {
        return new Attempt(judged, kind, table, key, values, behind);
    }

    /** The rows as they are when all of it was made. */
    RandomMarket afterAll() {
        return then.map(Attempt::after).orElseGet(this::after);
    }

    private RandomMarket after() {
        var market = judged.market();
        return switch (kind) {
            case LINK -> market.with(linked());
            case UNLINK -> market.without(linked());
            case DELETE -> market.with(table, key, Map.of());
            case CREATE, UPDATE -> {
                var cells = new HashMap<String, Object>();
                if (kind == Kind.UPDATE) cells.putAll(market.rows().get(table).get(key));
                cells.putAll(values);
                cells.values().removeIf(Objects::isNull);
                yield market.with(table, key, cells);
            }
        };
    }

    private RandomMarket.Linked linked() {
        return RandomMarket.linked(table, key, side(), other());
    }

    private String side() {
        return values.keySet().iterator().next();
    }

    private String other() {
        return (String) values.get(side());
    }

    /** Whether an account would stand below itself. */
    private boolean circles() {
        if (!table.equals("account") || !(values.get("parent") instanceof String above)) return false;
        for (var at = Optional.<Object>of(above); at.isPresent(); at = judged.market().cell(table, (String) at.get(), "parent")) if (at.get().equals(key)) return true;
        return false;
    }

    /** Whether it is to be made. */
    boolean isMeant() {
        return isMeantAlone() && then.map(Attempt::isMeantAlone).orElse(true);
    }

    private boolean isMeantAlone() {
        if (circles()) return false;
        var before = judged.meaning();
        return switch (kind) {
            case DELETE -> before.may(table, key, Privilege.DELETE);
            case CREATE -> meaningAfter().may(table, key, Privilege.CREATE) && mayUse(ColumnPrivilege.CREATE) && mayLink(values);
            case UPDATE -> {
                var changed = new HashMap<>(values);
                changed.entrySet().removeIf(value -> judged.market().cell(table, key, value.getKey()).equals(Optional.ofNullable(value.getValue())));
                yield before.may(table, key, Privilege.WRITE) && mayUse(ColumnPrivilege.UPDATE) && (changed.isEmpty() || meaningAfter().may(table, key, Privilege.WRITE)) && mayLink(changed);
            }
            // As they are, so that no link is its own permission.
            case LINK, UNLINK -> {
                var target = judged.market().target(table, side());
                yield before.may(table, key, Privilege.READ) && before.may(table, key, Privilege.APPEND)
                        && before.may(target, other(), Privilege.READ) && before.may(target, other(), Privilege.APPEND_TO);
            }
        };
    }

    private PermissionMeaning meaningAfter() {
        return judged.permissions().meaning(after(), judged.caller());
    }

    private boolean mayUse(ColumnPrivilege privilege) {
        return values.keySet().stream().filter(column -> !column.equals("id")).allMatch(column -> judged.meaning().mayUse(table, column, privilege));
    }

    /** The row as it will be is appended, each row that it is newly linked to is appended to; a link of a row to itself needs only the one. */
    private boolean mayLink(Map<String, Object> linked) {
        var lookups = RandomMarket.lookups(table).stream().filter(lookup -> linked.containsKey(lookup.name())).toList();
        return lookups.isEmpty() || meaningAfter().may(table, key, Privilege.APPEND) && lookups.stream().filter(lookup -> linked.get(lookup.name()) != null)
                .allMatch(lookup -> key.equals(linked.get(lookup.name())) || meaningAfter().may(lookup.table(), (String) linked.get(lookup.name()), Privilege.APPEND_TO));
    }

    /** Make it, where the rows are those it begins with. */
    boolean isMade(Tables tables) {
        try {
            tables.write(judged.caller(), Write.of(Stream.concat(Stream.of(this), then.stream()).map(Attempt::change).toList()));
            return true;
        } catch (TorgException e) {
            if (!REFUSED.contains(e.kind())) throw e;
            return false;
        }
    }

    private Change change() {
        return switch (kind) {
            case CREATE -> new Change.Create(table, values);
            case UPDATE -> new Change.Update(table, key, values);
            case DELETE -> new Change.Delete(table, key);
            case LINK -> new Change.Associate(table, key, side(), other());
            case UNLINK -> new Change.Disassociate(table, key, side(), other());
        };
    }

    /** The same without what comes behind it, or that alone; with one value less, or with less of what it is judged by. */
    List<Attempt> smaller() {
        var smaller = new ArrayList<Attempt>();
        if (then.isPresent()) {
            smaller.add(with(Optional.empty()));
            smaller.add(then.get());
            return smaller;
        }
        for (var column : values.keySet()) {
            if (column.equals("id") || kind == Kind.LINK || kind == Kind.UNLINK) continue;
            var fewer = new HashMap<>(values);
            fewer.remove(column);
            if (!fewer.isEmpty()) smaller.add(new Attempt(judged, kind, table, key, fewer, then));
        }
        judged.smaller().stream().map(less -> new Attempt(less, kind, table, key, values, then)).filter(Attempt::isPossible).forEach(smaller::add);
        return smaller;
    }

    /** Whether the rows that it speaks of are there. */
    private boolean isPossible() {
        return judged.market().keys(table).contains(key) != (kind == Kind.CREATE) && Stream.concat(RandomMarket.lookups(table).stream(), RandomMarket.relationships(table).stream())
                .filter(step -> values.get(step.name()) != null).allMatch(step -> judged.market().keys(step.table()).contains(values.get(step.name())));
    }

    @Override
    public String toString() {
        return kind + " of " + table + " " + key + " with " + values
                + then.map(behind -> ", then " + behind.kind + " of " + behind.table + " " + behind.key + " with " + behind.values).orElse("") + " by " + judged;
    }
}
