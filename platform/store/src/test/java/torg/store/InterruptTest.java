package torg.store;

import static org.assertj.core.api.Assertions.assertThat;
import static torg.store.TestHouse.SYNC;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Write;

/** A thread that is interrupted in the middle of a write ends its own work at most: the database goes on for everybody else, and keeps what it acknowledged. */
class InterruptTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final ArrayList<String> acknowledged = new ArrayList<>();
    private final AtomicInteger written = new AtomicInteger();
    private volatile boolean stopped;

    @Test
    void anInterruptedWriterHarmsNobody() throws InterruptedException {
        var url = "jdbc:h2:file:" + folder.resolve("store");
        try (var house = CrashTest.Writer.house(url)) {
            house.tables.write(SYNC, Write.of(new Change.Put("currency", "NOK", Map.of("name", "Krone"))));
            var writer = Thread.ofVirtual().start(() -> writeOn(house));
            var start = Instant.now();
            for (var i = 0; Instant.now().isBefore(start.plus(written.get() > 10 ? LONG_ENOUGH : LONGEST)); i++) {
                writer.interrupt();
                Thread.sleep(i % 10 == 0 ? 100 : 3); // now and then there is time for a write, also on a slow machine
            }
            stopped = true;
            writer.join();
            house.tables.write(SYNC, Write.of(new Change.Put("currency", "SEK", Map.of("name", "Krona"))));
        }
        try (var house = CrashTest.Writer.house(url)) {
            assertThat(acknowledged).hasSizeGreaterThan(10);
            for (var key : acknowledged) assertThat(house.tables.find(SYNC, "uom", key)).as(key).isPresent();
            assertThat(house.tables.find(SYNC, "currency", "SEK")).isPresent();
        }
    }

    private void writeOn(TestHouse house) {
        for (var i = 0; !stopped; i++) {
            try {
                house.tables.write(SYNC, Write.of(new Change.Put("uom", "U" + i, Map.of("name", "unit " + i))));
                acknowledged.add("U" + i);
                written.incrementAndGet();
            } catch (TorgException e) {
                Thread.interrupted(); // this one was not acknowledged
            }
        }
    }
}
