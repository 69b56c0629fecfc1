package torg.pages.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.site.SiteProblem;
import torg.pages.PagesCompiler;
import torg.pages.Visit;
import torg.pages.access.KnownAccess;
import torg.pages.component.Tiles;
import torg.spi.view.Component;
import torg.testkit.TestSource;

class PlacementCompilerTest {
    private final TestSource source = Visit.site().document("pages/special/not-found.md", "---\ntitle: Not found\ncomponents:\n  - component: greeting\n    words: [Hello]\n---\n")
            .document("pages/a.md", "---\ntitle: A\ncomponents:\n  - component: greeting\n    words: [Hello]\n---\n");

    @Test
    void findsWhatAComponentDoesNotUnderstandOnceTheComponentIsThere() {
        source.compile(new PagesCompiler());

        assertThat(source.problems(new PlacementCompiler(List.of(new Tiles(new KnownAccess()))))).as("nobody to ask").noneMatch(SiteProblem::fatal);
        assertThat(source.problems(new PlacementCompiler(List.of(new Tiles(new KnownAccess()), new Greeting())))).extracting(Object::toString).containsExactly(
                "site/pages/a.md:5:12 'words' is one value, not a list or a mapping (see the README of the folder for an example)",
                "site/pages/special/not-found.md:5:12 'words' is one value, not a list or a mapping (see the README of the folder for an example)");
    }

    @Test
    void warnsOfComponentsThatNobodyBrings() {
        source.document("pages/b.md", "---\ntitle: B\ncomponents: [{component: tilse}]\n---\n").compile(new PagesCompiler());

        var problems = source.problems(new PlacementCompiler(List.of(new Tiles(new KnownAccess()))));
        assertThat(problems).noneMatch(SiteProblem::fatal).extracting(Object::toString).containsExactly(
                "site/pages/a.md:4:5 no running module brings the component 'greeting' (add the module that brings it)",
                "site/pages/b.md:3:14 no running module brings the component 'tilse' (did you mean 'tiles'?)",
                "site/pages/special/not-found.md:4:5 no running module brings the component 'greeting' (add the module that brings it)");
    }

    @Test
    void anEditOfATextIsToldTheSameAndAsksNobodyAgain() {
        var pages = new PagesCompiler();
        var greeting = new Greeting();
        var placements = new PlacementCompiler(List.of(greeting));
        source.document("pages/a.md", "---\ntitle: A\ncomponents:\n  - component: greeting\n    words: [Hello]\n---\nA text.\n").compile(pages);
        var told = source.problems(placements);
        assertThat(told).hasSize(2);
        var asked = greeting.asked;
        source.document("pages/a.md", "---\ntitle: A\ncomponents:\n  - component: greeting\n    words: [Hello]\n---\nAnother text.\n").compile(pages);
        assertThat(source.problems(placements)).isEqualTo(told);
        assertThat(greeting.asked).isEqualTo(asked);

        source.document("pages/a.md", "---\ntitle: A\ncomponents:\n  - component: greeting\n    words: Hello\n---\nAnother text.\n").compile(pages);
        assertThat(source.problems(placements)).hasSize(1);
    }

    /** What a module brings that came late. */
    private static final class Greeting implements Component {
        int asked;

        @Override
        public String name() {
            return "greeting";
        }

        @Override
        public void check(Node.Mapping parameters, Problems problems) {
            asked++;
            new Reader(parameters, problems).text("words");
        }

        @Override
        public Filled fill(Place place) {
            return new Filled.Hidden();
        }
    }
}
