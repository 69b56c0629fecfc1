package torg.content.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site is carried from a repository to folders and back, and the two are compared. */
class ContentCommandTest {
    private static final String A = "content/site/pages/a.md";

    @TempDir
    Path folder;

    @BeforeEach
    void repository() {
        Branch.open(folder.resolve("site.git"), "main").close();
        commit(Map.of(A, Optional.of("one\ntwo\n"), "content/site/pages/b.md", Optional.of("b\n"), "content/other/site.yml", Optional.of("name: Other\n"), "themes/plain/logo.png", Optional.of("\u0000\u0001")));
    }

    @Test
    void whatIsExportedIsTheSameAndComesBackAsOneCommit() throws IOException {
        assertThat(torg("export", "out")).startsWith("0 torg: 4 files written");
        assertThat(folder.resolve("out").resolve(A)).hasContent("one\ntwo\n");
        assertThat(torg("diff", "out")).isEqualTo("0 torg: 0 files differ\n");

        Files.writeString(folder.resolve("out").resolve(A), "one\n2 \u00e6\n");
        Files.delete(folder.resolve("out/content/site/pages/b.md"));
        Files.delete(folder.resolve("out/content/other/site.yml"));
        Files.delete(folder.resolve("out/content/other"));
        assertThat(torg("diff", "out")).startsWith("1 ").contains("--- /dev/null\n+++ b/content/site/pages/b.md\n", "-2 \u00e6\n+two\n").endsWith("torg: 3 files differ\n");

        assertThat(torg("import", "out", "--author", "Nancy", "--message", "a better page")).isEqualTo("0 torg: 1 file written to the repository, 1 deleted\n");
        assertThat(torg("diff", "out")).as("a site that the folder does not have stays").contains("content/other/site.yml").endsWith("torg: 1 file differs\n");
        try (var author = new Committer(folder.resolve("site.git"), "main")) {
            var commit = author.repository().parseCommit(author.head().orElseThrow());
            assertThat(commit.getAuthorIdent().getName() + ": " + commit.getShortMessage()).isEqualTo("Nancy: a better page");
        }
    }

    @Test
    void whatCannotBeDoneIsRefused() throws IOException {
        Files.createDirectories(folder.resolve("full/notes"));
        assertThat(torg("export", "full")).startsWith("2 torg: '" + folder.resolve("full") + "' is not empty");
        assertThat(torg("import", "full")).startsWith("2 torg: '" + folder.resolve("full") + "' has no file");
        assertThat(torg("export")).startsWith("2 torg: one folder is needed");
        assertThat(torg("undo", "full")).startsWith("2 torg: what is to be done?");
        assertThat(torg("export", "out", "--content-git", folder.resolve("none").toString())).startsWith("2 torg: there is no repository");
        assertThat(folder.resolve("none")).doesNotExist();
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aLinkIsRefusedAndNotTakenForAFileThatIsGone() throws IOException {
        torg("export", "out");
        Files.delete(folder.resolve("out").resolve(A));
        Files.createSymbolicLink(folder.resolve("out").resolve(A), folder.resolve("out/content/site/pages/b.md"));

        assertThat(torg("import", "out")).startsWith("2 torg: '" + folder.resolve("out").resolve(A) + "' is a symbolic link");
        assertThat(torg("diff", "out")).startsWith("2 torg: '");
    }

    private void commit(Map<String, Optional<String>> files) {
        try (var author = new Committer(folder.resolve("site.git"), "main")) {
            author.commit("the site", files);
        }
    }

    /** How it ended, and what it said. */
    private String torg(String act, String... words) {
        var all = Stream.concat(Stream.of(act, "--content-git", folder.resolve("site.git").toString()), Stream.of(words).map(word -> word.matches("out|full") ? folder.resolve(word).toString() : word)).toList();
        var said = new ByteArrayOutputStream();
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        var code = ContentCommand.run(all, out, out);
        return code + " " + said.toString(StandardCharsets.UTF_8);
    }
}
