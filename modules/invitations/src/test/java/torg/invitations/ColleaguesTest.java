package torg.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.access.WebRole;
import torg.api.identity.Caller;
import torg.api.identity.Limits;
import torg.api.table.Change;
import torg.api.table.Row;
import torg.api.table.Write;
import torg.api.text.Text;
import torg.api.view.Model;
import torg.spi.identity.Admissions.Standing;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.spi.view.Component.Place;
import torg.testkit.Requests;

class ColleaguesTest {
    private final Portal portal = new Portal();

    @Test
    void aRepresentativeSeesThePeopleOfTheirAccountAndAnAdministratorEverybody() {
        assertThat(names(portal.maria)).containsExactly("Jane", "Maria", "Sam");
        assertThat(names(portal.ana)).containsExactly("Ana");
        assertThat(names(portal.nancy)).containsExactly("Ana", "Jane", "Maria", "Nancy", "Sam");
        assertThat(portal.colleagues.fill(get(portal.jane))).isEqualTo(new Filled.Hidden());
        assertThat(portal.colleagues.fill(get(Caller.ANONYMOUS))).isEqualTo(new Filled.Hidden());
    }

    @Test
    void aProgramForSomeTablesLooksAfterNobody() {
        assertThat(portal.colleagues.fill(get(portal.maria.within(new Limits(false, Set.of("contact"), new TreeSet<>()))))).isEqualTo(new Filled.Hidden());
    }

    @Test
    void whoIsLockedIsOutUntilLetInAgain() {
        assertDone(portal.maria, "lock", "A-2", "locked");
        assertThat(portal.door.standing("A-2")).isEqualTo(Standing.LOCKED);
        assertDone(portal.maria, "unlock", "A-2", "unlocked");
        assertThat(portal.door.standing("A-2")).isEqualTo(Standing.IN);
        assertDone(portal.maria, "remove", "A-2", "removed");
        assertThat(portal.door.standing("A-2")).isEqualTo(Standing.OUT);
        assertThat(portal.roles.rolesOf("A-2", List.of())).isEmpty();
        assertThat(portal.all(InvitationTables.DEED, "did", "doername", "name"))
                .extracting(row -> row.text("did").orElse("") + " " + row.text("name").orElse(""))
                .containsExactlyInAnyOrder("locked Jane", "unlocked Jane", "removed Jane");
    }

    @Test
    void whoIsRemovedHasNothingLeftThatWouldComeBack() {
        portal.put("membership", "M-1", Map.of("contact", "A-2", "account", "ANATR", "roles", "buyer"));
        assertDone(portal.maria, "remove", "A-2", "removed");

        assertThat(portal.all("membership")).isEmpty();
        assertThat(portal.tables.find(Portal.HOUSE, "test_role", "A-2")).isEmpty();
    }

    @Test
    void whoLacksWhatARoleNeedsIsToldWhatItIs() {
        portal.put("contact", "A-2", Map.of("currency", ""));

        assertThat(refused(act(portal.maria, "roles", "A-2", "representative")).get("problem").toString()).contains("currency");
        assertThat(portal.roles.rolesOf("A-2", List.of())).containsExactly("buyer");
        assertThat(portal.all(InvitationTables.DEED)).isEmpty();
    }

    @Test
    void whoComesInElsewhereIsNotInvitedToNoAccount() {
        assertThat(refusedForm(invite(portal.nancy, "ana@anatr.example", "buyer", "")).get("emailProblem"))
                .isEqualTo("Whoever has this address comes in already.");
    }

    @ParameterizedTest
    @CsvSource({"A-1", "B-1", "N-1", "nobody", "''"})
    void nobodyIsReachedWhoIsOneselfOfAnotherAccountOrNotThere(String contact) {
        for (var deed : List.of("lock", "unlock", "remove", "roles")) assertThat(act(portal.maria, deed, contact, "buyer")).as(deed)
                .isEqualTo(new Outcome.Redirect("/colleagues?done=nothing#c1"));
        assertThat(portal.all(InvitationTables.DEED)).isEmpty();
        assertThat(portal.roles.rolesOf("A-1", List.of())).containsExactly("representative");
    }

    @Test
    void whoHasARoleThatOneMayNotGiveStaysAsTheyAre() {
        portal.roles.assign("A-2", Set.of("administrator", "buyer"));

        for (var deed : List.of("lock", "remove", "roles")) assertThat(act(portal.maria, deed, "A-2", "buyer"))
                .isEqualTo(new Outcome.Redirect("/colleagues?done=nothing#c1"));
        assertDone(portal.nancy, "lock", "A-2", "locked");
    }

    @Test
    void whoIsMoreElsewhereStaysAsTheyAre() {
        portal.put("membership", "M-1", Map.of("contact", "A-2", "account", "ANATR", "roles", "administrator"));

        for (var deed : List.of("lock", "remove", "roles")) {
            assertThat(act(portal.maria, deed, "A-2", "buyer")).isEqualTo(new Outcome.Redirect("/colleagues?done=nothing#c1"));
        }
        assertDone(portal.nancy, "lock", "A-2", "locked");
    }

    @Test
    void rolesAreGivenAsFarAsTheInviterMayGiveThem() {
        assertThat(act(portal.maria, "roles", "A-2", "representative")).isEqualTo(new Outcome.Redirect("/colleagues?done=roles#c1"));
        assertThat(portal.roles.rolesOf("A-2", List.of())).containsExactly("representative");
        assertThat(act(portal.maria, "roles", "A-2", "administrator")).isEqualTo(new Outcome.Redirect("/colleagues?done=nothing#c1"));
        assertThat(portal.roles.rolesOf("A-2", List.of())).containsExactly("representative");
    }

    @ParameterizedTest
    @ValueSource(strings = {"administrator", "unknown", ""})
    void nobodyInvitesBeyondTheirOwnRoles(String role) {
        assertThat(refusedForm(invite(portal.maria, "kim@alfki.example", role, "")).has("rolesProblem")).isTrue();
        assertThat(portal.all("test_mail")).isEmpty();
    }

    @Test
    void nobodyInvitesToAnotherAccount() {
        assertThat(refusedForm(invite(portal.maria, "kim@alfki.example", "buyer", "ANATR")).get("accountProblem")).isEqualTo("There is no such account.");
        assertThat(refusedForm(invite(portal.nancy, "kim@alfki.example", "buyer", "NOWHERE")).get("accountProblem")).isEqualTo("There is no such account.");
        assertThat(invite(portal.nancy, "kim@anatr.example", "buyer", "ANATR")).isEqualTo(new Outcome.Redirect("/colleagues?done=invited#c1"));
    }

    @Test
    void whatTheRolesNeedIsAskedBeforeTheInvitationLeaves() {
        portal.roles.defined.put("payer", new WebRole("payer", Text.of("Payer"), Text.of(""), List.of("language"), Set.of(), Set.of()));
        portal.roles.defined.put("representative", new WebRole("representative", Text.of("Representative"), Text.of(""), List.of(), Set.of("payer"), Set.of()));

        assertThat(refusedForm(invite(portal.maria, "kim@alfki.example", "payer", "")).get("emailProblem").toString()).contains("language");
        portal.put("account", "ALFKI", Map.of("language", "nb"));
        assertThat(invite(portal.maria, "kim@alfki.example", "payer", "")).isEqualTo(new Outcome.Redirect("/colleagues?done=invited#c1"));
        assertThat(portal.all("test_mail", "subject", "link").getFirst().text("subject")).contains("Maria inviterer deg til Test site");
        assertThat(portal.all("test_mail", "link").getFirst().text("link").orElse("")).startsWith("/nb/invitation#");
    }

    @Test
    void whoComesInAlreadyIsNotInvited() {
        assertThat(refusedForm(invite(portal.maria, "JANE@alfki.example", "buyer", "")).get("emailProblem"))
                .isEqualTo("Whoever has this address comes in already.");
    }

    @Test
    void theContactOfAnotherAccountIsInvitedLikeAStranger() {
        assertThat(invite(portal.maria, "ana@anatr.example", "buyer", "")).isEqualTo(invite(portal.maria, "stranger@anatr.example", "buyer", ""));
    }

    @Test
    void anotherAccountsInvitationIsNotThere() {
        invite(portal.ana, "kim@anatr.example", "buyer", "");
        var hash = new Code(portal.code("kim@anatr.example")).hash();

        assertThat(act(portal.maria, "revoke", hash, "")).isEqualTo(new Outcome.Redirect("/colleagues?done=nothing#c1"));
        assertThat(refused(act(portal.maria, "again", hash, "")).has("problem")).isTrue();
        assertThat(model(portal.maria).plain().toString()).doesNotContain("kim@anatr.example");
    }

    @Test
    void whoseAccountTheErpTookAwayIsNotTheSeller() {
        invite(portal.ana, "kim@anatr.example", "buyer", "");
        var hash = new Code(portal.code("kim@anatr.example")).hash();
        portal.put("membership", "M-1", Map.of("contact", "A-2", "account", "ANATR", "roles", "buyer"));
        portal.tables.write(Portal.HOUSE, Write.of(new Change.Update("contact", "A-1", Map.of("account", ""))));
        var cleared = portal.door.callerOf("A-1").orElseThrow();
        assertThat(cleared.accounts()).isEmpty();

        var seen = model(cleared);
        for (var list : List.of("open", "trail", "members")) assertThat((List<?>) seen.get(list)).as(list).isEmpty();
        assertThat(act(cleared, "revoke", hash, "")).isEqualTo(new Outcome.Redirect("/colleagues?done=nothing#c1"));
        assertThat(act(cleared, "end", "M-1", "")).isEqualTo(new Outcome.Redirect("/colleagues?done=nothing#c1"));
        for (var account : List.of("", "ANATR")) {
            assertThat(refusedForm(invite(cleared, "lee@alfki.example", "buyer", account)).get("accountProblem")).isEqualTo("There is no such account.");
        }
        assertThat((List<?>) model(portal.nancy).get("open")).hasSize(1);
    }

    @Test
    void nobodyFloodsPeopleWithInvitations() {
        for (var i = 0; i < 30; i++) invite(portal.maria, "kim" + i + "@alfki.example", "buyer", "");

        assertThat(refusedForm(invite(portal.maria, "one.more@alfki.example", "buyer", "")).get("emailProblem").toString()).startsWith("There were too many");
        assertThat(portal.all("test_mail")).hasSize(30);
    }

    @Test
    void whatSomebodyFromElsewhereDoesForTheAccountEnds() {
        portal.put("membership", "M-1", Map.of("contact", "B-1", "account", "ALFKI", "roles", "buyer"));
        portal.put("membership", "M-2", Map.of("contact", "B-1", "account", "ALFKI", "roles", "administrator"));

        assertThat(((List<?>) model(portal.maria).get("members"))).hasSize(2);
        assertThat((List<?>) model(portal.ana).get("members")).isEmpty();
        for (var whom : List.of("M-1", "nothing")) assertThat(act(portal.ana, "end", whom, "")).isEqualTo(new Outcome.Redirect("/colleagues?done=nothing#c1"));
        assertThat(act(portal.maria, "end", "M-2", "")).isEqualTo(new Outcome.Redirect("/colleagues?done=nothing#c1"));
        assertDone(portal.maria, "end", "M-1", "ended");
        assertThat(portal.all("membership")).extracting(Row::key).containsExactly("M-2");
        assertThat(portal.roles.rolesOf("B-1", List.of())).containsExactly("representative");
    }

    @Test
    void whoHasMoreThanOneMayGiveIsNotInvitedToLess() {
        portal.roles.assign(portal.sam, Set.of("administrator"));

        assertThat(refusedForm(invite(portal.maria, "sam@alfki.example", "buyer", "")).get("emailProblem").toString()).startsWith("This person has web roles");
        assertThat(portal.all("test_mail")).isEmpty();
    }

    @Test
    void whatIsWrongWithAGroupStandsAtItsForm() {
        var model = refused(portal.colleagues.act(post(portal.maria).form("do", "invite").form("kind", "group").form("most", "500").form("roles", "buyer")
                .place("")));
        var several = (Model) model.get("several");

        assertThat(several.get("mostProblem")).isEqualTo("Choose 2 to 200 people.");
        assertThat(several.get("most")).isEqualTo("500");
        assertThat(several.plain().get("roles").toString()).contains("value=buyer, words=The buyer, checked=true");
        assertThat(((Model) model.get("one")).has("typed")).isFalse();
    }

    @Test
    void whomToRemoveIsAskedBeforeItIsDone() {
        var asked = (Filled.Shown) portal.colleagues.fill(Requests.get(portal.sites.current(), "/colleagues").as(portal.maria).query("remove", "A-2").place(""));
        assertThat(((Model) asked.model().get("asked")).get("name")).isEqualTo("Jane");
        for (var who : List.of("A-1", "B-1", "nobody")) {
            var other = (Filled.Shown) portal.colleagues.fill(Requests.get(portal.sites.current(), "/colleagues").as(portal.maria).query("remove", who).place(""));
            assertThat(other.model().has("asked")).as(who).isFalse();
        }
        assertThat(portal.door.standing("A-2")).isEqualTo(Standing.IN);
    }

    @Test
    void inactiveContactsAreGone() {
        portal.tables.write(Portal.HOUSE, Write.of(new Change.Update("contact", "A-2", Map.of("inactive", true))));

        assertThat(names(portal.maria)).containsExactly("Maria", "Sam");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lock", "unlock", "remove", "end", "roles"})
    void whoProvedItLongAgoProvesItBeforeAnythingIsDoneToSomebody(String deed) {
        portal.put("membership", "M-1", Map.of("account", "ALFKI", "contact", "B-1"));
        portal.fresh = false;
        assertThat(act(portal.maria, deed, deed.equals("end") ? "M-1" : "A-2", "representative")).isEqualTo(new Outcome.Redirect("/prove?return=%2Fcolleagues%23c1"));

        assertThat(portal.door.standing("A-2")).isEqualTo(Standing.IN);
        assertThat(portal.roles.rolesOf("A-2", List.of())).containsExactly("buyer");
        assertThat(portal.all("membership")).hasSize(1);
    }

    private void assertDone(Caller who, String deed, String whom, String said) {
        assertThat(act(who, deed, whom, "")).isEqualTo(new Outcome.Redirect("/colleagues?done=" + said + "#c1"));
    }

    private Outcome act(Caller who, String deed, String whom, String role) {
        return portal.colleagues.act(post(who).form("do", deed).form("who", whom).form("roles", role).place(""));
    }

    private Outcome invite(Caller who, String email, String role, String account) {
        return portal.colleagues.act(post(who).form("do", "invite").form("email", email).form("roles", role).form("account", account)
                .place(""));
    }

    /** What the form for one person says is wrong. */
    private static Model refusedForm(Outcome outcome) {
        return (Model) refused(outcome).get("one");
    }

    private static Model refused(Outcome outcome) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Show.class, show -> assertThat(show.status()).isEqualTo(422));
        return ((Filled.Shown) ((Outcome.Show) outcome).filled()).model();
    }

    private Requests post(Caller who) {
        return Requests.post(portal.sites.current(), "/colleagues").as(who);
    }

    private Place get(Caller who) {
        return Requests.get(portal.sites.current(), "/colleagues").as(who).place("");
    }

    private Model model(Caller who) {
        return ((Filled.Shown) portal.colleagues.fill(get(who))).model();
    }

    private List<String> names(Caller who) {
        return ((List<?>) model(who).get("people")).stream().map(person -> ((Model) person).get("name").toString()).toList();
    }
}
