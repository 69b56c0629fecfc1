package torg.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import torg.api.identity.Caller;
import torg.api.site.SiteProblem;
import torg.pages.tree.Redirects;
import torg.testkit.TestSource;

class PagesCompilerTest {
    private static final Locale NB = Locale.forLanguageTag("nb");
    private final PagesCompiler compiler = new PagesCompiler();

    private SiteProblem onlyProblem(TestSource source) {
        var problems = source.problems(compiler);
        assertThat(problems).hasSize(1);
        return problems.getFirst();
    }

    private static TestSource with(String path, String text) {
        return Visit.site().document(path, text);
    }

    @Test
    void makesAddressesOfFileNamesAndPrefersFixedNamesToVariables() {
        var tree = Visit.site().document("pages/company/index.md", "---\ntitle: Company\n---\n").compile(compiler).tree();

        assertThat(tree.find("/")).hasValueSatisfying(match -> assertThat(match.entry().page().title().in(Locale.ENGLISH)).isEqualTo("Home"));
        assertThat(tree.find("/company")).isPresent();
        assertThat(tree.find("/orders/new")).hasValueSatisfying(match -> assertThat(match.entry().page().path()).isEqualTo("/orders/new"));
        assertThat(tree.find("/orders/10248")).hasValueSatisfying(match -> {
            assertThat(match.entry().page().path()).isEqualTo("/orders/{number}");
            assertThat(match.variables()).isEqualTo(Map.of("number", "10248"));
        });
        assertThat(tree.find("/orders/10248/lines")).isEmpty();
        assertThat(tree.find("/index")).isEmpty();
        assertThat(tree.find("/orders/{number}/x")).isEmpty();
    }

    @Test
    void takesEachLanguagesWordsAndTheDefaultLanguagesWhereThereAreNone() {
        var tree = Visit.site().compile(compiler).tree();
        var terms = tree.entry("/terms").orElseThrow().page();
        var home = tree.entry("/").orElseThrow().page();

        assertThat(terms.title().in(NB)).isEqualTo("Vilkår");
        assertThat(terms.body().get("en").markup()).isEqualTo("<p>See <a href=\"/\">home</a> and <a href=\"/orders#top\">orders</a>.</p>\n");
        assertThat(terms.body().get("nb").markup()).isEqualTo("<p>Se <a href=\"/nb\">hjem</a> og <a href=\"/nb/orders#top\">ordrer</a>.</p>\n");
        assertThat(home.title().in(NB)).isEqualTo("Hjem");
        assertThat(home.body().get("nb").markup()).isEqualTo("<p>Welcome</p>\n");
    }

    @Test
    void handsThePageAboveDownToThoseBelow() {
        var tree = Visit.site().document("pages/orders/archive/old.md", "---\ntitle: Old\naccess: [chief, buyer]\n---\n").compile(compiler).tree();

        assertThat(tree.entry("/orders/new").orElseThrow().page().parent()).contains("/orders");
        assertThat(tree.entry("/orders/archive/old").orElseThrow().page().parent()).contains("/orders");
        assertThat(tree.entry("/orders/new").orElseThrow().admits(Visit.BUYER)).isTrue();
        assertThat(tree.entry("/orders/new").orElseThrow().admits(Visit.GUEST)).isFalse();
        assertThat(tree.entry("/orders/archive/old").orElseThrow().admits(Visit.BUYER)).isTrue();
        assertThat(tree.entry("/orders/archive/old").orElseThrow().admits(Visit.CHIEF)).as("kept out above").isFalse();
        assertThat(tree.entry("/profile").orElseThrow().admits(Visit.GUEST)).isTrue();
        assertThat(tree.entry("/terms").orElseThrow().page().open()).isTrue();
        assertThat(tree.entry("/orders").orElseThrow().page().open()).isFalse();
    }

    @Test
    void doesNotLetAPageBelowOpenWhatThePageAboveCloses() {
        var source = with("pages/orders/open.md", "---\ntitle: Open\naccess: public\n---\n");

        assertThat(onlyProblem(source).toString()).contains("pages/orders/open.md:3:9 'public' has no effect here");
        assertThat(source.compile(compiler).tree().entry("/orders/open").orElseThrow().page().open()).isFalse();
    }

    @Test
    void whatPeopleComeInByIsClosedByNoPageAbove() {
        var closed = with("pages/index.md", "---\ntitle: Home\naccess: signed-in\n---\n").marker("password", "/forgotten").marker("prove", "/prove")
                .document("pages/in.md", "---\ntitle: In\naccess: public\ncomponents: [{component: sign-in}]\n---\n").document("pages/in/help.md", "---\ntitle: Help\n---\n")
                .document("pages/forgotten.md", "---\ntitle: Password\naccess: public\n---\n").document("pages/register.md", "---\ntitle: Without its marker\naccess: public\n---\n").document("pages/prove.md", "---\ntitle: Prove\n---\n");
        var paths = List.of("/", "/in", "/in/help", "/forgotten", "/register", "/prove", "/orders");
        var tree = closed.compile(compiler).tree();

        assertThat(paths).filteredOn(path -> tree.entry(path).orElseThrow().page().open()).containsExactly("/in", "/forgotten");
        assertThat(paths).filteredOn(path -> tree.entry(path).orElseThrow().admits(Caller.ANONYMOUS)).containsExactly("/in", "/forgotten");
        assertThat(closed.problems(compiler)).filteredOn(problem -> problem.code().equals("pages.access-widened")).extracting(problem -> problem.at().path())
                .contains("site/pages/register.md").doesNotContain("site/pages/in.md", "site/pages/forgotten.md");
    }

    @Test
    void tellsPlacesInTitlesThatNothingFills() {
        assertThat(onlyProblem(with("pages/a.md", "---\ntitle: {en: A, nb: 'A {number}'}\n---\n")).toString()).contains("a.md:2:20").contains("no variable '{number}'");
        assertThat(onlyProblem(with("pages/orders/[number]/lines.md", "---\ntitle: Lines of {numbr}\n---\n")).toString()).contains("did you mean '{number}'?");
        assertThat(onlyProblem(with("pages/a.md", "---\ntitle: '{title}'\n---\n")).toString()).contains("a.md:2:8").contains("nothing on this page says what it is about");
        assertThat(onlyProblem(with("pages/a.md", "---\ntitle: A\n---\n").document("pages/a.nb.md", "---\ntitle: '{x}'\n---\n")).toString()).contains("a.nb.md:2:8");
        assertThat(with("pages/a.md", "---\ntitle: 'About {title}'\ncomponents: [{component: record}]\n---\n").problems(compiler)).isEmpty();
    }

    @Test
    void tellsWhatIsWrongWithAPageAndWhere() {
        assertThat(onlyProblem(with("pages/a.md", "---\nhidden: true\n---\n")).toString()).contains("a.md:2:1 the page has no title");
        assertThat(onlyProblem(with("pages/a.md", "---\ntitle: A\ntemplate: pagge\n---\n")).toString()).contains("a.md:3:11").contains("did you mean 'page'?");
        assertThat(onlyProblem(with("pages/a.md", "---\ntitle: A\ntemplte: page\n---\n")).toString()).contains("'templte' is not known here");
        assertThat(onlyProblem(with("pages/terms/index.md", "---\ntitle: A\n---\n")).toString()).contains("the address '/terms' belongs to 'site/pages/terms.md' already");
        assertThat(onlyProblem(with("pages/orders/[id].md", "---\ntitle: A\n---\n")).fatal()).isTrue();
        assertThat(onlyProblem(with("pages/api/x.md", "---\ntitle: A\n---\n")).toString()).contains("'/api' is served by the house itself");
        assertThat(onlyProblem(with("pages/nb.md", "---\ntitle: A\n---\n")).toString()).contains("served by the house itself");
        assertThat(onlyProblem(with("pages/Big.md", "---\ntitle: A\n---\n")).toString()).contains("'Big' cannot stand in an address");
        assertThat(onlyProblem(with("pages/only.nb.md", "---\ntitle: A\n---\n")).toString()).contains("no text in the site's default language 'en'");
        assertThat(onlyProblem(with("pages/terms.html", "---\ntitle: A\n---\n")).toString()).contains("written already");
        assertThat(onlyProblem(with("pages/a.md", "---\ntitle: A\ncomponents:\n  - lists: orders\n---\n")).toString()).contains("'component' is missing here");
        assertThat(onlyProblem(with("pages/a.md", "---\ntitle: A\naccess: [public, buyer]\n---\n")).toString()).contains("'public' stands beside other roles");
    }

    @Test
    void warnsOfWhatLeadsNowhere() {
        var link = onlyProblem(with("pages/a.md", "---\ntitle: A\n---\n\nSee\nthe [terms](/termes) and [file](/api/openapi.json).\n"));
        assertThat(link).hasToString("site/pages/a.md:6:13 '/termes' leads nowhere (did you mean '/terms'?)");
        assertThat(link.fatal()).isFalse();

        assertThat(onlyProblem(with("pages/a.html", "---\ntitle: A\n---\n<p><a href=\"/files/none.pdf\">x</a></p>\n")).toString()).contains("'/files/none.pdf' leads nowhere");
        var tiles = "---\ntitle: A\ncomponents:\n  - component: tiles\n    tiles:\n      - {title: T, page: /nowhere}\n---\n";
        assertThat(onlyProblem(with("pages/a.md", tiles)).toString()).contains("a.md:6:26 '/nowhere' leads nowhere");
        var role = with("pages/a.md", "---\ntitle: A\naccess: byer\n---\n").document("roles/buyer.yml", "role: buyer\n").document("roles/chief.yml", "role: chief\n");
        assertThat(onlyProblem(role.document("pages/orders.md", "---\ntitle: Orders\naccess: buyer\n---\n")).toString()).contains("a.md:3:9").contains("'byer'").contains("did you mean 'buyer'?");
    }

    @Test
    void refusesWordsOfAccessThatNobodyKnows() {
        var roles = with("roles/buyer.yml", "role: buyer\n").document("roles/chief.yml", "role: chief\n");
        var problem = onlyProblem(roles.document("pages/a.md", "---\ntitle: A\naccess: publik\n---\n"));
        assertThat(problem).hasToString("site/pages/a.md:3:9 'publik' is neither 'public' nor 'signed-in', and no document defines a web role of this name (did you mean 'public'?)");
        assertThat(problem.fatal()).isTrue();
        assertThat(onlyProblem(roles.document("pages/a.md", "---\ntitle: A\naccess: [buyer, warehouse]\n---\n")).fatal()).isTrue();
        assertThat(onlyProblem(with("pages/a.md", "---\ntitle: A\naccess: sined-in\n---\n")).fatal()).as("without documents of roles").isTrue();
        assertThat(with("pages/a.md", "---\ntitle: A\naccess: warehouse\n---\n").problems(compiler)).as("roles that come from elsewhere").isEmpty();
    }

    @Test
    void warnsOfSlotsThatTheTemplateDoesNotHave() {
        var problem = onlyProblem(with("pages/a.md", "---\ntitle: A\ncomponents:\n  - component: tiles\n    slot: mian\n---\n"));
        assertThat(problem).hasToString("site/pages/a.md:5:11 the template 'page' has no slot 'mian', so the component stands nowhere (did you mean 'main'?)");
        assertThat(problem.fatal()).isFalse();
        var bare = with("pages/a.md", "---\ntitle: A\ntemplate: bare\ncomponents: [{component: tiles}]\n---\n").file("theme/templates/bare.mustache", "{{! {{slots.main}} }}{{#slots.aside}}{{.}}{{/slots.aside}}");
        assertThat(onlyProblem(bare).toString()).contains("a.md:4:14 the template 'bare' has no slot 'main'");
        assertThat(bare.file("theme/templates/bare.mustache", "{{#slots}}{{#main}}{{.}}{{/main}}{{/slots}}").problems(compiler)).isEmpty();
    }

    private SiteProblem onlyProblemOf(String template) {
        return onlyProblem(Visit.site().document("snippets/footer.md", "Foot").document("navigation.yml", "footer: [{page: /terms}]\n")
                .file("theme/templates/layout.mustache", "{{$main}}{{/main}}\n{{> parts/footer}}").file("theme/templates/parts/footer.mustache", template));
    }

    @Test
    void warnsOfNamesInTemplatesThatAPageIsNotHanded() {
        assertThat(onlyProblemOf("<p>{{snipets.footer}}")).hasToString("theme/templates/parts/footer.mustache:1:4 a page is handed nothing by the name 'snipets' (did you mean 'snippets'?)");
        assertThat(onlyProblemOf("{{site.nam}}{{site.name}}{{site.home}}")).hasToString("theme/templates/parts/footer.mustache:1:1 a page is handed nothing by the name 'site.nam' (did you mean 'site.name'?)");
        assertThat(onlyProblemOf("{{theme.stiles}}{{#theme.styles}}{{.}}{{/theme.styles}}")).hasToString("theme/templates/parts/footer.mustache:1:1 a page is handed nothing by the name 'theme.stiles' (did you mean 'theme.styles'?)");
        assertThat(onlyProblemOf("{{page.bdy}}{{page.body}}{{caller.signedIn}}")).hasToString("theme/templates/parts/footer.mustache:1:1 a page is handed nothing by the name 'page.bdy' (did you mean 'page.body'?)");
        assertThat(onlyProblemOf("\n{{snippets.foter}}")).hasToString("theme/templates/parts/footer.mustache:2:1 there is no snippet 'foter' (did you mean 'footer'?)");
        assertThat(onlyProblemOf("{{#snippets.foter}}{{.}}{{/snippets.foter}}").fatal()).isFalse();
        assertThat(onlyProblemOf("{{text.footer-menyu}}").toString()).contains("there is no word 'footer-menyu' (did you mean 'footer-menu'?)");
        assertThat(onlyProblemOf("{{#menus.foter}}{{title}}{{/menus.foter}}{{^menus.foter}}{{/menus.foter}}").toString()).contains("there is no menu 'foter' (did you mean 'footer'?)");
        assertThat(onlyProblemOf("{{#menus.account}}{{title}}{{/menus.account}}")).hasToString("theme/templates/parts/footer.mustache:1:1 there is no menu 'account' (add it to navigation.yml)");
    }

    @Test
    void leavesNamesInTemplatesAloneThatSomebodyMayKnow() {
        var parts = "{{text.sign-in}}{{text.ours}}{{page.title}}{{lists.search}}{{#snippets.hours}}{{.}}{{/snippets.hours}}{{#menus.main}}{{title}}{{/menus.main}}{{row.total}}{{! {{text.later}}";
        assertThat(Visit.site().document("messages.yml", "ours: Ours\n").file("theme/templates/layout.mustache", "{{$main}}{{/main}}" + parts)
                .file("theme/templates/components/sign-in.mustache", "{{text.email}}{{snipets.x}}").problems(compiler)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            navigation.yml          | "main: [{title: X, link: example.com}]"                     | 1:25 'example.com' is neither a path nor an address
            navigation.yml          | "main: [{title: X, link: 'javascript:alert(1)'}]"           | 1:25 'javascript:alert(1)' is neither a path nor an address
            navigation.yml          | "main: [{title: X, link: /dead}]"                           | 1:25 '/dead' leads nowhere
            navigation.yml          | "main: [{page: /terms, access: signed-in}]"                | 1:31 'access' stands beside a page, which says itself who may read it
            navigation.yml          | "main: [{title: X, link: /terms, access: []}]"              | 1:41 'access' names nobody
            navigation.yml          | "main: [{title: X, link: /terms, access: [public, a]}]"     | 1:41 'public' stands beside other roles
            navigation.yml          | "main: [{page: /terms, link: /orders}]"                     | 1:29 an item leads either to a 'page' or to a 'link'
            navigation.yml          | "main: [{title: X}]"                                        | 1:8 the item leads nowhere and holds nothing
            navigation.yml          | "main: [{title: X, children: true, link: /terms}]"          | 1:29 'children' stands beside no page
            navigation.yml          | "main: [{page: '/orders/{number}'}]"                        | 1:15 '/orders/{number}' has a variable in its address
            redirects.yml           | "redirects: [{from: /a/*/b, to: /terms}]"                   | 1:20 '/a/*/b' is no address that can be followed
            redirects.yml           | "redirects: [{from: /a, to: /terms}, {from: /a, to: /}]"       | 1:52 '/a' is led to '/terms' by a redirect before this one
            redirects.yml           | "redirects: [{from: /a/*, to: /terms}, {from: /a/b, to: /}]"   | 1:56 '/a/b' is led to '/terms' by a redirect before this one
            redirects.yml           | "redirects: [{from: '/a?x=1', to: /terms}]"                 | 1:20 '/a?x=1' is no address that can be followed
            pages/a.md              | "---\ntitle: A\naccess: []\n---\n"                          | 3:9 'access' names nobody
            pages/a.md              | "---\ntitle:\n---\n"                                        | 2:7 the page has no title
            pages/a.md              | "---\ntitle: {en: , nb: A}\n---\n"                          | "2:12 the text for language 'en' is empty"
            pages/a.md              | "---\ntitle: A\n---\n[x](terms.md)"                         | 4:5 'terms.md' leads to different places from different addresses
            pages/a.html            | "---\ntitle: A\n---\n<img src=""/files/x.png"" alt=x>"   | 4:11 '/files/x.png' leads nowhere
            pages/a.md              | "---\ntitle: A\n---\n{{snippt:hours}}"                      | 4:1 nothing fills '{{snippt:hours}}' in
            pages/special/denyed.md | "---\ntitle: A\n---\n"                                      | 1:1 'special/denyed' is shown in place of nothing
            """)
    void tellsWhatAVisitorWouldBeTheFirstToSee(String path, String text, String problem) {
        assertThat(onlyProblem(with(path, text.replace("\\n", "\n"))).toString()).startsWith("site/" + path + ":" + problem);
    }

    @Test
    void whatLeadsSomewhereIsLeftAlone() {
        assertThat(with("navigation.yml", "main: [{title: X, link: 'https://example.com/'}, {title: Y, link: '/nb/terms?x=1#y'}, {title: Z, link: 'mailto:a@b.example'}]").problems(compiler)).isEmpty();
        assertThat(with("pages/a.html", "---\ntitle: A\n---\n<a href=\"#x\">x</a><a href=\"tel:+47\">y</a><a href=\"?page=2\">z</a>").problems(compiler)).isEmpty();
    }

    @Test
    void aSettingThatNobodyWouldMissBeforeItIsNeeded() {
        assertThat(onlyProblem(with("roles/chief.yml", "role: chief\n").document("roles/buyer.yml", "role: buyer\n").setting("administrator-role", "chef"))).asString()
                .contains("'chef' is neither").contains("did you mean 'chief'?");
    }

    @Test
    void followsRedirectsToWhereTheyEnd() {
        var missing = onlyProblem(with("redirects.yml", "redirects:\n  - {from: /shop, to: /order}\n"));
        assertThat(missing).hasToString("site/redirects.yml:2:23 '/order' leads nowhere (did you mean '/orders'?)");
        assertThat(missing.fatal()).isFalse();
        var loop = onlyProblem(with("redirects.yml", "redirects:\n  - {from: /z, to: /a}\n  - {from: /a, to: /b?x=1}\n  - {from: /b, to: /nb/a/}\n"));
        assertThat(loop).hasToString("site/redirects.yml:3:20 '/b?x=1' leads back to '/a' (let one of them lead to a page)");
        assertThat(loop.fatal()).isTrue();
        assertThat(onlyProblem(with("redirects.yml", "redirects: [{from: /a/*, to: /a/b/*}]\n")).toString()).contains("'/a/b/*' leads back to '/a/*'");
        assertThat(onlyProblem(with("redirects.yml", "redirects: [{from: /a/*, to: /c/*}]\n")).toString()).contains("'/c/*' leads nowhere");
        assertThat(with("redirects.yml", "redirects: [{from: /a, to: /b}, {from: /b, to: /nb/terms}, {from: /old/*, to: /orders/*}, {from: /c, to: /orders#top}, {from: /d, to: 'https://example.com/'}]\n")
                .problems(compiler)).isEmpty();
    }

    @Test
    void putsSnippetsIntoPages() {
        var source = with("snippets/hours.md", "Open **9 to 5**")
                .document("snippets/hours.nb.md", "Åpent **9 til 17**")
                .document("pages/md.md", "---\ntitle: A\n---\nToday: {{snippet:hours}}\n")
                .document("pages/html.html", "---\ntitle: A\n---\n<aside>{{ snippet:hours }}</aside>\n");
        var tree = source.compile(compiler).tree();

        assertThat(tree.entry("/md").orElseThrow().page().body().get("en").markup()).isEqualTo("<p>Today: Open <strong>9 to 5</strong></p>\n");
        assertThat(tree.entry("/md").orElseThrow().page().body().get("nb").markup()).contains("Åpent");
        assertThat(tree.entry("/html").orElseThrow().page().body().get("en").markup()).contains("<aside><p>Open <strong>9 to 5</strong></p>");
        assertThat(onlyProblem(source.document("pages/bad.md", "---\ntitle: A\n---\n\n {{snippet:hour}}\n")).toString()).contains("bad.md:5:2 there is no snippet 'hour' (did you mean 'hours'?)");
    }

    @Test
    void boundsHowDeepMenusAre() {
        assertThat(with("navigation.yml", menu(4)).problems(compiler)).isEmpty();
        assertThat(onlyProblem(with("navigation.yml", menu(5))).toString()).contains("navigation.yml:10:").contains("more than 4 levels deep");
    }

    private static String menu(int deep) {
        var menu = new StringBuilder("main:\n");
        for (var level = 1; level < deep; level++) menu.append("  ".repeat(level)).append("- title: Deeper\n").append("  ".repeat(level)).append("  items:\n");
        return menu.append("  ".repeat(deep)).append("- page: /terms\n").toString();
    }

    @Test
    void readsMenusAndRedirects() {
        var source = with("navigation.yml", "main:\n  - page: /orders\n    children: true\n  - title: {en: Elsewhere, nb: Andre steder}\n    items:\n      - {title: Shop, link: 'https://example.com/'}\n")
                .document("redirects.yml", "redirects:\n  - {from: /shop/, to: /orders, status: 301}\n  - {from: /old/*, to: /orders/*}\n");
        var pages = source.compile(compiler);

        assertThat(pages.menus().get("main")).hasSize(2);
        assertThat(pages.menus().get("main").getFirst().items()).hasSize(1);
        assertThat(pages.redirects().find("/shop")).contains(new Redirects.Target("/orders", 301, true));
        assertThat(pages.redirects().find("/old/1 2")).contains(new Redirects.Target("/orders/1%202", 302, true));
        assertThat(pages.redirects().find("/older")).isEmpty();
        assertThat(onlyProblem(source.document("navigation.yml", "main:\n  - page: /ordres\n")).toString()).contains("there is no page '/ordres' (did you mean '/orders'?)");
        assertThat(onlyProblem(Visit.site().document("redirects.yml", "redirects: [{from: /a, to: '//evil.example'}]\n")).fatal()).isTrue();
        assertThat(onlyProblem(Visit.site().document("redirects.yml", "redirects: [{from: /terms, to: /}]\n")).toString()).contains("never followed");
    }

    @Test
    void whatIsNotSaidInALanguageIsSaidInItsBaseLanguage() {
        var pages = Visit.site().languages("en", "pt-BR", "pt", "nb").document("pages/a.md", "---\ntitle: {en: A, pt: O}\n---\nEnglish\n").document("pages/a.pt.md", "Portugu\u00eas\n").compile(compiler);
        var page = pages.tree().entry("/a").orElseThrow().page();

        assertThat(page.body().get("pt-BR").markup()).contains("Portugu\u00eas");
        assertThat(page.title().in(Locale.forLanguageTag("pt-BR"))).isEqualTo("O");
        assertThat(page.body().get("nb").markup()).contains("English");
    }
}
