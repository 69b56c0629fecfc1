package torg.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static torg.store.TestHouse.SYNC;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Write;
import torg.store.database.TestDatabase;
import torg.table.permissions.CompiledAccess;
import torg.table.permissions.PermissionCompiler;
import torg.testkit.TestSites;
import torg.testkit.TestSource;

/** Edge cases of table permissions that hang on what a database keeps between two questions, or on how it compares what is empty; by the numbers of the others, in {@code modules/table-permissions}. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class EdgeCasesOverSqlTest {
    private static final Caller BUYER = Caller.contact("A-1", "Buyer", List.of("A"), List.of("buyer"));
    private static final Caller REP = Caller.contact("A-2", "Representative", List.of("A"), List.of("rep"));
    private static final Caller LONER = Caller.contact("N-1", "Nobody's", List.of(), List.of("buyer", "rep"));
    @Parameter
    TestDatabase kind;
    private TestHouse house;
    private TestSites sites;

    private void open(String permissions) {
        house = new TestHouse(kind.open());
        sites = TestSites.of(source(permissions), house.compiler, new PermissionCompiler());
        house.catalog.bindSites(sites);
        house.with(new CompiledAccess(sites));
        house.tables.write(SYNC, Write.of(put("account", "A", Map.of()), put("account", "B", Map.of()),
                put("contact", "A-1", Map.of("account", "A")), put("contact", "A-2", Map.of("account", "A")), put("contact", "N-1", Map.of()), put("contact", "N-3", Map.of()),
                put("sale", "1", Map.of("account", "A", "contact", "A-1")), put("sale", "2", Map.of("account", "A", "contact", "A-2", "state", "hidden")),
                put("sale", "3", Map.of("account", "B")), put("sale", "4", Map.of("contact", "N-1"))));
    }

    private static TestSource source(String permissions) {
        return new TestSource()
                .document("tables/account.yml", "{table: account, key: id, hierarchy: parent, columns: {id: {type: text}, parent: {type: lookup, to: account}}}")
                .document("tables/contact.yml", "{table: contact, key: id, columns: {id: {type: text}, account: {type: lookup, to: account}, phone: {type: text}}}")
                .document("tables/sale.yml", """
                        {table: sale, key: id, columns: {id: {type: text}, account: {type: lookup, to: account}, contact: {type: lookup, to: contact}, total: {type: integer},
                         state: {type: choice, default: open, choices: {open: Open, hidden: Hidden}}}}
                        """)
                .document("roles/buyer.yml", "role: buyer")
                .document("roles/rep.yml", "role: rep")
                .document("permissions/test.yml", permissions);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void case08RulesOfOneSiteDoNotHoldOnAnother() {
        open("permissions: [{name: x, table: sale, roles: [buyer], scope: global, privileges: [read, delete]}]");
        assertThat(seen(BUYER, "sale")).containsExactly("1", "2", "3", "4");

        var other = TestSites.of(source("permissions: [{name: x, table: sale, roles: [rep], scope: global, privileges: [read]}]"), house.compiler, new PermissionCompiler());
        house.with(new CompiledAccess(other));

        assertThat(seen(BUYER, "sale")).as("the same rows, the same names of rule and table, another site").isEmpty();
        assertThat(seen(REP, "sale")).containsExactly("1", "2", "3", "4");
        assertThat(house.tables.reach(BUYER, Privilege.READ, "sale")).isZero();
        assertKind(ProblemKind.NOT_FOUND, () -> house.tables.write(BUYER, Write.of(new Change.Delete("sale", "4"))));
        assertKind(ProblemKind.DENIED, () -> house.tables.write(REP, Write.of(new Change.Delete("sale", "4"))));
    }

    @Test
    void case14ARowWithoutAccountIsNobodys() {
        open("permissions: [{name: none, table: contact, roles: [rep], scope: self, privileges: [read]}]");
        for (var scope : List.of("scope: account, via: account", "scope: account-tree, via: account", "scope: global, where: account = caller.account", "scope: global, where: account = caller.account-tree")) {
            edit("permissions:\n  - {name: x, table: contact, roles: [rep], " + scope + ", privileges: [read, create, write]}\n"
                    + "  - {name: y, table: sale, scope: parent, parent: x, via: contact, privileges: [read]}");

            assertThat(seen(REP, "contact")).as(scope).containsExactly("A-1", "A-2");
            assertThat(seen(LONER, "contact")).as("empty is not equal to empty: %s", scope).isEmpty();
            assertThat(seen(LONER, "sale")).as(scope).isEmpty();
            assertThat(house.tables.reach(LONER, Privilege.READ, "sale")).as(scope).isZero();
            assertThat(seen(REP, "sale")).as(scope).containsExactly("1", "2");
            assertKind(ProblemKind.DENIED, () -> house.tables.write(LONER, Write.of(new Change.Create("contact", Map.of("id", "N-2")))));
            for (var caller : List.of(LONER, REP)) {
                assertKind(ProblemKind.NOT_FOUND, () -> house.tables.write(caller, Write.of(new Change.Update("contact", "N-1", Map.of("phone", "3")))));
            }
        }
    }

    @Test
    void case25AnEditedRuleHoldsFromTheNextCallOn() {
        open("permissions: [{name: x, table: sale, roles: [buyer], scope: contact, via: contact, privileges: [read]}]");
        assertThat(seen(BUYER, "sale")).containsExactly("1");

        edit("permissions: [{name: x, table: sale, roles: [buyer], scope: account, via: account, privileges: [read]}]");
        assertThat(seen(BUYER, "sale")).containsExactly("1", "2");

        assertThatThrownBy(() -> edit("permissions: [{name: x, table: nosuch, roles: [buyer], scope: global, privileges: [read]}]")).isInstanceOf(IllegalArgumentException.class);
        assertThat(seen(BUYER, "sale")).as("an edit that is refused changes nothing").containsExactly("1", "2");

        edit("""
                permissions:
                  - {name: x, table: sale, roles: [buyer], scope: account, via: account, privileges: [read]}
                  - {name: y, table: sale, roles: [authenticated], deny: true, scope: global, where: state = 'hidden', privileges: [read]}
                columns:
                  - {name: c, table: sale, roles: [buyer], columns: [state], privileges: [read]}
                """);
        assertThat(seen(BUYER, "sale")).as("a denial").containsExactly("1");
        assertThat(house.tables.mayUse(BUYER, ColumnPrivilege.READ, "sale", "total")).as("a list of columns").isFalse();
        assertThat(seen(Caller.contact("A-1", "Promoted", List.of("A"), List.of("rep")), "sale")).as("another role").isEmpty();

        edit("permissions: []");
        assertThat(seen(BUYER, "sale")).isEmpty();
    }

    private void edit(String permissions) {
        sites.swap(source(permissions));
    }

    private List<String> seen(Caller caller, String table) {
        return house.tables.query(caller, Query.of(table).order(new Query.Order("id", false))).rows().stream().map(Row::key).toList();
    }

    private static Change put(String table, String key, Map<String, Object> values) {
        return new Change.Put(table, key, values);
    }

    private static void assertKind(ProblemKind kind, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(TorgException.class, problem -> assertThat(problem.kind()).isEqualTo(kind));
    }
}
