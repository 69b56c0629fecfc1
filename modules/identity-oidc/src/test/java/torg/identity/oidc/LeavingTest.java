package torg.identity.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.view.Model;
import torg.api.web.Detour;
import torg.spi.identity.Entrance.Proof;
import torg.spi.view.Component.Filled;
import torg.testkit.Requests;

/** Who came through a provider signs out here and there. */
class LeavingTest {
    private static final Caller JANE = Caller.contact("C-1", "Jane", List.of("A"), List.of());
    private static final Detour.Ends NOWHERE = new Detour.Ends("/");
    private TestProvider provider;
    private Portal portal;

    @BeforeEach
    void janeIsIn() throws IOException {
        provider = new TestProvider();
        provider.claims = Map.of("email", "jane@a.example", "email_verified", true);
        provider.more = ", \"end_session_endpoint\": \"%s/end\"".formatted(provider.issuer());
        in();
    }

    private void in() {
        if (portal != null) portal.outbound.close();
        portal = new Portal(provider);
        var sent = portal.begin(portal.get());
        assertThat(portal.back(provider.signIn(URI.create(sent.location())), sent.kept())).isInstanceOf(Detour.SignedIn.class);
        portal.doorkeeper.own = portal.doorkeeper.sessions.values().stream().findFirst();
    }

    @AfterEach
    void close() {
        portal.outbound.close();
        provider.close();
    }

    @Test
    void sheIsOutHereAndTheProviderIsToldWhoIsToBeOutThereAndWhereSheComesBack() {
        var sent = (Detour.Begins) leave(token());

        assertThat(portal.doorkeeper.sessions).isEmpty();
        assertThat(sent.location()).startsWith(provider.issuer() + "/end?");
        var query = URLUtils.parseParameters(URI.create(sent.location()).getRawQuery());
        assertThat(query).containsEntry("client_id", List.of(TestProvider.CLIENT)).containsEntry("post_logout_redirect_uri", List.of("https://portal.example/api/oidc/acme/left"));
        assertThat(query.get("id_token_hint").getFirst()).contains(".").isEqualTo(portal.doorkeeper.own.orElseThrow().note().orElseThrow());

        assertThat(left(Map.of("state", query.get("state")), sent.kept())).isEqualTo(new Detour.Ends("/?signed-out=1"));
    }

    @Test
    void whoComesBackWithAnotherStateOrWasNotSentIsLedToTheSamePageAndToldNothing() {
        var sent = (Detour.Begins) leave(token());
        var state = URLUtils.parseParameters(URI.create(sent.location()).getRawQuery()).get("state");

        assertThat(left(Map.of("state", List.of("another")), sent.kept())).isEqualTo(NOWHERE);
        assertThat(left(Map.of("state", List.of(state.getFirst(), state.getFirst())), sent.kept())).isEqualTo(NOWHERE);
        assertThat(left(Map.of("state", state), null)).isEqualTo(NOWHERE);
        assertThat(left(Map.of(), sent.kept())).isEqualTo(NOWHERE);
    }

    /** Another site could sign her out else. */
    @Test
    void onlyTheButtonOfThisSessionSignsOut() {
        for (var token : List.of("", Oidc.leaving("csrf-of-John"), Oidc.linking("csrf-of-Jane"))) assertThat(leave(token)).isEqualTo(NOWHERE);
        assertThat(portal.oidc.leave(Requests.get(portal.site(), "/api/oidc/acme/leave").request(), "acme", Optional.of(token()))).as("nobody").isEqualTo(NOWHERE);
        assertThat(portal.oidc.leave(request(), "other", Optional.of(token()))).as("by a provider through which she did not come").isEqualTo(NOWHERE);

        assertThat(portal.doorkeeper.sessions).hasSize(1);
        assertThat(portal.audit.acts().filter(act -> act.contains("sign-out-elsewhere"))).hasSize(5);
    }

    @Test
    void itIsOfferedWhereTheProviderCanAndTheSessionBeganByIt() {
        assertThat(offered()).contains("Sign out here and at Acme");
        portal.doorkeeper.own = portal.doorkeeper.own.map(proof -> new Proof("C-1", "password", Optional.empty(), Optional.empty(), false, proof.at()));
        assertThat(offered()).isEmpty();

        provider.more = "";
        in();
        assertThat(offered()).as("a provider that signs nobody out").isEmpty();
        provider.more = ", \"end_session_endpoint\": \"http://elsewhere.example/end\"";
        in();
        assertThat(offered()).as("nor one that would have it in the clear").isEmpty();
    }

    /** Who has no password here shows there who they are: the provider asks although it knows them, and the session that begins is fresh. */
    @Test
    void whoCameThroughAProviderConfirmsThereAndNobodyElseIsShownThat() {
        var prove = Requests.get(portal.site(), "/prove").query("return", "/api/personal-data").as(JANE).place("show: prove");
        var shown = ((Filled.Shown) new ProvidersComponent(portal.oidc).fill(prove)).model();
        assertThat((List<?>) shown.get("ways")).singleElement().satisfies(way -> {
            assertThat(((Model) way).get("label")).isEqualTo("Confirm with Acme");
            assertThat(((Model) way).get("address")).isEqualTo("/api/oidc/acme?return=%2Fapi%2Fpersonal-data");
        });
        assertThat(portal.begin(Requests.get(portal.site(), "/api/oidc/acme").as(JANE)).location()).contains("prompt=login", "max_age=0");
        var elsewhere = ((Filled.Shown) new ProvidersComponent(portal.oidc).fill(Requests.get(portal.site(), "/prove").query("return", "//x.example").as(JANE).place("show: prove"))).model();
        assertThat(((Model) ((List<?>) elsewhere.get("ways")).getFirst()).get("address")).isEqualTo("/api/oidc/acme?return=%2F");

        assertThat(new ProvidersComponent(portal.oidc).fill(Requests.get(portal.site(), "/prove").place("show: prove"))).isInstanceOf(Filled.Hidden.class);
        portal.doorkeeper.own = Optional.of(Proof.of("C-1", "password", portal.now));
        assertThat(new ProvidersComponent(portal.oidc).fill(prove)).isInstanceOf(Filled.Hidden.class);
    }

    private Optional<String> offered() {
        var filled = new ProvidersComponent(portal.oidc).fill(Requests.get(portal.site(), "/profile").as(JANE).place(""));
        return ((Filled.Shown) filled).model().get("leave") instanceof Model leave ? Optional.of(leave.get("words").toString()) : Optional.empty();
    }

    private static String token() {
        return Oidc.leaving("csrf-of-Jane");
    }

    private torg.api.web.Request request() {
        return Requests.get(portal.site(), "/api/oidc/acme/leave").as(JANE).request();
    }

    private Detour leave(String token) {
        return portal.oidc.leave(request(), "acme", Optional.of(token));
    }

    private Detour left(Map<String, List<String>> query, String kept) {
        var requests = Requests.get(portal.site(), "/api/oidc/acme/left");
        query.forEach((name, values) -> values.forEach(value -> requests.query(name, value)));
        return portal.oidc.left(requests.request(), "acme", kept);
    }
}
