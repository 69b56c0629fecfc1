package torg.content.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.site.Draft;
import torg.api.site.Edit;

class DraftFolderTest {
    private static final String PAGE = "content/site/pages/a.md";
    private static final Edit.Author NANCY = new Edit.Author("nancy", "Nancy");

    @TempDir
    Path folder;

    @Test
    void draftsOutlastTheEndOfThePortal() {
        keep("\none\ntwo");
        var again = drafts(1_000).all();
        assertThat(again).extracting(Draft::path).containsExactly(PAGE);
        assertThat(new String(again.getFirst().change().bytes().orElseThrow(), StandardCharsets.UTF_8)).isEqualTo("\none\ntwo");
        assertThat(again.getFirst().change().seen()).contains("v1");
    }

    @Test
    void aDraftIsReadOnceWhileItIsTheSame() throws IOException {
        keep("draft");
        var drafts = drafts(1_000);
        var first = drafts.all().getFirst();
        assertThat(drafts.all().getFirst()).as("not another one").isSameAs(first);
        drafts.put(NANCY, PAGE, Optional.of(first.version()), Optional.of(new Edit.Change(Optional.of("v1"), Optional.of("other".getBytes(StandardCharsets.UTF_8)))), Optional.of("v1"));
        assertThat(drafts.all().getFirst().change().bytes().orElseThrow()).asString(StandardCharsets.UTF_8).isEqualTo("other");
        drafts.put(NANCY, PAGE, Optional.of(drafts.all().getFirst().version()), Optional.empty(), Optional.of("v1"));
        assertThat(drafts.all()).isEmpty();
    }

    @Test
    void whatIsNoDraftIsLeftOut() throws IOException {
        keep("one");
        Files.writeString(folder.resolve("half.draft"), PAGE + "\nnancy\nNancy");
        Files.writeString(folder.resolve("odd.draft"), "a\nb\nc\nd\nno time\ntext");
        Files.writeString(folder.resolve("kept.draft.new"), "an end in between");
        assertThat(drafts(1_000).all()).hasSize(1);
    }

    @Test
    void thereIsRoomForSoManyBytesAndNoMoreAreHeld() {
        keep("x".repeat(600));
        keep("content/site/pages/b.md", "y".repeat(600));
        var drafts = drafts(1_000);
        var first = drafts.all();
        assertThat(first).hasSize(1);
        assertThat(drafts.all()).as("the same one each time").containsExactlyElementsOf(first);
        var shown = first.getFirst();
        drafts.put(NANCY, shown.path(), Optional.of(shown.version()), Optional.empty(), Optional.of("v1"));
        assertThat(drafts.all()).as("there is room again").extracting(Draft::path).hasSize(1).doesNotContain(shown.path());
        assertThat(drafts(2_000).all()).hasSize(1);
    }

    private DraftFolder drafts(long mostBytes) {
        return new DraftFolder(folder, mostBytes, Clock.systemUTC());
    }

    private void keep(String text) {
        keep(PAGE, text);
    }

    private void keep(String path, String text) {
        drafts(1_000).put(NANCY, path, Optional.empty(), Optional.of(new Edit.Change(Optional.of("v1"), Optional.of(text.getBytes(StandardCharsets.UTF_8)))), Optional.of("v1"));
    }
}
