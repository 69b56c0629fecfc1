package torg.content.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.health.Status;
import torg.api.site.Conflict;
import torg.api.site.ContentFile;
import torg.api.site.Edit;

/** What ships is brought into the folders of an installation together with what was changed there, without Git. */
class UpgradeTest {
    private static final String A = "content/site/pages/a.md";
    private static final String B = "content/site/pages/b.md";
    private static final String C = "content/site/pages/c.md";
    private static final Edit.Author NANCY = new Edit.Author("nancy", "Nancy");

    @TempDir
    Path folder;

    private Optional<FolderStore> running = Optional.empty();

    @BeforeEach
    void installed() throws Exception {
        for (var path : List.of(A, B, C)) {
            ships(path, "one\ntwo\nthree\nfour\n");
            here(path, "one\ntwo\nthree\nfour\n");
        }
        here("themes/plain/page.css", "here");
        start();
    }

    @AfterEach
    void stop() {
        running.ifPresent(FolderStore::stop);
    }

    @Test
    void aChangeOfWhatShipsAndOneMadeHereAreBothKept() throws Exception {
        here(A, "ONE\ntwo\nthree\nfour\n");
        Files.delete(folder.resolve(B));
        here("content/own/site.yml", "own");
        ships(A, "one\ntwo\nthree\nFOUR\n");
        ships(C, "c of the upgrade\n");
        ships("content/site/pages/new.md", "new\n");
        ships("content/demo/site.yml", "a site that is not here");

        var store = start();

        assertThat(said(A)).isEqualTo("ONE\ntwo\nthree\nFOUR\n");
        assertThat(said(B)).as("what was taken away here").isEqualTo("gone");
        assertThat(said(C)).isEqualTo("c of the upgrade\n");
        assertThat(said("content/site/pages/new.md")).isEqualTo("new\n");
        assertThat(List.of(said("content/own/site.yml"), said("content/demo/site.yml"))).containsExactly("own", "gone");
        assertThat(store.check().level()).isEqualTo(Status.Level.OK);
        assertThat(store.history(A, 1).getFirst().author()).isEqualTo("Torg");
        Files.delete(folder.resolve("home").resolve(C));
        start();
        assertThat(said(C)).as("what ships no more").isEqualTo("gone");
    }

    @Test
    void whatWasHereAtTheFirstTimeStaysAsItIs() throws Exception {
        ships("themes/plain/page.css", "ships");
        start();
        assertThat(said("themes/plain/page.css")).isEqualTo("here");
        ships("themes/plain/page.css", "ships anew");
        assertThat(start().conflicts()).extracting(Conflict::path).containsExactly("themes/plain/page.css");
    }

    @Test
    void whatCannotBePutTogetherIsShownWithItsThreeTextsAndNothingComes() throws Exception {
        var store = contested();
        assertThat(List.of(said(A), said(C))).as("not half of the upgrade").containsExactly("mine\n", "one\ntwo\nthree\nfour\n");
        var conflict = store.conflicts().getFirst();
        assertThat(store.conflicts()).hasSize(1);
        assertThat(conflict.side()).isEqualTo(Conflict.Side.SHIPPED);
        assertThat(List.of(text(conflict.base()), text(conflict.ours()), text(conflict.theirs()))).containsExactly("one\ntwo\nthree\nfour\n", "mine\n", "upgrade\n");
        assertThat(store.check().message()).contains(A).doesNotContain(C);
        assertThat(start().conflicts()).as("at the next start too").hasSize(1);
    }

    @Test
    void theEditThatSettlesTheLastBringsTheRest() throws Exception {
        here(B, "my b\n");
        ships(B, "b of the upgrade\n");
        var store = contested();
        assertThat(store.conflicts()).extracting(Conflict::path).containsExactly(A, B);
        var first = settling(store, A, Optional.of("mine and upgrade\n"));
        assertThat(store.edits().orElseThrow().brings(first)).as("one is still in the way").isEmpty();
        store.write(first);
        assertThat(store.conflicts()).extracting(Conflict::path).containsExactly(B);

        var last = settling(store, B, Optional.empty());
        assertThat(store.edits().orElseThrow().brings(last)).containsOnlyKeys(C);
        assertThat(said(C)).as("nothing is done by asking").isEqualTo("one\ntwo\nthree\nfour\n");
        store.write(last);

        assertThat(List.of(said(A), said(B), said(C))).containsExactly("mine and upgrade\n", "gone", "c of the upgrade\n");
        assertThat(store.conflicts()).isEmpty();
        Eventually.holds(() -> store.check().level() == Status.Level.OK);
        assertThat(start().conflicts()).as("at the next start too").isEmpty();
        ships(A, "another upgrade\n");
        assertThat(text(start().conflicts().getFirst().base())).as("the next upgrade is compared with what was seen").isEqualTo("upgrade\n");
    }

    @Test
    void whatWasSettledAgainstAnotherTextIsAskedAgain() throws Exception {
        here(B, "my b\n");
        ships(B, "b of the upgrade\n");
        var store = contested();
        store.write(settling(store, A, Optional.of("settled\n")));
        store.write(Edit.of(NANCY, "", A, new Edit.Change(Optional.of(Tree.version("settled\n".getBytes(StandardCharsets.UTF_8))), Optional.of("changed again\n".getBytes(StandardCharsets.UTF_8)))));
        assertThat(store.conflicts()).as("here").extracting(Conflict::path).containsExactly(A, B);
        store.write(settling(store, A, Optional.of("settled\n")));
        ships(A, "a later upgrade\n");
        assertThat(start().conflicts()).as("there").extracting(Conflict::path).containsExactly(A, B);
        assertThat(said(C)).isEqualTo("one\ntwo\nthree\nfour\n");
    }

    @Test
    void whoeverWritesTheTextThatShipsWithAnEditorHasSettledIt() throws Exception {
        var store = contested();
        here(A, "upgrade\n");
        Eventually.holds(() -> said(C).equals("c of the upgrade\n"));
        Eventually.holds(() -> store.check().level() == Status.Level.OK);
    }

    @Test
    void anEditThatSettlesNothingBringsNothing() throws Exception {
        var store = contested();
        var now = store.conflicts().getFirst().ours().map(ContentFile::version);
        store.write(Edit.of(NANCY, "", A, new Edit.Change(now, Optional.of("other\n".getBytes(StandardCharsets.UTF_8)), Optional.of("another text"))));
        assertThat(store.conflicts()).extracting(Conflict::path).containsExactly(A);
        assertThat(said(C)).isEqualTo("one\ntwo\nthree\nfour\n");
    }

    @Test
    void foldersThatAreGoneOrTheSameDeleteNothing() throws Exception {
        Files.move(folder.resolve("home/content/site"), folder.resolve("away"));
        start();
        assertThat(said(A)).startsWith("one");
        Files.createDirectories(folder.resolve("home/content/site"));
        start();
        assertThat(said(A)).startsWith("one");
        Files.delete(folder.resolve("home/content/site"));
        Files.move(folder.resolve("away"), folder.resolve("home/content/site"));
        ships(A, "upgrade\n");
        start();
        assertThat(said(A)).as("what shipped before is still known").isEqualTo("upgrade\n");
    }

    @Test
    void whatAKillLeftBesideItsPlaceIsStillKnown() throws Exception {
        Files.move(folder.resolve("data/shipped"), folder.resolve("data/shipped.next"));
        Files.createDirectories(folder.resolve("data/shipped.last"));
        ships(A, "upgrade\n");
        start();
        assertThat(said(A)).isEqualTo("upgrade\n");
        assertThat(Files.exists(folder.resolve("data/shipped.last"))).isFalse();
    }

    /** A was changed on both sides, C in the upgrade alone. */
    private FolderStore contested() throws Exception {
        here(A, "mine\n");
        ships(A, "upgrade\n");
        ships(C, "c of the upgrade\n");
        return start();
    }

    private static Edit settling(FolderStore store, String path, Optional<String> text) {
        var conflict = store.conflicts().stream().filter(one -> one.path().equals(path)).findFirst().orElseThrow();
        return new Edit(NANCY, "settled", new TreeMap<>(Map.of(path, new Edit.Change(conflict.ours().map(ContentFile::version), text.map(one -> one.getBytes(StandardCharsets.UTF_8)), Optional.of(conflict.version())))));
    }

    private static String text(Optional<ContentFile> file) {
        return file.map(one -> new String(one.bytes(), StandardCharsets.UTF_8)).orElse("gone");
    }

    private String said(String path) throws IOException {
        return Files.exists(folder.resolve(path)) ? Files.readString(folder.resolve(path)) : "gone";
    }

    private void ships(String path, String text) throws IOException {
        here("home/" + path, text);
    }

    private void here(String path, String text) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Ends the one before, and waits until what ships was looked at. */
    private FolderStore start() throws Exception {
        stop();
        var ships = new Upgrade.Folders(folder.resolve("home/content"), folder.resolve("home/themes"), folder.resolve("data/shipped"));
        var store = new FolderStore(folder.resolve("content"), folder.resolve("themes"), Pace.USUAL, Optional.of(new History(folder.resolve("history"), Clock.systemUTC(), 1_000_000)), Optional.empty(), Optional.of(ships));
        running = Optional.of(store);
        store.readAll();
        store.awaitUpgrade();
        return store;
    }

    private static final class Eventually {
        static void holds(Callable<Boolean> condition) throws Exception {
            var end = System.nanoTime() + 20_000_000_000L;
            while (!condition.call()) {
                assertThat(System.nanoTime()).isLessThan(end);
                Thread.sleep(20);
            }
        }
    }
}
