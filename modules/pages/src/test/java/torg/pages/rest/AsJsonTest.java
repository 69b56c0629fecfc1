package torg.pages.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.web.Request;
import torg.pages.PagesCompiler;
import torg.pages.Visit;
import torg.pages.access.BranchAccess;
import torg.pages.access.KnownAccess;
import torg.pages.rest.MenusResource.Item;
import torg.pages.rest.PagesResource.KnownPage;
import torg.testkit.TestSites;

/** What a front end of one's own reads of a site, beside whole pages. */
class AsJsonTest {
    private static final Locale NB = Locale.forLanguageTag("nb");

    private final TestSites sites = TestSites.of(Visit.site()
            .document("navigation.yml", """
                    main:
                      - {page: /orders, items: [{page: /orders/new}]}
                      - {title: More, items: [{page: /profile}]}
                      - {page: /terms}
                      - {title: Blog, link: 'https://example.com/'}
                    """)
            .document("snippets/hours.md", "Open **9 to 5**").document("snippets/hours.nb.md", "Åpent").document("snippets/margins.md", "For the board")
            .file("theme/templates/layout.mustache", "{{$main}}{{/main}}{{snippets.hours}}"), new PagesCompiler());
    private final KnownAccess access = new KnownAccess();
    private final PagesResource pages = new PagesResource(access);
    private final MenusResource menus = new MenusResource(access);
    private final SnippetsResource snippets = new SnippetsResource();

    AsJsonTest() {
        access.answerFor(new BranchAccess(sites));
    }

    private Request asks(Caller caller, Locale locale) {
        return Visit.of(sites.current(), "/api/anything", caller, locale, Map.of());
    }

    private List<String> paths(Caller caller) {
        return pages.pages("", asks(caller, Locale.ENGLISH)).value().stream().map(KnownPage::path).toList();
    }

    @Test
    void pagesAreThoseTheCallerMayRead() {
        assertThat(paths(Caller.ANONYMOUS)).containsExactly("/", "/terms");
        assertThat(paths(Visit.GUEST)).containsExactly("/", "/profile", "/terms");
        assertThat(paths(Visit.BUYER)).containsExactly("/", "/orders", "/orders/new", "/orders/{number}", "/profile", "/terms");
    }

    @Test
    void aPageSaysWhereItStandsAndWhereItIs() {
        var all = pages.pages("", asks(Visit.BUYER, NB)).value();

        assertThat(all.getFirst()).isEqualTo(new KnownPage("/", "Hjem", null, null, "/nb", "/api/pages/nb", Map.of("en", "/", "nb", "/nb")));
        assertThat(all.get(1)).isEqualTo(new KnownPage("/orders", "Ordrer", null, "/", "/nb/orders", "/api/pages/nb/orders", Map.of("en", "/orders", "nb", "/nb/orders")));
        assertThat(all.get(3)).as("of many addresses").isEqualTo(new KnownPage("/orders/{number}", "Ordre {number}", null, "/orders", null, null, null));
        assertThat(pages.pages("", asks(Visit.BUYER, Locale.ENGLISH)).value().getFirst().url()).isEqualTo("/api/pages/index");
    }

    @Test
    void manyPagesComeInSeveralAnswers() {
        var draft = Visit.site();
        for (var i = 0; i < 450; i++) draft.document("pages/a%03d.md".formatted(i), "---\ntitle: A\naccess: public\n---\n");
        sites.swap(draft);

        var first = pages.pages("", asks(Caller.ANONYMOUS, Locale.ENGLISH));
        assertThat(first.value()).hasSize(200);
        assertThat(first.next()).isEqualTo("/api/pages?after=%2Fa198");
        var third = pages.pages("/a398", asks(Caller.ANONYMOUS, Locale.ENGLISH));
        assertThat(third.value()).hasSize(52);
        assertThat(third.next()).isNull();
    }

    @Test
    void menusLeadWhereTheCallerMayGo() {
        assertThat(menus.menu("main", asks(Visit.BUYER, NB)).items()).containsExactly(
                new Item("Ordrer", "/nb/orders", List.of(new Item("New order", "/nb/orders/new", List.of()))),
                new Item("More", null, List.of(new Item("Profile", "/nb/profile", List.of()))),
                new Item("Vilkår", "/nb/terms", List.of()),
                new Item("Blog", "https://example.com/", List.of()));
        assertThat(menus.menus(asks(Caller.ANONYMOUS, Locale.ENGLISH)).get("main").items()).extracting(Item::title).containsExactly("Terms", "Blog");
        assertThatThrownBy(() -> menus.menu("none", asks(Visit.BUYER, NB))).isInstanceOfSatisfying(TorgException.class, problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.NOT_FOUND));
    }

    @Test
    void snippetsAreThoseTheThemeShowsAroundPages() {
        assertThat(snippets.snippet("hours", asks(Caller.ANONYMOUS, Locale.ENGLISH)).body()).isEqualTo("<p>Open <strong>9 to 5</strong></p>\n");
        assertThat(snippets.snippet("hours", asks(Caller.ANONYMOUS, NB)).body()).isEqualTo("<p>Åpent</p>\n");
        assertThat(message("margins")).as("of a page that may be for others").isEqualTo(message("none"));
    }

    private String message(String snippet) {
        try {
            return snippets.snippet(snippet, asks(Visit.BUYER, NB)).body();
        } catch (TorgException e) {
            return e.code() + e.getMessage();
        }
    }
}
