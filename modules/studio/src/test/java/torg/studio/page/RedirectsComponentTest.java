package torg.studio.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.site.ContentFile;
import torg.api.site.Site;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.studio.People;
import torg.studio.room.Room;
import torg.testkit.Requests;
import torg.testkit.TestSites;
import torg.testkit.TestSource;
import torg.testkit.contract.ComponentContract;

class RedirectsComponentTest implements ComponentContract {
    private static final String REDIRECTS = "content/site/redirects.yml";
    private final TestSites sites = TestSites.of(new TestSource().document("redirects.yml", "redirects:\n  - {from: /login, to: /sign-in}\n").document("pages/teas.md", "---\ntitle: Teas\n---\nx"));
    private final SortedMap<String, Integer> asked = new TreeMap<>(Map.of("/tea", 7, "/coffee", 2));
    private final RedirectsComponent component = new RedirectsComponent(sites);

    {
        component.lost = () -> asked;
    }

    @Override
    public Component component() {
        return component;
    }

    @Override
    public Site site() {
        return sites.current();
    }

    @Override
    public List<String> inputs() {
        return List.of("from", "to", "seen", "kept", "message", "done");
    }

    @Test
    void theMostWantedComesFirstAndIsLedToAPageBehindWhatStandsThere() {
        assertThat(look(People.ADMINISTRATOR)).containsSubsequence("from=/tea", "from=/coffee").contains("address=/teas");

        assertThat(lead(People.ADMINISTRATOR, "/tea", "/teas")).isEqualTo(new Outcome.Redirect("/studio/redirects?done=saved"));
        assertThat(new String(sites.file(REDIRECTS).orElseThrow().bytes(), StandardCharsets.UTF_8)).containsSubsequence("/login", "/sign-in", "/tea", "/teas", "301");
    }

    @Test
    void whereThereAreNoRedirectsYetTheDocumentIsMade() {
        var bare = TestSites.of(new TestSource().document("pages/teas.md", "---\ntitle: Teas\n---\nx"));
        var room = new RedirectsComponent(bare);
        room.lost = () -> asked;
        room.act(Requests.post(bare.current(), Room.REDIRECTS.address()).as(People.ADMINISTRATOR).form("from", "/tea").form("to", "/teas").form("seen", "").place(""));

        assertThat(new String(bare.file(REDIRECTS).orElseThrow().bytes(), StandardCharsets.UTF_8)).contains("redirects", "/tea");
    }

    @Test
    void nowhereButToAPageOfTheSiteAndFromNoOtherAddress() {
        for (var to : List.of("", "/nowhere", "/tea", "https://evil.example", "//evil.example", "javascript:alert(1)", "/teas\n", "/../teas")) {
            var expected = to.equals("/teas\n") ? 303 : 422;
            var outcome = lead(People.ADMINISTRATOR, "/coffee", to);
            assertThat(outcome instanceof Outcome.Show show ? show.status() : 303).as(to).isEqualTo(expected);
        }
        for (var from : List.of("/login", "/teas", "https://evil.example", "/*", "")) {
            assertThat(lead(People.ADMINISTRATOR, from, "/teas")).as(from).isInstanceOfSatisfying(Outcome.Show.class, show -> assertThat(show.status()).isEqualTo(409));
        }
    }

    @Test
    void whatIsKeptAsADraftIsOnNoSiteYet() {
        var before = sites.file(REDIRECTS);
        var sent = Requests.post(site(), Room.REDIRECTS.address()).as(People.ADMINISTRATOR).form("from", "/tea").form("to", "/teas").form("action", "draft").form("seen", before.map(ContentFile::version).orElse(""));
        assertThat(component.act(sent.place(""))).isEqualTo(new Outcome.Redirect("/studio/redirects?done=drafted"));
        assertThat(sites.file(REDIRECTS)).isEqualTo(before);
        assertThat(sites.drafts()).hasSize(1);
    }

    @Test
    void whoMayNotIsToldNothing() {
        assertThat(component.fill(Requests.get(site(), Room.REDIRECTS.address()).as(People.CUSTOMER).place(""))).isEqualTo(new Filled.Absent());
        assertThat(lead(People.CUSTOMER, "/tea", "/teas")).isEqualTo(new Outcome.Show(405, new Filled.Absent()));
    }

    private String look(Caller caller) {
        return ((Filled.Shown) component.fill(Requests.get(site(), Room.REDIRECTS.address()).as(caller).place(""))).model().toString();
    }

    private Outcome lead(Caller caller, String from, String to) {
        return component.act(Requests.post(site(), Room.REDIRECTS.address()).as(caller).form("from", from).form("to", to).form("seen", sites.file(REDIRECTS).map(ContentFile::version).orElse("")).place(""));
    }
}
