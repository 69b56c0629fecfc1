package torg.lists.forms.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Tables;
import torg.api.web.Request;
import torg.api.web.Stream;
import torg.lists.forms.Portal;
import torg.lists.forms.list.KnownRoles;

/** Lists as files: the caller's rows and columns, whole, and harmless to whoever opens them. */
class ListsResourceTest {
    @TempDir
    Path folder;

    private final Portal portal = new Portal();
    private final ListsResource lists = new ListsResource(portal.tables(), new KnownRoles(), Portal.CLOCK);

    @BeforeEach
    void everyListIsForFiles() {
        for (var list : List.of("orders", "products")) portal.edit("lists/" + list + ".yml", portal.text("lists/" + list + ".yml").replace("export: true\n", "") + "export: true\n");
    }

    @Test
    void hasAllRowsOfTheCallerWhateverPageTheyAreOn() throws IOException {
        var lines = csv(Portal.MARIA, "orders");

        assertThat(lines).hasSize(31).noneMatch(line -> line.contains("A200"));
        assertThat(lines.getFirst()).isEqualTo("\ufeffOrder,Your requisition,Ordered by,Ordered,Requested receipt,Status,Total,Currency");
        assertThat(lines.get(1)).startsWith("O130,").contains(",Maria Anders,2026-").endsWith(",USD");
        assertThat(csv(Portal.JANE, "orders")).as("own orders, and no column of who ordered").hasSize(16).first().asString().doesNotContain("Ordered by");
    }

    @Test
    void asksWhatTheAddressAsks() throws IOException {
        assertThat(csv(Portal.MARIA, "orders", "status", "delivered", "sort", "total", "page", "7")).hasSize(11);
        assertThat(csv(Portal.MARIA, "orders", "q", "o11")).hasSize(11);
    }

    @Test
    void aColumnThatMayNotBeReadIsNotInIt() throws IOException {
        portal.hide("salesorder", "total");
        assertThat(csv(Portal.MARIA, "orders").getFirst()).doesNotContain("Total").doesNotContain("Currency");
    }

    @Test
    void speaksTheLanguageOfThePageAndItsSpreadsheets() throws IOException {
        var lines = csv(Portal.MARIA, "orders", "locale", "nb");

        assertThat(lines.getFirst()).startsWith("\ufeffOrdre;Deres rekvisisjon;Bestilt av;");
        assertThat(lines.get(1)).matches(".*;\\d+,\\d\\d;USD");
        assertThat(csv(Portal.MARIA, "orders", "locale", "xx").getFirst()).startsWith("\ufeffOrder,");
    }

    @Test
    void aTextIsNoFormulaWhateverItBeginsWith() throws IOException {
        for (var evil : List.of("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\uff1d1", "=HYPERLINK(\"http://evil.example\";\"x\")")) {
            portal.write(new Change.Update("product", "1", Map.of("name", evil)));
            var line = csv(Portal.MARIA, "products").stream().filter(one -> one.contains(evil.replace("\"", "\"\"").strip())).findFirst().orElseThrow();
            assertThat(line).as(evil).doesNotContain("," + evil).containsPattern("(^|[,\"])'");
            var xml = sheet(workbook(Portal.MARIA, "products"));
            assertThat(xml.getElementsByTagName("f").getLength()).as("formulas").isZero();
        }
    }

    @Test
    void norIsWhatASpreadsheetOfAnotherLanguageMakesACellOf() throws IOException {
        for (var evil : List.of("x;=1+1", "x,=1+1", "x\t=1+1", "x\n=1+1", "x;\"=1+1\"", "x;\uff1d1+1")) {
            portal.write(new Change.Update("product", "1", Map.of("name", evil)));
            for (var locale : List.of("en", "nb")) {
                assertThat(text(csvFile(Portal.MARIA, "products", "locale", locale))).as(evil).doesNotContainPattern("[,;\t\n]\"*[=\uff1d]1").containsPattern("'[=\uff1d]1");
            }
        }
        portal.write(new Change.Update("product", "1", Map.of("name", "a - b, c")));
        assertThat(text(csvFile(Portal.MARIA, "products"))).contains("\"a - b, c\"");
    }

    @Test
    void oneFileOfEachCallerIsMadeAtATime() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var slow = new ListsResource((Tables) Proxy.newProxyInstance(Tables.class.getClassLoader(), new Class<?>[] {Tables.class}, (_, method, values) -> {
            if (method.getName().equals("query") && ((Caller) values[0]).equals(Portal.MARIA)) {
                begun.countDown();
                goOn.await();
            }
            return method.invoke(portal.tables(), values);
        }), new KnownRoles(), Portal.CLOCK);
        var first = CompletableFuture.supplyAsync(() -> slow.csv(request(Portal.MARIA, "orders"), "orders"));
        begun.await();

        assertThatThrownBy(() -> slow.csv(request(Portal.MARIA, "orders"), "orders")).isInstanceOfSatisfying(TorgException.class, thrown -> assertThat(thrown.kind()).isEqualTo(ProblemKind.TOO_MANY));
        assertThat(bytes(slow.csv(request(Portal.JANE, "orders"), "orders"))).isNotEmpty();
        goOn.countDown();
        assertThat(bytes(first.get())).isNotEmpty();
        assertThat(bytes(slow.csv(request(Portal.MARIA, "orders"), "orders"))).isNotEmpty();
    }

    @Test
    void separatorsQuotesAndLinesStayWithinTheirCell() throws IOException {
        portal.write(new Change.Update("product", "1", Map.of("name", "Tea, \"green\"\nand black")));
        assertThat(text(csvFile(Portal.MARIA, "products"))).contains("\"Tea, \"\"green\"\"\nand black\"");
    }

    @Test
    void aWorkbookHasNumbersAndDatesToCountWith() throws IOException {
        var workbook = workbook(Portal.MARIA, "orders");
        var rows = sheet(workbook).getElementsByTagName("row");
        assertThat(rows.getLength()).isEqualTo(31);
        var cells = ((Element) rows.item(1)).getElementsByTagName("c");
        var types = IntStream.range(0, cells.getLength()).mapToObj(cell -> ((Element) cells.item(cell)).getAttribute("t")).toList();
        assertThat(types).filteredOn(type -> !type.equals("s") && !type.equals("inlineStr")).as("two dates and a total").hasSizeGreaterThanOrEqualTo(2);
        assertThat(new String(workbook.get("xl/styles.xml"), StandardCharsets.UTF_8)).contains("yyyy-mm-dd", "#,##0.00");
        assertThat(new String(workbook.get("xl/sharedStrings.xml"), StandardCharsets.UTF_8)).contains("O130", "Requested receipt").doesNotContain("A200");
    }

    @Test
    void aWorkbookOfCharactersThatXmlDoesNotHaveCanBeOpened() throws IOException {
        portal.write(new Change.Update("product", "1", Map.of("name", "a\u0001b\ufffe<c>&\ud83d\ude00")));
        var workbook = workbook(Portal.MARIA, "products");
        assertThat(sheet(workbook).getElementsByTagName("row").getLength()).isPositive();
        assertThat(xml(workbook.get("xl/sharedStrings.xml")).getDocumentElement().getTextContent()).contains("<c>&\ud83d\ude00");
    }

    @Test
    void saysWhatItIs() {
        var response = lists.csv(request(Portal.MARIA, "orders"), "orders");
        assertThat(response.getHeaderString("Content-Disposition")).isEqualTo("attachment; filename=\"orders-2026-11-22.csv\"");
        assertThat(response.getHeaderString("Cache-Control")).contains("no-store");
    }

    @Test
    void aFileLiesOnDiskUntilItIsSentAndNoLonger() throws IOException {
        var before = laidDown();
        var response = lists.csv(request(Portal.MARIA, "orders"), "orders");
        assertThat(laidDown()).as("as long as nobody reads, as after HEAD").isEqualTo(before);
        assertThat(bytes(response)).hasSize((int) ((Stream) response.getEntity()).length());
        assertThat(laidDown()).isEqualTo(before);
    }

    private static long laidDown() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("torg-answer")).count();
        }
    }

    @Test
    void aListThatIsNotForFilesIsAsUnknownAsNone() {
        portal.edit("lists/orders.yml", portal.text("lists/orders.yml").replace("export: true\n", ""));
        for (var name : List.of("orders", "nothing", "../orders")) {
            assertThatThrownBy(() -> lists.csv(request(Portal.MARIA, name), name)).isInstanceOfSatisfying(TorgException.class, thrown -> assertThat(thrown.kind()).isEqualTo(ProblemKind.NOT_FOUND));
        }
    }

    @Test
    void whoMaySeeNothingIsGivenNothing() throws IOException {
        assertThat(csv(Caller.ANONYMOUS, "orders")).allSatisfy(line -> assertThat(line).doesNotContain("O1"));
        assertThat(csv(Portal.MAY, "orders")).hasSizeLessThanOrEqualTo(1);
    }

    private List<String> csv(Caller caller, String list, String... query) throws IOException {
        return text(csvFile(caller, list, query)).lines().toList();
    }

    private byte[] csvFile(Caller caller, String list, String... query) throws IOException {
        return bytes(lists.csv(request(caller, list, query), list));
    }

    private Map<String, byte[]> workbook(Caller caller, String list) throws IOException {
        var file = Files.write(folder.resolve("list.xlsx"), bytes(lists.workbook(request(caller, list), list)));
        var parts = new HashMap<String, byte[]>();
        try (var zip = new ZipFile(file.toFile())) {
            for (var entry : Collections.list(zip.entries())) parts.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
        }
        return parts;
    }

    private static Document sheet(Map<String, byte[]> workbook) {
        return xml(workbook.get("xl/worksheets/sheet1.xml"));
    }

    private static Document xml(byte[] bytes) {
        try {
            return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
        } catch (Exception e) {
            throw new AssertionError("no XML: " + text(bytes), e);
        }
    }

    private Request request(Caller caller, String list, String... query) {
        var asked = portal.get(caller, "/api/lists/" + list, query);
        return new Request(asked.id(), "GET", asked.path(), Locale.ENGLISH, asked.query(), Map.of(), Map.of(), caller, asked.csrf(), asked.address(), asked.site());
    }

    private static byte[] bytes(Response response) throws IOException {
        try (var in = ((Stream) response.getEntity()).bytes().open()) {
            return in.readAllBytes();
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
