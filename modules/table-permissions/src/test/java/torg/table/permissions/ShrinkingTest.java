package torg.table.permissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
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
import torg.testkit.MemoryTables;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;
import torg.testkit.TestSource;
import torg.testkit.random.RandomPermissionsContract;
import torg.testkit.random.Shrinking;

/** A fault that somebody planted is found, and told with what it takes and nothing else. */
class ShrinkingTest {
    @Test
    void takesWhatStillFailsUntilNothingSmallerDoes() {
        Predicate<List<Integer>> fails = numbers -> numbers.contains(3) && numbers.contains(7);
        var least = Shrinking.smallest(List.of(1, 2, 3, 4, 5, 6, 7, 8), numbers -> numbers.stream().map(number -> numbers.stream().filter(other -> !other.equals(number)).toList()).toList(), fails, 100);
        assertThat(least).containsExactly(3, 7);
    }

    @Test
    void aRuleThatGivesEveryTagIsToldAsOneRuleAndOneRow() {
        var told = catchThrowable(new Faulty()::whatComesOutIsWhatTheDocumentMeans);
        assertThat(told).isInstanceOf(AssertionError.class).hasMessageContaining("made smaller");
        assertThat(told.getMessage()).containsOnlyOnce("- {name: ").contains("table: tag").containsOnlyOnce("id=t-");
        assertThat(told.getCause().getMessage().length()).as("as it was found").isGreaterThan(2 * told.getMessage().length());
    }

    @Test
    void aTagThatAnybodyMayChangeIsToldAsOneCellOfOneRow() {
        var told = catchThrowable(new FaultyWrites()::whatComesOutIsWhatTheDocumentMeans);
        assertThat(told).isInstanceOf(AssertionError.class).hasMessageContaining("made smaller: UPDATE of tag t-");
        assertThat(told.getMessage()).as("no rule gives it").doesNotContain("- {name: ").containsOnlyOnce("id=").doesNotContain(" with {}").doesNotContainPattern(" with \\{[^}]*,");
        assertThat(told.getCause().getMessage().length()).as("as it was found").isGreaterThan(2 * told.getMessage().length());
    }

    /** Whoever may read some tag reads them all. */
    private static class Faulty implements RandomPermissionsContract {
        @Override
        public int markets() {
            return 40;
        }

        @Override
        public Tables open(TestSource site) {
            var sites = TestSites.of(site, new TableDocuments(), new PermissionCompiler());
            return new MemoryTables(sites::schema).rights(rights(new CompiledAccess(sites)));
        }

        TableAccess rights(TableAccess right) {
            return new EveryTag(right);
        }
    }

    /** Whoever changes a tag is not asked whether they may. */
    private static final class FaultyWrites extends Faulty {
        @Override
        public Tables open(TestSource site) {
            var right = super.open(site);
            return (Tables) Proxy.newProxyInstance(Tables.class.getClassLoader(), new Class<?>[] {Tables.class}, (_, method, arguments) -> {
                var changesTag = method.getName().equals("write") && ((Write) arguments[1]).changes().stream().anyMatch(change -> change instanceof Change.Update && change.table().equals("tag"));
                if (changesTag) arguments[0] = Caller.service("test");
                try {
                    return method.invoke(right, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });
        }

        @Override
        TableAccess rights(TableAccess right) {
            return right;
        }
    }

    private record EveryTag(TableAccess right) implements TableAccess {
        @Override
        public Grant grant(Caller caller, String table, Privilege privilege) {
            var grant = right.grant(caller, table, privilege);
            return table.equals("tag") && privilege == Privilege.READ && !grant.reachesNothing() ? new Grant(new Condition.Everything(), grant.because()) : grant;
        }

        @Override
        public Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
            return right.columns(caller, table, privilege);
        }

        @Override
        public Set<String> tables() {
            return right.tables();
        }
    }
}
