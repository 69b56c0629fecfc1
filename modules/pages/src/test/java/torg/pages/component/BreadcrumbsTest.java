package torg.pages.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.view.Model;
import torg.pages.PagesCompiler;
import torg.pages.Visit;
import torg.pages.access.BranchAccess;
import torg.pages.access.KnownAccess;
import torg.pages.tree.SitePages;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Place;
import torg.testkit.TestSites;

class BreadcrumbsTest {
    private final TestSites sites = TestSites.of(Visit.site().document("pages/orders/[number]/lines.md", "---\ntitle: '{title}'\ncomponents: [{component: breadcrumbs}]\n---\n"), new PagesCompiler());

    private Filled fill(String page, String path, Caller caller) {
        var access = new KnownAccess();
        access.answerFor(new BranchAccess(sites));
        var entry = sites.current().require(SitePages.class).tree().find(path).orElseThrow().entry();
        assertThat(entry.page().path()).isEqualTo(page);
        return new Breadcrumbs(access).fill(new Place("c1", Visit.of(sites.current(), path, caller, Locale.forLanguageTag("nb"), Map.of()), entry.page(), null));
    }

    @Test
    void leadsFromHomeToThePage() {
        var shown = (Filled.Shown) fill("/orders/new", "/orders/new", Visit.BUYER);

        assertThat(shown.model()).isEqualTo(Model.with("label", "Du er her").with("items", List.of(Model.with("title", "Hjem").with("link", "/nb").build(),
                Model.with("title", "Ordrer").with("link", "/nb/orders").build(), Model.with("title", "New order").with("current", true).build())).build());
        assertThat(shown.perCaller()).isTrue();
        assertThat(((Filled.Shown) fill("/orders/{number}/lines", "/orders/7/lines", Visit.BUYER)).model().plain().toString()).as("what the page is about").contains("title=lines, current=true");
    }

    @Test
    void leavesOutWhatTheCallerMayNotReadAndIsNotThereOnHome() {
        assertThat(((Filled.Shown) fill("/orders/new", "/orders/new", Visit.GUEST)).model().plain().toString()).contains("Hjem").doesNotContain("Ordrer");
        assertThat(fill("/", "/", Visit.BUYER)).isEqualTo(new Filled.Hidden());
    }
}
