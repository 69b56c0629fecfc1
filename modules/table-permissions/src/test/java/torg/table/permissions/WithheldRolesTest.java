package torg.table.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.identity.Limits;
import torg.api.table.Query;
import torg.api.table.Row;

/** A program that may not use all roles of its owner reaches what the others give, and nothing that one of them takes away. */
class WithheldRolesTest {
    private static final Caller OWNER = Caller.contact("A-1", "Jane", List.of("A"), List.of("buyer", "rep"));
    private final Market market = new Market("""
            permissions:
              - {name: of-account, table: salesorder, roles: [buyer], scope: account, via: account, privileges: [read]}
              - {name: all, table: salesorder, roles: [rep], scope: global, privileges: [read]}
              - {name: not-this-one, table: salesorder, roles: [rep], deny: true, scope: global, where: id = '1', privileges: [read]}
            """);

    @Test
    void whatARoleThatIsNotUsedGivesIsNotGivenAndWhatItDeniesStaysDenied() {
        assertThat(seen(Caller.contact("A-1", "Jane", List.of("A"), List.of("buyer")))).containsExactly("1", "2");
        assertThat(seen(OWNER)).containsExactly("2", "3");
        assertThat(seen(without("rep"))).containsExactly("2");
        assertThat(seen(without("buyer"))).containsExactly("2", "3");
        assertThat(seen(without("buyer", "rep"))).isEmpty();
    }

    @Test
    void tablesThatAreKeptFromAProgramAreEmpty() {
        assertThat(seen(OWNER.within(new Limits(false, Set.of("account"), new TreeSet<>())))).isEmpty();
        assertThat(seen(OWNER.within(new Limits(true, Set.of("salesorder"), new TreeSet<>())))).isEqualTo(seen(OWNER));
    }

    private static Caller without(String... roles) {
        return OWNER.within(new Limits(false, Set.of(), new TreeSet<>(List.of(roles))));
    }

    private List<String> seen(Caller caller) {
        return market.tables.query(caller, Query.of("salesorder")).rows().stream().map(Row::key).toList();
    }
}
