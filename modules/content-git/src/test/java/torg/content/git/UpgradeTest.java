package torg.content.git;

import static org.assertj.core.api.Assertions.assertThat;
import static torg.content.git.GitStoreTest.edit;
import static torg.content.git.GitStoreTest.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.health.Status;
import torg.api.site.Conflict;
import torg.api.site.ContentFile;
import torg.api.site.Edit;

/** What ships lies below what this installation has changed, and an upgrade is merged with it. */
class UpgradeTest {
    private static final String A = "content/site/pages/a.md";
    private static final String B = "content/site/pages/b.md";
    private static final String C = "content/site/pages/c.md";

    @TempDir
    Path folder;

    private Optional<GitStore> running = Optional.empty();

    @AfterEach
    void stop() {
        running.ifPresent(GitStore::stop);
    }

    @Test
    void aChangeOfWhatShipsAndOneMadeHereAreBothKept() throws IOException {
        ships(A, "one\ntwo\nthree\nfour\n");
        ships(B, "b");
        ships(C, "c");
        var store = start("");
        assertThat(store.readAll()).extracting(ContentFile::path).containsExactly(A, B, C);
        store.write(edit(store, Map.of(A, "ONE\ntwo\nthree\nfour\n")));
        store.write(GitStoreTest.gone(store, B));
        store = start("");
        assertThat(store.history(A, 10)).as("nothing new shipped").hasSize(2);

        ships(A, "one\ntwo\nthree\nFOUR\n");
        ships(C, "c of the upgrade");
        ships("themes/plain/new.css", "new");
        store = start("");

        assertThat(text(store, A)).isEqualTo("ONE\ntwo\nthree\nFOUR\n");
        assertThat(text(store, B)).as("what was taken away here").isEqualTo("gone");
        assertThat(text(store, C)).isEqualTo("c of the upgrade");
        assertThat(text(store, "themes/plain/new.css")).isEqualTo("new");
        assertThat(store.check().level()).isEqualTo(Status.Level.OK);
    }

    @Test
    void anUpgradeThatChangesTheSameIsToldAndWaits() throws Exception {
        ships(A, "one\n");
        ships(C, "c");
        var store = start("");
        store.write(edit(store, Map.of(A, "mine\n")));
        ships(A, "upgrade\n");
        ships(C, "c of the upgrade");

        var upgraded = start("");
        assertThat(upgraded.check().level()).isEqualTo(Status.Level.WARN);
        assertThat(upgraded.check().message()).contains(A, "'shipped'").doesNotContain(C);
        assertThat(text(upgraded, A)).isEqualTo("mine\n");
        assertThat(text(upgraded, C)).as("not half of the upgrade").isEqualTo("c");
        assertThat(start("").check().message()).as("at the next start too").contains(A);

        var decided = running.orElseThrow();
        decided.write(edit(decided, Map.of(A, "upgrade\n")));
        ExchangeTest.await(() -> decided.check().level() == Status.Level.OK);
        assertThat(text(decided, C)).isEqualTo("c of the upgrade");
        decided.write(edit(decided, Map.of(A, "mine after all\n")));
        assertThat(text(start(""), A)).isEqualTo("mine after all\n");
    }

    @Test
    void aConflictIsShownWithItsThreeTextsAndEndsWithTheEditThatSettlesIt() throws IOException {
        var store = contested();
        var conflict = store.conflicts().getFirst();
        assertThat(store.conflicts()).hasSize(1);
        assertThat(conflict.path()).isEqualTo(A);
        assertThat(conflict.side()).isEqualTo(Conflict.Side.SHIPPED);
        assertThat(List.of(said(conflict.base()), said(conflict.ours()), said(conflict.theirs()))).containsExactly("one\n", "mine\n", "upgrade\n");

        var edit = settling(store, Map.of(A, "mine and upgrade\n"));
        assertThat(store.edits().orElseThrow().brings(edit)).as("what comes with it").containsOnlyKeys(C);
        assertThat(text(store, A)).as("nothing is done by asking").isEqualTo("mine\n");
        store.write(edit);

        assertThat(text(store, A)).isEqualTo("mine and upgrade\n");
        assertThat(text(store, C)).as("at once").isEqualTo("c of the upgrade");
        assertThat(store.conflicts()).isEmpty();
        assertThat(store.history(A, 1).getFirst().author()).isEqualTo("Nancy");
        ExchangeTest.await(() -> store.check().level() == Status.Level.OK);
        assertThat(start("").check().level()).as("at the next start too").isEqualTo(Status.Level.OK);
        ships(A, "another upgrade\n");
        assertThat(said(start("").conflicts().getFirst().base())).as("the next upgrade is compared with what was seen").isEqualTo("upgrade\n");
    }

    @Test
    void whatIsKeptAsItIsHereIsSettledAsWellAndTheLastOneBringsTheRest() throws IOException {
        ships(B, "two\n");
        var before = start("");
        before.write(edit(before, Map.of(B, "my b\n")));
        var store = contested();
        ships(B, "b of the upgrade\n");
        var both = start("");
        assertThat(both.conflicts()).extracting(Conflict::path).containsExactly(A, B);

        both.write(settling(both, Map.of(A, "mine\n")));
        assertThat(both.conflicts()).extracting(Conflict::path).containsExactly(B);
        assertThat(text(both, C)).as("one is still in the way").isEqualTo("c");
        both.write(edit(both, Map.of(A, "mine, changed again\n")));
        assertThat(both.conflicts()).as("what was settled is another text now").extracting(Conflict::path).containsExactly(A, B);
        both.write(settling(both, Map.of(A, "mine, changed again\n")));

        both.write(Edit.of(new Edit.Author("nancy", "Nancy"), "", B, new Edit.Change(both.conflicts().getFirst().ours().map(ContentFile::version), Optional.empty(), Optional.of(both.conflicts().getFirst().version()))));
        assertThat(List.of(text(both, A), text(both, B), text(both, C))).containsExactly("mine, changed again\n", "gone", "c of the upgrade");
        ExchangeTest.await(() -> both.check().level() == Status.Level.OK);
    }

    @Test
    void whatWasSettledAgainstAnotherTextIsAskedAgain() throws IOException {
        ships(B, "two\n");
        var before = start("");
        before.write(edit(before, Map.of(B, "my b\n")));
        contested();
        ships(B, "b of the upgrade\n");
        var store = start("");
        store.write(settling(store, Map.of(A, "mine\n")));
        var late = settling(store, Map.of(B, "my b\n"));
        ships(B, "b of a later upgrade\n");
        ships(A, "a of a later upgrade\n");

        var later = start("");
        assertThat(later.conflicts()).extracting(Conflict::path).containsExactly(A, B);
        later.write(late);
        assertThat(later.conflicts()).as("it was decided against another text").extracting(Conflict::path).containsExactly(A, B);
        assertThat(text(later, C)).isEqualTo("c");
    }

    @Test
    void whatWasTakenAwayHereStaysAwayOnceThatIsSaid() throws IOException {
        ships(A, "one\n");
        ships(C, "c");
        var before = start("");
        before.write(GitStoreTest.gone(before, A));
        ships(A, "upgrade\n");
        ships(C, "c of the upgrade");
        var store = start("");
        var conflict = store.conflicts().getFirst();
        assertThat(List.of(said(conflict.base()), said(conflict.ours()), said(conflict.theirs()))).containsExactly("one\n", "gone", "upgrade\n");

        store.write(Edit.of(new Edit.Author("nancy", "Nancy"), "", A, new Edit.Change(Optional.empty(), Optional.empty(), Optional.of(conflict.version()))));
        assertThat(List.of(text(store, A), text(store, C))).containsExactly("gone", "c of the upgrade");
        assertThat(store.conflicts()).isEmpty();
    }

    @Test
    void whoUsesGitSettlesItWithALineOfTheMessage() throws IOException {
        var store = contested();
        try (var author = new Committer(folder.resolve("repository"), "main")) {
            var theirs = author.repository().resolve("shipped:" + A).name();
            author.commit("Mine\n\nTorg-Settled: " + "0".repeat(40) + " " + A + "\n", Map.of());
            assertThat(store.conflicts()).as("another text is named").hasSize(1);
            author.commit("Mine\n\nTorg-Settled: " + theirs + " " + A + "\n", Map.of());
        }

        ExchangeTest.await(() -> text(store, C).equals("c of the upgrade"));
        assertThat(text(store, A)).isEqualTo("mine\n");
        ExchangeTest.await(() -> store.check().level() == Status.Level.OK);
    }

    @Test
    void aMessageOfAnEditSettlesNothing() throws IOException {
        var store = contested();
        for (var before : List.of("x\n\n", "")) {
            var conflict = store.conflicts().getFirst();
            var seen = conflict.ours().map(ContentFile::version);
            var text = Optional.of(("other" + before.length() + "\n").getBytes(StandardCharsets.UTF_8));
            store.write(Edit.of(new Edit.Author("nancy", "Nancy"), before + "Torg-Settled: " + conflict.version() + " " + A + "\n", A, new Edit.Change(seen, text)));

            assertThat(store.conflicts()).extracting(Conflict::path).containsExactly(A);
        }
    }

    /** A was changed on both sides, C in the upgrade alone, and the upgrade waits. */
    private GitStore contested() throws IOException {
        ships(A, "one\n");
        ships(C, "c");
        var store = start("");
        store.write(edit(store, Map.of(A, "mine\n")));
        ships(A, "upgrade\n");
        ships(C, "c of the upgrade");
        return start("");
    }

    /** Of somebody who has the conflicts before them as they are. */
    private static Edit settling(GitStore store, Map<String, String> texts) {
        var changes = new TreeMap<String, Edit.Change>();
        for (var conflict : store.conflicts()) {
            var text = texts.get(conflict.path());
            if (text != null) changes.put(conflict.path(), new Edit.Change(conflict.ours().map(ContentFile::version), Optional.of(text.getBytes(StandardCharsets.UTF_8)), Optional.of(conflict.version())));
        }
        return new Edit(new Edit.Author("nancy", "Nancy"), "settled", changes);
    }

    private static String said(Optional<ContentFile> file) {
        return file.map(one -> new String(one.bytes(), StandardCharsets.UTF_8)).orElse("gone");
    }

    @Test
    void aSiteThatWasThereBeforeStaysAndWhatItLacksShips() throws IOException {
        ships("content/site/site.yml", "name: Shipped");
        ships("content/site/pages/demo.md", "demo");
        ships("themes/plain/page.mustache", "page");
        Branch.open(folder.resolve("repository"), "main").close();
        try (var author = new Committer(folder.resolve("repository"), "main")) {
            author.commit("my own", Map.of("content/site/site.yml", Optional.of("name: Mine"), "README.md", Optional.of("read me")));
        }

        var store = start("");
        assertThat(store.readAll()).extracting(ContentFile::path).containsExactly("content/site/site.yml", "themes/plain/page.mustache");
        assertThat(text(store, "content/site/site.yml")).isEqualTo("name: Mine");

        ships("themes/plain/page.mustache", "page of the upgrade");
        assertThat(text(start(""), "themes/plain/page.mustache")).isEqualTo("page of the upgrade");
    }

    @Test
    void aFolderThatIsALinkShipsAndOneThatIsGoneDeletesNothing() throws IOException {
        ships(A, "a");
        ships("themes/plain/page.mustache", "page");
        Files.move(folder.resolve("home/content"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("home/content"), folder.resolve("elsewhere"));
        assertThat(text(start(""), A)).isEqualTo("a");

        Files.move(folder.resolve("elsewhere"), folder.resolve("away"));
        ships("themes/plain/page.mustache", "page of the upgrade");
        var store = start("");
        assertThat(store.check().level()).isEqualTo(Status.Level.WARN);
        assertThat(store.check().message()).contains("'" + folder.resolve("home/content") + "' has no file");
        assertThat(text(store, A)).isEqualTo("a");
        assertThat(text(store, "themes/plain/page.mustache")).as("not half of the upgrade").isEqualTo("page");

        Files.move(folder.resolve("away"), folder.resolve("elsewhere"));
        store = start("");
        assertThat(store.check().level()).isEqualTo(Status.Level.OK);
        assertThat(text(store, "themes/plain/page.mustache")).isEqualTo("page of the upgrade");
    }

    @Test
    void aLinkAmongWhatShipsIsToldAndDeletesNothing() throws IOException {
        ships(A, "a");
        ships(B, "b");
        start("");
        Files.delete(folder.resolve("home").resolve(B));
        Files.createSymbolicLink(folder.resolve("home").resolve(B), folder.resolve("home").resolve(A));

        var store = start("");

        assertThat(store.check().message()).contains(B + "' is a symbolic link");
        assertThat(text(store, B)).isEqualTo("b");
    }

    @Test
    void portalsOfTwoVersionsThatShareASiteDoNotUndoOneAnother() throws IOException {
        Branch.open(folder.resolve("shared"), "main").close();
        var shared = folder.resolve("shared").toUri().toString();
        ships(A, "old");
        var one = start(shared);
        ExchangeTest.await(() -> one.check().level() == Status.Level.OK && refIsThere());
        ships(A, "new");
        var upgraded = start(shared);
        ExchangeTest.await(() -> text(upgraded, A).equals("new") && upgraded.check().level() == Status.Level.OK);

        ships(A, "old");
        var old = start("again", shared);

        assertThat(text(old, A)).isEqualTo("new");
        assertThat(old.history(A, 10)).hasSize(2);
    }

    private boolean refIsThere() {
        return Files.exists(folder.resolve("shared/refs/heads/shipped"));
    }

    private void ships(String path, String text) throws IOException {
        var file = folder.resolve("home").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private GitStore start(String remote) throws IOException {
        return start("repository", remote);
    }

    private GitStore start(String repository, String remote) throws IOException {
        stop();
        var home = folder.resolve("home");
        var beside = new Beside(remote, "", "", Duration.ofSeconds(1), Optional.of(new Beside.Folders(home.resolve("content"), home.resolve("themes"))), false);
        var store = new GitStore(folder.resolve(repository), "main", beside, GitStoreTest.BOUNDS, Clock.systemUTC());
        running = Optional.of(store);
        store.check();
        return store;
    }
}
