package torg.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import torg.api.identity.Caller;
import torg.api.site.SiteProblem;
import torg.api.view.Model;
import torg.pages.access.BranchAccess;
import torg.pages.access.KnownAccess;
import torg.pages.rest.PagesResource;
import torg.pages.picture.PictureCache;
import torg.spi.view.PageGuide.Found;
import torg.testkit.TestSource;
import torg.testkit.HandClock;
import torg.testkit.TestSites;

/** Pages that come and go by the clock, which stands at 8:00 UTC, 9:00 in Oslo, on January 15, 2027. */
class PublishingTest {
    private final TestSource source = Visit.site().setting("time-zone", "Europe/Oslo")
            .document("pages/sale.md", "---\ntitle: Sale\naccess: public\npublish: 2027-01-15T10:00\nexpire: 2027-01-15T12:30:00+01:00\n---\n")
            .document("pages/plan.md", "---\ntitle: Plan\naccess: public\ndraft: true\npublish: 2020-01-01T00:00Z\n---\n")
            .document("pages/past.md", "---\ntitle: Past\naccess: buyer\nexpire: 2027-01-15T08:00Z\n---\n")
            .document("pages/sale/terms.md", "---\ntitle: Terms of sale\n---\n")
            .file("files/sale/prices.pdf", "%PDF");
    private final TestSites sites = TestSites.of(source, new PagesCompiler());
    private final HandClock clock = new HandClock();
    private final KnownAccess access = new KnownAccess(clock);
    private final SiteGuide guide = new SiteGuide(sites, access, () -> Optional.of("https://shop.example"), PictureCache.none());

    PublishingTest() {
        access.answerFor(new BranchAccess(sites));
    }

    private Found find(String path, Caller caller) {
        return guide.find(Visit.of(sites.current(), path, caller));
    }

    @Test
    void whoEditsAPageSeesItBeforeItIsPublishedAndNobodyElseDoes() {
        for (var path : List.of("/plan", "/sale")) {
            assertThat(find(path, Caller.ANONYMOUS)).isInstanceOf(Found.Nothing.class);
            assertThat(guide.preview(Visit.of(sites.current(), path, Caller.ANONYMOUS))).as(path).isInstanceOf(Found.ThePage.class);
        }
        assertThat(guide.preview(Visit.of(sites.current(), "/none", Caller.ANONYMOUS))).isInstanceOf(Found.Nothing.class);
    }

    private Model frame(String path, Caller caller, Locale locale) {
        var request = Visit.of(sites.current(), path, caller, locale, Map.of());
        return guide.frame(request, ((Found.ThePage) guide.find(request)).page());
    }

    private List<Object> menu(Caller caller, String key) {
        return ((List<?>) ((Model) frame("/", caller, Locale.ENGLISH).get("menus")).get("main")).stream().map(item -> ((Model) item).get(key)).toList();
    }

    private String sitemap() {
        return new String(((Found.TheFile) find("/sitemap.xml", Caller.ANONYMOUS)).file().bytes(), UTF_8);
    }

    private List<String> told(Caller caller) {
        return new PagesResource(access).pages(null, null, List.of(), "path", "", "", "", "", Visit.of(sites.current(), "/api/content/pages", caller)).value().stream().map(PagesResource.KnownPage::path).toList();
    }

    private boolean isThere() {
        var anonymous = Caller.ANONYMOUS;
        var answers = Stream.of(find("/sale", anonymous) instanceof Found.ThePage, find("/files/sale/prices.pdf", anonymous) instanceof Found.TheFile, menu(anonymous, "title").contains("Sale"),
                sitemap().contains("https://shop.example/sale<"), told(anonymous).contains("/sale"), ((Model) frame("/sale/terms", anonymous, Locale.ENGLISH).get("crumbs")).toString().contains("title=Sale,")).distinct().toList();
        assertThat(answers).as("all ways to the page agree").hasSize(1);
        return answers.getFirst();
    }

    @Test
    void comesAndGoesAtItsMoment() {
        assertThat(isThere()).isFalse();
        clock.pass(Duration.ofHours(1).minusMillis(1));
        assertThat(isThere()).isFalse();
        clock.pass(Duration.ofMillis(1));
        assertThat(isThere()).isTrue();
        clock.pass(Duration.ofMinutes(150).minusMillis(1));
        assertThat(isThere()).isTrue();
        clock.pass(Duration.ofMillis(1));
        assertThat(isThere()).isFalse();
    }

    @Test
    void nothingIsToldOfWhatIsNotThereWhoeverMayReadIt() {
        for (var caller : List.of(Caller.ANONYMOUS, Visit.BUYER, Visit.GUEST)) {
            for (var path : List.of("/sale", "/plan", "/past", "/files/sale/prices.pdf")) assertThat(find(path, caller)).as(path).isInstanceOf(Found.Nothing.class);
        }
    }

    @Test
    void whatIsKeptOfItHoldsUntilTheNextMoment() {
        assertThat(guide.until(sites.current())).isEqualTo(Instant.parse("2027-01-15T09:00:00Z"));
        clock.pass(Duration.ofHours(1));
        assertThat(guide.until(sites.current())).isEqualTo(Instant.parse("2027-01-15T11:30:00Z"));
        clock.pass(Duration.ofDays(1));
        assertThat(guide.until(sites.current())).isEqualTo(Instant.MAX);
    }

    @Test
    void administratorsFindItMarkedAndAreToldWhy() {
        assertThat(find("/sale", Visit.CHIEF)).isInstanceOf(Found.ThePage.class);
        assertThat(menu(Visit.CHIEF, "title")).containsExactly("Plan", "Profile", "Sale", "Terms");
        assertThat(menu(Visit.CHIEF, "unpublished")).containsExactly(true, false, true, false);
        assertThat(notice("/plan", Locale.ENGLISH)).isEqualTo("This page is a draft: only administrators see it.");
        assertThat(notice("/sale", Locale.ENGLISH)).contains("will be published on January 15, 2027", "10:00", "(Europe/Oslo)");
        assertThat(notice("/sale", Locale.forLanguageTag("nb"))).contains("publiseres 15. januar 2027", "10:00");
        assertThat(frame("/sale", Visit.CHIEF, Locale.ENGLISH).has("address")).as("nobody else finds it there").isFalse();
        clock.pass(Duration.ofDays(1));
        assertThat(notice("/sale", Locale.ENGLISH)).contains("expired on January 15, 2027", "12:30");
        assertThat(frame("/terms", Visit.CHIEF, Locale.ENGLISH).has("publishing")).isFalse();
    }

    private String notice(String path, Locale locale) {
        return (String) ((Model) frame(path, Visit.CHIEF, locale).get("publishing")).get("message");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            publish: 2027-13-01T08:00        | 3:10 '2027-13-01T08:00' is no moment that there is (write it as 2026-12-01T08:00, by the clock of the site's time zone (Z), or as 2026-12-01T08:00+01:00)
            publish: 2027-02-30T08:00Z       | 3:10 '2027-02-30T08:00Z' is no moment
            expire: 2027-02-01               | 3:9 '2027-02-01' is no moment
            expire: tomorrow                 | 3:9 'tomorrow' is no moment
            publish: '+99999-01-01T00:00'    | 3:10 '+99999-01-01T00:00' is no moment
            publish: ''                      | 3:10 '' is no moment
            draft: yes                       | 3:8
            """)
    void refusesWhatIsNoMoment(String line, String problem) {
        assertThat(refused(line)).startsWith("site/pages/a.md:" + problem);
    }

    @Test
    void refusesToShowAPageNever() {
        assertThat(refused("publish: 2027-02-01T08:00\nexpire: 2027-02-01T08:00Z")).startsWith("site/pages/a.md:4:9 'expire' is not after 'publish', so nobody would ever see the page");
    }

    @Test
    void refusesToTakeAwayWhatThePortalCannotBeWithout() {
        assertThat(problems("pages/in.md", "---\ntitle: Sign in\nexpire: 2027-02-01T08:00\ncomponents: [{component: sign-in}]\n---\n").filter(SiteProblem::fatal))
                .singleElement().asString().startsWith("site/pages/in.md:3:9 without this page nobody could sign in");
        assertThat(problems("pages/special/denied.md", "---\ntitle: No\ndraft: true\n---\n")).singleElement().asString().startsWith("site/pages/special/denied.md:3:8 what is shown in place of a page is always there");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -                                   | true
            publish: 2027-02-01T08:59           | true
            expire: 2027-03-01T09:00            | true
            publish: 2027-02-01T09:00, expire: 2027-03-02T09:00 | true
            publish: 2027-02-01T09:00, expire: 2027-03-01T09:00 | false
            draft: true                         | false
            """)
    void tellsOfAPageThatIsThereWithoutTheOneAboveIt(String own, boolean told) {
        var below = problems("pages/offer.md", "---\ntitle: Offer\npublish: 2027-02-01T09:00\nexpire: 2027-03-01T09:00\n---\n", "pages/offer/terms.md", "---\n{title: Terms%s}\n---\n".formatted(own == null ? "" : ", " + own));
        assertThat(below.map(SiteProblem::toString).toList()).isEqualTo(told
                ? List.of("site/pages/offer/terms.md:1:1 the page is there at times when '/offer' above it is not (let 'draft', 'publish' and 'expire' say here what they say there)") : List.of());
    }

    private static Stream<SiteProblem> problems(String... documents) {
        var source = Visit.site();
        for (var i = 0; i < documents.length; i += 2) source.document(documents[i], documents[i + 1]);
        return source.problems(new PagesCompiler()).stream();
    }

    private static String refused(String lines) {
        var problems = Visit.site().document("pages/a.md", "---\ntitle: A\n" + lines.replace("'+", "\"+").replace("00'", "00\"") + "\n---\n").problems(new PagesCompiler());
        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().fatal()).isTrue();
        return problems.getFirst().toString();
    }
}
