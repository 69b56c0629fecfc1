package torg.content.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.health.Status;
import torg.api.problem.TorgException;
import torg.api.site.ContentFile;

class FolderStoreTest {
    private static final String A = "content/site/pages/a.md";
    /** For what is one change although it takes several steps: a busy machine may pause between them. */
    private static final Pace PATIENT = new Pace(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofSeconds(2), Duration.ofMinutes(1));

    @TempDir
    Path folder;

    private Path content;
    private Path a;
    private FolderStore store;
    private final BlockingQueue<Set<String>> reports = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() throws IOException {
        content = folder.resolve("content");
        a = content.resolve("site/pages/a.md");
        write(a, "one");
        write(folder.resolve("themes/plain/theme.yml"), "name: Plain");
        start(Pace.USUAL);
    }

    private void start(Pace pace) throws IOException {
        store = new FolderStore(content, folder.resolve("themes"), pace, Optional.empty(), Optional.empty());
        store.watch(reports::add);
    }

    @AfterEach
    void stop() {
        store.stop();
    }

    @Test
    void readsBothFoldersSortedByPath() {
        assertThat(paths()).containsExactly(A, "themes/plain/theme.yml");
        assertThat(store.read(Set.of(A, "content/nothing.md"))).extracting(ContentFile::path).containsExactly(A);
        assertThat(text(A)).isEqualTo("one");
    }

    @Test
    void theVersionFollowsTheBytes() throws IOException {
        var before = store.read(Set.of(A)).getFirst().version();
        write(a, "two");
        var other = store.read(Set.of(A)).getFirst().version();
        write(a, "one");

        assertThat(other).isNotEqualTo(before);
        assertThat(store.read(Set.of(A)).getFirst().version()).isEqualTo(before);
    }

    @Test
    void aWriteInPlaceIsReported() throws Exception {
        var start = System.nanoTime();
        write(a, "two");

        assertThat(nextReport()).containsExactly(A);
        System.out.println("a write was reported after " + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
        assertThat(text(A)).isEqualTo("two");
    }

    @Test
    void aRenameOntoTheFileIsReportedAndNothingElse() throws Exception {
        var next = a.resolveSibling(".a.md.tmp");
        write(next, "two");
        Files.move(next, a, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        assertThat(nextReport()).containsExactly(A);
        assertThat(text(A)).isEqualTo("two");
    }

    @Test
    void whatIsRenamedOntoTheFileIsWholeAndNobodyWaitsForMore() throws Exception {
        store.stop();
        start(new Pace(Duration.ofMillis(10), Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(5)));
        for (var text : List.of("two", "three", "")) {
            var next = a.resolveSibling(".a.md.tmp");
            write(next, text);
            Files.move(next, a, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

            assertThat(nextReport()).containsExactly(A);
            assertThat(text(A)).isEqualTo(text);
        }
    }

    @Test
    void whatIsWrittenInPlaceAtOneStrokeWaitsForNoMoreUnlessItIsLarge() throws Exception {
        var pace = new Pace(Duration.ofMillis(10), Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(5));
        store.stop();
        start(pace);
        write(a, "another text");
        assertThat(nextReport()).containsExactly(A);

        store.stop();
        start(pace);
        write(a, "x".repeat(5_000));
        assertThat(reports.poll(500, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void whatTheFileSystemDoesNotTellIsFoundAndReportedOnce() throws Exception {
        var elsewhere = folder.resolve("elsewhere");
        write(content.resolve("site/pages/b.md"), "b");
        assertThat(nextReport()).containsExactly("content/site/pages/b.md");
        Files.createLink(elsewhere, a); // what is written there is heard of in its folder alone
        write(elsewhere, "two");

        assertThat(nextReport()).containsExactly(A);
        assertThat(text(A)).isEqualTo("two");
        assertThat(reports.poll(3, TimeUnit.SECONDS)).isNull();
    }

    @Test
    void filesOfAFolderThatWasMovedAreStillHeardOf() throws Exception {
        Files.move(a.getParent(), content.resolve("site/moved"));
        assertThat(nextReport()).containsExactlyInAnyOrder(A, "content/site/moved/a.md");

        write(content.resolve("site/moved/a.md"), "two");
        assertThat(nextReport()).containsExactly("content/site/moved/a.md");

        write(content.resolve("site/moved/further/b.md"), "b");
        assertThat(nextReport()).containsExactly("content/site/moved/further/b.md");
    }

    @Test
    void anEditorThatMovesTheOldFileAwayIsOneChange() throws Exception {
        store.stop();
        start(PATIENT);
        Files.writeString(a.resolveSibling("4913"), "");
        Files.delete(a.resolveSibling("4913"));
        Files.move(a, a.resolveSibling("a.md~"));
        write(a, "two");
        Files.delete(a.resolveSibling("a.md~"));

        assertThat(nextReport()).containsExactly(A);
        assertThat(text(A)).isEqualTo("two");
    }

    @Test
    void aFileThatGoesIsReported() throws Exception {
        Files.delete(a);

        assertThat(nextReport()).containsExactly(A);
        assertThat(store.read(Set.of(A))).isEmpty();
    }

    @Test
    void aNewFolderIsReportedAndWatched() throws Exception {
        write(content.resolve("site/lists/deep/b.yml"), "one");
        assertThat(nextReport()).containsExactly("content/site/lists/deep/b.yml");

        write(content.resolve("site/lists/deep/b.yml"), "two");
        assertThat(nextReport()).containsExactly("content/site/lists/deep/b.yml");
    }

    @Test
    void aFolderThatIsSwappedForAnotherIsWatched() throws Exception {
        write(folder.resolve("other/a.md"), "two");
        Files.move(content.resolve("site/pages"), folder.resolve("old"));
        Files.move(folder.resolve("other"), content.resolve("site/pages"));
        assertThat(nextReport()).containsExactly(A);

        write(a, "three");
        assertThat(nextReport()).containsExactly(A);
        assertThat(text(A)).isEqualTo("three");
    }

    @Test
    void aSlowWriteIsReportedWhenItIsComplete() throws Exception {
        store.stop();
        start(PATIENT);
        for (var i = 0; i < 10; i++) {
            Files.writeString(a, " and on", StandardOpenOption.APPEND);
            Thread.sleep(20);
        }

        assertThat(nextReport()).containsExactly(A);
        assertThat(text(A)).isEqualTo("one" + " and on".repeat(10));
        assertThat(reports).isEmpty();
    }

    @Test
    void manyFilesAtOnceAreAllReported() throws Exception {
        var expected = new HashSet<String>();
        for (var i = 0; i < 200; i++) {
            write(content.resolve("site/pages/n" + i + "/p.md"), "one");
            expected.add("content/site/pages/n" + i + "/p.md");
        }
        var reported = new HashSet<String>();
        while (!reported.containsAll(expected)) reported.addAll(nextReport());

        assertThat(reported).isEqualTo(expected);
    }

    @Test
    void whatEditorsLeaveBehindIsNoContent() throws Exception {
        for (var name : List.of(".a.md.swp", "a.md~", "#a.md#", ".hidden", "a.md.tmp", "a.md___jb_old___")) write(a.resolveSibling(name), "x");
        write(content.resolve(".git/config"), "x");

        assertThat(paths()).containsExactly(A, "themes/plain/theme.yml");
        assertThat(store.read(Set.of("content/.git/config", "content/site/pages/a.md~"))).isEmpty();
    }

    @Test
    void linksLeadNowhereOutsideTheFolder() throws Exception {
        Files.createSymbolicLink(content.resolve("site/circle"), content.resolve("site"));
        Files.createSymbolicLink(content.resolve("site/same.md"), a);

        assertThat(paths()).containsExactly(A, "content/site/same.md", "themes/plain/theme.yml");
        assertThat(store.read(Set.of("content/../secret/key.yml", "/etc/hosts", "content//etc/hosts"))).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadFailsTheReadingRatherThanGoMissing() throws Exception {
        Files.setPosixFilePermissions(a, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(a), "root reads everything");

        assertThatThrownBy(store::readAll).isInstanceOf(TorgException.class).hasMessageContaining("a.md' cannot be read");
    }

    @Test
    void aFolderThatAppearsLaterIsNoticed() throws Exception {
        try (var late = new Late(folder.resolve("late"))) {
            write(folder.resolve("late/site/a.md"), "one");

            assertThat(late.reports.poll(1, TimeUnit.MINUTES)).containsExactly("content/site/a.md");
        }
    }

    @Test
    void whoFailsWhenToldIsToldAgainAndEndsNothing() throws Exception {
        var failures = new AtomicInteger();
        store.watch(_ -> {
            switch (failures.getAndIncrement()) {
                case 0 -> throw new NoClassDefFoundError("its module went");
                case 1 -> throw new OutOfMemoryError("for a moment");
                default -> {}
            }
        });
        write(a, "two");
        for (var told = 0; told < 3; told++) assertThat(nextReport()).containsExactly(A);

        write(a, "three");
        assertThat(nextReport()).containsExactly(A);
        assertThat(store.check().level()).isEqualTo(Status.Level.OK);
    }

    @Test
    void thatNobodyLooksAnyMoreIsTold() {
        store.stop();

        assertThat(store.check().message()).isEqualTo("edits in the content and theme folders are no longer noticed");
    }

    @Test
    void afterAWatchIsClosedNothingIsReported() throws Exception {
        var mine = new LinkedBlockingQueue<Set<String>>();
        store.watch(mine::add).close();
        write(a, "two");
        nextReport();

        assertThat(mine).isEmpty();
    }

    /** A store whose content folder is not there yet. */
    private static final class Late implements AutoCloseable {
        private final FolderStore store;
        private final BlockingQueue<Set<String>> reports = new LinkedBlockingQueue<>();

        Late(Path content) throws IOException {
            store = new FolderStore(content, content.resolveSibling("no-themes"), Pace.USUAL, Optional.empty(), Optional.empty());
            store.watch(reports::add);
        }

        @Override
        public void close() {
            store.stop();
        }
    }

    private Set<String> nextReport() throws InterruptedException {
        var report = reports.poll(1, TimeUnit.MINUTES);
        assertThat(report).as("a report within a minute").isNotNull();
        return report;
    }

    private List<String> paths() {
        return store.readAll().stream().map(ContentFile::path).toList();
    }

    private String text(String path) {
        return new String(store.read(Set.of(path)).getFirst().bytes(), StandardCharsets.UTF_8);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
