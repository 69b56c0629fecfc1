package torg.pages.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
import torg.testkit.Documents;
import torg.testkit.TestSource;
import torg.testkit.HandClock;
import torg.testkit.TestSites;

/** Pages about teas, one of them for buyers, one a draft, one published at 9:00 UTC; it is 8:00 on January 15, 2027. */
public class CollectionComponentTest {
    private static final Locale NB = Locale.forLanguageTag("nb");
    private static final String NEWS = "component: collection, type: news, sort: -date, show: [date, kind, sold, price, picture, summary, more]";

    private final HandClock clock = new HandClock();
    private final KnownAccess access = new KnownAccess(clock);
    private final CollectionComponent collection = new CollectionComponent(access);

    /** News below {@code /news}, which places what is written so. */
    public static TestSource site(String... placed) {
        return Visit.site().setting("time-zone", "Europe/Oslo").file("files/tea.webp", "png").document("pictures.yml", "alt:\n  /files/tea.webp: ''\n")
                .document("page-types/news.yml", """
                        type: news
                        fields:
                          date: date
                          kind: {type: choice, choices: {range: {en: Range, nb: Utvalg}, company: {en: Company, nb: Bedrift}}}
                          summary: longtext
                          sold: {type: boolean, label: Sold out}
                          price: {type: number, label: Price}
                          picture: image
                          more: {type: page, list: true}
                          opens: datetime
                          story: markdown
                        """)
                .document("pages/news.md", "---\ntitle: {en: News, nb: Nyheter}\naccess: public\ncomponents:\n  - {" + String.join("}\n  - {", placed) + "}\n---\n")
                .document("pages/news/assam.md", item("Assam", "date: 2027-01-04, kind: range, summary: Strong., price: 12.50, picture: /files/tea.webp, more: [/terms, /orders], sold: true", ""))
                .document("pages/news/ceylon.md", item("Ceylon", "date: 2027-01-10, kind: company, summary: {en: Bright., nb: Lys.}, sold: false", ""))
                .document("pages/news/darjeeling.md", item("Darjeeling", "date: 2027-01-07, price: 9, kind: range", "access: buyer\n"))
                .document("pages/news/earl.md", item("Ærlig", "kind: range", "description: Without a date\n"))
                .document("pages/news/draft.md", item("Draft", "date: 2027-01-01", "draft: true\n"))
                .document("pages/news/soon.md", item("Soon", "date: 2027-01-12", "publish: 2027-01-15T10:00\n"))
                .document("pages/news/hidden.md", item("Hidden", "date: 2027-01-12", "hidden: true\n"))
                .document("pages/news/assam/more.md", "---\ntitle: More\ndescription: Of Assam\n---\n").document("pages/newsletter.md", "---\ntitle: Letter\naccess: public\n---\n");
    }

    private static String item(String title, String fields, String more) {
        return "---\ntitle: " + title + "\ntype: news\nfields: {" + fields + "}\n" + more + "---\n";
    }

    private Filled fill(String placed, Caller caller, Locale locale, String query) {
        var sites = TestSites.of(site(placed), new PagesCompiler());
        access.answerFor(new BranchAccess(sites));
        var page = sites.current().require(SitePages.class).tree().entry("/news").orElseThrow().page();
        var asked = query.isEmpty() ? Map.<String, List<String>>of() : Map.of(query.split("=")[0], List.of(query.split("=")[1]), "x", List.of("y z"));
        return collection.fill(new Place("c1", Visit.of(sites.current(), "/news", caller, locale, asked), page, page.placements().getFirst().parameters()));
    }

    private Model shown(String placed, Caller caller) {
        return ((Filled.Shown) fill(placed, caller, Locale.ENGLISH, "")).model();
    }

    private List<Object> titles(String placed, Caller caller) {
        return titles(shown(placed, caller));
    }

    private static List<Object> titles(Model collection) {
        return ((List<?>) collection.get("items")).stream().map(item -> ((Model) item).get("title")).toList();
    }

    @Test
    void showsPagesOfATypeToThoseWhoMayReadThem() {
        assertThat(titles(NEWS, Caller.ANONYMOUS)).containsExactly("Ceylon", "Assam", "Ærlig");
        assertThat(titles(NEWS, Visit.BUYER)).containsExactly("Ceylon", "Darjeeling", "Assam", "Ærlig");
        assertThat(((Filled.Shown) fill(NEWS, Caller.ANONYMOUS, Locale.ENGLISH, "")).perCaller()).isFalse();
        assertThat(((Filled.Shown) fill(NEWS, Visit.BUYER, Locale.ENGLISH, "")).perCaller()).isTrue();
    }

    @Test
    void aReferenceCountsForThoseWhoMayReadThePage() {
        var placed = "component: collection, type: news, where: {more: /orders}, empty: None";

        assertThat(titles(placed, Visit.BUYER)).containsExactly("Assam");
        assertThat(titles(placed, Caller.ANONYMOUS)).isEmpty();
    }

    @Test
    void aPageComesAtItsMomentAndAnAdministratorSeesItBefore() {
        assertThat(titles(NEWS, Visit.CHIEF)).containsExactly("Soon", "Ceylon", "Assam", "Draft", "Ærlig");
        assertThat(((List<?>) shown(NEWS, Visit.CHIEF).get("items")).stream().map(item -> ((Model) item).get("unpublished")).toList()).containsExactly("not published", null, null, "not published", null);
        clock.pass(Duration.ofHours(1));
        assertThat(titles(NEWS, Caller.ANONYMOUS)).containsExactly("Soon", "Ceylon", "Assam", "Ærlig");
    }

    @Test
    void showsEachFieldAsWhatItIs() {
        var assam = (Model) ((List<?>) shown(NEWS, Caller.ANONYMOUS).get("items")).get(1);

        assertThat(assam.get("link")).isEqualTo("/news/assam");
        assertThat(assam.get("image")).isEqualTo(Model.with("link", "/files/tea.webp").with("title", "tea.webp").with("src", "/files/tea.webp").with("alt", "").build());
        assertThat(((List<?>) assam.get("facts")).stream().map(fact -> ((Model) fact).plain()).toList()).isEqualTo(List.of(
                Map.of("name", "date", "label", "date", "time", Map.of("value", "2027-01-04", "text", "January 4, 2027")),
                Map.of("name", "kind", "label", "kind", "badge", Map.of("value", "range", "text", "Range")),
                Map.of("name", "sold", "label", "Sold out", "badge", Map.of("text", "Sold out")),
                Map.of("name", "price", "label", "Price", "number", Map.of("value", new java.math.BigDecimal("12.50"), "text", "12.50")),
                Map.of("name", "more", "label", "more", "page", Map.of("title", "Terms", "link", "/terms"))));
        assertThat(((List<?>) assam.get("texts")).stream().map(text -> ((Model) text).get("text")).toList()).isEqualTo(List.of("Strong."));
    }

    @Test
    void speaksTheLanguageOfTheRequest() {
        var items = (List<?>) ((Filled.Shown) fill(NEWS + ", title: {en: News, nb: Nytt}", Caller.ANONYMOUS, NB, "")).model().get("items");

        assertThat(((Model) items.getFirst()).plain().toString()).contains("/nb/news/ceylon", "Lys.", "Bedrift", "10. januar 2027");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            type: news, where: {kind: range}                 | Assam, Darjeeling, Ærlig
            type: news, where: {kind: [company, range], sold: false} | Ceylon
            type: news, where: {price: 9.0}                  | Darjeeling
            type: news, where: {date: 2027-01-10}            | Ceylon
            type: news, where: {more: /orders}               | Assam
            type: news, where: {picture: /files/tea.webp}     | Assam
            type: news, where: {summary: Strong.}            | Assam
            type: news, sort: price                          | Darjeeling, Assam, Ceylon, Ærlig
            type: news, sort: -price                         | Assam, Darjeeling, Ceylon, Ærlig
            type: news, sort: -kind                          | Ceylon, Assam, Darjeeling, Ærlig
            type: news, sort: sold                           | Ceylon, Assam, Darjeeling, Ærlig
            type: news, sort: -title                         | Darjeeling, Ceylon, Assam, Ærlig
            type: news, below: /orders                       |
            children: true, type: news                       | Assam, Ceylon, Darjeeling, Ærlig
            sort: title                                      | Ærlig, Assam, Ceylon, Darjeeling
            below: /news                                     | Assam, More, Ceylon, Darjeeling, Ærlig
            below: /news/assam, children: true               | More
            below: /, children: true, sort: title            | Letter, Orders, Profile, Terms
            """)
    void selectsAndOrders(String placed, String titles) {
        assertThat(titles("component: collection, empty: None, " + placed, Visit.BUYER)).isEqualTo(titles == null ? List.of() : List.of((Object[]) titles.split(", ")));
    }

    @Test
    void ordersWordsAsPeopleOfTheLanguageDo() {
        assertThat(titles(((Filled.Shown) fill("component: collection, type: news, sort: title", Caller.ANONYMOUS, Locale.ENGLISH, "")).model())).containsExactly("Ærlig", "Assam", "Ceylon");
        assertThat(titles(((Filled.Shown) fill("component: collection, type: news, sort: title", Caller.ANONYMOUS, NB, "")).model())).containsExactly("Assam", "Ceylon", "Ærlig");
    }

    @Test
    void showsSomeAtATimeAndTheWayToTheOthers() {
        var pageOne = shown(NEWS + ", page-size: 2", Caller.ANONYMOUS);
        assertThat(titles(pageOne)).containsExactly("Ceylon", "Assam");
        assertThat(((Model) pageOne.get("pager")).plain()).isEqualTo(Map.of("info", "1–2 of 3", "label", "Pages", "next", Map.of("link", "?page=2", "title", "Next")));

        var pageTwo = ((Filled.Shown) fill(NEWS + ", page-size: 2", Caller.ANONYMOUS, Locale.ENGLISH, "page=2")).model();
        assertThat(titles(pageTwo)).containsExactly("Ærlig");
        assertThat(((Model) ((Model) pageTwo.get("pager")).get("previous")).get("link")).asString().contains("page=1", "x=y+z");
        for (var asked : List.of("page=3", "page=999999", "page=2")) assertThat(titles(((Filled.Shown) fill(NEWS + ", page-size: 2", Caller.ANONYMOUS, Locale.ENGLISH, asked)).model())).as(asked).containsExactly("Ærlig");
        for (var asked : List.of("page=0", "page=-1", "page=abc", "page=1e9", "page=99999999999")) assertThat(titles(((Filled.Shown) fill(NEWS + ", page-size: 2", Caller.ANONYMOUS, Locale.ENGLISH, asked)).model())).as(asked).containsExactly("Ceylon", "Assam");
        assertThat(shown(NEWS, Caller.ANONYMOUS).get("pager")).isNull();
    }

    @Test
    void sharesThePageWithOthersThatAreTurned() {
        var model = ((Filled.Shown) fill(NEWS + ", page-size: 2}\n  - {component: list, list: orders", Caller.ANONYMOUS, Locale.ENGLISH, "c1.page=2")).model();

        assertThat(titles(model)).containsExactly("Ærlig");
        assertThat(((Model) ((Model) model.get("pager")).get("previous")).get("link")).asString().contains("c1.page=1");
    }

    @Test
    void saysThatThereIsNothingOrIsNotThere() {
        assertThat(fill("component: collection, below: /orders/new", Visit.BUYER, Locale.ENGLISH, "")).isEqualTo(new Filled.Hidden());
        assertThat(shown("component: collection, below: /orders/new, empty: {en: Nothing yet}", Visit.BUYER).get("empty")).isEqualTo("Nothing yet");
        assertThat(fill("component: collection, below: /orders", Caller.ANONYMOUS, Locale.ENGLISH, "")).as("of others only").isEqualTo(new Filled.Hidden());
    }

    @Test
    void saysWhatIsWrongWithItsParameters() {
        assertThat(check("below: news")).containsExactly("site/x.yml:1:8 'news' is no path of a page (write it as /news)");
        assertThat(check("below: /news/")).singleElement().asString().contains("'/news/' is no path of a page");
        assertThat(check("page-size: 101")).singleElement().asString().contains("expected a whole number from 1 to 100");
        assertThat(check("typ: news")).singleElement().asString().contains("'typ' is not known here (did you mean 'type'?)");
        assertThat(check("type: news\nsort: -date\nwhere: {kind: [a, b]}\nshow: [date]\nfeed: true\nchildren: true\ntitle: {en: A}")).isEmpty();
    }

    private List<String> check(String parameters) {
        var problems = new Problems();
        collection.check(Documents.of("site/x.yml", parameters).fields(), problems);
        return problems.found().stream().map(SiteProblem::toString).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            type: nws                         | there is no page type 'nws' (did you mean 'news'?)
            type: news, where: {kin: range}   | 'kin' is no field of page type 'news' (did you mean 'kind'?)
            type: news, where: {kind: rang}   | 'kind' is never 'rang' (did you mean 'range'?)
            type: news, where: {sold: yes}    | 'sold' is never 'yes' (write true or false)
            type: news, where: {price: cheap} | 'price' is never 'cheap' (write it as 12 or 12.50)
            type: news, where: {story: x}     | nothing is found by 'story', which is a markdown (name a field of another kind)
            type: news, show: [dat]           | 'dat' is no field of page type 'news' (did you mean 'date'?)
            type: news, sort: -dat            | 'dat' is no field of page type 'news' (did you mean 'date'?)
            type: news, sort: story           | 'story' has no order (write title, order, or a field of another kind)
            type: news, sort: more            | 'more' has no order (write title, order, or a field of another kind)
            below: /news, sort: date          | 'date' would be a field, and this collection names no type (add 'type:')
            type: news, feed: true            | a feed says when each page is of, and 'order' does not (sort by a field of type date or datetime, newest first: 'sort: -date')
            type: news, feed: true, sort: kind | a feed says when each page is of, and 'kind' does not
            below: /nws                       | no page lies below '/nws' (add one, or write another address)
            """)
    void tellsWhatNobodyHas(String placed, String problem) {
        assertThat(site("component: collection, " + placed).problems(new PagesCompiler())).singleElement().asString().startsWith("site/pages/news.md:5:").contains(" " + problem);
    }
}
