package torg.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.file.Bytes;
import torg.api.file.Upload;
import torg.api.search.Found.Excerpt;
import torg.api.search.Found.Piece;
import torg.api.search.Sought;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.search.lucene.file.FileText;
import torg.search.lucene.file.FileText.Reason;
import torg.search.lucene.file.PlainProgram;
import torg.search.lucene.file.ReadingProcess;

/** Words in files that are attached to rows. */
class FileSearchTest {
    private static final String TEXT = "text/plain";
    private static final String PDF = "application/pdf";
    private static final String DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String ODT = "application/vnd.oasis.opendocument.text";

    @TempDir
    Path folder;

    private static ReadingProcess plain;
    private ShopHouse shop;

    @BeforeAll
    static void compile(@TempDir Path programs) throws IOException {
        plain = PlainProgram.in(programs);
    }

    @AfterEach
    void close() throws Exception {
        if (shop != null) shop.close();
    }

    private void open(ReadingProcess reading) {
        shop = new ShopHouse(folder, reading);
        shop.source.document("tables/letter.yml", "{table: letter, key: id, title: id, columns: {id: {type: text}, account: {type: lookup, to: account}, paper: {type: file, max-size: 5 MB, "
                + "media-types: [" + String.join(", ", TEXT, PDF, DOCX, XLSX, ODT) + "]}}}");
        shop.rules.put("letter", new Condition.Compare("account", Condition.Operator.EQ, new Operand.MyAccounts()));
        shop.sites.swap(shop.source.document("search.yml", ShopHouse.SEARCH + "  - {table: letter, columns: {paper: 2, id: 8}, link: \"/letters/{id}\"}\n"));
    }

    private void put(String key, String account, String name, String mediaType, byte[] bytes) {
        shop.put("letter", key, Map.of("account", account, "paper", new Upload(name, mediaType, Bytes.of(bytes))));
    }

    private void text(String key, String account, String text) {
        put(key, account, key + "-notes.txt", TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whoMayReadAFileFindsItsRowByTheWordsInIt() {
        open(plain);
        text("a", "ALFKI", "Please deliver the marzipan by boat.");
        text("b", "ANATR", "Please deliver the nougat by boat.");
        assertThat(shop.find(ShopHouse.JANE, "marzipan")).containsExactly("letter a");
        assertThat(shop.find(ShopHouse.JANE, "boat")).containsExactly("letter a");
        assertThat(shop.find(ShopHouse.ANA, "boat")).containsExactly("letter b");
        assertThat(shop.find(ShopHouse.ANA, "marzipan")).isEmpty();
        assertThat(shop.all(ShopHouse.ANA, Sought.of("marzipann", 5)).meant()).isEmpty();
        assertThat(shop.find(ShopHouse.JANE, "notes")).as("by its name").containsExactly("letter a");
        assertThat(shop.all(ShopHouse.JANE, Sought.of("marzipan", 5)).hits().getFirst().excerpts()).containsExactly(new Excerpt(java.util.Optional.of("paper"),
                List.of(new Piece("Please deliver the ", false), new Piece("marzipan", true), new Piece(" by boat.", false))));

        shop.hiddenColumns = Set.of("letter.paper");
        assertThat(shop.find(ShopHouse.JANE, "marzipan")).isEmpty();
        assertThat(shop.find(ShopHouse.JANE, "notes")).isEmpty();
    }

    @Test
    void wordsOfPdfAndOfficeAreFound() throws IOException {
        open(Indexes.READING);
        put("a", "ALFKI", "offer.pdf", PDF, pdf("Cloudberry jam, forty jars", ""));
        assertThat(shop.find(ShopHouse.JANE, "cloudberry jars")).containsExactly("letter a");
        put("b", "ALFKI", "terms.docx", DOCX, docx("Payment within fourteen fortnights"));
        assertThat(shop.find(ShopHouse.JANE, "fortnights")).containsExactly("letter b");
        put("c", "ALFKI", "prices.xlsx", XLSX, xlsx("Gravlax", 119.5));
        assertThat(shop.find(ShopHouse.JANE, "gravlax 119.5")).containsExactly("letter c");
        put("d", "ALFKI", "letter.odt", ODT, odt("Greetings from Trondheim"));
        assertThat(shop.find(ShopHouse.JANE, "trondheim")).containsExactly("letter d");
        put("e", "ALFKI", "locked.pdf", PDF, pdf("Nobody reads this", "secret"));
        assertThat(shop.find(ShopHouse.JANE, "locked")).containsExactly("letter e");
        assertThat(shop.index.unread(10)).isEqualTo(Map.of(Reason.LOCKED, List.of("letter/e")));
    }

    private static byte[] pdf(String text, String password) throws IOException {
        try (var document = new PDDocument(); var out = new ByteArrayOutputStream()) {
            var page = new PDPage();
            document.addPage(page);
            try (var content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                content.newLineAtOffset(50, 700);
                content.showText(text);
                content.endText();
            }
            if (!password.isEmpty()) document.protect(new StandardProtectionPolicy(password, password, new AccessPermission()));
            document.save(out);
            return out.toByteArray();
        }
    }

    private static byte[] docx(String text) throws IOException {
        try (var document = new XWPFDocument(); var out = new ByteArrayOutputStream()) {
            document.createParagraph().createRun().setText(text);
            document.write(out);
            return out.toByteArray();
        }
    }

    private static byte[] xlsx(String text, double number) throws IOException {
        try (var book = new XSSFWorkbook(); var out = new ByteArrayOutputStream()) {
            var row = book.createSheet("Prices").createRow(0);
            row.createCell(0).setCellValue(text);
            row.createCell(1).setCellValue(number);
            book.write(out);
            return out.toByteArray();
        }
    }

    private static byte[] odt(String text) throws IOException {
        try (var out = new ByteArrayOutputStream(); var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("mimetype"));
            zip.write(ODT.getBytes(StandardCharsets.US_ASCII));
            zip.putNextEntry(new ZipEntry("content.xml"));
            zip.write(("""
                    <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
                    <office:body><office:text><text:p>%s</text:p></office:text></office:body></office:document-content>""".formatted(text)).getBytes(StandardCharsets.UTF_8));
            zip.finish();
            return out.toByteArray();
        }
    }

    @Test
    void theProcessIsBoundInTimeAndMemory() throws Exception {
        var bytes = Bytes.of(pdf("any", ""));
        assertThat(new ReadingProcess(Indexes.READING.programs(), Duration.ofMillis(1), 64).read(PDF, bytes)).isEqualTo(new FileText.Unread(Reason.SLOW));
        assertThat(new ReadingProcess(Indexes.READING.programs(), Duration.ofSeconds(30), 2).read(PDF, bytes)).isEqualTo(new FileText.Unread(Reason.HEAVY));
        var much = Bytes.of("word ".repeat(100_000).getBytes(StandardCharsets.UTF_8));
        assertThat(Indexes.READING.read(TEXT, much)).isInstanceOfSatisfying(FileText.Words.class, words -> assertThat(words.text().length()).isBetween(90_000, 100_000));
    }

    @Test
    void whatAProcessLeavesBehindHindersNobody(@TempDir Path programs) throws Exception {
        var source = Files.writeString(programs.resolve("ReadFile.java"), """
                package torg.search.lucene.process;

                public class ReadFile {
                    public static void main(String[] arguments) throws Exception {
                        java.nio.file.Files.createDirectories(java.nio.file.Path.of("left", "over"));
                        System.exit(3);
                    }
                }
                """);
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", programs.toString(), source.toString())).isZero();
        var process = new ReadingProcess(() -> List.of(programs), Duration.ofSeconds(30), 64);
        assertThat(process.read(PDF, Bytes.of(new byte[] {1}))).isEqualTo(new FileText.Unread(Reason.HEAVY));
    }

    @Test
    void aFileThatWasNotReadWhenThePortalEndedIsReadAfterTheNextStart() throws Exception {
        open(plain);
        text("a", "ALFKI", "marzipan");
        shop.indexes.close();
        shop.again = shop.indexes.index("index", shop.sites, shop.tables, shop);
        var search = Indexes.search(shop.again, shop.tables, shop);
        var end = System.nanoTime() + 30_000_000_000L;
        while (search.find(shop.request(ShopHouse.JANE, "en"), Sought.of("marzipan", 5)).total() == 0) assertThat(System.nanoTime()).isLessThan(end);
    }

    @Test
    void anotherFileInItsPlaceIsFoundByItsOwnWordsAndItsRowByWhatElseChanges() {
        open(plain);
        text("a", "ALFKI", "marzipan");
        assertThat(shop.find(ShopHouse.JANE, "marzipan")).hasSize(1);
        shop.put("letter", "a", Map.of("account", "ANATR"));
        assertThat(shop.find(ShopHouse.ANA, "marzipan")).as("its words are not forgotten").hasSize(1);
        assertThat(shop.find(ShopHouse.JANE, "marzipan")).isEmpty();
        text("a", "ALFKI", "nougat");
        assertThat(shop.find(ShopHouse.JANE, "marzipan")).isEmpty();
        assertThat(shop.find(ShopHouse.JANE, "nougat")).hasSize(1);
    }

    @Test
    void aFileThatCannotBeReadIsFoundByItsNameAndTheReasonIsTold() {
        open(Indexes.READING);
        put("a", "ALFKI", "broken-offer.pdf", PDF, "%PDF-1.7 and nothing more".getBytes(StandardCharsets.US_ASCII));
        assertThat(shop.find(ShopHouse.JANE, "broken")).containsExactly("letter a");
        assertThat(shop.index.unread(10)).isEqualTo(Map.of(Reason.DAMAGED, List.of("letter/a")));
        text("a", "ALFKI", "whole");
        assertThat(shop.find(ShopHouse.JANE, "whole")).hasSize(1);
        assertThat(shop.index.unread(10)).isEmpty();
    }
}
