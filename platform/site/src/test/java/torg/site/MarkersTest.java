package torg.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import torg.api.site.ContentFile;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Site;
import torg.api.site.SiteMarkers;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

class MarkersTest {
    private final MemoryStore store = MemoryStore.withSite().put("content/test/pages/index.md", "---\nmarker: home\n---\nHome").put("content/test/pages/legal/terms.md", "---\nmarker: [terms, legal]\n---\nTerms");
    private final SiteMaker maker = new SiteMaker("test");

    /** What compilers are handed. */
    record Handed(List<Document> documents) {}

    private static final SiteCompiler<Handed> READER = new SiteCompiler<>() {
        @Override
        public Class<Handed> part() {
            return Handed.class;
        }

        @Override
        public Set<String> folders() {
            return Set.of("pages", "snippets", "lists");
        }

        @Override
        public Handed compile(SiteSource source, Problems problems) {
            return new Handed(folders().stream().sorted().flatMap(folder -> source.documents(folder).stream()).toList());
        }
    };

    private Site site() {
        return maker.make(store.files(), List.of(READER), Map.of()).site().orElseThrow();
    }

    private static List<Document> handed(Site site) {
        return site.require(Handed.class).documents();
    }

    private List<String> problems() {
        var attempt = maker.make(store.files(), List.of(), Map.of());
        assertThat(attempt.site()).isEmpty();
        return attempt.problems().stream().map(Object::toString).toList();
    }

    private Document document(String path) {
        return of(site(), path);
    }

    private static Document of(Site site, String path) {
        return handed(site).stream().filter(document -> document.path().endsWith(path)).findFirst().orElseThrow();
    }

    private String body(String text) {
        store.put("content/test/snippets/a.md", text);
        return document("snippets/a.md").body();
    }

    @Test
    void aMarkerStandsForThePathOfItsPage() {
        assertThat(site().require(SiteMarkers.class).paths()).containsOnly(Map.entry("home", "/"), Map.entry("terms", "/legal/terms"), Map.entry("legal", "/legal/terms"));
        assertThat(body("[a](marker:terms) [b](marker:legal#top \"T\") [c](<marker:terms>) [d](marker:home) [e](marker:home/x) <a href=\"marker:terms?a=1\">f</a> [g][h]\n\n[h]: marker:terms\n"))
                .isEqualTo("[a](/legal/terms) [b](/legal/terms#top \"T\") [c](</legal/terms>) [d](/) [e](/x) <a href=\"/legal/terms?a=1\">f</a> [g][h]\n\n[h]: /legal/terms\n");
        assertThat(body("A marker:terms in a sentence, [a](xmarker:terms) and [b](marker:terms.x)")).isEqualTo("A marker:terms in a sentence, [a](xmarker:terms) and [b](marker:terms.x)");
    }

    @Test
    void itStandsInFieldsOfEveryDocument() {
        store.put("content/test/lists/a.yml", "link: marker:terms/{number}\nitems: [{page: marker:home}, {text: 'see [terms](marker:terms)', title: 'marker: terms'}]");
        assertThat(document("lists/a.yml").fields().get("link").orElseThrow()).isInstanceOfSatisfying(Node.Scalar.class, scalar -> {
            assertThat(scalar.value()).isEqualTo("/legal/terms/{number}");
            assertThat(scalar.at()).asString().isEqualTo("content/test/lists/a.yml:1:7");
        });
        assertThat(document("lists/a.yml").fields().toString()).contains("value=/]", "see [terms](/legal/terms)", "marker: terms");
    }

    @Test
    void aPageMovesAndWhatLeadsToItFollows() {
        store.put("content/test/snippets/a.md", "[a](marker:terms)").put("content/test/snippets/b.md", "[b](/terms)").put("content/test/snippets/c.md", "[c](marker:home)");
        var before = site();
        store.put("content/test/lists/other.yml", "list: other");
        for (var same : List.of("snippets/a.md", "snippets/b.md", "legal/terms.md")) assertThat(document(same)).as("what did not change is the same").isSameAs(of(before, same));
        assertThat(before.documents()).extracting(Document::body).as("as its author wrote it").contains("[a](marker:terms)");

        store.remove("content/test/pages/legal/terms.md");
        store.put("content/test/pages/terms.md", "---\nmarker: terms\n---\nTerms");

        assertThat(document("snippets/a.md").body()).isEqualTo("[a](/terms)");
        for (var same : List.of("snippets/b.md", "snippets/c.md")) {
            assertThat(document(same)).isSameAs(of(before, same));
        }
    }

    @Test
    void oneThatNoPageHasIsToldEachTimeUntilItIsMended() {
        store.put("content/test/snippets/a.md", "One\n[a](marker:term)").put("content/test/lists/a.yml", "link: marker:elsewhere");
        for (var time = 0; time < 2; time++) {
            assertThat(problems()).containsExactly("content/test/lists/a.yml:1:7 no page has the marker 'elsewhere' (add 'marker: elsewhere' to the page that is meant)",
                    "content/test/snippets/a.md:2:5 no page has the marker 'term' (did you mean 'terms'?)");
        }
        store.put("content/test/pages/term.md", "---\nmarker: [term, elsewhere]\n---\nTerm");
        assertThat(document("snippets/a.md").body()).contains("(/term)");
    }

    @Test
    void whatIsWrongWithAPageThatLostItsNameIsToldBeforeWhoLeadsThere() {
        store.put("content/test/lists/a.yml", "link: marker:terms").put("content/test/pages/legal/terms.md", "---\ntitle: Terms\nmaker: terms\n---\nTerms");
        var attempt = maker.make(store.files(), List.of(new FolderCompiler("pages")), Map.of());
        assertThat(attempt.site()).isEmpty();
        assertThat(attempt.problems()).extracting(problem -> problem.at().toString()).containsSubsequence("content/test/pages/legal/terms.md:3:8", "content/test/lists/a.yml:1:7");
    }

    @Test
    void aMarkerIsOfOnePageThatHasAnAddress() {
        store.put("content/test/pages/other.md", "---\nmarker: terms\n---\nOther").put("content/test/pages/special/denied.md", "---\nmarker: no\n---\nNo").put("content/test/pages/orders/[number].md", "---\nmarker: order\n---\nOne")
                .put("content/test/pages/bad.md", "---\nmarker: ['Big Name', {a: b}]\n---\nBad").put("content/test/pages/other.nb.md", "---\nmarker: nb\n---\nAnnet");
        assertThat(problems()).containsExactlyInAnyOrder("content/test/pages/bad.md:2:10 'Big Name' is no name of a marker (write it with lower-case letters, digits and '-')",
                "content/test/pages/other.md:2:9 'terms' is the marker of '/legal/terms' already (give one of the two another name)",
                "content/test/pages/orders/[number].md:2:9 nothing can lead to this page by a name, because it has no address of its own (mark another page)",
                "content/test/pages/special/denied.md:2:9 nothing can lead to this page by a name, because it has no address of its own (mark another page)");
    }

    @Test
    void aProposalChangesNothingOfWhatIsRemembered() {
        store.put("content/test/snippets/a.md", "[a](marker:terms)");
        var before = document("snippets/a.md");
        var moved = new TreeMap<>(store.files());
        moved.put("content/test/pages/t.md", new ContentFile("content/test/pages/t.md", "proposed", "---\nmarker: terms\n---\nT".getBytes(StandardCharsets.UTF_8)));
        moved.remove("content/test/pages/legal/terms.md");
        var proposed = maker.propose(moved, Set.of(), List.of(READER), Map.of(), Optional.empty()).site().orElseThrow();
        assertThat(of(proposed, "snippets/a.md").body()).isEqualTo("[a](/t)");
        assertThat(document("snippets/a.md")).isEqualTo(before);
    }
}
