package torg.content.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

/** A process that edits three files at a time, over and over, is killed: the next one finds three of the same edit, and what they were before. */
class KilledTest {
    private static final List<String> PATHS = List.of("content/site/pages/a.md", "content/site/pages/b.md", "themes/plain/c.css");
    private static final int ROUNDS = 8;

    @TempDir
    Path folder;

    @Test
    void editsAreWholeAndRemembered() throws Exception {
        for (var round = 0; round < ROUNDS; round++) {
            var process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"),
                    KilledTest.class.getName(), folder.toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            // It edits from its first word on; each round ends at another moment.
            assertThat(process.getInputStream().read()).isEqualTo('!');
            process.getInputStream().readNBytes(5 + round * 7);
            process.destroyForcibly().waitFor();
            assertWhole();
        }
    }

    private void assertWhole() throws IOException {
        var store = open(folder);
        try {
            var files = store.read(Set.copyOf(PATHS));
            assertThat(files).hasSize(PATHS.size());
            assertThat(files.stream().map(KilledTest::text).distinct().toList()).as("one edit's texts").hasSize(1);
            for (var file : files) {
                var history = store.history(file.path(), 2);
                assertThat(store.readAt(file.path(), history.getFirst().id()).map(KilledTest::text)).contains(text(file));
                assertThat(Long.parseLong(store.readAt(file.path(), history.get(1).id()).map(KilledTest::text).orElseThrow())).isEqualTo(Long.parseLong(text(file)) - 1);
            }
        } finally {
            store.stop();
        }
        try (var all = Files.walk(folder)) {
            assertThat(all.filter(file -> file.getFileName().toString().startsWith(".torg"))).isEmpty();
        }
    }

    /** The process: counts up in three files. */
    public static void main(String[] arguments) throws IOException {
        var store = open(Path.of(arguments[0]));
        while (true) {
            var before = new TreeMap<String, ContentFile>();
            store.readAll().forEach(file -> before.put(file.path(), file));
            var next = before.isEmpty() ? 0 : Long.parseLong(text(before.firstEntry().getValue())) + 1;
            var changes = new TreeMap<String, Edit.Change>();
            for (var path : PATHS) changes.put(path, new Edit.Change(Optional.ofNullable(before.get(path)).map(ContentFile::version), Optional.of(Long.toString(next).getBytes(StandardCharsets.UTF_8))));
            store.write(new Edit(new Edit.Author("counter", "Counter"), "count", changes));
            System.out.print('!');
            System.out.flush();
        }
    }

    private static FolderStore open(Path folder) throws IOException {
        return new FolderStore(folder.resolve("content"), folder.resolve("themes"), Pace.USUAL, Optional.of(new History(folder.resolve("history"), Clock.systemUTC(), 1_000_000)), Optional.empty());
    }

    private static String text(ContentFile file) {
        return new String(file.bytes(), StandardCharsets.UTF_8);
    }
}
