package torg.content.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.site.ContentFile;
import torg.api.site.Edit;

/** A process that commits three files at a time, over and over, is killed: the next one finds three of the same edit, all edits before, and goes on. */
class KilledTest {
    private static final List<String> PATHS = List.of("content/site/pages/a.md", "content/site/pages/b.md", "themes/plain/c.css");
    private static final int ROUNDS = 5;

    @TempDir
    Path folder;

    @Test
    void editsAreWholeAndNoneThatWasAnsweredIsLost() throws Exception {
        for (var round = 0; round < ROUNDS; round++) {
            var process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"),
                    KilledTest.class.getName(), folder.toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            // It says each number once its edit is made; each round ends at another moment.
            var said = new StringBuilder(new String(process.getInputStream().readNBytes(8 + round * 7), StandardCharsets.UTF_8));
            // By its handle, which leaves what it has said to be read.
            process.toHandle().destroyForcibly();
            said.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            process.waitFor();
            var whole = said.substring(0, said.lastIndexOf("\n"));
            assertWhole(Long.parseLong(whole.substring(whole.lastIndexOf('\n') + 1)));
        }
    }

    private void assertWhole(long answered) throws IOException {
        var store = open(folder);
        try {
            var files = store.read(Set.copyOf(PATHS));
            assertThat(files).hasSize(PATHS.size());
            assertThat(files.stream().map(KilledTest::text).distinct().toList()).as("one edit's texts").hasSize(1);
            assertThat(Long.parseLong(text(files.getFirst()))).isGreaterThanOrEqualTo(answered);
            for (var file : files) {
                var history = store.history(file.path(), 3);
                assertThat(history.stream().map(revision -> Long.parseLong(store.readAt(file.path(), revision.id()).map(KilledTest::text).orElseThrow())))
                        .containsExactly(number(file), number(file) - 1, number(file) - 2);
            }
        } finally {
            store.stop();
        }
    }

    /** The process: counts up in three files. */
    public static void main(String[] arguments) throws IOException {
        var store = open(Path.of(arguments[0]));
        while (true) {
            var before = new TreeMap<String, ContentFile>();
            store.readAll().forEach(file -> before.put(file.path(), file));
            var next = before.isEmpty() ? 0 : number(before.firstEntry().getValue()) + 1;
            var changes = new TreeMap<String, Edit.Change>();
            for (var path : PATHS) changes.put(path, new Edit.Change(Optional.ofNullable(before.get(path)).map(ContentFile::version), Optional.of(Long.toString(next).getBytes(StandardCharsets.UTF_8))));
            store.write(new Edit(new Edit.Author("counter", "Counter"), "count", changes));
            System.out.println(next);
            System.out.flush();
        }
    }

    private static GitStore open(Path folder) throws IOException {
        return new GitStore(folder, "main", Beside.NOTHING, GitStoreTest.BOUNDS, Clock.systemUTC());
    }

    private static long number(ContentFile file) {
        return Long.parseLong(text(file));
    }

    private static String text(ContentFile file) {
        return new String(file.bytes(), StandardCharsets.UTF_8);
    }
}
