package torg.store;

import static org.assertj.core.api.Assertions.assertThat;
import static torg.store.TestHouse.SYNC;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.file.Bytes;
import torg.api.file.Upload;
import torg.api.table.Change;
import torg.api.table.Query;
import torg.api.table.Write;
import torg.store.database.Database;
import torg.store.database.Jdbc;
import torg.store.write.WriteTest;

/** What was acknowledged is there after the process was killed, and no number is given twice. */
class CrashTest {
    /** The full run lasts beyond 45 s: only after that H2 writes over what it no longer needs, and a release of it lost commits there. */
    private static final int ROUNDS = Boolean.getBoolean("torg.full") ? 60 : 3;
    @TempDir
    Path folder;

    @Test
    void nothingAcknowledgedIsLostWhenTheProcessIsKilled() throws Exception {
        var random = new Random();
        var acknowledged = new ArrayList<String>();
        for (var round = 0; round < ROUNDS; round++) {
            acknowledged.addAll(writeAndKill(20 + random.nextInt(200)));
            try (var house = Writer.house(url())) {
                for (var key : acknowledged) {
                    var number = house.tables.find(SYNC, "salesorder", key, "requisitionnumber").orElseThrow().text("requisitionnumber").orElseThrow();
                    assertThat(read(house, key)).as("the document of order " + key + " in round " + round).isEqualTo(Writer.document(number));
                }
                var orders = house.tables.query(SYNC, Query.of("salesorder").counted()).total().orElseThrow();
                var created = house.tables.feed(SYNC, 0, 10_000).stream().filter(entry -> entry.table().equals("salesorder")).count();
                assertThat(created).as("every order has its entry in the feed").isEqualTo(orders);
                assertThat(new SqlOutbox(house.database, house.catalog, house.writes).list(java.util.Optional.empty(), 10_000)).as("and in the outbox").hasSize((int) orders);
                assertThat(house.database.<Long>read(connection -> Jdbc.query(connection, "select count(*) from \"torg_files\"", rows -> rows.getLong(1)).getFirst())).as("and its document, and no other").isEqualTo(orders);
                try (var files = Files.list(folder.resolve("store.files"))) {
                    assertThat(files).hasSize((int) orders);
                }
            }
        }
        assertThat(acknowledged).doesNotHaveDuplicates();
    }

    private static byte[] read(TestHouse house, String key) throws IOException {
        try (var in = house.tables.file(SYNC, "salesorder", key, "document").orElseThrow().bytes().open()) {
            return in.readAllBytes();
        }
    }

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("store");
    }

    /**
     * The writer says its keys into a file, which outlives it; a last line that the kill cut short was not said.
     *
     * @return the keys the writer said it had been given before it was killed
     */
    private List<String> writeAndKill(int writes) throws IOException, InterruptedException {
        var said = Files.createTempFile(folder, "said", ".txt");
        var path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(java, "-cp", path, Writer.class.getName(), url()).redirectOutput(said.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        while (process.isAlive() && lines(said).size() < writes) Thread.sleep(5);
        process.destroyForcibly().waitFor();
        var keys = lines(said);
        assertThat(keys).hasSizeGreaterThanOrEqualTo(writes);
        return keys;
    }

    private static List<String> lines(Path said) throws IOException {
        var text = Files.readString(said, StandardCharsets.US_ASCII);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** The process that is killed: orders, one after the other, until then. */
    static final class Writer {
        static byte[] document(String number) {
            return ("%PDF-" + number + "x".repeat(140_000)).getBytes(StandardCharsets.US_ASCII);
        }

        private Writer() {}

        public static void main(String[] arguments) {
            var house = house(arguments[0]);
            house.tables.write(SYNC, Write.of(new Change.Put("company", "NW", Map.of("name", "Northwind")), new Change.Put("currency", "USD", Map.of("name", "Dollar")),
                    new Change.Put("account", "ALFKI", Map.of("name", "Alfreds", "company", "NW"))));
            while (true) {
                var values = new HashMap<>(WriteTest.order());
                var number = UUID.randomUUID().toString();
                values.put("requisitionnumber", number);
                values.put("document", new Upload("order.pdf", "application/pdf", Bytes.of(document(number))));
                var order = Write.of(new Change.Create("salesorder", values));
                System.out.println(house.tables.write(SYNC, order).keys().getFirst());
            }
        }

        static TestHouse house(String url) {
            return new TestHouse(new Database(url, "torg", "", 4)).with(TestHouse.shipped());
        }
    }
}
