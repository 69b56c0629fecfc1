package torg.web.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.identity.RoleGrant;
import torg.api.identity.RoleGrant.From;
import torg.api.problem.FieldProblem;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Site;
import torg.api.site.SiteProblem;
import torg.api.site.Sites;
import torg.api.table.Change;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.spi.audit.AuditedTables;
import torg.spi.identity.PersonalData;
import torg.testkit.MemoryTables;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;
import torg.testkit.TestSource;

class AssignedRolesTest {
    private static final Caller HOUSE = Caller.service("test");
    private final TestSites sites = TestSites.of(source(), new TableDocuments(), new RoleCompiler());
    private final MemoryTables tables = new MemoryTables(sites::schema).with(new AssignmentTable());
    private final AssignedRoles roles = new AssignedRoles(tables, sites);

    AssignedRolesTest() {
        tables.listener(roles);
        tables.write(HOUSE, Write.of(new Change.Put("account", "A", Map.of())));
        contact("complete", Map.of("account", "A", "country", "NO"));
        contact("bare", Map.of("country", " "));
    }

    @Test
    void aContactHasTheRolesItWasGiven() {
        roles.assign("complete", Set.of("buyer", "guest"));

        assertThat(roles.rolesOf("complete", List.of("A"))).containsExactly("buyer", "guest");
        assertThat(roles.rolesOf("bare", List.of())).isEmpty();
        assertThat(roles.role("buyer").orElseThrow().needs()).containsExactly("account", "country");
        assertThat(roles.role("king")).isEmpty();
    }

    @Test
    void otherRolesHoldFromTheNextQuestionOn() {
        roles.assign("complete", Set.of("buyer"));
        assertThat(roles.rolesOf("complete", List.of())).containsExactly("buyer");

        roles.assign("complete", Set.of("guest"));
        assertThat(roles.rolesOf("complete", List.of())).containsExactly("guest");

        roles.assign("complete", Set.of());
        roles.assign("complete", Set.of());
        assertThat(roles.rolesOf("complete", List.of())).isEmpty();
    }

    @Test
    void whatIsWrittenWithMoreHoldsOnlyWhileTheContactHasWhatItHad() {
        tables.write(HOUSE, Write.of(roles.giving("complete", Set.of("buyer"))));
        assertThat(roles.rolesOf("complete", List.of())).containsExactly("buyer");

        for (var wanted : List.of(Set.of("guest"), Set.<String>of())) {
            roles.assign("complete", Set.of("buyer"));
            var late = roles.giving("complete", wanted);
            roles.assign("complete", Set.of("buyer", "guest"));
            assertThatThrownBy(() -> tables.write(HOUSE, Write.of(late))).isInstanceOf(TorgException.class);
        }
        tables.write(HOUSE, Write.of(roles.giving("complete", Set.of())));
        assertThat(roles.rolesOf("complete", List.of())).isEmpty();
        assertThat(roles.giving("complete", Set.of())).isEmpty();
    }

    @Test
    void anExchangeLeavesAloneWhatItDoesNotName() {
        roles.assign("complete", Set.of("buyer", "guest"));
        sites.swap(source().without("roles/buyer.yml"));
        roles.exchange("complete", Set.of("guest"), Set.of());
        assertThat(roles.rolesOf("complete", List.of())).isEmpty();

        sites.swap(source());
        assertThat(roles.rolesOf("complete", List.of())).as("its document was away for a moment").containsExactly("buyer");
        roles.exchange("complete", Set.of("buyer"), Set.of());
        assertThat(tables.find(HOUSE, AssignmentTable.OF_CONTACTS, "complete")).isEmpty();
    }

    @Test
    void whatSomebodyElseDoesInTheMiddleOfAnExchangeCounts() {
        var others = new ArrayDeque<Set<String>>(List.of(Set.of("buyer")));
        var slow = interrupted(others);
        slow.exchange("complete", Set.of(), Set.of("guest"));
        assertThat(roles.rolesOf("complete", List.of())).as("given").containsExactly("buyer", "guest");

        roles.assign("complete", Set.of("buyer"));
        others.add(Set.of());
        slow.exchange("complete", Set.of(), Set.of("guest"));
        assertThat(roles.rolesOf("complete", List.of())).as("taken").containsExactly("guest");

        roles.assign("complete", Set.of());
        for (var again = 0; again < 10; again++) others.addAll(List.of(Set.of("buyer"), Set.of()));
        assertThatThrownBy(() -> slow.exchange("complete", Set.of(), Set.of("guest"))).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.STALE));
        assertThat(roles.rolesOf("complete", List.of())).doesNotContain("guest");
        assertThat(others).as("it was tried five times").hasSize(15);
    }

    @Test
    void whatAContactHasAlreadyIsNotGivenAgain() {
        roles.assign("complete", Set.of("buyer"));
        var version = tables.find(HOUSE, AssignmentTable.OF_CONTACTS, "complete").orElseThrow().version();
        var others = new ArrayDeque<Set<String>>(List.of(Set.of("buyer"), Set.of()));
        interrupted(others).exchange("complete", Set.of("guest"), Set.of("buyer"));
        assertThat(tables.find(HOUSE, AssignmentTable.OF_CONTACTS, "complete").orElseThrow().version()).isEqualTo(version);
    }

    /** Only that somebody else was quicker is tried again, and only a row that is gone already counts as taken away. */
    @Test
    void whatKeepsTheRolesFromBeingWrittenIsTold() {
        roles.assign("complete", Set.of("buyer"));
        var full = new AssignedRoles((Tables) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Tables.class}, (_, method, arguments) -> {
            if (method.getName().equals("write")) throw TorgException.of(ProblemKind.BUSY, "store.busy", "no room");
            return method.invoke(tables, arguments);
        }), sites);
        for (var act : List.<Runnable>of(() -> full.exchange("complete", Set.of(), Set.of("guest")), () -> full.assign("complete", Set.of()))) {
            assertThatThrownBy(act::run).isInstanceOfSatisfying(TorgException.class, problem -> assertThat(problem.code()).isEqualTo("store.busy"));
        }
        assertThat(roles.rolesOf("complete", List.of())).containsExactly("buyer");
    }

    /** Of whom somebody else assigns these sets of roles, one each time that it has read what there is and asks what a role is. */
    private AssignedRoles interrupted(Deque<Set<String>> others) {
        return new AssignedRoles(tables, new Sites() {
            @Override
            public Site current() {
                Optional.ofNullable(others.poll()).ifPresent(given -> roles.assign("complete", given));
                return sites.current();
            }

            @Override
            public List<SiteProblem> problems() {
                return sites.problems();
            }
        });
    }

    @Test
    void rolesMayBeTakenAwayByManyAtOnce() throws Exception {
        for (var round = 0; round < 20; round++) {
            roles.assign("complete", Set.of("buyer"));
            var go = new CountDownLatch(1);
            var done = new ArrayList<Future<?>>();
            try (var threads = Executors.newFixedThreadPool(8)) {
                for (var i = 0; i < 8; i++) {
                    done.add(threads.submit(() -> {
                        go.await();
                        roles.assign("complete", Set.of());
                        return null;
                    }));
                }
                go.countDown();
            }
            for (var one : done) assertThatCode(one::get).doesNotThrowAnyException();
            assertThat(roles.rolesOf("complete", List.of())).isEmpty();
        }
    }

    @Test
    void whatAContactWasGivenItselfCountsForItsMainAccountAlone() {
        roles.assign("complete", Set.of("buyer"));
        member("M1", "complete", "B", "guest, king");

        assertThat(roles.given("complete", List.of("A"))).containsExactly(new RoleGrant("buyer", From.CONTACT, "complete"));
        assertThat(roles.given("complete", List.of("B"))).containsExactly(new RoleGrant("guest", From.MEMBERSHIP, "B"));
        assertThat(roles.given("complete", List.of("C"))).isEmpty();
    }

    @Test
    void aRoleOfAnAccountCountsForAllWhoActForIt() {
        member("M1", "bare", "A", "buyer");
        member("M2", "bare", "A", "guest");

        roles.assignToAccount("A", Set.of("guest"));

        assertThat(roles.given("complete", List.of("A"))).containsExactly(new RoleGrant("guest", From.ACCOUNT, "A"));
        assertThat(roles.given("bare", List.of("A"))).containsExactly(new RoleGrant("buyer", From.MEMBERSHIP, "A"), new RoleGrant("guest", From.ACCOUNT, "A"),
                new RoleGrant("guest", From.MEMBERSHIP, "A"));
        assertThat(roles.rolesOf("bare", List.of("A"))).containsExactly("buyer", "guest");
        assertThat(roles.given("nobody", List.of("A"))).isEmpty();
    }

    @Test
    void anotherMembershipAccountOrRoleOfAnAccountHoldsFromTheNextQuestionOn() {
        member("M1", "complete", "B", "guest");
        roles.assignToAccount("A", Set.of("buyer"));
        assertThat(roles.rolesOf("complete", List.of("A"))).containsExactly("buyer");
        assertThat(roles.rolesOf("complete", List.of("B"))).containsExactly("guest");

        member("M1", "complete", "B", "buyer");
        assertThat(roles.rolesOf("complete", List.of("B"))).containsExactly("buyer");
        tables.write(HOUSE, Write.of(new Change.Delete("membership", "M1")));
        assertThat(roles.rolesOf("complete", List.of("B"))).isEmpty();
        roles.assignToAccount("A", Set.of());
        assertThat(roles.rolesOf("complete", List.of("A"))).isEmpty();
        roles.assign("complete", Set.of("guest"));
        contact("complete", Map.of("account", "B"));
        assertThat(roles.rolesOf("complete", List.of("A"))).isEmpty();
        assertThat(roles.rolesOf("complete", List.of("B"))).containsExactly("guest");
    }

    @Test
    void aContactThatLacksWhatARoleNeedsIsToldEachColumn() {
        assertThatThrownBy(() -> roles.assign("bare", Set.of("buyer"))).isInstanceOfSatisfying(TorgException.class, problem -> {
            assertThat(problem.kind()).isEqualTo(ProblemKind.INVALID);
            assertThat(problem.code()).isEqualTo("web-roles.contact-incomplete");
            assertThat(problem.fields()).extracting(FieldProblem::field).containsExactly("account", "country");
        });
        assertThat(roles.rolesOf("bare", List.of())).isEmpty();
    }

    @Test
    void unknownContactsAndRolesAreNotFound() {
        assertNotFound(() -> roles.assign("nobody", Set.of("guest")));
        assertNotFound(() -> roles.assign("complete", Set.of("king")));
        assertNotFound(() -> roles.assignToAccount("nosuch", Set.of("guest")));
        assertNotFound(() -> roles.assignToAccount("A", Set.of("king")));
    }

    @Test
    void aRoleThatTheSiteNoLongerDefinesCountsNoMore() {
        roles.assign("complete", Set.of("buyer", "guest"));

        sites.swap(source().without("roles/guest.yml"));

        assertThat(roles.rolesOf("complete", List.of())).containsExactly("buyer");
        assertThat(roles.keptOf("complete", List.of())).as("it comes back with its document").containsExactly("buyer", "guest");
    }

    @Test
    void whoWasGivenRolesIsAuditedAndToldToThePersonToo() {
        assertThat(new AuditedRoles().audited()).extracting(AuditedTables.Rule::table).containsExactly(AssignmentTable.OF_CONTACTS, AssignmentTable.OF_ACCOUNTS);
        assertThat(new AuditedRoles().audited()).extracting(AuditedTables.Rule::person).containsExactly(Optional.of("contact"), Optional.empty());
        assertThat(new AssignmentTable().kept()).extracting(PersonalData.Kept::table).containsExactly(AssignmentTable.OF_CONTACTS);
    }

    /** A site need not have main accounts, nor memberships with roles. */
    @Test
    void whatASiteDoesNotKeepGivesNoRole() {
        roles.assign("complete", Set.of("guest"));
        member("M1", "complete", "B", "buyer");
        sites.swap(source().document("tables/contact.yml", "{table: contact, key: id, columns: {id: {type: text}, country: {type: text}}}").without("roles/buyer.yml"));
        var withoutAccounts = new AssignedRoles(tables, sites);
        assertThat(withoutAccounts.rolesOf("complete", List.of())).containsExactly("guest");
        assertThat(withoutAccounts.rolesOf("complete", List.of("A"))).as("of no account").isEmpty();

        for (var column : List.of("account", "contact", "roles")) {
            var columns = new ArrayList<>(List.of("id: {type: text}", "account: {type: text}", "contact: {type: text}", "roles: {type: text}"));
            columns.removeIf(one -> one.startsWith(column));
            sites.swap(source().document("tables/membership.yml", "{table: membership, key: id, columns: {" + String.join(", ", columns) + "}}"));
            assertThat(new AssignedRoles(tables, sites).rolesOf("complete", List.of("B"))).as("memberships without '%s'", column).isEmpty();
        }
        sites.swap(source());
        assertThat(new AssignedRoles(tables, sites).rolesOf("complete", List.of("B"))).containsExactly("buyer");
    }

    static TestSource source() {
        return new TestSource()
                .document("tables/contact.yml", "{table: contact, key: id, columns: {id: {type: text}, account: {type: text}, country: {type: text}}}")
                .document("tables/account.yml", "{table: account, key: id, columns: {id: {type: text}}}")
                .document("tables/membership.yml", "{table: membership, key: id, columns: {id: {type: text}, account: {type: text}, contact: {type: text}, roles: {type: text}}}")
                .document("roles/buyer.yml", "{role: buyer, needs: [account, country]}")
                .document("roles/guest.yml", "role: guest");
    }

    private void member(String key, String contact, String account, String roles) {
        tables.write(HOUSE, Write.of(new Change.Put("membership", key, Map.of("contact", contact, "account", account, "roles", roles))));
    }

    private void contact(String key, Map<String, Object> values) {
        tables.write(HOUSE, Write.of(new Change.Put("contact", key, values)));
    }

    private static void assertNotFound(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(TorgException.class, problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.NOT_FOUND));
    }
}
