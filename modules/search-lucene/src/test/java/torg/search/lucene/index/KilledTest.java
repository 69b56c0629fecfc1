package torg.search.lucene.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.TermQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.identity.Caller;
import torg.api.table.Change;
import torg.api.table.Write;
import torg.search.lucene.Indexes;
import torg.search.lucene.file.FileReading;
import torg.search.lucene.file.TextFolder;
import torg.search.lucene.site.SearchCompiler;
import torg.testkit.MemoryTables;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;
import torg.testkit.TestSource;

/** A process that indexes one change after the other is killed at some moment or other: the next one finds its index whole, and takes in what it missed. */
class KilledTest {
    private static final int ROUNDS = 3;
    private static final int ROWS = 20;
    /** More than are read again anyhow, so that the index has to know where it was. */
    private static final int EARLIER = 1_200;
    private static final Caller WRITER = Caller.service("test");

    @TempDir
    Path folder;

    @Test
    void theIndexIsWholeAndCatchesUp() throws Exception {
        for (var round = 0; round < ROUNDS; round++) {
            var process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"),
                    KilledTest.class.getName(), folder.toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            // It indexes from its first word on; each round ends at another moment.
            var said = new StringBuilder();
            for (var line = 0; line < 2 + round * 7; line++) said.append((char) process.getInputStream().read());
            process.toHandle().destroyForcibly(); // what it said stays readable
            said.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
            assertThat(said.toString()).matches("!+");
            assertCatchesUp(EARLIER + said.length() + 1 + round);
        }
    }

    /** Of the changes that the killed process made this one knows all, perhaps one more than it lived to index, and others beside. */
    private void assertCatchesUp(int changes) throws IOException {
        var house = new House();
        for (var number = EARLIER; number < changes; number++) house.change(number);
        try (var index = IndexFolder.open(folder, false)) {
            var feeding = house.feeding(index);
            assertThat(index.notes()).as("the index that was there is gone on with").containsKey("table.product");
            assertThat(index.notes().get("feed")).isNotEqualTo("0");
            step(feeding, house);
            assertThat(feeding.building()).isEmpty();
            assertThat(index.size()).isEqualTo(ROWS);
            for (var number = changes - ROWS; number < changes; number++) assertThat(found(index, "v" + number)).as("change %d of %d", number, changes).isEqualTo(1);
            assertThat(found(index, "v" + (changes - ROWS - 1))).as("what was before the last changes").isZero();
        }
    }

    private static int found(IndexFolder index, String word) throws IOException {
        return index.read(searcher -> searcher.count(new TermQuery(new Term(Fields.words("product", "name"), word))));
    }

    private static void step(Feeding feeding, House house) throws IOException {
        feeding.follow(house.sites.current(), List.of(), List.of());
        feeding.takeIn();
    }

    /** The process: makes changes, and takes in and commits each. */
    public static void main(String[] arguments) throws IOException {
        var house = new House();
        try (var index = IndexFolder.open(Path.of(arguments[0]), false)) {
            var feeding = house.feeding(index);
            house.tables.listener(feeding::hear);
            for (var number = EARLIER; ; number++) {
                house.change(number);
                step(feeding, house);
                feeding.commit();
                System.out.print('!');
                System.out.flush();
            }
        }
    }

    /** The same rows in each process: change by change, each of a few rows gets a word that it had never before. */
    private static final class House {
        private final TestSites sites = TestSites.of(new TestSource()
                .document("tables/product.yml", "{table: product, key: number, title: name, columns: {number: {type: text}, name: {type: text}}}")
                .document("search.yml", "tables: [{table: product, columns: [name]}]"), new TableDocuments(), new SearchCompiler());
        private final MemoryTables tables = new MemoryTables(sites::schema);

        private House() {
            for (var number = 0; number < EARLIER; number += ROWS) change(number, number + ROWS);
        }

        void change(int number) {
            change(number, number + 1);
        }

        private void change(int from, int to) {
            tables.write(WRITER, Write.of(IntStream.range(from, to).mapToObj(number -> new Change.Put("product", String.valueOf(number % ROWS), Map.of("name", "v" + number))).toArray(Change[]::new)));
        }

        Feeding feeding(IndexFolder index) {
            var texts = new TextFolder(Path.of("target", "no-texts"));
            return new Feeding(index, tables, new Pending(), new Feeding.Files(texts, new FileReading(texts, Indexes.READING)), InstantSource.system());
        }
    }
}
