package torg.testkit.random;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * @param values new cells by column; none to delete
 */
record Attempt(Judged judged, Kind kind, String table, String key, Map<String, Object> values) {
    private static final Set<ProblemKind> REFUSED = Set.of(ProblemKind.DENIED, ProblemKind.NOT_FOUND, ProblemKind.INVALID);

    enum Kind { CREATE, UPDATE, DELETE }

    /**
     * One by chance; empty when it would change nothing, or break something else than rights.
     *
     * @param number by which a new row's key is told from others
     */
    static Optional<Attempt> next(Judged judged, Dice dice, int number) {
        var market = judged.market();
        var table = dice.one(RandomMarket.TABLES);
        return switch (dice.below(10)) {
            case 0 -> {
                var key = dice.one(List.copyOf(market.keys(table)));
                var linked = market.links().stream().anyMatch(link -> link.from().equals(key) || link.to().equals(key));
                yield linked || market.isPointedTo(table, key) || market.keys(table).size() < 3 ? Optional.empty() : Optional.of(new Attempt(judged, Kind.DELETE, table, key, Map.of()));
            }
            case 1, 2 -> {
                var key = table.charAt(0) + "-new" + number;
                var values = values(market, table, dice);
                values.put("id", key);
                yield Optional.of(new Attempt(judged, Kind.CREATE, table, key, values));
            }
            default -> {
                var key = dice.one(List.copyOf(market.keys(table)));
                var values = values(market, table, dice);
                yield values.isEmpty() ? Optional.empty() : Optional.of(new Attempt(judged, Kind.UPDATE, table, key, values));
            }
        };
    }

    /** Some new cells; nothing that could put an account below itself, and one target of a polymorphic lookup at most. */
    private static Map<String, Object> values(RandomMarket market, String table, Dice dice) {
        var values = new HashMap<String, Object>();
        for (var column : dice.some(RandomMarket.plainColumns(table), 60)) values.put(column, RandomMarket.anyValue(dice, column));
        for (var lookup : dice.some(RandomMarket.lookups(table), 20)) {
            if (!lookup.name().equals("parent") && !lookup.name().startsWith("about_")) values.put(lookup.name(), dice.one(List.copyOf(market.keys(lookup.table()))));
        }
        return values;
    }

    /** The rows as they are when it was made. */
    RandomMarket after() {
        var cells = new HashMap<String, Object>();
        if (kind == Kind.UPDATE) cells.putAll(judged.market().rows().get(table).get(key));
        cells.putAll(values);
        return judged.market().with(table, key, cells);
    }

    /** Whether it is to be made. */
    boolean isMeant() {
        var before = judged.meaning();
        return switch (kind) {
            case DELETE -> before.may(table, key, Privilege.DELETE);
            case CREATE -> meaningAfter().may(table, key, Privilege.CREATE) && mayUse(ColumnPrivilege.CREATE) && mayLink(values);
            case UPDATE -> {
                var changed = new HashMap<>(values);
                changed.entrySet().removeIf(value -> judged.market().cell(table, key, value.getKey()).equals(Optional.of(value.getValue())));
                yield before.may(table, key, Privilege.WRITE) && mayUse(ColumnPrivilege.UPDATE) && (changed.isEmpty() || meaningAfter().may(table, key, Privilege.WRITE)) && mayLink(changed);
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
        return lookups.isEmpty() || meaningAfter().may(table, key, Privilege.APPEND) && lookups.stream()
                .allMatch(lookup -> key.equals(linked.get(lookup.name())) || meaningAfter().may(lookup.table(), (String) linked.get(lookup.name()), Privilege.APPEND_TO));
    }

    /** Make it, where the rows are those it begins with. */
    boolean isMade(Tables tables) {
        try {
            tables.write(judged.caller(), Write.of(change()));
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
        };
    }

    /** The same with one value less, or with less of what it is judged by. */
    List<Attempt> smaller() {
        var smaller = new ArrayList<Attempt>();
        for (var column : values.keySet()) {
            if (column.equals("id")) continue;
            var fewer = new HashMap<>(values);
            fewer.remove(column);
            if (!fewer.isEmpty()) smaller.add(new Attempt(judged, kind, table, key, fewer));
        }
        judged.smaller().stream().map(less -> new Attempt(less, kind, table, key, values)).filter(Attempt::isPossible).forEach(smaller::add);
        return smaller;
    }

    /** Whether the rows that it speaks of are there. */
    private boolean isPossible() {
        return judged.market().keys(table).contains(key) != (kind == Kind.CREATE)
                && RandomMarket.lookups(table).stream().filter(lookup -> values.containsKey(lookup.name())).allMatch(lookup -> judged.market().keys(lookup.table()).contains(values.get(lookup.name())));
    }

    @Override
    public String toString() {
        return kind + " of " + table + " " + key + " with " + values + " by " + judged;
    }
}
