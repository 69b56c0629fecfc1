package torg.store.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.identity.Limits;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Table;
import torg.api.text.Text;
import torg.store.TestRules;

class ReachTest {
    private static final Table INTERNAL = Table.internal("shop_session", List.of(), Column.of("id", ColumnType.TEXT));
    private static final Table NOTE = new Table("note", Text.of("n"), Text.of("n"), "id", "id", Map.of("id", Column.of("id", ColumnType.TEXT)), List.of(), false, false);

    /** What is compiled is found by the grants it was compiled for. */
    @Test
    void whatIsDeniedIsDeniedByTheVerySameGrant() {
        var program = Caller.contact("ann", "Ann", List.of(), List.of()).within(new Limits(false, Set.of("order"), new TreeSet<>()));
        for (var table : List.of(INTERNAL, NOTE)) {
            var grant = new Reach(program, Optional.of(new TestRules())).grant(table, Privilege.READ);
            assertThat(grant.reachesNothing()).isTrue();
            assertThat(new Reach(program, Optional.of(new TestRules())).grant(table, Privilege.READ)).isSameAs(grant);
        }
    }
}
