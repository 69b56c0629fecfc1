package torg.table.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.api.problem.FieldProblem;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Query;

class ChangingTest {
    private final Shop shop = new Shop();

    @Test
    void aRowThatIsNotThereIsMade() {
        var made = patch("70", Map.of("account", "ALFKI", "lines", 2));
        assertThat(made.getStatus()).isEqualTo(201);
        assertThat(made.getLocation()).isEqualTo(URI.create("/api/tables/salesorder(70)"));
        assertThat(patch("70", Map.of("lines", 3)).getStatus()).isEqualTo(200);
        assertThat(shop.tables.find(Shop.HOUSE, "salesorder", "70").orElseThrow().cells()).containsEntry("lines", 3L).containsEntry("account", "ALFKI");
    }

    @Test
    void twoWhoMakeTheSameRowBothFindTheirValuesInIt() {
        patch("70", Map.of("account", "ALFKI", "note", "theirs"));
        var early = new boolean[] {true};
        // what was asked a moment before the other one's row was there
        var tables = Shop.instead(shop.tables, name -> {
            if (!name.equals("find") || !early[0]) return Optional.empty();
            early[0] = false;
            return Optional.of(Optional.empty());
        });
        var ours = new TablesResource(tables).update(Edit.Kind.UPDATE, "salesorder", "70", null, Map.of("account", "ALFKI", "lines", 2), Shop.request(Shop.MARIA));
        assertThat(Entities.of(ours)).containsEntry("note", "theirs").containsEntry("lines", 2L);
    }

    @Test
    void whatIsMadeIsNotCalledAFailureWhenItCannotBeReadAfterwards() {
        var tables = Shop.busyAfterWrites(shop.tables);
        var made = new TablesResource(tables).create("salesorder", null, Map.of("number", "70", "account", "ALFKI"), Shop.request(Shop.MARIA));
        assertThat(made.getStatus()).isEqualTo(201);
        assertThat(made.getLocation()).isEqualTo(URI.create("/api/tables/salesorder(70)"));
        assertThat(Entities.of(made)).isEqualTo(Map.of("number", "70"));
        tables = Shop.busyAfterWrites(shop.tables);
        assertThat(new TablesResource(tables).update(Edit.Kind.UPDATE, "salesorder", "70", null, Map.of("note", "n"), Shop.request(Shop.MARIA)).getStatus()).isEqualTo(204);
        assertThat(shop.tables.find(Shop.HOUSE, "salesorder", "70").orElseThrow().text("note")).contains("n");
    }

    @Test
    void theCallerSaysWhetherThereHasToBeOne() {
        assertThat(problem(() -> patch("70", Map.of("account", "ALFKI"), "if-match", "*")).kind()).isEqualTo(ProblemKind.NOT_FOUND);
        assertThat(problem(() -> patch("70", Map.of("account", "ALFKI"), "if-match", "\"1\"")).kind()).isEqualTo(ProblemKind.NOT_FOUND);
        assertThat(problem(() -> patch("2", Map.of("account", "ALFKI"), "if-none-match", "*")).kind()).isEqualTo(ProblemKind.STALE);
        assertThat(problem(() -> patch("2", Map.of("account", "ALFKI"), "if-none-match", "\"1\"")).kind()).isEqualTo(ProblemKind.MALFORMED);
        assertThat(patch("70", Map.of("account", "ALFKI"), "if-none-match", "*").getStatus()).isEqualTo(201);
    }

    @Test
    void aHiddenRowInTheWayIsAnsweredAsWhatMayNotBeMade() {
        for (var values : List.of(Map.<String, Object>of("account", "ALFKI", "note", "x"), Map.<String, Object>of("account", "ANATR"), Map.<String, Object>of("note", "x"))) {
            var hidden = problem(() -> patch("5", values));
            var missing = problem(() -> patch("99", Map.of("account", "ANATR")));
            assertThat(List.of(hidden.kind(), hidden.code(), hidden.getMessage(), hidden.help())).isEqualTo(List.of(missing.kind(), missing.code(), missing.getMessage(), missing.help()));
            assertThat(problem(() -> patch("5", values, "if-none-match", "*")).getMessage()).isEqualTo(missing.getMessage());
        }
        assertThat(shop.tables.find(Shop.HOUSE, "salesorder", "5").orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void whatElseIsInTheWayOfANewRowIsSaid() {
        shop.create("step", Map.of("number", "2", "mark", "taken"));
        shop.tables.rights(new Shop.OneStep());
        for (var key : List.of("3", "2")) assertThat(problem(() -> make("step", key, Map.of("mark", "taken"))).kind()).as("a unique value, whether or not a hidden row has the key").isEqualTo(ProblemKind.CONFLICT);
        assertThat(problem(() -> make("step", "2", Map.of("mark", "free"))).kind()).isEqualTo(ProblemKind.NOT_FOUND);
        shop.tables.rights(new Shop.NoNewNotes());
        var denied = problem(() -> make("salesorder", "70", Map.of("account", "ALFKI", "note", "x")));
        assertThat(denied.code()).as("a column that can be seen").isEqualTo("table.column-denied");
        assertThat(problem(() -> make("salesorder", "5", Map.of("account", "ALFKI", "note", "x"))).code()).as("nor does it tell a hidden row").isEqualTo(denied.code());
    }

    private Response make(String table, String key, Map<String, Object> values) {
        return shop.resource.update(Edit.Kind.UPDATE, table, key, null, values, Shop.request(Shop.MARIA));
    }

    @Test
    void allColumnsAreReplacedButThoseTheCallerMayNotSee() {
        shop.resource.update(Edit.Kind.REPLACE, "salesorder", "2", null, Map.of("account", "ALFKI", "note", "only"), Shop.request(Shop.MARIA));
        assertThat(shop.tables.find(Shop.HOUSE, "salesorder", "2").orElseThrow().cells()).isEqualTo(Map.of("number", "2", "account", "ALFKI", "note", "only", "margin", "secret2"));
    }

    @Test
    void rowsWithinARowAreMadeWithIt() {
        shop.tables.rights(new Shop.Everything());
        var made = create("account", Map.of("number", "NEW", "name", "New", "salesorder", List.of(Map.of("number", "n1"), Map.of("number", "n2", "lines", 3))));
        assertThat(made.getStatus()).isEqualTo(201);
        assertThat(shop.tables.query(Shop.MARIA, Query.of("salesorder", "account").where(torg.api.table.Condition.eq("account", "NEW"))).rows()).hasSize(2);
        var bound = create("salesorder", Map.of("number", "n3", "accountRow@odata.bind", "account('NEW')"));
        assertThat(Entities.of(bound)).containsEntry("account", "NEW");
        var below = shop.resource.along("account", "NEW", "salesorderByAccount", Shop.request(Shop.MARIA, "$select", "number"));
        assertThat(Entities.rows(Entities.of(below))).extracting(row -> row.get("number")).containsExactly("n1", "n2", "n3");
    }

    @Test
    void allOfThemOrNone() {
        var problem = problem(() -> create("account", Map.of("number", "NEW", "salesorder", List.of(Map.of("number", "n1", "account", "ALFKI")))));
        assertThat(problem.kind()).as("an order of that account may not be made").isEqualTo(ProblemKind.DENIED);
        assertThat(shop.tables.find(Shop.HOUSE, "account", "NEW")).isEmpty();
        assertThat(problem(() -> create("account", Map.of("number", "NEW", "salesorder", "none"))).fields()).extracting(FieldProblem::code).containsExactly("unknown-column");
        assertThat(problem(() -> create("account", Map.of("number", "NEW", "salesorder", List.of(1)))).kind()).isEqualTo(ProblemKind.MALFORMED);
    }

    @Test
    void whatIsWrongIsNamedAsItWasSent() {
        shop.tables.rights(new Shop.Everything());
        var long1 = "x".repeat(300);
        assertThat(problem(() -> create("account", Map.of("number", "NEW", "salesorder", List.of(Map.of("number", "n1"), Map.of("number", "n2", "note", long1))))).fields())
                .extracting(FieldProblem::field).containsExactly("salesorder.1.note");
        assertThat(problem(() -> create("account", Map.of("number", "NEW", "salesorder", List.of(Map.of("lines", "many"))))).fields())
                .extracting(FieldProblem::field).containsExactly("salesorder.0.lines");
        assertThat(problem(() -> create("account", Map.of("number", "NEW", "salesorder", List.of(Map.of("number", "n1"), Map.of("number", "1"))))).fields())
                .extracting(FieldProblem::field, FieldProblem::code).containsExactly(tuple("salesorder.1.number", "taken"));
    }

    @Test
    void aRepeatOfANamedDeepWriteMakesNothing() {
        shop.tables.rights(new Shop.Everything());
        var body = Map.<String, Object>of("number", "NEW", "salesorder", List.of(Map.of("number", "n1")));
        assertThat(shop.resource.create("account", "k", body, Shop.request(Shop.MARIA)).getStatus()).isEqualTo(201);
        assertThat(shop.resource.create("account", "k", body, Shop.request(Shop.MARIA)).getStatus()).isEqualTo(200);
        assertThat(problem(() -> shop.resource.create("account", "k", Map.of("number", "NEW", "salesorder", List.of(Map.of("number", "n2"))), Shop.request(Shop.MARIA))).code()).isEqualTo("table.key-reused");
        assertThat(shop.resource.update(Edit.Kind.UPDATE, "account", "NEW", "u", Map.of("name", "N"), Shop.request(Shop.MARIA)).getStatus()).isEqualTo(200);
        shop.resource.update(Edit.Kind.UPDATE, "account", "NEW", null, Map.of("name", "M"), Shop.request(Shop.MARIA));
        assertThat(Entities.of(shop.resource.update(Edit.Kind.UPDATE, "account", "NEW", "u", Map.of("name", "N"), Shop.request(Shop.MARIA)))).as("as it is now").containsEntry("name", "M");
    }

    @Test
    void linksAndUnlinks() {
        shop.tables.rights(new Shop.Everything());
        assertThat(link(Edit.Kind.LINK, false, "salesorder", "1", "accountRow", Map.of("@odata.id", "account('ANATR')")).getStatus()).isEqualTo(204);
        assertThat(account("1")).contains("ANATR");
        link(Edit.Kind.LINK, true, "account", "ALFKI", "salesorderByAccount", Map.of("@odata.id", "http://portal.example/api/tables/salesorder(1)"));
        assertThat(account("1")).contains("ALFKI");
        assertThat(problem(() -> link(Edit.Kind.UNLINK, true, "account", "ANATR", "salesorder", Map.of("@odata.id", "salesorder(1)"))).kind()).as("not linked there").isEqualTo(ProblemKind.NOT_FOUND);
        link(Edit.Kind.UNLINK, true, "account", "ALFKI", "salesorder", Map.of("@odata.id", "salesorder(1)"));
        assertThat(account("1")).isEmpty();
        link(Edit.Kind.UNLINK, false, "salesorder", "2", "account", Map.of());
        assertThat(account("2")).isEmpty();
    }

    @Test
    void linksNothingThatIsHidden() {
        for (var key : List.of("5", "99")) {
            assertThat(problem(() -> link(Edit.Kind.LINK, true, "account", "ALFKI", "salesorder", Map.of("@odata.id", "salesorder(" + key + ")")))).hasMessage("table 'salesorder' has no such row");
            assertThat(problem(() -> link(Edit.Kind.UNLINK, true, "account", "ANATR", "salesorder", Map.of("@odata.id", "salesorder(" + key + ")")))).hasMessage("table 'salesorder' has no such row");
            assertThat(problem(() -> link(Edit.Kind.LINK, false, "salesorder", key, "accountRow", Map.of("@odata.id", "account(ALFKI)"))).kind()).isEqualTo(ProblemKind.NOT_FOUND);
        }
        for (var wrong : List.of("salesorder(1)", "account", "account()", "nothing", "account(%zz)", "")) {
            assertThat(problem(() -> link(Edit.Kind.LINK, false, "salesorder", "1", "accountRow", Map.of("@odata.id", wrong))).kind()).as(wrong).isEqualTo(ProblemKind.MALFORMED);
        }
        assertThat(problem(() -> link(Edit.Kind.LINK, false, "salesorder", "1", "accountRow", Map.of())).kind()).isEqualTo(ProblemKind.MALFORMED);
        assertThat(problem(() -> link(Edit.Kind.LINK, true, "salesorder", "1", "accountRow", Map.of("@odata.id", "account(ALFKI)"))).kind()).as("one row is set with PUT").isEqualTo(ProblemKind.MALFORMED);
    }

    private Response link(Edit.Kind kind, boolean many, String table, String key, String way, Map<String, Object> body) {
        return shop.resource.link(kind, many, table, key, way, null, body, Shop.request(Shop.MARIA));
    }

    private Optional<String> account(String order) {
        return shop.tables.find(Shop.HOUSE, "salesorder", order).orElseThrow().text("account");
    }

    private Response create(String table, Map<String, Object> body) {
        return shop.resource.create(table, null, body, Shop.request(Shop.MARIA));
    }

    private Response patch(String key, Map<String, Object> values, String... header) {
        var request = Shop.request(Shop.MARIA);
        return shop.resource.update(Edit.Kind.UPDATE, "salesorder", key, null, values, header.length == 0 ? request : Shop.with(request, header[0], header[1]));
    }

    private static TorgException problem(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        var thrown = catchThrowableOfType(TorgException.class, call);
        assertThat(thrown).isNotNull();
        return thrown;
    }
}
