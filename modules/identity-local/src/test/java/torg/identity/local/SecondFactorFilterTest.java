package torg.identity.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Site;
import torg.api.table.Change;
import torg.api.web.Reply;
import torg.api.web.Request;
import torg.identity.local.component.SecondFactorComponent;
import torg.identity.local.factor.Codes;
import torg.identity.local.factor.Factors;
import torg.identity.local.token.TokenDesk;
import torg.spi.identity.Entrance.Proof;
import torg.spi.identity.Identity.Client;
import torg.spi.identity.Identity.Entry;
import torg.spi.identity.Identity.Session;
import torg.spi.identity.WayIn;
import torg.spi.view.Component.Outcome;
import torg.spi.view.Component.Place;
import torg.testkit.Requests;

/** Jane is a payer, and payers prove a second factor: whichever way she comes in, and whatever happens while she is in. */
class SecondFactorFilterTest {
    private static final String SET_UP = "/second-factor?return=";
    private static final String PROVE = "/prove?return=";
    private final Portal portal = new Portal();
    private final LocalEntrance entrance = new LocalEntrance(portal.identity);
    private final SecondFactorFilter filter = new SecondFactorFilter(portal.identity);
    private final Factors factors = new Factors(portal.tables, portal.clock);
    /** Whether Jane has a passkey. */
    private boolean passkey;

    @BeforeEach
    void payersProveASecondFactor() {
        portal.roles.demanding.add("payer");
        portal.roles.assign("A-1", Set.of("buyer", "payer"));
        portal.identity.ways = List.of(new WayIn() {
            @Override
            public List<Change> taken(String contact) {
                return List.of();
            }

            @Override
            public boolean isStrong(String contact) {
                return passkey && contact.equals("A-1");
            }

            @Override
            public Set<String> paths() {
                return Set.of("/api/passkeys");
            }
        });
    }

    @Test
    void withThePasswordAloneNothingIsHersButToSetOneUpAndToSignOut() {
        var token = in();

        assertThat(session(token).caller().roles()).as("whatever the filter lets pass").containsExactly("authenticated");
        assertThat(portal.identity.glimpse(token, Portal.HERE).orElseThrow().caller()).isEqualTo(session(token).caller());
        assertThat(led(token, Requests.get(site(), "/orders").query("q", "a b").query("q", "å"))).isEqualTo(SET_UP + "%2Forders%3Fq%3Da%2Bb%26q%3D%25C3%25A5");
        assertThat(led(token, Requests.get(site(), "/ordre/søk").in("nb"))).endsWith(SET_UP + "%2Fnb%2Fordre%2Fs%25C3%25B8k").startsWith("/nb/");
        assertThat(led(token, Requests.post(site(), "/orders/new").query("q", "x"))).as("what was sent is not sent again").isEqualTo(SET_UP + "%2Forders%2Fnew");
        for (var path : List.of("/", "/studio", "/second-factors", "/second-factor/x", "/apiary")) assertThat(led(token, path)).as(path).startsWith(SET_UP);
        for (var path : List.of("/api", "/api/tables/salesorder", "/api/tokens", "/api/session/on-behalf", "/api/sessions", "/api/passkeysx")) {
            assertThatThrownBy(() -> pass(token, Requests.get(site(), path))).as(path)
                    .isInstanceOfSatisfying(TorgException.class, e -> assertThat(List.of(e.kind(), e.code())).isEqualTo(List.of(ProblemKind.DENIED, SecondFactorFilter.DEMANDED)));
        }
        for (var path : List.of("/second-factor", "/prove", "/api/session", "/api/passkeys/adding")) assertThat(pass(token, Requests.get(site(), path))).as(path).isEmpty();
    }

    /** Only what a stranger cannot lead elsewhere comes back. */
    @Test
    void whoIsLedOnFromTheOnePageToTheOtherKeepsWhereTheyWantedToGo() {
        var token = in();
        passkey = true;

        assertThat(led(token, Requests.get(site(), "/second-factor").query("return", "/orders"))).isEqualTo(PROVE + "%2Forders");
        assertThat(led(token, Requests.get(site(), "/second-factor").query("return", "//elsewhere.example"))).isEqualTo(PROVE + "%2F");
    }

    @Test
    void onceOneIsSetUpSheGoesOnInTheSameSession() {
        var token = in();

        setUp(token);

        assertThat(isHeldBack(token)).isFalse();
        assertThat(session(token).caller()).isEqualTo(portal.identity.callerOf("A-1").orElseThrow());
        portal.clock.pass(Duration.ofMinutes(1));
        var ticket = ((Entry.SecondFactor) entry()).ticket();
        var next = ((Entry.Granted) portal.identity.secondStep(ticket, code(), Portal.HERE));
        assertThat(next.session().caller()).isEqualTo(portal.identity.callerOf("A-1").orElseThrow());
        assertThat(isHeldBack(next.token())).isFalse();
    }

    /** A thief of the password would set up one of their own. */
    @Test
    void whoHasAPasskeyAndGaveThePasswordProvesThatOneAndSetsUpNoOther() {
        passkey = true;
        var token = in();

        assertThat(led(token, "/second-factor")).isEqualTo(PROVE + "%2F");
        assertThat(led(token, "/profile")).isEqualTo(PROVE + "%2Fprofile");
        assertThat(pass(token, Requests.get(site(), "/prove"))).isEmpty();
        assertThat(pass(token, Requests.post(site(), "/api/passkeys/entering"))).isEmpty();

        var proved = granted(Proof.of("A-1", "passkey", portal.clock.instant()).strengthened(portal.clock.instant()));
        assertThat(entrance.goesOn(session(token).caller(), session(token).csrf(), session(proved).csrf())).isTrue();
        assertThat(isHeldBack(proved)).isFalse();
    }

    @Test
    void aPasskeyAndAProviderThatAsksForMoreAreEnoughAndAnotherProviderIsNot() {
        assertThat(isHeldBack(granted(Proof.of("A-1", "passkey", portal.clock.instant()).strengthened(portal.clock.instant())))).isFalse();
        assertThat(isHeldBack(granted(Proof.of("A-1", "oidc/strong", portal.clock.instant()).strengthened(portal.clock.instant())))).isFalse();
        assertThat(isHeldBack(granted(Proof.of("A-1", "oidc/acme", portal.clock.instant())))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "oidc/acme"})
    void aRoleThatComesWhileSheIsInHoldsHerBackFromTheNextRequestAndOneThatGoesLetsHerOn(String way) {
        portal.roles.assign("A-1", Set.of("buyer"));
        var token = granted(Proof.of("A-1", way, portal.clock.instant()));
        assertThat(isHeldBack(token)).isFalse();

        portal.roles.assign("A-1", Set.of("buyer", "payer"));
        assertThat(isHeldBack(token)).isTrue();

        portal.roles.assign("A-1", Set.of("buyer"));
        assertThat(isHeldBack(token)).isFalse();
        portal.roles.demanding.add("buyer");
        assertThat(isHeldBack(token)).as("the document changed").isTrue();
    }

    private void onlyTheSecondOfTwoAccountsDemandsOne() {
        portal.roles.assign("A-1", Set.of());
        portal.put("account", "A", Map.of("name", "A"));
        portal.put("account", "B", Map.of("name", "B"));
        portal.put("membership", "m1", Map.of("contact", "A-1", "account", "B"));
        portal.roles.assignToAccount("B", Set.of("payer"));
    }

    /** A thief of the password would bring a factor of their own there, and act for the other account with it. */
    @Test
    void inAnAccountThatDemandsNoneNoWayInIsChangedBeforeTheFactorThereIsIsProved() {
        onlyTheSecondOfTwoAccountsDemandsOne();
        passkey = true;
        var token = in();
        assertThat(isHeldBack(token)).isFalse();

        assertThat(isFresh(token)).isFalse();
        assertThat(begins(token)).isInstanceOfSatisfying(Outcome.Redirect.class, led -> assertThat(led.location()).startsWith(PROVE));
        assertThat(factors.begun("A-1")).isEmpty();

        var proved = granted(Proof.of("A-1", "passkey", portal.clock.instant()).strengthened(portal.clock.instant()));
        assertThat(isFresh(proved)).isTrue();
        begins(proved);
        assertThat(factors.begun("A-1")).isPresent();

        portal.roles.assignToAccount("B", Set.of("buyer"));
        assertThat(isFresh(token)).as("nothing demands one").isTrue();
    }

    private boolean isFresh(String token) {
        return entrance.isFresh(session(token).caller(), session(token).csrf());
    }

    private Outcome begins(String token) {
        var asked = Requests.post(site(), "/profile").form("password", Portal.PASSWORD);
        var place = asked.place("");
        return new SecondFactorComponent(portal.identity).act(new Place(place.id(), request(token, asked), place.page(), place.parameters()));
    }

    @Test
    void aRoleThatOnlyOneOfHerAccountsGivesHoldsHerBackThere() {
        onlyTheSecondOfTwoAccountsDemandsOne();
        var token = in();
        assertThat(isHeldBack(token)).isFalse();

        assertThat(portal.identity.actFor(session(token).caller(), session(token).csrf(), "B")).isTrue();
        assertThat(isHeldBack(token)).isTrue();

        assertThat(portal.identity.actFor(session(token).caller(), session(token).csrf(), "A")).isTrue();
        assertThat(isHeldBack(token)).isFalse();
    }

    @Test
    void whoTakesTheLastOneAwayIsAskedForOneAnewInEverySession() {
        var token = in();
        setUp(token);
        var other = granted(Proof.of("A-1", "oidc/strong", portal.clock.instant()).strengthened(portal.clock.instant()));

        portal.identity.factorDesk().remove(request(token, Requests.post(site(), "/profile")), Portal.PASSWORD);

        assertThat(led(token, "/")).isEqualTo(SET_UP + "%2F");
        assertThat(isHeldBack(other)).isTrue();
    }

    @Test
    void whoTakesAPasskeyAwayIsAskedForAnother() {
        var token = granted(Proof.of("A-1", "passkey", portal.clock.instant()).strengthened(portal.clock.instant()));

        entrance.weaken("A-1");

        assertThat(isHeldBack(token)).isTrue();
    }

    @Test
    void aTokenGivesSuchARoleOnlyIfWhoMadeItHadProvedOne() {
        portal.put("account", "A", Map.of("name", "A"));
        portal.roles.assign("A-1", Set.of("buyer"));
        var token = in();
        var all = make(token, Set.of());
        var buying = make(token, Set.of("buyer"));
        portal.roles.assign("A-1", Set.of("buyer", "payer"));

        assertThat(client(all)).as("it would outgrow what it was made with").isEqualTo(new Client.Unknown());
        assertThat(((Client.Known) client(buying)).caller().roles()).containsExactly("authenticated", "buyer");

        setUp(token);
        assertThat(client(all)).isEqualTo(new Client.Unknown());
        var proved = make(token, Set.of());
        assertThat(((Client.Known) client(proved)).caller().roles()).containsExactly("authenticated", "buyer", "payer");

        portal.identity.factorDesk().remove(request(token, Requests.post(site(), "/profile")), Portal.PASSWORD);
        assertThat(client(proved)).as("the factor is gone").isEqualTo(new Client.Unknown());
    }

    @Test
    void whoeverIsHeldBackWorksInNobodysPlace() {
        portal.roles.deputy("payer", "viewer");

        assertThat(portal.identity.deputies().isOne(session(in()).caller())).isFalse();
        assertThat(portal.identity.deputies().isOne(portal.identity.callerOf("A-1").orElseThrow())).isTrue();
    }

    @Test
    void nobodyElseIsAskedForAnything() {
        portal.roles.assign("A-1", Set.of("buyer"));
        assertThat(pass(in(), Requests.get(site(), "/orders"))).isEmpty();
        assertThat(filter.pass(Requests.get(site(), "/orders").request())).isEmpty();
        assertThat(filter.pass(Requests.get(site(), "/orders").as(Caller.preview(Set.of("payer"))).request())).isEmpty();
    }

    private boolean isHeldBack(String token) {
        return pass(token, Requests.get(site(), "/orders")).isPresent();
    }

    private String led(String token, String path) {
        return led(token, Requests.get(site(), path));
    }

    private String led(String token, Requests asked) {
        var reply = pass(token, asked).orElseThrow();
        assertThat(reply.status()).isEqualTo(303);
        return reply.headers().get("Location");
    }

    private Optional<Reply> pass(String token, Requests asked) {
        return filter.pass(request(token, asked));
    }

    /** With the token of the session. */
    private Request request(String token, Requests asked) {
        var session = session(token);
        var plain = asked.as(session.caller()).request();
        return new Request(plain.id(), plain.method(), plain.path(), plain.locale(), plain.query(), plain.form(), plain.headers(), session.caller(),
                Optional.of(session.csrf()), plain.address(), plain.site());
    }

    private Site site() {
        return portal.sites.current();
    }

    private void setUp(String token) {
        factors.begin("A-1");
        assertThat(portal.identity.factorDesk().confirm(request(token, Requests.post(site(), "/second-factor")), code())).isPresent();
    }

    private String code() {
        return Codes.of(portal.tables.find(Portal.HOUSE, "identity_factor", "A-1", "secret").flatMap(row -> row.text("secret")).orElseThrow(), portal.clock.instant());
    }

    private String make(String token, Set<String> roles) {
        return portal.identity.desk().issue(request(token, Requests.post(site(), "/profile")), new TokenDesk.Wish("shop", false, "", roles, Set.of(), true, 30));
    }

    private Client client(String token) {
        return portal.identity.client(token, Portal.HERE);
    }

    private Entry entry() {
        return portal.identity.signIn("jane@a.example", Portal.PASSWORD, Portal.HERE);
    }

    private String in() {
        return ((Entry.Granted) entry()).token();
    }

    private String granted(Proof proof) {
        return ((Entry.Granted) entrance.enter(proof, Portal.HERE)).token();
    }

    private Session session(String token) {
        return portal.identity.whoIs(token, Portal.HERE).orElseThrow();
    }
}
