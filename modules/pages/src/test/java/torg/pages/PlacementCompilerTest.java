package torg.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.api.site.Node;
import torg.api.site.SiteProblem;
import torg.spi.view.Component;
import torg.testkit.Draft;

class PlacementCompilerTest {
    private final Draft draft = Visit.site().document("pages/special/not-found.md", "---\ntitle: Not found\ncomponents:\n  - component: greeting\n---\n")
            .document("pages/a.md", "---\ntitle: A\ncomponents:\n  - component: greeting\n    words: [Hello]\n---\n");

    @Test
    void findsWhatAComponentDoesNotUnderstandOnceTheComponentIsThere() {
        draft.compile(new PagesCompiler());

        assertThat(draft.problems(new PlacementCompiler(List.of(new Tiles(new KnownAccess()))))).as("nobody to ask").noneMatch(SiteProblem::fatal);
        assertThat(draft.problems(new PlacementCompiler(List.of(new Tiles(new KnownAccess()), new Greeting())))).extracting(Object::toString).containsExactly(
                "site/pages/a.md:4:5 'words:' is one text (see the README of the module that brings 'greeting')",
                "site/pages/special/not-found.md:4:5 'words:' is one text (see the README of the module that brings 'greeting')");
    }

    @Test
    void warnsOfComponentsThatNobodyBrings() {
        draft.document("pages/b.md", "---\ntitle: B\ncomponents: [{component: tilse}]\n---\n").compile(new PagesCompiler());

        var problems = draft.problems(new PlacementCompiler(List.of(new Tiles(new KnownAccess()))));
        assertThat(problems).noneMatch(SiteProblem::fatal).extracting(Object::toString).containsExactly(
                "site/pages/a.md:4:5 no running module brings the component 'greeting' (add the module that brings it)",
                "site/pages/b.md:3:14 no running module brings the component 'tilse' (did you mean 'tiles'?)",
                "site/pages/special/not-found.md:4:5 no running module brings the component 'greeting' (add the module that brings it)");
    }

    /** What a module brings that came late. */
    private static final class Greeting implements Component {
        @Override
        public String name() {
            return "greeting";
        }

        @Override
        public Optional<String> check(Node.Mapping parameters) {
            return parameters.get("words").filter(Node.Scalar.class::isInstance).isPresent() ? Optional.empty() : Optional.of("'words:' is one text");
        }

        @Override
        public Filled fill(Place place) {
            return new Filled.Hidden();
        }
    }
}
