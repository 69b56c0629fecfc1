package torg.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static torg.testkit.random.RandomTablesContract.HOUSE;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.problem.FieldProblem;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;
import torg.testkit.TestSource;

/** What every gate to rows keeps about accounts that stand below one another; a part of {@link TablesContract}. */
public interface HierarchyContract {
    /** A contact of account {@code top}. */
    Caller TOM = Caller.contact("tom", "Tom", List.of("top"), List.of("buyer"));

    /** See {@link torg.testkit.random.RandomTablesContract#open}. */
    Tables open(TestSource site, TableAccess rules);

    @Test
    default void whoHasAnAccountReachesAllBelowItWhereverTheyStandNow() {
        var tables = tree();
        assertThat(seen(tables, TOM)).containsExactly("of-left", "of-leftmost", "of-top");
        assertThat(seen(tables, Caller.contact("x", "X", List.of("left", "other"), List.of("buyer")))).containsExactly("of-left", "of-leftmost", "of-other");
        assertThat(seen(tables, Caller.contact("x", "X", List.of(), List.of("buyer")))).isEmpty();
        assertThat(seen(tables, Caller.contact("x", "X", List.of("nosuch"), List.of("buyer")))).isEmpty();

        tables.write(HOUSE, Write.of(new Change.Update("account", "left", Map.of("parent", "other"))));
        assertThat(seen(tables, TOM)).containsExactly("of-top");
        tables.write(HOUSE, Write.of(new Change.Update("account", "other", Map.of("parent", "top"))));
        assertThat(seen(tables, TOM)).containsExactly("of-left", "of-leftmost", "of-other", "of-top");
        assertThat(tables.deciding(TOM, "sale")).containsExactlyInAnyOrder("sale", "account");
    }

    @Test
    default void noAccountStandsBelowItself() {
        var tables = tree();
        for (var above : List.of("top", "left", "leftmost")) {
            assertThat(wrong(tables, new Change.Update("account", "top", Map.of("parent", above)))).containsExactly(tuple("parent", "circle"));
        }
        assertThat(wrong(tables, new Change.Create("account", Map.of("id", "own", "parent", "own")))).containsExactly(tuple("parent", "circle"));
        assertThat(seen(tables, TOM)).containsExactly("of-left", "of-leftmost", "of-top");
    }

    @Test
    default void aTreeIsAHundredLevelsDeepAndNoMore() {
        var tables = tree();
        var chain = new ArrayList<Change>();
        for (var level = 2; level <= 100; level++) chain.add(new Change.Create("account", Map.of("id", "level" + level, "parent", level == 2 ? "other" : "level" + (level - 1))));
        chain.add(new Change.Create("sale", Map.of("id", "deep", "account", "level100")));
        tables.write(HOUSE, Write.of(chain));

        assertThat(seen(tables, Caller.contact("x", "X", List.of("other"), List.of("buyer")))).containsExactly("deep", "of-other");
        assertThat(wrong(tables, new Change.Create("account", Map.of("id", "level101", "parent", "level100")))).containsExactly(tuple("parent", "too-deep"));
        assertThat(wrong(tables, new Change.Update("account", "other", Map.of("parent", "top")))).containsExactly(tuple("parent", "too-deep"));
    }

    private static List<org.assertj.core.groups.Tuple> wrong(Tables tables, Change change) {
        return catchThrowableOfType(TorgException.class, () -> tables.write(HOUSE, Write.of(change))).fields().stream().map(HierarchyContract::told).toList();
    }

    private static org.assertj.core.groups.Tuple told(FieldProblem problem) {
        return tuple(problem.field(), problem.code());
    }

    private static List<String> seen(Tables tables, Caller caller) {
        return tables.query(caller, Query.of("sale")).rows().stream().map(Row::key).toList();
    }

    private Tables tree() {
        var mine = new Grant(new Condition.Compare("account", Condition.Operator.EQ, new Operand.MyAccountTrees()), List.of("tree"));
        var tables = open(new TestSource()
                .document("tables/account.yml", "{table: account, key: id, hierarchy: parent, columns: {id: {type: text}, parent: {type: lookup, to: account}}}")
                .document("tables/sale.yml", "{table: sale, key: id, columns: {id: {type: text}, account: {type: lookup, to: account}}}"),
                new OwnOrders(Map.of("sale READ", mine)));
        for (var account : List.of("top", "left:top", "leftmost:left", "other")) {
            var names = account.split(":");
            var values = new HashMap<String, Object>(Map.of("id", names[0]));
            if (names.length > 1) values.put("parent", names[1]);
            tables.write(HOUSE, Write.of(new Change.Create("account", values), new Change.Create("sale", Map.of("id", "of-" + names[0], "account", names[0]))));
        }
        return tables;
    }
}
