package torg.pages.crawl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.view.Model;
import torg.pages.PagesCompiler;
import torg.pages.SiteGuide;
import torg.pages.Visit;
import torg.pages.access.BranchAccess;
import torg.pages.access.KnownAccess;
import torg.pages.component.CollectionComponentTest;
import torg.pages.picture.PictureCache;
import torg.spi.view.PageGuide.Found;
import torg.testkit.TestSource;
import torg.testkit.HandClock;
import torg.testkit.TestSites;

class FeedTest {
    private static final Locale NB = Locale.forLanguageTag("nb");
    private static final String FEED = "component: collection, type: news, sort: -date, show: [date, summary], feed: true";

    private Optional<String> origin = Optional.of("https://shop.example");

    private SiteGuide guide(TestSites sites) {
        var access = new KnownAccess(new HandClock());
        access.answerFor(new BranchAccess(sites));
        return new SiteGuide(sites, access, () -> origin, PictureCache.none());
    }

    private Found find(TestSource source, String path, Caller caller, Locale locale) {
        var sites = TestSites.of(source, new PagesCompiler());
        return guide(sites).find(Visit.of(sites.current(), path, caller, locale, Map.of()));
    }

    private String feed(TestSource source, Caller caller, Locale locale) {
        return new String(((Found.TheFile) find(source, "/news.atom", caller, locale)).file().bytes(), UTF_8);
    }

    @Test
    void tellsThePagesOfACollectionThatTheCallerMayRead() {
        var feed = feed(CollectionComponentTest.site(FEED), Caller.ANONYMOUS, Locale.ENGLISH);

        assertThat(feed.replaceAll("urn:uuid:[0-9a-f-]{36}", "urn:uuid:x")).isEqualTo("""
                <?xml version="1.0" encoding="UTF-8"?>
                <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
                <id>urn:uuid:x</id>
                <title>News - Test site</title>
                <updated>2027-01-09T23:00:00Z</updated>
                <author><name>Test site</name></author>
                <link rel="self" type="application/atom+xml" href="https://shop.example/news.atom"/>
                <link rel="alternate" type="text/html" href="https://shop.example/news"/>
                <entry>
                <id>urn:uuid:x</id>
                <title>Ceylon</title>
                <updated>2027-01-09T23:00:00Z</updated>
                <link rel="alternate" type="text/html" href="https://shop.example/news/ceylon"/>
                <summary>Bright.</summary>
                </entry>
                <entry>
                <id>urn:uuid:x</id>
                <title>Assam</title>
                <updated>2027-01-03T23:00:00Z</updated>
                <link rel="alternate" type="text/html" href="https://shop.example/news/assam"/>
                <summary>Strong.</summary>
                </entry>
                </feed>
                """);
        assertThat(feed(CollectionComponentTest.site(FEED), Visit.BUYER, Locale.ENGLISH)).contains("<title>Darjeeling</title>").doesNotContain("Soon", "Draft");
        assertThat(feed(CollectionComponentTest.site(FEED), Caller.ANONYMOUS, NB)).contains("xml:lang=\"nb\"", "<title>Nyheter - Test site</title>", "https://shop.example/nb/news/ceylon", "<summary>Lys.</summary>");
    }

    @Test
    void namesPathsWhileThePortalDoesNotKnowItsAddress() {
        origin = Optional.empty();

        assertThat(feed(CollectionComponentTest.site(FEED), Caller.ANONYMOUS, Locale.ENGLISH)).contains("href=\"/news.atom\"", "href=\"/news/ceylon\"", "<id>urn:uuid:");
    }

    @Test
    void keepsTheNamesOfItsPagesAndGivesEachItsOwn() {
        var ids = List.of(feed(CollectionComponentTest.site(FEED), Caller.ANONYMOUS, Locale.ENGLISH).split("(?=<id>)")).stream().skip(1).map(text -> text.substring(0, text.indexOf("</id>"))).toList();

        assertThat(ids).hasSize(3).doesNotHaveDuplicates();
        assertThat(feed(CollectionComponentTest.site(FEED), Visit.BUYER, Locale.ENGLISH)).contains(ids);
    }

    @Test
    void noTextBreaksIt() {
        var feed = feed(CollectionComponentTest.site(FEED).document("pages/news/assam.md", "---\ntitle: \"a]]><b>&amp;\\u0001\\uFFFF\\\"\"\ntype: news\nfields: {date: 2027-01-04}\ndescription: <i>\n---\n"), Caller.ANONYMOUS, Locale.ENGLISH);

        assertThat(feed).contains("<title>a]]&gt;&lt;b&gt;&amp;amp;\uFFFD\uFFFD&quot;</title>", "<summary>&lt;i&gt;</summary>");
    }

    @Test
    void isThereWhereItsPageIsAndSaysSo() {
        var source = CollectionComponentTest.site("component: collection, type: news, sort: -date");
        assertThat(find(source, "/news.atom", Caller.ANONYMOUS, Locale.ENGLISH)).as("no feed").isInstanceOf(Found.Nothing.class);
        assertThat(find(CollectionComponentTest.site(FEED), "/terms.atom", Caller.ANONYMOUS, Locale.ENGLISH)).isInstanceOf(Found.Nothing.class);

        var closed = CollectionComponentTest.site(FEED).document("pages/news.md", "---\ntitle: News\naccess: buyer\ncomponents: [{" + FEED + "}]\n---\n");
        var found = (Found.TheFile) find(closed, "/news.atom", Caller.ANONYMOUS, Locale.ENGLISH);
        assertThat(found.page().path()).as("ruled by its page").isEqualTo("/news");
        assertThat(found.file().bytes()).as("not made for who may not read it").isEmpty();

        assertThat(find(CollectionComponentTest.site(FEED).document("pages/news.md", "---\ntitle: News\ndraft: true\ncomponents: [{" + FEED + "}]\n---\n"), "/news.atom", Caller.ANONYMOUS, Locale.ENGLISH)).isInstanceOf(Found.Nothing.class);
        var home = CollectionComponentTest.site(FEED).document("pages/index.md", "---\ntitle: Home\naccess: public\ncomponents: [{" + FEED + "}]\n---\n").document("pages/[any].md", "---\ntitle: Any\naccess: public\n---\n");
        assertThat(find(home, "/index.atom", Caller.ANONYMOUS, Locale.ENGLISH)).isInstanceOf(Found.TheFile.class);
        assertThat(find(home, "/else.atom", Caller.ANONYMOUS, Locale.ENGLISH)).as("another page's address").isInstanceOf(Found.ThePage.class);
    }

    @Test
    void isToldInTheHeadOfItsPageAndMayBeLinkedTo() {
        var source = CollectionComponentTest.site(FEED).document("pages/terms.md", "---\ntitle: Terms\naccess: public\n---\n[feed](/news.atom), [none](/terms.atom)\n");
        var sites = TestSites.of(source, new PagesCompiler());
        var request = Visit.of(sites.current(), "/news", Caller.ANONYMOUS, NB, Map.of());
        var guide = guide(sites);

        assertThat(guide.frame(request, ((Found.ThePage) guide.find(request)).page()).get("feed")).isEqualTo(Model.with("title", "Nyheter").with("link", "/nb/news.atom").build());
        assertThat(source.problems(new PagesCompiler())).singleElement().asString().contains("'/terms.atom' leads nowhere");
    }
}
