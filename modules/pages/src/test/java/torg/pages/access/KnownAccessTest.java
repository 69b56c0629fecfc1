package torg.pages.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.site.Preview;
import torg.api.site.Site;
import torg.pages.PagesCompiler;
import torg.pages.Visit;
import torg.pages.tree.SitePages;
import torg.testkit.TestSites;

/** Who answers for page access, and for which site. */
class KnownAccessTest {
    private static final Caller BUYER = Caller.contact("c1", "Ann", List.of("A1"), List.of("buyer"));

    private static TestSites sites(String access) {
        return TestSites.of(Visit.site().document("pages/plans.md", "---\ntitle: Plans\naccess: " + access + "\n---\n"),
                new PagesCompiler());
    }

    private static Site previewed(Site site) {
        var parts = new HashMap<Class<?>, Object>(site.parts());
        parts.put(Preview.class, new Preview(Optional.empty(), Instant.MAX));
        return new Site(site.name(), site.version(), site.settings(), site.documents(), site.files(), parts);
    }

    private static boolean shown(KnownAccess known, Site site) {
        return known.of(site, BUYER).of(site.require(SitePages.class).tree().entry("/plans").orElseThrow());
    }

    @Test
    void aPreviewIsReadByItsOwnRulesAndTheSiteByThoseThatHold() {
        var sites = sites("public");
        var current = sites.current();
        var closed = sites("[boss]").current();
        var known = new KnownAccess();
        known.answerFor(new BranchAccess(sites));

        assertThat(shown(known, current)).isTrue();
        assertThat(shown(known, previewed(closed))).as("by the preview's rules").isFalse();
        assertThat(shown(known, previewed(sites("[buyer]").current()))).as("by the preview's rules, which let a buyer in").isTrue();
        assertThat(shown(known, closed)).as("another site that is no preview is judged by the current one").isTrue();
    }

    @Test
    void whoLeavesTakesNobodyElseAway() {
        var sites = sites("[buyer]");
        var site = sites.current();
        var known = new KnownAccess();
        var one = new BranchAccess(sites);
        var other = new BranchAccess(sites);
        known.answerFor(one);
        known.answerFor(other);
        known.leave(one);
        assertThat(shown(known, site)).as("the later one answers").isTrue();
        known.leave(other);
        assertThat(shown(known, site)).as("nobody answers: public pages only").isFalse();
        assertThat(shown(known, previewed(site))).isFalse();
    }
}
