package torg.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import torg.api.site.Node;
import torg.api.site.SiteProblem;
import torg.api.view.Page.Placement;
import torg.testkit.TestSource;

/** Snippets that hold components. */
class SnippetsTest {
    private final TestSource source = Visit.site()
            .document("snippets/help.md", "---\ncomponents:\n  - {component: tiles, tiles: [{title: Terms, page: /terms}]}\n  - {component: snippet, snippet: hours}\n---\nAsk us.\n")
            .document("snippets/help.nb.md", "Spør oss.\n").document("snippets/hours.md", "9 to 5").document("snippets/bare.md", "---\ncomponents: [{component: snippet, snippet: help}]\n---\n")
            .document("pages/a.md", "---\ntitle: A\ncomponents:\n  - {component: before}\n  - {component: snippet, snippet: help, slot: main}\n  - {component: after}\n---\n")
            .document("pages/b.md", "---\ntitle: B\ncomponents: [{component: snippet, snippet: bare}, {component: snippet, snippet: hours}]\n---\n");

    private List<String> placed(String path) {
        return source.compile(new PagesCompiler()).tree().entry(path).orElseThrow().page().placements().stream().map(SnippetsTest::said).toList();
    }

    private static String said(Placement placement) {
        return placement.id() + " " + placement.component() + placement.parameters().get("snippet").map(node -> " " + ((Node.Scalar) node).value()).orElse("");
    }

    private List<String> fatal() {
        return source.problems(new PagesCompiler()).stream().filter(SiteProblem::fatal).map(SiteProblem::toString).toList();
    }

    @Test
    void whatASnippetHoldsStandsAfterItsTextWhereverItIsPlaced() {
        assertThat(placed("/a")).containsExactly("c1 before", "c2 snippet help", "c3 tiles", "c4 snippet hours", "c5 after");
        assertThat(placed("/b")).as("one without words shows none").containsExactly("c1 snippet help", "c2 tiles", "c3 snippet hours", "c4 snippet hours");
        assertThat(fatal()).isEmpty();
    }

    @Test
    void whatIsLiveIsSoInASnippetToo() {
        source.document("snippets/hours.md", "---\ncomponents: [{component: inner, live: true, of: hours}, {component: other}]\n---\n");

        var placements = source.compile(new PagesCompiler()).tree().entry("/b").orElseThrow().page().placements();
        assertThat(placements).filteredOn(Placement::live).allSatisfy(placement -> assertThat(placement.parameters().entries()).containsOnlyKeys("of")).extracting(Placement::component).containsOnly("inner");
        assertThat(placements).extracting(Placement::component).contains("other");
    }

    @Test
    void refusesSnippetsThatHoldThemselves() {
        source.document("snippets/hours.md", "---\ncomponents: [{component: snippet, snippet: bare}]\n---\n9 to 5\n");

        assertThat(fatal()).hasSize(3).contains("site/snippets/hours.md:2:14 the snippet 'hours' would hold itself (take one of them out of the other)");
    }

    @Test
    void refusesMoreThanAPageCanShow() {
        for (var i = 0; i < 40; i++) source.document("snippets/s" + i + ".md", "---\ncomponents: [{component: snippet, snippet: s" + (i + 1) + "}, {component: snippet, snippet: s" + (i + 1) + "}]\n---\nx\n");
        source.document("snippets/s40.md", "x").document("pages/a.md", "---\ntitle: A\ncomponents: [{component: snippet, snippet: s0}]\n---\n");
        assertThat(fatal()).containsExactly("site/pages/a.md:3:13 more than 200 components stand on this page (divide it in two)");

        source.document("pages/a.md", "---\ntitle: A\ncomponents: [" + IntStream.range(0, 201).mapToObj(_ -> "{component: x}").collect(Collectors.joining(", ")) + "]\n---\n");
        assertThat(fatal()).singleElement().asString().contains("more than 200 components");
    }

    @Test
    void tellsWhoPlacesASnippetThatIsGone() {
        source.without("snippets/hours.md");

        assertThat(fatal()).containsExactlyInAnyOrder("site/snippets/help.md:4:35 there is no snippet 'hours' (add it to the folder snippets)", "site/pages/b.md:3:81 there is no snippet 'hours' (add it to the folder snippets)");
    }

    private String body(String text, String locale) {
        return source.document("pages/c.md", "---\ntitle: C\n---\n" + text).compile(new PagesCompiler()).tree().entry("/c").orElseThrow().page().body().get(locale).markup().strip();
    }

    @Test
    void whoPlacesASnippetFillsIt() {
        source.document("snippets/call.md", "---\nvalues: {who: {en: the desk, nb: skranken}, phone: 22 33}\n---\nCall {{who}} at {{ phone }}.\n").document("snippets/call.nb.md", "Ring {{who}}: {{phone}}.\n")
                .document("snippets/mark.html", "---\nvalues: {who: ''}\n---\n<p>{{who}}</p>\n");

        assertThat(body("{{snippet:call}}", "en")).isEqualTo("<p>Call the desk at 22 33.</p>");
        assertThat(body("{{snippet:call}}", "nb")).isEqualTo("<p>Ring skranken: 22 33.</p>");
        assertThat(body("{{ snippet:call who=\"Ann & Bo\"  phone=\"+47\" }} {{snippet:call who=\"\"}}", "en")).isEqualTo("<p>Call Ann &amp; Bo at &#43;47. Call  at 22 33.</p>");
        assertThat(body("{{snippet:call who=\"[*x*](/terms) `a` <b>1. # !\"}}", "en")).as("text, and no mark-up").isEqualTo("<p>Call [*x*](/terms) &#96;a&#96; &lt;b&gt;1. # ! at 22 33.</p>");
        source.document("pages/d.html", "---\ntitle: D\n---\n{{snippet:mark who=\"' onclick='x' <script>alert(1)</script>\"}}{{snippet:call who=\"<b>x</b>\"}}\n");
        assertThat(source.compile(new PagesCompiler()).tree().entry("/d").orElseThrow().page().body().get("en").markup()).doesNotContain("<script", "<b>").contains("&lt;script&gt;", "&lt;b&gt;x");
        assertThat(source.compile(new PagesCompiler()).snippets().get("call").in(Locale.ENGLISH).markup().strip()).as("as a component").isEqualTo("<p>Call the desk at 22 33.</p>");
        assertThat(source.problems(new PagesCompiler())).isEmpty();
    }

    @Test
    void tellsWhatNothingFills() {
        source.document("snippets/call.md", "---\nvalues: {who: Ann, 'A b': x}\n---\nCall {{whoo}}, {{who}}.\n").document("pages/c.md", "---\ntitle: C\n---\n{{snippet:call wo=\"Ann\"}}\n");
        assertThat(source.problems(new PagesCompiler())).extracting(SiteProblem::toString).contains("site/snippets/call.md:2:27 'A b' is no name of a value (use lower-case letters, digits and '-')",
                "site/snippets/call.md:4:6 nothing fills {{whoo}} (did you mean 'who'?)", "site/pages/c.md:4:1 the snippet 'call' has no value 'wo' (did you mean 'who'?)");

        source.document("snippets/call.md", "---\nvalues: {" + IntStream.rangeClosed(1, 21).mapToObj(i -> "v" + i + ": x").collect(Collectors.joining(", ")) + "}\n---\nx\n").without("pages/c.md");
        assertThat(fatal()).singleElement().asString().contains("the snippet has 21 values, more than 20");
    }

    @Test
    void tellsWhatASnippetCannotSay() {
        source.document("pages/c.md", "---\ntitle: C\n---\nSee {{snippet:help}}\n");
        assertThat(fatal()).containsExactly("site/pages/c.md:4:5 the snippet 'help' holds components, which do not stand within a text (place it among the page's components: '- {component: snippet, snippet: help}')");

        source.without("pages/c.md").document("snippets/hours.md", "---\ncomponents: [{component: x, slot: side}]\n---\nx\n").document("snippets/help.nb.md", "---\ncomponents: []\n---\nx\n");
        assertThat(fatal()).anyMatch(told -> told.startsWith("site/snippets/hours.md:2:35 what a snippet holds stands where the snippet is placed")).anyMatch(told -> told.startsWith("site/snippets/help.nb.md:2:13 'components' is not known here")).hasSize(2);
    }
}
