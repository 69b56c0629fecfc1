package torg.mustache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.problem.TorgException;
import torg.api.site.ContentFile;
import torg.api.site.Problems;
import torg.api.site.SiteProblem;
import torg.api.view.Model;

class TemplateCheckTest {
    private final MustachePainter painter = new MustachePainter();

    private List<SiteProblem> problems(String... templates) {
        var problems = new Problems();
        painter.compile(Fixture.source(templates), problems);
        return problems.found();
    }

    private SiteProblem onlyProblem(String... templates) {
        var problems = problems(templates);
        assertThat(problems).hasSize(1);
        return problems.getFirst();
    }

    private SiteProblem onlyProblem(String template, byte[] bytes) {
        var problems = new Problems();
        painter.compile(Fixture.source(Map.of("theme/templates/" + template + ".mustache", new ContentFile("themes/plain/templates/" + template + ".mustache", "1", bytes))), problems);
        assertThat(problems.found()).hasSize(1);
        return problems.found().getFirst();
    }

    @Test
    void tellsWhereASectionWasLeftOpen() {
        var problem = onlyProblem("page", "<p>\n  {{#caller}}<b>\n</p>");

        assertThat(problem.fatal()).isTrue();
        assertThat(problem).hasToString("themes/plain/templates/page.mustache:2:3 section 'caller' is not closed (add {{/caller}})");
    }

    @Test
    void anEmptiedTemplateIsNoEdit() {
        var problem = onlyProblem("page", "<p>", "parts/header", " \n");

        assertThat(problem.fatal()).isTrue();
        assertThat(problem).hasToString("themes/plain/templates/parts/header.mustache:1:1 the template holds nothing (write into it, {{! nothing }} if it is to show nothing, or remove the file)");
    }

    @Test
    void tellsWhatElseIsWrongAndWhere() {
        assertThat(onlyProblem("page", "a\nb {{name").toString()).contains(":2:3 the tag '{{name' is not closed (add }})");
        assertThat(onlyProblem("page", "{{#a}}{{/b}}{{/a}}").toString()).contains(":1:7 'b' is closed here while 'a' is open");
        assertThat(onlyProblem("page", "{{/a}}").toString()).contains("was not opened");
        assertThat(onlyProblem("page", "{{}}").toString()).contains("is no name");
        assertThat(onlyProblem("page", "{{if x}}").toString()).contains("'if x' is no name");
        assertThat(onlyProblem("page", "{{> pasge}}").toString()).contains("there is no template 'pasge' to include (did you mean 'page'?)");
        assertThat(onlyProblem("page", "{{> ../secret}}").toString()).contains("names no template");
        assertThat(onlyProblem("page", "{{>*which}}").toString()).contains("names no template");
        assertThat(onlyProblem("page", "{{*x}}").toString()).contains("not known here");
        assertThat(onlyProblem("page", "{{%pragma}}").toString()).contains("not known here");
        assertThat(onlyProblem("page", "{{=<=}}").toString()).contains("are no delimiters");
    }

    @Test
    void quotesTheBeginningOfWhatIsWrongAndNoMore() {
        var text = "<p>{{name</p>\n<p>and {{other}} as well</p>";
        assertThat(onlyProblem("page", text)).hasToString("themes/plain/templates/page.mustache:1:4 the tag '{{name</p>' is not closed (add }})");
        assertThat(onlyProblem("page", "{{" + "name ".repeat(100) + "}}").message()).hasSizeLessThan(80);
        assertThat(onlyProblem("page", "{{name <b>{{other}}").toString()).contains(":1:1 the tag '{{name <b>{{other}}' is not closed");
    }

    @Test
    void refusesMoreOpenSectionsThanTheCompilerCanFollow() {
        assertThat(onlyProblem("page", "{{#page}}".repeat(20_000)).toString()).contains("page.mustache:1:451 more than 50 sections are open here");
        assertThat(problems("page", "{{#page}}".repeat(50) + "x" + "{{/page}}".repeat(50))).isEmpty();
    }

    @Test
    void refusesWhatIsNoText() {
        assertThat(onlyProblem("page", new byte[] {'<', 'p', '>', (byte) 0xE6}).toString()).contains("page.mustache:1:1 the template is not written in UTF-8 (save it in the encoding UTF-8)");
        assertThat(onlyProblem("page", "<p>\u0000</p>".getBytes(StandardCharsets.UTF_8)).toString()).contains("holds bytes that are no text");
        assertThat(onlyProblem("page", "<p>{{a}}</p>".repeat(20_000).getBytes(StandardCharsets.UTF_8)).toString()).contains("240000 bytes, more than 200000");
        assertThat(problems("page", "\uFEFF<p>Blåbær</p>\r\n")).isEmpty();
    }

    @Test
    void refusesPagesAndLayoutsThatPaintNothing() {
        assertThat(onlyProblem("layout", "{{! gone }}", "page", "{{<layout}}{{$main}}<p>{{/main}}{{/layout}}").toString()).contains("layout.mustache:1:1 template 'layout' paints nothing");
        assertThat(onlyProblem("page", "{{! later }}\n{{> parts/none}}", "parts/none", "{{! none }}\n").toString()).contains("template 'page' paints nothing");
        assertThat(problems("layout", "{{$main}}{{/main}}", "page", "{{<layout}}{{$main}}x{{/main}}{{/layout}}", "parts/none", "{{! nothing }}", "bare", "{{body}}")).isEmpty();
    }

    @Test
    void tellsAMistakeOnceAndNotWhatFollowsFromIt() {
        var problem = onlyProblem("layout", "<main>{{> parts/header}}{{> parts/footer}}</main>", "page", "{{<layout}}{{/layout}}", "wide", "{{<layout}}{{/layout}}",
                "parts/header", "x", "parts/footer", "<p>\n{{#open}}");

        assertThat(problem).hasToString("themes/plain/templates/parts/footer.mustache:2:1 section 'open' is not closed (add {{/open}})");
    }

    @Test
    void doesNotLetAModulesMistakeTakeAPageOfTheThemeAwayUnseen() {
        painter.addTemplates(() -> Map.of("components/broken", "{{#a}}", "components/user", "{{> components/broken}}"), Map.of("service.id", 1L));

        var problems = problems("page", "x", "wide", "y\n{{> components/user}}");
        assertThat(problems).extracting(SiteProblem::fatal).containsExactly(false, true);
        assertThat(problems.getLast().toString()).contains("wide.mustache:2:1 the template 'components/user', which a module brings, has a mistake");
    }

    @Test
    void takesOtherDelimiters() {
        var problems = new Problems();
        painter.compile(Fixture.source("page", "{{=<% %>=}}<%#a%>{{b}}<%/a%>"), problems);

        assertThat(problems.found()).isEmpty();
    }

    @Test
    void warnsThatTripleBracesDoNothingSpecial() {
        assertThat(onlyProblem("page", "{{{body}}}").fatal()).isFalse();
    }

    @Test
    void leavesOutAModulesBrokenTemplateAndServesTheRest() {
        painter.addTemplates(() -> Map.of("components/broken", "{{#a}}", "components/user", "{{> components/broken}}", "components/fine", "fine"), Map.of("service.id", 1L));
        var problems = new Problems();
        var site = Fixture.site(painter, Fixture.source("page", "x"), problems);

        assertThat(problems.fatal()).isFalse();
        assertThat(problems.found()).as("the mistake, and not what follows from it").hasSize(1);
        assertThatThrownBy(() -> painter.paint(site, "components/user", Model.EMPTY)).isInstanceOf(TorgException.class).hasMessageContaining("has a mistake");
        assertThat(painter.paint(site, "components/fine", Model.EMPTY)).isEqualTo("fine");
    }
}
