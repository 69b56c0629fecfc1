package torg.connector.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.spi.sync.Connector.Answer;
import torg.spi.sync.Connector.Batch;
import torg.spi.sync.Connector.Extent;
import torg.spi.sync.Connector.Outgoing;
import torg.spi.sync.Connector.Parts;
import torg.spi.sync.Connector.Read;

/** An ERP behind a folder: what it lays down is read whole and in order, what it is to take is laid down once, whatever falls down when. */
class FilesConnectorTest {
    @TempDir
    Path folder;

    private FileErp erp;
    private FilesConnector connector;

    @BeforeEach
    void house() throws IOException {
        erp = new FileErp(folder);
        connector = erp.connector();
    }

    private static Outgoing order(String reference) {
        var head = new HashMap<String, Object>(Map.of("Customer", "ALFKI", "Wanted", LocalDate.of(2026, 12, 24)));
        return new Outgoing("Orders", reference, "Reference", head, Optional.of(new Parts("Lines", "Order", "Number", "Position", List.of(Map.of("Position", 1L, "Quantity", 3L)))), Set.of("Customer"));
    }

    private List<Path> out() throws IOException {
        try (var files = Files.list(folder.resolve("out"))) {
            return files.toList();
        }
    }

    private List<Map<String, Object>> all(String entity) {
        var records = new ArrayList<Map<String, Object>>();
        for (var cursor = Optional.of(""); cursor.isPresent(); ) {
            var batch = ((Answer.Done<Batch>) connector.read(new Read(entity, List.of(), Map.of(), Map.of(), cursor.filter(text -> !text.isEmpty())))).value();
            records.addAll(batch.records());
            cursor = batch.cursor();
        }
        return records;
    }

    @Test
    void aDocumentIsLaidDownOnceAndIsThereWhenTheErpShowsIt() throws IOException {
        assertThat(connector.create(order("W/1"))).isInstanceOf(Answer.Unknown.class);
        assertThat(out()).singleElement().satisfies(file -> assertThat(file).hasFileName("Orders-W%2F1.json"));
        var written = new JsonMapper().readTree(Files.readAllBytes(out().getFirst()));
        assertThat(written.at("/head/Reference").asText()).isEqualTo("W/1");
        assertThat(written.at("/head/Wanted").asText()).isEqualTo("2026-12-24");
        assertThat(written.at("/lines/records/0/Quantity").asInt()).isEqualTo(3);

        assertThat(connector.find(order("W/1"))).isEqualTo(new Answer.Done<>(Extent.NOTHING));
        Files.delete(out().getFirst());
        assertThat(connector.create(order("W/1"))).as("the ERP took it and does not show it yet").isInstanceOf(Answer.Unknown.class);
        assertThat(out()).as("not laid down again").isEmpty();
    }

    @Test
    void itsNumberComesWithTheErpsOwnFile() {
        connector.create(order("W1"));
        erp.take();
        assertThat(connector.find(order("W1"))).isEqualTo(new Answer.Done<>(Extent.ALL));
        assertThat(connector.create(order("W1"))).isInstanceOfSatisfying(Answer.Done.class, done -> assertThat((Map<?, ?>) done.value()).isEqualTo(Map.of("Number", "SO-1002", "Reference", "W1", "Customer", "ALFKI", "Status", "open")));
    }

    /** The steps of laying down, cut off after each of them. */
    @ParameterizedTest
    @CsvSource({"begun, true", "begun and sent, true", "moved, false"})
    void afterAFallItIsLaidDownIfItWasNot(String cutOffAfter, boolean again) throws IOException {
        connector.create(order("W1"));
        var begun = folder.resolve("work/begun/Orders-W1.json");
        var taken = out().getFirst();
        if (cutOffAfter.equals("moved")) Files.delete(taken);
        else Files.move(taken, begun, StandardCopyOption.ATOMIC_MOVE);
        if (cutOffAfter.equals("begun")) Files.delete(folder.resolve("work/sent/Orders-W1.json"));

        erp.connector().create(order("W1"));

        assertThat(out()).hasSize(again ? 1 : 0);
    }

    @Test
    void whatTheErpSaysAgainstItIsARefusal() throws IOException {
        connector.create(order("W1"));
        Files.writeString(folder.resolve("refused/Orders-W1.txt"), "Customer ALFKI is on hold\n");
        assertThat(connector.create(order("W1"))).isEqualTo(new Answer.Refused<>("files.refused", "Customer ALFKI is on hold"));
        Files.delete(out().getFirst());

        assertThat(connector.create(order("W1"))).as("somebody has it sent again").isInstanceOf(Answer.Unknown.class);
        assertThat(out()).as("it is laid down anew, and what was said before is gone").hasSize(1);
        erp.take();
        assertThat(connector.create(order("W1"))).isInstanceOf(Answer.Done.class);
    }

    @ParameterizedTest
    @CsvSource({"windows-1252, Kunden er på vent", "UTF-8, Kunden er p\uFFFD vent"})
    void aRefusalIsToldInWhateverEncodingItIsWritten(String charset, String said) throws IOException {
        connector = FileErp.connector(new FileErp.Given(folder.toString(), ",", charset, "", 0));
        connector.create(order("W1"));
        Files.write(folder.resolve("refused/Orders-W1.txt"), "Kunden er på\n vent".getBytes(Charset.forName("windows-1252")));
        assertThat(connector.create(order("W1"))).isEqualTo(new Answer.Refused<>("files.refused", said));
    }

    @Test
    void ofARefusalWithoutEndTheBeginningIsToldWithWholeCharacters() throws IOException {
        connector.create(order("W1"));
        Files.writeString(folder.resolve("refused/Orders-W1.txt"), "\u0000" + "😀".repeat(10_000));
        assertThat(connector.create(order("W1"))).isEqualTo(new Answer.Refused<>("files.refused", "\uFFFD" + "😀".repeat(499)));
    }

    @Test
    void aReadingGoesOnInTheFileThatItBeganWith() throws IOException {
        var text = new StringBuilder("Number,Name\n");
        for (var number = 1; number <= 2_500; number++) text.append("C").append(number).append(",\"Customer, \"\"").append(number).append("\"\"\nof two lines\"\n");
        erp.layDown("Customers", text.toString());
        var first = ((Answer.Done<Batch>) connector.read(new Read("Customers", List.of(), Map.of(), Map.of(), Optional.empty()))).value();
        assertThat(first.records()).hasSizeGreaterThan(500);
        assertThat(first.records().getFirst()).containsEntry("Name", "Customer, \"1\"\nof two lines");
        erp.layDown("Customers", "Number,Name\nC1,another\n");
        var next = ((Answer.Done<Batch>) connector.read(new Read("Customers", List.of(), Map.of(), Map.of(), first.cursor()))).value();
        assertThat(next.records().getFirst().get("Number")).isEqualTo("C" + (first.records().size() + 1));
        assertThat(all("Customers")).hasSize(1);
    }

    private Batch page(Optional<String> cursor) {
        return ((Answer.Done<Batch>) connector.read(new Read("Customers", List.of(), Map.of(), Map.of(), cursor))).value();
    }

    private static String numbered(int most) {
        return "Number\n" + IntStream.rangeClosed(1, most).mapToObj(number -> "C" + number).collect(Collectors.joining("\n")) + "\n";
    }

    @Test
    void aReadingGoesOnInItsFileHoweverManyComeMeanwhile() throws IOException {
        erp.layDown("Customers", numbered(8_000));
        var read = page(Optional.empty());
        for (var next = 1; next <= 6; next++) {
            erp.layDown("Customers", numbered(next));
            assertThat(page(Optional.empty()).records()).hasSize(next);
            read = page(read.cursor());
            assertThat(read.records().getFirst()).containsEntry("Number", "C" + (next + 1) * 1_000);
        }
    }

    @Test
    void aReadingWhoseFileIsGoneBeginsAnew() throws IOException {
        erp.layDown("Customers", numbered(8_000));
        var first = page(Optional.empty());
        for (var next = 0; next < 4; next++) {
            erp.layDown("Customers", numbered(4_000 + next));
            page(Optional.empty());
        }
        assertThat(page(first.cursor()).records().getFirst()).containsEntry("Number", "C1");
    }

    @Test
    void everyRecordOfALongFileComesOnce() throws IOException {
        var text = new StringBuilder("Number\n");
        for (var number = 0; number < 5_003; number++) text.append("C").append(number).append('\n');
        erp.layDown("Customers", text.toString());
        assertThat(all("Customers").stream().map(record -> record.get("Number"))).hasSize(5_003).doesNotHaveDuplicates();
    }

    @Test
    void aLineThatIsNotLikeTheFirstHasNothingAndTheOthersAreRead() throws IOException {
        erp.layDown("Customers", "Number,Name\nC1,One\nC2\nC3,Three,more\nC4,\n");
        assertThat(all("Customers")).containsExactly(Map.of("Number", "C1", "Name", "One"), Map.of(), Map.of(), Map.of("Number", "C4"));
    }

    @Test
    void aFileThatIsBeingWrittenIsLeftAlone() throws IOException {
        var file = folder.resolve("in/Customers.csv");
        Files.writeString(file, "Number\nC1\n");
        assertThat(connector.read(new Read("Customers", List.of(), Map.of(), Map.of(), Optional.empty()))).isInstanceOf(Answer.Later.class);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3)));
        assertThat(all("Customers")).hasSize(1);
    }

    /** The clock is asked between the look at a file and its copy. */
    @ParameterizedTest
    @CsvSource({"1,true", "4,true", "1000,false"})
    void aFileThatIsReplacedWhileItIsCopiedIsReadFromTheNewOne(int times, boolean read) {
        var looks = new AtomicInteger();
        var exports = new Exports(Layout.below(folder.toString()), ',', UTF_8, () -> {
            if (looks.incrementAndGet() <= times) erp.take();
            return Instant.now();
        });
        if (read) assertThat(exports.newest("Orders")).isPresent();
        else assertThatThrownBy(() -> exports.newest("Orders")).isInstanceOf(Exports.Unsettled.class);
    }

    @Test
    void lettersOfAnotherEncodingAreToldAndNotBent() throws IOException {
        var file = folder.resolve("in/Customers.csv");
        Files.write(file, "Number;Name\nC1;Blåbær\n".getBytes(Charset.forName("windows-1252")));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(30)));
        assertThatThrownBy(() -> all("Customers")).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.code()).isEqualTo("files.charset"));
        connector = FileErp.connector(new FileErp.Given(folder.toString(), ";", "windows-1252", "", 0));
        assertThat(all("Customers")).containsExactly(Map.of("Number", "C1", "Name", "Blåbær"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Number,Number\n1,2\n", "Number,\n1,2\n", "Number,Name\n1,\"open"})
    void whatIsNoExportIsAnUpstreamFaultWithItsName(String text) throws IOException {
        erp.layDown("Customers", text);
        assertThatThrownBy(() -> all("Customers")).isInstanceOfSatisfying(TorgException.class, e -> {
            assertThat(e.kind()).isEqualTo(ProblemKind.UPSTREAM);
            assertThat(e.getMessage()).contains("Customers");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "a/b", "Orders.csv", "", "..", "a\u0000b"})
    void aNameThatLeadsElsewhereIsNoEntity(String entity) throws IOException {
        Files.writeString(folder.resolve("secret.csv"), "a\nb\n");
        assertThat(connector.describe(entity)).isEmpty();
        assertThat(connector.read(new Read(entity, List.of(), Map.of(), Map.of(), Optional.empty()))).isInstanceOf(Answer.Refused.class);
        assertThat(connector.read(new Read("Orders", List.of(), Map.of(), Map.of(), Optional.of("../../secret.csv/0")))).as("nor is a cursor").isInstanceOfSatisfying(Answer.Done.class, done -> assertThat(done.value().toString()).contains("10248"));
    }

    @ParameterizedTest
    @CsvSource({"',,', UTF-8, '', 2", "'\"', UTF-8, '', 2", "',', klingon, '', 2", "',', UTF-8, Lines, 2", "',', UTF-8, '', 31"})
    void settingsThatMakeNoSenseAreRefused(String separator, String charset, String keys, int seconds) {
        assertThatThrownBy(() -> FileErp.connector(new FileErp.Given(folder.toString(), separator, charset, keys, seconds))).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.CONFIG));
    }
}
