package torg.identity.local.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.api.web.Tickets;
import torg.identity.local.Portal;
import torg.identity.local.contact.IdentityTables;
import torg.identity.local.factor.Codes;
import torg.identity.local.password.Passwords;
import torg.spi.identity.Identity.Entry;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.spi.view.Component.Place;
import torg.testkit.Requests;

/** Jane switches a second factor on, signs in with it, and switches it off; on pages, as a browser without scripts does it. */
class SecondFactorTest {
    private final Portal portal = new Portal();
    private final SecondFactorComponent component = new SecondFactorComponent(portal.identity);
    private final SignIn signIn = new SignIn(portal.identity);
    private String here;
    private String there;

    @BeforeEach
    void janeIsIn() {
        here = ((Entry.Granted) enter()).token();
        there = ((Entry.Granted) enter()).token();
    }

    @Test
    void aFactorIsBegunWithThePasswordOnly() {
        assertThat(act("password", "not hers")).isInstanceOfSatisfying(Outcome.Show.class, show -> assertThat(show.status()).isEqualTo(422));
        assertThat(model(component.fill(place())).has("begun")).isFalse();

        assertThat(act("password", Portal.PASSWORD)).isInstanceOf(Outcome.Redirect.class);

        assertThat(model(component.fill(place())).get("secret").toString()).matches("([A-Z2-7]{4} ){7}[A-Z2-7]{4}");
        assertThat(enter()).as("it does not count yet").isInstanceOf(Entry.Granted.class);
    }

    @Test
    void onceItIsConfirmedAPasswordAloneLetsNobodyIn() {
        var recovery = switchedOn();

        assertThat(portal.identity.whoIs(there, Portal.HERE)).as("other browsers have to come in anew").isEmpty();
        assertThat(portal.identity.whoIs(here, Portal.HERE)).isPresent();
        var ticket = ticket();
        var wrong = (Outcome.Show) signIn.act(step(ticket, "12 34").ticket(ticket).place(""));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(model(wrong.filled()).get("step")).isEqualTo(Tickets.step(ticket));
        portal.clock.pass(Duration.ofSeconds(30));
        assertThat(signIn.act(step(ticket, Codes.of(secret(), portal.clock.instant())).ticket(ticket).place(""))).isInstanceOf(Outcome.SignedIn.class);
        assertThat(signIn.act(step(ticket, recovery.getFirst()).ticket(ticket).place(""))).as("a ticket is good once").isInstanceOfSatisfying(Outcome.Show.class, show -> assertThat(show.status()).isEqualTo(422));
    }

    @Test
    void anotherBrowserCanDoNothingWithWhatStandsInTheOpen() {
        var recovery = switchedOn();
        var ticket = ticket();

        for (var another : List.of(step(ticket, recovery.getFirst()), step(ticket, recovery.getFirst()).ticket("of-its-own"), step(ticket, recovery.getFirst()).ticket(Tickets.step(ticket)))) {
            var late = (Outcome.Show) signIn.act(another.place(""));
            assertThat(late.status()).isEqualTo(422);
            assertThat(model(late.filled()).get("problem")).isEqualTo("That took too long, or began in another browser. Please start again.");
            assertThat(model(late.filled()).has("step")).as("it begins anew").isFalse();
        }
        assertThat(signIn.act(step(ticket, recovery.getFirst()).ticket(ticket).place(""))).as("the code was not used up").isInstanceOf(Outcome.SignedIn.class);
    }

    @Test
    void twoPagesOfABrowserKeepTheirSignInsApart() {
        var recovery = switchedOn();
        var first = ticket();
        var second = ticket();

        var outcome = (Outcome.SignedIn) signIn.act(step(first, recovery.getFirst()).form("return", "/orders").ticket(first).ticket(second).place(""));

        assertThat(outcome.location()).isEqualTo("/orders");
        assertThat(portal.identity.secondStep(first, recovery.get(1), Portal.HERE)).as("the one whose page it was").isEqualTo(new Entry.Refused());
        assertThat(portal.identity.secondStep(second, recovery.get(2), Portal.HERE)).isInstanceOf(Entry.Granted.class);
    }

    @Test
    void thePageOfTheCodeLeadsOnToWhereTheSignInWasToLead() {
        switchedOn();
        var outcome = (Outcome.SecondFactor) signIn.act(posted("email", "jane@a.example", "password", Portal.PASSWORD, "return", "/orders?page=2"));
        assertThat(outcome.location()).isEqualTo("/sign-in?return=%2Forders%3Fpage%3D2");

        var asked = Requests.get(portal.sites.current(), "/sign-in").query("return", "/orders?page=2").query("step", Tickets.step(outcome.ticket()));
        assertThat(model(signIn.fill(asked.place(""))).get("said")).as("in another browser").isNull();
        assertThat(model(signIn.fill(asked.place(""))).get("problem")).isEqualTo("That took too long, or began in another browser. Please start again.");
        var page = (Filled.Shown) signIn.fill(asked.ticket(outcome.ticket()).place(""));
        assertThat(page.perCaller()).isTrue();
        assertThat(page.model().get("step")).isEqualTo(Tickets.step(outcome.ticket()));
        assertThat(page.model().get("return")).isEqualTo("/orders?page=2");
        assertThat(page.model().get("again")).isEqualTo("/sign-in?return=%2Forders%3Fpage%3D2");
        assertThat(page.model().toString()).as("no page has the ticket").doesNotContain(outcome.ticket());
    }

    /** Of the right password. */
    private String ticket() {
        return ((Outcome.SecondFactor) signIn.act(posted("email", "jane@a.example", "password", Portal.PASSWORD))).ticket();
    }

    private Requests step(String ticket, String code) {
        return Requests.post(portal.sites.current(), "/sign-in").form("step", Tickets.step(ticket)).form("code", code);
    }

    @Test
    void halfwayInIsForAFewMinutesAndForThePasswordThatWasGiven() {
        var recovery = switchedOn();
        var late = ((Entry.SecondFactor) enter()).ticket();
        portal.clock.pass(Duration.ofMinutes(5));
        assertThat(portal.identity.secondStep(late, recovery.get(0), Portal.HERE)).isEqualTo(new Entry.Refused());

        var changed = ((Entry.SecondFactor) enter()).ticket();
        portal.put(IdentityTables.CREDENTIAL, "A-1", Map.of("hash", new Passwords().hash("another correct horse")));
        assertThat(portal.identity.secondStep(changed, recovery.get(1), Portal.HERE)).isEqualTo(new Entry.Refused());

        portal.put(IdentityTables.CREDENTIAL, "A-1", Map.of("hash", new Passwords().hash(Portal.PASSWORD)));
        var locked = ((Entry.SecondFactor) enter()).ticket();
        portal.put(IdentityTables.CREDENTIAL, "A-1", Map.of("locked", true));
        assertThat(portal.identity.secondStep(locked, recovery.get(2), Portal.HERE)).isEqualTo(new Entry.Refused());
        assertThat(portal.identity.secondStep("nothing", recovery.get(3), Portal.HERE)).isEqualTo(new Entry.Refused());
        assertThat(portal.identity.secondStep("x".repeat(100_000), "y".repeat(100_000), Portal.HERE)).isEqualTo(new Entry.Refused());
    }

    @Test
    void whoComesInWithACodeTakesBackNoFailureButTheirOwn() {
        var recovery = switchedOn();
        for (var guess = 0; guess < 9; guess++) assertThat(guessed()).isEqualTo(new Entry.Refused());

        assertThat(portal.identity.secondStep(((Entry.SecondFactor) enter()).ticket(), recovery.getFirst(), Portal.HERE)).isInstanceOf(Entry.Granted.class);

        assertThat(guessed()).as("the tenth").isEqualTo(new Entry.Refused());
        assertThat(guessed()).isInstanceOf(Entry.TooMany.class);
    }

    private Entry guessed() {
        return portal.identity.signIn("jane@a.example", "not hers", Portal.HERE);
    }

    @Test
    void itIsSwitchedOffWithThePasswordByWhoProvedItOfLate() {
        switchedOn();
        portal.clock.pass(Duration.ofMinutes(15));
        var prove = "/prove?return=%2Fprofile%23second-factor";
        assertThat(model(component.fill(place())).get("prove")).isEqualTo(prove);
        assertThat(act("remove", "yes", "password", Portal.PASSWORD)).isEqualTo(new Outcome.Redirect(prove));
        assertThat(enter()).isInstanceOf(Entry.SecondFactor.class);

        here = in(Codes.of(secret(), portal.clock.instant()));
        assertThat(act("remove", "yes", "password", "not hers")).isInstanceOfSatisfying(Outcome.Show.class, show -> assertThat(show.status()).isEqualTo(422));
        assertThat(enter()).isInstanceOf(Entry.SecondFactor.class);
        assertThat(act("remove", "yes", "password", Portal.PASSWORD)).isInstanceOf(Outcome.Redirect.class);
        assertThat(enter()).isInstanceOf(Entry.Granted.class);
    }

    @Test
    void whoGuessesAtAnOpenBrowserKeepsItsOwnerFromNoCode() {
        var recovery = switchedOn();

        for (var guess = 0; guess < 20; guess++) act("remove", "yes", "code", "000000");

        assertThat(portal.identity.secondStep(((Entry.SecondFactor) portal.identity.signIn("jane@a.example", Portal.PASSWORD, "198.51.100.7")).ticket(), recovery.getFirst(), "198.51.100.7"))
                .isInstanceOf(Entry.Granted.class);
    }

    private String in(String code) {
        return ((Entry.Granted) portal.identity.secondStep(((Entry.SecondFactor) enter()).ticket(), code, Portal.HERE)).token();
    }

    @Test
    void recoveryCodesAreShownOnceAndPeopleOfTheDemoHaveNone() {
        assertThat(switchedOn()).hasSize(10);
        assertThat(model(component.fill(place())).has("codes")).isFalse();

        portal.put(IdentityTables.CREDENTIAL, "A-1", Map.of("demo", true));
        assertThat(model(component.fill(place())).get("demo")).isEqualTo(true);
        assertThat(act("password", Portal.PASSWORD)).isInstanceOfSatisfying(Outcome.Show.class, show -> assertThat(show.status()).isEqualTo(405));
    }

    private List<String> switchedOn() {
        act("password", Portal.PASSWORD);
        return codes(((Outcome.Show) act("code", Codes.of(secret(), portal.clock.instant()))).filled());
    }

    private String secret() {
        return portal.tables.find(Portal.HOUSE, IdentityTables.FACTOR, "A-1", "secret").flatMap(row -> row.text("secret")).orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private static List<String> codes(Filled filled) {
        return (List<String>) model(filled).get("codes");
    }

    private Entry enter() {
        return portal.identity.signIn("jane@a.example", Portal.PASSWORD, Portal.HERE);
    }

    private static Model model(Filled filled) {
        return ((Filled.Shown) filled).model();
    }

    private Outcome act(String... fields) {
        var request = Requests.post(portal.sites.current(), "/profile").as(portal.identity.whoIs(here, Portal.HERE).orElseThrow().caller());
        for (var field = 0; field < fields.length; field += 2) request.form(fields[field], fields[field + 1]);
        return component.act(ofHere(request.place("")));
    }

    private Place place() {
        return ofHere(Requests.get(portal.sites.current(), "/profile").as(portal.identity.whoIs(here, Portal.HERE).orElseThrow().caller()).place(""));
    }

    /** With the token of the session that is here. */
    private Place ofHere(Place place) {
        var plain = place.request();
        var csrf = Optional.of(portal.identity.whoIs(here, Portal.HERE).orElseThrow().csrf());
        return new Place(place.id(), new Request(plain.id(), plain.method(), plain.path(), plain.locale(), plain.query(), plain.form(), plain.headers(), plain.caller(), csrf, plain.address(), plain.site()),
                place.page(), place.parameters());
    }

    private Place posted(String... fields) {
        var request = Requests.post(portal.sites.current(), "/sign-in").as(Caller.ANONYMOUS);
        for (var field = 0; field < fields.length; field += 2) request.form(fields[field], fields[field + 1]);
        return request.place("");
    }
}
