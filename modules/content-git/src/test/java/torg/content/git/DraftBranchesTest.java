package torg.content.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.site.ContentFile;
import torg.api.site.Draft;
import torg.api.site.Edit;
import torg.spi.site.ContentStore;

/** What somebody with Git sees of drafts, and makes of them. */
class DraftBranchesTest {
    private static final String PAGE = "content/site/pages/orders/[number].md";
    private static final String BRANCH = "refs/heads/drafts/nancy/content/site/pages/orders/%5Bnumber%5D.md";
    private static final Edit.Author NANCY = new Edit.Author("nancy", "Nancy Davolio");

    @TempDir
    Path folder;

    private GitStore store;
    private ContentStore.Drafts drafts;
    private Committer author;
    private FileRepository repository;

    @BeforeEach
    void start() throws IOException {
        store = new GitStore(folder, "main", Beside.NOTHING, GitStoreTest.BOUNDS, Clock.systemUTC());
        store.readAll();
        drafts = store.drafts().orElseThrow();
        author = new Committer(folder, "main");
        author.commit("the site", Map.of(PAGE, Optional.of("one"), "content/site/pages/b.md", Optional.of("b")));
        repository = new FileRepository(folder.toFile());
    }

    @AfterEach
    void stop() {
        repository.close();
        store.stop();
        author.close();
    }

    @Test
    void thereIsRoomForSoManyBytesAndNoMoreAreHeld() throws IOException {
        keep("x".repeat(600));
        drafts.keep(NANCY, "content/site/pages/c.md", Optional.empty(), Optional.of(new Edit.Change(Optional.empty(), Optional.of(new byte[600]))));
        try (var branch = Branch.open(folder, "main")) {
            var narrow = new DraftBranches(() -> branch, this::siteHead, 10_000, 1_000, Clock.systemUTC(), () -> {});
            var first = narrow.all();
            assertThat(first).hasSize(1);
            assertThat(narrow.all().getFirst()).as("the same one each time, read once").isSameAs(first.getFirst());
            narrow.keep(NANCY, first.getFirst().path(), Optional.of(first.getFirst().version()), Optional.empty());
            assertThat(narrow.all()).as("there is room again").extracting(Draft::path).hasSize(1).doesNotContain(first.getFirst().path());
        }
    }

    private Optional<ObjectId> siteHead() {
        try {
            return Optional.of(repository.exactRef("refs/heads/main").getObjectId());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aDraftIsABranchThatCanBeMergedAndIsNoneThen() throws IOException {
        keep("two");
        var branch = repository.exactRef(BRANCH);
        assertThat(branch).as("a branch that Git takes").isNotNull();
        assertThat(repository.parseCommit(branch.getObjectId()).getAuthorIdent().getName()).isEqualTo("Nancy Davolio");

        var update = repository.updateRef("refs/heads/main");
        update.setNewObjectId(branch.getObjectId());
        update.setForceUpdate(true);
        update.update();

        assertThat(drafts.all()).isEmpty();
        assertThat(new String(store.read(Set.of(PAGE)).getFirst().bytes(), StandardCharsets.UTF_8)).as("published by the merge").isEqualTo("two");
        keep("three");
        assertThat(drafts.all()).extracting(Draft::path).containsExactly(PAGE);
    }

    @Test
    void whatHasNotChangedIsNotReadAgain() throws IOException {
        keep("two");
        var first = drafts.all().getFirst();
        assertThat(drafts.all().getFirst()).isSameAs(first);
        drafts.keep(NANCY, "content/site/pages/b.md", Optional.empty(), Optional.of(new Edit.Change(store.read(Set.of("content/site/pages/b.md")).stream().map(ContentFile::version).findFirst(), bytes("bb"))));
        assertThat(drafts.all()).hasSize(2);
        assertThat(drafts.all().getLast()).isSameAs(first);
        drafts.keep(NANCY, PAGE, Optional.of(first.version()), Optional.of(new Edit.Change(first.change().seen(), bytes("three"))));
        assertThat(new String(drafts.all().getLast().change().bytes().orElseThrow(), StandardCharsets.UTF_8)).isEqualTo("three");
        author.commit("published elsewhere", Map.of(PAGE, Optional.of("three")));
        assertThat(drafts.all()).as("what the site says decides too").extracting(Draft::path).containsExactly("content/site/pages/b.md");
    }

    @Test
    void whatOthersCallADraftsBranchIsNone() throws IOException {
        var head = repository.exactRef("refs/heads/main").getObjectId();
        for (var name : new String[] {"drafts/mine", "drafts/a/b", "drafts/%zz/content/site/a.md", "drafts/a/content/..%2f/x"}) {
            var update = repository.updateRef("refs/heads/" + name);
            update.setNewObjectId(head);
            update.update();
        }
        assertThat(drafts.all()).isEmpty();
    }

    @Test
    void whatWasCommittedMeanwhileStaysInTheDraftsBranch() throws IOException {
        keep("two");
        author.commit("elsewhere", Map.of("content/site/pages/b.md", Optional.of("b, longer")));
        var draft = drafts.all().getFirst();
        drafts.keep(NANCY, PAGE, Optional.of(draft.version()), Optional.of(new Edit.Change(draft.change().seen(), bytes("three"))));
        assertThat(drafts.all()).hasSize(1);
        assertThat(repository.parseCommit(repository.exactRef(BRANCH).getObjectId()).getParentCount()).as("of the draft and of the site as it is now").isEqualTo(2);
    }

    private void keep(String text) {
        var seen = store.read(Set.of(PAGE)).getFirst().version();
        drafts.keep(NANCY, PAGE, drafts.all().stream().findFirst().map(Draft::version), Optional.of(new Edit.Change(Optional.of(seen), bytes(text))));
    }

    private static Optional<byte[]> bytes(String text) {
        return Optional.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
