package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.launcher.Command;

/** A site goes from folders into a repository and back by the packed script. */
class ContentHouseTest {
    private static final Path HOME = Path.of("target/torg").toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void whatShipsGoesIntoARepositoryAndComesOutTheSame() throws Exception {
        var repository = Files.createDirectories(folder.resolve("site.git"));
        assertThat(content("import", HOME.toString(), "--content-git", repository.toString(), "--author", "Nancy")).startsWith("0 torg: ").contains(" files written").endsWith(", 0 deleted");
        assertThat(content("diff", HOME.toString(), "--content-git", repository.toString())).isEqualTo("0 torg: 0 files differ");
        assertThat(content("export", folder.resolve("out").toString(), "--content-git", repository.toString())).startsWith("0 torg: ");
        assertThat(Files.readString(folder.resolve("out/content/customer-portal/site.yml"))).isEqualTo(Files.readString(HOME.resolve("content/customer-portal/site.yml")));
        assertThat(content("undo")).startsWith("2 torg: what is to be done?");
    }

    @Test
    void checkIsLint() throws Exception {
        assertThat(content("check", "--list")).startsWith("0 ").isEqualTo(Command.torg("", List.of("lint", "--list")));
    }

    @Test
    void whoeverNeedsMoreMemoryCanSaySo() throws Exception {
        for (var words : List.of(List.of("content", "diff"), List.of("new", "site"))) {
            assertThat(Command.torg("", words, Map.of("TORG_JAVA_OPTIONS", "--version"))).as("Java instead of %s", words).startsWith("0 ").contains("Runtime Environment");
        }
    }

    private static String content(String... words) throws IOException, InterruptedException {
        return Command.torg("", Stream.concat(Stream.of("content"), Stream.of(words)).toList());
    }
}
