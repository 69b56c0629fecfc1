package torg.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import torg.api.site.ContentFile;
import torg.api.site.Document;
import torg.api.site.Site;
import torg.api.site.SiteSettings;
import torg.api.site.SiteTexts;
import torg.api.text.Text;
import torg.testkit.Documents;

class TouchedTest {
    private final Map<String, Document> documents = new TreeMap<>();
    private final Map<String, ContentFile> files = new HashMap<>();
    private final Map<Class<?>, Object> parts = new HashMap<>(Map.of(SiteTexts.class, new SiteTexts(Map.of())));
    private SiteSettings settings = new SiteSettings(Text.of("Shop"), "plain", List.of(Locale.ENGLISH), Map.of());
    private final Site before;

    TouchedTest() {
        write("pages/index.md", "---\ntitle: Home\n---\nHello");
        write("pages/terms.md", "---\ntitle: Terms\n---\nOld");
        write("pages/terms.nb.md", "---\ntitle: Vilkår\n---\nGamle");
        write("pages/orders/[number].md", "---\ntitle: One\n---\nOld");
        write("pages/special/denied.md", "---\ntitle: No\n---\nNo");
        write("snippets/hours.md", "9 to 5");
        file("theme/templates/page.mustache", "page");
        before = site();
    }

    private void write(String path, String text) {
        documents.put(path, Documents.of("site/" + path, text));
    }

    private void file(String path, String text) {
        files.put(path, new ContentFile(path, text, text.getBytes(StandardCharsets.UTF_8)));
    }

    private Site site() {
        return new Site("site", 1, settings, List.copyOf(documents.values()), files, parts);
    }

    private Optional<Set<String>> touched() {
        return Touched.between(before, site());
    }

    private Optional<Set<String>> touchedBy(String path, String text) {
        write(path, text);
        return touched();
    }

    @Test
    void anEditOfRunningTextIsAboutItsPage() {
        assertThat(touched()).contains(Set.of());
        assertThat(touchedBy("pages/terms.nb.md", "---\ntitle: Vilkår\n---\nNye")).contains(Set.of("/terms"));
        assertThat(touchedBy("pages/orders/[number].md", "---\ntitle: One\n---\nNew")).contains(Set.of("/terms", "/orders/{number}"));
        assertThat(touchedBy("pages/index.md", "---\ntitle: Home\n---\nHi")).contains(Set.of("/terms", "/orders/{number}", "/"));
    }

    @Test
    void whetherThereIsATextDecidesInWhichLanguagesThePageIs() {
        assertThat(touchedBy("pages/terms.md", "---\ntitle: Terms\n---\n")).isEmpty();
    }

    @Test
    void aTitleMayBeSeenAnywhere() {
        assertThat(touchedBy("pages/terms.md", "---\ntitle: Conditions\n---\nOld")).isEmpty();
    }

    @Test
    void anotherPageMayBeInAnyMenu() {
        assertThat(touchedBy("pages/more.md", "---\ntitle: More\n---\nNew")).isEmpty();
    }

    @Test
    void aPageThatMovesIsAboutAll() {
        documents.remove("pages/terms.md");
        assertThat(touchedBy("pages/conditions.md", "---\ntitle: Terms\n---\nOld")).isEmpty();
    }

    @Test
    void aSnippetMayStandAnywhere() {
        assertThat(touchedBy("snippets/hours.md", "10 to 4")).isEmpty();
    }

    @Test
    void whatIsShownInPlaceOfAPageIsShownAnywhere() {
        assertThat(touchedBy("pages/special/denied.md", "---\ntitle: No\n---\nStill no")).isEmpty();
    }

    @Test
    void soIsAnyPageByTemplatesWordsSettingsAndModules() {
        file("theme/templates/page.mustache", "another");
        assertThat(touched()).isEmpty();
        file("theme/templates/page.mustache", "page");
        parts.put(SiteTexts.class, new SiteTexts(Map.of("en", Map.of("a", "b"))));
        assertThat(touched()).isEmpty();
        parts.put(SiteTexts.class, new SiteTexts(Map.of()));
        parts.put(String.class, "a module's");
        assertThat(touched()).isEmpty();
        parts.remove(String.class);
        assertThat(touched()).contains(Set.of());
        settings = new SiteSettings(Text.of("Market"), "plain", List.of(Locale.ENGLISH), Map.of());
        assertThat(touched()).isEmpty();
    }
}
