package torg.studio.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.identity.Limits;
import torg.api.site.Site;
import torg.testkit.TestSource;
import torg.testkit.TestSites;

class RightsTest {
    private static final List<String> FOR_READERS = List.of("content/site/pages/a.md", "content/site/pages/b/c.nb.html", "content/site/snippets/a.md", "content/site/navigation.yml",
            "content/site/redirects.yml", "content/site/messages.nb.yml", "content/site/files/a.png", "content/site/files/IMG_1.JPG", "content/site/files/b/price list.pdf",
            "content/site/navigation@2027-01-01.yml", "content/site/pages/a@2027-01-01.nb.md", "content/site/files/a@..2027-01-01.png");
    private static final List<String> LOOKS = List.of("themes/torg/templates/page.mustache", "themes/other/assets/a.js", "content/site/theme.yml");
    private static final List<String> MORE = List.of("content/site/site.yml", "content/site/roles/a.yml", "content/site/permissions/a.yml", "content/site/tables/a.yml", "content/site/lists/a.yml",
            "content/site/demo/sign-ins.yml", "content/site/files/a.svg", "content/site/files/a.js", "content/site/files/a.SVG", "content/site/files/a.html", "content/site/files/a.PNG.html", "content/site/files/none",
            "content/site/pages/a.js", "content/site/messages.yml.md", "content/site/navigation.yml.html", "content/site/site@2027-01-01.yml", "content/site/files/a@2027-01-01.svg", "content/site/files/a@2027-01-01.png.html");
    private static final List<String> NOBODYS = List.of("content/other/pages/a.md", "content/site", "pages/a.md", "", "modules/a.jar", "themes", "content/siteX/pages/a.md");

    private final Site site = site(new TestSource().setting("studio-authors", "editor, marketing").setting("studio-designers", "designer"));

    private static Site site(TestSource source) {
        return TestSites.of(source).current();
    }

    private static Caller with(String... roles) {
        return Caller.contact("A-1", "Ada", List.of(), List.of(roles));
    }

    @Test
    void administratorsReachTheWholeSiteAndNothingElse() {
        var rights = Rights.of(site, with("administrator"));
        assertThat(FOR_READERS).allMatch(rights::reach);
        assertThat(LOOKS).allMatch(rights::reach);
        assertThat(MORE).allMatch(rights::reach);
        assertThat(NOBODYS).noneMatch(rights::reach);
    }

    @Test
    void authorsReachWhatIsWrittenForReadersAndNoBrowserRuns() {
        for (var role : List.of("editor", "marketing")) {
            var rights = Rights.of(site, with(role));
            assertThat(rights.any()).isTrue();
            assertThat(FOR_READERS).allMatch(rights::reach);
            assertThat(LOOKS).noneMatch(rights::reach);
            assertThat(MORE).noneMatch(rights::reach);
            assertThat(NOBODYS).noneMatch(rights::reach);
        }
    }

    @Test
    void whoCameByAPreviewsLinkReachesNothingWhateverItsRoles() {
        assertThat(Rights.of(site, Caller.preview(List.of("editor", "designer", "administrator"))).any()).isFalse();
    }

    @Test
    void designersReachThemesAsWell() {
        var rights = Rights.of(site, with("designer"));
        assertThat(FOR_READERS).allMatch(rights::reach);
        assertThat(LOOKS).allMatch(rights::reach);
        assertThat(MORE).noneMatch(rights::reach);
        assertThat(NOBODYS).noneMatch(rights::reach);
    }

    @Test
    void nobodyElseReachesAnything() {
        var program = with("editor", "administrator", "designer").within(new Limits(false, Set.of("product"), new TreeSet<>()));
        for (var rights : List.of(Rights.of(site, with("customer")), Rights.of(site, Caller.ANONYMOUS), Rights.of(site, program), Rights.of(site(new TestSource()), with("editor", "designer")),
                Rights.of(site(new TestSource().setting("studio-authors", " , ")), with("")))) {
            assertThat(rights.any()).isFalse();
            assertThat(FOR_READERS).noneMatch(rights::reach);
            assertThat(LOOKS).noneMatch(rights::reach);
        }
    }
}
