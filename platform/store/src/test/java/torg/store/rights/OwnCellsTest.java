package torg.store.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Condition;
import torg.api.table.Condition.Operator;
import torg.api.table.FormulaText;
import torg.api.table.Operand;
import torg.api.table.Table;
import torg.api.text.Text;

/** What the cells at hand decide is what looking at every row comes to. */
class OwnCellsTest {
    private static final int WORLDS = 40;
    private static final int CONDITIONS = 40;
    private static final Condition ELSEWHERE = Condition.eq("above.number", 1L);
    private static final Table NOTE = note();

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

    /** What they can tell is not asked of the database. */
    @Test
    void ownCellsTellAllThatTheyCan() {
        var row = new HashMap<String, Object>(Map.of("id", "1", "text", "b", "number", 2L));
        for (var told : Map.of(
                new Condition.Compare("number", Operator.GT, new Operand.Literal(1L)), true, new Condition.Compare("number", Operator.LE, new Operand.Literal(1L)), false,
                Condition.eq("text", "b"), true, Condition.eq("memo", "b"), false, new Condition.Not(new Condition.Empty("text")), true,
                new Condition.And(List.of(ELSEWHERE, new Condition.Nothing())), false, new Condition.Or(List.of(ELSEWHERE, Condition.eq("text", "b"))), true,
                new Condition.And(List.of(new Condition.Everything(), Condition.eq("number", 2L))), true, new Condition.Or(List.of(new Condition.Nothing(), Condition.eq("number", 3L))), false).entrySet()) {
            assertThat(OwnCells.of(NOTE, row, Caller.ANONYMOUS).decide(told.getKey())).as("%s", told.getKey()).contains(told.getValue());
        }
        for (var open : List.of(ELSEWHERE, new Condition.And(List.of(ELSEWHERE, new Condition.Everything())), new Condition.Or(List.of(new Condition.Nothing(), ELSEWHERE)))) {
            assertThat(OwnCells.of(NOTE, row, Caller.ANONYMOUS).decide(open)).as("%s", open).isEmpty();
        }
        assertThat(OwnCells.of(NOTE, row, Caller.ANONYMOUS).decide(new Condition.Compare("text", Operator.GT, new Operand.Literal("a")))).as("the database has an order of texts of its own").isEmpty();
        assertThat(OwnCells.of(NOTE, "1", Caller.ANONYMOUS).decide(Condition.eq("text", "b"))).as("of a row of which only the key is known").isEmpty();
    }

    @Test
    void aConditionReadsTheOwnColumnsThatItNamesAndNoOther() {
        assertThat(OwnCells.reads(new Condition.And(List.of(Condition.eq("text", "b"), new Condition.Empty("above.number"))), NOTE)).containsExactlyInAnyOrder("text", "above");
        assertThat(OwnCells.reads(ELSEWHERE, NOTE)).containsExactly("above");
        assertThat(OwnCells.reads(new Condition.Some("", "note", "above", Condition.eq("text", "b")), NOTE)).containsExactly("id");
        assertThat(OwnCells.reads(new Condition.Linked("marks", new Condition.Everything()), NOTE)).containsExactly("id");
        assertThat(OwnCells.reads(new Condition.Linked("above.marks", new Condition.Everything()), NOTE)).containsExactly("above");
        assertThat(OwnCells.reads(new Condition.Contains("upper", "B"), NOTE)).as("a calculated one, and what it is made of").containsExactlyInAnyOrder("upper", "text");
    }

    /** Else an answer is kept that a row which came since has made wrong. */
    @Test
    void whatARowOfAnotherTableCanChangeIsKnown() {
        var some = new Condition.Some("", "note", "above", new Condition.Everything());
        var linked = new Condition.Linked("marks", new Condition.Everything());
        for (var back : List.of(some, new Condition.Not(some), new Condition.And(List.of(linked, some)), new Condition.Or(List.of(linked, some)), new Condition.Linked("marks", some), new Condition.Count(some, Operator.GT, 1))) {
            assertThat(OwnCells.looksBack(back)).as("%s", back).isTrue();
        }
        for (var not : List.of(linked, ELSEWHERE, new Condition.Not(ELSEWHERE), new Condition.And(List.of(linked, ELSEWHERE)), new Condition.Count(linked, Operator.GT, 1), new Condition.Everything())) {
            assertThat(OwnCells.looksBack(not)).as("%s", not).isFalse();
        }
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

    private static Table note() {
        var columns = new HashMap<String, Column>();
        for (var column : List.of(Column.of("id", ColumnType.TEXT), Column.of("text", ColumnType.TEXT), Column.of("memo", ColumnType.TEXT), Column.of("number", ColumnType.INTEGER), Column.lookup("above", "note"))) columns.put(column.name(), column);
        var plain = new Table("note", Text.of("n"), Text.of("n"), "id", "id", columns, List.of(), false, false);
        columns.put("upper", FormulaText.read("text & 'B'", plain, Column.of("upper", ColumnType.TEXT)));
        return new Table("note", Text.of("n"), Text.of("n"), "id", "id", columns, List.of(), false, false);
    }
}
