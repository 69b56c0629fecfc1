package torg.pages.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import torg.api.health.Status.Level;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Site;
import torg.api.site.SiteProblem;
import torg.api.site.Sites;
import torg.pages.PagesCompiler;
import torg.pages.Visit;
import torg.pages.access.KnownAccess;
import torg.pages.component.Tiles;
import torg.testkit.TestSites;

class PlacementCheckTest {
    @Test
    void namesAComponentThatNobodyBrings() {
        var draft = Visit.site().document("pages/a.md", "---\ntitle: A\ncomponents: [{component: tile}]\n---\n");
        var check = new PlacementCheck(TestSites.of(draft, new PagesCompiler()));
        check.add(new Tiles(new KnownAccess()));

        assertThat(check.check().level()).isEqualTo(Level.WARN);
        assertThat(check.check().message()).contains("'/a'", "'tile'", "site/pages/a.md:3:14");
        assertThat(check.check().next()).startsWith("use 'tiles'");
    }

    @Test
    void isContentWhenEveryComponentIsThere() {
        assertThat(new PlacementCheck(TestSites.of(Visit.site(), new PagesCompiler())).check().level()).isEqualTo(Level.OK);
    }

    @Test
    void isNotReadyBeforeThereIsASite() {
        var check = new PlacementCheck(new Sites() {
            @Override
            public Site current() {
                throw TorgException.of(ProblemKind.BUSY, "site.not-ready", "the site is not there yet");
            }

            @Override
            public List<SiteProblem> problems() {
                return List.of();
            }
        });

        assertThat(check.check().level()).isEqualTo(Level.NOT_READY);
    }
}
