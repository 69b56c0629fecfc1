package torg.studio.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.site.Site;
import torg.api.view.Model;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.studio.People;
import torg.studio.room.Room;
import torg.testkit.TestSource;
import torg.testkit.Requests;
import torg.testkit.TestSites;
import torg.testkit.contract.ComponentContract;

class PagesComponentTest implements ComponentContract {
    private final TestSource source = new TestSource().languages("en", "nb").document("pages/index.md", "---\ntitle: Home\naccess: public\n---\n").document("pages/a.md", "---\ntitle: A\naccess: signed-in\n---\n")
            .document("pages/a/b.md", "---\ntitle: B\n---\n").document("pages/a/b.nb.md", "---\ntitle: Be\n---\n").document("pages/c.md", "---\ntitle: C\n---\n").document("pages/c/[number].md", "---\ntitle: D\n---\n");
    private final TestSites sites = TestSites.of(source);
    private final PagesComponent component = new PagesComponent(sites);

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
        return List.of("do", "done");
    }

    @Test
    void pagesStandInTheirTree() {
        assertThat(tree()).containsExactly("0 / everybody", "1 /a who signed in", "2 /a/b who signed in", "1 /c everybody", "2 /c/[number] -");
    }

    @Test
    void aPageGoesWithItsLanguagesAndWhatIsBelowIt() {
        assertThat(act("out /a/b")).isEqualTo(new Outcome.Redirect("/studio/pages?done=moved"));
        assertThat(sites.files().keySet()).contains("content/site/pages/b.md", "content/site/pages/b.nb.md").doesNotContain("content/site/pages/a/b.md");
        act("in /b");
        act("below /c /a");
        assertThat(tree()).containsExactly("0 / everybody", "1 /a who signed in", "2 /a/b who signed in", "2 /a/c who signed in", "3 /a/c/[number] -");
    }

    @Test
    void whatCannotBeIsToldAndChangesNothing() {
        var before = tree();
        for (var wish : List.of("", "out /a", "out /", "in /a", "below /a /a/b", "below /a /a", "below /a/b /a", "below /a/b /nowhere", "below /nowhere /a", "below / /a", "sideways /a")) {
            assertThat(((Outcome.Show) act(wish)).status()).as(wish).isEqualTo(409);
        }
        assertThat(tree()).isEqualTo(before);
        assertThat(component.fill(Requests.get(site(), Room.PAGES.address()).as(People.CUSTOMER).place(""))).isEqualTo(new Filled.Absent());
    }

    @Test
    void ofManyPagesSomeAreShownAndAllAreFound() {
        for (var i = 0; i < 450; i++) source.document("pages/many/p%03d.md".formatted(i), "---\ntitle: Tea %d\n---\n".formatted(i));
        sites.swap(source);
        assertThat(tree()).hasSize(200);
        assertThat(tree(Map.of("page", "3"))).hasSize(55).endsWith("2 /many/p449 everybody");
        assertThat(shown(Map.of("page", "2")).get("turned").toString()).contains("/studio/pages?page=1", "/studio/pages?page=3");
        assertThat(tree(Map.of("page", "99"))).as("the last one").hasSize(55);
        assertThat(tree(Map.of("q", "TEA 44"))).hasSize(11).startsWith("2 /many/p044 everybody");
        assertThat(tree(Map.of("q", "/many/p1"))).hasSize(100);
        assertThat(shown(Map.of("q", "tea", "page", "2")).get("turned").toString()).contains("/studio/pages?q=tea&page=1");
        assertThat(shown(Map.of("q", "coffee")).get("found")).isEqualTo(false);

        act("below /many/p449 /a");
        assertThat(sites.files()).as("wherever it stands").containsKey("content/site/pages/a/p449.md");
    }

    @Test
    void anEditionStandsBelowItsPageAndGoesAlong() {
        var edition = "content/site/pages/a/b@2027-01-01..2127-01-01.md";
        sites.swap(source.document("pages/a/b@2027-01-01..2127-01-01.md", "---\ntitle: New\n---\n").document("pages/a/b@..2020-01-01.nb.md", "---\ntitle: Ny\n---\n"));
        assertThat(tree()).as("no page of its own").hasSize(5);
        assertThat(editions("/a/b")).containsExactly("Until Jan 1, 2020, 12:00 AM false", "From Jan 1, 2027, 12:00 AM until Jan 1, 2127, 12:00 AM " + Instant.now().isAfter(Instant.parse("2027-01-01T00:00:00Z")));
        assertThat(editions("/a")).isEmpty();

        act("out /a/b");
        assertThat(sites.files()).doesNotContainKey(edition).containsKeys("content/site/pages/b@2027-01-01..2127-01-01.md", "content/site/pages/b@..2020-01-01.nb.md");
        assertThat(((Outcome.Show) component.act(Requests.post(site(), Room.PAGES.address()).as(People.CUSTOMER).form("do", "in /b").place(""))).status()).isEqualTo(405);
    }

    private List<String> editions(String address) {
        return ((List<?>) shown(Map.of()).get("rows")).stream().map(Model.class::cast).filter(row -> row.get("address").equals(address)).flatMap(row -> ((List<?>) row.get("editions")).stream()).map(Model.class::cast)
                .map(one -> one.get("when").toString().replace('\u202f', ' ') + " " + one.get("now")).toList();
    }

    private Outcome act(String wish) {
        return component.act(Requests.post(site(), Room.PAGES.address()).as(People.ADMINISTRATOR).form("do", wish).place(""));
    }

    private List<String> tree() {
        return tree(Map.of());
    }

    private Model shown(Map<String, String> query) {
        var request = Requests.get(site(), Room.PAGES.address()).as(People.ADMINISTRATOR);
        for (var one : query.entrySet()) request = request.query(one.getKey(), one.getValue());
        return ((Filled.Shown) component.fill(request.place(""))).model();
    }

    private List<String> tree(Map<String, String> query) {
        return ((List<?>) shown(query).get("rows")).stream().map(Model.class::cast).map(row -> ((List<?>) row.get("indent")).size() + " " + row.get("address") + " " + (row.has("readers") ? row.get("readers") : "-")).toList();
    }
}
