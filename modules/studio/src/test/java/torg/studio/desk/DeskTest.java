package torg.studio.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.SiteProblem;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;
import torg.studio.People;
import torg.testkit.TestSource;
import torg.testkit.Requests;
import torg.testkit.TestSites;

class DeskTest {
    private static final String A = "content/site/pages/a.md";

    private final TestSites sites = TestSites.of(new TestSource().document("pages/a.md", "whole").document("lists/b.yml", "list: b"), new Needy());
    private final Desk desk = Desk.of(sites, Requests.get(sites.current(), "/studio").as(People.ADMINISTRATOR).request()).orElseThrow();

    /** A list cannot be while the page is broken. */
    private static final class Needy implements SiteCompiler<Needy.Made> {
        record Made() {}

        @Override
        public Class<Made> part() {
            return Made.class;
        }

        @Override
        public Set<String> folders() {
            return Set.of("pages");
        }

        @Override
        public Made compile(SiteSource source, Problems problems) {
            if (source.documents("pages").stream().anyMatch(page -> page.body().contains("broken"))) problems.error(new Position("content/site/lists/b.yml", 1, 1), "test.needs", "the page is broken", "mend it");
            return new Made();
        }
    }

    @Test
    void whatAnotherFileSuffersIsToldOnceItIsOfThisTextsMaking() {
        var told = desk.check(A, "broken", List.of());
        assertThat(told).extracting(SiteProblem::code).containsExactly("test.needs");
        assertThat(desk.check(A, "broken", told)).as("it was so before").isEmpty();
    }
}
