package torg.content.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.ContentFile;

/** A document with a rule that denies goes only when its author takes it away; whatever else comes in its place fails the reading, by its name. */
class FailsClosedTest {
    private static final String RULE = "content/site/permissions/zdeny.yml";

    @TempDir
    Path folder;

    private Path rule;
    private FolderStore store;
    private final BlockingQueue<Set<String>> reports = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() throws IOException {
        rule = folder.resolve(RULE);
        Files.createDirectories(rule.getParent());
        Files.writeString(rule, "deny: true");
        store = new FolderStore(folder.resolve("content"), folder.resolve("themes"), Pace.USUAL, Optional.empty(), Optional.empty());
        store.watch(reports::add);
    }

    @AfterEach
    void stop() {
        store.stop();
    }

    @Test
    void aLinkThatLeadsOutOfTheFolder() throws IOException {
        var elsewhere = Files.writeString(folder.resolve("elsewhere.yml"), "deny: false");
        Files.delete(rule);
        Files.createSymbolicLink(rule, elsewhere);

        assertFails("'" + RULE + "' is a link that leads out of the folder, or to nothing");
    }

    @Test
    void aLinkToNothing() throws IOException {
        Files.delete(rule);
        Files.createSymbolicLink(rule, folder.resolve("nothing"));

        assertFails("'" + RULE + "' is a link that leads out of the folder, or to nothing");
    }

    @Test
    void aLinkInPlaceOfTheFolderAroundIt() throws IOException {
        Files.move(rule.getParent(), folder.resolve("elsewhere"));
        Files.createSymbolicLink(rule.getParent(), folder.resolve("elsewhere"));

        assertThatThrownBy(store::readAll).hasMessageContaining("'content/site/permissions' is a link that leads out");
        assertThatThrownBy(() -> store.read(Set.of(RULE))).hasMessageContaining("'" + RULE + "' is a link that leads out");
    }

    @Test
    void aFolderOfItsName() throws IOException {
        Files.delete(rule);
        Files.createDirectory(rule);

        assertFails("'" + RULE + "' is a folder, and by its name should be a document");
    }

    @Test
    void aLinkToTheFolderAbove() throws IOException {
        Files.delete(rule);
        Files.createSymbolicLink(rule, rule.getParent());

        assertFails("'" + RULE + "' is a folder, and by its name should be a document");
    }

    @Test
    void moreThanIsRead() throws IOException {
        Files.write(rule, new byte[Tree.MAX_BYTES + 1]);

        assertFails("'" + RULE + "' has more than 10 MB");
    }

    @Test
    void aFolderTooDeepToBeLookedAt() throws IOException {
        Files.createDirectories(rule.resolveSibling("a/".repeat(40)));

        assertThatThrownBy(store::readAll).isInstanceOf(TorgException.class).hasMessageContaining("lies deeper than 40 folders");
    }

    @Test
    void aFileThatIsTakenAwayIsAnEdit() throws Exception {
        Files.delete(rule);

        assertThat(store.readAll()).isEmpty();
        assertThat(store.read(Set.of(RULE))).isEmpty();
        assertThat(reports.poll(1, TimeUnit.MINUTES)).containsExactly(RULE);
    }

    @Test
    void aFileInPlaceOfItsFolderIsAnEditToo() throws IOException {
        Files.delete(rule);
        Files.delete(rule.getParent());
        Files.writeString(rule.getParent(), "no folder any more");

        assertThat(store.readAll()).extracting(ContentFile::path).containsExactly("content/site/permissions");
        assertThat(store.read(Set.of(RULE))).isEmpty();
    }

    @Test
    void whatIsMendedIsReportedEvenIfItIsAsItWas() throws Exception {
        var mended = new LinkedBlockingQueue<Set<String>>();
        var aside = Files.move(rule, folder.resolve("aside.yml"));
        Files.createDirectory(rule);
        while (!reports.poll(1, TimeUnit.MINUTES).isEmpty()); // it may be seen to be gone before it is seen to be a folder
        store.watch(changed -> {
            if (isReadable()) mended.add(changed);
        });
        Files.delete(rule);
        Files.move(aside, rule);

        assertThat(mended.poll(1, TimeUnit.MINUTES)).as("anything may have changed").isEmpty();
        assertThat(store.readAll()).extracting(ContentFile::path).containsExactly(RULE);
    }

    private boolean isReadable() {
        try {
            return !store.readAll().isEmpty();
        } catch (TorgException _) {
            return false;
        }
    }

    private void assertFails(String message) {
        assertThatThrownBy(store::readAll).isInstanceOfSatisfying(TorgException.class, problem -> {
            assertThat(problem.kind()).isEqualTo(ProblemKind.CONFIG);
            assertThat(problem.getMessage()).isEqualTo(message);
            assertThat(problem.help()).isNotEmpty();
        });
        assertThatThrownBy(() -> store.read(Set.of(RULE))).isInstanceOf(TorgException.class).hasMessage(message);
    }
}
