package torg.content.git;

import static org.assertj.core.api.Assertions.assertThat;
import static torg.content.git.ExchangeTest.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.eclipse.jgit.revwalk.RevWalk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.health.Status;
import torg.api.site.ContentFile;
import torg.api.site.Draft;
import torg.api.site.Edit;

/** Two portals, each with a repository of its own, share drafts by a third. */
class SharedDraftsTest {
    private static final String PAGE = "content/site/pages/a.md";
    private static final String BRANCH = "refs/heads/drafts/nancy/content/site/pages/a.md";
    private static final Edit.Author NANCY = new Edit.Author("nancy", "Nancy Davolio");

    @TempDir
    Path folder;

    private final List<GitStore> stores = new ArrayList<>();
    private Committer shared;

    @BeforeEach
    void share() throws IOException {
        Branch.open(folder.resolve("shared"), "main").close();
        shared = new Committer(folder.resolve("shared"), "main");
        shared.commit("the site", Map.of(PAGE, Optional.of("one")));
    }

    @AfterEach
    void stop() {
        stores.forEach(GitStore::stop);
        shared.close();
    }

    @Test
    void whatIsDraftedInOnePortalIsGoneOnWithInTheOther() throws IOException {
        var one = open("one", true);
        var two = open("two", true);
        keep(one, "drafted");
        await(() -> drafted(two).equals("drafted"));
        assertThat(two.drafts().orElseThrow().all().getFirst().author()).isEqualTo(NANCY);
        keep(two, "drafted on");
        await(() -> drafted(one).equals("drafted on"));
        letGo(one);
        await(() -> drafted(two).isEmpty());
        assertThat(shared.repository().exactRef(BRANCH)).isNull();
        keep(two, "begun anew");
        await(() -> drafted(one).equals("begun anew"));
    }

    @Test
    void whatIsWrittenInBothAtOnceIsLostOnNeitherSide() throws IOException {
        var one = open("one", true);
        var two = open("two", true);
        keep(one, "drafted");
        await(() -> drafted(two).equals("drafted"));
        Files.move(folder.resolve("shared"), folder.resolve("away"));
        keep(one, "in one");
        keep(two, "in the other");
        Files.move(folder.resolve("away"), folder.resolve("shared"));

        await(() -> version(one).equals(version(two)) && tip().equals(version(one)));
        assertThat(drafted(one)).isIn("in one", "in the other");
        var texts = new ArrayList<String>();
        try (var walk = new RevWalk(shared.repository())) {
            walk.markStart(walk.parseCommit(shared.repository().exactRef(BRANCH).getObjectId()));
            for (var commit : walk) {
                var blob = new Commits(shared.repository()).blob(commit, PAGE);
                if (blob.isPresent()) texts.add(new String(shared.repository().open(blob.get()).getBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(texts).contains("in one", "in the other");
    }

    @Test
    void oneThatIsNotTakenKeepsNoneOfTheOthersBack() throws IOException {
        var one = open("one", true);
        var lock = folder.resolve("shared").resolve(BRANCH + ".lock");
        Files.createDirectories(lock.getParent());
        Files.createFile(lock);
        keep(one, "drafted");
        one.drafts().orElseThrow().keep(NANCY, "content/site/pages/b.md", Optional.empty(), Optional.of(new Edit.Change(Optional.empty(), Optional.of(new byte[] {'b'}))));
        await(() -> exists(BRANCH.replace("a.md", "b.md")) && one.check().message().contains("drafts that are not exchanged: 1;"));
        assertThat(exists(BRANCH)).isFalse();
        Files.delete(lock);
        await(() -> exists(BRANCH) && one.check().level() == Status.Level.OK);
    }

    @Test
    void ofTooManyNoneIsExchangedAndNoneIsLost() throws IOException {
        var one = open("one", true);
        keep(one, "drafted");
        await(() -> exists(BRANCH));
        var main = shared.repository().resolve("refs/heads/main");
        Files.write(folder.resolve("shared/packed-refs"), IntStream.range(0, 1_000).mapToObj(more -> main.name() + " refs/heads/drafts/a/%04d.md".formatted(more)).toList());
        await(() -> one.check().message().contains("more than 1000"));
        assertThat(drafted(one)).isEqualTo("drafted");
    }

    private boolean exists(String branch) {
        try {
            return shared.repository().exactRef(branch) != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void draftsStayHereUnlessItIsSaidOtherwise() throws IOException {
        var one = open("one", false);
        keep(one, "drafted");
        one.write(Edit.of(NANCY, "an edit", "content/site/pages/b.md", new Edit.Change(Optional.empty(), Optional.of(new byte[] {'b'}))));
        await(() -> {
            try {
                return shared.repository().resolve("refs/heads/main:content/site/pages/b.md") != null;
            } catch (IOException e) {
                return false;
            }
        });
        assertThat(shared.repository().getRefDatabase().getRefsByPrefix("refs/heads/drafts/")).isEmpty();
    }

    private static void keep(GitStore store, String text) {
        var before = store.drafts().orElseThrow().all().stream().findFirst();
        var seen = before.map(draft -> draft.change().seen()).orElseGet(() -> store.read(Set.of(PAGE)).stream().map(ContentFile::version).findFirst());
        store.drafts().orElseThrow().keep(NANCY, PAGE, before.map(Draft::version), Optional.of(new Edit.Change(seen, Optional.of(text.getBytes(StandardCharsets.UTF_8)))));
    }

    private static void letGo(GitStore store) {
        store.drafts().orElseThrow().keep(NANCY, PAGE, Optional.of(version(store)), Optional.empty());
    }

    private static String drafted(GitStore store) {
        return store.drafts().orElseThrow().all().stream().findFirst().flatMap(draft -> draft.change().bytes()).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
    }

    private static String version(GitStore store) {
        return store.drafts().orElseThrow().all().getFirst().version();
    }

    private String tip() {
        try {
            return shared.repository().exactRef(BRANCH).getObjectId().name();
        } catch (IOException e) {
            return "";
        }
    }

    private GitStore open(String name, boolean sharesDrafts) throws IOException {
        var store = new GitStore(folder.resolve(name), "main", new Beside(folder.resolve("shared").toUri().toString(), "", "", Duration.ofSeconds(1), Optional.empty(), sharesDrafts), GitStoreTest.BOUNDS, Clock.systemUTC());
        stores.add(store);
        store.readAll();
        return store;
    }
}
