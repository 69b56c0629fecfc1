package torg.pages.crawl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.pages.PagesCompiler;
import torg.pages.Visit;
import torg.pages.access.BranchAccess;
import torg.pages.access.KnownAccess;
import torg.spi.view.PageGuide.Found;
import torg.testkit.TestSource;
import torg.testkit.TestSites;

class CrawlerFilesTest {
    private static final Pattern PAGE = Pattern.compile("<loc>https://shop\\.example([^<]*)</loc>");

    private final TestSource source = Visit.site();
    private final TestSites sites = TestSites.of(source, new PagesCompiler());
    private Optional<String> origin = Optional.of("https://shop.example");

    private Optional<Found.TheFile> file(String path) {
        var access = new KnownAccess();
        access.answerFor(new BranchAccess(sites));
        return new CrawlerFiles(() -> origin, access).find(sites.current(), path).map(Found.TheFile.class::cast);
    }

    private String text(String path) {
        return new String(file(path).orElseThrow().file().bytes(), UTF_8);
    }

    @Test
    void tellsThePagesThatAnybodyMayReadInTheLanguagesInWhichTheyAre() {
        sites.swap(source.document("pages/thanks.md", "---\ntitle: Thanks\naccess: public\nhidden: true\n---\n").document("pages/search.md", "---\ntitle: Search\naccess: public\nrobots: noindex\n---\n")
                .document("pages/news/[day].md", "---\ntitle: News\naccess: public\n---\n")
                .document("pages/range.md", "---\ntitle: {en: Range, nb: Utvalg}\naccess: public\ncomponents: [{component: collection}]\n---\n"));
        var alternates = """
                <xhtml:link rel="alternate" hreflang="en" href="https://shop.example%1$s"/>
                <xhtml:link rel="alternate" hreflang="nb" href="https://shop.example%2$s"/>
                <xhtml:link rel="alternate" hreflang="x-default" href="https://shop.example%1$s"/>
                </url>
                """;

        assertThat(file("/sitemap.xml")).hasValueSatisfying(found -> assertThat(found.mediaType()).isEqualTo("application/xml"));
        assertThat(text("/sitemap.xml")).isEqualTo("""
                <?xml version="1.0" encoding="UTF-8"?>
                <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
                """ + "<url>\n<loc>https://shop.example/</loc>\n</url>\n" + "<url>\n<loc>https://shop.example/range</loc>\n" + alternates.formatted("/range", "/nb/range")
                + "<url>\n<loc>https://shop.example/nb/range</loc>\n" + alternates.formatted("/range", "/nb/range")
                + "<url>\n<loc>https://shop.example/terms</loc>\n" + alternates.formatted("/terms", "/nb/terms")
                + "<url>\n<loc>https://shop.example/nb/terms</loc>\n" + alternates.formatted("/terms", "/nb/terms") + "</urlset>\n");
    }

    @Test
    void namesNoOtherLanguagesWhereThereIsOne() {
        sites.swap(new TestSource().languages("en").file("theme/templates/page.mustache", "").document("pages/index.md", "---\ntitle: Home\naccess: public\n---\n"));

        assertThat(text("/sitemap.xml")).contains("<url>\n<loc>https://shop.example/</loc>\n</url>").doesNotContain("xhtml:link");
    }

    @Test
    void tellsManyPagesInSeveralFiles() {
        for (var i = 0; i < 1_400; i++) source.document("pages/a%04d.md".formatted(i), "---\ntitle: A\naccess: public\n---\n");
        sites.swap(source);

        assertThat(PAGE.matcher(text("/sitemap.xml")).results().map(found -> found.group(1))).containsExactly("/sitemap-1.xml", "/sitemap-2.xml", "/sitemap-3.xml");
        var pages = 0L;
        for (var number = 1; number <= 3; number++) {
            var text = text("/sitemap-" + number + ".xml");
            assertThat(text.length()).as("small enough to be kept").isLessThan(700_000);
            pages += PAGE.matcher(text).results().count();
        }
        assertThat(pages).as("of these only the terms are in two languages").isEqualTo(1_400 + 1 + 2);
        for (var none : new String[] {"/sitemap-4.xml", "/sitemap-0.xml", "/sitemap-99999.xml", "/sitemap-999999999999.xml"}) assertThat(file(none)).as(none).isEmpty();
    }

    @Test
    void robotsAreToldWhereTheSitemapIs() {
        assertThat(text("/robots.txt")).isEqualTo("User-agent: *\nDisallow: /api/\n\nSitemap: https://shop.example/sitemap.xml\n");
        sites.swap(source.file("files/robots.txt", "User-agent: *\nDisallow: /search\n\n\n"));
        assertThat(text("/robots.txt")).isEqualTo("User-agent: *\nDisallow: /search\n\nSitemap: https://shop.example/sitemap.xml\n");
    }

    @Test
    void thereIsNoSitemapWhileThePortalDoesNotKnowItsAddress() {
        origin = Optional.empty();

        assertThat(file("/sitemap.xml")).isEmpty();
        assertThat(text("/robots.txt")).isEqualTo("User-agent: *\nDisallow: /api/\n");
    }

    @Test
    void everybodyMayReadThemWhoeverMayReadHome() {
        sites.swap(source.document("pages/index.md", "---\ntitle: Home\naccess: buyer\n---\n"));

        assertThat(new BranchAccess(sites).mayRead(Caller.ANONYMOUS, file("/robots.txt").orElseThrow().page())).isTrue();
        assertThat(text("/sitemap.xml")).doesNotContain("<loc>");
        assertThat(file("/robots.xml")).isEmpty();
    }
}
