package torg.store.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static torg.store.TestHouse.SYNC;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import torg.api.identity.Caller;
import torg.api.identity.Limits;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Write;
import torg.store.TestHouse;
import torg.store.database.TestDatabase;

/** Whatever the tables, rows, rules, callers and questions: SQL answers what looking at every row answers. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class RightsPropertyTest {
    /** Rows judged: each question judges every row of its table. */
    private static final Optional<Integer> CASES = Optional.ofNullable(Integer.getInteger("cases"));
    /** Of one world. A world takes longer to make than to ask, so the long run asks each for longer. */
    private static final int QUESTIONS = Boolean.getBoolean("torg.full") ? 200 : 60;
    @Parameter
    TestDatabase kind;

    @Test
    void sqlAgreesWithTheOracle() {
        var first = Long.getLong("torg.seed", Boolean.getBoolean("torg.full") ? new Random().nextLong(1_000_000) : 1 + 1_000L * kind.ordinal());
        var worlds = 0;
        var judged = 0;
        var answered = 0;
        while (judged < CASES.orElse(usual())) {
            var seed = first + worlds++;
            var world = new RandomWorld(seed, times());
            try (var house = new TestHouse(kind.open()).with(world.schema).with(world)) {
                house.tables.write(SYNC, Write.of(world.changes()));
                for (var number = 0; number < QUESTIONS; number++) {
                    var asked = Asked.next(world);
                    judged += world.rows.get(asked.query().table()).size();
                    try {
                        answered += asked.in(house, "seed " + seed + " question " + number);
                    } catch (AssertionError found) {
                        throw new AssertionError("seed " + seed + " question " + number + ", made smaller: " + asked.smallest(less -> new TestHouse(kind.open()).with(less.schema).with(less)), found);
                    }
                }
            }
        }
        assertThat(answered).as("rows answered from seed " + first + " on: the questions are worth asking").isGreaterThan(worlds * QUESTIONS);
        System.out.println(kind + ": " + judged + " decisions in " + worlds + " worlds, " + answered + " rows answered, from seed " + first);
    }

    /** On each database; in the long run 10 million together. */
    private static int usual() {
        return Boolean.getBoolean("torg.full") ? 5_000_000 : 50_000;
    }

    /** How many times as large as they need be the worlds of the long run are: each question judges more rows then, and it ends sooner. */
    private static int times() {
        return Boolean.getBoolean("torg.full") ? 4 : 1;
    }

    /** A program may be given less than its owner has, and gains nothing by it: not even where a role that it leaves out only takes away. */
    @Test
    void whoIsGivenLessSeesNoMore() {
        var less = 0;
        for (var seed = 1; seed <= 6; seed++) {
            var world = new RandomWorld(seed, 1);
            try (var house = new TestHouse(kind.open()).with(world.schema).with(world)) {
                house.tables.write(SYNC, Write.of(world.changes()));
                for (var i = 0; i < 40; i++) {
                    var whole = world.caller();
                    if (!whole.limits().equals(Limits.NONE)) continue;
                    var part = whole.within(world.limits());
                    for (var table : world.schema.tables().keySet()) {
                        var seen = keys(house, part, table);
                        assertThat(keys(house, whole, table)).as("seed %d: %s of %s", seed, table, part).containsAll(seen);
                        if (seen.size() < keys(house, whole, table).size()) less++;
                    }
                }
            }
        }
        assertThat(less).as("the limits are worth having").isGreaterThan(40);
    }

    private static List<String> keys(TestHouse house, Caller caller, String table) {
        return house.tables.query(caller, Query.of(table)).rows().stream().map(Row::key).toList();
    }
}
