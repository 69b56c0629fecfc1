package torg.search.lucene.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.file.Bytes;
import torg.api.file.FileContent;
import torg.api.file.StoredFile;
import torg.api.table.Write;

/** Which files are read when. */
class FileReadingTest {
    @TempDir
    Path folder;

    private TextFolder texts;

    @BeforeEach
    void open() {
        texts = new TextFolder(folder.resolve("texts"));
    }

    private static StoredFile file(String text) {
        return new StoredFile(text + ".txt", "text/plain", text.length(), Write.Once.digestOf(text));
    }

    private static Supplier<Optional<FileContent>> content(String text) {
        return () -> Optional.of(new FileContent(file(text), Bytes.of(text.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void aSlowFileHoldsUpNoneThatIsQuick(@TempDir Path programs) throws Exception {
        var program = PlainProgram.in(programs);
        var quick = new CountDownLatch(1);
        try (var reading = new FileReading(texts, program.within(Duration.ofSeconds(5)), program)) {
            assertThat(reading.hasRoom()).isTrue();
            assertThat(reading.of(file(PlainProgram.ENDLESS), content(PlainProgram.ENDLESS), () -> { })).isEmpty();
            assertThat(reading.of(file("quick"), content("quick"), quick::countDown)).isEmpty();
            assertThat(quick.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(texts.find(file("quick").digest())).contains(new FileText.Words("quick"));
            assertThat(texts.find(file(PlainProgram.ENDLESS).digest())).as("it is still being read").isEmpty();
        }
    }

    @Test
    void ofTooManyFilesThoseThatDoNotGetInAreAskedForWhenThereIsRoom() throws Exception {
        var hold = new CountDownLatch(1);
        var last = new CountDownLatch(1);
        Supplier<Optional<FileContent>> gone = () -> {
            try {
                hold.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Optional.empty();
        };
        try (var reading = new FileReading(texts, new ReadingProcess(java.util.List::of))) {
            assertThat(reading.hasRoom()).as("for those that were not read when the portal ended").isTrue();
            assertThat(reading.hasRoom()).as("it is told once").isFalse();
            for (var number = 1; number <= FileReading.MOST; number++) reading.of(file("file " + number), gone, number == FileReading.MOST ? last::countDown : () -> { });
            assertThat(reading.waiting()).isEqualTo(FileReading.MOST);
            reading.of(file("one more"), gone, () -> { });
            assertThat(reading.waiting()).isEqualTo(FileReading.MOST + 1);
            assertThat(reading.hasRoom()).isFalse();
            hold.countDown();
            assertThat(last.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(reading.hasRoom()).isTrue();
            assertThat(reading.hasRoom()).isFalse();
        }
    }

    @Test
    void oneThatCannotBeReadDoesNotKeepOthersFromBeingAskedFor() throws Exception {
        try (var reading = new FileReading(texts, new ReadingProcess(java.util.List::of))) {
            assertThat(reading.hasRoom()).isTrue();
            asked(reading, number -> number == 1 ? FileReadingTest::away : Optional::empty, 1);
            assertThat(reading.hasRoom()).as("one did not get in").isTrue();
            asked(reading, _ -> FileReadingTest::away, 0);
            assertThat(reading.hasRoom()).as("none of them could be read").isFalse();
            assertThat(reading.waiting()).isZero();
        }
    }

    /** As many as are asked for when there is room, until each that got in had its turn and so many are left. */
    private static void asked(FileReading reading, IntFunction<Supplier<Optional<FileContent>>> content, int left) throws InterruptedException {
        var turns = new CountDownLatch(FileReading.MOST);
        var begin = new CountDownLatch(1);
        for (var number = 1; number <= FileReading.ASKED; number++) {
            var one = content.apply(number);
            reading.of(file("file " + number), () -> {
                try {
                    begin.await();
                    return one.get();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                } finally {
                    turns.countDown();
                }
            }, () -> { });
        }
        begin.countDown();
        turns.await();
        while (reading.waiting() > left) Thread.onSpinWait(); // the last one is told of behind its turn
    }

    private static Optional<FileContent> away() {
        throw new IllegalStateException("the store is away");
    }
}
