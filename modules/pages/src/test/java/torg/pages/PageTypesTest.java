package torg.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import torg.api.identity.Caller;
import torg.api.site.SiteProblem;
import torg.api.text.Text;
import torg.api.view.Html;
import torg.api.view.Model;
import torg.api.view.PageType;
import torg.api.view.PageTypes;
import torg.pages.access.BranchAccess;
import torg.pages.access.KnownAccess;
import torg.pages.picture.PictureCache;
import torg.spi.view.PageGuide.Found;
import torg.testkit.TestSource;
import torg.testkit.TestSites;

class PageTypesTest {
    private static final Locale NB = Locale.forLanguageTag("nb");
    private static final String NEWS = """
            type: news
            label: {en: News item, nb: Nyhet}
            template: article
            below: /news
            fields:
              date: {type: date, required: true}
              summary: {type: longtext, label: {en: Summary, nb: Sammendrag}}
              story: markdown
              box: {type: html}
              price: {type: number}
              featured: {type: boolean, default: false}
              kind: {type: choice, default: company, choices: {company: {en: Company, nb: Bedrift}, range: {en: Range, nb: Utvalg}}}
              opens: {type: datetime}
              picture: {type: image, per-language: true}
              more: {type: page, list: true}
              notes: {type: text, list: true}
              sheet: {type: file}
            """;
    private static final String ITEM = """
            ---
            title: New teas
            type: news
            fields:
              date: 2027-01-05
              summary: {en: Ten teas <b>more</b>, nb: Ti teer til}
              story: "**Ten** [orders](/orders) <script>alert(1)</script> ![x](https://elsewhere.example/x.png)"
              box: '<p class="lead" onclick="x()">Ten <a href="/orders">orders</a></p><iframe src="https://elsewhere.example/"></iframe>'
              price: 1234.50
              opens: 2027-01-15T10:00
              picture: /files/tea.webp
              more: [/terms, /orders]
              notes: [One, Two]
              sheet: /files/tea.pdf
            ---
            """;

    private static TestSource site() {
        return Visit.site().setting("time-zone", "Europe/Oslo").file("theme/templates/article.mustache", "{{page.title}}").document("page-types/news.yml", NEWS)
                .file("files/tea.webp", "png").file("files/tea.nb.webp", "png").file("files/tea.pdf", "pdf")
                .document("pages/news.md", "---\ntitle: News\naccess: public\n---\n").document("pages/news/teas.md", ITEM);
    }

    private static Model details(TestSource source, String path, Caller caller, Locale locale) {
        var sites = TestSites.of(source, new PagesCompiler());
        var access = new KnownAccess();
        access.answerFor(new BranchAccess(sites));
        var guide = new SiteGuide(sites, access, Optional::empty, PictureCache.none());
        var request = Visit.of(sites.current(), path, caller, locale, Map.of());
        return guide.details(request, ((Found.ThePage) guide.find(request)).page());
    }

    private static Model fields(TestSource source, Caller caller, Locale locale) {
        return (Model) details(source, "/news/teas", caller, locale).get("fields");
    }

    private static Model file(String name) {
        return Model.with("link", "/files/" + name).with("title", name).build();
    }

    /** One that no smaller pictures are made of. */
    private static Model image(String name) {
        return file(name).and(Model.with("src", "/files/" + name).with("alt", "").build());
    }

    private static Model both(Object value, String text) {
        return Model.with("value", value).with("text", text).build();
    }

    @Test
    void handsTemplatesEachFieldByItsKind() {
        var fields = fields(site(), Visit.BUYER, Locale.ENGLISH);

        assertThat(details(site(), "/news/teas", Visit.BUYER, Locale.ENGLISH).get("type")).isEqualTo("news");
        assertThat(fields.values()).containsEntry("date", both("2027-01-05", "January 5, 2027")).containsEntry("summary", "Ten teas <b>more</b>")
                .containsEntry("price", both(new BigDecimal("1234.50"), "1,234.50")).containsEntry("featured", false).containsEntry("kind", both("company", "Company"))
                .containsEntry("picture", image("tea.webp")).containsEntry("notes", List.of("One", "Two")).containsEntry("sheet", file("tea.pdf"))
                .containsEntry("more", List.of(Model.with("title", "Terms").with("link", "/terms").build(), Model.with("title", "Orders").with("link", "/orders").build()));
        assertThat(((Model) fields.get("opens")).get("value")).isEqualTo("2027-01-15T09:00:00Z");
        assertThat((String) ((Model) fields.get("opens")).get("text")).contains("January 15, 2027", "10:00");
    }

    @Test
    void rendersMarkUpAndLetsNothingThroughThatRunsOrLoads() {
        var story = ((Html) fields(site(), Visit.BUYER, NB).get("story")).markup();

        assertThat(story).contains("<strong>Ten</strong>", "href=\"/nb/orders\"").doesNotContain("<script", "elsewhere.example");
        assertThat(((Html) fields(site(), Visit.BUYER, NB).get("box")).markup()).isEqualTo("<p class=\"lead\">Ten <a href=\"/nb/orders\">orders</a></p>");
        assertThat(site().problems(new PagesCompiler())).extracting(SiteProblem::toString).satisfiesExactly(
                problem -> assertThat(problem).startsWith("site/pages/news/teas.md:7:").contains("left out, because pages do not carry it"),
                problem -> assertThat(problem).startsWith("site/pages/news/teas.md:8:").contains("onclick of <p>", "<iframe>"),
                problem -> assertThat(problem).startsWith("site/pages/news/teas.md:11:").contains("nobody says what the image '/files/tea.webp' shows"));
    }

    @Test
    void speaksTheLanguageOfTheRequest() {
        var translated = site().document("pages/news/teas.nb.md", "---\ntitle: Nye teer\nfields: {story: '*Ti*', picture: /files/tea.nb.webp}\n---\n");
        var fields = fields(translated, Visit.BUYER, NB);

        assertThat(fields.values()).containsEntry("date", both("2027-01-05", "5. januar 2027")).containsEntry("summary", "Ti teer til").containsEntry("kind", both("company", "Bedrift"))
                .containsEntry("picture", image("tea.nb.webp"));
        assertThat(((Html) fields.get("story")).markup()).isEqualTo("<p><em>Ti</em></p>\n");
        assertThat((String) ((Model) fields.get("price")).get("text")).endsWith("234,50");
        assertThat(fields(translated, Visit.BUYER, Locale.ENGLISH).get("picture")).isEqualTo(image("tea.webp"));
    }

    @Test
    void leavesOutPagesThatTheCallerMayNotRead() {
        assertThat(fields(site(), Caller.ANONYMOUS, Locale.ENGLISH).get("more")).isEqualTo(List.of(Model.with("title", "Terms").with("link", "/terms").build()));
    }

    @Test
    void paintsItsPagesWithTheTemplateOfTheTypeUnlessTheyNameOne() {
        var tree = site().document("pages/news/b.md", "---\ntitle: B\ntype: news\ntemplate: page\nfields: {date: 2027-01-01}\n---\n").compile(new PagesCompiler()).tree();

        assertThat(tree.entry("/news/teas").orElseThrow().page().template()).isEqualTo("article");
        assertThat(tree.entry("/news/b").orElseThrow().page().template()).isEqualTo("page");
        assertThat(details(site(), "/terms", Caller.ANONYMOUS, Locale.ENGLISH)).as("a page without a type").isEqualTo(Model.EMPTY);
    }

    @Test
    void tellsOthersWhichTypesThereAre() {
        var types = TestSites.of(site(), new PagesCompiler(), new PageTypesCompiler()).current().require(PageTypes.class);

        var news = types.byName().get("news");
        assertThat(news.label().in(NB)).isEqualTo("Nyhet");
        assertThat(news.below()).containsExactly("/news");
        assertThat(news.fields()).extracting(PageType.Field::name).startsWith("date", "summary", "story");
        assertThat(news.field("summary").orElseThrow()).satisfies(field -> {
            assertThat(field.kind()).isEqualTo(PageType.Kind.LONGTEXT);
            assertThat(field.perLanguage()).isTrue();
            assertThat(field.label()).isEqualTo(new Text(Map.of("en", "Summary", "nb", "Sammendrag")));
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            type: newz                          | 3:7 there is no page type 'newz' (did you mean 'news'?)
            type: news                          | 3:7 'date' is missing here, which every page of type 'news' says (add 'date:' below 'fields:')
            fields: {date: 2027-01-01}          | 3:9 'fields' stands on a page without a type (add 'type:' with one of news)
            {dat: 2027-01-01, date: 2027-01-01} | 4:15 'dat' is no field of page type 'news' (did you mean 'date'?)
            {date: 2027-02-30}                  | 4:16 'date' is '2027-02-30', which is no day that there is (write it as 2026-11-30)
            {date: {en: 2027-01-01}}            | 4:16 'date' is one value (write it behind 'date:', the same for all languages)
            {date: 2027-01-01, price: 1e9}      | 4:35 'price' is '1e9', which is no number
            {date: 2027-01-01, featured: yes}   | 4:38 'featured' is 'yes', expected true or false
            {date: 2027-01-01, kind: compani}   | 4:34 'kind' is 'compani', which is none of its choices (did you mean 'company'?)
            {date: 2027-01-01, opens: tomorrow} | 4:35 'opens' is 'tomorrow', which is no moment that there is
            {date: 2027-01-01, picture: /files/te.webp} | 4:37 'picture' is '/files/te.webp', which is no web file (did you mean '/files/tea.webp'?)
            {date: 2027-01-01, picture: /files/../site.yml} | 4:37 'picture' is '/files/../site.yml', which is no picture
            {date: 2027-01-01, sheet: /files/../site.yml} | 4:35 'sheet' is '/files/../site.yml', which is no web file
            {date: 2027-01-01, picture: /files/tea.pdf} | 4:37 'picture' is '/files/tea.pdf', which is no picture
            {date: 2027-01-01, more: [/term]}   | 4:35 'more' is '/term', which is no page that can be led to (did you mean '/terms'?)
            {date: 2027-01-01, more: '/orders/{number}'} | 4:34 'more' is '/orders/{number}', which is no page that can be led to
            {date: 2027-01-01, summary: [a]}    | 4:37 'summary' is one value
            {date: 2027-01-01, notes: ''}       | 4:35 'notes' is empty
            """)
    void refusesWhatAPageCannotSay(String said, String problem) {
        var lines = said.startsWith("{") ? "type: news\nfields: " + said : said;
        var problems = site().document("pages/news/b.md", "---\ntitle: B\n" + lines + "\n---\n").problems(new PagesCompiler()).stream().filter(SiteProblem::fatal).toList();
        assertThat(problems).singleElement().asString().startsWith("site/pages/news/b.md:" + problem);
    }

    @Test
    void keepsPagesWhereTheirTypeWantsThem() {
        assertThat(fatal(site().document("pages/b.md", "---\ntitle: B\ntype: news\nfields: {date: 2027-01-01}\n---\n"))).containsExactly("site/pages/b.md:3:7 pages of type 'news' lie below /news (move the page, or change 'below' of the type)");
        assertThat(fatal(site().document("pages/special/denied.md", "---\ntitle: No\ntype: news\n---\n"))).containsExactly("site/pages/special/denied.md:3:7 what is shown in place of a page has no type (take 'type' and 'fields' away)");
    }

    @Test
    void aTranslationSaysOnlyWhatIsSaidInEachLanguage() {
        assertThat(fatal(site().document("pages/news/teas.nb.md", "---\nfields: {date: 2027-01-06}\n---\n")))
                .containsExactly("site/pages/news/teas.nb.md:2:16 'date' is the same in every language (say it in the default language's document, or add 'per-language: true' to the field)");
        assertThat(fatal(site().document("pages/news/teas.nb.md", "---\nfields: {summry: Ti}\n---\n")))
                .containsExactly("site/pages/news/teas.nb.md:2:18 'summry' is no field of page type 'news' (did you mean 'summary'?)");
    }

    @Test
    void refusesMoreThanAPageShouldHold() {
        var many = "[" + "a, ".repeat(9_999) + "a]";

        assertThat(fatal(site().document("pages/news/b.md", "---\ntitle: B\ntype: news\nfields: {date: 2027-01-01, notes: " + many + "}\n---\n"))).singleElement().asString().contains("'notes' holds 10000 values, at most 200 are taken");
        assertThat(fatal(site().document("pages/news/b.md", "---\ntitle: B\ntype: news\nfields: {date: 2027-01-01, notes: " + "x".repeat(501) + "}\n---\n"))).singleElement().asString().contains("'notes' is one line of at most 500 characters");
        assertThat(fatal(site().document("pages/news/b.md", "---\ntitle: B\ntype: news\nfields: {date: 2027-01-01, story: " + "x".repeat(20_001) + "}\n---\n"))).singleElement().asString().contains("'story' has more than 20000 characters");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            type: ../x                                  | 1:7 '../x' is no name
            fields: {}                                  | 1:1 'type' is missing here
            {type: a, fields: {Bad: text}}              | 1:25 'Bad' is no name
            {type: a, fields: {b: {type: tekst}}}       | 1:30 'type' is 'tekst', expected one of text, longtext
            {type: a, fields: {b: [text]}}              | 1:23 the field 'b' is a mapping, or the name of a kind
            {type: a, fields: {b: {type: choice}}}      | 1:23 a choice has no 'choices'
            {type: a, fields: {b: {choices: {x: X}}}}   | 1:33 only a field of type 'choice' has choices
            {type: a, fields: {b: {requird: true}}}     | 1:33 'requird' is not known here (did you mean 'required'?)
            {type: a, below: news}                      | 1:18 'news' is no path of a page (write it as /news)
            {type: news}                                | 1:8 there is a page type 'news' already
            """)
    void refusesATypeThatIsNone(String text, String problem) {
        assertThat(fatal(site().document("page-types/x.yml", text + "\n"))).singleElement().asString().startsWith("site/page-types/x.yml:" + problem);
    }

    private static List<String> fatal(TestSource source) {
        return source.problems(new PagesCompiler()).stream().filter(SiteProblem::fatal).map(SiteProblem::toString).toList();
    }
}
