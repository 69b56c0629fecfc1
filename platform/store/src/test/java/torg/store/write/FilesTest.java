package torg.store.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static torg.store.TestHouse.SYNC;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import torg.api.file.Bytes;
import torg.api.file.Upload;
import torg.api.problem.TorgException;
import torg.api.site.SiteProblem;
import torg.api.table.Change;
import torg.api.table.Write;
import torg.store.TestHouse;
import torg.store.database.Jdbc;
import torg.store.database.TestDatabase;
import torg.testkit.TestSource;

/** The bytes of files are beside the rows as long as a row needs them, and not longer. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class FilesTest {
    private static final String TABLE = """
            table: order
            key: id
            outbox: true
            columns:
              id: {type: text}
              note: {type: text}
              paper: {type: file, media-types: [application/pdf]}
            """;
    private static final String LINE = "{table: line, key: id, columns: {id: {type: text}, order: {type: lookup, to: order, part: true}, paper: {type: file, media-types: [application/pdf]}}}";
    @Parameter
    TestDatabase kind;
    TestHouse house;
    final TestSource source = new TestSource().document("tables/order.yml", TABLE).document("tables/line.yml", LINE);

    @BeforeEach
    void open() {
        house = new TestHouse(kind.open()).with(source);
        house.tables.write(SYNC, Write.of(new Change.Create("order", Map.of("id", "1", "paper", pdf(300_000))), new Change.Create("line", Map.of("id", "l", "order", "1", "paper", pdf(9)))));
    }

    @AfterEach
    void close() {
        house.close();
    }

    private static Upload pdf(int size) {
        return new Upload("x.pdf", "application/pdf", Bytes.of(("%PDF-" + "x".repeat(size)).getBytes(StandardCharsets.US_ASCII)));
    }

    private long parts() {
        return house.database.read(connection -> Jdbc.query(connection, "select count(*) from \"torg_files\"", rows -> rows.getLong(1)).getFirst());
    }

    private List<SiteProblem> edited(String document) {
        var problems = source.document("tables/order.yml", document).problems(house.compiler);
        if (problems.stream().anyMatch(SiteProblem::fatal)) return problems;
        house.with(source);
        house.tables.schema();
        return problems;
    }

    @Test
    void partsOfWhatIsReplacedGo() {
        assertThat(parts()).isEqualTo(3 + 1);
        var former = house.tables.file(SYNC, "order", "1", "paper").orElseThrow();

        house.tables.write(SYNC, Write.of(new Change.Update("order", "1", Map.of("paper", pdf(140_000)))));
        assertThat(parts()).isEqualTo(2 + 1);
        assertThatThrownBy(() -> former.bytes().open()).isInstanceOf(IOException.class);
        house.tables.write(SYNC, Write.of(new Change.Update("order", "1", Collections.singletonMap("paper", null))));
        assertThat(parts()).isEqualTo(1);
        house.tables.write(SYNC, Write.of(new Change.Delete("order", "1")));
        assertThat(parts()).as("those of its parts go with the row").isZero();
    }

    @Test
    void whoReadsWhileAnotherTakesItsPlaceIsGivenNoMixture() throws IOException {
        try (var in = house.tables.file(SYNC, "order", "1", "paper").orElseThrow().bytes().open()) {
            assertThat(in.readNBytes(1_000)).hasSize(1_000);
            house.tables.write(SYNC, Write.of(new Change.Update("order", "1", Map.of("paper", pdf(300_001)))));
            assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aWriteThatFailsLeavesTheFileAsItWas() throws IOException {
        assertThatThrownBy(() -> house.tables.write(SYNC, Write.of(new Change.Update("order", "1", Map.of("paper", pdf(9))), new Change.Create("order", Map.of("id", "1"))))).isInstanceOf(TorgException.class);
        var unread = new Upload("x.pdf", "application/pdf", () -> {
            throw new IOException("gone");
        });
        assertThatThrownBy(() -> house.tables.write(SYNC, Write.of(new Change.Update("order", "1", Map.of("paper", unread))))).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.code()).isEqualTo("table.file-unread"));
        var shrinking = new Upload("x.pdf", "application/pdf", new Bytes() {
            private int opened;

            @Override
            public InputStream open() throws IOException {
                return pdf(opened++ == 0 ? 20 : 10).bytes().open();
            }
        });
        assertThatThrownBy(() -> house.tables.write(SYNC, Write.of(new Change.Update("order", "1", Map.of("paper", shrinking))))).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.code()).isEqualTo("table.file-unread"));

        assertThat(parts()).isEqualTo(4);
        try (var in = house.tables.file(SYNC, "order", "1", "paper").orElseThrow().bytes().open()) {
            assertThat(in.readAllBytes()).hasSize(300_005);
        }
    }

    @Test
    void nobodyElsewhereHearsOfAFileAlone() {
        var waiting = (LongSupplier) () -> house.database.read(connection -> Jdbc.query(connection, "select count(*) from \"torg_outbox\"", rows -> rows.getLong(1)).getFirst());
        var before = waiting.getAsLong();

        house.tables.write(SYNC, Write.of(new Change.Update("order", "1", Map.of("paper", pdf(1)))));
        assertThat(waiting.getAsLong()).isEqualTo(before);
        house.tables.write(SYNC, Write.of(new Change.Update("order", "1", Map.of("paper", pdf(2), "note", "x"))));
        assertThat(waiting.getAsLong()).isEqualTo(before + 1);
    }

    @Test
    void partsGoWithTheColumnOrTableThatIsConfirmedToBeLost() {
        var without = TABLE.replaceAll("  paper.*\n", "");
        assertThat(edited(without)).as("what nobody describes stays").isEmpty();
        assertThat(parts()).isEqualTo(4);
        assertThat(edited(TABLE.replaceAll("type: file.*", "type: text}"))).singleElement().satisfies(problem -> assertThat(problem.help()).contains("empty column paper"));
        assertThat(edited(TABLE.replaceAll("type: file.*", "type: text}") + "confirm-loss: [empty column paper]\n")).isEmpty();
        assertThat(parts()).isEqualTo(1);
        assertThat(edited(without + "confirm-loss: [drop column paper]\n")).isEmpty();

        source.document("tables/line.yml", "{table: line, confirm-loss: [drop table]}");
        assertThat(edited(without)).isEmpty();
        assertThat(parts()).isZero();
    }

    @Test
    void noTextBecomesAFile() {
        house.tables.write(SYNC, Write.of(new Change.Update("order", "1", Map.of("note", "text"))));
        assertThat(edited(TABLE.replace("note: {type: text}", "note: {type: file, media-types: [application/pdf]}"))).singleElement().satisfies(problem -> assertThat(problem.code()).isEqualTo("table.type-changed"));
    }

    @Test
    void aFileColumnIsAddedToTheRowsThatAreThere() {
        assertThat(edited(TABLE + "  second: {type: file, max-size: 1 MB, media-types: [image/png]}\n")).isEmpty();
        assertThat(house.tables.schema().table("order").column("second").orElseThrow().file().orElseThrow().maxSize()).isEqualTo(1024 * 1024);
        assertThat(house.tables.file(SYNC, "order", "1", "second")).isEmpty();
        assertThat(house.tables.file(SYNC, "order", "1", "paper")).isPresent();
    }
}
