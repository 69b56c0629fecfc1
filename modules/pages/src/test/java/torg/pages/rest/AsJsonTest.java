package torg.pages.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.web.Request;
import torg.pages.PagesCompiler;
import torg.pages.Visit;
import torg.pages.access.BranchAccess;
import torg.pages.access.KnownAccess;
import torg.pages.collection.Selection;
import torg.pages.component.CollectionComponentTest;
import torg.pages.rest.MenusResource.Item;
import torg.pages.rest.PagesResource.KnownPage;
import torg.pages.tree.SitePages;
import torg.pages.picture.Photographs;
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
        return paths(pages.pages(null, null, List.of(), "path", "", "", "", "", asks(caller, Locale.ENGLISH)));
    }

    private static List<String> paths(PagesResource.Pages some) {
        return some.value().stream().map(KnownPage::path).toList();
    }

    @Test
    void pagesAreThoseTheCallerMayRead() {
        assertThat(paths(Caller.ANONYMOUS)).containsExactly("/", "/terms");
        assertThat(paths(Visit.GUEST)).containsExactly("/", "/profile", "/terms");
        assertThat(paths(Visit.BUYER)).containsExactly("/", "/orders", "/orders/new", "/orders/{number}", "/profile", "/terms");
    }

    @Test
    void aPageSaysWhereItStandsAndWhereItIs() {
        var all = pages.pages(null, null, List.of(), "path", "", "", "", "", asks(Visit.BUYER, NB)).value();

        assertThat(all.getFirst()).isEqualTo(new KnownPage("/", "Hjem", null, null, null, null, "/nb", "/api/content/pages/nb", Map.of("en", "/", "nb", "/nb")));
        assertThat(all.get(1)).isEqualTo(new KnownPage("/orders", "Ordrer", null, "/", null, null, "/nb/orders", "/api/content/pages/nb/orders", Map.of("en", "/orders", "nb", "/nb/orders")));
        assertThat(all.get(3)).as("of many addresses").isEqualTo(new KnownPage("/orders/{number}", "Ordre {number}", null, "/orders", null, null, null, null, null));
        assertThat(pages.pages(null, null, List.of(), "path", "", "", "", "en", asks(Visit.BUYER, NB)).value().getFirst().url()).isEqualTo("/api/content/pages/index");
    }

    @Test
    void manyPagesComeInSeveralAnswers() {
        var draft = Visit.site();
        for (var i = 0; i < 450; i++) draft.document("pages/a%03d.md".formatted(i), "---\ntitle: A\naccess: public\n---\n");
        sites.swap(draft);

        var first = pages.pages(null, null, List.of(), "path", "", "", "", "", asks(Caller.ANONYMOUS, Locale.ENGLISH));
        assertThat(first.value()).hasSize(200);
        assertThat(first.next()).isEqualTo("/api/anything?page=2");
        var third = pages.pages(null, null, List.of(), "path", "", "3", "", "", asks(Caller.ANONYMOUS, Locale.ENGLISH));
        assertThat(third.value()).hasSize(52);
        assertThat(third.next()).isNull();
        assertThat(pages.pages(null, null, List.of(), "path", "", "9999", "", "", asks(Caller.ANONYMOUS, Locale.ENGLISH))).isEqualTo(new PagesResource.Pages(List.of(), null));
    }

    @Test
    void pagesAreChosenByTypeAddressAndFields() {
        sites.swap(CollectionComponentTest.site("component: collection"));

        assertThat(paths(news(List.of(), "-date", "", Caller.ANONYMOUS))).startsWith("/news/hidden", "/news/ceylon", "/news/assam").doesNotContain("/news/darjeeling", "/news/draft");
        assertThat(paths(news(List.of("kind:range", "kind:company", "sold:false"), "path", "", Visit.BUYER))).containsExactly("/news/ceylon");
        assertThat(paths(pages.pages(null, "/news/assam", List.of(), "path", "", "", "", "", asks(Visit.BUYER, NB)))).containsExactly("/news/assam/more");
        var assam = news(List.of("price:12.5"), "path", "date,kind,none", Caller.ANONYMOUS).value().getFirst();
        assertThat(assam.type()).isEqualTo("news");
        assertThat(assam.fields()).isEqualTo(Map.of("date", Map.of("value", "2027-01-04", "text", "4. januar 2027"), "kind", Map.of("value", "range", "text", "Utvalg")));
        assertThat(news(List.of(), "path", "kind,kind,", Caller.ANONYMOUS).value()).as("named twice").isNotEmpty();
        assertThat(news(List.of("price:12.5"), "path", "*", Caller.ANONYMOUS).value().getFirst().fields().get("more")).as("of what the caller may read").isEqualTo(List.of(Map.of("title", "Vilkår", "link", "/nb/terms")));
    }

    @Test
    void whatNobodyHasIsFoundNowhere() {
        sites.swap(CollectionComponentTest.site("component: collection"));

        assertThat(pages.pages("none", null, List.of(), "path", "", "", "", "", asks(Visit.CHIEF, NB)).value()).isEmpty();
        assertThat(pages.pages(null, "nowhere", List.of(), "path", "", "", "", "", asks(Visit.CHIEF, NB)).value()).isEmpty();
        assertThat(news(List.of("none:x"), "path", "", Visit.CHIEF).value()).isEmpty();
        assertThat(news(List.of(), "none", "none", Visit.BUYER).value()).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({"0, '', ''", "x, '', ''", "'', 201, ''", "'', -1, ''", "99999999999, '', ''", "'', '', xx"})
    void whatCannotBeUnderstoodIsTold(String page, String size, String locale) {
        assertThatThrownBy(() -> pages.pages(null, null, List.of(), "path", "", page, size, locale, asks(Visit.BUYER, NB))).isInstanceOfSatisfying(TorgException.class, problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.MALFORMED));
        assertThatThrownBy(() -> pages.pages(null, null, List.of(":x"), "path", "", "", "", "", asks(Visit.BUYER, NB))).isInstanceOfSatisfying(TorgException.class, problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.MALFORMED));
    }

    @Test
    void pagesOfAnyTypeHaveNoOrderByAField() {
        sites.swap(Visit.site().document("page-types/news.yml", "type: news\nfields: {date: date}\n").document("page-types/event.yml", "type: event\nfields: {date: datetime}\n")
                .document("pages/a.md", "---\ntitle: A\naccess: public\ntype: news\nfields: {date: 2027-01-04}\n---\n")
                .document("pages/b.md", "---\ntitle: B\naccess: public\ntype: event\nfields: {date: 2027-01-04T10:00}\n---\n"));

        assertThatThrownBy(() -> pages.pages(null, null, List.of(), "-date", "", "", "", "", asks(Caller.ANONYMOUS, NB))).isInstanceOfSatisfying(TorgException.class, problem -> {
            assertThat(problem.kind()).isEqualTo(ProblemKind.MALFORMED);
            assertThat(problem.help()).isEqualTo("name its type, or sort by title, order or path");
        });
        assertThat(new Selection(Optional.empty(), Optional.empty(), false, Map.of(), "date", false).all(sites.current().require(SitePages.class).tree(), NB, access.of(sites.current(), Caller.ANONYMOUS))).extracting(entry -> entry.page().path()).contains("/a", "/b");
    }

    @Test
    void aReferenceToAPageIsFoundByThoseWhoMayReadThatPage() {
        sites.swap(CollectionComponentTest.site("component: collection"));

        assertThat(paths(news(List.of("more:/orders"), "path", "", Visit.BUYER))).containsExactly("/news/assam");
        assertThat(paths(news(List.of("more:/terms"), "path", "", Caller.ANONYMOUS))).containsExactly("/news/assam");
        assertThat(news(List.of("more:/orders"), "path", "", Caller.ANONYMOUS)).isEqualTo(news(List.of("more:/none"), "path", "", Caller.ANONYMOUS));
    }

    private PagesResource.Pages news(List<String> where, String sort, String fields, Caller caller) {
        return pages.pages("news", null, where, sort, fields, "", "", "nb", asks(caller, Locale.ENGLISH));
    }

    @Test
    void filesAreThoseTheCallerMayFetch() {
        sites.swap(Visit.site().file("files/logo.svg", "<svg/>").file("files/orders/a b.pdf", "%PDF").file("theme/assets/x.css", ""));
        var files = new FilesResource(access);

        assertThat(files.files("", "", "", asks(Caller.ANONYMOUS, NB)).value()).containsExactly(new FilesResource.WebFile("/files/logo.svg", "/files/logo.svg", "image/svg+xml", 6, null, null));
        assertThat(files.files("", "", "", asks(Visit.BUYER, NB)).value()).extracting(FilesResource.WebFile::link).containsExactly("/files/logo.svg", "/files/orders/a%20b.pdf");
        assertThat(files.files("/orders", "", "1", asks(Visit.BUYER, NB))).isEqualTo(new FilesResource.Files(List.of(new FilesResource.WebFile("/files/orders/a b.pdf", "/files/orders/a%20b.pdf", "application/pdf", 4, null, null)), null));
        assertThat(files.files("", "", "1", asks(Visit.BUYER, NB)).next()).isEqualTo("/api/anything?page=2");
    }

    @Test
    void aPictureNamesTheSmallerOnes() {
        sites.swap(Visit.site().file("files/a.png", Photographs.png(Photographs.quarters(400, 200, BufferedImage.TYPE_INT_RGB))));
        var print = sites.current().require(SitePages.class).pictures().of("files/a.png").orElseThrow().fingerprint();

        assertThat(new FilesResource(access).files("", "", "", asks(Caller.ANONYMOUS, NB)).value().getFirst().picture()).isEqualTo(new FilesResource.Pixels(400, 200,
                List.of(new FilesResource.Smaller(320, 160, "/files/a.png/320-" + print), new FilesResource.Smaller(400, 200, "/files/a.png/400-" + print))));
    }

    @Test
    void menusLeadWhereTheCallerMayGo() {
        assertThat(menus.menu("main", "", asks(Visit.BUYER, NB)).items()).containsExactly(
                new Item("Ordrer", "/nb/orders", List.of(new Item("New order", "/nb/orders/new", List.of()))),
                new Item("More", null, List.of(new Item("Profile", "/nb/profile", List.of()))),
                new Item("Vilkår", "/nb/terms", List.of()),
                new Item("Blog", "https://example.com/", List.of()));
        assertThat(menus.menus("", asks(Caller.ANONYMOUS, Locale.ENGLISH)).get("main").items()).extracting(Item::title).containsExactly("Terms", "Blog");
        assertThatThrownBy(() -> menus.menu("none", "", asks(Visit.BUYER, NB))).isInstanceOfSatisfying(TorgException.class, problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.NOT_FOUND));
    }

    @Test
    void snippetsAreThoseTheThemeShowsAroundPages() {
        assertThat(snippets.snippet("hours", "", asks(Caller.ANONYMOUS, Locale.ENGLISH)).body()).isEqualTo("<p>Open <strong>9 to 5</strong></p>\n");
        assertThat(snippets.snippet("hours", "nb", asks(Caller.ANONYMOUS, Locale.ENGLISH)).body()).isEqualTo("<p>Åpent</p>\n");
        assertThat(snippets.snippets("nb", asks(Caller.ANONYMOUS, Locale.ENGLISH))).isEqualTo(Map.of("hours", new SnippetsResource.Snippet("<p>Åpent</p>\n")));
        assertThat(message("margins")).as("of a page that may be for others").isEqualTo(message("none"));
    }

    private String message(String snippet) {
        try {
            return snippets.snippet(snippet, "", asks(Visit.BUYER, NB)).body();
        } catch (TorgException e) {
            return e.code() + e.getMessage();
        }
    }
}
