package torg.content.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static torg.content.git.GitStoreTest.edit;
import static torg.content.git.GitStoreTest.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import torg.api.health.Status;
import torg.api.site.Conflict;
import torg.api.site.ContentFile;
import torg.api.site.Edit;

/** Two portals, each with a repository of its own, share a third. */
class ExchangeTest {
    private static final String A = "content/site/pages/a.md";
    private static final String B = "content/site/pages/b.md";

    @TempDir
    Path folder;

    private final List<GitStore> stores = new ArrayList<>();
    private Committer shared;

    @BeforeEach
    void share() {
        Branch.open(folder.resolve("shared"), "main").close();
        shared = new Committer(folder.resolve("shared"), "main");
    }

    @AfterEach
    void stop() {
        stores.forEach(GitStore::stop);
        shared.close();
    }

    @Test
    void editsReachTheOtherPortalAndThoseWhoCloneTheSharedRepository() throws IOException {
        shared.commit("the site", Map.of(A, Optional.of("one\ntwo\nthree\nfour\n")));
        var one = open("one");
        var two = open("two");
        assertThat(text(one, A)).as("fetched before anybody reads").startsWith("one");

        one.write(edit(one, Map.of(A, "ONE\ntwo\nthree\nfour\n")));
        await(() -> text(two, A).startsWith("ONE"));
        two.write(edit(two, Map.of(B, "b")));
        await(() -> text(one, B).equals("b"));

        assertThat(one.history(A, 10)).extracting("author").containsExactly("Nancy", "Jane");
        shared.commit("by somebody else", Map.of(A, Optional.of("ONE\ntwo\nthree\nFOUR\n")));
        await(() -> text(one, A).endsWith("FOUR\n") && text(two, A).endsWith("FOUR\n"));
        assertThat(one.check().level()).isEqualTo(Status.Level.OK);
    }

    @Test
    void editsOfTheSameFileAtTheSameTimeArePutTogether() throws IOException {
        shared.commit("the site", Map.of(A, Optional.of("one\ntwo\nthree\nfour\n")));
        var one = open("one");
        var two = open("two");
        Files.move(folder.resolve("shared"), folder.resolve("away"));
        one.write(edit(one, Map.of(A, "ONE\ntwo\nthree\nfour\n")));
        two.write(edit(two, Map.of(A, "one\ntwo\nthree\nFOUR\n")));
        await(() -> one.check().level() == Status.Level.WARN && one.check().message().contains("does not answer"));
        Files.move(folder.resolve("away"), folder.resolve("shared"));

        var both = "ONE\ntwo\nthree\nFOUR\n";
        await(() -> text(one, A).equals(both) && text(two, A).equals(both) && one.check().level() == Status.Level.OK && two.check().level() == Status.Level.OK);
        assertThat(one.history(A, 10)).extracting("message").contains("an edit", "the site");
    }

    @Test
    void whatCannotBePutTogetherIsToldAndKeptOnBothSidesUntilItIsMerged() throws Exception {
        shared.commit("the site", Map.of(A, Optional.of("one\n"), B, Optional.of("b")));
        var one = open("one");
        Files.move(folder.resolve("shared"), folder.resolve("away"));
        one.write(edit(one, Map.of(A, "mine\n")));
        comesBackWith(Map.of(A, Optional.of("theirs\n"), B, Optional.of("b of theirs")));

        await(() -> one.check().message().contains("cannot be put together in " + A));
        assertThat(one.check().level()).isEqualTo(Status.Level.WARN);
        assertThat(text(one, A)).isEqualTo("mine\n");
        assertThat(text(one, B)).as("not half of theirs").isEqualTo("b");
        var kept = "refs/heads/" + one.check().message().replaceAll(".*(conflict/[0-9a-f]+).*", "$1");
        assertThat(shared.repository().exactRef(kept)).isNotNull();
        one.write(edit(one, Map.of(B, "b of mine")));
        await(() -> blob(kept, B).equals("b of mine"));

        var clone = folder.resolve("clone");
        GitStoreTest.git(folder, "clone", "--quiet", folder.resolve("shared").toString(), clone.toString());
        GitStoreTest.git(clone, "-c", "user.name=Jane", "-c", "user.email=jane@example.com", "merge", "--quiet", "--strategy-option=theirs", "origin/" + kept.substring("refs/heads/".length()));
        Files.writeString(clone.resolve(A), "both\n");
        GitStoreTest.git(clone, "-c", "user.name=Jane", "-c", "user.email=jane@example.com", "commit", "--quiet", "--all", "--message=both");
        GitStoreTest.git(clone, "push", "--quiet", "origin", "HEAD:main");
        await(() -> text(one, A).equals("both\n") && one.check().level() == Status.Level.OK);
        await(() -> blob(kept, B).equals("gone"));
    }

    @Test
    void withoutGitAConflictEndsOnceTheFileIsAsItIsThere() throws Exception {
        shared.commit("the site", Map.of(A, Optional.of("one\n")));
        var one = open("one");
        Files.move(folder.resolve("shared"), folder.resolve("away"));
        one.write(edit(one, Map.of(A, "mine\n")));
        comesBackWith(Map.of(A, Optional.of("theirs\n")));
        await(() -> one.check().message().contains("cannot be put together"));

        one.write(edit(one, Map.of(A, "theirs\n")));
        await(() -> one.check().level() == Status.Level.OK);
        one.write(edit(one, Map.of(A, "mine after all\n")));
        await(() -> blob("refs/heads/main", A).equals("mine after all\n"));
    }

    @Test
    void anEditThatSettlesItIsPushedWithWhatWasPushedThere() throws Exception {
        shared.commit("the site", Map.of(A, Optional.of("one\n")));
        var one = open("one");
        Files.move(folder.resolve("shared"), folder.resolve("away"));
        one.write(edit(one, Map.of(A, "mine\n")));
        comesBackWith(Map.of(A, Optional.of("theirs\n"), B, Optional.of("b of theirs")));
        await(() -> !one.conflicts().isEmpty());
        var conflict = one.conflicts().getFirst();
        assertThat(conflict.side()).isEqualTo(Conflict.Side.SHARED);
        assertThat(new String(conflict.theirs().orElseThrow().bytes())).isEqualTo("theirs\n");

        one.write(Edit.of(new Edit.Author("nancy", "Nancy"), "both", A, new Edit.Change(conflict.ours().map(ContentFile::version), Optional.of("both\n".getBytes()), Optional.of(conflict.version()))));
        assertThat(text(one, B)).isEqualTo("b of theirs");
        await(() -> blob("refs/heads/main", A).equals("both\n") && one.check().level() == Status.Level.OK);
        assertThat(one.conflicts()).isEmpty();
    }

    @Test
    void whatCannotBeReadIsNotTakenFromThere() throws IOException {
        shared.commit("the site", Map.of(A, Optional.of("one\n")));
        var one = open("one");
        try (var inserter = shared.repository().newObjectInserter()) {
            var link = new TreeFormatter();
            link.append("passwd.md", FileMode.SYMLINK, inserter.insert(Constants.OBJ_BLOB, "/etc/passwd".getBytes()));
            var root = new TreeFormatter();
            root.append("content", FileMode.TREE, link.insertTo(inserter));
            var tree = root.insertTo(inserter);
            inserter.flush();
            shared.commit("hostile", tree, shared.head());
        }

        await(() -> one.check().message().contains("passwd.md' is a symbolic link"));
        assertThat(text(one, A)).isEqualTo("one\n");
    }

    @Test
    void aSharedRepositoryWithNothingInItIsGivenTheFirstEdit() throws IOException {
        var one = open("one");
        assertThat(one.readAll()).isEmpty();
        one.write(edit(one, Map.of(A, "a")));

        await(() -> blob("refs/heads/main", A).equals("a"));
    }

    @ParameterizedTest
    @CsvSource({"https://nancy:secret@git.example/site.git", "ssh://git.example/site.git", "git.example:site.git", "ext::sh -c touch /tmp/x", "git://git.example/site.git"})
    void anAddressThatIsNoneIsToldWithoutItself(String address) throws IOException {
        var store = new GitStore(folder.resolve("alone"), "main", new Beside(address, "", "", Duration.ofSeconds(1), Optional.empty(), false), GitStoreTest.BOUNDS, Clock.systemUTC());
        stores.add(store);

        await(() -> store.check().message().startsWith("the remote repository "));
        assertThat(store.check().level()).isEqualTo(Status.Level.WARN);
        assertThat(store.check().message() + store.check().next()).doesNotContain("secret");
        assertThatThrownBy(store::readAll).as("with what the branch would begin is not known").hasMessageContaining("has not been fetched");
    }

    /** The shared repository, which was away: in the meantime somebody has pushed there. */
    private void comesBackWith(Map<String, Optional<String>> files) throws IOException {
        try (var author = new Committer(folder.resolve("away"), "main")) {
            author.commit("theirs", files);
        }
        Files.move(folder.resolve("away"), folder.resolve("shared"));
    }

    @Test
    void whoWaitsForNoIntervalAsks() throws IOException {
        shared.commit("the site", Map.of(A, Optional.of("one\n")));
        var one = open("one", Duration.ofHours(1));
        assertThat(text(one, A)).isEqualTo("one\n");
        await(() -> one.check().level() == Status.Level.OK);
        shared.commit("by somebody else", Map.of(A, Optional.of("two\n")));

        await(() -> {
            one.pull();
            return text(one, A).equals("two\n");
        });
    }

    private GitStore open(String name) throws IOException {
        return open(name, Duration.ofSeconds(1));
    }

    private GitStore open(String name, Duration interval) throws IOException {
        var store = new GitStore(folder.resolve(name), "main", new Beside(folder.resolve("shared").toUri().toString(), "", "", interval, Optional.empty(), false), GitStoreTest.BOUNDS, Clock.systemUTC());
        stores.add(store);
        store.check();
        return store;
    }

    private String blob(String ref, String path) {
        try {
            var id = shared.repository().resolve(ref + ":" + path);
            return id == null ? "gone" : new String(shared.repository().open(id).getBytes());
        } catch (IOException e) {
            return "gone";
        }
    }

    static void await(BooleanSupplier condition) {
        var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) throw new AssertionError("within a minute");
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }
}
