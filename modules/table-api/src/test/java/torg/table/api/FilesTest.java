package torg.table.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.file.Bytes;
import torg.api.file.FileRule;
import torg.api.file.MediaType;
import torg.api.file.Upload;
import torg.api.identity.Caller;
import torg.api.problem.FieldProblem;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Condition;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.api.table.Write;
import torg.api.text.Text;
import torg.api.web.Request;
import torg.api.web.Stream;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;
import torg.table.api.model.Csdl;
import torg.testkit.MemoryTables;

/** Files: told in a row, and read and written at addresses of their own. */
class FilesTest {
    private static final byte[] PDF = "%PDF-1.7 0123456789".getBytes(StandardCharsets.US_ASCII);
    private static final FileRule RULE = new FileRule(100, List.of(MediaType.PDF, MediaType.PNG));
    private final MemoryTables tables = new MemoryTables(schema()).rights(new Rules());
    private final TablesResource resource = new TablesResource(tables);
    private final FilesResource files = new FilesResource(tables);

    private static Schema schema() {
        var columns = new LinkedHashMap<String, Column>();
        for (var column : List.of(Column.of("id", ColumnType.TEXT), Column.of("note", ColumnType.TEXT), Column.lookup("other", "paper"), Column.file("scan", RULE), Column.file("seal", RULE), Column.file("secret", RULE))) columns.put(column.name(), column);
        return Schema.of(List.of(new Table("paper", Text.of("Paper"), Text.of("Papers"), "id", "id", columns, List.of(), false, false)));
    }

    @BeforeEach
    void fill() {
        for (var id : List.of("own", "his")) tables.write(Shop.HOUSE, Write.of(new Change.Create("paper", Map.of("id", id, "scan", file("å \"1\".pdf"), "secret", file("x.pdf"), "other", "own"))));
    }

    private static Upload file(String name) {
        return new Upload(name, "application/pdf", Bytes.of(PDF));
    }

    @Test
    void aRowSaysWhereItsFileIsAndWhatItIsCalled() {
        var row = row("own", Shop.request(Shop.MARIA));
        var tag = row.get("scan@odata.mediaEtag");
        assertThat(row).containsEntry("scan@torg.file", Map.of("name", "å \"1\".pdf", "mediaType", "application/pdf", "size", 19L)).containsEntry("scan@odata.mediaReadLink", "/api/tables/paper(own)/scan/$value")
                .containsEntry("scan@odata.mediaEditLink", "/api/tables/paper(own)/scan/$value").containsEntry("scan@odata.mediaContentType", "application/pdf").doesNotContainKeys("scan", "seal", "secret", "secret@torg.file");
        assertThat(row).hasSize(row.entrySet().stream().toList().size());
        assertThat(get("own", "scan").getHeaderString("ETag")).isEqualTo(tag);
        assertThat(row("own", Shop.with(Shop.request(Shop.MARIA), "odata-maxversion", "4.0"))).as("for a client of OData from the root on").containsEntry("scan@odata.mediaReadLink", "paper(own)/scan/$value");
        assertThat(row("own", Shop.request(Shop.MARIA, "$select", "other/scan"))).containsKey("other/scan@torg.file").doesNotContainKey("other/scan@odata.mediaReadLink");
        assertThat(row("own", Shop.request(Caller.contact("MAY", "May", List.of(), List.of("reader"))))).containsKey("scan@odata.mediaReadLink").doesNotContainKey("scan@odata.mediaEditLink");
        assertThat(Csdl.of(tables, Shop.MARIA)).contains("<Property Name=\"scan\" Type=\"Edm.Stream\"").doesNotContain("secret");
        assertThat(resource.describe(Shop.request(Shop.MARIA)).paths()).containsKey("/tables/paper({key})/scan/$value").doesNotContainKey("/tables/paper({key})/secret/$value");
    }

    @Test
    void itsBytesAreKeptAndNotShown() throws IOException {
        var answer = get("own", "scan");

        assertThat(bytes(answer)).isEqualTo(PDF);
        assertThat(answer.getMediaType()).hasToString("application/pdf");
        assertThat(answer.getHeaderString("Content-Disposition")).isEqualTo("attachment; filename=\"_ _1_.pdf\"; filename*=UTF-8''%C3%A5%20%221%22.pdf");
        assertThat(answer.getHeaderString("Content-Security-Policy")).startsWith("sandbox");
        assertThat(answer.getHeaderString("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.getHeaderString("Cache-Control")).contains("private");
    }

    @Test
    void whoHasItIsToldSo() {
        var tag = get("own", "scan").getHeaderString("ETag");
        assertThat(get("own", "scan", "if-none-match", tag)).returns(304, Response::getStatus).returns(null, Response::getEntity);
        assertThat(get("own", "scan", "if-none-match", "\"other\"").getStatus()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-3,206,0,4,bytes 0-3/19", "bytes=9-,206,9,19,bytes 9-18/19", "bytes=-4,206,15,19,bytes 15-18/19", "bytes=5-900,206,5,19,bytes 5-18/19", "bytes=-900,206,0,19,bytes 0-18/19",
            "bytes=19-,416,0,0,bytes */19", "bytes=4-3,200,0,19,", "bytes=-0,416,0,0,bytes */19", "'bytes=0-1,3-4',200,0,19,", "bytes=-,200,0,19,", "lines=0-1,200,0,19,", "bytes=99999999999999999999-,200,0,19,"})
    void aPartOfItIsReadByItself(String range, int status, int from, int to, String told) throws IOException {
        var answer = get("own", "scan", "range", range);
        assertThat(answer.getStatus()).isEqualTo(status);
        assertThat(answer.getHeaderString("Content-Range")).isEqualTo(told);
        if (status != 416) assertThat(bytes(answer)).isEqualTo(Arrays.copyOfRange(PDF, from, to));
    }

    @Test
    void aPartOfAnotherFileIsNoPartOfThisOne() {
        var tag = get("own", "scan").getHeaderString("ETag");
        assertThat(get("own", "scan", "range", "bytes=0-3", "if-range", tag).getStatus()).isEqualTo(206);
        assertThat(get("own", "scan", "range", "bytes=0-3", "if-range", "\"other\"").getStatus()).isEqualTo(200);
    }

    @Test
    void whatIsHiddenAndWhatIsNotThereAreOneAnswer() {
        var none = told(() -> get("own", "seal"));
        assertThat(none.toString()).contains("table-api.no-file").contains("NOT_FOUND");
        for (var at : List.of(List.of("his", "scan"), List.of("nobodys", "scan"), List.of("own", "secret"), List.of("own", "note"), List.of("own", "nothing"), List.of("", ""))) {
            assertThat(told(() -> get(at.getFirst(), at.getLast()))).as("%s", at).isEqualTo(none);
            assertThat(told(() -> files.writeFile("paper", at.getFirst(), at.getLast(), sent(file("x.pdf"))))).as("%s written", at).isEqualTo(none);
            assertThat(told(() -> files.clearFile("paper", at.getFirst(), at.getLast(), Shop.request(Shop.MARIA)))).as("%s taken away", at).isEqualTo(none);
        }
        assertThat(told(() -> files.file("paper", "own", "scan", Shop.request(Caller.ANONYMOUS))).toString()).contains("SIGN_IN");
        assertThat(told(() -> files.writeFile("paper", "own", "scan", with(sent(file("x.pdf")), Caller.contact("MAY", "May", List.of(), List.of("reader"))))).toString()).contains("DENIED");
    }

    @Test
    void anotherTakesItsPlaceWhenItIsTheOneThatWasRead() throws IOException {
        var png = new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
        var first = get("own", "scan").getHeaderString("ETag");

        var second = files.writeFile("paper", "own", "scan", with(sent(new Upload("a.png", "image/png", Bytes.of(png))), "if-match", first));
        assertThat(second.getStatus()).isEqualTo(204);
        assertThat(bytes(get("own", "scan"))).isEqualTo(png);
        assertThat(second.getHeaderString("ETag")).isEqualTo(get("own", "scan").getHeaderString("ETag")).isNotEqualTo(first);
        assertThat(row("own", Shop.request(Shop.MARIA))).containsEntry("@odata.etag", "W/\"2\"");
        assertThat(told(() -> files.writeFile("paper", "own", "scan", with(sent(file("x.pdf")), "if-match", first))).toString()).contains("STALE");
        assertThat(told(() -> files.writeFile("paper", "own", "scan", with(sent(file("x.pdf")), "if-none-match", "*"))).toString()).contains("STALE");
        assertThat(told(() -> files.writeFile("paper", "own", "seal", with(sent(file("x.pdf")), "if-match", "*"))).toString()).contains("STALE");
        assertThat(files.writeFile("paper", "own", "seal", with(sent(file("x.pdf")), "if-none-match", "*")).getStatus()).isEqualTo(204);
        assertThat(told(() -> files.clearFile("paper", "own", "scan", with(Shop.request(Shop.MARIA), "if-match", first))).toString()).contains("STALE");
        var last = get("own", "scan").getHeaderString("ETag");
        assertThat(told(() -> files.writeFile("paper", "own", "scan", with(sent(file("x.pdf")), "if-none-match", first + ", " + last))).toString()).contains("STALE");
        assertThat(files.writeFile("paper", "own", "scan", with(sent(file("x.pdf")), "if-none-match", "\"other\"")).getStatus()).isEqualTo(204);
        assertThat(files.clearFile("paper", "own", "scan", Shop.request(Shop.MARIA)).getStatus()).isEqualTo(204);
        assertThat(told(() -> get("own", "scan")).toString()).contains("NOT_FOUND");
    }

    @Test
    void whatItsColumnDoesNotTakeIsToldAtTheColumn() {
        var wrong = catchThrowableOfType(TorgException.class, () -> files.writeFile("paper", "own", "scan", sent(new Upload("x.pdf", "application/pdf", Bytes.of(new byte[101])))));
        assertThat(wrong.kind()).isEqualTo(ProblemKind.INVALID);
        assertThat(wrong.fields()).extracting(FieldProblem::field, FieldProblem::code).containsExactly(tuple("scan", "file-too-large"));
        assertThat(told(() -> files.writeFile("paper", "own", "scan", Shop.request(Shop.MARIA))).toString()).as("a body that is no file").contains("MALFORMED");
    }

    @Test
    void aRowTakesNoBytesAndKeepsItsFileWhenItIsReplaced() {
        assertThat(told(() -> resource.create("paper", null, Map.of("id", "new", "scan", "JVBERi0="), Shop.request(Shop.MARIA))).toString()).contains("/scan/$value");
        resource.update(Edit.Kind.REPLACE, "paper", "own", null, new HashMap<>(Map.of("note", "x", "scan@torg.file", Map.of("name", "y"))), Shop.request(Shop.MARIA));
        assertThat(get("own", "scan").getStatus()).isEqualTo(200);
        var emptied = new HashMap<String, Object>();
        emptied.put("scan", null);
        resource.update(Edit.Kind.UPDATE, "paper", "own", null, emptied, Shop.request(Shop.MARIA));
        assertThat(told(() -> get("own", "scan")).toString()).contains("NOT_FOUND");
    }

    @Test
    void rowsAreFoundByWhetherThereIsAFile() {
        assertThat(resource.count("paper", Shop.request(Shop.MARIA, "$filter", "scan ne null and seal eq null"))).isEqualTo("1");
        for (var filter : List.of("scan eq 'x'", "scan gt null", "contains(scan,'x')", "secret eq null")) {
            assertThat(told(() -> resource.count("paper", Shop.request(Shop.MARIA, "$filter", filter))).toString()).as(filter).contains("MALFORMED");
        }
        assertThat(told(() -> resource.rows("paper", Shop.request(Shop.MARIA, "$orderby", "scan"))).toString()).contains("MALFORMED");
        assertThat(told(() -> resource.rows("paper", Shop.request(Shop.MARIA, "$apply", "groupby((scan))"))).toString()).contains("MALFORMED");
    }

    private Response get(String key, String column, String... headers) {
        var request = Shop.request(Shop.MARIA);
        var all = new HashMap<String, String>();
        for (var i = 0; i < headers.length; i += 2) all.put(headers[i], headers[i + 1]);
        return files.file("paper", key, column, with(request, request.files(), all, request.caller()));
    }

    @SuppressWarnings("unchecked") // a row of JSON
    private Map<String, Object> row(String key, Request request) {
        return (Map<String, Object>) resource.row("paper", key, request).getEntity();
    }

    private static Request sent(Upload file) {
        var request = Shop.request(Shop.MARIA);
        return with(request, Map.of(Request.BODY, file), Map.of(), request.caller());
    }

    private static Request with(Request request, String header, String value) {
        return with(request, request.files(), Map.of(header, value), request.caller());
    }

    private static Request with(Request request, Caller caller) {
        return with(request, request.files(), request.headers(), caller);
    }

    private static Request with(Request request, Map<String, Upload> files, Map<String, String> headers, Caller caller) {
        return new Request(request.id(), request.method(), request.path(), request.locale(), request.query(), request.form(), files, headers, caller, request.csrf(), request.address(), request.site());
    }

    private static byte[] bytes(Response response) throws IOException {
        var stream = (Stream) response.getEntity();
        try (var in = stream.bytes().open()) {
            var bytes = in.readAllBytes();
            assertThat(bytes).hasSize((int) stream.length());
            return bytes;
        }
    }

    private static List<Object> told(ThrowingCallable call) {
        var problem = catchThrowableOfType(TorgException.class, call);
        assertThat(problem).as("a problem").isNotNull();
        return List.of(problem.kind(), problem.code(), problem.getMessage(), problem.help(), problem.fields());
    }

    /** Buyers and readers see one row, buyers change it and make others; nobody sees the column {@code secret}. */
    private static final class Rules implements TableAccess {
        @Override
        public Grant grant(Caller caller, String table, Privilege privilege) {
            var may = caller.hasRole("buyer") || caller.hasRole("reader") && privilege == Privilege.READ;
            return may ? new Grant(Condition.eq("id", "own"), List.of("own")) : Grant.denied("no role");
        }

        @Override
        public Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
            return column -> !column.equals("secret") && (privilege == ColumnPrivilege.READ || caller.hasRole("buyer"));
        }

        @Override
        public Set<String> tables() {
            return Set.of("paper");
        }
    }
}
