package torg.identity.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.web.Detour;
import torg.spi.identity.Newcomers.Stranger;
import torg.spi.identity.ProviderProtocol;
import torg.spi.view.Component.Filled;
import torg.testkit.Requests;

/** A provider that speaks another protocol is led to, comes back, is linked and is asked once more as an OpenID provider is. */
class OtherProtocolsTest {
    private static final Detour REFUSED = new Detour.Ends("/?elsewhere=refused");
    private static final Caller JANE = Caller.contact("C-1", "Jane", List.of("A"), List.of());
    private TestProvider provider;
    private Portal portal;

    /** Vouches for Jane to whoever brings back the state with which it was asked. */
    private static final class Spoken implements ProviderProtocol {
        Set<String> providers = Set.of("north");
        String said = "jane";

        @Override
        public String name() {
            return "spoken";
        }

        @Override
        public Set<String> providers() {
            return providers;
        }

        @Override
        public URI begin(String provider, String state, boolean again) {
            return URI.create("https://north.example/?state=" + state + "&again=" + again);
        }

        @Override
        public Vouched finish(String provider, String state, Map<String, List<String>> query) {
            if (!List.of(state).equals(query.get("state"))) throw TorgException.of(ProblemKind.DENIED, "test.refused", "another errand");
            return new Vouched(new Stranger(provider, "spoken/north", "https://north.example", said, Map.of("email", "jane@a.example", "email_verified", true, "groups", List.of("buyers"))),
                    Optional.of("session-1"), Optional.empty(), true, Optional.of(END));
        }
    }

    private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");
    private final Spoken protocol = new Spoken();

    @BeforeEach
    void open() throws IOException {
        provider = new TestProvider();
        portal = new Portal(provider, Portal.MAPPING.replace("provider: acme", "provider: north").replace("realm.groups", "groups"));
        portal.oidc.protocols = List.of(protocol);
    }

    @AfterEach
    void close() {
        portal.outbound.close();
        provider.close();
    }

    @Test
    void whoComesInByItHasTheContactAndRolesOfTheDocument() {
        var in = (Detour.SignedIn) signIn(portal.get().query("return", "/orders"));

        assertThat(in.location()).isEqualTo("/orders");
        var proof = portal.doorkeeper.sessions.get(in.token());
        assertThat(proof.way()).isEqualTo("spoken/north");
        assertThat(proof.contact()).isEqualTo("C-1");
        assertThat(proof.strong()).isTrue();
        assertThat(proof.until()).contains(END);
        assertThat(proof.note()).as("there is no ID token").isEmpty();
        assertThat(portal.roles.of.get("C-1")).containsExactly("buyer");
    }

    @Test
    void whoBringsSomethingElseBackIsRefusedAsEverybodyIs() {
        var sent = begin(portal.get());

        assertThat(back(portal.get().query("state", "another"), sent.kept())).isEqualTo(REFUSED);
        assertThat(back(portal.get().query("state", state(sent)), null)).as("another browser").isEqualTo(REFUSED);
        assertThat(portal.audit.acts().filter(act -> act.contains("sign-in-elsewhere"))).hasSize(2);
        protocol.providers = Set.of();
        assertThat(portal.oidc.begin(portal.get().request(), "north")).isEqualTo(REFUSED);
    }

    @Test
    void itIsOfferedLinkedAndAskedOnceMore() {
        var component = new ProvidersComponent(portal.oidc);
        assertThat(((Filled.Shown) component.fill(Requests.get(portal.site(), "/sign-in").place(""))).model().toString()).contains("/api/oidc/north");
        protocol.said = "j.doe";
        var sent = begin(portal.get().as(JANE).query("return", "/profile").query("link", Oidc.linking("csrf-of-Jane")));
        assertThat(sent.location()).contains("again=false");

        assertThat(back(portal.get().as(JANE).query("state", state(sent)), sent.kept())).isEqualTo(new Detour.Ends("/profile?linked=1"));

        assertThat(portal.oidc.links().of("C-1")).singleElement().satisfies(link -> assertThat(link.way()).isEqualTo("spoken/north"));
        portal.doorkeeper.own = Optional.of(portal.doorkeeper.sessions.get(((Detour.SignedIn) signIn(portal.get())).token()));
        assertThat(portal.oidc.cameBy(portal.get().as(JANE).request())).isPresent();
        assertThat(portal.oidc.leaves(portal.get().as(JANE).request())).as("it signs nobody out there").isEmpty();
        assertThat(begin(portal.get().as(JANE)).location()).contains("again=true");
    }

    private Detour.Begins begin(Requests request) {
        return (Detour.Begins) portal.oidc.begin(request.request(), "north");
    }

    private Detour back(Requests request, String kept) {
        return portal.oidc.back(request.request(), "north", kept);
    }

    private Detour signIn(Requests request) {
        var sent = begin(request);
        return back(portal.get().query("state", state(sent)), sent.kept());
    }

    private static String state(Detour.Begins sent) {
        return sent.location().replaceAll(".*state=([^&]*).*", "$1");
    }
}
