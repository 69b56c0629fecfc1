package torg.identity.local.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.identity.RoleGrant;
import torg.api.table.Change;
import torg.api.table.Write;
import torg.identity.local.Portal;
import torg.identity.local.component.SignIn;
import torg.spi.identity.Identity.Account;
import torg.spi.identity.Identity.Entry;
import torg.spi.identity.Identity.Session;
import torg.spi.view.Component;
import torg.spi.view.Component.Outcome;
import torg.testkit.Requests;

/** Jane's main account is A; she is a member of B and C as well. */
class MembershipsTest {
    private final Portal portal = new Portal();
    private String token;

    @BeforeEach
    void janeIsAMemberOfThree() {
        for (var name : List.of("A", "B", "C", "D")) portal.put("account", name, Map.of("name", "Company " + name));
        portal.put("membership", "M1", Map.of("account", "C", "contact", "A-1"));
        portal.put("membership", "M2", Map.of("account", "B", "contact", "A-1"));
        token = ((Entry.Granted) portal.identity.signIn("jane@a.example", Portal.PASSWORD, "127.0.0.1")).token();
    }

    @Test
    void aSessionBeginsForTheMainAccountAndKnowsTheOthers() {
        assertThat(jane().accounts()).containsExactly("A");
        assertThat(portal.identity.accountsOf(jane())).containsExactly(new Account("A", "Company A"), new Account("B", "Company B"), new Account("C", "Company C"));
        assertThat(portal.identity.accountsOf(Caller.ANONYMOUS)).isEmpty();
    }

    @Test
    void anotherAccountHoldsFromTheNextRequestOnForThisSessionAlone() {
        var elsewhere = ((Entry.Granted) portal.identity.signIn("jane@a.example", Portal.PASSWORD, "127.0.0.1")).token();

        assertThat(portal.identity.actFor(jane(), session().csrf(), "B")).isTrue();

        assertThat(jane().accounts()).containsExactly("B");
        assertThat(portal.identity.whoIs(elsewhere, Portal.HERE).orElseThrow().caller().accounts()).containsExactly("A");
        assertThat(portal.identity.accountsOf(jane())).extracting(Account::key).containsExactly("A", "B", "C");
    }

    @Test
    void nobodyActsForAnAccountOfOthers() {
        for (var other : List.of("D", "nosuch", "")) assertThat(portal.identity.actFor(jane(), session().csrf(), other)).as(other).isFalse();
        assertThat(portal.identity.actFor(jane(), "another session's", "B")).isFalse();
        assertThat(portal.identity.actFor(Caller.ANONYMOUS, session().csrf(), "B")).isFalse();
        assertThat(jane().accounts()).containsExactly("A");
    }

    @Test
    void whoIsNoMemberAnyMoreActsForTheMainAccount() {
        portal.identity.actFor(jane(), session().csrf(), "B");

        portal.tables.write(Portal.HOUSE, Write.of(new Change.Delete("membership", "M2")));

        assertThat(jane().accounts()).containsExactly("A");
        assertThat(portal.identity.accountsOf(jane())).extracting(Account::key).containsExactly("A", "C");
        assertThat(portal.identity.callerOf("A-1", "B")).isEmpty();
    }

    @Test
    void whoMovesToAnotherAccountActsForIt() {
        portal.contact("A-1", Map.of("account", "D"));

        assertThat(jane().accounts()).containsExactly("D");
        assertThat(portal.identity.callerOf("A-1", "A")).isEmpty();
    }

    @Test
    void rolesAreThoseOfTheAccountActedFor() {
        portal.roles.assignToAccount("B", Set.of("payer"));
        assertThat(jane().hasRole("payer")).isFalse();

        portal.identity.actFor(jane(), session().csrf(), "B");

        assertThat(jane().hasRole("payer")).isTrue();
        assertThat(portal.identity.rolesOf(jane())).containsExactly(new RoleGrant("payer", RoleGrant.From.ACCOUNT, "B"));
        assertThat(portal.identity.callerOf("A-1", "B").orElseThrow().hasRole("payer")).isTrue();
        assertThat(portal.identity.callerOf("A-1").orElseThrow().hasRole("payer")).isFalse();
    }

    @Test
    void anAccountIsShownByItsNameOfToday() {
        portal.identity.accountsOf(jane());

        portal.put("account", "B", Map.of("name", "Zeta"));

        assertThat(portal.identity.accountsOf(jane())).extracting(Account::name).containsExactly("Company A", "Company C", "Zeta");
    }

    @Test
    void aButtonOfThePageChangesTheAccount() {
        var signIn = new SignIn(portal.identity);
        portal.session("here", "A-1", "csrf-of-Jane");

        assertThat(signIn.act(press("D"))).isEqualTo(new Outcome.Redirect("/"));
        assertThat(chosen("here")).isEmpty();
        assertThat(signIn.act(press("B"))).isEqualTo(new Outcome.Redirect("/"));
        assertThat(chosen("here")).contains("B");
    }

    private Component.Place press(String account) {
        return Requests.post(portal.sites.current(), "/sign-in").as(jane()).form("action", "act-for").form("account", account).place("");
    }

    private Optional<String> chosen(String session) {
        return portal.tables.find(Portal.HOUSE, IdentityTables.SESSION, session).flatMap(row -> row.text("account"));
    }

    private Session session() {
        return portal.identity.whoIs(token, Portal.HERE).orElseThrow();
    }

    private Caller jane() {
        return session().caller();
    }
}
