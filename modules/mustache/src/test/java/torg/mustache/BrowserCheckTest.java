package torg.mustache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import torg.api.site.Problems;
import torg.api.site.SiteProblem;

class BrowserCheckTest {
    private static List<SiteProblem> problems(String text) {
        var problems = new Problems();
        BrowserCheck.of(new Source("layout", "layout.mustache", text, Optional.empty(), true), Set.of("tokens.css", "icons/cart.svg"), problems);
        return problems.found();
    }

    private static String only(String text) {
        var problems = problems(text);
        assertThat(problems).as(text).hasSize(1).noneMatch(SiteProblem::fatal);
        return problems.getFirst().toString();
    }

    @Test
    void warnsOfScriptsAndStylesThatTheBrowserStops() {
        assertThat(only("<p>\n<script>go()</script>")).startsWith("layout.mustache:2:1 a script within the page is stopped by the browser");
        assertThat(only("<script type=\"module\">go()</script>")).contains("a script within the page");
        assertThat(only("<STYLE>p {}</STYLE>")).contains("a style within the page");
        assertThat(only("<p class=\"a\" style=\"color: red\">")).startsWith("layout.mustache:1:14 the attribute 'style'");
        assertThat(only("<button\n onclick=\"go()\">")).startsWith("layout.mustache:2:2 the attribute 'onclick'");
    }

    @Test
    void warnsOfAssetsThatTheThemeDoesNotHave() {
        assertThat(only("<link rel=\"stylesheet\" href=\"{{assets}}/tokenz.css\">")).isEqualTo("layout.mustache:1:41 the theme has no asset 'tokenz.css' (did you mean 'tokens.css'?)");
    }

    @Test
    void hasNothingAgainstWhatWorks() {
        assertThat(problems("<script src=\"{{assets}}/tokens.css\"></script><script type=\"application/ld+json\">{}</script><link href=\"{{assets}}/tokens.css?1\"><img src='{{ assets }}/icons/cart.svg'>"
                + "<img src=\"{{assets}}/icons/{{icon}}.svg\"><p data-on=\"x\" data-style=\"y\">style = on</p>{{! <style> }}<!-- <script> -->")).isEmpty();
        assertThat(problems("<i style=\"\">".repeat(1_000))).as("nobody reads a thousand").hasSize(20);
    }
}
