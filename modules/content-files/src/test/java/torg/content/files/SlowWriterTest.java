package torg.content.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A document that is written bit by bit is seen as a whole: half of it may allow more, or less, than its author wrote. */
class SlowWriterTest {
    private static final String RULES = "content/site/permissions/orders.yml";
    private static final String LINE = "- a rule of this document\n";
    /** The writer is still for longer than the first quiet and for much less than the second, also where the machine pauses: that is what tells slow from done. */
    private static final Pace PACE = new Pace(Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofMillis(100), Duration.ofSeconds(3), Duration.ofMinutes(1));
    private static final long STILL = 20;

    @TempDir
    Path folder;

    private Path rules;
    private FolderStore store;
    /** What the document was each time something was reported. */
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws IOException {
        rules = folder.resolve(RULES);
        Files.createDirectories(rules.getParent());
        Files.writeString(rules, LINE.repeat(20));
        store = new FolderStore(folder.resolve("content"), folder.resolve("themes"), PACE, Optional.empty(), Optional.empty());
        store.watch(_ -> seen.add(text()));
    }

    @AfterEach
    void stop() {
        store.stop();
    }

    @Test
    void whoWritesAFileAnewInChunks() throws Exception {
        Files.writeString(rules, "");
        for (var i = 0; i < 20; i++) append("# another comment\n" + LINE);

        awaitWhole(20);
        assertThat(seen).containsExactly(text());
    }

    @Test
    void whoTakesTheFileAwayFirst() throws Exception {
        Files.delete(rules);
        Thread.sleep(STILL);
        for (var i = 0; i < 10; i++) append(LINE);

        awaitWhole(10);
        assertThat(seen).containsExactly(text());
    }

    @Test
    void whoAppendsIsWaitedForOnceHeIsSeenToGoOn() throws Exception {
        for (var i = 0; i < 10; i++) append(LINE);

        awaitWhole(30);
        assertThat(seen).as("the first piece, and the whole").hasSizeLessThanOrEqualTo(2);
    }

    private void append(String text) throws Exception {
        Files.writeString(rules, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        Thread.sleep(STILL);
    }

    private void awaitWhole(int lines) throws InterruptedException {
        for (var i = 0; i < 6_000; i++) {
            if (!seen.isEmpty() && seen.getLast().split(LINE, -1).length == lines + 1) return;
            Thread.sleep(10);
        }
        throw new AssertionError("not reported as a whole within a minute: " + seen);
    }

    private String text() {
        return store.read(Set.of(RULES)).stream().map(file -> new String(file.bytes(), StandardCharsets.UTF_8)).findFirst().orElse("gone");
    }
}
