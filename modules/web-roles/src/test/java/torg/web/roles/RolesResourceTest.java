package torg.web.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.identity.Limits;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Write;
import torg.api.web.Request;
import torg.testkit.TestSource;
import torg.testkit.MemoryTables;
import torg.testkit.Requests;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;
import torg.web.roles.RolesResource.Roles;

class RolesResourceTest {
    private static final Caller ADMINISTRATOR = Caller.contact("N-1", "Nancy", List.of(), List.of("administrator"));
    private final TestSites sites = TestSites.of(new TestSource()
            .document("tables/contact.yml", "{table: contact, key: id, columns: {id: {type: text}, account: {type: text}}}")
            .document("tables/account.yml", "{table: account, key: id, columns: {id: {type: text}}}")
            .document("roles/buyer.yml", "{role: buyer, needs: [account]}"), new TableDocuments(), new RoleCompiler());
    private final MemoryTables tables = new MemoryTables(sites::schema).with(new AssignmentTable());
    private final AssignedRoles assigned = new AssignedRoles(tables, sites);
    private final RolesResource resource = new RolesResource(assigned);

    RolesResourceTest() {
        tables.listener(assigned);
        tables.write(Caller.service("test"), Write.of(new Change.Put("account", "A", Map.of()), new Change.Put("contact", "1", Map.of("account", "A")), new Change.Put("contact", "2", Map.of())));
    }

    @Test
    void administratorsGiveAndTake() {
        assertThat(resource.giveContact(as(ADMINISTRATOR), "1", new Roles(List.of("buyer"))).roles()).containsExactly("buyer");
        assertThat(resource.giveAccount(as(ADMINISTRATOR), "A", new Roles(List.of("buyer"))).roles()).containsExactly("buyer");
        assertThat(resource.ofContact(as(ADMINISTRATOR), "1").roles()).containsExactly("buyer");
        assertThat(assigned.given("1", List.of("A"))).hasSize(2);
        assertThat(resource.giveAccount(as(ADMINISTRATOR), "A", new Roles(Collections.nCopies(100, "buyer"))).roles()).containsExactly("buyer");

        assertThat(resource.giveContact(as(ADMINISTRATOR), "1", new Roles(List.of())).roles()).isEmpty();
        assertThat(resource.giveAccount(as(ADMINISTRATOR), "A", new Roles(List.of())).roles()).isEmpty();
        assertThat(assigned.given("1", List.of("A"))).isEmpty();
    }

    @Test
    void whatCannotBeGivenIsTold() {
        refused(ProblemKind.INVALID, () -> resource.giveContact(as(ADMINISTRATOR), "2", new Roles(List.of("buyer"))));
        refused(ProblemKind.NOT_FOUND, () -> resource.giveContact(as(ADMINISTRATOR), "nobody", new Roles(List.of("buyer"))));
        refused(ProblemKind.NOT_FOUND, () -> resource.giveAccount(as(ADMINISTRATOR), "A", new Roles(List.of("king"))));
        refused(ProblemKind.MALFORMED, () -> resource.giveAccount(as(ADMINISTRATOR), "A", null));
        refused(ProblemKind.MALFORMED, () -> resource.giveAccount(as(ADMINISTRATOR), "A", new Roles(Collections.nCopies(101, "buyer"))));
        refused(ProblemKind.MALFORMED, () -> resource.giveAccount(as(ADMINISTRATOR), "A", new Roles(Collections.singletonList(null))));
    }

    @Test
    void nobodyElseLooksOrGives() {
        var buyer = as(Caller.contact("1", "Jane", List.of("A"), List.of("buyer")));
        refused(ProblemKind.DENIED, () -> resource.ofContact(buyer, "1"));
        refused(ProblemKind.DENIED, () -> resource.giveContact(buyer, "1", new Roles(List.of("buyer"))));
        refused(ProblemKind.DENIED, () -> resource.giveAccount(buyer, "A", new Roles(List.of("buyer"))));
        refused(ProblemKind.SIGN_IN, () -> resource.ofAccount(as(Caller.ANONYMOUS), "A"));
        var program = as(ADMINISTRATOR.within(new Limits(false, Set.of("account", "contact"), new TreeSet<>())));
        refused(ProblemKind.DENIED, () -> resource.ofContact(program, "1"));
        refused(ProblemKind.DENIED, () -> resource.giveContact(program, "1", new Roles(List.of("buyer"))));
        assertThat(assigned.given("1", List.of("A"))).isEmpty();
    }

    private Request as(Caller caller) {
        return Requests.get(sites.current(), "/").as(caller).request();
    }

    private static void refused(ProblemKind kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(TorgException.class, problem -> assertThat(problem.kind()).isEqualTo(kind));
    }
}
