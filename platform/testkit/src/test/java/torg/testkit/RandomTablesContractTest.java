package torg.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;
import torg.testkit.random.RandomTablesContract;

/** That the contract finds a gate which is wrong, and says it with little. */
class RandomTablesContractTest {
    @Test
    void aGateThatForgetsARuleIsFoundWithFewRows() {
        RandomTablesContract forgetful = (site, rules) -> new MemoryTables(TestSites.of(site, new TableDocuments())::schema).rights(new Lavish(rules));

        assertThatThrownBy(forgetful::questionsAreAnsweredAsBySomebodyWhoLooksAtEveryRow).isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("seed 0 step ").satisfies(error -> assertThat(error.getMessage().split("Put\\[", -1)).as(error.getMessage()).hasSizeLessThan(6));
    }

    @Test
    void aGateThatLosesAValueIsFoundWithFewSteps() {
        RandomTablesContract lossy = (site, rules) -> losing(new MemoryTables(TestSites.of(site, new TableDocuments())::schema).rights(rules));

        assertThatThrownBy(lossy::changesAreMadeAsBySomebodyWhoLooksAtEveryRow).isInstanceOf(AssertionError.class)
                .satisfies(error -> assertThat(error.getMessage().split(" wants ", -1)).as(error.getMessage()).hasSizeLessThan(4));
    }

    /** Everybody may read every row of what they may read a row of. */
    private record Lavish(TableAccess rules) implements TableAccess {
        @Override
        public Grant grant(Caller caller, String table, Privilege privilege) {
            var grant = rules.grant(caller, table, privilege);
            return grant.reachesNothing() ? grant : new Grant(new Condition.Everything(), grant.because());
        }

        @Override
        public Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
            return rules.columns(caller, table, privilege);
        }

        @Override
        public Set<String> tables() {
            return rules.tables();
        }
    }

    /** Writes rows as it should, and forgets the first value of every later change. */
    private static Tables losing(Tables tables) {
        return (Tables) Proxy.newProxyInstance(Tables.class.getClassLoader(), new Class<?>[] {Tables.class}, (_, method, arguments) -> {
            try {
                if (!method.getName().equals("write")) return method.invoke(tables, arguments);
                return method.invoke(tables, arguments[0], Write.of(((Write) arguments[1]).changes().stream().map(RandomTablesContractTest::lessOf).toList()));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private static Change lessOf(Change change) {
        if (!(change instanceof Change.Update(var table, var key, _, var values)) || values.isEmpty()) return change;
        var less = new TreeMap<>(values);
        less.pollFirstEntry();
        return new Change.Update(table, key, less);
    }
}
