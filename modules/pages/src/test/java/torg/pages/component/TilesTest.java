package torg.pages.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.site.Problems;
import torg.api.site.SiteProblem;
import torg.api.view.Model;
import torg.pages.PagesCompiler;
import torg.pages.Visit;
import torg.pages.access.BranchAccess;
import torg.pages.access.KnownAccess;
import torg.pages.tree.SitePages;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Place;
import torg.testkit.TestSource;
import torg.testkit.TestSites;

class TilesTest {
    private static final String HOME = """
            ---
            title: Home
            components:
              - component: tiles
                tiles:
                  - {title: {en: Order, nb: Bestill}, text: Now, page: /orders/new, icon: cart, strong: true}
                  - {title: Gone, page: /gone}
                  - {title: Terms, page: /terms}
                  - {title: Elsewhere, link: 'https://example.com/'}
            ---
            """;

    private final KnownAccess access = new KnownAccess();
    private final Tiles tiles = new Tiles(access);

    private Filled fill(TestSource source, Caller caller) {
        var sites = TestSites.of(source, new PagesCompiler());
        access.answerFor(new BranchAccess(sites));
        var home = sites.current().require(SitePages.class).tree().entry("/").orElseThrow().page();
        return tiles.fill(new Place("c1", Visit.of(sites.current(), "/", caller), home, home.placements().getFirst().parameters()));
    }

    private static List<Object> titles(Filled filled) {
        return ((List<?>) ((Filled.Shown) filled).model().get("tiles")).stream().map(tile -> ((Model) tile).get("title")).toList();
    }

    @Test
    void showsEachTileToThoseWhoMayReadItsPage() {
        var source = Visit.site().document("pages/index.md", HOME);

        assertThat(titles(fill(source, Visit.BUYER))).containsExactly("Order", "Terms", "Elsewhere");
        assertThat(titles(fill(source, Caller.ANONYMOUS))).containsExactly("Terms", "Elsewhere");
        assertThat(((Filled.Shown) fill(source, Caller.ANONYMOUS)).perCaller()).isFalse();
    }

    @Test
    void isHiddenWhenNoTileIsLeft() {
        var source = Visit.site().document("pages/index.md", "---\ntitle: Home\ncomponents: [{component: tiles, tiles: [{title: Orders, page: /orders}]}]\n---\n");

        assertThat(fill(source, Visit.GUEST)).isEqualTo(new Filled.Hidden());
    }

    @Test
    void saysWhatIsWrongWithItsParameters() {
        assertThat(check("tiles: [{title: A, page: /, link: /}]")).containsExactly("site/x.yml:1:9 a tile leads either to a 'page' or to a 'link' (keep one of them)");
        assertThat(check("tiles: [{title: A, page: orders}]")).containsExactly("site/x.yml:1:26 'orders' is no path (begin it with '/')");
        assertThat(check("tiles: [{title: A, link: 'javascript:alert(1)'}]")).singleElement().asString().contains("is neither a path nor an address");
        assertThat(check("tiles: [{page: /}]")).hasSize(1);
        assertThat(check("tile: []")).singleElement().asString().startsWith("site/x.yml:1:7 'tile' is not known here");
        assertThat(check("tiles: [{title: A, page: /}]")).isEmpty();
    }

    private List<String> check(String parameters) {
        var problems = new Problems();
        tiles.check(torg.testkit.Documents.of("site/x.yml", parameters).fields(), problems);
        return problems.found().stream().map(SiteProblem::toString).toList();
    }
}
