package torg.identity.local.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.site.Site;
import torg.api.table.Query;
import torg.api.web.Request;
import torg.api.web.Tickets;
import torg.identity.local.Portal;
import torg.identity.local.contact.IdentityTables;
import torg.identity.local.LocalEntrance;
import torg.identity.local.factor.Codes;
import torg.identity.local.factor.Factors;
import torg.identity.local.password.Passwords;
import torg.spi.identity.Entrance;
import torg.spi.identity.Identity.Entry;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.testkit.Requests;
import torg.testkit.contract.ComponentContract;

class ProveAgainTest implements ComponentContract {
    private static final String JANE = "jane@a.example";
    private static final String RIGHT = Portal.PASSWORD;
    private final Portal portal = new Portal();
    private final ProveAgain prove = new ProveAgain(portal.identity);
    private final Entrance entrance = new LocalEntrance(portal.identity);

    @Override
    public Component component() {
        return prove;
    }

    @Override
    public Site site() {
        return portal.sites.current();
    }

    @Override
    public List<String> inputs() {
        return List.of("password", "code", "step", "return");
    }

    @Test
    void aSignInCountsForAWhileAndIsThenAskedForAgain() {
        var in = signedIn(JANE);
        assertThat(isFresh(in)).isTrue();
        portal.clock.pass(Duration.ofMinutes(15));
        assertThat(isFresh(in)).isFalse();

        var outcome = (Outcome.SignedIn) act(in, Map.of("password", RIGHT, "return", "/profile#passkeys"));

        assertThat(outcome.location()).isEqualTo("/profile#passkeys");
        assertThat(outcome.token()).as("whoever had the former token has nothing").isNotEqualTo(in.token());
        var now = portal.identity.whoIs(outcome.token(), Portal.HERE).orElseThrow();
        assertThat(now.caller()).isEqualTo(in.session().caller());
        assertThat(entrance.isFresh(now.caller(), now.csrf())).isTrue();
        assertThat(isFresh(in)).as("the former session has not become fresh").isFalse();
    }

    @Test
    void aSessionThatAProviderBeganEndsWithItAsBefore() {
        portal.put("account", "B", Map.of("name", "Company B"));
        portal.put("membership", "m1", Map.of("contact", "A-1", "account", "B"));
        var in = (Entry.Granted) entrance.enter(new Entrance.Proof("A-1", "oidc/acme", Optional.of("jane"), Optional.of("s-1"), false, portal.clock.instant()), Portal.HERE);
        assertThat(portal.identity.actFor(in.session().caller(), in.session().csrf(), "B")).isTrue();

        var token = ((Outcome.SignedIn) act(in, Map.of("password", RIGHT))).token();
        var now = portal.identity.whoIs(token, Portal.HERE).orElseThrow();
        assertThat(now.caller().accounts()).as("for the account as before").containsExactly("B");
        assertThat(entrance.end("oidc/acme", Optional.of("jane"), Optional.of("s-1"))).as("the former one, which the browser has no more, and the new one").isEqualTo(2);
        assertThat(portal.identity.whoIs(token, Portal.HERE)).isEmpty();
    }

    @Test
    void whoCameThroughAProviderIsToldWhatToDoWithoutAPassword() {
        var in = (Entry.Granted) entrance.enter(new Entrance.Proof("A-1", "oidc/acme", Optional.of("jane"), Optional.of("s-1"), false, portal.clock.instant()), Portal.HERE);

        assertThat(((Filled.Shown) prove.fill(place(in, Map.of()))).model().get("elsewhere")).isEqualTo(true);
        assertThat(((Filled.Shown) prove.fill(place(signedIn(JANE), Map.of()))).model().get("elsewhere")).isEqualTo(false);
    }

    @Test
    void aSessionThatEndedMeanwhileDoesNotGoOn() {
        var in = signedIn(JANE);
        portal.identity.signOut(in.token());

        assertThat(act(in, Map.of("password", RIGHT))).isInstanceOfSatisfying(Outcome.Show.class, show -> assertThat(show.status()).isEqualTo(422));
        assertThat(portal.identity.sessions().of("A-1", "")).isEmpty();
    }

    @Test
    void aWrongPasswordLeavesTheSessionAsItIs() {
        var in = signedIn(JANE);
        portal.clock.pass(Duration.ofMinutes(15));

        assertThat(act(in, Map.of("password", "wrong"))).isInstanceOfSatisfying(Outcome.Show.class, show -> assertThat(show.status()).isEqualTo(422));
        assertThat(act(in, Map.of())).isInstanceOfSatisfying(Outcome.Show.class, show -> assertThat(show.status()).isEqualTo(422));
        assertThat(isFresh(in)).isFalse();
        assertThat(portal.identity.whoIs(in.token(), Portal.HERE)).isPresent();
    }

    @Test
    void whoHasASecondFactorGivesACodeAsWell() {
        var in = signedIn(JANE);
        var secret = factor();

        var step = (Outcome.SecondFactor) act(in, Map.of("password", RIGHT, "return", "/profile#passkeys"));
        var ticket = step.ticket();
        assertThat(step.location()).isEqualTo("/prove?return=%2Fprofile%23passkeys");

        assertThat(act(in, Map.of("ticket", ticket, "code", "000000"))).isInstanceOf(Outcome.Show.class);
        portal.clock.pass(Duration.ofSeconds(30));
        assertThat(act(in, Map.of("step", Tickets.step(ticket), "code", Codes.of(secret, portal.clock.instant())))).as("in another browser, whose session has the same owner")
                .isInstanceOfSatisfying(Outcome.Show.class, show -> assertThat(((Filled.Shown) show.filled()).model().get("problem")).isEqualTo("That took too long, or began in another browser. Please start again."));
        assertThat(act(in, Map.of("ticket", ticket, "code", Codes.of(secret, portal.clock.instant())))).isInstanceOf(Outcome.SignedIn.class);
    }

    @Test
    void nobodyBecomesSomebodyElseByTheirTicket() {
        portal.contact("A-2", Map.of("fullname", "Sam", "account", "A"));
        portal.put(IdentityTables.CREDENTIAL, "A-2", Map.of("email", "sam@a.example", "hash", new Passwords().hash(RIGHT)));
        var sam = signedIn("sam@a.example");
        var secret = factor();
        var janes = ((Entry.SecondFactor) portal.identity.signIn(JANE, RIGHT, Portal.HERE)).ticket();
        portal.clock.pass(Duration.ofSeconds(30));

        assertThat(act(sam, Map.of("ticket", janes, "code", Codes.of(secret, portal.clock.instant())))).isInstanceOfSatisfying(Outcome.Show.class, show -> assertThat(show.status()).isEqualTo(422));
        assertThat(portal.identity.sessions().of("A-1", "")).as("the session of that ticket is over").isEmpty();
    }

    @Test
    void aTokenIsMadeByWhomProvedALittleWhileAgo() {
        var in = signedIn(JANE);
        var tokens = new TokensComponent(portal.identity);
        var wish = Map.of("name", "program", "days", "30");
        portal.put("account", "A", Map.of("name", "A"));
        assertThat(((Filled.Shown) tokens.fill(place(in, Map.of()))).model().has("prove")).isFalse();
        portal.clock.pass(Duration.ofMinutes(15));

        assertThat(tokens.act(place(in, wish))).isEqualTo(new Outcome.Redirect("/prove?return=%2Fprove%23c1"));
        assertThat(((Filled.Shown) tokens.fill(place(in, Map.of()))).model().get("prove")).isEqualTo("/prove?return=%2Fprove%23c1");
        assertThat(portal.tables.query(Portal.HOUSE, Query.of(IdentityTables.TOKEN)).rows()).isEmpty();

        var outcome = (Outcome.SignedIn) act(in, Map.of("password", RIGHT));
        var now = new Entry.Granted(outcome.token(), portal.identity.whoIs(outcome.token(), Portal.HERE).orElseThrow());
        assertThat(tokens.act(place(now, wish))).isInstanceOfSatisfying(Outcome.Show.class, show -> assertThat(((Filled.Shown) show.filled()).model().has("made")).as(show.toString()).isTrue());
        assertThat(portal.tables.query(Portal.HOUSE, Query.of(IdentityTables.TOKEN)).rows()).hasSize(1);
    }

    @Test
    void itLeadsNowhereElse() {
        var in = signedIn(JANE);
        assertThat(((Outcome.SignedIn) act(in, Map.of("password", RIGHT, "return", "//evil.example"))).location()).isEqualTo("/");
    }

    @Test
    void aProgramAndWhoeverIsNotInProveNothing() {
        var in = signedIn(JANE);
        assertThat(entrance.isFresh(in.session().caller(), "")).isFalse();
        assertThat(entrance.isFresh(Caller.ANONYMOUS, in.session().csrf())).isFalse();
        assertThat(prove.fill(Requests.get(portal.sites.current(), "/prove").as(Caller.ANONYMOUS).place(""))).isInstanceOf(Filled.Hidden.class);
    }

    private String factor() {
        var factors = new Factors(portal.tables, portal.clock);
        factors.begin("A-1");
        var secret = factors.begun("A-1").orElseThrow();
        factors.confirm("A-1", Codes.of(secret, portal.clock.instant())).orElseThrow();
        return secret;
    }

    private Entry.Granted signedIn(String email) {
        return (Entry.Granted) portal.identity.signIn(email, RIGHT, Portal.HERE);
    }

    private boolean isFresh(Entry.Granted in) {
        return entrance.isFresh(in.session().caller(), in.session().csrf());
    }

    private Outcome act(Entry.Granted in, Map<String, String> fields) {
        return prove.act(place(in, fields));
    }

    private Component.Place place(Entry.Granted in, Map<String, String> fields) {
        var request = Requests.post(portal.sites.current(), "/prove").as(in.session().caller());
        fields.forEach((name, value) -> {
            if (name.equals("ticket")) request.ticket(value).form(Tickets.STEP, Tickets.step(value));
            else request.form(name, value);
        });
        var place = request.place("");
        var plain = place.request();
        return new Component.Place(place.id(), new Request(plain.id(), plain.method(), plain.path(), plain.locale(), plain.query(), plain.form(), plain.headers(), plain.caller(),
                Optional.of(in.session().csrf()), Portal.HERE, plain.site()).with(plain.tickets()), place.page(), place.parameters());
    }
}
