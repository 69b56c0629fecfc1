package torg.store;

import static org.assertj.core.api.Assertions.assertThat;
import static torg.store.TestHouse.SYNC;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import torg.api.access.Privilege;
import torg.api.access.Reason.Finding;
import torg.api.identity.Caller;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Write;
import torg.store.database.TestDatabase;
import torg.table.permissions.CompiledAccess;
import torg.table.permissions.PermissionCompiler;
import torg.testkit.TestSource;
import torg.testkit.TestSites;
import torg.web.roles.AssignedRoles;
import torg.web.roles.AssignmentTable;
import torg.web.roles.RoleCompiler;

/** The documents of {@code platform/docs/examples/payer}: four customers order, one pays; a fifth customer has nothing to do with them. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class PayerExampleTest {
    private static final List<String> BUYERS = List.of("B1", "B2", "B3", "B4");
    @Parameter
    TestDatabase kind;
    private TestHouse house;
    private AssignedRoles roles;

    @BeforeEach
    void fourBuyersOnePayerAndAStranger() {
        var source = new TestSource().folder(Path.of("../docs/examples/payer"), "tables", "roles", "permissions");
        house = new TestHouse(kind.open());
        house.catalog.bindSource(new AssignmentTable());
        var sites = TestSites.of(source, house.compiler, new RoleCompiler(), new PermissionCompiler());
        house.catalog.bindSites(sites);
        house.with(new CompiledAccess(sites));
        roles = new AssignedRoles(house.tables, sites);
        house.writes.bindListener(roles::committed);
        write(new Change.Create("account", Map.of("accountnumber", "PAY", "name", "The payer")), new Change.Create("account", Map.of("accountnumber", "OTHER", "name", "A stranger")));
        for (var buyer : BUYERS) write(new Change.Create("account", Map.of("accountnumber", buyer, "name", "Buyer " + buyer, "payer", "PAY")));
        for (var account : Stream.concat(BUYERS.stream(), Stream.of("PAY", "OTHER")).toList()) {
            write(new Change.Create("contact", Map.of("contactnumber", "of-" + account, "account", account)));
            for (var item = 1; item <= 3; item++) {
                write(new Change.Create("openitem", Map.of("itemnumber", account + "-" + item, "account", account, "amount", new BigDecimal("100.00"))));
            }
            roles.assignToAccount(account, Set.of(account.equals("PAY") ? "payer" : "buyer"));
        }
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void eachBuyerSeesItsOwnOpenItemsAndNoOther() {
        for (var buyer : BUYERS) {
            assertThat(seen(acting("of-" + buyer, buyer))).containsExactly(buyer + "-1", buyer + "-2", buyer + "-3");
            for (var other : List.of("B1", "B2", "B3", "B4", "PAY", "OTHER")) {
                assertThat(house.tables.find(acting("of-" + buyer, buyer), "openitem", other + "-1").isPresent()).as(buyer + " and " + other).isEqualTo(other.equals(buyer));
            }
        }
    }

    @Test
    void thePayersPeopleSeeAllThatTheyPayFor() {
        var payer = acting("of-PAY", "PAY");
        assertThat(seen(payer)).hasSize(12).allMatch(item -> item.startsWith("B"));
        assertThat(house.tables.query(payer, Query.of("openitem", "account.name").where(Condition.eq("account", "B2")).counted()).total()).hasValue(3);
        assertThat(house.tables.reach(payer, Privilege.READ, "openitem")).isEqualTo(12);
    }

    @Test
    void theStrangerSeesItsOwnAndWhoHasNoRoleNothing() {
        assertThat(seen(acting("of-OTHER", "OTHER"))).containsExactly("OTHER-1", "OTHER-2", "OTHER-3");
        assertThat(seen(Caller.contact("of-PAY", "nobody", List.of("PAY"), List.of()))).isEmpty();
        assertThat(seen(Caller.ANONYMOUS)).isEmpty();
    }

    @Test
    void whoWorksForBothSeesWhatTheAccountActedForSees() {
        assertThat(seen(acting("of-B1", "PAY"))).as("not a member yet").isEmpty();

        write(new Change.Create("membership", Map.of("contact", "of-B1", "account", "PAY")));

        assertThat(seen(acting("of-B1", "PAY"))).hasSize(12);
        assertThat(seen(acting("of-B1", "B1"))).containsExactly("B1-1", "B1-2", "B1-3");
    }

    @Test
    void anotherPayerHoldsAtOnce() {
        write(new Change.Update("account", "B3", Map.of("payer", "OTHER")));

        assertThat(seen(acting("of-PAY", "PAY"))).hasSize(9).noneMatch(item -> item.startsWith("B3"));
        roles.assignToAccount("OTHER", Set.of("payer"));
        assertThat(seen(acting("of-OTHER", "OTHER"))).containsExactly("B3-1", "B3-2", "B3-3");
    }

    @Test
    void itIsSaidWhy() {
        var decision = house.tables.explain(acting("of-B1", "B1"), Privilege.READ, "openitem", "B2-1");
        assertThat(decision.allowed()).isFalse();
        assertThat(decision.tried()).extracting(reason -> reason.rule() + " " + reason.finding()).containsExactly("own-open-items " + Finding.OTHER_ROWS, "their-open-items " + Finding.OTHER_ROLES);
        assertThat(house.tables.explain(acting("of-PAY", "PAY"), Privilege.READ, "openitem", "B2-1").because()).containsExactly("their-open-items");
    }

    private Caller acting(String contact, String account) {
        return Caller.contact(contact, contact, List.of(account), roles.rolesOf(contact, List.of(account)));
    }

    private List<String> seen(Caller caller) {
        return house.tables.query(caller, Query.of("openitem").order(new Query.Order("itemnumber", false))).rows().stream().map(Row::key).toList();
    }

    private void write(Change... changes) {
        house.tables.write(SYNC, Write.of(changes));
    }
}
