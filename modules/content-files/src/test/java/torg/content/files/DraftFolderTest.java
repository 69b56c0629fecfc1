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
        var again = new DraftFolder(folder, Clock.systemUTC()).all();
        assertThat(again).extracting(Draft::path).containsExactly(PAGE);
        assertThat(new String(again.getFirst().change().bytes().orElseThrow(), StandardCharsets.UTF_8)).isEqualTo("\none\ntwo");
        assertThat(again.getFirst().change().seen()).contains("v1");
    }

    @Test
    void aDraftIsReadOnceWhileItIsTheSame() throws IOException {
        keep("draft");
        var drafts = new DraftFolder(folder, Clock.systemUTC());
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
        assertThat(new DraftFolder(folder, Clock.systemUTC()).all()).hasSize(1);
    }

    private void keep(String text) {
        new DraftFolder(folder, Clock.systemUTC()).put(NANCY, PAGE, Optional.empty(), Optional.of(new Edit.Change(Optional.of("v1"), Optional.of(text.getBytes(StandardCharsets.UTF_8)))), Optional.of("v1"));
    }
}
