package torg.identity.local.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.identity.Deputy;
import torg.api.mail.Mail;
import torg.api.mail.Mails;
import torg.api.site.Site;
import torg.api.table.Change;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Table;
import torg.api.web.Request;
import torg.identity.local.Portal;
import torg.identity.local.contact.IdentityTables;
import torg.identity.local.password.Credentials;
import torg.identity.local.password.Passwords;
import torg.spi.identity.Identity.Entry;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.spi.view.Component.Place;
import torg.testkit.Requests;
import torg.testkit.contract.ComponentContract;

/** Jane takes another address to sign in with; Mallory, who sits at her browser, does not take her account with it. */
class ChangeEmailTest implements ComponentContract {
    private static final String JANE = "jane@a.example";
    private static final String NEXT = "jane@married.example";
    private final Portal portal = new Portal();
    private final Mails mails = this::posted;
    private final ChangeEmail change = new ChangeEmail(portal.identity, portal.tables.with(() -> List.of(Table.internal("test_mail", List.of(), Column.of("id", ColumnType.TEXT),
            Column.of("to", ColumnType.TEXT), Column.of("kind", ColumnType.TEXT), Column.of("link", ColumnType.TEXT)))), mails, portal.clock);
    private final ConfirmEmail confirm = new ConfirmEmail(portal.identity, portal.tables, mails, portal.clock);
    private Entry.Granted session = in(JANE, Portal.PASSWORD);

    private Change posted(Mail mail) {
        return new Change.Create("test_mail", Map.of("id", UUID.randomUUID().toString(), "to", mail.to(), "kind", mail.kind(), "link", mail.link().map(Mail.Link::path).orElse("")));
    }

    @Override
    public Component component() {
        return confirm;
    }

    @Override
    public Site site() {
        return portal.sites.current();
    }

    @Override
    public List<String> inputs() {
        return List.of("code", "follow");
    }

    @Test
    void whoConfirmsTheMailToTheNewAddressSignsInWithItAndIsOutEverywhere() {
        assertThat(ask(" Jane@Married.example")).isInstanceOf(Outcome.Redirect.class);
        assertThat(in(JANE, Portal.PASSWORD)).as("nothing changes before").isNotNull();
        assertThat(mailed()).containsExactlyInAnyOrder(NEXT + " email-confirm", JANE + " email-stop");

        var code = code(NEXT);
        assertThat(shown(post(code, false), 200).has("said")).isTrue();
        assertThat(refused(NEXT, Portal.PASSWORD)).as("whoever looks into the mail first does nothing by it").isTrue();
        assertThat(shown(post(code, true), 200).has("done")).isTrue();

        assertThat(refused(JANE, Portal.PASSWORD)).isTrue();
        assertThat(in(NEXT, Portal.PASSWORD)).isNotNull();
        assertThat(portal.identity.whoIs(session.token(), Portal.HERE)).isEmpty();
        assertThat(portal.tables.find(Portal.HOUSE, "contact", "A-1").orElseThrow().text("email")).as("the ERP is told too").contains(NEXT);
        assertThat(post(code, true)).as("once").satisfies(ChangeEmailTest::isBad);
    }

    /** Whether an address is somebody's is told to nobody but the holder of its mailbox. */
    @Test
    void anAddressThatIsTakenIsAskedForLikeAnyOtherAndNeverGiven() {
        portal.contact("B-1", Map.of("fullname", "Bo", "email", "bo@b.example"));
        new Credentials(portal.tables).set("B-1", "bo@b.example", new Passwords().hash("a password of Bo's own"));

        assertThat(ask("bo@b.example")).isEqualTo(ask("nobody@b.example"));
        assertThat(mailed()).contains("bo@b.example email-confirm", "nobody@b.example email-confirm");

        assertThat(post(code("bo@b.example"), true)).satisfies(ChangeEmailTest::isBad);
        assertThat(in("bo@b.example", "a password of Bo's own").session().caller().contact()).contains("B-1");
        assertThat(in(JANE, Portal.PASSWORD).session().caller().contact()).contains("A-1");
    }

    @Test
    void theFormerAddressTakesItBackBeforeItHappens() {
        ask(NEXT);
        var code = code(NEXT);

        assertThat(shown(post(code(JANE), true), 200).has("password")).isTrue();

        assertThat(post(code, true)).satisfies(ChangeEmailTest::isBad);
        assertThat(portal.identity.whoIs(session.token(), Portal.HERE)).as("who asked is out").isEmpty();
        assertThat(refused(JANE, Portal.PASSWORD)).as("and whoever has the password that was shown").isTrue();
    }

    /** Also when whoever took it went on to yet another address. */
    @Test
    void andForSevenDaysAfterItHappened() {
        ask(NEXT);
        post(code(NEXT), true);
        session = in(NEXT, Portal.PASSWORD);
        ask("mallory@elsewhere.example");
        post(code("mallory@elsewhere.example"), true);
        var mallory = in("mallory@elsewhere.example", Portal.PASSWORD);
        portal.clock.pass(Duration.ofDays(6));
        var back = code(NEXT, "email-stop");

        post(code(JANE), true);

        assertThat(portal.identity.whoIs(mallory.token(), Portal.HERE)).isEmpty();
        assertThat(portal.tables.find(Portal.HOUSE, IdentityTables.CREDENTIAL, "A-1").orElseThrow().text("email")).contains(JANE);
        assertThat(portal.tables.find(Portal.HOUSE, "contact", "A-1").orElseThrow().text("email")).contains(JANE);
        assertThat(refused("mallory@elsewhere.example", Portal.PASSWORD)).isTrue();
        assertThat(post(back, true)).as("and no other link brings it back").satisfies(ChangeEmailTest::isBad);
    }

    /** Whoever was in the account has the mail to each address that they gave it. */
    @Test
    void aPasswordThatIsSetForSomebodyEndsEveryWayBack() {
        ask(NEXT);
        post(code(NEXT), true);
        session = in(NEXT, Portal.PASSWORD);
        ask("mallory@elsewhere.example");
        new Credentials(portal.tables).set("A-1", JANE, new Passwords().hash("another one of Jane's"));

        assertThat(post(code(NEXT, "email-stop"), true)).satisfies(ChangeEmailTest::isBad);
        assertThat(portal.tables.find(Portal.HOUSE, IdentityTables.CREDENTIAL, "A-1").orElseThrow().text("email")).contains(JANE);
    }

    @Test
    void linksEndWithTheirTime() {
        ask(NEXT);
        var code = code(NEXT);
        var stop = code(JANE);
        portal.clock.pass(AddressChanges.GOOD_FOR);
        assertThat(post(code, true)).satisfies(ChangeEmailTest::isBad);
        assertThat(shown(post(stop, false), 200).has("said")).isTrue();
        portal.clock.pass(AddressChanges.STOPPED_FOR.minus(AddressChanges.GOOD_FOR));
        assertThat(post(stop, true)).satisfies(ChangeEmailTest::isBad);
    }

    /** Who finds out and chooses another password has ended it, even without the mail. */
    @Test
    void anotherPasswordALockAndARemovalEndALinkThatConfirms() {
        ask(NEXT);
        var code = code(NEXT);
        new Credentials(portal.tables).set("A-1", JANE, new Passwords().hash("another one of Jane's"));
        assertThat(post(code, true)).satisfies(ChangeEmailTest::isBad);

        session = in(JANE, "another one of Jane's");
        ask("j@a.example");
        new Credentials(portal.tables).lock("A-1", true, List.of());
        assertThat(post(code("j@a.example"), true)).satisfies(ChangeEmailTest::isBad);
        new Credentials(portal.tables).remove("A-1");
        assertThat(post(code(JANE, "email-stop"), true)).satisfies(ChangeEmailTest::isBad);

        new Credentials(portal.tables).set("A-1", JANE, new Passwords().hash("once more let in"));
        session = in(JANE, "once more let in");
        ask("k@a.example");
        new Credentials(portal.tables).remove("A-1");
        new Credentials(portal.tables).set("A-1", JANE, new Passwords().hash("and let in again"));
        assertThat(post(code("k@a.example"), true)).as("a link to what was removed").satisfies(ChangeEmailTest::isBad);
    }

    @Test
    void itWantsAProofOfLateAndIsAPersonsOwnBusiness() {
        portal.clock.pass(Duration.ofMinutes(16));
        assertThat(ask(NEXT)).isInstanceOfSatisfying(Outcome.Redirect.class, away -> assertThat(away.location()).startsWith("/prove?return="));
        var request = request();
        var deputy = new Request(request.id(), request.method(), request.path(), request.locale(), request.query(), request.form(), request.headers(),
                request.caller().by(new Deputy("N-1", "Nancy", portal.clock.instant().plusSeconds(60))), request.csrf(), request.address(), request.site());
        var place = Requests.post(site(), "/profile").form("email", NEXT).place("");
        assertThat(change.act(new Place("c1", deputy, place.page(), place.parameters()))).isInstanceOfSatisfying(Outcome.Show.class, show -> assertThat(show.status()).isEqualTo(405));
        assertThat(change.fill(Requests.get(site(), "/profile").place(""))).isInstanceOf(Filled.Hidden.class);
        assertThat(mailed()).isEmpty();
    }

    @Test
    void whatIsNoAddressOrTheSameIsSaidAndThreeAtATimeAreEnough() {
        assertThat(shown(ask(""), 422).has("problem")).isTrue();
        assertThat(shown(ask("x".repeat(300)), 422).has("problem")).isTrue();
        assertThat(shown(ask("JANE@a.example"), 422).get("problem")).isEqualTo("You sign in with this address already.");
        assertThat(mailed()).isEmpty();
        for (var i = 0; i < 3; i++) assertThat(ask(i + "@a.example")).isInstanceOf(Outcome.Redirect.class);
        assertThat(ask("4@a.example")).isInstanceOf(Outcome.Show.class);
        assertThat(mailed()).hasSize(6);
    }

    @Test
    void whatIsKeptConfirmsNothing() {
        ask(NEXT);
        var row = portal.tables.find(Portal.HOUSE, IdentityTables.ADDRESS, portal.tables.query(Portal.HOUSE, Query.of(IdentityTables.ADDRESS)).rows().getFirst().key()).orElseThrow();

        assertThat(post(row.key(), true)).satisfies(ChangeEmailTest::isBad);
        assertThat(post(row.text("stop").orElseThrow(), true)).satisfies(ChangeEmailTest::isBad);
    }

    private Entry.Granted in(String email, String password) {
        return (Entry.Granted) portal.identity.signIn(email, password, Portal.HERE);
    }

    private boolean refused(String email, String password) {
        return portal.identity.signIn(email, password, Portal.HERE) instanceof Entry.Refused;
    }

    private Request request() {
        var request = Requests.post(site(), "/profile").request();
        Caller caller = session.session().caller();
        return new Request(request.id(), request.method(), request.path(), request.locale(), request.query(), request.form(), request.headers(), caller, Optional.of(session.session().csrf()), request.address(),
                request.site());
    }

    private Outcome ask(String email) {
        var place = Requests.post(site(), "/profile").place("");
        var request = request();
        var posted = new Request(request.id(), "POST", request.path(), request.locale(), Map.of(), Map.of("email", List.of(email)), Map.of(), request.caller(), request.csrf(), request.address(), request.site());
        return change.act(new Place("c1", posted, place.page(), place.parameters()));
    }

    private Outcome post(String code, boolean follow) {
        var post = Requests.post(site(), "/email").form("code", code);
        if (follow) post.form("follow", "yes");
        return confirm.act(post.place(""));
    }

    private static void isBad(Outcome outcome) {
        assertThat(shown(outcome, 422).get("problem")).isEqualTo("This link is not good, or not any more.");
    }

    private static torg.api.view.Model shown(Outcome outcome, int status) {
        var show = (Outcome.Show) outcome;
        assertThat(show.status()).isEqualTo(status);
        return ((Filled.Shown) show.filled()).model();
    }

    private List<Row> rows() {
        return portal.tables.query(Portal.HOUSE, Query.of("test_mail", "to", "kind", "link")).rows();
    }

    private List<String> mailed() {
        return rows().stream().map(row -> row.text("to").orElseThrow() + " " + row.text("kind").orElseThrow()).toList();
    }

    private String code(String to) {
        return code(to, to.equals(JANE) ? "email-stop" : "email-confirm");
    }

    private String code(String to, String kind) {
        return rows().stream().filter(row -> row.text("to").equals(Optional.of(to)) && row.text("kind").equals(Optional.of(kind))).findFirst().orElseThrow().text("link").orElseThrow().replaceAll(".*#", "");
    }
}
