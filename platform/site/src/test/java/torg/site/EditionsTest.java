package torg.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.site.ContentFile;
import torg.api.site.Document;
import torg.testkit.HandClock;

/** Files that stand in the place of others for a time; the clock stands at 8:00 on January 15, 2027. */
class EditionsTest {
    private static final String A = "content/test/pages/a.yml";

    private final HandClock clock = new HandClock();
    private final MemoryStore store = MemoryStore.withSite().put(A, "title: A").put("content/test/pages/b.yml", "title: B");
    private final FolderCompiler pages = new FolderCompiler("pages");
    private final SiteMaker maker = new SiteMaker("test", clock);

    private Attempt made() {
        return maker.make(store.files(), List.of(pages), Map.of());
    }

    private List<String> titles() {
        return titles(made());
    }

    private static List<String> titles(Attempt attempt) {
        assertThat(attempt.problems()).isEmpty();
        return attempt.site().orElseThrow().require(FolderCompiler.Titles.class).titles();
    }

    private void at(String moment) {
        clock.pass(Duration.between(clock.instant(), Instant.parse(moment)));
    }

    @Test
    void anEditionTakesThePlaceOfAnotherAtItsMoment() {
        store.put("content/test/pages/a@2027-01-16.yml", "title: New").put("content/test/pages/a@2027-01-20T0930..2027-01-21.yml", "title: For a day");

        assertThat(titles()).containsExactly("A", "B");
        assertThat(pages.proposed).as("what is now is made last, and kept").isFalse();
        assertThat(made().next()).contains(Instant.parse("2027-01-16T00:00:00Z"));
        at("2027-01-15T23:59:59Z");
        assertThat(titles()).containsExactly("A", "B");
        at("2027-01-16T00:00:00Z");
        assertThat(titles()).containsExactly("New", "B");
        assertThat(made().site().orElseThrow().documents()).as("as people find it to edit it").extracting(Document::path).contains("content/test/pages/a@2027-01-16.yml").doesNotContain(A);
        assertThat(made().site().orElseThrow().documents()).extracting(Document::name).contains("a");
        at("2027-01-20T09:30:00Z");
        assertThat(titles()).containsExactly("For a day", "B");
        at("2027-01-21T00:00:00Z");
        assertThat(titles()).containsExactly("New", "B");
        assertThat(made().next()).isEmpty();
    }

    @Test
    void theSameTextIsFoundWhereItLies() {
        store.put(A, "title: A");
        titles();
        var same = store.files();
        var edition = "content/test/pages/a@2027-01-01.yml";
        same.put(edition, new ContentFile(edition, same.get(A).version(), same.get(A).bytes()));
        assertThat(maker.make(same, List.of(pages), Map.of()).site().orElseThrow().documents()).extracting(Document::path).contains(edition);
    }

    @Test
    void theClockIsThatOfTheSite() {
        store.put("content/test/site.yml", MemoryStore.SETTINGS + "settings: {time-zone: Europe/Oslo}\n").put("content/test/pages/a@2027-01-16.yml", "title: New");
        at("2027-01-15T22:59:59Z");
        assertThat(titles()).containsExactly("A", "B");
        at("2027-01-15T23:00:00Z");
        assertThat(titles()).containsExactly("New", "B");
    }

    @Test
    void aWebFileComesAndGoes() {
        store.put("content/test/files/prices.pdf", "old").put("content/test/files/prices@2027-01-16.pdf", "new").put("content/test/files/sale@..2027-01-16.pdf", "sale").put("content/test/files/logo@2x.png", "large");

        assertThat(made().site().orElseThrow().files()).containsKeys("files/prices.pdf", "files/sale.pdf", "files/logo@2x.png").doesNotContainKey("files/prices@2027-01-16.pdf");
        at("2027-01-16T00:00:00Z");
        var files = made().site().orElseThrow().files();
        assertThat(files).doesNotContainKey("files/sale.pdf");
        assertThat(new String(files.get("files/prices.pdf").bytes(), UTF_8)).isEqualTo("new");
    }

    @Test
    void whatWouldBeWrongAtItsMomentIsWrongNow() {
        store.put("content/test/pages/a@2027-01-16.yml", "titel: New");

        assertThat(made().site()).isEmpty();
        assertThat(made().problems()).anySatisfy(problem -> assertThat(problem).asString().startsWith("content/test/pages/a@2027-01-16.yml:1:1"));
        store.put("content/test/pages/a@2027-01-16.yml", "title: New");
        assertThat(titles()).containsExactly("A", "B");
    }

    @Test
    void aPreviewIsOfAnyMoment() {
        store.put("content/test/pages/a@2027-01-16.yml", "title: New");
        var then = Instant.parse("2027-01-16T00:00:00Z");
        assertThat(titles(maker.propose(store.files(), Set.of(), List.of(pages), Map.of(), Optional.of(then)))).containsExactly("New", "B");
        assertThat(titles(maker.propose(store.files(), Set.of(), List.of(pages), Map.of(), Optional.of(then.minusMillis(1))))).containsExactly("A", "B");
    }

    @Test
    void aDocumentNeedsOneInWhosePlaceItStands() {
        store.put("content/test/pages/sale@2027-01-16.yml", "title: Sale");
        assertThat(made().problems()).singleElement().asString().isEqualTo("content/test/pages/sale@2027-01-16.yml:1:1 there is no 'pages/sale.yml' in whose place this could stand"
                + " (add it, or name this file without a time; a page may say 'publish' and 'expire')");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pages/a@2027-02-29.yml", "files/a@2027-01-02..2027-01-01.pdf"})
    void aTimeThatThereIsNotIsRefused(String path) {
        store.put("content/test/" + path, "title: A");
        assertThat(made().problems()).singleElement().asString().startsWith("content/test/" + path + ":1:1 the file is named after times that there are not");
    }

    @Test
    void settingsRightsAndThemesHaveNoEditions() {
        store.put("content/test/roles/a@2027-01-01.yml", "title: R").put("themes/plain/templates/page@2027-01-01.mustache", "other").put("content/test/site@2027-01-01.yml", "name: Other");
        var roles = new FolderCompiler("roles");
        var site = maker.make(store.files(), List.of(pages, roles), Map.of()).site().orElseThrow();
        assertThat(site.documents()).filteredOn(document -> document.folder().equals("roles")).extracting(Document::name).containsExactly("a@2027-01-01");
        assertThat(new String(site.files().get("theme/templates/page.mustache").bytes(), UTF_8)).isEqualTo("page");
        assertThat(site.settings().name().in(Locale.ENGLISH)).isEqualTo("Test");
    }
}
