package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import torg.api.identity.Caller;
import torg.launcher.house.Answering.Answer;
import torg.testkit.TableDocuments;
import torg.testkit.TestSource;
import torg.testkit.oracle.PermissionText;
import torg.testkit.oracle.SiteFacts;

/** What judges the portal in {@link PathsHouseTest} finds leaks: a server that keeps the rules passes, and each that breaks them in one place does not. */
class JudgeTest {
    private static final String BILLS = "/api/tables/bill";
    private static final String MINE = "{\"number\": \"MINE-1\", \"account\": \"OURS\", \"name\": \"Harbour crane\"}";
    private static final String HIDDEN = "{\"number\": \"THEIRS-9\", \"account\": \"OTHER\", \"name\": \"Violet zeppelin\"}";
    private static final String COUNTED = BILLS + "?$count=true";
    private static final String SOUGHT = BILLS + "?$count=true&$filter=number%20eq%20'THEIRS-9'";
    private static final String FIGURE = BILLS + "?$apply=aggregate($count%20as%20n)";
    private static final Set<String> SECRET = Set.of("THEIRS-9", "OTHER", "Violet", "zeppelin", "surcharge", "8264193", "82641935", "11883666", "1188366635", "2973", "zirconium", "palladium");

    private final TestSource source = new TestSource()
            .document("tables/account.yml", "{table: account, key: id, columns: {id: {type: text}}}")
            .document("tables/bill.yml", """
                    {table: bill, key: number, columns: {number: {type: text}, account: {type: lookup, to: account}, name: {type: text}, note: {type: text}, \
                    total: {type: decimal, scale: 2}, due: {type: date}, state: {type: choice, choices: {settled: Settled, overdue: Overdue}}, \
                    grade: {type: choice, choices: {zirconium: Z, palladium: P}}}}""")
            .document("permissions/bills.yml", """
                    permissions:
                      - {name: ours, table: bill, roles: [buyer], scope: account, via: account, privileges: [read]}
                    columns:
                      - {name: all-but-notes, table: bill, roles: [buyer], columns: [account, name, total, due, state], privileges: [read]}
                    """);
    private final Answering server = new Answering().says(BILLS, "{\"value\": [" + MINE + "]}").says(COUNTED, "{\"@odata.count\": 1, \"value\": [" + MINE + "]}").says(BILLS + "/$count", "1")
            .says(FIGURE, "{\"value\": [{\"n\": 1}]}").says(SOUGHT, "{\"@odata.count\": 0, \"value\": []}");
    private final Judge judge = judge();

    private Judge judge() {
        var schema = source.compile(new TableDocuments());
        var bills = Map.<String, Map<String, Object>>of("MINE-1", Map.of("number", "MINE-1", "account", "OURS", "name", "Harbour crane", "note", "surcharge",
                "total", "3619472.85", "due", "2967-03-11", "grade", "palladium"),
                "THEIRS-9", Map.of("number", "THEIRS-9", "account", "OTHER", "name", "Violet zeppelin and crane",
                "total", "8264193.50", "due", "2973-07-19", "state", "overdue", "grade", "zirconium"));
        var facts = new SiteFacts(schema, Map.of("bill", bills, "account", Map.of("OURS", Map.of("id", "OURS"), "OTHER", Map.of("id", "OTHER"))));
        var caller = Caller.contact("me", "Me", List.of("OURS"), List.of("buyer"));
        return new Judge(schema, facts, Set.of(), PermissionText.of(schema, source.documents("permissions"), facts, caller));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aServerThatKeepsTheRulesPasses() {
        assertThat(compare()).isEqualTo(1);
        assertThat(judge.secret("OURS"))
                .as("of hidden rows and of hidden columns, what those of all rows sum up to, and not what stands in open cells too, or may be chosen by whoever sees the column").isEqualTo(SECRET);
        assertThat(judge.keys()).isEqualTo(Map.of("bill", List.of("MINE-1", "THEIRS-9"), "account", List.of("OTHER")));
    }

    static Stream<Arguments> rowsAndFigures() {
        var next = BILLS + "?$skiptoken=2";
        return Stream.of(
                Arguments.of("a row more", COUNTED, "{\"value\": [" + MINE + ", " + HIDDEN + "]}"),
                Arguments.of("a row less", COUNTED, "{\"value\": []}"),
                Arguments.of("another row", COUNTED, "{\"value\": [" + HIDDEN + "]}"),
                Arguments.of("a row twice", COUNTED, "{\"value\": [" + MINE + ", " + MINE + "]}"),
                Arguments.of("a row on the next page", COUNTED, "{\"value\": [" + MINE + "], \"@odata.nextLink\": \"" + next + "\"}"),
                Arguments.of("a column", COUNTED, "{\"value\": [{\"number\": \"MINE-1\", \"note\": null}]}"),
                Arguments.of("what stands beside a column", COUNTED, "{\"value\": [{\"number\": \"MINE-1\", \"note@odata.type\": \"x\"}]}"),
                Arguments.of("a count", BILLS + "/$count", "2"),
                Arguments.of("an aggregate", FIGURE, "{\"value\": [{\"n\": 2}]}"),
                Arguments.of("how many a filter finds", SOUGHT, "{\"@odata.count\": 1, \"value\": []}"),
                Arguments.of("a row by its key", BILLS + "('THEIRS-9')", HIDDEN));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void rowsAndFigures(String leak, String path, String body) {
        server.says(BILLS + "?$skiptoken=2", "{\"value\": [" + HIDDEN + "]}");
        assertThatCode(this::compare).doesNotThrowAnyException();

        server.says(path, body);

        assertThatThrownBy(this::compare).as(leak).isInstanceOf(AssertionError.class).hasMessageContaining("me bill");
    }

    static Stream<Arguments> words() throws IOException {
        return Stream.of(
                leak("a page", Answer.of(200, "<td>Violet</td>"), "Violet"),
                leak("an attribute", Answer.of(200, "<a href=\"/bills/THEIRS-9\">"), "THEIRS-9"),
                leak("a list, a lookup's choices", Answer.of(200, "{\"choices\": [{\"value\": \"OTHER\"}]}"), "OTHER"),
                leak("a group of figures", Answer.of(200, "{\"value\": [{\"name\": \"Harbour zeppelin\", \"n\": 1}]}"), "zeppelin"),
                leak("an expanded row", Answer.of(200, "{\"billRow\": {\"note\": \"surcharge\"}}"), "surcharge"),
                leak("what is found", Answer.of(200, "<mark>zeppelin</mark>"), "zeppelin"),
                leak("comma-separated values", Answer.of(200, "\uFEFFNumber;Name\r\nMINE-1;Violet\r\n"), "Violet"),
                leak("an error text", Answer.of(409, "{\"detail\": \"it is linked with THEIRS-9\"}"), "THEIRS-9"),
                leak("a file", Answer.of(200, "%PDF-1.7 (Violet)"), "Violet"),
                leak("a file's name", Answer.headed("Content-Disposition", "attachment; filename=\"zeppelin.2026\""), "zeppelin.2026"),
                leak("a file's encoded name", Answer.headed("Content-Disposition", "attachment; filename*=UTF-8''a%20%56iolet%20100%"), "Violet"),
                leak("a header", Answer.headed("Link", "</bills/THEIRS-9>; rel=next"), "THEIRS-9"),
                leak("a cell of a workbook", workbook("<c t=\"inlineStr\"><is><t>Violet</t></is></c>"), "Violet"),
                leak("a formula of a workbook", workbook("<c><f>SUM(surcharge)</f></c>"), "surcharge"),
                leak("a number as JSON", Answer.of(200, "{\"price\":8264193.5,\"n\":1}"), "82641935", "8264193"),
                leak("a number in English", Answer.of(200, "<td>EUR 8,264,193.50</td>"), "82641935", "8264193"),
                leak("a number in Norwegian", Answer.of(200, "<td>8\u00a0264\u00a0193,50</td>"), "82641935", "8264193"),
                leak("a number without its decimals", Answer.of(200, "<title>8 264 193</title>"), "8264193"),
                leak("a number between commas", Answer.of(200, "1,8264193.50,2"), "8264193"),
                leak("a number of a workbook", workbook("<c><v>8264193.5</v></c>"), "82641935", "8264193"),
                leak("a date", Answer.of(200, "<time datetime=\"2973-07-19\">"), "2973"),
                leak("a date in words", Answer.of(200, "<td>19. juli 2973</td>"), "2973"),
                leak("a date of a workbook", workbook("<c><v>" + ChronoUnit.DAYS.between(LocalDate.of(1899, 12, 30), LocalDate.of(2973, 7, 19)) + ".25</v></c>"), "2973"),
                leak("a choice", Answer.of(200, "<option value=\"zirconium\">"), "zirconium"),
                leak("where an answer leads", Answer.of(303, "").leading("/elsewhere"), "Violet"));
    }

    private static Arguments leak(String what, Answer answer, String... leaked) {
        return Arguments.of(what, answer, leaked);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void words(String leak, Answer answer, String[] leaked) {
        var secret = Set.of("THEIRS-9", "OTHER", "Violet", "zeppelin", "zeppelin.2026", "surcharge", "8264193", "82641935", "2973", "zirconium");
        server.says("/path", answer).says("/elsewhere", "<p>Violet</p>");

        assertThat(Judge.leaked(secret, Paths.Ask.get("/path"), Paths.Ask.get("/path").answered(server.visitor()))).as(leak).containsExactlyInAnyOrder(leaked);
    }

    @Test
    void whatWhoeverAsksHasSaidIsNoLeak() {
        var path = "/search?q=Violet+and%20surcharge";
        server.says(path, "Nothing was found for Violet and surcharge; zeppelin");

        assertThat(Judge.leaked(SECRET, Paths.Ask.get(path), Paths.Ask.get(path).answered(server.visitor()))).containsExactly("zeppelin");
    }

    private int compare() {
        return judge.compare("me", server.visitor(), judge.schema().table("bill"));
    }

    private static Answer workbook(String cell) {
        var bytes = new ByteArrayOutputStream();
        try (var parts = new ZipOutputStream(bytes)) {
            for (var part : Map.of("xl/workbook.xml", "<workbook/>", "xl/worksheets/sheet1.xml", "<worksheet><sheetData><row>" + cell + "</row></sheetData></worksheet>").entrySet()) {
                parts.putNextEntry(new ZipEntry(part.getKey()));
                parts.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Answer(200, Map.of("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), bytes.toByteArray());
    }
}
