package torg.store.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import torg.api.table.Table;

/** What the cells at hand decide is what looking at every row comes to. */
class OwnCellsTest {
    private static final int WORLDS = 40;
    private static final int CONDITIONS = 40;

    @Test
    void whatOwnCellsDecideIsWhatHolds() {
        var decided = new TreeMap<String, Integer>();
        var asked = 0;
        for (var seed = 1; seed <= WORLDS; seed++) {
            var world = new RandomWorld(seed, 1);
            for (var i = 0; i < CONDITIONS; i++) {
                var caller = world.caller();
                var oracle = new Oracle(world, caller);
                for (var table : world.schema.tables().values()) {
                    var condition = world.condition(table, 2, true);
                    for (var row : world.rows.get(table.name()).values()) {
                        asked++;
                        var holds = oracle.holds(condition, table, row, true);
                        for (var own : Map.of("row", OwnCells.of(table, row, caller), "key", OwnCells.of(table, (String) row.get("id"), caller)).entrySet()) {
                            own.getValue().decide(condition).ifPresent(answer -> {
                                assertThat(answer).as("by its %s: %s of %s as %s", own.getKey(), condition, row, caller).isEqualTo(holds);
                                decided.merge(own.getKey() + " " + answer, 1, Integer::sum);
                            });
                        }
                    }
                }
            }
        }
        System.out.println("of " + asked + " decisions own cells made " + decided);
        assertThat(decided).hasSize(4).allSatisfy((_, times) -> assertThat(times).isGreaterThan(WORLDS * 10));
    }

    /** Whoever keeps what was decided for rows that are alike may do so. */
    @Test
    void rowsAlikeInWhatAConditionReadsAreAlike() {
        var others = 0;
        for (var seed = 1; seed <= WORLDS; seed++) {
            var world = new RandomWorld(seed, 1);
            for (var i = 0; i < CONDITIONS; i++) {
                var oracle = new Oracle(world, world.caller());
                for (var table : world.schema.tables().values()) {
                    var condition = world.condition(table, 2, true);
                    var reads = OwnCells.reads(condition, table);
                    for (var row : world.rows.get(table.name()).values()) {
                        var other = other(world, table, row, reads);
                        if (other.equals(row)) continue;
                        others++;
                        assertThat(oracle.holds(condition, table, other, true)).as("%s reads %s, and finds the same in %s and %s", condition, reads, row, other)
                                .isEqualTo(oracle.holds(condition, table, row, true));
                    }
                }
            }
        }
        assertThat(others).isGreaterThan(WORLDS * CONDITIONS);
    }

    /** With another value in each cell that is not read, lookups of which only one may have a value apart. */
    private static Map<String, Object> other(RandomWorld world, Table table, Map<String, Object> row, Set<String> reads) {
        var other = new HashMap<>(row);
        for (var column : new TreeSet<>(table.columns().keySet())) {
            var stays = reads.contains(column) || column.equals(table.key()) || column.startsWith("ref") || table.columns().get(column).isCalculated();
            if (!stays) other.put(column, world.value(table.columns().get(column)));
        }
        return other;
    }
}
