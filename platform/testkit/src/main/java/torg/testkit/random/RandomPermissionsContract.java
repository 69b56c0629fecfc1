package torg.testkit.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.testkit.TestSource;
import torg.testkit.oracle.PermissionMeaning;

/**
 * Random documents of table permissions, from their text to the rows that come out of a gate, judged by {@link PermissionMeaning}. Whoever reads
 * {@code permissions/*.yml} and whoever answers for rows are tried together. {@code -Dtorg.seed=} begins elsewhere, {@code -Dmarkets=} takes more.
 */
public interface RandomPermissionsContract {
    /** How many callers ask in each market. */
    int CALLERS = 8;
    /** How many changes are tried in each. */
    int CHANGES = 60;
    /** How many smaller cases are tried for what failed. */
    int MOST_TRIES = 600;

    /** An empty gate over the tables of this site, with the rights that its documents give; each is independent of the others. */
    Tables open(TestSource site);

    /** How many documents are judged, unless {@code -Dmarkets=} says so. */
    int markets();

    /** Where the seeds begin, so that two gates do not judge the same documents. */
    default long firstSeed() {
        return Long.getLong("torg.seed", 0);
    }

    @Test
    default void whatComesOutIsWhatTheDocumentMeans() {
        var rules = 0;
        var judged = 0;
        var reached = 0;
        var changed = 0;
        var last = firstSeed() + Integer.getInteger("markets", markets());
        for (var seed = firstSeed(); seed < last; seed++) {
            var dice = new Dice(seed);
            var market = RandomMarket.of(dice);
            var written = RandomPermissions.of(dice);
            var opened = opened(written);
            while (opened.isEmpty()) {
                written = written.shorter();
                opened = opened(written);
            }
            var permissions = written;
            var tables = opened.get();
            rules += permissions.rules().size();
            market.changes().forEach(changes -> tables.write(Caller.service("test"), Write.of(changes)));
            for (var i = 0; i < CALLERS; i++) {
                var look = new Look("seed " + seed, tables, new Judged(market, permissions, RandomMarket.caller(dice)));
                try {
                    reached += look.atAll();
                } catch (AssertionError found) {
                    throw new AssertionError("seed " + seed + ", made smaller: " + smaller(look.judged), found);
                }
                for (var table : RandomMarket.TABLES) {
                    judged += market.rows().get(table).size() * Privilege.values().length;
                    look.atOneRow(table, dice);
                }
            }
            for (var i = 0; i < CHANGES; i++) {
                var attempt = new Attempt("seed " + seed + " change " + i, tables, permissions, RandomMarket.caller(dice), dice);
                var after = attempt.make(market);
                if (after != market) changed++;
                market = after;
            }
        }
        System.out.println(getClass().getSimpleName() + ": " + judged + " decisions of " + (last - firstSeed()) + " documents with " + rules + " rules, " + reached + " rows reached, " + changed + " rows changed, from seed " + firstSeed());
        assertThat(rules).as("documents that say something").isGreaterThan((int) (last - firstSeed()) * 3);
        assertThat(reached).as("the documents are worth judging").isGreaterThan(judged / 20);
        assertThat(changed).as("changes are worth trying").isGreaterThan((int) (last - firstSeed()) * CHANGES / 60);
    }

    /** As little as it takes: each is tried over a gate of its own. */
    private Judged smaller(Judged found) {
        return Shrinking.smallest(found, Judged::smaller, one -> {
            var tables = opened(one.permissions()).orElseThrow();
            one.market().changes().forEach(changes -> tables.write(Caller.service("test"), Write.of(changes)));
            try {
                new Look("", tables, one).atAll();
                return false;
            } catch (AssertionError again) {
                return true;
            }
        }, MOST_TRIES);
    }

    /** Empty where rules stand below one another so deep that a way is longer than a path may be, which is refused. */
    private Optional<Tables> opened(RandomPermissions permissions) {
        try {
            return Optional.of(open(RandomMarket.documents().document("permissions/random.yml", permissions.text())));
        } catch (IllegalArgumentException e) {
            if (e.getMessage().contains("more hops than a path may have")) return Optional.empty();
            throw e;
        }
    }

    /** What one caller gets, beside what is meant. */
    record Look(String seed, Tables tables, Judged judged) {
        /** @return how many rows all privileges reach */
        int atAll() {
            var reached = 0;
            for (var table : RandomMarket.TABLES) {
                for (var privilege : Privilege.values()) reached += atRows(table, privilege);
                atColumns(table);
            }
            return reached;
        }

        private PermissionMeaning meaning() {
            return judged.meaning();
        }

        /** @return how many rows the privilege reaches */
        int atRows(String table, Privilege privilege) {
            var meant = meaning().rows(table, privilege);
            if (privilege == Privilege.READ) {
                var seen = new TreeSet<String>();
                tables.query(meaning().caller(), Query.of(table)).rows().stream().map(Row::key).forEach(seen::add);
                assertThat(seen).as(told("reads " + table)).isEqualTo(meant);
            }
            assertThat(tables.reach(meaning().caller(), privilege, table)).as(told(privilege + " of " + table)).isEqualTo(meant.size());
            return meant.size();
        }

        void atColumns(String table) {
            for (var privilege : ColumnPrivilege.values()) {
                for (var column : RandomMarket.columns(table)) {
                    assertThat(tables.mayUse(meaning().caller(), privilege, table, column)).as(told(privilege + " of " + table + "." + column)).isEqualTo(meaning().mayUse(table, column, privilege));
                }
            }
        }

        /** What an administrator is told of a row is what holds. */
        void atOneRow(String table, Dice dice) {
            var key = RandomMarket.anyKey(dice, table);
            var privilege = dice.one(List.of(Privilege.values()));
            assertThat(tables.explain(meaning().caller(), privilege, table, key).allowed()).as(told(privilege + " of " + key)).isEqualTo(meaning().may(table, key, privilege));
        }

        private String told(String what) {
            return seed + ": " + what + ": " + judged;
        }
    }

    /** A change that somebody tries: made if rights reach the row as it is and as it will be, and the rows that it is newly linked to. */
    record Attempt(String seed, Tables tables, RandomPermissions permissions, Caller caller, Dice dice) {
        /** @return the market as it is then, the very same one when nothing was changed */
        RandomMarket make(RandomMarket market) {
            var table = dice.one(RandomMarket.TABLES);
            return switch (dice.below(10)) {
                case 0 -> delete(market, table);
                case 1, 2 -> create(market, table);
                default -> update(market, table);
            };
        }

        private RandomMarket delete(RandomMarket market, String table) {
            var key = dice.one(List.copyOf(market.rows().get(table).keySet()));
            var linked = market.links().stream().anyMatch(link -> link.from().equals(key) || link.to().equals(key));
            if (linked || market.isPointedTo(table, key) || market.rows().get(table).size() < 3) return market;
            return tried(market, market.with(table, key, Map.of()), new Change.Delete(table, key), meaning(market).may(table, key, Privilege.DELETE));
        }

        private RandomMarket create(RandomMarket market, String table) {
            var values = values(market, table);
            var key = table.charAt(0) + "-new" + Math.floorMod(seed.hashCode(), 100_000);
            if (market.rows().get(table).containsKey(key)) return market;
            values.put("id", key);
            var after = market.with(table, key, values);
            var may = meaning(after).may(table, key, Privilege.CREATE) && mayUse(market, table, values, ColumnPrivilege.CREATE) && mayLink(market, after, table, key, values);
            return tried(market, after, new Change.Create(table, values), may);
        }

        private RandomMarket update(RandomMarket market, String table) {
            var key = dice.one(List.copyOf(market.rows().get(table).keySet()));
            var values = values(market, table);
            if (values.isEmpty()) return market;
            var cells = new HashMap<>(market.rows().get(table).get(key));
            var changed = new HashMap<>(values);
            changed.entrySet().removeIf(value -> value.getValue().equals(cells.get(value.getKey())));
            cells.putAll(values);
            var after = market.with(table, key, cells);
            var may = meaning(market).may(table, key, Privilege.WRITE) && mayUse(market, table, values, ColumnPrivilege.UPDATE)
                    && (changed.isEmpty() || meaning(after).may(table, key, Privilege.WRITE)) && mayLink(market, after, table, key, changed);
            return tried(market, after, new Change.Update(table, key, values), may);
        }

        /** Some new cells; nothing that could put an account below itself, and one target of a polymorphic lookup at most. */
        private Map<String, Object> values(RandomMarket market, String table) {
            var values = new HashMap<String, Object>();
            for (var column : dice.some(RandomMarket.plainColumns(table), 60)) values.put(column, RandomMarket.anyValue(dice, column));
            for (var lookup : dice.some(RandomMarket.lookups(table), 20)) {
                if (!lookup.name().equals("parent") && !lookup.name().startsWith("about_")) values.put(lookup.name(), dice.one(List.copyOf(market.rows().get(lookup.table()).keySet())));
            }
            return values;
        }

        private boolean mayUse(RandomMarket market, String table, Map<String, Object> values, ColumnPrivilege privilege) {
            return values.keySet().stream().filter(column -> !column.equals("id")).allMatch(column -> meaning(market).mayUse(table, column, privilege));
        }

        /** The row as it will be is appended, each row that it is newly linked to is appended to; a link of a row to itself needs only the one. */
        private boolean mayLink(RandomMarket market, RandomMarket after, String table, String key, Map<String, Object> linked) {
            var lookups = RandomMarket.lookups(table).stream().filter(lookup -> linked.containsKey(lookup.name())).toList();
            return lookups.isEmpty() || meaning(after).may(table, key, Privilege.APPEND) && lookups.stream()
                    .allMatch(lookup -> key.equals(linked.get(lookup.name())) || meaning(after).may(lookup.table(), (String) linked.get(lookup.name()), Privilege.APPEND_TO));
        }

        private PermissionMeaning meaning(RandomMarket market) {
            return permissions.meaning(market, caller);
        }

        private RandomMarket tried(RandomMarket before, RandomMarket after, Change change, boolean may) {
            assertThat(refused(change).isEmpty()).as("%s: %s tries %s under%n%sin %s", seed, caller, change, permissions.text(), before).isEqualTo(may);
            return may ? after : before;
        }

        private Optional<ProblemKind> refused(Change change) {
            try {
                tables.write(caller, Write.of(change));
                return Optional.empty();
            } catch (TorgException e) {
                assertThat(e.kind()).isIn(ProblemKind.DENIED, ProblemKind.NOT_FOUND, ProblemKind.INVALID);
                return Optional.of(e.kind());
            }
        }
    }
}
