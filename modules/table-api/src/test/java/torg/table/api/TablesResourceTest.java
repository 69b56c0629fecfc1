package torg.table.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.table.api.ask.Options;

class TablesResourceTest {
    private final Shop shop = new Shop();
    private final TablesResource resource = shop.resource;

    @Test
    void showsTheCallersRowsWithExactNumbersAndNulls() {
        var answer = resource.rows("salesorder", Shop.request(Shop.MARIA, "$orderby", "number desc", "$top", "1"));
        assertThat(rows(answer)).singleElement().satisfies(row -> assertThat(row)
                .containsEntry("number", "3").containsEntry("total", new BigDecimal("31.50")).containsEntry("day", LocalDate.of(2026, 1, 3))
                .containsEntry("note", null).containsEntry("account", "ALFKI").containsEntry("@odata.etag", "W/\"1\"").doesNotContainKey("margin"));
        assertThat(answer).doesNotContainKeys("@odata.count", "@odata.nextLink");
    }

    @Test
    void countsOnlyWhatTheCallerSees() {
        assertThat(resource.rows("salesorder", Shop.request(Shop.MARIA, "$count", "true", "$top", "0"))).containsEntry("@odata.count", 3L).containsEntry("value", List.of());
    }

    @Test
    void howManyThereAreIsAPlainNumber() {
        assertThat(resource.count("salesorder", Shop.request(Shop.MARIA))).isEqualTo("3");
        assertThat(resource.count("salesorder", Shop.request(Shop.MARIA, "$filter", "lines gt 1", "$search", "2 OR 5"))).isEqualTo("1");
        assertThat(resource.countAlong("account", "ALFKI", "salesorder", Shop.request(Shop.MARIA, "$filter", "lines gt 1"))).isEqualTo("2");
        assertThat(resource.countAlong("account", "'ANATR'", "salesorderByAccount", Shop.request(Shop.MARIA))).as("orders that are hidden").isEqualTo("0");
        shop.wide(10_100);
        assertThat(resource.count("wide", Shop.request(Shop.MARIA))).as("more than a page may have").isEqualTo("10100");
    }

    @Test
    void whatMayNotBeReadIsNotCounted() {
        assertKind(ProblemKind.SIGN_IN, () -> resource.count("salesorder", Shop.request(Caller.ANONYMOUS)));
        assertKind(ProblemKind.NOT_FOUND, () -> resource.count("inner", Shop.request(Shop.MARIA)));
        assertKind(ProblemKind.NOT_FOUND, () -> resource.countAlong("salesorder", "1", "accountRow", Shop.request(Shop.MARIA)));
        assertKind(ProblemKind.MALFORMED, () -> resource.count("salesorder", Shop.request(Shop.MARIA, "$filter", "margin eq 'secret1'")));
        for (var option : List.of("$top", "$skip", "$orderby", "$select", "$count", "$apply")) {
            assertKind(ProblemKind.MALFORMED, () -> resource.count("salesorder", Shop.request(Shop.MARIA, option, "1")));
        }
        shop.tables.rights(new Shop.OtherAccount());
        var hidden = assertKind(ProblemKind.NOT_FOUND, () -> resource.countAlong("account", "ALFKI", "salesorder", Shop.request(Shop.MARIA)));
        var absent = assertKind(ProblemKind.NOT_FOUND, () -> resource.countAlong("account", "NONE", "salesorder", Shop.request(Shop.MARIA)));
        assertThat(hidden.getMessage()).isEqualTo(absent.getMessage());
    }

    @Test
    void selectsAlsoOverLookups() {
        var answer = resource.rows("salesorder", Shop.request(Shop.MARIA, "$select", "number, account/name", "$filter", "number eq '1'"));
        assertThat(rows(answer)).containsExactly(Map.of("@odata.etag", "W/\"1\"", "number", "1", "account/name", "Alfreds 'Futterkiste'"));
    }

    @Test
    void handsOutPagesUntilNoneIsLeft() {
        for (var i = 100; i < 550; i++) shop.create("product", Map.of("number", "" + i, "name", "Product " + i));
        var seen = new ArrayList<Object>();
        var answer = resource.rows("product", Shop.request(Shop.MARIA, "$filter", "startswith(name,'Product')", "$select", "number"));
        while (true) {
            assertThat(rows(answer)).hasSizeLessThanOrEqualTo(Options.PAGE);
            rows(answer).forEach(row -> seen.add(row.get("number")));
            if (!(answer.get("@odata.nextLink") instanceof String next)) break;
            assertThat(next).startsWith("/api/tables/product?");
            answer = resource.rows("product", Shop.request(Shop.MARIA, parameters(URI.create(next))));
        }
        assertThat(seen).hasSize(450).doesNotHaveDuplicates();
    }

    @Test
    void handsOutWhatIsTooMuchForOnePageInSeveral() {
        shop.wide(4_500);
        var sizes = new ArrayList<Integer>();
        var seen = new ArrayList<Object>();
        var answer = resource.rows("wide", Shop.request(Shop.MARIA, "$top", "4100", "$skip", "100", "$count", "true"));
        while (true) {
            assertThat(answer).containsEntry("@odata.count", 4_500L);
            sizes.add(rows(answer).size());
            rows(answer).forEach(row -> seen.add(row.get("c0")));
            if (!(answer.get("@odata.nextLink") instanceof String next)) break;
            answer = resource.rows("wide", Shop.request(Shop.MARIA, parameters(URI.create(next))));
        }
        assertThat(sizes).containsExactly(2_000, 2_000, 100);
        assertThat(seen).startsWith("00100").endsWith("04199").doesNotHaveDuplicates();
        assertThat(rows(resource.rows("wide", Shop.request(Shop.MARIA, "$top", "4100", "$select", "c0")))).as("narrow enough for one").hasSize(4_100);
    }

    @Test
    void tellsWhoIsNotSignedInNothingUnlessEverybodyMayRead() {
        assertKind(ProblemKind.SIGN_IN, () -> resource.rows("salesorder", Shop.request(Caller.ANONYMOUS)));
        assertKind(ProblemKind.SIGN_IN, () -> resource.rows("no-such-table", Shop.request(Caller.ANONYMOUS)));
        assertKind(ProblemKind.SIGN_IN, () -> resource.row("inner", "1", Shop.request(Caller.ANONYMOUS)));
        assertThat(rows(resource.rows("product", Shop.request(Caller.ANONYMOUS)))).hasSize(1);
    }

    @Test
    void tellsAHiddenRowFromNoneByNothing() {
        var hidden = assertKind(ProblemKind.NOT_FOUND, () -> resource.row("salesorder", "5", Shop.request(Shop.MARIA)));
        var absent = assertKind(ProblemKind.NOT_FOUND, () -> resource.row("salesorder", "99", Shop.request(Shop.MARIA)));
        assertThat(hidden.getMessage()).isEqualTo(absent.getMessage());
        assertThat(hidden.code()).isEqualTo(absent.code());
        var inner = assertKind(ProblemKind.NOT_FOUND, () -> resource.rows("inner", Shop.request(Shop.MARIA)));
        assertThat(inner.getMessage()).isEqualTo("there is no table 'inner'");
    }

    @Test
    void tellsATableThatTheCallerMayDoNothingWithFromNoneByNothing() {
        for (var ask : List.<ThrowingConsumer<String>>of(
                table -> resource.rows(table, Shop.request(Shop.MAY)), table -> resource.count(table, Shop.request(Shop.MAY)), table -> resource.row(table, "1", Shop.request(Shop.MAY)),
                table -> resource.along(table, "1", "x", Shop.request(Shop.MAY)), table -> resource.rows(table, Shop.request(Shop.MAY, "$select", "margin")),
                table -> resource.delete(table, "1", null, Shop.request(Shop.MAY)), table -> resource.create(table, null, null, null, Shop.request(Shop.MAY)))) {
            var hidden = assertKind(ProblemKind.NOT_FOUND, () -> ask.acceptThrows("salesorder"));
            var absent = assertKind(ProblemKind.NOT_FOUND, () -> ask.acceptThrows("nosuchtable"));
            assertThat(hidden.code()).isEqualTo(absent.code()).isEqualTo("table.unknown");
            assertThat(hidden.getMessage()).isEqualTo(absent.getMessage().replace("nosuchtable", "salesorder"));
        }
    }

    @Test
    void tellsNoColumnOfATableOfWhichNoRowMayBeReadFromNone() {
        shop.tables.rights(new Shop.NoAccounts());
        for (var option : List.of("$select", "$orderby", "$filter")) {
            var end = option.equals("$filter") ? " eq 'x'" : "";
            var there = assertKind(ProblemKind.MALFORMED, () -> resource.rows("salesorder", Shop.request(Shop.MARIA, option, "account/name" + end)));
            var none = assertKind(ProblemKind.MALFORMED, () -> resource.rows("salesorder", Shop.request(Shop.MARIA, option, "account/none" + end)));
            assertThat(there.getMessage().replace("account/name", "account/none")).isEqualTo(none.getMessage());
            assertThat(there.code()).isEqualTo(none.code());
        }
    }

    @Test
    void showsOneRowByPlainOrQuotedKey() {
        assertThat(body(resource.row("salesorder", "2", Shop.request(Shop.MARIA)))).containsEntry("number", "2");
        assertThat(body(resource.row("salesorder", "'2'", Shop.request(Shop.MARIA)))).containsEntry("number", "2");
    }

    @Test
    void refusesOptionsItDoesNotKnowOrCannotRead() {
        for (var option : List.of(List.of("$levels", "1"), List.of("filter", "x"), List.of("$top", "-1"), List.of("$top", "10001"), List.of("$top", "ten"), List.of("$count", "yes"),
                List.of("$select", "margin"), List.of("$select", "number,"), List.of("$orderby", "number up"), List.of("$orderby", "margin"), List.of("$skiptoken", "made-up"))) {
            assertKind(ProblemKind.MALFORMED, () -> resource.rows("salesorder", Shop.request(Shop.MARIA, option.getFirst(), option.getLast())));
        }
    }

    @Test
    void createsARowAndSaysWhereItIs() {
        var created = resource.create("salesorder", null, Map.of("number", "a b", "account", "ALFKI", "total", 3, "day", "2027-01-15"), Shop.request(Shop.MARIA));
        assertThat(created.getStatus()).isEqualTo(201);
        assertThat(created.getLocation()).isEqualTo(URI.create("/api/tables/salesorder(%27a%20b%27)"));
        assertThat(body(created)).containsEntry("number", "a b").containsEntry("day", LocalDate.of(2027, 1, 15));
    }

    @Test
    void makesARepeatOfANamedWriteHarmless() {
        var order = Map.<String, Object>of("number", "77", "account", "ALFKI");
        assertThat(resource.create("salesorder", "k1", order, Shop.request(Shop.MARIA)).getStatus()).isEqualTo(201);
        assertThat(resource.create("salesorder", "k1", order, Shop.request(Shop.MARIA)).getStatus()).isEqualTo(200);
        assertKind(ProblemKind.INVALID, () -> resource.create("salesorder", "k1", Map.of("number", "78", "account", "ALFKI"), Shop.request(Shop.MARIA)));
    }

    @Test
    void aRepeatIsAnsweredWhateverMayBeDoneToday() {
        var order = Map.<String, Object>of("number", "77", "account", "ALFKI", "note", "a");
        resource.create("salesorder", "k1", order, Shop.request(Shop.MARIA));
        shop.tables.rights(new Shop.ReadOnly());

        var repeat = resource.create("salesorder", "k1", order, Shop.request(Shop.MARIA));
        assertThat(repeat.getStatus()).isEqualTo(200);
        assertThat(body(repeat)).containsEntry("number", "77");
        assertKind(ProblemKind.DENIED, () -> resource.create("salesorder", "k2", order, Shop.request(Shop.MARIA)));
    }

    @Test
    void aTextThatReadsLikeTwoValuesIsAnotherWrite() {
        var order = Map.<String, Object>of("number", "77", "account", "ALFKI", "note", "a");
        assertThat(resource.create("salesorder", "k1", order, Shop.request(Shop.MARIA)).getStatus()).isEqualTo(201);
        assertKind(ProblemKind.INVALID, () -> resource.create("salesorder", "k1", Map.of("number", "77", "account", "ALFKI, note=a"), Shop.request(Shop.MARIA)));
    }

    @Test
    void saysOfEachValueWhatIsWrongWithIt() {
        var problem = assertKind(ProblemKind.INVALID, () -> resource.create("salesorder", null,
                Map.of("number", 5, "lines", 1.5, "day", "soon", "paid", "yes", "total", "much", "margin", "x", "nothing", 1), Shop.request(Shop.MARIA)));
        assertThat(problem.fields()).extracting(field -> field.field() + " " + field.code()).containsExactlyInAnyOrder("number wrong-type", "lines wrong-type", "day wrong-type",
                "paid wrong-type", "total wrong-type", "margin unknown-column", "nothing unknown-column");
    }

    @Test
    void readsNoBodyOfThoseWhoMayWriteNothing() {
        var unread = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("the body was read");
            }
        };
        assertKind(ProblemKind.DENIED, () -> resource.create("product", null, unread, null, Shop.request(Shop.MAY)));
        assertKind(ProblemKind.NOT_FOUND, () -> resource.create("salesorder", null, unread, null, Shop.request(Shop.MAY)));
        assertKind(ProblemKind.NOT_FOUND, () -> resource.create("inner", null, unread, null, Shop.request(Shop.MAY)));
        assertKind(ProblemKind.DENIED, () -> resource.update("product", "1", null, unread, null, Shop.request(Shop.MAY)));
        assertKind(ProblemKind.NOT_FOUND, () -> resource.update("salesorder", "2", null, unread, null, Shop.request(Shop.MAY)));
    }

    @Test
    void whoHasTheRowAsItIsIsNotSentItAgain() {
        for (var tag : new String[] {"W/\"1\"", "\"1\"", "W/\"7\", W/\"1\"", "*"}) {
            var known = resource.row("salesorder", "2", Shop.with(Shop.request(Shop.MARIA), "if-none-match", tag));
            assertThat(known.getStatus()).as(tag).isEqualTo(304);
            assertThat(known.hasEntity()).isFalse();
            assertThat(known.getHeaderString("ETag")).isEqualTo("W/\"1\"");
        }
        assertThat(resource.row("salesorder", "2", Shop.with(Shop.request(Shop.MARIA), "if-none-match", "W/\"2\"")).getStatus()).isEqualTo(200);
        assertThat(resource.row("salesorder", "2", Shop.with(Shop.request(Shop.MARIA, "$select", "account/name"), "if-none-match", "*")).getStatus()).as("another row's name").isEqualTo(200);
        assertThat(resource.row("salesorder", "2", Shop.with(Shop.request(Shop.MARIA, "$expand", "accountRow"), "if-none-match", "*")).getStatus()).isEqualTo(200);
        assertKind(ProblemKind.NOT_FOUND, () -> resource.row("salesorder", "5", Shop.with(Shop.request(Shop.MARIA), "if-none-match", "*")));
    }

    @Test
    void updatesOnlyTheVersionTheCallerHasRead() {
        var updated = resource.update(Edit.Kind.UPDATE, "salesorder", "2", null, Map.of("note", "new"), Shop.with(Shop.request(Shop.MARIA), "if-match", "W/\"1\""));
        assertThat(updated.getHeaderString("ETag")).isEqualTo("W/\"2\"");
        assertKind(ProblemKind.STALE, () -> resource.update(Edit.Kind.UPDATE, "salesorder", "2", null, Map.of("note", "newer"), Shop.with(Shop.request(Shop.MARIA), "if-match", "\"1\"")));
        assertKind(ProblemKind.MALFORMED, () -> resource.update(Edit.Kind.UPDATE, "salesorder", "2", null, Map.of("note", "newer"), Shop.with(Shop.request(Shop.MARIA), "if-match", "one")));
        assertKind(ProblemKind.NOT_FOUND, () -> resource.update(Edit.Kind.UPDATE, "salesorder", "5", null, Map.of("note", "x"), Shop.request(Shop.MARIA)));
    }

    @Test
    void deletesWhatTheCallerMayDelete() {
        assertThat(resource.delete("salesorder", "3", null, Shop.request(Shop.MARIA)).getStatus()).isEqualTo(204);
        assertKind(ProblemKind.NOT_FOUND, () -> resource.delete("salesorder", "3", null, Shop.request(Shop.MARIA)));
        assertKind(ProblemKind.NOT_FOUND, () -> resource.delete("inner", "3", null, Shop.request(Shop.MARIA)));
    }

    @Test
    void listsTheTablesTheCallerMayRead() {
        assertThat(resource.tables(Shop.request(Shop.MARIA)).get("value")).asInstanceOf(LIST).extracting("name").containsExactly("account", "product", "salesorder", "step", "wide");
        assertThat(resource.tables(Shop.request(Shop.MAY)).get("value")).asInstanceOf(LIST).extracting("name").containsExactly("product");
        assertThat(resource.tables(Shop.request(Caller.ANONYMOUS)).get("value")).asInstanceOf(LIST).as("what everybody may read").extracting("name").containsExactly("product");
    }

    @Test
    void linksBeginAtTheRootForAClientThatPutsTheRootBeforeThem() {
        shop.wide(300);
        var request = Shop.request(Shop.MARIA, "$select", "c0");
        assertThat(resource.rows("wide", request)).containsEntry("@odata.context", "/api/tables/$metadata#wide(c0)")
                .extractingByKey("@odata.nextLink").asString().startsWith("/api/tables/wide?");
        assertThat(resource.rows("wide", Shop.with(request, "odata-maxversion", "4.0"))).extractingByKey("@odata.nextLink").asString().startsWith("wide?");
    }

    @Test
    void describesToWhoeverSeesNoTableHowAnyIsAsked() {
        var paths = resource.describe(Shop.request(Caller.ANONYMOUS)).paths();
        assertThat(paths).doesNotContainKey("/tables/salesorder");
        assertThat(paths.get("/tables/{table}").toString()).contains("$filter", "$select", "$expand", "$search", "$apply", "$orderby", "$count", "$top", "$skip", "$skiptoken");
    }

    @Test
    void describesWhichStatusMeansWhat() {
        var paths = resource.describe(Shop.request(Shop.MARIA)).paths();
        assertThat(statuses(paths, "/tables/salesorder", "post")).containsExactly("200", "201", "4XX");
        assertThat(statuses(paths, "/tables/salesorder({key})", "patch")).containsExactly("200", "201", "204", "4XX");
        assertThat(statuses(paths, "/tables/salesorder({key})", "put")).containsExactly("200", "201", "204", "4XX");
        assertThat(statuses(paths, "/tables/account({key})/salesorderByAccount", "post")).containsExactly("200", "201", "4XX");
        assertThat(statuses(paths, "/tables/salesorder({key})", "delete")).containsExactly("204", "4XX");
    }

    private static List<String> statuses(Map<String, Object> paths, String path, String verb) {
        return ((Map<?, ?>) ((Map<?, ?>) ((Map<?, ?>) paths.get(path)).get(verb)).get("responses")).keySet().stream().map(Object::toString).toList();
    }

    @Test
    void describesToACallerNoMoreThanItMayRead() {
        var described = resource.describe(Shop.request(Shop.MARIA));
        assertThat(described.paths()).containsKeys("/tables/salesorder", "/tables/salesorder({key})").doesNotContainKey("/tables/inner");
        assertThat(described.schemas().toString()).contains("total").doesNotContain("margin");
        assertThat(described.schemas().get("account").toString()).contains("salesorderByAccount").contains("#/components/schemas/salesorder");
        assertThat(described.paths()).containsKeys("/tables/salesorder({key})/accountRow", "/tables/account({key})/salesorderByAccount");
        assertThat(described.paths()).containsKeys("/tables/salesorder/$count", "/tables/account({key})/salesorderByAccount/$count").doesNotContainKey("/tables/salesorder({key})/accountRow/$count");
        assertThat(resource.describe(Shop.request(Shop.MAY)).schemas()).containsOnlyKeys("product");
    }

    private static List<Map<String, Object>> rows(Map<String, Object> answer) {
        return Entities.rows(answer);
    }

    private static Map<String, Object> body(Response response) {
        return Entities.of(response);
    }

    static String[] parameters(URI address) {
        var parameters = new ArrayList<String>();
        for (var pair : address.getRawQuery().split("&")) for (var part : pair.split("=", 2)) parameters.add(URLDecoder.decode(part, StandardCharsets.UTF_8));
        return parameters.toArray(String[]::new);
    }

    private static TorgException assertKind(ProblemKind kind, ThrowingCallable call) {
        var thrown = new TorgException[1];
        assertThatThrownBy(call).isInstanceOfSatisfying(TorgException.class, e -> {
            assertThat(e.kind()).isEqualTo(kind);
            thrown[0] = e;
        });
        return thrown[0];
    }
}
