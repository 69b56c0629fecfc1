package torg.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarFilesTest {
    @TempDir
    Path temp;

    private Instant now = Instant.EPOCH;
    private Path jar;
    private JarFiles files;

    @BeforeEach
    void start() throws IOException {
        jar = TestJar.bundle("a").to(temp.resolve("modules/a.jar"));
        files = new JarFiles(List.of(temp.resolve("modules"), temp.resolve("missing")), () -> now, _ -> Optional.empty());
    }

    @Test
    void whatLiesThereAtTheStartCountsAtOnce() {
        assertThat(look()).containsExactly("a");
    }

    @Test
    void aNewFileCountsWhenTwoLooksAgree() throws IOException {
        look();
        TestJar.bundle("b").to(temp.resolve("modules/b.jar"));

        assertThat(look()).containsExactly("a");
        assertThat(look()).containsExactly("a", "b");
    }

    @Test
    void aFileThatIsAwayForAMomentIsNotRemoved() throws IOException {
        look();
        var bytes = Files.readAllBytes(jar);
        Files.delete(jar);
        pass(100);
        assertThat(look()).containsExactly("a");
        Files.write(jar, bytes);
        pass(1000);
        assertThat(look()).containsExactly("a");

        Files.delete(jar);
        pass(1000);
        assertThat(look()).isEmpty();
    }

    @Test
    void aFolderThatIsGoneAsAWholeRemovesNothing() throws IOException {
        look();
        Files.move(temp.resolve("modules"), temp.resolve("elsewhere"));
        pass(60_000);

        assertThat(look()).containsExactly("a");
    }

    @Test
    void aBrokenCopyOfWhatIsKnownCountsOnlyWhenItStaysBroken() throws IOException {
        look();
        Files.writeString(jar, "half");
        look();
        pass(1000);
        assertThat(look()).containsExactly("a");

        pass(1500);
        assertThat(look()).containsExactly("a.jar");
    }

    private List<String> look() {
        return files.look().stream().map(ModuleJar::name).toList();
    }

    private void pass(int millis) {
        now = now.plus(Duration.ofMillis(millis));
    }
}
