package torg.store.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static torg.store.TestHouse.SYNC;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.file.Bytes;
import torg.api.file.Upload;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Write;
import torg.store.TestHouse;
import torg.store.database.Database;
import torg.testkit.TestSource;

/** Beside an H2 database on disk files are files: there as long as a row names them. */
class FileFolderTest {
    private static final TestSource DRAFT = new TestSource().document("tables/order.yml", "{table: order, key: id, columns: {id: {type: text}, paper: {type: file, media-types: [application/pdf]}}}");
    @TempDir
    Path folder;

    @Test
    void aFileIsThereAsLongAsARowNamesIt() throws IOException {
        try (var house = house()) {
            for (var id : new String[] {"1", "2"}) house.tables.write(SYNC, Write.of(new Change.Create("order", Map.of("id", id, "paper", pdf('x')))));
            assertThat(files()).as("the same bytes once").isEqualTo(1);
            var former = house.tables.file(SYNC, "order", "1", "paper").orElseThrow();
            try (var in = former.bytes().open()) {
                house.tables.write(SYNC, Write.of(new Change.Update("order", "1", Map.of("paper", pdf('y')))));
                assertThat(files()).as("the second order still has it").isEqualTo(2);
                house.tables.write(SYNC, Write.of(new Change.Delete("order", "2")));
                assertThat(files()).isEqualTo(1);
                assertThat(in.readAllBytes()).as("who has begun to read reads to the end").hasSize((int) former.file().size());
            }
            assertThatThrownBy(() -> former.bytes().open()).isInstanceOf(IOException.class);
            assertThat(read(house)).endsWith("y");
        }
    }

    @Test
    void aWriteThatFailsLeavesNoFile() throws IOException {
        try (var house = house()) {
            house.tables.write(SYNC, Write.of(new Change.Create("order", Map.of("id", "1", "paper", pdf('x')))));
            assertThatThrownBy(() -> house.tables.write(SYNC, Write.of(new Change.Update("order", "1", Map.of("paper", pdf('y'))), new Change.Create("order", Map.of("id", "1"))))).isInstanceOf(TorgException.class);
            assertThat(files()).isEqualTo(1);
            assertThat(read(house)).endsWith("x");
        }
    }

    @Test
    void whatAKillLeftGoesWithTheNextStart() throws IOException {
        try (var house = house()) {
            house.tables.write(SYNC, Write.of(new Change.Create("order", Map.of("id", "1", "paper", pdf('x')))));
        }
        for (var left : new String[] {"a".repeat(64), "begun"}) Files.writeString(folder.resolve("store.files").resolve(left), "left");
        try (var house = house()) {
            assertThat(files()).isEqualTo(1);
            assertThat(read(house)).endsWith("x");
        }
    }

    private TestHouse house() {
        return new TestHouse(new Database("jdbc:h2:file:" + folder.resolve("store"), "torg", "", 4)).with(DRAFT);
    }

    private long files() throws IOException {
        try (var files = Files.list(folder.resolve("store.files"))) {
            return files.count();
        }
    }

    private static String read(TestHouse house) throws IOException {
        try (var in = house.tables.file(SYNC, "order", "1", "paper").orElseThrow().bytes().open()) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static Upload pdf(char sign) {
        return new Upload("x.pdf", "application/pdf", Bytes.of(("%PDF-" + String.valueOf(sign).repeat(300_000)).getBytes(StandardCharsets.US_ASCII)));
    }
}
