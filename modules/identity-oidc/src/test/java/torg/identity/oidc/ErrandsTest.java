package torg.identity.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.identity.Caller;
import torg.api.web.Detour;
import torg.api.web.Request;

/** Browsers that come back: only the one that was sent, once, soon, from the one to whom it was sent, and to this site. */
class ErrandsTest {
    private static final Detour REFUSED = new Detour.Ends("/?elsewhere=refused");
    private TestProvider provider;
    private Portal portal;

    @BeforeEach
    void open() throws IOException {
        provider = new TestProvider();
        provider.claims = Map.of("email", "jane@a.example", "email_verified", true);
        portal = new Portal(provider);
    }

    @AfterEach
    void close() {
        portal.outbound.close();
        provider.close();
    }

    @Test
    void nothingThatThePortalSendsTellsWhatTheBrowserKeeps() {
        var sent = portal.begin(portal.get().query("return", "/orders"));

        assertThat(sent.location()).startsWith(provider.issuer() + "/auth?").contains("code_challenge_method=S256", "redirect_uri=https%3A%2F%2Fportal.example%2Fapi%2Foidc%2Facme%2Fback", "response_type=code");
        assertThat(sent.location()).doesNotContain(sent.kept().split("\\.")[0]);
        assertThat(portal.begin(portal.get()).location()).as("another time, another state").isNotEqualTo(sent.location());
    }

    @Test
    void anotherBrowserIsNotLetInWithWhatSomebodyElseBroughtBack() {
        var attackers = portal.begin(portal.get());
        var victims = portal.begin(portal.get());
        var brought = provider.signIn(URI.create(attackers.location()));

        assertThat(portal.back(brought, victims.kept())).as("of somebody who was sent as well").isEqualTo(REFUSED);
        assertThat(portal.back(brought, null)).as("of somebody who was not").isEqualTo(REFUSED);
        assertThat(portal.back(brought, "nonsense")).isEqualTo(REFUSED);
        assertThat(portal.back(brought, attackers.kept())).as("of whom it is").isInstanceOf(Detour.SignedIn.class);
        assertThat(portal.audit.acts().filter(act -> act.contains("sign-in-elsewhere"))).hasSize(3);
    }

    @Test
    void aCodeCountsOnce() {
        var sent = portal.begin(portal.get());
        var brought = provider.signIn(URI.create(sent.location()));

        assertThat(portal.back(brought, sent.kept())).isInstanceOf(Detour.SignedIn.class);
        assertThat(portal.back(brought, sent.kept())).isEqualTo(REFUSED);
    }

    @Test
    void aCodeOfAnotherErrandDoesNotCount() {
        var one = portal.begin(portal.get());
        var other = portal.begin(portal.get());
        var mixed = new HashMap<>(provider.signIn(URI.create(other.location())));
        mixed.put("state", provider.signIn(URI.create(one.location())).get("state"));

        assertThat(portal.back(mixed, one.kept())).as("it was made for another challenge").isEqualTo(REFUSED);
    }

    @Test
    void whoComesBackLateOrFromAClockThatGoesWrongIsSentAgain() {
        var sent = portal.begin(portal.get());
        portal.now = portal.now.plus(Duration.ofMinutes(10));
        assertThat(portal.back(provider.signIn(URI.create(sent.location())), sent.kept())).isEqualTo(REFUSED);

        portal.now = portal.now.minus(Duration.ofMinutes(20));
        assertThat(portal.back(provider.signIn(URI.create(sent.location())), sent.kept())).isEqualTo(REFUSED);
    }

    @Test
    void whoSaysNoAndWhoSaysThingsTwiceIsNotLetIn() {
        var sent = portal.begin(portal.get());
        var brought = provider.signIn(URI.create(sent.location()));
        assertThat(portal.back(Map.of("error", List.of("access_denied"), "state", brought.get("state")), sent.kept())).isEqualTo(REFUSED);
        assertThat(portal.back(Map.of("state", brought.get("state")), sent.kept())).isEqualTo(REFUSED);
        assertThat(portal.back(Map.of(), sent.kept())).isEqualTo(REFUSED);
        var twice = new HashMap<>(brought);
        twice.put("code", List.of(brought.get("code").getFirst(), "another"));
        assertThat(portal.back(twice, sent.kept())).isEqualTo(REFUSED);
    }

    @Test
    void aProviderThatSaysWhoItIsHasToSayItEachTime() {
        provider.more = ", \"authorization_response_iss_parameter_supported\": true";
        var sent = portal.begin(portal.get());
        var brought = new HashMap<>(provider.signIn(URI.create(sent.location())));
        assertThat(portal.back(brought, sent.kept())).as("not said").isEqualTo(REFUSED);
        brought.put("iss", List.of("https://another.example"));
        assertThat(portal.back(brought, sent.kept())).as("somebody else").isEqualTo(REFUSED);
        brought.put("iss", List.of(provider.issuer()));
        assertThat(portal.back(brought, sent.kept())).isInstanceOf(Detour.SignedIn.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "https://evil.example", "/\\evil.example", "\\/evil.example", "javascript:alert(1)", "/a\r\nSet-Cookie: x=1", ""})
    void nobodyIsLedToAnotherSite(String back) {
        var sent = portal.begin(portal.get().query("return", back));

        assertThat(portal.back(provider.signIn(URI.create(sent.location())), sent.kept()).location()).isEqualTo("/");
    }

    @Test
    void whatTheBrowserKeepsCannotLeadToAnotherSiteEither() {
        var sent = portal.begin(portal.get().query("return", "/orders"));
        var parts = sent.kept().split("\\.", -1);
        parts[4] = Base64.getUrlEncoder().withoutPadding().encodeToString("//evil.example".getBytes(StandardCharsets.UTF_8));

        assertThat(portal.back(provider.signIn(URI.create(sent.location())), String.join(".", parts))).isEqualTo(REFUSED);
    }

    @Test
    void whoHasASecondFactorIsAskedForIt() {
        portal.doorkeeper.halfway.add("C-1");
        var sent = portal.begin(portal.get().query("return", "/orders"));

        assertThat(portal.back(provider.signIn(URI.create(sent.location())), sent.kept())).isEqualTo(new Detour.SecondFactor("a-ticket", "/?return=%2Forders"));
    }

    @Test
    void whoIsInAndProvesItOnceMoreThereGivesTheCodeWhereThatIsProved() {
        portal.doorkeeper.halfway.add("C-1");
        var jane = Caller.contact("C-1", "Jane", List.of("A"), List.of());
        var sent = portal.begin(portal.get().as(jane).query("return", "/profile"));

        assertThat(portal.back(portal.get().as(jane), provider.signIn(URI.create(sent.location())), sent.kept()))
                .isEqualTo(new Detour.SecondFactor("a-ticket", "/prove?return=%2Fprofile"));
    }

    @Test
    void whoIsKnownThereAlreadyHasShownNothingHere() {
        var hourAgo = portal.now.minusSeconds(3_600).truncatedTo(ChronoUnit.SECONDS);
        assertThat(shown(hourAgo.getEpochSecond())).isEqualTo(hourAgo);
        assertThat(shown(null)).as("not said").isEqualTo(Instant.EPOCH);
        assertThat(shown(Long.MIN_VALUE / 1_000)).as("a moment that no table keeps").isEqualTo(Instant.EPOCH);
        assertThat(shown(portal.now.plusSeconds(3_600).getEpochSecond())).as("of a clock that is ahead").isEqualTo(portal.now);
    }

    @Test
    void theProviderIsAskedWhenItWasAndAsksWhoeverIsInAlreadyOnceMore() {
        assertThat(portal.begin(portal.get()).location()).contains("max_age=31536000").doesNotContain("prompt=");
        var jane = Caller.contact("C-1", "Jane", List.of("A"), List.of());
        assertThat(portal.begin(portal.get().as(jane)).location()).contains("max_age=0", "prompt=login");
    }

    @Test
    void anotherSiteSendsNobodyThere() {
        assertThat(portal.oidc.begin(from("cross-site"), "acme")).as("to where they sign in").isEqualTo(new Detour.Ends("/?return=%2Forders%3Fpage%3D2"));
        assertThat(portal.oidc.begin(from("same-origin"), "acme")).isInstanceOf(Detour.Begins.class);
    }

    private Request from(String site) {
        var plain = portal.get().query("return", "/orders?page=2").request();
        return new Request(plain.id(), plain.method(), plain.path(), plain.locale(), plain.query(), plain.form(), Map.of("sec-fetch-site", site),
                plain.caller(), plain.csrf(), plain.address(), plain.site());
    }

    /** The moment of the proof by which a session begins whose ID token says this. */
    private Instant shown(Long authTime) {
        provider.says = (there, claims) -> there.signed(claims.claim("auth_time", authTime).build());
        var sent = portal.begin(portal.get());
        var in = (Detour.SignedIn) portal.back(provider.signIn(URI.create(sent.location())), sent.kept());
        return portal.doorkeeper.sessions.get(in.token()).at();
    }

    @Test
    void aProviderThatIsNotThereIsTheSameAnswer() {
        provider.close();

        assertThat(portal.oidc.begin(portal.get().request(), "acme")).isEqualTo(REFUSED);
        assertThat(portal.oidc.begin(portal.get().request(), "another")).isEqualTo(REFUSED);
    }
}
