package torg.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import torg.api.identity.RoleGrant;
import torg.api.identity.RoleGrant.From;
import torg.api.problem.FieldProblem;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.spi.access.WebRoles;

/**
 * What every {@link WebRoles} answers. Whoever runs it makes a site with the roles {@code buyer}, which needs the contact's {@code country}, and {@code guest}; the accounts
 * {@code A} and {@code B}; the contacts {@code complete}, of account A and with a country, and {@code bare}, of account A and without; and nobody has a role.
 */
public interface WebRolesContract {
    /** The roles under test, over such a site. */
    WebRoles roles();

    @Test
    default void rolesThatDocumentsDefineAreThereInOrder() {
        var defined = roles().defined();
        assertThat(defined).containsSubsequence("buyer", "guest");
        assertThatThrownBy(() -> defined.add("king")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    default void aContactHasExactlyWhatItWasGivenLast() {
        var roles = roles();
        assertThat(roles.given("complete", List.of("A"))).isEmpty();
        for (var given : List.of(Set.of("buyer", "guest"), Set.of("guest"), Set.<String>of())) {
            roles.assign("complete", given);
            assertThat(roles.rolesOf("complete", List.of("A"))).containsExactlyInAnyOrderElementsOf(given);
            assertThat(roles.given("complete", List.of("A"))).extracting(RoleGrant::role).isSorted();
            assertThat(roles.given("complete", List.of("A"))).allSatisfy(grant -> assertThat(grant).isEqualTo(new RoleGrant(grant.role(), From.CONTACT, "complete")));
            assertThat(roles.rolesOf("bare", List.of("A"))).as("another contact of the account").isEmpty();
        }
    }

    @Test
    default void whatAContactWasGivenIsNotCarriedToAnotherAccount() {
        var roles = roles();
        roles.assign("complete", Set.of("buyer"));
        assertThat(roles.rolesOf("complete", List.of("B"))).isEmpty();
        assertThat(roles.rolesOf("complete", List.of("A"))).containsExactly("buyer");
    }

    @Test
    default void whatAnAccountWasGivenCountsForAllOfItsPeopleWhileItStands() {
        var roles = roles();
        roles.assignToAccount("A", Set.of("guest"));
        for (var contact : List.of("complete", "bare")) assertThat(roles.given(contact, List.of("A"))).containsExactly(new RoleGrant("guest", From.ACCOUNT, "A"));
        assertThat(roles.rolesOf("complete", List.of("B"))).isEmpty();
        roles.assignToAccount("A", Set.of());
        for (var contact : List.of("complete", "bare")) assertThat(roles.rolesOf(contact, List.of("A"))).isEmpty();
    }

    @Test
    default void aContactThatLacksWhatARoleNeedsIsNotGivenIt() {
        var roles = roles();
        var refused = assertKind(ProblemKind.INVALID, "web-roles.contact-incomplete", () -> roles.assign("bare", Set.of("buyer")));
        assertThat(refused.fields()).extracting(FieldProblem::field).containsExactly("country");
        assertThat(roles.rolesOf("bare", List.of("A"))).isEmpty();
    }

    @Test
    default void anExchangeTakesAndGivesWhatItNamesAndNothingElse() {
        var roles = roles();
        roles.assign("complete", Set.of("guest"));
        roles.exchange("complete", Set.of("buyer"), Set.of("buyer"));
        assertThat(roles.rolesOf("complete", List.of("A"))).containsExactly("buyer", "guest");
        roles.exchange("complete", Set.of("guest", "nosuch"), Set.of());
        assertThat(roles.rolesOf("complete", List.of("A"))).containsExactly("buyer");

        roles.assign("bare", Set.of("guest"));
        assertKind(ProblemKind.INVALID, "web-roles.contact-incomplete", () -> roles.exchange("bare", Set.of("guest"), Set.of("buyer")));
        assertKind(ProblemKind.NOT_FOUND, "web-roles.unknown-role", () -> roles.exchange("bare", Set.of("guest"), Set.of("nosuch")));
        assertKind(ProblemKind.NOT_FOUND, "web-roles.no-contact", () -> roles.exchange("nobody", Set.of(), Set.of("guest")));
        assertThat(roles.rolesOf("bare", List.of("A"))).as("nothing is changed").containsExactly("guest");
    }

    @Test
    default void whatIsNotThereIsGivenToNobody() {
        var roles = roles();
        assertKind(ProblemKind.NOT_FOUND, "web-roles.unknown-role", () -> roles.assign("complete", Set.of("guest", "nosuch")));
        assertKind(ProblemKind.NOT_FOUND, "web-roles.unknown-role", () -> roles.assignToAccount("A", Set.of("nosuch")));
        assertKind(ProblemKind.NOT_FOUND, "web-roles.no-contact", () -> roles.assign("nobody", Set.of("guest")));
        assertKind(ProblemKind.NOT_FOUND, "web-roles.no-account", () -> roles.assignToAccount("Z", Set.of("guest")));
        assertThat(roles.rolesOf("complete", List.of("A"))).isEmpty();
        assertThat(roles.given("nobody", List.of("A"))).isEmpty();
    }

    private static TorgException assertKind(ProblemKind kind, String code, ThrowingCallable call) {
        var thrown = new TorgException[1];
        assertThatThrownBy(call).isInstanceOfSatisfying(TorgException.class, e -> {
            assertThat(e.kind()).isEqualTo(kind);
            assertThat(e.code()).isEqualTo(code);
            thrown[0] = e;
        });
        return thrown[0];
    }
}
