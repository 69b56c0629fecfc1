package torg.identity.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.identity.Deputy;
import torg.api.site.Site;
import torg.api.table.Change;
import torg.api.table.Query;
import torg.api.table.Write;
import torg.api.web.Detour;
import torg.identity.oidc.person.LinkWay;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.testkit.Requests;
import torg.testkit.contract.ComponentContract;

class ProvidersComponentTest implements ComponentContract {
    private static final Caller JANE = Caller.contact("C-1", "Jane", List.of("A"), List.of());
    private static final Caller JOHN = Caller.contact("C-2", "John", List.of("A"), List.of());
    private TestProvider provider;
    private Portal portal;

    @BeforeEach
    void open() throws IOException {
        provider = new TestProvider();
        portal = new Portal(provider, "{provider: acme, label: {en: Acme, nb: Acme AS}}");
    }

    @AfterEach
    void close() {
        portal.outbound.close();
        provider.close();
    }

    @Override
    public Component component() {
        return new ProvidersComponent(portal.oidc);
    }

    @Override
    public Site site() {
        return portal.site();
    }

    @Override
    public List<String> inputs() {
        return List.of("return", "elsewhere", "unlink", "sure", "linked", "unlinked");
    }

    @Test
    void whoIsNotInSeesThroughWhomToComeIn() {
        var shown = (Filled.Shown) component().fill(Requests.get(site(), "/sign-in").query("return", "/orders?page=2").place(""));

        assertThat(shown.model().toString()).contains("Sign in with Acme", "/api/oidc/acme?return=%2Forders%3Fpage%3D2");
        assertThat(shown.perCaller()).isTrue();
    }

    @Test
    void withoutAProviderThereIsNothing() {
        portal.outbound.close();
        portal = new Portal(provider, "{provider: another}");

        assertThat(component().fill(Requests.get(site(), "/sign-in").place(""))).isInstanceOf(Filled.Hidden.class);
        assertThat(component().fill(Requests.get(site(), "/profile").as(JANE).place(""))).isInstanceOf(Filled.Hidden.class);
    }

    @Test
    void whoIsInLinksAnIdentityAndComesInByItUntilItIsUnlinked() {
        assertThat(signIn()).as("nobody's").isEqualTo(new Detour.Ends("/?elsewhere=refused"));

        assertThat(link(JANE, JANE)).isEqualTo(new Detour.Ends("/profile?linked=1"));
        assertThat(signIn()).isInstanceOf(Detour.SignedIn.class);

        var shown = (Filled.Shown) component().fill(Requests.get(site(), "/profile").as(JANE).in("nb").place(""));
        assertThat(shown.model().toString()).contains("name=Acme AS", "subject=jane", "link=Koble til Acme AS");
        var id = portal.oidc.links().of("C-1").getFirst().id();
        component().act(Requests.post(site(), "/profile").as(JOHN).form("unlink", id).form("sure", "yes").place(""));
        assertThat(portal.oidc.links().of("C-1")).as("not by somebody else").hasSize(1);
        var asked = (Outcome.Show) component().act(Requests.post(site(), "/profile").as(JANE).form("unlink", id).place(""));
        assertThat(((Filled.Shown) asked.filled()).model().toString()).contains("sure=").contains(id);
        assertThat(portal.oidc.links().of("C-1")).as("only asked").hasSize(1);
        assertThat(component().act(Requests.post(site(), "/profile").as(JANE).form("unlink", id).form("sure", "yes").place(""))).isEqualTo(new Outcome.Redirect("/profile?unlinked=1#c1"));
        assertThat(portal.doorkeeper.sessions).as("sessions that began by it").isEmpty();
        assertThat(signIn()).isEqualTo(new Detour.Ends("/?elsewhere=refused"));
    }

    @Test
    void whoLinksAnIdentityIsWrittenToOnce() {
        link(JANE, JANE);
        link(JANE, JANE);

        assertThat(portal.tables.query(Portal.HOUSE, Query.of("letter", "way")).rows()).extracting(row -> row.text("way")).containsExactly(Optional.of("oidc/acme"));
    }

    @Test
    void aSessionThatEndsMeanwhileLinksNothing() {
        portal.tables.write(Portal.HOUSE, Write.of(new Change.Delete("session", "csrf-of-Jane")));

        assertThat(link(JANE, JANE)).isEqualTo(new Detour.Ends("/?elsewhere=refused"));
        assertThat(portal.oidc.links().of("C-1")).isEmpty();
        assertThat(portal.tables.query(Portal.HOUSE, Query.of("letter")).rows()).isEmpty();
    }

    @Test
    void anIdentityIsOnePersonsOnly() {
        link(JANE, JANE);
        assertThat(link(JOHN, JOHN)).isEqualTo(new Detour.Ends("/?elsewhere=refused"));
        assertThat(portal.oidc.links().of("C-2")).isEmpty();
    }

    @Test
    void whoCameInByWhatIsUnlinkedIsToldWhereTheySignIn() {
        link(JANE, JANE);
        signIn();
        portal.doorkeeper.own = Optional.of(portal.doorkeeper.sessions.get("token-0"));
        var id = portal.oidc.links().of("C-1").getFirst().id();

        assertThat(component().act(Requests.post(site(), "/profile").as(JANE).form("unlink", id).form("sure", "yes").place(""))).isEqualTo(new Outcome.SignedOut("/?unlinked=1"));
        assertThat(((Filled.Shown) component().fill(Requests.get(site(), "/").query("unlinked", "1").place(""))).model().toString()).contains("gone=true");
    }

    @Test
    void aProviderSpeaksForNobodyButTheAccountsThatTheDocumentNames() {
        reopen("{provider: acme, label: Acme, accounts: [{domain: north.example, account: N}]}", false);

        assertThat(component().fill(Requests.get(site(), "/profile").as(JANE).place(""))).as("no way is shown").isInstanceOf(Filled.Hidden.class);
        assertThat(link(JANE, JANE)).as("who knows the address anyhow").isEqualTo(new Detour.Ends("/?elsewhere=refused"));
        assertThat(portal.oidc.links().of("C-1")).isEmpty();

        reopen("{provider: acme, label: Acme, accounts: [{domain: north.example, account: N}, {domain: a.example, account: A}]}", false);
        assertThat(link(JANE, JANE)).isEqualTo(new Detour.Ends("/profile?linked=1"));
    }

    @Test
    void aStrongProviderStandsForTheSecondFactorOfItsOwnAccountsOnly() {
        reopen("provider: acme", true);
        link(JANE, JANE);
        signIn();
        assertThat(portal.doorkeeper.sessions.get("token-0").strong()).as("linked by whoever liked to").isFalse();

        reopen("{provider: acme, accounts: [{domain: a.example, account: A}]}", true);
        link(JANE, JANE);
        signIn();
        assertThat(portal.doorkeeper.sessions.get("token-0").strong()).isTrue();
    }

    @Test
    void nobodyIsMadeToLinkWhatIsNotTheirs() {
        assertThat(portal.oidc.begin(portal.get().as(JANE).query("link", "guessed").request(), "acme")).as("an address that another site made up").isEqualTo(new Detour.Ends("/?elsewhere=refused"));
        assertThat(portal.oidc.begin(portal.get().query("link", Oidc.linking("csrf-of-Jane")).request(), "acme")).as("nobody is in").isEqualTo(new Detour.Ends("/?elsewhere=refused"));
        assertThat(link(JANE, JOHN)).as("somebody else is in by now").isEqualTo(new Detour.Ends("/?elsewhere=refused"));
        assertThat(portal.oidc.links().of("C-1")).isEmpty();
        assertThat(portal.oidc.links().of("C-2")).isEmpty();
    }

    @Test
    void aBrowserThatWasLeftOpenLinksAndUnlinksNothing() {
        link(JANE, JANE);
        portal.doorkeeper.fresh.clear();
        var id = portal.oidc.links().of("C-1").getFirst().id();

        assertThat(portal.oidc.begin(portal.get().as(JANE).query("link", Oidc.linking("csrf-of-Jane")).request(), "acme")).isEqualTo(new Detour.Ends("/?elsewhere=refused"));
        assertThat(component().act(Requests.post(site(), "/profile").as(JANE).form("unlink", id).place(""))).isEqualTo(new Outcome.Redirect("/prove?return=%2Fprofile%23c1"));
        assertThat(((Filled.Shown) component().fill(Requests.get(site(), "/profile").as(JANE).place(""))).model().toString()).contains("prove=/prove?return=%2Fprofile%23c1").doesNotContain("link=Link Acme");
        assertThat(portal.oidc.links().of("C-1")).hasSize(1);
    }

    @Test
    void whatIsLinkedGoesWithWhoIsRemovedAndNobodyElses() {
        link(JANE, JANE);
        var way = new LinkWay(portal.tables);
        assertThat(way.taken("C-2")).isEmpty();

        portal.tables.write(Caller.service("test"), Write.of(way.taken("C-1")));
        assertThat(portal.oidc.links().of("C-1")).isEmpty();
        assertThat(signIn()).isEqualTo(new Detour.Ends("/?elsewhere=refused"));
    }

    @Test
    void whoWorksInHerPlaceSeesLinksAndUnlinksNothing() {
        link(JANE, JANE);
        var id = portal.oidc.links().of("C-1").getFirst().id();
        var deputy = JANE.by(new Deputy("N-1", "Nancy", portal.now));

        assertThat(component().fill(Requests.get(site(), "/profile").as(deputy).place(""))).isInstanceOf(Filled.Hidden.class);
        assertThat(component().act(Requests.post(site(), "/profile").as(deputy).form("unlink", id).place(""))).isInstanceOfSatisfying(Outcome.Show.class, show -> assertThat(show.status()).isEqualTo(405));
        assertThat(portal.oidc.begin(portal.get().as(deputy).query("link", Oidc.linking("csrf-of-Jane")).request(), "acme")).isEqualTo(new Detour.Ends("/?elsewhere=refused"));
        portal.oidc.unlink(portal.get().as(JANE).request(), "C-1", id);
        assertThat(link(JANE, deputy)).as("begun by Jane, and her deputy comes back").isEqualTo(new Detour.Ends("/?elsewhere=refused"));
        assertThat(portal.oidc.links().of("C-1")).isEmpty();
    }

    private void reopen(String mapping, boolean strong) {
        portal.outbound.close();
        portal = new Portal(provider, mapping, Map.of("acme.strong", Boolean.toString(strong)));
    }

    private Detour link(Caller begins, Caller comesBack) {
        var sent = portal.begin(portal.get().as(begins).query("link", Oidc.linking("csrf-of-" + begins.name())).query("return", "/profile"));
        return portal.back(Requests.get(site(), "/api/oidc/acme/back").as(comesBack), provider.signIn(URI.create(sent.location())), sent.kept());
    }

    private Detour signIn() {
        provider.claims = Map.of();
        var sent = portal.begin(portal.get());
        return portal.back(provider.signIn(URI.create(sent.location())), sent.kept());
    }
}
