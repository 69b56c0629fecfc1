package torg.mustache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Problems;
import torg.api.view.Html;
import torg.api.view.Model;

class MustachePainterTest {
    private static final String NOTICE = "<p class=\"notice notice--danger\">Denne delen av siden kan ikke vises akkurat nå.</p>";

    private final MustachePainter painter = new MustachePainter();

    private String paint(Model model, String... templates) {
        var problems = new Problems();
        var site = Fixture.site(painter, Fixture.source(templates), problems);
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
        painter.addTemplates(() -> Map.of("components/hello", "Good day, {{name}}", "components/other", "{{> components/hello}}!"), Map.of("service.id", 1L));
        var model = Model.with("name", "Ana").build();
        var plain = Fixture.site(painter, Fixture.source(), new Problems());
        var themed = Fixture.site(painter, Fixture.source("components/hello", "Hi {{name}}"), new Problems());

        assertThat(painter.paint(plain, "components/other", model)).isEqualTo("Good day, Ana!");
        assertThat(painter.paint(themed, "components/other", model)).isEqualTo("Hi Ana!");
    }

    @Test
    void ofTwoModulesTheOnePreferredAmongServicesCounts() {
        var site = Fixture.site(painter, Fixture.source(), new Problems());
        for (var id = 50L; id > 0; id--) {
            var word = "by " + id;
            painter.addTemplates(() -> Map.of("components/hello", word), Map.of("service.id", id));
        }
        assertThat(painter.paint(site, "components/hello", Model.EMPTY)).isEqualTo("by 1");

        painter.addTemplates(() -> Map.of("components/hello", "by rank"), Map.of("service.id", 99L, "service.ranking", 5));
        assertThat(painter.paint(site, "components/hello", Model.EMPTY)).isEqualTo("by rank");
    }

    @Test
    void tellsAMistakeInATemplateThatAModuleBringsOnceItIsThere() {
        var draft = Fixture.source("page", "hello");
        var before = painter.beside();
        painter.addTemplates(() -> Map.of("components/wrong", "hello\n  {{#rows}}"), Map.of("service.id", 1L));
        assertThat(painter.beside()).isNotEqualTo(before);

        var problems = new Problems();
        painter.compile(draft, problems);
        assertThat(problems.found()).singleElement().satisfies(problem -> {
            assertThat(problem).asString().startsWith("module:components/wrong.mustache:2:3 section 'rows' is not closed");
            assertThat(problem.fatal()).isFalse();
        });
    }

    @Test
    void takesTemplatesOfAModuleThatComesAndGoesWhileTheSiteStays() {
        var site = Fixture.site(painter, Fixture.source(), new Problems());
        torg.spi.view.Templates late = () -> Map.of("components/late", "here");

        painter.addTemplates(late, Map.of("service.id", 1L));
        assertThat(painter.paint(site, "components/late", Model.EMPTY)).isEqualTo("here");
        painter.removeTemplates(late);
        assertThatThrownBy(() -> painter.paint(site, "components/late", Model.EMPTY)).isInstanceOf(TorgException.class);
    }

    @Test
    void namesTheNearestTemplateWhenOneIsMissing() {
        var site = Fixture.site(painter, Fixture.source("page", "x"), new Problems());

        assertThatThrownBy(() -> painter.paint(site, "pages", Model.EMPTY)).isInstanceOfSatisfying(TorgException.class, e -> {
            assertThat(e.kind()).isEqualTo(ProblemKind.CONFIG);
            assertThat(e.help()).contains("'page'");
        });
    }

    @Test
    void endsTemplatesThatNeverWould() {
        var thousand = Model.with("many", Collections.nCopies(1_000, "x".repeat(100))).build();

        assertFails(thousand, "page", "x{{#many}}{{> page}}{{/many}}");
        assertFails(thousand, "page", "{{#many}}{{#many}}{{.}}{{/many}}{{/many}}");
        assertFails(thousand, "page", "x{{#many}}{{#many}}{{/many}}{{/many}}");
        assertFails(thousand, "page", "{{many}}");
        var hundred = Model.with("many", Collections.nCopies(100, "x")).build();
        for (var tag : List.of("{{a.b.c.d}}", "{{#a.b}}{{/a.b}}", "{{^many}}{{/many}}", "{{$a}}{{/a}}", "{{> parts/empty}}")) {
            assertFails(hundred, "page", "x{{#many}}" + tag.repeat(6_000) + "{{/many}}", "parts/empty", "{{! nothing }}");
        }
    }

    @Test
    void saysWhichTemplateNeverEnded() {
        var hundred = Model.with("many", Collections.nCopies(100, "x")).build();

        assertThatThrownBy(() -> paint(hundred, "components/list", "x{{> parts/footer}}", "parts/footer", "{{#many}}{{#many}}{{#many}}{{a}}{{/many}}{{/many}}{{/many}}"))
                .hasMessage("template 'components/list' cannot be painted, because of 'parts/footer' in it: it takes more than 500000 steps");
    }

    @Test
    void aPartThatFailsLeavesANoticeInItsPlaceAndIsTold() {
        var model = Model.with("many", Collections.nCopies(1_000, "x")).with("locale", Model.with("tag", "nb")).build();

        assertThat(paint(model, "page", "{{<layout}}{{$main}}page{{/main}}{{/layout}}", "layout", "<a>{{> parts/head}}</a>{{$main}}{{/main}}{{#many}}{{/many}}|{{> parts/foot}}{{^gone}}{{> parts/fine}}{{/gone}}",
                "parts/head", "begun <b {{> parts/within}}>", "parts/within", "{{#locale}}{{#many}}{{#many}}{{.}}{{/many}}{{/many}}{{/locale}}", "parts/foot", "foot\n {{tag}} {{many}}", "parts/fine", "fine"))
                .isEqualTo("<a>" + NOTICE + "</a>page|" + NOTICE + "fine");
        assertThat(painter.check().message()).isEqualTo("left out of pages: themes/plain/templates/parts/within.mustache:1:1 it takes more than 500000 steps (and 1 more)");
    }

    @Test
    void whereATemplateFailedIsToldOnceUntilItIsAnother() {
        var model = Model.with("many", List.of("x")).with("locale", Model.with("tag", "nb")).build();
        for (var i = 0; i < 3; i++) assertThat(paint(model, "page", "page {{> parts/foot}}", "parts/foot", "foot\n {{tag}} {{many}}")).isEqualTo("page " + NOTICE);
        assertThat(painter.check().message()).isEqualTo("left out of pages: themes/plain/templates/parts/foot.mustache:2:10 'many' is no single value: open it with a section");
        assertThatThrownBy(() -> paint(model, "page", "\n{{many}}")).hasMessage("template 'page' cannot be painted: 'many' is no single value: open it with a section");
        assertThat(painter.check().message()).isEqualTo("left out of pages: themes/plain/templates/page.mustache:2:1 'many' is no single value: open it with a section");
        assertThat(paint(model, "page", "page")).isEqualTo("page");
        assertThat(painter.check().message()).isEqualTo("templates paint what they are handed");
    }

    @Test
    void endsPaintingThatTakesTooLong() {
        var seconds = new AtomicLong();
        var scopes = new Scopes("page", Model.EMPTY, () -> seconds.get() * 1_000_000_000, (_, _) -> Optional.empty());
        scopes.steps(1_000);
        seconds.set(6);
        scopes.steps(1);

        assertThatThrownBy(() -> scopes.steps(1_000)).hasMessageContaining("more than 5 seconds");
    }

    @Test
    void paintsNoEmptyPage() {
        assertFails(Model.EMPTY, "page", "{{#body}}<p>{{.}}</p>{{/body}}\n");
        assertThat(paint(Model.EMPTY, "parts/body", "{{#body}}<p>{{.}}</p>{{/body}}")).isEmpty();
    }

    @Test
    void refusesTemplatesThatIncludeThemselvesWithoutEnd() {
        assertRefused("parts/footer.mustache:1:2 template 'parts/footer' includes itself, without end", "page", "x{{> parts/footer}}", "parts/footer", "x{{> parts/footer}}");
        assertRefused("page.mustache:1:1 template 'page' includes itself", "page", "{{<page}}{{/page}}");
        assertRefused("a.mustache:2:1 template 'a' includes 'b', which comes back to it", "a", "x\n{{> b}}", "b", "{{#item}}{{> c}}{{/item}}{{^item}}{{> c}}{{/item}}", "c", "{{> a}}");
        painter.addTemplates(() -> Map.of("components/round", "{{> components/round}}"), Map.of("service.id", 1L));
        var problems = new Problems();
        painter.compile(Fixture.source("page", "x{{> components/round}}"), problems);
        assertThat(problems.found()).extracting(Object::toString).satisfiesExactly(
                module -> assertThat(module).contains("module:components/round.mustache:1:1 template 'components/round' includes itself"),
                theme -> assertThat(theme).contains("page.mustache:1:2 the template 'components/round', which a module brings, has a mistake"));
        assertThat(problems.fatal()).isTrue();
    }

    @Test
    void refusesCirclesThatNoListOfTheItemsOwnStandsIn() {
        assertRefused("a.mustache:1:17 template 'a' includes itself", "a", "x{{#menus.main}}{{>a}}{{/menus.main}}");
        assertRefused("a.mustache:1:11 template 'a' includes itself", "a", "{{#items}}{{<a}}{{/a}}{{/items}}");
    }

    private void assertRefused(String message, String... templates) {
        var problems = new Problems();
        painter.compile(Fixture.source(templates), problems);
        assertThat(problems.found()).hasSize(1);
        assertThat(problems.found().getFirst().fatal()).isTrue();
        assertThat(problems.found().getFirst().toString()).contains(message);
    }

    @Test
    void letsATemplateComeBackToItselfForEachItemOfAList() {
        var leaf = Model.with("title", "leaf").with("items", List.of()).build();
        var menu = Model.with("title", "top").with("items", List.of(Model.with("title", "mid").with("items", List.of(leaf, leaf)).build())).build();

        assertThat(paint(Model.with("menu", List.of(menu)).build(),
                "page", "{{<layout}}{{$main}}page{{/main}}{{/layout}}", "layout", "{{#menu}}{{> parts/item}}{{/menu}}{{$main}}{{/main}}",
                "parts/item", "<li>{{title}}{{#items}}{{> parts/item}}{{/items}}</li>")).isEqualTo("<li>top<li>mid<li>leaf</li><li>leaf</li></li></li>page");
    }

    @Test
    void comesToAnEndWithTemplatesThatIncludeEachOtherTooOften() {
        var templates = new ArrayList<String>();
        for (var i = 0; i < 30; i++) templates.addAll(List.of("t" + i, "x{{> t" + (i + 1) + "}}{{> t" + (i + 1) + "}}"));
        templates.addAll(List.of("t30", "x"));
        var problems = new Problems();
        painter.compile(Fixture.source(templates.toArray(String[]::new)), problems);

        assertThat(problems.found()).hasSize(1);
        assertThat(problems.found().getFirst().message()).contains("include each other too often");
    }

    @Test
    void comesToAnEndWithTemplatesThatIncludeEachOtherTooDeep() {
        var templates = new ArrayList<String>();
        for (var i = 0; i < 9_000; i++) templates.addAll(List.of("t" + i, "x{{> t" + (i + 1) + "}}"));
        templates.addAll(List.of("t9000", "x"));
        var problems = new Problems();
        painter.compile(Fixture.source(templates.toArray(String[]::new)), problems);

        assertThat(problems.found()).hasSize(1);
        assertThat(problems.found().getFirst().message()).contains("nested too deep");
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
