package torg.testkit.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
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
                var attempt = Attempt.next(new Judged(market, permissions, RandomMarket.caller(dice)), dice, i);
                if (attempt.isEmpty()) continue;
                try {
                    assertThat(attempt.get().isMade(tables)).as("seed %d change %d: made: %s", seed, i, attempt.get()).isEqualTo(attempt.get().isMeant());
                } catch (AssertionError found) {
                    throw new AssertionError("seed " + seed + " change " + i + ", made smaller: " + smaller(attempt.get()), found);
                }
                if (!attempt.get().isMeant()) continue;
                market = attempt.get().afterAll();
                changed++;
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
            try {
                new Look("", gate(one), one).atAll();
                return false;
            } catch (AssertionError again) {
                return true;
            }
        }, MOST_TRIES);
    }

    private Attempt smaller(Attempt found) {
        return Shrinking.smallest(found, Attempt::smaller, one -> one.isMade(gate(one.judged())) != one.isMeant(), MOST_TRIES);
    }

    /** One of its own, with these rows. */
    private Tables gate(Judged judged) {
        var tables = opened(judged.permissions()).orElseThrow();
        judged.market().changes().stream().filter(changes -> !changes.isEmpty()).forEach(changes -> tables.write(Caller.service("test"), Write.of(changes)));
        return tables;
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
            // As many rows are the same rows where it is none or all.
            var all = judged.market().rows().get(table).keySet();
            if (privilege != Privilege.READ && !meant.isEmpty() && meant.size() < all.size()) assertThat(allowed(table, privilege, all)).as(told(privilege + " of " + table)).isEqualTo(meant);
            return meant.size();
        }

        private Set<String> allowed(String table, Privilege privilege, Set<String> keys) {
            var allowed = new TreeSet<String>();
            for (var key : keys) if (tables.explain(meaning().caller(), privilege, table, key).allowed()) allowed.add(key);
            return allowed;
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
}
