package torg.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import torg.api.site.ContentFile;
import torg.api.site.Document;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.SiteProblem;

class DocumentReaderTest {
    private final Problems problems = new Problems();

    @Test
    void theBodyIsReadOutOfTheFileToTheByte() {
        for (var start : List.of("", "\uFEFF", "---\ntitle: \u00c5pent \uD83D\uDE00\n---\n", "\uFEFF---\r\ntitle: \u00e5\r\n---\r\n")) {
            for (var body : List.of("\u00e5 \u20ac \uD83D\uDE00 *a*\n", "a", "")) {
                var document = read("pages/a.md", start + body).orElseThrow();

                assertThat(document.body()).isEqualTo(body);
                var written = new Document(document.path(), "pages", "a", "", "md", document.fields(), body, document.bodyLine());
                assertThat(document).isEqualTo(written).hasSameHashCodeAs(written);
                assertThat(document).isNotEqualTo(new Document(document.path(), "pages", "a", "", "md", document.fields(), body + "b", document.bodyLine()));
            }
        }
    }

    @Test
    void markdownHasFrontMatterAndABody() {
        var document = read("pages/orders/new.nb.md", "---\ntitle: Ny ordre\n---\n\nTekst\n").orElseThrow();

        assertThat(document.folder()).isEqualTo("pages");
        assertThat(document.name()).isEqualTo("orders/new");
        assertThat(document.language()).isEqualTo("nb");
        assertThat(document.type()).isEqualTo("md");
        assertThat(document.fields().get("title").orElseThrow().at()).isEqualTo(new Position("pages/orders/new.nb.md", 2, 8));
        assertThat(document.body()).isEqualTo("\nTekst\n");
        assertThat(document.bodyLine()).isEqualTo(4);
    }

    @Test
    void windowsLineEndsAndAByteOrderMarkDoNoHarm() {
        var document = read("pages/a.md", "\uFEFF---\r\ntitle: A\r\n---\r\nText\r\n").orElseThrow();

        assertThat(document.fields().entries()).containsOnlyKeys("title");
        assertThat(document.body()).isEqualTo("Text\r\n");
    }

    @Test
    void withoutFrontMatterAllIsBody() {
        var document = read("snippets/a.html", "<p>---</p>").orElseThrow();

        assertThat(document.fields().entries()).isEmpty();
        assertThat(document.body()).isEqualTo("<p>---</p>");
        assertThat(document.bodyLine()).isEqualTo(1);
    }

    @Test
    void emptyFrontMatterIsFine() {
        assertThat(read("a.md", "---\n---\nText").orElseThrow().body()).isEqualTo("Text");
    }

    @Test
    void frontMatterHasToEnd() {
        assertThat(read("a.md", "---\ntitle: A\n")).isEmpty();
        assertThat(problems.found()).extracting(SiteProblem::code).containsExactly("site.open-front-matter");
    }

    @Test
    void aFileInTheRootHasNoFolder() {
        var document = read("messages.nb.yml", "a: b").orElseThrow();

        assertThat(document.folder()).isEmpty();
        assertThat(document.name()).isEqualTo("messages");
    }

    @Test
    void otherEncodingsAndLargeDocumentsAreRefused() {
        var name = DocumentName.of("a.yml", Set.of()).orElseThrow();
        DocumentReader.read(new ContentFile("a.yml", "1", "a: \u00e5".getBytes(StandardCharsets.ISO_8859_1)), name, problems);
        DocumentReader.read(new ContentFile("a.yml", "1", new byte[DocumentReader.MAX_BYTES + 1]), name, problems);

        assertThat(problems.found()).extracting(SiteProblem::code).containsExactly("site.no-utf8", "site.too-large");
    }

    private Optional<Document> read(String path, String text) {
        var name = DocumentName.of(path, Set.of("en", "nb")).orElseThrow();
        return DocumentReader.read(new ContentFile(path, "1", text.getBytes(StandardCharsets.UTF_8)), name, problems);
    }
}
