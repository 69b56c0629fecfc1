package torg.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import torg.api.site.SiteProblem;
import torg.testkit.TestSource;

class NamesTest {
    private final TestSource source = new TestSource().document("roles/editor.yml", "role: editor").document("pages/index.md", "---\ntitle: Home\n---\nx");

    @Test
    void whatIsWellNamedIsNoProblem() {
        assertThat(source.setting("studio-authors", "editor").problems(new Names())).isEmpty();
        assertThat(new TestSource().setting("studio-authors", "anybody").problems(new Names())).as("roles that come from elsewhere").isEmpty();
    }

    @Test
    void aRoleThatThereIsNotIsTold() {
        assertThat(source.setting("studio-designers", "editor, edtor").problems(new Names())).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("studio.no-role");
            assertThat(problem.message()).contains("'studio-designers'", "'edtor'");
            assertThat(problem.help()).contains("'editor'");
            assertThat(problem.fatal()).isFalse();
        });
    }

    @Test
    void aPageBehindTheStudioIsTold() {
        var problems = source.document("pages/studio.md", "---\ntitle: X\n---\nx").document("pages/studio/more.md", "---\ntitle: X\n---\nx").document("pages/studios.md", "---\ntitle: X\n---\nx").problems(new Names());
        assertThat(problems).hasSize(2).extracting(SiteProblem::code).containsOnly("studio.address-taken");
        assertThat(problems).noneMatch(SiteProblem::fatal);
    }

    @Test
    void whatIsRememberedOfTheLastSiteIsWhatSomebodyFindsForTheFirstTime() {
        var remembering = new Names();
        for (var name : List.of("a", "studio", "b", "studio", "c")) {
            source.document("pages/one.md", "---\ntitle: " + name + "\n---\nx").without("pages/studio.md").document("pages/" + name + ".md", "---\ntitle: X\n---\n" + name);
            assertThat(source.problems(remembering)).as(name).isEqualTo(source.problems(new Names()));
            source.document("pages/one.md", "---\ntitle: " + name + "\n---\ny");
            assertThat(source.problems(remembering)).as(name).isEqualTo(source.problems(new Names())).hasSize(name.equals("studio") ? 1 : 0);
        }
    }
}
