package torg.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.site.SiteProblem;
import torg.api.view.Model;
import torg.pages.access.BranchAccess;
import torg.pages.access.KnownAccess;
import torg.pages.picture.Photographs;
import torg.pages.picture.PictureCache;
import torg.pages.tree.Picture;
import torg.pages.tree.SitePages;
import torg.spi.view.PageGuide.Found;
import torg.testkit.TestSites;

/** Pictures among the web files, from the author's text to what a browser is sent. */
class PicturesTest {
    private static final byte[] WIDE = Photographs.jpeg(Photographs.quarters(700, 350, BufferedImage.TYPE_INT_RGB));

    private final TestSites sites = TestSites.of(Visit.site().file("files/tea +1.jpg", WIDE).file("files/orders/plan.png", Photographs.png(Photographs.quarters(500, 500, BufferedImage.TYPE_INT_RGB)))
            .file("files/range.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
            .document("page-types/news.yml", "type: news\nlabel: News\nfields: {picture: image, drawing: image, paper: file}\n")
            .document("pages/tea.md", "---\ntitle: Tea\naccess: public\ntype: news\nfields: {picture: '/files/tea +1.jpg', drawing: /files/range.svg, paper: '/files/tea +1.jpg'}\n---\n![A cup](</files/tea +1.jpg>) ![Range](/files/range.svg)\n")
            .document("pages/plain.html", "---\ntitle: Plain\naccess: public\n---\n<img src=\"/files/orders/plan.png\" alt=\"\" width=\"100\" loading=\"eager\"><img src=\"/files/orders/plan.png\" height=\"50\" srcset=\"/x 1w\" alt=\"\">"), new PagesCompiler());
    private final KnownAccess access = new KnownAccess();
    private final SiteGuide guide = new SiteGuide(sites, access, () -> Optional.of("https://shop.example"), PictureCache.none());

    PicturesTest() {
        access.answerFor(new BranchAccess(sites));
    }

    private Picture picture(String path) {
        return sites.current().require(SitePages.class).pictures().of(path).orElseThrow();
    }

    private Found find(String path, Caller caller) {
        return guide.find(Visit.of(sites.current(), path, caller));
    }

    private String body(String path) {
        return sites.current().require(SitePages.class).tree().entry(path).orElseThrow().page().body().get("en").markup();
    }

    @Test
    void anImageOfATextIsShownInTheSizeThatABrowserNeeds() {
        var print = picture("files/tea +1.jpg").fingerprint();
        var at = "/files/tea%20%2B1.jpg/";
        assertThat(body("/tea").replace("&#43;", "+").replace("&#61;", "=")).contains("src=\"" + at + "700-" + print + "\"", "srcset=\"" + at + "320-" + print + " 320w, " + at + "640-" + print + " 640w, " + at + "700-" + print + " 700w\"",
                "alt=\"A cup\"", "width=\"700\" height=\"350\" loading=\"lazy\"", "sizes=\"auto, (max-width: 700px) 100vw, 700px\"", "<img src=\"/files/range.svg\" alt=\"Range\" />");
        assertThat(body("/plain")).contains("width=\"100\" loading=\"eager\" height=\"100\"", "sizes=\"(max-width: 100px) 100vw, 100px\"", "height=\"50\" alt=\"\" width=\"50\"").doesNotContain("/x 1w");
    }

    @Test
    void aTextIsWrittenAnewWhenItsPictureIsAnother() {
        var before = body("/plain");
        var draft = Visit.site().document("pages/plain.md", "---\ntitle: Plain\naccess: public\n---\n![](/files/a.png)");
        var compiler = new PagesCompiler();
        var first = draft.compile(compiler).tree().entry("/plain").orElseThrow().page().body().get("en").markup();
        var second = draft.file("files/a.png", Photographs.png(Photographs.quarters(8, 8, BufferedImage.TYPE_INT_RGB))).compile(compiler).tree().entry("/plain").orElseThrow().page().body().get("en").markup();
        var third = draft.file("files/a.png", Photographs.png(Photographs.quarters(9, 8, BufferedImage.TYPE_INT_RGB))).compile(compiler).tree().entry("/plain").orElseThrow().page().body().get("en").markup();
        assertThat(before).contains("srcset");
        assertThat(first).doesNotContain("srcset");
        assertThat(second).contains("width=\"8\"");
        assertThat(third).contains("width=\"9\"");
    }

    @Test
    void oneIsFoundForGoodAndNoOtherWidthIs() {
        var picture = picture("files/tea +1.jpg");
        assertThat(find("/files/tea +1.jpg/320-" + picture.fingerprint(), Caller.ANONYMOUS)).isInstanceOfSatisfying(Found.TheFile.class, found -> {
            assertThat(found.lasting()).isTrue();
            assertThat(found.mediaType()).isEqualTo("image/jpeg");
            assertThat(found.file().bytes().length).isLessThan(WIDE.length);
        });
        for (var odd : List.of("321-" + picture.fingerprint(), "960-" + picture.fingerprint(), "320-", "320", "", "-320-" + picture.fingerprint(), "99999-" + picture.fingerprint(), "320-" + picture.fingerprint() + "/x", "320-../../secret")) {
            assertThat(find("/files/tea +1.jpg/" + odd, Caller.ANONYMOUS)).as(odd).isEqualTo(new Found.Nothing());
        }
        assertThat(find("/files/tea +1.jpg/320-" + "0".repeat(32), Caller.ANONYMOUS)).as("of a file that was replaced").isEqualTo(new Found.Moved(302, picture.link(320)));
        assertThat(find("/files/range.svg/320-" + "0".repeat(32), Caller.ANONYMOUS)).isEqualTo(new Found.Nothing());
        assertThat(find("/files/tea +1.jpg", Caller.ANONYMOUS)).isInstanceOfSatisfying(Found.TheFile.class, found -> assertThat(found.lasting()).isFalse());
    }

    @Test
    void whoMayNotReadThePictureIsAnsweredAsThere() {
        var picture = picture("files/orders/plan.png");
        for (var address : List.of("/320-" + picture.fingerprint(), "/321-x", "/320-" + "0".repeat(32))) {
            assertThat(find("/files/orders/plan.png" + address, Caller.ANONYMOUS)).isEqualTo(find("/files/orders/plan.png", Caller.ANONYMOUS));
            assertThat(find("/files/orders/plan.png" + address, Visit.GUEST)).isEqualTo(find("/files/orders/plan.png", Visit.GUEST));
        }
        assertThat(find("/files/orders/plan.png/320-" + picture.fingerprint(), Visit.BUYER)).isInstanceOfSatisfying(Found.TheFile.class, found -> {
            assertThat(found.lasting()).isTrue();
            assertThat(found.page().path()).isEqualTo("/orders");
        });
    }

    @Test
    void templatesAreHandedWhatABrowserIsToLoad() {
        var request = Visit.of(sites.current(), "/tea", Caller.ANONYMOUS);
        var page = ((Found.ThePage) guide.find(request)).page();
        var fields = (Model) guide.details(request, page).get("fields");
        var picture = picture("files/tea +1.jpg");
        assertThat(fields.get("picture")).isEqualTo(Model.with("link", "/files/tea%20%2B1.jpg").with("title", "tea +1.jpg").with("src", picture.usual()).with("srcset", picture.choice())
                .with("width", 700).with("height", 350).with("alt", "").build());
        assertThat(fields.get("drawing")).isEqualTo(Model.with("link", "/files/range.svg").with("title", "range.svg").with("src", "/files/range.svg").with("alt", "").build());
        assertThat(((Model) fields.get("paper")).has("src")).isFalse();
        assertThat(((Model) guide.frame(request, page).get("address")).get("image")).isEqualTo("https://shop.example" + picture.usual());
        assertThat(request.locale()).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void whatIsNoPictureIsToldAndServedAsItIs() {
        var draft = Visit.site().file("files/bomb.png", Photographs.claimed(60_000, 60_000, "")).document("pages/a.md", "---\ntitle: A\naccess: public\n---\n![](/files/bomb.png)");
        assertThat(draft.problems(new PagesCompiler())).extracting(SiteProblem::toString)
                .contains("files/bomb.png:1:1 the picture has 60000 x 60000 pixels, which is too much to make smaller ones of it (make it smaller, 4000 pixels wide will do; people are sent it as it is)");
        assertThat(draft.compile(new PagesCompiler()).tree().entry("/a").orElseThrow().page().body().get("en").markup()).contains("<img src=\"/files/bomb.png\" alt=\"\" />");
    }

    @Test
    void whatAnImageShowsIsSaidOnceForAllPagesThatDoNotSayIt() {
        var told = Visit.site().file("files/cup.svg", "<svg/>").file("files/line.svg", "<svg/>").file("files/new.svg", "<svg/>")
                .document("pictures.yml", "alt:\n  /files/cup.svg: {en: 'A \"cup\"', nb: En kopp}\n  /files/line.svg: ''\n")
                .document("page-types/news.yml", "type: news\nlabel: News\nfields: {picture: image, more: markdown, small: image, none: image}\n")
                .document("pages/a.md", "---\ntitle: A\naccess: public\ntype: news\nfields: {picture: /files/cup.svg, more: '![](/files/new.svg)', small: /files/new.svg, none: /files/line.svg}\n---\n![](/files/cup.svg) ![Mine](/files/cup.svg) ![](/files/line.svg)\n\n![](/files/new.svg)\n")
                .document("pages/b.html", "---\ntitle: B\naccess: public\n---\n<img src=\"/files/cup.svg\"><img src=\"/files/cup.svg\" alt=\"\"><img src=\"/files/new.svg\" alt=\"\">\n");
        sites.swap(told);

        assertThat(body("/a")).containsSubsequence("alt=\"A &#34;cup&#34;\"", "alt=\"Mine\"", "alt=\"\"", "alt=\"\"");
        assertThat(body("/b")).as("in HTML nothing to be seen is said on the page").containsSubsequence("alt=\"A &#34;cup&#34;\"", "alt=\"\"", "alt=\"\"").doesNotContain("cup\" alt=\"\" alt");
        assertThat(sites.current().require(SitePages.class).tree().entry("/a").orElseThrow().page().body().get("nb").markup()).contains("alt=\"En kopp\"");
        var request = Visit.of(sites.current(), "/a", Caller.ANONYMOUS);
        assertThat(((Model) ((Model) guide.details(request, ((Found.ThePage) guide.find(request)).page()).get("fields")).get("picture")).get("alt")).isEqualTo("A \"cup\"");
        assertThat(told.problems(new PagesCompiler())).extracting(SiteProblem::toString).filteredOn(problem -> problem.contains("image")).containsExactlyInAnyOrder(
                "site/pages/a.md:9:5 nobody says what the image '/files/new.svg' shows (say it in pictures.yml, below 'alt', for all pages that show it (\"\" where there is nothing to be told), or in the text itself)",
                "site/pages/a.md:5:71 nobody says what the image '/files/new.svg' shows (say it in pictures.yml, below 'alt', for all pages that show it (\"\" where there is nothing to be told), or in the text itself)",
                "site/pages/a.md:5:41 nobody says what the image '/files/new.svg' shows (say it in pictures.yml, below 'alt', for all pages that show it (\"\" where there is nothing to be told), or in the text itself)");
    }

    @Test
    void aTextIsWrittenAnewWhenItsImageIsDescribedOtherwise() {
        var draft = Visit.site().file("files/cup.svg", "<svg/>").document("pages/a.md", "---\ntitle: A\naccess: public\n---\n![](/files/cup.svg)");
        for (var said : List.of("A cup", "A mug")) {
            sites.swap(draft.document("pictures.yml", "alt: {/files/cup.svg: " + said + "}\n"));
            assertThat(body("/a")).contains("alt=\"" + said + "\"");
        }
    }

    @Test
    void whatIsWrongWithWhatImagesShowIsTold() {
        var draft = Visit.site().file("files/cup.svg", "<svg/>").document("pictures.yml", "alt:\n  /files/cupp.svg: A cup\n  /files/cup.svg: " + "a".repeat(301) + "\nalts: {}\n");

        assertThat(draft.problems(new PagesCompiler())).extracting(SiteProblem::toString).contains(
                "site/pictures.yml:2:20 there is no web file '/files/cupp.svg' (did you mean '/files/cup.svg'?)",
                "site/pictures.yml:3:19 what '/files/cup.svg' shows is told in more than 300 characters (say it in one sentence; write the rest beside the image)",
                "site/pictures.yml:4:7 'alts' is not known here (did you mean 'alt'?)");
    }
}
