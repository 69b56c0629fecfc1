package torg.lists.forms.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.testkit.TestSource;

/** What an edit of pages is to lists, records and forms. */
class PagesCompilerTest {
    private final PagesCompiler compiler = new PagesCompiler();

    @Test
    void anEditOfATextIsNoneToThem() {
        var source = new TestSource().document("pages/a.md", "---\ntitle: A\ncomponents: [{component: list, list: orders}]\n---\nA").document("pages/b.md", "---\ntitle: B\n---\nB");
        var before = compile(compiler, source);

        assertThat(compile(compiler, source.document("pages/b.md", "---\ntitle: Other\n---\nOther").document("pages/a.md", "---\ntitle: A\ncomponents: [{component: list, list: orders}]\n---\nOther"))).isSameAs(before);
        assertThat(compile(compiler, source.document("pages/c.md", "---\ntitle: C\n---\nC"))).as("a page more").isNotEqualTo(before);
    }

    @Test
    void whatSnippetsHoldStandsOnThePagesThatPlaceThem() {
        var source = new TestSource().document("pages/orders/[number].md", "---\ntitle: A\ncomponents: [{component: snippet, snippet: order}, {component: snippet, snippet: order}]\n---\n")
                .document("snippets/order.md", "---\ncomponents: [{component: record, record: order}]\n---\n").document("snippets/order.nb.md", "Ord").document("snippets/alone.md", "---\ncomponents: [{component: record, record: nowhere}]\n---\n");
        var pages = compile(compiler, source);

        assertThat(pages.placed("record")).singleElement().satisfies(placed -> {
            assertThat(placed.name().value()).isEqualTo("order");
            assertThat(placed.variables()).containsExactly("number");
            assertThat(placed.at()).hasToString("site/pages/orders/[number].md:3:14");
        });
        assertThat(pages.named("record")).extracting(Node.Scalar::value).containsExactlyInAnyOrder("order", "nowhere");
        assertThat(compile(compiler, source.document("snippets/order.nb.md", "Ordet"))).as("a text").isSameAs(pages);
        assertThat(compile(compiler, source.document("snippets/order.md", "---\ncomponents: [{component: list, list: order}]\n---\n")).placed("record")).isEmpty();
    }

    @Test
    void afterAnyEditsTheAnswerIsThatOfWhoLooksForTheFirstTime() {
        var random = new Random(7);
        var source = new TestSource();
        for (var edit = 0; edit < 300; edit++) {
            var components = List.of("", "components: [{component: list, list: l" + random.nextInt(3) + "}]\n", "components: [{component: record, record: r}]\n").get(random.nextInt(3));
            source = source.document("pages/" + random.nextInt(20) + ".md", "---\ntitle: T\n" + components + "---\n" + random.nextInt(3));
            var remembered = compile(compiler, source);
            var fresh = compile(new PagesCompiler(), source);
            assertThat(remembered).isEqualTo(fresh);
            assertThat(remembered.placed("list").toString()).isEqualTo(fresh.placed("list").toString());
            for (var page = 0; page < 20; page++) assertThat(remembered.has("/" + page)).isEqualTo(fresh.has("/" + page));
        }
    }

    private static Pages compile(PagesCompiler compiler, TestSource source) {
        return compiler.compile(source, new Problems());
    }
}
