package torg.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is found again by its number and its time of birth, or not at all. */
class ProcessNoteTest {
    private static final List<String> COMMAND = List.of("sleep", "60");

    @TempDir
    Path temp;

    private Process process;

    @BeforeEach
    void startAProcess() throws IOException {
        process = new ProcessBuilder(COMMAND).start();
    }

    @AfterEach
    void endIt() {
        process.destroyForcibly();
    }

    @Test
    void findsTheProcessAgain() throws IOException {
        ProcessNote.of(process, COMMAND).write(temp.resolve("note"));

        var note = ProcessNote.read(temp.resolve("note")).orElseThrow();

        assertThat(note.alive()).contains(process.toHandle());
        assertThat(note.startedBy(COMMAND)).isTrue();
        assertThat(note.startedBy(List.of("sleep", "61"))).isFalse();
    }

    @Test
    void doesNotMistakeAnotherProcessWithTheSameNumber() {
        var note = ProcessNote.of(process, COMMAND);

        assertThat(new ProcessNote(note.pid(), note.born().minusSeconds(1), note.command()).alive()).isEmpty();
    }

    @Test
    void knowsThatTheProcessIsGone() throws InterruptedException {
        var note = ProcessNote.of(process, COMMAND);
        process.destroyForcibly().waitFor();

        assertThat(note.alive()).isEmpty();
    }

    @Test
    void readsNothingFromHalfANote() throws IOException {
        assertThat(ProcessNote.read(temp.resolve("none"))).isEmpty();
        assertThat(ProcessNote.read(Files.writeString(temp.resolve("half"), "17\n"))).isEmpty();
        assertThat(ProcessNote.read(Files.writeString(temp.resolve("odd"), "a\nb\nc\n"))).isEmpty();
    }
}
