package torg.mustache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.site.Problems;
import torg.api.site.SiteProblem;
import torg.api.view.Model;

class TemplateCheckTest {
    private final MustachePainter painter = new MustachePainter();

    private SiteProblem onlyProblem(String... templates) {
        var problems = new Problems();
        painter.compile(Fixture.draft(templates), problems);
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
    void tellsWhatElseIsWrongAndWhere() {
        assertThat(onlyProblem("page", "a\nb {{name").toString()).contains(":2:3 a tag is not closed");
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
    void takesOtherDelimiters() {
        var problems = new Problems();
        painter.compile(Fixture.draft("page", "{{=<% %>=}}<%#a%>{{b}}<%/a%>"), problems);

        assertThat(problems.found()).isEmpty();
    }

    @Test
    void warnsThatTripleBracesDoNothingSpecial() {
        assertThat(onlyProblem("page", "{{{body}}}").fatal()).isFalse();
    }

    @Test
    void leavesOutAModulesBrokenTemplateAndServesTheRest() {
        painter.addTemplates(() -> Map.of("components/broken", "{{#a}}", "components/user", "{{> components/broken}}", "components/fine", "fine"));
        var problems = new Problems();
        var site = Fixture.site(painter, Fixture.draft("page", ""), problems);

        assertThat(problems.fatal()).isFalse();
        assertThat(problems.found()).hasSize(2);
        assertThat(painter.paint(site, "components/fine", Model.EMPTY)).isEqualTo("fine");
    }
}
