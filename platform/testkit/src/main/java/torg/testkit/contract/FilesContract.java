package torg.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static torg.testkit.random.RandomTablesContract.HOUSE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import torg.api.file.Bytes;
import torg.api.file.FileContent;
import torg.api.file.StoredFile;
import torg.api.file.Upload;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.api.table.Condition;
import torg.api.table.Grouping;
import torg.api.table.Operand;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.spi.access.TableAccess;
import torg.testkit.TestSource;

/** What every gate to rows keeps about files. A part of {@link TablesContract}. */
public interface FilesContract {
    /** Reads and writes her own orders, and of none the column {@code secret}. */
    Caller OWNER = Caller.contact("jane", "Jane", List.of("A"), List.of("buyer"));

    /** See {@link RandomTablesContract#open}. */
    Tables open(TestSource site, TableAccess rules);

    @Test
    default void aFileIsReadAsItWasWritten() throws IOException {
        var tables = desk();
        var bytes = pdf(300_000);

        write(tables, OWNER, "hers", "paper", new Upload("C:\\orders\\Order 7 \u202Efdp.pdf", "application/pdf; version=1.7", Bytes.of(bytes)));

        var row = tables.find(OWNER, "orders", "hers").orElseThrow();
        assertThat(row.version()).isEqualTo(2);
        var file = (StoredFile) row.value("paper").orElseThrow();
        assertThat(file).returns("Order 7 fdp.pdf", StoredFile::name).returns("application/pdf", StoredFile::mediaType).returns(300_000L, StoredFile::size);
        assertThat(file.digest()).matches("[0-9a-f]{64}");
        var content = tables.file(OWNER, "orders", "hers", "paper").orElseThrow();
        assertThat(content.file()).isEqualTo(file);
        assertThat(all(content)).isEqualTo(bytes);
        try (var in = content.bytes().open()) {
            in.skipNBytes(200_000);
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, 200_000, 300_000));
        }
    }

    @Test
    default void anotherTakesItsPlaceAndTheRowSaysSo() throws IOException {
        var tables = desk();
        write(tables, OWNER, "hers", "paper", upload(pdf(200_000)));
        var before = tables.file(OWNER, "orders", "hers", "paper").orElseThrow();
        var last = tables.feed(HOUSE, 0, 1_000).getLast().sequence();

        write(tables, OWNER, "hers", "paper", upload(pdf(200_001)));
        assertThat(tables.feed(HOUSE, last, 10)).singleElement().returns(Set.of("paper", "has_paper"), Committed::columns).returns("hers", Committed::key);
        assertThat(tables.find(OWNER, "orders", "hers").orElseThrow().version()).isEqualTo(3);
        assertThat(all(tables.file(OWNER, "orders", "hers", "paper").orElseThrow())).hasSize(200_001);

        write(tables, OWNER, "hers", "paper", upload(pdf(200_001)));
        assertThat(tables.find(OWNER, "orders", "hers").orElseThrow().version()).as("the same again is no change").isEqualTo(3);
        assertThat(problem(() -> tables.write(OWNER, Write.of(new Change.Update("orders", "hers", OptionalLong.of(2), Map.of("paper", upload(pdf(9))))))).code()).isEqualTo("table.stale");

        tables.write(OWNER, Write.of(new Change.Update("orders", "hers", Collections.singletonMap("paper", null))));
        assertThat(tables.file(OWNER, "orders", "hers", "paper")).isEmpty();
        assertThat(tables.find(OWNER, "orders", "hers").orElseThrow()).returns(4L, Row::version).satisfies(row -> assertThat(row.cells()).doesNotContainKey("paper").containsEntry("has_paper", false));
        assertThat(before.file().size()).isEqualTo(200_000);
    }

    @Test
    default void aFileComesWithANewRowAndGoesWithIt() throws IOException {
        var tables = desk();
        var made = tables.write(OWNER, Write.of(new Change.Create("orders", Map.of("owner", "jane", "paper", upload(pdf(10)))))).keys().getFirst();
        assertThat(all(tables.file(OWNER, "orders", made, "paper").orElseThrow())).isEqualTo(pdf(10));

        tables.write(HOUSE, Write.of(new Change.Delete("orders", made)));
        tables.write(OWNER, Write.of(new Change.Create("orders", Map.of("id", made, "owner", "jane"))));
        assertThat(tables.file(OWNER, "orders", made, "paper")).as("a row of the same key is another row").isEmpty();
    }

    @Test
    default void whoMayNotSeeItIsToldWhatIsToldWhereNothingIs() {
        var tables = desk();
        for (var key : List.of("hers", "his")) for (var column : List.of("paper", "secret")) write(tables, HOUSE, key, column, upload(pdf(10)));

        assertThat(tables.file(OWNER, "orders", "hers", "paper")).isPresent();
        assertThat(tables.file(HOUSE, "orders", "hers", "secret")).isPresent();
        for (var nothing : List.of(List.of("his", "paper"), List.of("nobodys", "paper"), List.of("hers", "secret"), List.of("hers", "empty"), List.of("hers", "owner"), List.of("hers", "nothing"), List.of("", "paper"))) {
            assertThat(tables.file(OWNER, "orders", nothing.get(0), nothing.get(1))).as("%s", nothing).isEmpty();
        }
        assertThat(tables.file(Caller.ANONYMOUS, "orders", "his", "paper")).isEmpty();
        var file = upload(pdf(10));
        assertThat(told(() -> write(tables, OWNER, "his", "paper", file))).isEqualTo(told(() -> write(tables, OWNER, "nobodys", "paper", file)));
        assertThat(told(() -> write(tables, OWNER, "hers", "secret", file)).toString().replace("secret", "nothing")).isEqualTo(told(() -> write(tables, OWNER, "hers", "nothing", file)).toString());
        assertThat(tables.find(OWNER, "orders", "hers").orElseThrow().cells()).doesNotContainKey("secret");
    }

    @Test
    default void aFileIsWhatItsColumnTakes() {
        var tables = desk();

        assertThat(wrong(tables, new Upload("x.pdf", "application/pdf", Bytes.of(new byte[0])))).containsExactly(tuple("paper", "empty-file"));
        assertThat(wrong(tables, upload(pdf(400_001)))).containsExactly(tuple("paper", "file-too-large"));
        assertThat(wrong(tables, new Upload("x.pdf", "application/pdf", Bytes.of("<script>".getBytes(StandardCharsets.UTF_8))))).as("another kind than it says").containsExactly(tuple("paper", "file-type"));
        assertThat(wrong(tables, new Upload("x.html", "text/html", Bytes.of(pdf(10))))).as("a kind nobody takes").containsExactly(tuple("paper", "file-type"));
        assertThat(wrong(tables, new Upload("x.gif", "image/gif", Bytes.of("GIF89a".getBytes(StandardCharsets.UTF_8))))).as("a kind this column does not take").containsExactly(tuple("paper", "file-type"));
        assertThat(wrong(tables, "x")).containsExactly(tuple("paper", "wrong-type"));
        assertThat(wrong(tables, new StoredFile("x.pdf", "application/pdf", 10, "0".repeat(64)))).as("what a row says of a file is no file").containsExactly(tuple("paper", "wrong-type"));

        write(tables, OWNER, "hers", "paper", new Upload("../..", "", Bytes.of(png())));
        assertThat(tables.file(OWNER, "orders", "hers", "paper").orElseThrow().file()).as("what it is shows in how it begins").returns("image/png", StoredFile::mediaType).returns("file.png", StoredFile::name);
        write(tables, OWNER, "hers", "paper", new Upload("ø".repeat(300) + ".pdf", "application/octet-stream", Bytes.of(pdf(400_000))));
        assertThat(tables.file(OWNER, "orders", "hers", "paper").orElseThrow().file().name()).hasSize(150).endsWith("ø.pdf");
    }

    @Test
    default void rowsAreFoundByWhetherThereIsAFileAndByNothingElseOfIt() {
        var tables = desk();
        write(tables, OWNER, "hers", "paper", upload(pdf(10)));

        assertThat(tables.query(HOUSE, Query.of("orders").where(new Condition.Empty("paper"))).rows()).extracting(Row::key).containsExactly("his");
        assertThat(tables.query(HOUSE, Query.of("orders", "paper").where(Condition.eq("has_paper", true))).rows()).singleElement().satisfies(row -> assertThat(row.text("paper")).contains("order.pdf"));
        var file = tables.find(OWNER, "orders", "hers").orElseThrow().value("paper").orElseThrow();
        assertThat(problem(() -> tables.query(HOUSE, Query.of("orders").order(new Query.Order("paper", false)))).code()).isEqualTo("table.no-order");
        assertThat(problem(() -> tables.query(HOUSE, Query.of("orders").where(new Condition.Compare("paper", Condition.Operator.EQ, new Operand.Literal(file))))).code()).isEqualTo("table.wrong-type");
        assertThat(problem(() -> tables.groups(HOUSE, new Grouping("orders", new Condition.Everything(), List.of("paper"), List.of(Grouping.Measure.COUNT), 10))).code()).isEqualTo("table.no-group");
        for (var kind : List.of(Grouping.Kind.MIN, Grouping.Kind.DISTINCT)) {
            assertThat(problem(() -> tables.groups(HOUSE, new Grouping("orders", new Condition.Everything(), List.of(), List.of(new Grouping.Measure(kind, "paper")), 10))).code()).isEqualTo("table.no-measure");
        }
        for (var column : List.of("secret", "has_secret")) assertThat(problem(() -> tables.query(OWNER, Query.of("orders").where(new Condition.Empty(column)))).code()).isEqualTo("table.unknown-column");
    }

    private Tables desk() {
        var tables = open(new TestSource().document("tables/orders.yml", """
                table: orders
                key: id
                columns:
                  id: {type: autonumber, format: W000}
                  owner: {type: text}
                  paper: {type: file, max-size: 400000, media-types: [application/pdf, image/png]}
                  empty: {type: file, media-types: [application/pdf]}
                  secret: {type: file, media-types: [application/pdf]}
                  has_paper: {type: boolean, formula: paper is not empty}
                  has_secret: {type: boolean, formula: secret is not empty}
                """), OwnOrders.RULES);
        tables.write(HOUSE, Write.of(new Change.Create("orders", Map.of("id", "hers", "owner", "jane")), new Change.Create("orders", Map.of("id", "his", "owner", "joe"))));
        return tables;
    }

    private static Upload upload(byte[] bytes) {
        return new Upload("order.pdf", "application/pdf", Bytes.of(bytes));
    }

    /** So many bytes that begin like a PDF, no two parts of which are the same. */
    private static byte[] pdf(int size) {
        var bytes = new byte[size];
        for (var i = 0; i < size; i++) bytes[i] = (byte) (i * 31 + i / 251);
        System.arraycopy("%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, 9);
        return bytes;
    }

    private static byte[] png() {
        return new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0};
    }

    private static byte[] all(FileContent content) throws IOException {
        try (var in = content.bytes().open()) {
            return in.readAllBytes();
        }
    }

    private static void write(Tables tables, Caller caller, String key, String column, Upload upload) {
        tables.write(caller, Write.of(new Change.Update("orders", key, Map.of(column, upload))));
    }

    private static List<Tuple> wrong(Tables tables, Object value) {
        return problem(() -> tables.write(OWNER, Write.of(new Change.Update("orders", "hers", Map.of("paper", value))))).fields().stream().map(wrong -> tuple(wrong.field(), wrong.code())).toList();
    }

    private static List<Object> told(ThrowingCallable call) {
        var problem = problem(call);
        return List.of(problem.kind(), problem.code(), problem.getMessage(), problem.help(), problem.fields());
    }

    private static TorgException problem(ThrowingCallable call) {
        var problem = catchThrowableOfType(TorgException.class, call);
        assertThat(problem).as("a problem").isNotNull();
        return problem;
    }
}
