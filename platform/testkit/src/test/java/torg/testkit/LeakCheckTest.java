package torg.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeakCheckTest {
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<InputStream> opened = new ArrayList<>();

    @AfterEach
    void clean() throws Exception {
        end.countDown();
        for (var stream : opened) stream.close();
    }

    @Test
    void whatEndsItsThreadLeavesNothing() throws Exception {
        LeakCheck.leavesNothing(() -> {
            var stopped = new CountDownLatch(1);
            Thread.ofVirtual().name("tidy").start(() -> await(stopped));
            return stopped::countDown;
        });
    }

    @Test
    void aThreadThatLivesOnIsNamedAVirtualOneToo() {
        assertThatThrownBy(() -> LeakCheck.leavesNothing(() -> {
            Thread.ofVirtual().name("forgotten").start(() -> await(end));
            return () -> {};
        })).isInstanceOf(AssertionError.class).hasMessageContaining("forgotten");
        assertThatThrownBy(() -> LeakCheck.leavesNothing(() -> {
            Thread.ofPlatform().daemon().name("heavy").start(() -> await(end));
            return () -> {};
        })).isInstanceOf(AssertionError.class).hasMessageContaining("heavy");
    }

    @Test
    void aFileThatStaysOpenIsCounted(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("a"), "a");
        assertThatThrownBy(() -> LeakCheck.leavesNothing(() -> {
            opened.add(Files.newInputStream(file));
            return () -> {};
        })).isInstanceOf(AssertionError.class).hasMessageContaining("open files 5");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
