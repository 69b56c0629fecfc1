package torg.store.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.health.ModuleRights;
import torg.api.identity.Caller;
import torg.api.identity.Limits;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Table;
import torg.api.text.Text;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;
import torg.store.TestRules;

class ReachTest {
    private static final Table INTERNAL = Table.internal("shop_session", List.of(), Column.of("id", ColumnType.TEXT));
    private static final Table NOTE = new Table("note", Text.of("n"), Text.of("n"), "id", "id", Map.of("id", Column.of("id", ColumnType.TEXT)), List.of(), false, false);

    private static final Column TEXT = Column.of("text", ColumnType.TEXT);
    private static final Table LETTER = new Table("letter", Text.of("l"), Text.of("l"), "id", "id", Map.of("id", Column.of("id", ColumnType.TEXT), "text", TEXT), List.of(), false, false);
    private static final Caller ANN = Caller.contact("ann", "Ann", List.of(), List.of());

    /** What is compiled is found by the grants it was compiled for. */
    @Test
    void whatIsDeniedIsDeniedByTheVerySameGrant() {
        var program = ANN.within(new Limits(false, Set.of("order"), new TreeSet<>()));
        for (var table : List.of(INTERNAL, NOTE)) {
            var grant = new Reach(program, Optional.of(new TestRules())).grant(table, Privilege.READ);
            assertThat(grant.reachesNothing()).isTrue();
            assertThat(new Reach(program, Optional.of(new TestRules())).grant(table, Privilege.READ)).isSameAs(grant);
        }
    }

    @Test
    void columnsAreUsedOnlyWhereSomebodyAnswersThatTheyMay() {
        assertThat(mayRead(new Reach(ANN, Optional.of(new TestRules())), LETTER)).isTrue();
        assertThat(mayRead(new Reach(ANN, Optional.of(new TestRules().without("letter", ColumnPrivilege.READ, "text"))), LETTER)).isFalse();
        assertThat(mayRead(new Reach(ANN, Optional.empty()), LETTER)).as("nobody answers").isFalse();
        assertThat(mayRead(new Reach(ANN, Optional.of(new Failing())), LETTER)).as("an answer fails").isFalse();
        assertThat(mayRead(new Reach(ANN.within(new Limits(false, Set.of("order"), new TreeSet<>())), Optional.of(new TestRules())), LETTER)).as("a token for another table").isFalse();
        assertThat(new Reach(ANN, Optional.of(new TestRules())).mayUse(INTERNAL, INTERNAL.columns().get("id"), ColumnPrivilege.READ)).as("an internal table").isFalse();
    }

    @Test
    void aModuleUsesColumnsOnlyOfTablesThatItNames() {
        var held = new Held("shop", ModuleRights.of("read letter"), _ -> true);

        assertThat(mayRead(new Reach(ANN, Optional.of(new TestRules()), Optional.of(held)), LETTER)).isTrue();
        assertThat(new Reach(ANN, Optional.of(new TestRules()), Optional.of(held)).mayUse(LETTER, TEXT, ColumnPrivilege.UPDATE)).as("it reads").isFalse();
        assertThat(mayRead(new Reach(ANN, Optional.of(new TestRules()), Optional.of(new Held("shop", ModuleRights.of("read note"), _ -> true))), LETTER)).isFalse();
    }

    private static boolean mayRead(Reach reach, Table table) {
        return reach.mayUse(table, TEXT, ColumnPrivilege.READ);
    }

    private static final class Failing implements TableAccess {
        @Override
        public Grant grant(Caller caller, String table, Privilege privilege) {
            throw new IllegalStateException("out of order");
        }

        @Override
        public Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
            throw new IllegalStateException("out of order");
        }

        @Override
        public Set<String> tables() {
            return Set.of();
        }
    }
}
