package torg.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.site.Position;
import torg.api.site.Site;
import torg.api.site.SiteProblem;
import torg.api.site.SiteTexts;
import torg.api.site.Sites;
import torg.api.table.Schema;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.pages.access.BranchAccess;
import torg.pages.access.KnownAccess;
import torg.pages.former.AddressTable;
import torg.pages.former.FormerAddresses;
import torg.pages.picture.PictureCache;
import torg.pages.tree.SitePages;
import torg.spi.view.PageGuide.Found;
import torg.spi.view.PageGuide.WebFile;
import torg.testkit.TestSource;
import torg.testkit.HandClock;
import torg.testkit.MemoryTables;
import torg.testkit.TestSites;

class SiteGuideTest {
    private static final Locale NB = Locale.forLanguageTag("nb");

    private final TestSource source = Visit.site()
            .document("pages/sign-in.md", "---\ntitle: Sign in\naccess: public\nhidden: true\ncomponents: [{component: tiles}, {component: sign-in}]\n---\n")
            .document("pages/special/not-found.md", "---\ntitle: Lost\n---\nGone\n")
            .document("redirects.yml", "redirects: [{from: /shop, to: /orders}, {from: /out, to: 'https://example.com/?a=1'}]\n")
            .document("snippets/hours.md", "Open **9 to 5**").document("snippets/margins.md", "For the board").file("theme/templates/parts/foot.mustache", "{{snippets.hours}}")
            .file("theme/templates/layout.mustache", "{{$main}}{{/main}}{{> parts/foot}}")
            .file("files/logo.svg", "<svg/>").file("files/orders/prices.pdf", "%PDF").file("files/page.html", "<p>").file("files/orders/10248/invoice.pdf", "%PDF");
    private final TestSites sites = TestSites.of(source, new PagesCompiler());
    private final BranchAccess access = new BranchAccess(sites);
    private final SiteGuide guide = guide();

    private SiteGuide guide() {
        return guide(Optional.empty());
    }

    private SiteGuide guide(Optional<String> origin) {
        var known = new KnownAccess();
        known.answerFor(access);
        return new SiteGuide(sites, known, () -> origin, PictureCache.none());
    }

    private Found find(String path) {
        return guide.find(Visit.of(sites.current(), path, Caller.ANONYMOUS));
    }

    private Model frame(String path, Caller caller, Locale locale) {
        var request = Visit.of(sites.current(), path, caller, locale, Map.of());
        return guide.frame(request, guide.find(request) instanceof Found.ThePage found ? found.page() : guide.special(request, "not-found"));
    }

    @Test
    void filesAreThoseOfPagesThatAreFoundAndReadableAsTheseAre() {
        sites.swap(source.document("pages/later.md", "---\ntitle: Later\naccess: public\ndraft: true\n---\n").document("pages/aside.md", "---\ntitle: Aside\naccess: public\nhidden: true\n---\n")
                .file("files/later/plan.pdf", "%PDF").file("files/aside/note.txt", "note").file("files/robots.txt", "Disallow: /"));
        assertThat(guide.files(sites.current())).extracting(WebFile::path).as("without those of a hidden page, of one with variables, and what crawlers are told")
                .containsExactly("/files/later/plan.pdf", "/files/logo.svg", "/files/orders/prices.pdf", "/files/page.html");
        for (var caller : List.of(Caller.ANONYMOUS, Visit.BUYER)) {
            var request = Visit.of(sites.current(), "/", caller);
            assertThat(guide.readableFiles(request)).isNotEmpty().extracting(WebFile::path).doesNotContain("/files/later/plan.pdf");
            for (var file : guide.files(sites.current())) {
                var may = guide.find(Visit.of(sites.current(), file.path(), caller)) instanceof Found.TheFile found && access.mayRead(caller, found.page());
                assertThat(guide.readableFiles(request).contains(file)).as("%s by %s", file.path(), caller).isEqualTo(may);
            }
        }
        assertThat(guide.readableFiles(Visit.of(sites.current(), "/", Visit.BUYER))).hasSizeGreaterThan(guide.readableFiles(Visit.of(sites.current(), "/", Caller.ANONYMOUS)).size());
    }

    @Test
    void leadsFromWhereAPageWasToWhereItIs() {
        sites.swap(source.document("pages/help.md", "---\ntitle: Help\naccess: public\nwas: [/faq, /orders/faq]\n---\n").document("pages/plan.md", "---\ntitle: Plan\naccess: buyer\nwas: /secret-plan\n---\n")
                .document("pages/later.md", "---\ntitle: Later\naccess: public\ndraft: true\nwas: /sooner\n---\n"));

        assertThat(find("/faq")).isEqualTo(new Found.Moved(301, "/help"));
        assertThat(find("/orders/faq")).as("wins over a variable").isEqualTo(new Found.Moved(301, "/help"));
        assertThat(guide.find(Visit.of(sites.current(), "/faq", Caller.ANONYMOUS, NB, Map.of("q", List.of("a b"))))).isEqualTo(new Found.Moved(301, "/nb/help?q=a+b"));
        assertThat(guide.find(Visit.of(sites.current(), "/secret-plan", Visit.BUYER))).isEqualTo(new Found.Moved(301, "/plan"));
        assertThat(find("/secret-plan")).as("answered as the page would be").isEqualTo(find("/plan"));
        assertThat(find("/sooner")).as("of a draft").isEqualTo(new Found.Nothing());
    }

    @Test
    void leadsFromWhereAFileWasUnlessSomebodyWroteWhere() {
        var before = source.document("pages/help.md", "---\ntitle: Help\naccess: public\n---\n").document("pages/plan.md", "---\ntitle: Plan\naccess: buyer\n---\n").document("pages/orders/ways.md", "---\ntitle: Ways\naccess: public\nmarker: ways\n---\n");
        sites.swap(before);
        var tables = new MemoryTables(() -> new Schema(Map.of())).with(new AddressTable());
        guide.former = new FormerAddresses(sites, tables, new HandClock());
        guide.former.write();
        var after = before.without("pages/help.md").without("pages/plan.md").without("pages/orders/ways.md").document("pages/faq.md", "---\ntitle: Help\naccess: public\n---\n")
                .document("pages/secret.md", "---\ntitle: Plan\naccess: buyer\n---\n").document("pages/ways.md", "---\ntitle: Other ways\naccess: public\nmarker: ways\n---\n");
        sites.swap(after);

        assertThat(find("/help")).isEqualTo(new Found.Moved(301, "/faq"));
        assertThat(guide.find(Visit.of(sites.current(), "/help", Caller.ANONYMOUS, NB, Map.of("q", List.of("a b"))))).isEqualTo(new Found.Moved(301, "/nb/faq?q=a+b"));
        assertThat(find("/plan")).as("answered as the page would be").isEqualTo(find("/secret"));
        assertThat(guide.find(Visit.of(sites.current(), "/plan", Visit.BUYER))).isEqualTo(new Found.Moved(301, "/secret"));
        assertThat(find("/orders/ways")).as("wins over a variable").isEqualTo(new Found.Moved(301, "/ways"));

        sites.swap(after.document("redirects.yml", "redirects: [{from: /help, to: /terms}]\n"));
        assertThat(find("/help")).isEqualTo(new Found.Moved(302, "/terms"));
        guide.former.stop();
    }

    @Test
    void tellsWhatCannotBeLedFrom() {
        assertThat(problem("was: [/terms]")).isEqualTo("4:7 '/terms' is a page, so nobody is led from there to '/help' (take it away)");
        assertThat(problem("was: faq")).isEqualTo("4:6 'faq' is no address that a page had (write it as /news/old-name)");
        assertThat(problem("was: /faq/*")).contains("is no address that a page had");
        assertThat(problem("was: {a: b}")).contains("'was' is an address, or a list of them");
        assertThat(problem("was: [" + "/a, ".repeat(100) + "/b]")).contains("'was' names 101 addresses, at most 100 are taken");
        assertThat(source.document("pages/a.md", "---\ntitle: A\nwas: [/z]\n---\n").document("pages/b.md", "---\ntitle: B\nwas: [/z]\n---\n").problems(new PagesCompiler())).extracting(SiteProblem::toString)
                .contains("site/pages/b.md:3:7 '/z' leads to '/a' already, which was there too (take it away from one of the two)");
        assertThat(source.without("pages/b.md").document("redirects.yml", "redirects: [{from: /z, to: /terms}]\n").problems(new PagesCompiler())).extracting(SiteProblem::toString)
                .contains("site/redirects.yml:1:28 '/z' is led to '/a' by a redirect before this one (remove one of the two, or let this one stand first)");
        assertThat(source.document("pages/orders/[number].md", "---\ntitle: 'Order {number}'\nwas: /o\n---\n").problems(new PagesCompiler())).extracting(SiteProblem::toString)
                .contains("site/pages/orders/[number].md:3:6 a page of many addresses cannot say where it was (add redirects of these addresses to redirects.yml)");
    }

    private String problem(String line) {
        return source.document("pages/help.md", "---\ntitle: Help\naccess: public\n" + line + "\n---\n").problems(new PagesCompiler()).stream().map(SiteProblem::toString)
                .filter(told -> told.startsWith("site/pages/help.md:")).findFirst().orElse("").replace("site/pages/help.md:", "");
    }

    @Test
    void findsPagesWithTheirVariablesFilled() {
        assertThat(find("/orders/10248")).isInstanceOfSatisfying(Found.ThePage.class, found -> {
            assertThat(found.page().variables()).isEqualTo(Map.of("number", "10248"));
            assertThat(found.page().title().in(NB)).isEqualTo("Ordre 10248");
        });
        assertThat(find("/nowhere")).isInstanceOf(Found.Nothing.class);
        assertThat(find("/special/not-found")).isInstanceOf(Found.Nothing.class);
    }

    @Test
    void findsWebFilesAndThePageThatRulesThem() {
        assertThat(find("/files/logo.svg")).isInstanceOfSatisfying(Found.TheFile.class, found -> {
            assertThat(found.mediaType()).isEqualTo("image/svg+xml");
            assertThat(found.page().path()).isEqualTo("/");
        });
        assertThat(find("/files/orders/prices.pdf")).isInstanceOfSatisfying(Found.TheFile.class, found -> assertThat(found.page().path()).isEqualTo("/orders"));
        assertThat(find("/files/orders/10248/invoice.pdf")).as("a page with variables rules the files of each of its addresses")
                .isInstanceOfSatisfying(Found.TheFile.class, found -> assertThat(found.page().path()).isEqualTo("/orders/{number}"));
        assertThat(find("/files/page.html")).isInstanceOfSatisfying(Found.TheFile.class, found -> assertThat(found.mediaType()).isEqualTo("application/octet-stream"));
        assertThat(find("/files/none.pdf")).isInstanceOf(Found.Nothing.class);
    }

    @Test
    void leadsOldAddressesOnAndKeepsTheirQuery() {
        var query = Map.of("a b", List.of("1&2"));
        assertThat(guide.find(Visit.of(sites.current(), "/orders/", Caller.ANONYMOUS, NB, query))).isEqualTo(new Found.Moved(308, "/nb/orders?a+b=1%262"));
        assertThat(guide.find(Visit.of(sites.current(), "/shop", Caller.ANONYMOUS, NB, query))).isEqualTo(new Found.Moved(302, "/nb/orders?a+b=1%262"));
        assertThat(guide.find(Visit.of(sites.current(), "/out", Caller.ANONYMOUS, NB, query))).isEqualTo(new Found.Moved(302, "https://example.com/?a=1&a+b=1%262"));
    }

    @Test
    void letsInWhomTheBranchLetsIn() {
        var pages = sites.current().require(SitePages.class).tree();
        var order = pages.entry("/orders/{number}").orElseThrow().page();

        assertThat(access.mayRead(Caller.ANONYMOUS, pages.entry("/").orElseThrow().page())).isTrue();
        assertThat(access.mayRead(Caller.ANONYMOUS, order)).isFalse();
        assertThat(access.mayRead(Visit.GUEST, order)).isFalse();
        assertThat(access.mayRead(Visit.BUYER, order)).isTrue();
        sites.swap(source.without("pages/orders/[number].md"));
        assertThat(access.mayRead(Visit.BUYER, order)).as("a page that is gone is closed").isFalse();
    }

    @Test
    void showsMenusAsFarAsTheCallerMayFollowThem() {
        assertThat(titles(frame("/", Caller.ANONYMOUS, Locale.ENGLISH))).containsExactly("Terms");
        assertThat(titles(frame("/", Visit.BUYER, NB))).containsExactly("Ordrer", "Profile", "Vilkår");
        var menus = (Model) frame("/orders/1", Visit.BUYER, NB).get("menus");
        assertThat((Model) ((List<?>) menus.get("main")).getFirst())
                .isEqualTo(Model.with("title", "Ordrer").with("link", "/nb/orders").with("current", false).with("within", true).with("unpublished", false).with("hasItems", false).with("items", List.of()).build());
    }

    private static Object items(Model frame, String name) {
        return ((Model) frame.get(name)).get("items");
    }

    private static List<Object> titles(Model frame) {
        return ((List<?>) ((Model) frame.get("menus")).get("main")).stream().map(item -> ((Model) item).get("title")).toList();
    }

    @Test
    void showsOnlyPublicPagesInMenusWhileNobodyAnswersForAccess() {
        var request = Visit.of(sites.current(), "/", Visit.BUYER);

        var frame = new SiteGuide(sites, new KnownAccess(), Optional::empty, PictureCache.none()).frame(request, ((Found.ThePage) guide.find(request)).page());
        assertThat(titles(frame)).containsExactly("Terms");
    }

    @Test
    void framesAPageWithItsWayHomeAndItsLanguages() {
        var frame = frame("/orders/10 248", Visit.BUYER, NB);

        assertThat(items(frame, "crumbs")).isEqualTo(List.of(
                Model.with("title", "Hjem").with("link", "/nb").build(),
                Model.with("title", "Ordrer").with("link", "/nb/orders").build(),
                Model.with("title", "Ordre 10 248").with("current", true).build()));
        assertThat(items(frame, "languages")).isEqualTo(List.of(
                Model.with("tag", "en").with("name", "English").with("link", "/orders/10%20248").with("current", false).build(),
                Model.with("tag", "nb").with("name", "Norsk bokmål").with("link", "/nb/orders/10%20248").with("current", true).build()));
        assertThat(((Model) frame.get("text")).get("sign-in")).isEqualTo("Logg inn");
        assertThat(frame.get("signIn")).isEqualTo(Model.with("link", "/nb/sign-in").with("component", "c2").build());
        assertThat(guide.signIn(Visit.of(sites.current(), "/orders", Visit.BUYER))).contains("/sign-in");
        assertThat(((Model) frame.get("snippets")).get("hours")).hasToString("<p>Open <strong>9 to 5</strong></p>\n");
        assertThat(((Model) frame.get("snippets")).has("margins")).as("shown where a page shows it, and nowhere else").isFalse();
        assertThat(frame.has("address")).isFalse();
    }

    @Test
    void namesAPageAboveByItsAddressWhereItsOwnPartsWouldSayWhatItIsAbout() {
        sites.swap(source.document("pages/orders/[number].md", "---\ntitle: 'Order: {title}'\ncomponents: [{component: record}]\n---\n")
                .document("pages/orders/[number]/lines.md", "---\ntitle: Lines\n---\n"));

        assertThat(((List<?>) items(frame("/orders/10248/lines", Visit.BUYER, NB), "crumbs")).get(2))
                .isEqualTo(Model.with("title", "Order: 10248").with("link", "/nb/orders/10248").build());
    }

    @Test
    void whatIsForOthersStandsInNoMenu() {
        sites.swap(source.document("navigation.yml", """
                main:
                  - {title: Dealers, link: "https://dealers.example/", access: [buyer, chief]}
                  - {title: Inside, access: signed-in, items: [{title: Terms too, page: /terms}]}
                  - {title: Blog, link: "https://blog.example/", access: public}
                """));
        assertThat(menu(Caller.ANONYMOUS)).containsExactly("Blog");
        assertThat(menu(Caller.contact("c2", "May", List.of(), List.of("authenticated")))).containsExactly("Inside", "Blog");
        assertThat(menu(Caller.contact("c1", "Ana", List.of(), List.of("authenticated", "buyer")))).containsExactly("Dealers", "Inside", "Blog");
    }

    private List<Object> menu(Caller caller) {
        return ((List<?>) ((Model) frame("/terms", caller, Locale.ENGLISH).get("menus")).get("main")).stream().map(item -> ((Model) item).get("title")).toList();
    }

    @Test
    void marksTheWayThroughMenusBelowMenus() {
        sites.swap(source.document("navigation.yml", "main:\n  - title: More\n    items:\n      - {page: /orders, children: true}\n"));

        var more = (Model) ((List<?>) ((Model) frame("/orders/new", Visit.BUYER, Locale.ENGLISH).get("menus")).get("main")).getFirst();
        var orders = (Model) ((List<?>) more.get("items")).getFirst();
        assertThat(more.values()).containsEntry("link", "").containsEntry("hasItems", true).containsEntry("within", true).containsEntry("current", false);
        assertThat(orders.values()).containsEntry("link", "/orders").containsEntry("hasItems", true).containsEntry("within", true);
        assertThat((Model) ((List<?>) orders.get("items")).getFirst()).isEqualTo(
                Model.with("title", "New order").with("link", "/orders/new").with("current", true).with("within", false).with("unpublished", false).with("hasItems", false).with("items", List.of()).build());
    }

    private List<Object> languageLinks(String method, String path, Map<String, List<String>> query) {
        var asked = Visit.of(sites.current(), path, Visit.BUYER, Locale.ENGLISH, query);
        var request = new Request(asked.id(), method, path, asked.locale(), query, Map.of(), Map.of(), asked.caller(), Optional.empty(), asked.address(), asked.site());
        var page = guide.find(request) instanceof Found.ThePage found ? found.page() : guide.special(request, path.substring(1));
        return ((List<?>) items(guide.frame(request, page), "languages")).stream().map(item -> ((Model) item).get("link")).toList();
    }

    @Test
    void keepsTheQueryInAnotherLanguage() {
        assertThat(languageLinks("GET", "/orders", Map.of("q", List.of("a&b \"x\"", "2")))).containsExactly("/orders?q=a%26b+%22x%22&q=2", "/nb/orders?q=a%26b+%22x%22&q=2");
        assertThat(languageLinks("GET", "/", Map.of("q", List.of("1")))).containsExactly("/?q=1", "/nb?q=1");
        assertThat(languageLinks("POST", "/orders", Map.of("q", List.of("1")))).containsExactly("/orders", "/nb/orders");
        assertThat(languageLinks("GET", "/orders", Map.of("q", List.of("x".repeat(3_000))))).containsExactly("/orders", "/nb/orders");
        assertThat(languageLinks("GET", "/not-found", Map.of("q", List.of("1")))).containsExactly("/", "/nb");
    }

    @Test
    void leadsWhoIsDeniedAPageToTheSamePageInAnotherLanguage() {
        var request = Visit.of(sites.current(), "/orders/a b", Visit.GUEST);

        assertThat(((List<?>) items(guide.frame(request, guide.special(request, "denied")), "languages")).stream().map(item -> ((Model) item).get("link")).toList())
                .isEqualTo(List.of("/orders/a%20b", "/nb/orders/a%20b"));
    }

    private Model publicFrame(String path, Caller caller, Map<String, List<String>> query) {
        var known = guide(Optional.of("https://shop.example"));
        var request = Visit.of(sites.current(), path, caller, NB, query);
        return known.frame(request, known.find(request) instanceof Found.ThePage found ? found.page() : known.special(request, "not-found"));
    }

    @Test
    void givesSearchEnginesWholeAddressesOfWhatAnybodyMayReadOnceThePortalKnowsItsOwn() {
        assertThat(publicFrame("/terms", Visit.BUYER, Map.of("page", List.of("2"))).get("address")).isEqualTo(Model.with("canonical", "https://shop.example/nb/terms").with("alternates", List.of(
                Model.with("tag", "en").with("link", "https://shop.example/terms").build(), Model.with("tag", "nb").with("link", "https://shop.example/nb/terms").build(),
                Model.with("tag", "x-default").with("link", "https://shop.example/terms").build())).with("language", "nb").with("kind", "website").build());
        assertThat(publicFrame("/orders", Visit.BUYER, Map.of()).has("address")).as("not everybody may read it").isFalse();
        assertThat(publicFrame("/none", Visit.BUYER, Map.of()).has("address")).isFalse();
        assertThat(frame("/terms", Caller.ANONYMOUS, NB).has("address")).isFalse();
    }

    @Test
    void whatIsNotInALanguageIsKnownByTheAddressOfTheOneThatItIsShownIn() {
        assertThat(publicFrame("/", Visit.BUYER, Map.of()).get("address")).as("its text is in English alone, whatever its title").isEqualTo(
                Model.with("canonical", "https://shop.example/").with("alternates", List.of()).with("language", "en").with("kind", "website").build());
        sites.swap(source.document("pages/index.md", "---\ntitle: {en: Home, nb: Hjem}\naccess: public\n---\n"));
        assertThat(((Model) publicFrame("/", Visit.BUYER, Map.of()).get("address")).get("canonical")).as("nothing is left to be translated").isEqualTo("https://shop.example/nb");
    }

    @Test
    void namesThePictureOfAPageThatAnybodyMayFetch() {
        sites.swap(source.document("page-types/news.yml", "type: news\nfields: {picture: image}\n").file("files/a b.png", "png").file("files/orders/c.png", "png")
                .document("pages/news.md", "---\ntitle: News\naccess: public\ntype: news\nfields: {picture: /files/a b.png}\n---\n")
                .document("pages/more.md", "---\ntitle: More\naccess: public\ntype: news\nfields: {picture: /files/orders/c.png}\n---\n"));

        assertThat(((Model) publicFrame("/news", Visit.BUYER, Map.of()).get("address")).plain()).containsEntry("kind", "article").containsEntry("image", "https://shop.example/files/a%20b.png");
        assertThat(((Model) publicFrame("/more", Visit.BUYER, Map.of()).get("address")).has("image")).as("of a branch for buyers").isFalse();
    }

    @Test
    void asksSearchEnginesToLeaveOutAPageThatSaysSo() {
        sites.swap(source.document("pages/thanks.md", "---\ntitle: Thank you\naccess: public\nrobots: noindex\n---\n"));

        assertThat(frame("/thanks", Caller.ANONYMOUS, NB).get("robots")).isEqualTo("noindex");
        assertThat(frame("/terms", Caller.ANONYMOUS, NB).has("robots")).isFalse();
    }

    @Test
    void framesSpecialPagesTheSameWhateverWasAskedFor() {
        assertThat(frame("/orders/x/y", Visit.BUYER, NB)).isEqualTo(frame("/none", Visit.BUYER, NB));
        assertThat(frame("/none", Visit.BUYER, NB).has("crumbs")).isFalse();
    }

    /** A guide to this site, which has a document that is wrong. */
    private static SiteGuide troubled(TestSites sites) {
        var problem = new SiteProblem(Position.start("site/pages/a.md"), "pages.no-title", "the page has no title", "add one", true);
        return new SiteGuide(new Sites() {
            @Override
            public Site current() {
                return sites.current();
            }

            @Override
            public List<SiteProblem> problems() {
                return List.of(problem);
            }
        }, new KnownAccess(), Optional::empty, PictureCache.none());
    }

    @Test
    void administratorsAreCalledSoWhereTheSiteDoesNotSayOtherwise() {
        var plain = TestSites.of(new TestSource().file("theme/templates/page.mustache", "").document("pages/index.md", "---\ntitle: Home\n---\n"), new PagesCompiler());
        var administrator = Visit.of(plain.current(), "/", Caller.contact("c4", "Nancy", List.of(), List.of("administrator")));
        var page = troubled(plain).special(administrator, "not-found");

        assertThat(troubled(plain).frame(administrator, page).has("problems")).isTrue();
        assertThat(troubled(plain).frame(Visit.of(plain.current(), "/", Visit.CHIEF), page).has("problems")).isFalse();
    }

    @Test
    void tellsAdministratorsWhatIsWrongWithTheSite() {
        var troubled = troubled(sites);
        var page = troubled.special(Visit.of(sites.current(), "/", Visit.CHIEF), "not-found");

        assertThat(troubled.frame(Visit.of(sites.current(), "/", Visit.CHIEF), page).get("problems")).isEqualTo(Model.with("items", List.of(
                        Model.with("place", "site/pages/a.md:1:1").with("message", "the page has no title").with("help", "add one").with("fatal", true).build()))
                .with("refused", true).build());
        assertThat(troubled.frame(Visit.of(sites.current(), "/", Visit.BUYER), page).has("problems")).isFalse();
    }

    @Test
    void hasWordsForSpecialPagesThatNobodyWrote() {
        var page = guide.special(Visit.of(sites.current(), "/", Caller.ANONYMOUS, NB, Map.of()), "denied");

        assertThat(page.title().in(NB)).isEqualTo("Du har ikke tilgang til denne siden");
        assertThat(page.template()).isEqualTo("page");
    }

    @Test
    void wordsOfTheSiteAreNoMarkUpOnThem() {
        sites.swap(source.part(SiteTexts.class, new SiteTexts(Map.of("en", Map.of("special-denied-text", "Ask <b>us</b> & \"them\"")))));

        assertThat(guide.special(Visit.of(sites.current(), "/", Caller.ANONYMOUS), "denied").body().get("").markup()).isEqualTo("<p>Ask &lt;b&gt;us&lt;/b&gt; &amp; &quot;them&quot;</p>");
    }
}
