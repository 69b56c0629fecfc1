package torg.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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

    @Test
    void tellsWhatASnippetCannotSay() {
        source.document("pages/c.md", "---\ntitle: C\n---\nSee {{snippet:help}}\n");
        assertThat(fatal()).containsExactly("site/pages/c.md:4:5 the snippet 'help' holds components, which do not stand within a text (place it among the page's components: '- {component: snippet, snippet: help}')");

        source.without("pages/c.md").document("snippets/hours.md", "---\ncomponents: [{component: x, slot: side}]\n---\nx\n").document("snippets/help.nb.md", "---\ncomponents: []\n---\nx\n");
        assertThat(fatal()).anyMatch(told -> told.startsWith("site/snippets/hours.md:2:35 what a snippet holds stands where the snippet is placed")).anyMatch(told -> told.startsWith("site/snippets/help.nb.md:2:13 'components' is not known here")).hasSize(2);
    }
}
