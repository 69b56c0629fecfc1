package torg.pages.markup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.site.SiteSettings;
import torg.api.text.Text;
import torg.pages.tree.Pictures;

class MarkupTest {
    private static final Locale NB = Locale.forLanguageTag("nb");
    private static final SiteSettings SETTINGS = new SiteSettings(Text.of("Market"), "plain", List.of(Locale.ENGLISH, NB), Map.of());
    private static final Pictures NONE = Pictures.NONE;
    private final Markup english = new Markup(SETTINGS, Locale.ENGLISH);
    private final Markup norwegian = new Markup(SETTINGS, NB);

    private final SafeHtml safe = new SafeHtml(link -> link);

    private String md(String text) {
        return english.render("md", text, NONE).markup();
    }

    private String html(String text) {
        return english.render("html", text, NONE).markup();
    }

    @Test
    void rendersMarkdownAndShowsItsHtmlAsText() {
        assertThat(md("## Title\n\nSome *text* <script>alert(1)</script> <b onclick=x>b</b>"))
                .contains("<h2>Title</h2>", "<em>text</em>", "&lt;script&gt;", "&lt;b onclick").doesNotContain("<script", "<b ");
        assertThat(md("[x](javascript:alert(1)) [y](data:text/html,x)")).doesNotContain("javascript", "data:");
    }

    @Test
    void rendersTablesWithAlignmentByClass() {
        assertThat(md("| a | b |\n|---|--:|\n| 1 | 2 |")).contains("<th class=\"num\">b</th>", "<td class=\"num\">2</td>").doesNotContain("align");
    }

    @Test
    void letsTheThemesClassesThroughAndNothingThatRunsLoadsOrPosts() {
        assertThat(html("<div class=\"grid-2 card\"><a class=\"button button--primary\" href=\"/x\">Go</a></div>"))
                .isEqualTo("<div class=\"grid-2 card\"><a class=\"button button--primary\" href=\"/x\">Go</a></div>");
        for (var bad : List.of("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<iframe src=/x></iframe>", "<form action=/x><input></form>", "<style>*{}</style>",
                "<p style=\"color:red\">", "<svg onload=alert(1)>", "<a href=\"javascript:alert(1)\">x</a>", "<object data=x></object>", "<base href=//evil>", "<link rel=stylesheet href=x>",
                "<meta http-equiv=refresh content=0>", "<img src=\"//evil/x.png\">")) {
            assertThat(html(bad)).as(bad).doesNotContain("script", "onerror", "onload", "iframe", "form", "style", "javascript", "object", "base", "link", "meta", "evil");
        }
    }

    /** What has nothing but letters and bare tags is not cleaned, and comes out as if it were. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatNeedsNoCleaningIsWhatCleaningWouldMakeOfIt(long seed) {
        var random = new Random(seed);
        var pieces = List.of("word ", "Blåbær, Œuvre; ", "*", "**", "_", "# ", "## ", "- ", "1. ", "> ", "\n", "\n\n", "    ", "`", "[a](/b)", "<b>",
                "&amp;", "\"", "'", "=", "---\n", "two  \n", "\u00ad", "@", "{{", "|", "\\");
        var bare = 0;
        for (var run = 0; run < 3_000; run++) {
            var text = random.ints(1 + random.nextInt(14), 0, random.nextInt(3) == 0 ? pieces.size() : 7).mapToObj(pieces::get).collect(Collectors.joining());
            var rendered = Markup.markdown(text);
            var cleaned = safe.clean(rendered, NONE, Locale.ENGLISH);
            assertThat(safe.cleanRendered(rendered, NONE, Locale.ENGLISH)).as(text).isEqualTo(cleaned);
            if (cleaned.markup().equals(rendered)) bare++;
        }
        assertThat(bare).isGreaterThan(500);
    }

    @Test
    void whatIsNestedDeeperThanAnybodyReadsIsCleaned() {
        var deep = Markup.markdown(">".repeat(3_000) + " a");
        assertThat(safe.cleanRendered(deep, NONE, Locale.ENGLISH)).isEqualTo(safe.clean(deep, NONE, Locale.ENGLISH));
    }

    @Test
    void namesWhatItLeftOut() {
        assertThat(english.render("html", "<p onclick=\"x()\">a</p><iframe src=\"/x\"></iframe>", NONE).leftOut()).containsExactly("<iframe>", "onclick of <p>");
        assertThat(html("<img src=\"/files/x.png\" alt=\"x\">")).contains("/files/x.png");
        for (var page : Map.of("html", "<img src=\"https://evil.example/x.png\" alt=\"x\">", "md", "![x](https://evil.example/x.png)").entrySet()) {
            var cleaned = english.render(page.getKey(), page.getValue(), NONE);
            assertThat(cleaned.markup()).doesNotContain("evil");
            assertThat(cleaned.leftOut()).containsExactly("src of <img>");
        }
    }

    @Test
    void leadsLinksToPagesIntoTheSameLanguage() {
        assertThat(norwegian.render("md", "[a](/orders?x=1#y) [b](/files/a.pdf) [c](https://example.com/) [d](#here) [e](/) [f](/nb/terms) [g](/#top)", NONE).markup())
                .contains("\"/nb/orders?x&#61;1#y\"", "\"/files/a.pdf\"", "\"https://example.com/\"", "\"#here\"", "\"/nb\"", "\"/nb/terms\"", "\"/nb#top\"");
    }
}
