package torg.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.access.WebRole;
import torg.api.identity.Caller;
import torg.api.table.Row;
import torg.api.text.Text;
import torg.api.view.Model;
import torg.spi.identity.Admissions.Standing;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.testkit.Requests;

class InvitationTest {
    private static final String KIM = "kim@alfki.example";
    private final Portal portal = new Portal();

    @Test
    void whoeverIsInvitedComesInOnceWithWhatTheInviterGave() {
        assertThat(invite(portal.maria, KIM, "buyer")).isEqualTo(new Outcome.Redirect("/colleagues?done=invited#c1"));
        var code = portal.code(KIM);

        var offer = shown(look(code), 200);
        assertThat(offer.plain().toString()).contains("Maria invites you to act for ALFKI Ltd.", "The buyer", KIM);
        assertThat(redeem(code)).isEqualTo(new Outcome.SignedIn("token", "/"));

        var kim = portal.door.callerOf(portal.door.holder(KIM).orElseThrow()).orElseThrow();
        assertThat(kim.accounts()).containsExactly("ALFKI");
        assertThat(kim.roles()).containsExactly("authenticated", "buyer");
        assertThat(kim.name()).isEqualTo("Kim Lund");
        assertThat(portal.tables.find(Portal.HOUSE, "contact", kim.contact().orElseThrow()).orElseThrow().cells()).containsEntry("currency", "EUR")
                .containsEntry("email", KIM);
        assertThat(portal.tables.outbox()).extracting(delivery -> delivery.toString()).anyMatch(text -> text.contains(kim.contact().orElseThrow()));
        assertBad(redeem(code));
    }

    @ParameterizedTest
    @CsvSource({"Maria Anders,Maria Anders", "You won! https://prize.example/win,ALFKI Ltd", "Call 555-0100 at once because your account will be closed otherwise today,ALFKI Ltd"})
    void nothingButANameOfTheInviterIsWrittenToStrangers(String name, String written) {
        portal.contact("A-1", name, "maria@alfki.example", "ALFKI");
        invite(portal.door.callerOf("A-1").orElseThrow(), KIM, "buyer");

        assertThat(portal.all("test_mail", "subject")).singleElement().satisfies(mail -> assertThat(mail.text("subject").orElse("")).startsWith(written + " "));
    }

    @Test
    void whatHappenedIsWrittenDown() {
        invite(portal.maria, KIM, "buyer");
        redeem(portal.code(KIM));

        var deeds = portal.all(InvitationTables.DEED, "did", "doername", "name", "account", "place");
        assertThat(deeds).extracting(row -> row.text("did").orElse("") + " " + row.text("doername").orElse("") + " " + row.text("account").orElse("") + " "
                + row.text("place").orElse(""))
                .containsExactlyInAnyOrder("invited Maria ALFKI ", "redeemed Kim Lund ALFKI 127.0.0.1");
    }

    @Test
    void nothingThatIsKeptLetsAnybodyIn() {
        invite(portal.maria, KIM, "buyer");
        var code = portal.code(KIM);

        assertThat(portal.all(InvitationTables.INVITATION, Invitation.COLUMNS).toString() + portal.all(InvitationTables.DEED, "invitation"))
                .doesNotContain(code);
        assertBad(look(portal.all(InvitationTables.INVITATION).getFirst().key()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "<script>alert(1)</script>"})
    void everyBadCodeIsTheSameAnswer(String code) {
        assertBad(look(code));
        assertBad(redeem(code));
    }

    @Test
    void whatRanOutLongAgoIsTakenAwayAndWhatWasDoneIsKept() {
        invite(portal.maria, KIM, "buyer");
        portal.clock.pass(Duration.ofDays(14 + 89));
        invite(portal.maria, "lee@alfki.example", "buyer");
        assertThat(portal.all(InvitationTables.INVITATION)).hasSize(2);
        portal.clock.pass(Duration.ofDays(2));

        invite(portal.maria, "mo@alfki.example", "buyer");

        assertThat(portal.all(InvitationTables.INVITATION, "email")).extracting(row -> row.text("email").orElseThrow()).containsExactlyInAnyOrder("lee@alfki.example", "mo@alfki.example");
        assertThat(portal.all(InvitationTables.DEED, "name")).extracting(row -> row.text("name").orElseThrow()).contains(KIM);
    }

    @Test
    void anInvitationEnds() {
        invite(portal.maria, KIM, "buyer");
        var expired = portal.code(KIM);
        portal.clock.pass(Duration.ofDays(15));
        assertBad(look(expired));

        invite(portal.maria, KIM, "buyer");
        var revoked = portal.code(KIM);
        assertThat(act(portal.maria, "revoke", new Code(revoked).hash())).isEqualTo(new Outcome.Redirect("/colleagues?done=revoked#c1"));
        assertBad(look(revoked));

        invite(portal.maria, KIM, "buyer");
        var first = portal.code(KIM);
        assertThat(act(portal.maria, "again", new Code(first).hash())).isEqualTo(new Outcome.Redirect("/colleagues?done=invited#c1"));
        assertBad(look(first));
        shown(look(portal.code(KIM)), 200);
    }

    @Test
    void itIsGoodOnlyWhileTheInviterMayInvite() {
        invite(portal.maria, KIM, "representative");
        var code = portal.code(KIM);
        portal.roles.assign("A-1", Set.of("buyer"));
        assertBad(look(code));
        portal.roles.assign("A-1", Set.of("representative"));
        shown(look(code), 200);
        portal.put("test_door", "A-1", Map.of("locked", true));
        assertBad(redeem(code));
    }

    @Test
    void anAdministratorsInvitationToNoAccountIsGoodOnlyWhileTheyAreOne() {
        portal.roles.defined.put("clerk", new WebRole("clerk", Text.of("Clerk"), Text.of(""), List.of(), Set.of(), Set.of()));
        for (var role : List.of("administrator", "representative")) {
            portal.roles.defined.put(role, new WebRole(role, Text.of(role), Text.of(""), List.of(), Set.of("clerk"), Set.of()));
        }
        invite(portal.nancy, "lee@northwind.example", "clerk");
        var code = portal.code("lee@northwind.example");
        portal.roles.assign("N-1", Set.of("representative"));
        assertBad(look(code));
        portal.roles.assign("N-1", Set.of("administrator"));
        shown(look(code), 200);
    }

    @Test
    void oneOfTwoWhoRedeemAtOnceComesIn() {
        invite(portal.maria, KIM, "buyer");
        var redeeming = new Redeeming(portal.tables, portal.door, portal.door, portal.roles, portal.clock);
        var offer = redeeming.offer(portal.sites.current(), new Code(portal.code(KIM))).orElseThrow();
        var coming = new Redeeming.Coming("Kim", "Lund", Portal.PASSWORD, "127.0.0.1");

        assertThat(List.of(redeeming.newcomer(offer, coming), redeeming.newcomer(offer, coming))).containsExactly(true, false);
        assertThat(portal.all("contact", "email")).filteredOn(row -> row.text("email").equals(Optional.of(KIM))).hasSize(1);
    }

    @Test
    void whomTheErpHasAlreadyKeepsTheirRowAndHasTheRolesOfTheInvitationAlone() {
        portal.roles.assign(portal.sam, Set.of("representative"));
        invite(portal.maria, "sam@alfki.example", "buyer");
        assertThat(redeem(portal.code("sam@alfki.example"))).isInstanceOf(Outcome.SignedIn.class);

        assertThat(portal.door.holder("sam@alfki.example")).contains(portal.sam);
        assertThat(portal.roles.rolesOf(portal.sam, List.of())).containsExactly("buyer");
    }

    @Test
    void whomTheErpBroughtMeanwhileKeepsTheirRow() {
        invite(portal.maria, KIM, "buyer");
        var code = portal.code(KIM);
        portal.contact("A-9", "Kim", "Kim@alfki.example", "ALFKI");

        assertThat(redeem(code)).isInstanceOf(Outcome.SignedIn.class);
        assertThat(portal.door.holder(KIM)).contains("A-9");
        assertThat(portal.all("contact", "firstname")).filteredOn(row -> row.text("firstname").isPresent()).isEmpty();
    }

    @Test
    void whoHasMoreMeanwhileThanTheInviterMayGiveIsNotTakenOver() {
        invite(portal.maria, "sam@alfki.example", "buyer");
        var code = portal.code("sam@alfki.example");
        portal.roles.assign(portal.sam, Set.of("administrator"));
        assertBad(redeem(code));
        portal.roles.assign(portal.sam, Set.of());
        portal.put("membership", "M-9", Map.of("contact", portal.sam, "account", "ANATR", "roles", "administrator"));
        assertBad(redeem(code));

        assertThat(portal.door.standing(portal.sam)).isEqualTo(Standing.OUT);
        assertThat(portal.roles.rolesOf(portal.sam, List.of())).isEmpty();
    }

    @Test
    void whoseAddressIsAnotherByNowIsNotTakenOver() {
        invite(portal.maria, "sam@alfki.example", "buyer");
        portal.put("contact", portal.sam, Map.of("email", "sam.new@alfki.example"));

        assertBad(redeem(portal.code("sam@alfki.example")));
        assertThat(portal.door.standing(portal.sam)).isEqualTo(Standing.OUT);
    }

    @Test
    void whoActsForTheAccountByNowComesInAsTheyAre() {
        invite(portal.maria, "ana@anatr.example", "buyer");
        portal.put("membership", "M-9", Map.of("contact", "B-1", "account", "ALFKI", "roles", "representative"));
        var code = portal.code("ana@anatr.example");

        assertThat(redeem(code, Map.of("password", Portal.PASSWORD))).isEqualTo(new Outcome.SignedIn("token", "/"));
        assertThat(portal.all("membership", "roles")).extracting(row -> row.text("roles")).containsExactly(Optional.of("representative"));
        assertBad(look(code));
    }

    @Test
    void nobodyEndsAnInvitationThatTheyCouldNotHaveGiven() {
        portal.colleagues.act(post(portal.nancy, "do", "invite", "email", KIM, "roles", "administrator", "account", "ALFKI"));
        var theirs = portal.code(KIM);
        invite(portal.maria, KIM, "buyer");
        var hers = portal.code(KIM);
        var group = group();
        join(group, KIM);

        for (var code : List.of(theirs, hers, portal.code(KIM))) shown(look(code), 200);
    }

    @Test
    void whoJoinsAGroupUsesUpNothingOfTheInvitersOwn() {
        var group = group();
        join(group, KIM);
        join(group, "lee@alfki.example");
        for (var i = 0; i < 29; i++) assertThat(invite(portal.maria, "kim" + i + "@alfki.example", "buyer")).isInstanceOf(Outcome.Redirect.class);
        shown(invite(portal.maria, "one.more@alfki.example", "buyer"), 422);
    }

    private String group() {
        return shown(portal.colleagues.act(post(portal.maria, "do", "invite", "kind", "group", "most", "9", "roles", "buyer")), 200).get("made").toString()
                .replaceAll(".*#", "");
    }

    private void join(String group, String email) {
        shown(redeem(group, Map.of("email", email, "firstname", "Kim", "lastname", "Lund")), 200);
    }

    @Test
    void whoComesInElsewhereShowsItWithTheirPasswordAndActsForBoth() {
        invite(portal.maria, "ana@anatr.example", "buyer");
        var code = portal.code("ana@anatr.example");

        assertThat(shown(look(code), 200).plain().toString()).contains("known=true");
        assertThat(shown(redeem(code, Map.of("password", "something else")), 422).get("passwordProblem")).isEqualTo("This is not your password.");
        assertThat(redeem(code, Map.of("password", Portal.PASSWORD))).isEqualTo(new Outcome.SignedIn("token", "/"));
        assertThat(portal.all("membership", "contact", "account", "roles")).singleElement().extracting(Row::cells)
                .isEqualTo(Map.of("id", "M001", "contact", "B-1", "account", "ALFKI", "roles", "buyer"));
        assertThat(portal.roles.rolesOf("B-1", List.of())).containsExactly("representative");
    }

    @Test
    void whoHasASecondFactorIsAskedForACodeBeforeOneIsTried() {
        portal.door.factors.add("B-1");
        invite(portal.maria, "ana@anatr.example", "buyer");
        var code = portal.code("ana@anatr.example");

        assertThat(shown(redeem(code, Map.of("password", Portal.PASSWORD)), 422).has("factorProblem")).isTrue();
        assertThat(shown(redeem(code, Map.of("password", Portal.PASSWORD, "factor", " ")), 422).has("factorProblem")).isTrue();
        assertThat(portal.door.codes).isEmpty();
        assertThat(shown(redeem(code, Map.of("password", Portal.PASSWORD, "factor", "000000")), 422).has("factorProblem")).isTrue();
        assertThat(portal.all("membership")).isEmpty();
        assertThat(redeem(code, Map.of("password", Portal.PASSWORD, "factor", Portal.Door.CODE))).isEqualTo(new Outcome.SignedIn("token", "/"));
        assertThat(portal.all("membership")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"password,short,passwordProblem", "repeated,another one,repeatedProblem", "firstname,'',firstnameProblem", "lastname,<b>,lastnameProblem"})
    void whatIsMissingIsSaidAndNothingHappens(String field, String value, String problem) {
        invite(portal.maria, KIM, "buyer");
        var code = portal.code(KIM);
        var fields = new HashMap<>(all());
        fields.put(field, value);

        assertThat(shown(redeem(code, fields), 422).has(problem)).isTrue();
        assertThat(portal.door.holder(KIM)).isEmpty();
        assertThat(redeem(code)).isInstanceOf(Outcome.SignedIn.class);
    }

    @Test
    void aGroupsCodeLetsPeopleInviteThemselvesUntilItIsUsedUp() {
        var made = shown(portal.colleagues.act(post(portal.maria, "do", "invite", "kind", "group", "most", "2", "roles", "buyer")), 200)
                .get("made").toString();
        assertThat(made).startsWith("https://portal.example/invitation#");
        var group = made.replaceAll(".*#", "");

        assertThat(shown(redeem(group, Map.of("email", KIM, "firstname", "Kim", "lastname", "Lund")), 200).get("written").toString()).contains(KIM);
        assertThat(redeem(portal.code(KIM))).isInstanceOf(Outcome.SignedIn.class);
        shown(redeem(group, Map.of("email", KIM, "firstname", "Kim", "lastname", "Lund")), 200);
        assertThat(portal.all("test_mail")).hasSize(1);
        shown(redeem(group, Map.of("email", "lee@alfki.example", "firstname", "Lee", "lastname", "Wu")), 200);
        assertBad(look(group));
        assertThat(portal.all("test_mail")).hasSize(2);
    }

    @Test
    void whoTriesTooManyCodesWaits() {
        invite(portal.maria, KIM, "buyer");
        for (var i = 0; i < 15; i++) assertBad(look("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));

        shown(look(portal.code(KIM)), 429);
    }

    private void assertBad(Outcome outcome) {
        assertThat(shown(outcome, 422)).isEqualTo(shown(look("none"), 422));
    }

    private static Model shown(Outcome outcome, int status) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Show.class, show -> assertThat(show.status()).as(show.toString()).isEqualTo(status));
        return ((Filled.Shown) ((Outcome.Show) outcome).filled()).model();
    }

    private Outcome invite(Caller who, String email, String role) {
        return portal.colleagues.act(post(who, "do", "invite", "email", email, "roles", role));
    }

    private Outcome act(Caller who, String deed, String whom) {
        return portal.colleagues.act(post(who, "do", deed, "who", whom));
    }

    private torg.spi.view.Component.Place post(Caller who, String... fields) {
        var post = Requests.post(portal.sites.current(), "/colleagues").as(who);
        for (var i = 0; i < fields.length; i += 2) post.form(fields[i], fields[i + 1]);
        return post.place("");
    }

    private Outcome look(String code) {
        return portal.invitation.act(Requests.post(portal.sites.current(), "/invitation").form("code", code).place(""));
    }

    private Outcome redeem(String code) {
        return redeem(code, all());
    }

    private static Map<String, String> all() {
        return Map.of("firstname", "Kim", "lastname", "Lund", "password", Portal.PASSWORD, "repeated", Portal.PASSWORD);
    }

    private Outcome redeem(String code, Map<String, String> fields) {
        var post = Requests.post(portal.sites.current(), "/invitation").form("code", code).form("redeem", "yes");
        fields.forEach(post::form);
        return portal.invitation.act(post.place(""));
    }
}
