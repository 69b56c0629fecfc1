package torg.content.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.site.ContentFile;

/** All files of a commit, by the names that Git's people give it. */
class PastCommitsTest {
    private static final String A = "content/site/pages/a.md";
    private static final String B = "content/site/pages/b.md";

    @TempDir
    Path folder;

    @Test
    void aCommitIsFoundByItsIdItsTagItsBranchAndFromThere() throws IOException {
        var store = new GitStore(folder, "main", Beside.NOTHING, GitStoreTest.BOUNDS, Clock.systemUTC());
        store.check();
        try (var author = new Committer(folder, "main"); var other = new Committer(folder, "other")) {
            var first = author.commit("one", Map.of(A, Optional.of("one"), "README.md", Optional.of("read me")));
            author.commit("two", Map.of(A, Optional.of("two"), B, Optional.of("b")));
            other.commit("elsewhere", Map.of(B, Optional.of("other")));
            var tag = author.repository().updateRef(Constants.R_TAGS + "v1");
            tag.setNewObjectId(first);
            tag.forceUpdate();
            var past = store.past().orElseThrow();

            for (var name : List.of(first.name(), first.abbreviate(10).name(), "v1", "main~1", "main^")) assertThat(texts(past.readAll(name))).as(name).containsExactly(A + "=one");
            assertThat(texts(past.readAll("main"))).containsExactly(A + "=two", B + "=b");
            assertThat(texts(past.readAll("other"))).containsExactly(B + "=other");
            assertThat(texts(Optional.of(store.readAll()))).as("the site is as it was").containsExactly(A + "=two", B + "=b");
        } finally {
            store.stop();
        }
    }

    @Test
    void whatLeadsToNoCommitIsNone() throws IOException {
        var store = new GitStore(folder, "main", Beside.NOTHING, GitStoreTest.BOUNDS, Clock.systemUTC());
        store.check();
        try (var author = new Committer(folder, "main")) {
            author.commit("one", Map.of(A, Optional.of("one")));
            for (var name : List.of("", " ", "v2", "main~5", "0".repeat(40), "main:content", "main^{tree}", "main^{", "^", "~", "@{", "a..b", "../HEAD", "main@{yesterday}", ":/one", "main\n", "m".repeat(201))) {
                assertThat(store.past().orElseThrow().readAll(name)).as(name).isEmpty();
            }
        } finally {
            store.stop();
        }
    }

    private static List<String> texts(Optional<List<ContentFile>> files) {
        return files.orElseThrow().stream().map(file -> file.path() + "=" + new String(file.bytes(), StandardCharsets.UTF_8)).toList();
    }
}
