package torg.content.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.site.ContentFile;
import torg.api.site.Revision;

/** What files were is there after every end of the portal, and does not grow without bound. */
class HistoryTest {
    private static final String A = "content/site/a.md";
    private static final String B = "content/site/b.md";

    @TempDir
    Path folder;

    private Optional<History> history = Optional.empty();

    @AfterEach
    void stop() {
        history.ifPresent(History::close);
    }

    @Test
    void whatAnEndAtAnyByteLeftIsTheStatesBeforeIt() throws IOException {
        var history = open(1_000_000);
        saw(history, A, "one");
        saw(history, A, "two\nlines");
        var whole = Files.readAllBytes(file());
        saw(history, A, "three");
        var longer = Files.readAllBytes(file());
        for (var length = whole.length; length < longer.length; length++) {
            stop();
            Files.write(file(), Arrays.copyOf(longer, length));
            var after = open(1_000_000);

            assertThat(texts(after, A)).as("cut at %d", length).containsExactly("two\nlines", "one");
            saw(after, A, "four");
            stop();
            assertThat(texts(open(1_000_000), A)).as("cut at %d, and gone on", length).containsExactly("four", "two\nlines", "one");
        }
    }

    @Test
    void theSameStateSeenAgainIsNoRevision() {
        var history = open(1_000_000);
        saw(history, A, "one");
        saw(history, A, "one");
        stop();
        saw(open(1_000_000), A, "one");

        assertThat(texts(this.history.orElseThrow(), A)).containsExactly("one");
    }

    @Test
    void whatWasTakenAwayWhileThePortalWasDownIsNoticed() {
        var history = open(1_000_000);
        saw(history, A, "one");
        saw(history, B, "one");
        stop();
        open(1_000_000).sawAll(List.of(of(B, "one")));

        assertThat(this.history.orElseThrow().of(A, 10)).extracting(Revision::gone).containsExactly(true, false);
        assertThat(this.history.orElseThrow().of(B, 10)).hasSize(1);
    }

    @Test
    void theNewestHundredOfAFileAreKept() {
        var history = open(1_000_000);
        for (var i = 0; i < 150; i++) saw(history, A, "state " + i);

        assertThat(texts(history, A)).hasSize(History.NEWEST).startsWith("state 149").endsWith("state 50");
        stop();
        assertThat(texts(open(1_000_000), A)).hasSize(History.NEWEST).endsWith("state 50");
    }

    @Test
    void whenItIsFullTheOldestStatesGoAndEveryFileKeepsItsNewest() throws IOException {
        var history = open(100_000);
        saw(history, B, "never changed");
        for (var i = 0; i < 90; i++) saw(history, A, i + "x".repeat(5_000));

        assertThat(Files.size(file())).isLessThanOrEqualTo(100_000);
        assertThat(texts(history, B)).containsExactly("never changed");
        assertThat(texts(history, A).getFirst()).startsWith("89x");
        assertThat(texts(history, A)).hasSizeBetween(5, 20).doesNotContain("gone");
        var before = texts(history, A);
        stop();
        assertThat(texts(open(100_000), A)).isEqualTo(before);
    }

    @Test
    void aSecondOneInTheSameFolderWritesNothing() {
        var first = open(1_000_000);
        saw(first, A, "one");
        try (var second = new History(folder, Clock.systemUTC(), 1_000_000)) {
            saw(second, A, "two");
            assertThat(second.failure()).hasValueSatisfying(said -> assertThat(said).contains("another store writes there"));
        }
        assertThat(texts(first, A)).containsExactly("one");
    }

    private History open(long most) {
        history = Optional.of(new History(folder, Clock.systemUTC(), most));
        return history.get();
    }

    private Path file() {
        return folder.resolve("history");
    }

    private static void saw(History history, String path, String text) {
        history.saw(List.of(of(path, text)));
    }

    private static ContentFile of(String path, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return new ContentFile(path, Tree.version(bytes), bytes);
    }

    private static List<String> texts(History history, String path) {
        return history.of(path, 1_000).stream().map(revision -> history.at(path, revision.id()).map(file -> new String(file.bytes(), StandardCharsets.UTF_8)).orElse("gone")).toList();
    }
}
