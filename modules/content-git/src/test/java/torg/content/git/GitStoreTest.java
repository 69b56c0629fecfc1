package torg.content.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import torg.api.health.Status;
import torg.api.problem.TorgException;
import torg.api.site.ContentFile;
import torg.api.site.Edit;
import torg.api.site.Revision;

/** What a store on a branch does beside what every store does. */
class GitStoreTest {
    static final FolderReading.Bounds BOUNDS = new FolderReading.Bounds(1_000, 5_000, 20);
    private static final Edit.Author NANCY = new Edit.Author("nancy", "Nancy");
    private static final String A = "content/site/pages/a.md";
    private static final String B = "content/site/pages/b.md";

    @TempDir
    Path folder;

    private final List<GitStore> stores = new ArrayList<>();

    @AfterEach
    void stop() {
        stores.forEach(GitStore::stop);
    }

    @Test
    void whatElseIsInTheRepositoryIsLeftAsItIs() throws IOException {
        var store = open();
        try (var author = new Committer(folder, "main")) {
            author.commit("all", Map.of("README.md", Optional.of("read me"), ".gitattributes", Optional.of("* text"), "content/.hidden/x.md", Optional.of("x"), A, Optional.of("a"), "content/site/pages.md", Optional.of("p"),
                    "content/site/pages-old/o.md", Optional.of("o"), "themes/plain/x.css", Optional.of("x")));

            assertThat(store.readAll()).extracting(ContentFile::path).containsExactly("content/site/pages-old/o.md", "content/site/pages.md", A, "themes/plain/x.css");
            store.write(edit(store, Map.of(A, "b", "content/site/new/n.md", "n")));

            author.commit("by another, whose index has to hold all", Map.of(B, Optional.of("b")));
            assertThat(store.readAll()).extracting(ContentFile::path).containsExactly("content/site/new/n.md", "content/site/pages-old/o.md", "content/site/pages.md", A, B, "themes/plain/x.css");
            var head = author.repository().resolve("main:");
            for (var kept : List.of("README.md", ".gitattributes", "content/.hidden/x.md")) assertThat(author.repository().resolve("main:" + kept)).as("%s in %s", kept, head).isNotNull();
        }
    }

    @Test
    void anEditIsACommitOfItsAuthor() throws IOException {
        var store = open();
        store.write(new Edit(new Edit.Author("000042", "Na<n>cy\nDavolio"), "better\nwords\u0000", new TreeMap<>(Map.of(A, new Edit.Change(Optional.empty(), bytes("a"))))));

        try (var author = new Committer(folder, "main")) {
            var commit = author.repository().parseCommit(author.head().orElseThrow());
            assertThat(commit.getAuthorIdent().getName()).isEqualTo("Nancy Davolio");
            assertThat(commit.getAuthorIdent().getEmailAddress()).isEqualTo("000042");
            assertThat(commit.getFullMessage()).isEqualTo("better words\n");
        }
        store.write(edit(store, Map.of(A, "a")));
        assertThat(store.history(A, 10)).as("the same again is no commit").hasSize(1);
    }

    @Test
    void aRevisionOfAnotherBranchOrOfAnotherFileIsNone() throws IOException {
        var store = open();
        store.write(edit(store, Map.of(A, "a")));
        store.write(edit(store, Map.of(B, "b")));
        try (var author = new Committer(folder, "draft")) {
            var draft = author.commit("a draft", Map.of(A, Optional.of("secret")));

            assertThat(store.readAt(A, draft.name())).isEmpty();
        }
        var ofB = store.history(B, 1).getFirst().id();
        assertThat(store.readAt(A, ofB)).isEmpty();
        assertThat(store.readAt(B, ofB)).isPresent();
        assertThat(store.history("README.md", 10)).isEmpty();
    }

    @Test
    void twoStoresOnOneRepositorySeeEachOtherAndLoseNothing() throws Exception {
        var one = open();
        var two = open();
        try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = both.submit(() -> count(one, A));
            var second = both.submit(() -> count(two, B));
            first.get();
            second.get();
        }
        for (var store : List.of(one, two)) {
            for (var path : List.of(A, B)) {
                assertThat(text(store, path)).isEqualTo("24");
                assertThat(store.history(path, 100)).hasSize(25);
            }
        }
    }

    private Void count(GitStore store, String path) {
        for (var number = 0; number < 25; number++) store.write(edit(store, Map.of(path, Integer.toString(number))));
        return null;
    }

    @Test
    void whatIsReadAfterOtherFilesIsOfTheirCommitOrNewsHaveCome() throws Exception {
        var store = open();
        try (var author = new Committer(folder, "main")) {
            author.commit("zero", Map.of(A, Optional.of("0"), B, Optional.of("0")));
            var heard = new CopyOnWriteArrayList<Set<String>>();
            try (var _ = store.watch(heard::add)) {
                for (var number = 1; number <= 50; number++) {
                    var a = text(store, A);
                    heard.clear();
                    author.commit("both", Map.of(A, Optional.of(Integer.toString(number)), B, Optional.of(Integer.toString(number))));
                    var b = text(store, B);
                    assertThat(b.equals(a) || heard.contains(Set.of(A, B))).as("%s and %s, heard %s", a, b, heard).isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ..         | 100644 | leads elsewhere
            .          | 100644 | leads elsewhere
            .git       | 40000  | is Git's own
            .GIT       | 100644 | is Git's own
            .gi\u200ct | 100644 | is Git's own
            git~1      | 100644 | is Git's own
            .git. .    | 100644 | is Git's own
            a\\b.md    | 100644 | not every file system takes
            a:b.md     | 100644 | not every file system takes
            a\u0007.md | 100644 | not every file system takes
            A.md       | 100644 | not every file system tells apart
            link.md    | 120000 | is a symbolic link
            module     | 160000 | is a submodule
            """)
    void aCommitWithATrickInItIsNotTaken(String name, String mode, String reason) throws IOException {
        var store = open();
        store.write(edit(store, Map.of("content/site/a.md", "good")));
        try (var author = new Committer(folder, "main"); var inserter = author.repository().newObjectInserter()) {
            var blob = inserter.insert(Constants.OBJ_BLOB, "x".getBytes(StandardCharsets.UTF_8));
            var entries = new TreeMap<String, ObjectId>(Map.of("a.md", blob));
            entries.put(name, mode.equals("40000") ? inserter.insert(Constants.OBJ_TREE, new byte[0]) : blob);
            var tree = new TreeFormatter();
            entries.forEach((entry, id) -> tree.append(entry.getBytes(StandardCharsets.UTF_8), entry.equals(name) ? FileMode.fromBits(Integer.parseInt(mode, 8)) : FileMode.REGULAR_FILE, id));
            var site = folder("site", inserter.insert(tree)).insertTo(inserter);
            var root = folder("content", site).insertTo(inserter);
            inserter.flush();
            var good = author.head();
            author.commit("hostile", root, good);

            assertThatThrownBy(store::readAll).isInstanceOf(TorgException.class).hasMessageContaining(reason).hasMessageStartingWith("'content/site/");
            assertThat(store.check().level()).isEqualTo(Status.Level.WARN);
            assertThat(store.check().message()).contains(reason);

            author.commit("mended", author.repository().parseCommit(good.orElseThrow()).getTree(), author.head());
            assertThat(text(store, "content/site/a.md")).isEqualTo("good");
            assertThat(store.check().level()).isEqualTo(Status.Level.OK);
        }
    }

    private static TreeFormatter folder(String name, ObjectId tree) {
        var formatter = new TreeFormatter();
        formatter.append(name, FileMode.TREE, tree);
        return formatter;
    }

    @Test
    void thereAreBounds() throws IOException {
        var store = open();
        try (var author = new Committer(folder, "main")) {
            author.commit("large", Map.of(A, Optional.of("x".repeat(1_001))));
            assertThatThrownBy(store::readAll).hasMessageContaining(A);
            author.commit("mended", Map.of(A, Optional.of("x")));

            var many = new HashMap<String, Optional<String>>();
            for (var i = 0; i < 20; i++) many.put("content/site/" + i + ".md", Optional.of("x"));
            author.commit("many", many);
            assertThatThrownBy(store::readAll).hasMessageContaining("more than 20 files");
            many.replaceAll((_, _) -> Optional.empty());
            author.commit("mended", many);

            for (var i = 0; i < 6; i++) many.put("content/site/" + i + ".md", Optional.of("x".repeat(900)));
            author.commit("much", many);
            assertThatThrownBy(store::readAll).hasMessageContaining("half of what Java may use");
        }
    }

    @Test
    void aCommitThatIsNotTakenIsReadOnce() throws IOException {
        var store = open();
        try (var author = new Committer(folder, "main")) {
            author.commit("large", Map.of(A, Optional.of("x".repeat(1_001))));
            assertThatThrownBy(store::readAll).hasMessageContaining(A);
            var tree = author.repository().parseCommit(author.head().orElseThrow()).getTree().name();
            Files.delete(folder.resolve("objects").resolve(tree.substring(0, 2)).resolve(tree.substring(2)));

            assertThatThrownBy(store::readAll).as("without what it would be read from").hasMessageContaining(A);
        }
    }

    @Test
    void whatCouldNotBeReadIsNotWritten() throws IOException {
        var store = open();
        store.write(edit(store, Map.of(A, "a")));
        for (var refused : List.<Map<String, String>>of(Map.of("content/site/pages/A.md", "x"), Map.of("content/site/Pages/b.md", "x"), Map.of("content/site/pages", "x"), Map.of(A + "/b.md", "x"), Map.of(B, "x".repeat(1_001)))) {
            assertThatThrownBy(() -> store.write(edit(store, refused))).as(refused.keySet().toString()).isInstanceOfSatisfying(TorgException.class, fault -> assertThat(fault.kind().status()).isBetween(400, 499));
        }
        assertThat(store.history(A, 10)).hasSize(1);
        assertThat(store.readAll()).hasSize(1);
    }

    @Test
    void aLargeEditIsOneFileAndReadAtOnce() throws IOException {
        var store = new GitStore(folder, "main", Beside.NOTHING, new FolderReading.Bounds(1_000, 100_000, 1_000), Clock.systemUTC());
        stores.add(store);
        var many = new HashMap<String, String>();
        for (var i = 0; i < 300; i++) many.put("content/site/pages/" + i + ".md", "page " + i);
        store.write(edit(store, many));

        assertThat(store.readAll()).hasSize(300);
        assertThat(text(store, "content/site/pages/299.md")).isEqualTo("page 299");
        try (var packs = Files.list(folder.resolve("objects/pack"))) {
            assertThat(packs.filter(file -> file.toString().endsWith(".pack"))).hasSize(1);
        }
    }

    @Test
    void aBranchThatIsCheckedOutIsReadAndTakesNoEdits() throws IOException {
        QuietGit.begin();
        try (var repository = new FileRepository(folder.resolve(".git").toFile())) {
            repository.create(false);
            repository.updateRef(Constants.HEAD).link("refs/heads/main");
        }
        try (var author = new Committer(folder.resolve(".git"), "main")) {
            author.commit("in a work tree", Map.of(A, Optional.of("a")));
            var store = open();
            assertThat(text(store, A)).isEqualTo("a");
            assertThat(store.check().level()).isEqualTo(Status.Level.WARN);
            assertThatThrownBy(() -> store.write(edit(store, Map.of(A, "b")))).hasMessageContaining("is checked out");

            author.repository().updateRef(Constants.HEAD).link("refs/heads/other");
            store.write(edit(store, Map.of(A, "b")));
            assertThat(text(store, A)).isEqualTo("b");

            author.repository().updateRef(Constants.HEAD).link("refs/heads/main");
            author.commit("large", Map.of(A, Optional.of("x".repeat(1_001))));
            assertThatThrownBy(() -> store.write(Edit.of(NANCY, "an edit", B, new Edit.Change(Optional.empty(), bytes("b"))))).as("why, and not what else is wrong").hasMessageContaining("is checked out");
        }
    }

    @Test
    void whoWasKilledHoldingTheBranchHoldsNobodyUp() throws IOException {
        var store = open();
        store.write(edit(store, Map.of(A, "a")));
        var lock = Files.createFile(folder.resolve("refs/heads/main.lock"));
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(Duration.ofSeconds(20))));

        store.write(edit(store, Map.of(A, "b")));

        assertThat(text(store, A)).isEqualTo("b");
        assertThat(store.history(A, 10)).extracting(Revision::author).containsExactly("Nancy", "Nancy");
    }

    @Test
    void aFolderWithSomethingElseInItIsRefused() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "mine");
        var store = open();

        assertThatThrownBy(store::readAll).isInstanceOf(TorgException.class).hasMessageContaining("is no Git repository");
        assertThat(store.check().level()).isEqualTo(Status.Level.WARN);
        assertThat(folder).isDirectoryContaining(file -> file.endsWith("notes.txt"));

        Files.delete(folder.resolve("notes.txt"));
        assertThat(store.readAll()).as("once it is mended").isEmpty();
    }

    @Test
    void settingsWithoutARepositoryAreToldSo() {
        // As the framework gives them that were not set.
        var settings = (GitSettings) Proxy.newProxyInstance(GitSettings.class.getClassLoader(), new Class<?>[] {GitSettings.class}, (_, method, _) -> method.getDefaultValue());

        assertThatThrownBy(() -> new GitStore(settings)).isInstanceOf(TorgException.class).hasMessageContaining("name no 'repository'").hasMessageContaining("remove settings/torg.content.git.properties");
    }

    @Test
    void theProgramGitFindsASoundRepositoryAndItsCommitsAreRead() throws Exception {
        var store = open();
        store.write(edit(store, Map.of(A, "a", "themes/plain/x.css", "x")));
        store.write(edit(store, Map.of(B, "\u00e6")));
        assertThat(git(folder, "fsck", "--strict", "--no-progress")).doesNotContain("warning");
        git(folder, "gc", "--quiet", "--prune=now");

        var clone = folder.resolveSibling(folder.getFileName() + "-clone");
        git(folder, "clone", "--quiet", folder.toString(), clone.toString());
        Files.writeString(clone.resolve(A), "by git");
        git(clone, "-c", "user.name=Jane", "-c", "user.email=jane@example.com", "commit", "--quiet", "--all", "--message=by git");
        git(clone, "push", "--quiet");

        assertThat(text(store, A)).isEqualTo("by git");
        assertThat(text(store, B)).isEqualTo("\u00e6");
        assertThat(store.history(A, 10)).extracting(Revision::author).containsExactly("Jane", "Nancy");
        store.write(edit(store, Map.of(A, "c")));
        git(clone, "pull", "--quiet");
        assertThat(clone.resolve(A)).hasContent("c");
    }

    static String git(Path folder, String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(words));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, said).isZero();
        return said;
    }

    private GitStore open() throws IOException {
        var store = new GitStore(folder, "main", Beside.NOTHING, BOUNDS, Clock.systemUTC());
        stores.add(store);
        store.check();
        return store;
    }

    /** Of somebody who sees what is there. */
    static Edit edit(GitStore store, Map<String, String> texts) {
        var changes = new TreeMap<String, Edit.Change>();
        texts.forEach((path, text) -> changes.put(path, new Edit.Change(store.read(Set.of(path)).stream().findFirst().map(ContentFile::version), bytes(text))));
        return new Edit(NANCY, "an edit", changes);
    }

    /** Of somebody who takes a file away that is there. */
    static Edit gone(GitStore store, String path) {
        return Edit.of(NANCY, "away", path, new Edit.Change(Optional.of(store.read(Set.of(path)).getFirst().version()), Optional.empty()));
    }

    static String text(GitStore store, String path) {
        return store.read(Set.of(path)).stream().findFirst().map(file -> new String(file.bytes(), StandardCharsets.UTF_8)).orElse("gone");
    }

    private static Optional<byte[]> bytes(String text) {
        return Optional.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
