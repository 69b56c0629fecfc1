package torg.pages.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.site.ContentFile;
import torg.api.site.Problems;
import torg.pages.tree.Picture;
import torg.testkit.TestSource;

class PictureCacheTest {
    private static final byte[] PHOTOGRAPH = Photographs.jpeg(Photographs.quarters(1000, 500, BufferedImage.TYPE_INT_RGB));

    @TempDir
    Path folder;

    private static ContentFile file(byte[] bytes) {
        return new ContentFile("files/a.jpg", "1", bytes);
    }

    private static Picture picture(byte[] bytes) {
        return new PictureReader().read(new TestSource().file("files/a.jpg", bytes), new Problems()).of("files/a.jpg").orElseThrow();
    }

    private PictureCache cache(long mostBytes) {
        return new PictureCache(Optional.of(folder.resolve("pictures")), mostBytes, PictureMaker::make);
    }

    private List<Path> kept() throws IOException {
        try (var files = Files.list(folder.resolve("pictures"))) {
            return files.sorted().toList();
        }
    }

    @Test
    void makesOneOnceForManyWhoAsk() throws IOException, InterruptedException, ExecutionException {
        var cache = cache(1_000_000);
        var picture = picture(PHOTOGRAPH);
        var start = new CountDownLatch(1);
        try (var people = Executors.newFixedThreadPool(8)) {
            var answers = IntStream.range(0, 8).mapToObj(_ -> people.submit(() -> {
                start.await();
                cache.find(picture, 640, file(PHOTOGRAPH)).orElseThrow();
                return Files.readAttributes(kept().getFirst(), BasicFileAttributes.class).fileKey(); // another file under the name has another
            })).toList();
            start.countDown();
            var first = answers.getFirst().get();
            for (var answer : answers) assertThat(answer.get()).isEqualTo(first);
        }
        assertThat(kept()).hasSize(1);
    }

    @Test
    void oneThatTakesLongHoldsUpNoOther() throws IOException, InterruptedException, ExecutionException {
        var other = Photographs.jpeg(Photographs.quarters(800, 400, BufferedImage.TYPE_INT_RGB));
        var slow = picture(PHOTOGRAPH);
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        var cache = new PictureCache(Optional.of(folder.resolve("pictures")), 1_000_000, (file, picture, width) -> {
            begun.countDown();
            if (picture.equals(slow)) awaitQuietly(end);
            return PictureMaker.make(file, picture, width);
        });
        try (var people = Executors.newFixedThreadPool(4)) {
            var waiting = IntStream.of(320, 640, 960).mapToObj(width -> people.submit(() -> cache.find(slow, width, file(PHOTOGRAPH)))).toList();
            begun.await();
            try {
                assertThat(people.submit(() -> cache.find(picture(other), 320, file(other))).get()).as("while all its sizes are asked for").isPresent();
            } finally {
                end.countDown();
            }
            for (var answer : waiting) assertThat(answer.get()).isPresent();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void keepsThemOverARestartAndMakesThemAgainWhenTheFolderWasEmptied() throws IOException {
        var picture = picture(PHOTOGRAPH);
        var made = cache(1_000_000).find(picture, 320, file(PHOTOGRAPH)).orElseThrow();
        assertThat(cache(1_000_000).find(picture, 320, file(new byte[0]))).as("without a look at the file").contains(made);
        Files.delete(kept().getFirst());
        Files.delete(folder.resolve("pictures"));
        assertThat(cache(1_000_000).find(picture, 320, file(PHOTOGRAPH))).contains(made);
    }

    @Test
    void makesRoomByThoseThatWereLongestNotRead() throws IOException {
        var picture = picture(PHOTOGRAPH);
        var sizes = List.of(320, 640, 960).stream().mapToLong(width -> cache(1_000_000).find(picture, width, file(PHOTOGRAPH)).orElseThrow().bytes().length).sum();
        for (var path : kept()) Files.setLastModifiedTime(path, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        cache(1_000_000).find(picture, 320, file(PHOTOGRAPH));

        cache(sizes).find(picture, 1000, file(PHOTOGRAPH));

        assertThat(kept()).extracting(path -> path.getFileName().toString()).contains(picture.fingerprint() + "-320.jpg", picture.fingerprint() + "-1000.jpg").hasSizeLessThan(4);
    }

    @Test
    void whatCannotBeReadIsNothingAndTriedOnce() throws IOException {
        var truncated = Arrays.copyOf(Photographs.png(Photographs.grain(400, 400)), 5000);
        var cache = cache(1_000_000);
        assertThat(cache.find(picture(truncated), 320, file(truncated))).isEmpty();
        assertThat(cache.find(picture(truncated), 320, file(Photographs.png(Photographs.grain(400, 400))))).as("not tried again").isEmpty();
    }

    @Test
    void withoutAFolderOrWithOneThatCannotBeWrittenEachIsMade() throws IOException {
        Files.createFile(folder.resolve("pictures"));
        assertThat(cache(1_000_000).find(picture(PHOTOGRAPH), 320, file(PHOTOGRAPH))).isPresent();
        assertThat(PictureCache.none().find(picture(PHOTOGRAPH), 320, file(PHOTOGRAPH))).isPresent();
    }
}
