package torg.mustache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Problems;
import torg.api.view.Html;
import torg.api.view.Model;

class MustachePainterTest {
    private final MustachePainter painter = new MustachePainter();

    private String paint(Model model, String... templates) {
        var problems = new Problems();
        var site = Fixture.site(painter, Fixture.draft(templates), problems);
        assertThat(problems.fatal()).as("%s", problems.found()).isFalse();
        return painter.paint(site, templates[0], model);
    }

    @Test
    void escapesWhatIsNotMarkUpOfTheHouse() {
        var model = Model.with("name", "<b a=\"1\">'&").with("html", new Html("<b>bold</b>")).build();

        assertThat(paint(model, "page", "<p title=\"{{name}}\">{{name}}|{{{name}}}|{{&name}}|{{html}}</p>"))
                .isEqualTo("<p title=\"&lt;b a=&quot;1&quot;&gt;&#39;&amp;\">" + "&lt;b a=&quot;1&quot;&gt;&#39;&amp;|".repeat(3) + "<b>bold</b></p>");
    }

    @Test
    void looksNamesUpInModelsAndNowhereElse() {
        var model = Model.with("text", "abc").with("list", List.of("a", "b")).with("inner", Model.with("deep", 7)).build();

        assertThat(paint(model, "page", "{{text.class}}{{text.length}}{{text.bytes}}{{list.size}}{{list.empty}}{{class}}{{toString}}{{inner.values}}[{{inner.deep}}]"))
                .isEqualTo("[7]");
    }

    @Test
    void repeatsListsOfModelsAndOfSingleValues() {
        var model = Model.with("title", "outer")
                .with("rows", List.of(Model.with("name", "one").build(), Model.with("name", "two").build()))
                .with("words", List.of("x", 2, true))
                .build();

        assertThat(paint(model, "page", "{{#rows}}{{name}}-{{title}} {{/rows}}{{#words}}{{.}},{{/words}}")).isEqualTo("one-outer two-outer x,2,true,");
    }

    @Test
    void treatsFalseEmptyAndMissingAsNothingAndZeroAsSomething() {
        var model = Model.with("no", false).with("blank", "").with("none", List.of()).with("bare", new Html("")).with("zero", 0).with("empty", Model.EMPTY).build();

        assertThat(paint(model, "page", "{{#no}}1{{/no}}{{#blank}}2{{/blank}}{{#none}}3{{/none}}{{#bare}}4{{/bare}}{{#gone}}5{{/gone}}{{#zero}}6{{/zero}}{{#empty}}7{{/empty}}"))
                .isEqualTo("67");
        assertThat(paint(model, "page", "{{^no}}1{{/no}}{{^blank}}2{{/blank}}{{^none}}3{{/none}}{{^bare}}4{{/bare}}{{^gone}}5{{/gone}}{{^zero}}6{{/zero}}{{^empty}}7{{/empty}}"))
                .isEqualTo("12345");
    }

    @Test
    void includesPartialsByTheirPathAndStandsInLayouts() {
        assertThat(paint(Model.with("name", "Ana").build(),
                "pages/home", "{{<layout}}{{$main}}Hello {{> parts/name}}{{/main}}{{/layout}}",
                "layout", "<main>{{$main}}nothing{{/main}}</main>{{$foot}}foot{{/foot}}",
                "parts/name", "<i>{{name}}</i>")).isEqualTo("<main>Hello <i>Ana</i></main>foot");
    }

    @Test
    void usesAModulesTemplateUntilTheThemeHasOneOfTheSameName() {
        painter.addTemplates(() -> Map.of("components/hello", "Good day, {{name}}", "components/other", "{{> components/hello}}!"));
        var model = Model.with("name", "Ana").build();
        var plain = Fixture.site(painter, Fixture.draft(), new Problems());
        var themed = Fixture.site(painter, Fixture.draft("components/hello", "Hi {{name}}"), new Problems());

        assertThat(painter.paint(plain, "components/other", model)).isEqualTo("Good day, Ana!");
        assertThat(painter.paint(themed, "components/other", model)).isEqualTo("Hi Ana!");
    }

    @Test
    void takesTemplatesOfAModuleThatComesAndGoesWhileTheSiteStays() {
        var site = Fixture.site(painter, Fixture.draft(), new Problems());
        torg.spi.view.Templates late = () -> Map.of("components/late", "here");

        painter.addTemplates(late);
        assertThat(painter.paint(site, "components/late", Model.EMPTY)).isEqualTo("here");
        painter.removeTemplates(late);
        assertThatThrownBy(() -> painter.paint(site, "components/late", Model.EMPTY)).isInstanceOf(TorgException.class);
    }

    @Test
    void namesTheNearestTemplateWhenOneIsMissing() {
        var site = Fixture.site(painter, Fixture.draft("page", ""), new Problems());

        assertThatThrownBy(() -> painter.paint(site, "pages", Model.EMPTY)).isInstanceOfSatisfying(TorgException.class, e -> {
            assertThat(e.kind()).isEqualTo(ProblemKind.CONFIG);
            assertThat(e.help()).contains("'page'");
        });
    }

    @Test
    void endsTemplatesThatNeverWould() {
        var thousand = Model.with("many", Collections.nCopies(1_000, "x".repeat(100))).build();

        assertFails(thousand, "page", "{{> page}}");
        assertFails(thousand, "page", "{{<page}}{{/page}}");
        assertFails(thousand, "page", "{{#many}}{{#many}}{{.}}{{/many}}{{/many}}");
        assertFails(thousand, "page", "{{#many}}{{#many}}{{/many}}{{/many}}");
        assertFails(thousand, "page", "{{many}}");
    }

    private void assertFails(Model model, String... templates) {
        assertThatThrownBy(() -> paint(model, templates)).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.CONFIG));
    }

    @Test
    void aModelIsAsItWasWhenItWasBuilt() {
        var items = new ArrayList<Object>(List.of("one"));
        var builder = Model.with("items", items);
        var model = builder.build();
        items.add("two");

        assertThat(model.get("items")).isEqualTo(List.of("one"));
        assertThatThrownBy(() -> builder.with("late", true)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> model.values().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
