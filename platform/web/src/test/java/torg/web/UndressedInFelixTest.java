package torg.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Site;
import torg.api.site.Sites;
import torg.api.view.Model;
import torg.spi.view.Component;
import torg.spi.view.PageGuide;
import torg.spi.view.Painter;

/** Where the theme cannot paint a page, it is there without the theme. */
class UndressedInFelixTest {
    private static final String NOTICE = "<p class=\"notice notice--danger\">This page looks plainer than usual, because something in its design failed. What it says is all here.</p>";

    @TempDir
    static Path storage;

    static InFelix felix;
    static final Torn painter = new Torn();

    /** Paints components, and pages until they fail. */
    private static final class Torn implements Painter {
        private volatile boolean fails;

        @Override
        public String paint(Site site, String template, Model model) {
            if (fails && !template.contains("/")) throw TorgException.of(ProblemKind.CONFIG, "test.torn", "the secret of layout.mustache");
            return "<b>painted</b>";
        }
    }

    @BeforeAll
    static void start() throws Exception {
        felix = new InFelix(storage);
        felix.offer(Sites.class, new SmallSite());
        felix.offer(PageGuide.class, new FewPages());
        felix.offer(Painter.class, painter);
        felix.offer(Component.class, Parts.of("greeting", _ -> Parts.shown("hello", false)));
    }

    @AfterAll
    static void stop() throws Exception {
        felix.close();
    }

    @Test
    void aPageSaysWhatItSaysUntilItIsDressedAgain() throws Exception {
        painter.fails = true;
        var page = felix.get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).startsWith("<!doctype html>\n<html lang=\"en\">").contains(NOTICE, "<h1>Page /</h1>", "<p>body</p>").endsWith("</html>\n").doesNotContain("secret");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(felix.get("/nowhere")).satisfies(absent -> {
            assertThat(absent.statusCode()).isEqualTo(404);
            assertThat(absent.body()).contains(NOTICE, "<h1>not-found</h1>");
        });

        painter.fails = false;
        assertThat(felix.get("/").body()).as("nothing of it is kept").isEqualTo("<b>painted</b>");
        assertThat(felix.get("/nowhere").body()).isEqualTo("<b>painted</b>");
    }
}
