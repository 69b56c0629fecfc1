package torg.demo.erp.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.demo.erp.books.Schema.Sequence;
import torg.demo.erp.odata.EdmModel;

/** The books outlive what happens to the threads that write into them. */
class ErpStoreTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    private volatile boolean stopped;
    private volatile long acknowledged;

    @Test
    void anInterruptedWriterHarmsNobody() throws InterruptedException {
        try (var store = open()) {
            var writer = Thread.ofVirtual().start(() -> writeOn(store));
            for (var end = Instant.now().plus(LONG_ENOUGH); Instant.now().isBefore(end); Thread.sleep(3)) {
                writer.interrupt();
            }
            stopped = true;
            writer.join();
        }
        try (var store = open()) {
            assertThat(acknowledged).isGreaterThan(10);
            assertThat(next(store)).isGreaterThan(acknowledged);
        }
    }

    private ErpStore open() {
        return ErpStore.open(folder, new Schema(EdmModel.load().entities()));
    }

    private static long next(ErpStore store) {
        return store.write(session -> session.next(Sequence.ORDER_NUMBER));
    }

    private void writeOn(ErpStore store) {
        while (!stopped) {
            try {
                acknowledged = next(store);
            } catch (IllegalStateException e) {
                Thread.interrupted(); // this one was not acknowledged
            }
        }
    }
}
