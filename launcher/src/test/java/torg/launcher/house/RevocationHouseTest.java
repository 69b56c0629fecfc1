package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import torg.testkit.TableDocuments;
import torg.testkit.TestSource;

/** Whatever is taken from somebody is taken with the next request: from sessions and tokens, on pages, in the API and in a form that is half filled in. */
class RevocationHouseTest {
    private final Portal portal = Portal.shared();
    private final Visitor admin = portal.signIn("admin@northwind.example");

    @Test
    void aRoleOfAnAccountCountsForItsPeopleAndEndsForAllOfThem() {
        var may = portal.signIn("may@anatr.example");
        var program = may.program(token(may, "{\"name\":\"may's\",\"readOnly\":false}"));
        assertThat(List.of(may.get("/orders").statusCode(), program.get("/orders").statusCode())).containsOnly(403);

        give("ANATR", "[\"authorized-user\"]");
        assertThat(AccountsHouseTest.session(may).path("because").toString()).isEqualTo("[{\"role\":\"authorized-user\",\"from\":\"account\",\"of\":\"ANATR\"}]");
        assertThat(admin.get("/api/permissions/why?person=may@anatr.example&table=salesorder&privilege=read&key=10308").body())
                .contains("{\"role\":\"authorized-user\",\"from\":\"account\",\"of\":\"ANATR\"}");
        assertThat(List.of(may.get("/orders").statusCode(), program.get("/orders").statusCode())).containsOnly(200);
        assertThat(may.rows("salesorder")).hasSameSizeAs(program.rows("salesorder")).isNotEmpty();
        assertThat(program.order("revocation-" + may.csrf(), "11").statusCode()).isEqualTo(201);
        var form = may.get("/orders/new");
        assertThat(form.statusCode()).isIn(200, 302);

        give("ANATR", "[]");

        for (var visitor : List.of(may, program)) {
            assertThat(visitor.get("/orders").statusCode()).isEqualTo(403);
            assertThat(visitor.get("/api/content/pages/orders").statusCode()).isEqualTo(404);
            assertThat(visitor.rows("salesorder")).isEmpty();
            assertThat(visitor.order("later", "11").statusCode()).isEqualTo(403);
            assertThat(visitor.get("/orders/new?draft=0123456789abcdef0123456789abcdef").statusCode()).isEqualTo(403);
        }
        assertThat(may.submit("/orders/new", Map.of("_component", "c1", "_do", "next", "requestedreceiptdate", "2099-01-01")).statusCode()).isEqualTo(403);
    }

    @Test
    void aRoleOfAContactEndsForSearchesExportsAndProgramsToo() {
        var may = portal.signIn("may@anatr.example");
        var contact = AccountsHouseTest.session(may).path("contact").asText();
        var program = may.program(token(may, "{\"name\":\"of a contact\"}"));

        giveContact(contact, "[\"authorized-user\"]");
        var order = may.rows("salesorder").getFirst().path("ordernumber").asText();
        for (var visitor : List.of(may, program)) {
            assertThat(visitor.get("/api/lists/orders/rows.csv").body()).contains(order);
            assertThat(Visitor.json(visitor.get("/api/search?q=" + order)).findValuesAsText("key")).contains(order);
        }

        giveContact(contact, "[]");

        for (var visitor : List.of(may, program)) {
            assertThat(visitor.get("/api/lists/orders/rows.csv").body()).doesNotContain(order);
            assertThat(Visitor.json(visitor.get("/api/search?q=" + order)).path("total").asInt(-1)).isZero();
            assertThat(visitor.get("/search?q=" + order).body()).doesNotContain("/orders/" + order);
            assertThat(visitor.rows("salesorder")).isEmpty();
            assertThat(visitor.get("/api/tables/salesorder('" + order + "')").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aRevokedTokenIsNobodyAtAll() {
        var jane = portal.signIn("jane@alfki.example");
        var program = jane.program(token(jane, "{\"name\":\"reader\",\"tables\":[\"salesorder\"]}"));
        assertThat(program.rows("salesorder")).hasSameSizeAs(jane.rows("salesorder"));
        assertThat(program.rows("product")).as("a table that is kept from it").isEmpty();
        assertThat(program.order("reader", "11").statusCode()).as("it reads only").isEqualTo(403);
        var id = Visitor.json(jane.get("/api/tokens")).path("tokens").get(0).path("id").asText();
        assertThat(portal.signIn("sam@alfki.example").send("DELETE", "/api/tokens/" + id, Optional.empty()).statusCode()).isEqualTo(403);
        assertThat(program.send("DELETE", "/api/tokens/" + id, Optional.empty()).statusCode()).isEqualTo(403);
        portal.anonymous().get("/terms");

        assertThat(jane.send("DELETE", "/api/tokens/" + id, Optional.empty(), "X-CSRF-Token", jane.csrf()).statusCode()).isEqualTo(204);

        for (var path : List.of("/", "/terms", "/api/session", "/api/tables/salesorder", "/api/content/pages/orders")) assertThat(program.get(path).statusCode()).as(path).isEqualTo(401);
    }

    @Test
    void whoIsLockedIsOutWithTheNextRequest() throws IOException {
        var sam = portal.signIn("sam@alfki.example");
        var program = sam.program(token(sam, "{\"name\":\"locked\",\"readOnly\":false}"));
        var contact = AccountsHouseTest.session(sam).path("contact").asText();
        assertThat(List.of(sam.get("/api/tables/salesorder").statusCode(), program.get("/api/tables/salesorder").statusCode())).containsOnly(200);
        try {
            inErp(contact, "{\"IsInactive\":\"Yes\"}");
            Eventually.holds("the lock has come from the ERP", () -> contact(contact).path("inactive").asBoolean());

            assertThat(sam.get("/orders").statusCode()).isEqualTo(302);
            for (var path : List.of("/api/tables/salesorder", "/api/content/pages/orders")) assertThat(List.of(sam.get(path).statusCode(), program.get(path).statusCode())).as(path).containsOnly(401);
            assertThat(List.of(sam.order("locked", "11").statusCode(), program.order("locked", "11").statusCode())).containsOnly(401);
            assertThat(portal.anonymous().post("/api/session", "{\"email\":\"sam@alfki.example\",\"password\":\"northwind\"}").statusCode()).isEqualTo(401);
        } finally {
            inErp(contact, "{\"IsInactive\":\"No\"}");
            Eventually.holds("open again", () -> !contact(contact).path("inactive").asBoolean());
        }
        assertThat(portal.signIn("sam@alfki.example").rows("salesorder")).isNotEmpty();
    }

    @Test
    void whoIsMovedToAnotherAccountHasNothingOfTheOneBeforeWithTheNextRequest() throws IOException {
        var sam = portal.signIn("sam@alfki.example");
        var program = sam.program(token(sam, "{\"name\":\"moved\",\"readOnly\":false}"));
        var contact = AccountsHouseTest.session(sam).path("contact").asText();
        var order = sam.rows("salesorder").getFirst().path("ordernumber").asText();
        try {
            inErp(contact, "{\"AssociatedContactNumber\":\"ANATR\"}");
            Eventually.holds("the move has come from the ERP", () -> contact(contact).path("account").asText().equals("ANATR"));

            assertThat(AccountsHouseTest.session(sam).path("account").asText()).isEqualTo("ANATR");
            assertThat(sam.rows("account")).extracting(row -> row.path("accountnumber").asText()).containsExactly("ANATR");
            assertThat(sam.rows("salesorder")).extracting(row -> row.path("account").asText()).doesNotContain("ALFKI");
            assertThat(List.of(sam.get("/orders/" + order).statusCode(), sam.get("/api/tables/salesorder('" + order + "')").statusCode())).containsOnly(404);
            for (var path : List.of("/api/session", "/api/tables/account", "/api/tables/salesorder('" + order + "')")) assertThat(program.get(path).statusCode()).as("the token was for the account before: " + path).isEqualTo(401);
            assertThat(program.order("moved", "11").statusCode()).isEqualTo(401);
        } finally {
            inErp(contact, "{\"AssociatedContactNumber\":\"ALFKI\"}");
            Eventually.holds("back", () -> contact(contact).path("account").asText().equals("ALFKI"));
        }
        assertThat(sam.get("/orders/" + order).statusCode()).isEqualTo(200);
    }

    /** The sync comes for it at once: an edited map compares everything. */
    private void inErp(String contact, String values) throws IOException {
        var map = portal.site().resolve("maps/contacts.yml");
        var answer = portal.erp().send("PATCH", "/data/CDSContactsV2(dataAreaId='nwnd',ContactPersonId='" + contact + "')?cross-company=true", Optional.of(values), "Content-Type", "application/json", "If-Match", "*");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        var before = Files.readString(map);
        var every = "every: 14m\n";
        Files.writeString(map, before.startsWith(every) ? before.substring(every.length()) : every + before);
    }

    private JsonNode contact(String contact) {
        return Visitor.json(admin.get("/api/tables/contact('" + contact + "')"));
    }

    /** Where an order of a colleague's is shown, and what stands there then. */
    private static final Map<String, String> SHOWN = Map.of(
            "/orders?q=10643", "/orders/10643\"", "/nb/orders?q=10643", "/orders/10643\"",
            "/search?q=10643", "/orders/10643\"", "/api/search?q=10643", "\"key\":\"10643\"", "/api/lists/orders/rows.csv", "10643",
            "/api/forms/inquiry", "10643", "/api/tables/salesorder?$select=ordernumber", "\"10643\"", "/api/tables/account?$expand=salesorderByAccount($select=ordernumber)", "\"10643\"",
            "/api/tables/salesorder/$count?$filter=ordernumber%20eq%20'10643'", "1");
    /** Where one is shown by its address. */
    private static final List<String> THERE = List.of("/orders/10643", "/nb/orders/10643", "/api/content/pages/orders/10643", "/api/tables/salesorder(10643)",
            "/api/tables/salesorder(10643)/salesorderdetail");

    @Test
    void aRuleThatIsEditedInTheStudioHoldsForTheNextRequestByWhateverPath() throws IOException {
        var maria = portal.signIn("maria.anders@alfki.example");
        var both = List.of(maria, maria.program(token(maria, "{\"name\":\"rules\",\"readOnly\":false}")));
        var question = "{\"kind\": \"missing\", \"salesorder\": \"10643\", \"pieces\": 1, \"text\": \"Where?\"}";
        var rules = "permissions/orders.yml";
        var before = Files.readString(portal.site().resolve(rules));
        var narrowed = before.replaceFirst("(?s)(name: orders-of-own-account\n.*?)scope: account\n    via: account", "$1scope: contact\n    via: contact");
        assertThat(narrowed).isNotEqualTo(before);
        try {
            for (var visitor : both) {
                SHOWN.forEach((path, text) -> assertThat(visitor.get(path).body()).as(path).contains(text));
                for (var path : THERE) assertThat(visitor.get(path).statusCode()).as(path).isEqualTo(200);
            }

            edit(rules, narrowed);

            for (var visitor : both) {
                for (var path : THERE) assertThat(visitor.get(path).statusCode()).as(path).isEqualTo(404);
                SHOWN.forEach((path, text) -> assertThat(visitor.get(path).body()).as(path).doesNotContain(text));
                assertThat(Words.of(visitor.fetch("GET", "/api/lists/orders/rows.xlsx", Optional.empty()))).doesNotContain("10643");
                assertThat(visitor.post("/api/forms/inquiry", question).statusCode()).as("a form that is filled in").isEqualTo(422);
            }

            edit(rules, before);

            for (var visitor : both) {
                for (var path : THERE) assertThat(visitor.get(path).statusCode()).as(path).isEqualTo(200);
                SHOWN.forEach((path, text) -> assertThat(visitor.get(path).body()).as(path).contains(text));
            }
        } finally {
            Files.writeString(portal.site().resolve(rules), before);
        }
    }

    @Test
    void aColumnThatIsTakenInTheStudioIsGoneWithTheNextRequestByWhateverPath() throws IOException {
        var maria = portal.signIn("maria.anders@alfki.example");
        var both = List.of(maria, maria.program(token(maria, "{\"name\":\"columns\"}")));
        var said = List.of("/orders?q=10643", "/orders/10643", "/api/content/pages/orders/10643", "/api/lists/orders/rows.csv", "/api/tables/salesorder(10643)",
                "/api/tables/invoice?$expand=salesorderRow&$filter=salesorder%20eq%20'10643'");
        var asked = List.of("$filter=total%20gt%200", "$orderby=total", "$select=total", "$apply=aggregate(total%20with%20sum%20as%20s)", "$apply=groupby((total))");
        var rules = "permissions/orders.yml";
        var before = Files.readString(portal.site().resolve(rules));
        var others = new TestSource().folder(portal.site(), "tables").compile(new TableDocuments()).table("salesorder").columns().keySet().stream().filter(column -> !column.equals("total")).toList();
        var taken = before.replace("    table: [salesorder, salesorderdetail, shipment, shipmentline, invoice]\n    roles", "    table: [salesorderdetail, shipment, shipmentline, invoice]\n    roles")
                + "  - name: orders-are-read-without-total\n    table: salesorder\n    roles: [customer-representative, authorized-user]\n    columns: " + others + "\n    privileges: [read]\n";
        var times = said.stream().collect(Collectors.toMap(Function.identity(), path -> times(maria.get(path))));
        try {
            for (var visitor : both) {
                for (var path : said) assertThat(times(visitor.get(path))).as(path).isPositive();
                for (var query : asked) assertThat(visitor.get("/api/tables/salesorder?" + query).statusCode()).as(query).isEqualTo(200);
            }

            edit(rules, taken);

            for (var visitor : both) {
                for (var path : said) assertThat(visitor.get(path)).as(path).satisfies(answer -> {
                    assertThat(answer.statusCode()).isEqualTo(200);
                    assertThat(times(answer)).isEqualTo(times.get(path) - 1);
                });
                assertThat(Words.of(visitor.fetch("GET", "/api/lists/orders/rows.xlsx", Optional.empty()))).contains("10643").doesNotContain("843.96");
                for (var query : asked) assertThat(visitor.get("/api/tables/salesorder?" + query).statusCode()).as(query).isEqualTo(400);
            }

            edit(rules, before);

            for (var visitor : both) for (var path : said) assertThat(times(visitor.get(path))).as(path).isEqualTo(times.get(path));
        } finally {
            Files.writeString(portal.site().resolve(rules), before);
        }
    }

    /** How often the order's total stands there; where its invoice is shown as well, that has the same. */
    private static int times(HttpResponse<String> answer) {
        return answer.body().split("843\\.96", -1).length - 1;
    }

    /** As the Studio makes it: when it is answered it is in force. */
    private void edit(String document, String text) {
        var path = "/api/studio/file?path=content/customer-portal/" + document;
        var wish = new ObjectMapper().valueToTree(Map.of("text", text, "seen", Visitor.json(admin.get(path)).path("version").asText(), "message", "a test"));
        var made = admin.send("PUT", path, Optional.of(wish.toString()), "X-CSRF-Token", admin.csrf(), "Content-Type", "application/json");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
    }

    @Test
    void whoSignedOutIsOutButTheirProgramsGoOn() {
        var jane = portal.signIn("jane@alfki.example");
        var program = jane.program(token(jane, "{\"name\":\"goes on\"}"));

        assertThat(jane.send("DELETE", "/api/session", Optional.empty(), "X-CSRF-Token", jane.csrf()).statusCode()).isEqualTo(204);

        assertThat(jane.get("/orders").statusCode()).isEqualTo(302);
        assertThat(jane.get("/api/tables/salesorder").statusCode()).isEqualTo(401);
        assertThat(jane.order("out", "11").statusCode()).isEqualTo(401);
        assertThat(program.get("/api/tables/salesorder").statusCode()).isEqualTo(200);
    }

    @Test
    void aPageAndItsFilesThatAreNoLongerPublicAreClosedToWhoeverSawThem() throws IOException {
        var page = portal.site().resolve("pages/company.md");
        var file = portal.site().resolve("files/company/prices.txt");
        var before = Files.readString(page);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "12 crates");
        try {
            Eventually.holds("the file is there", () -> portal.anonymous().get("/files/company/prices.txt").statusCode() == 200);
            assertThat(portal.anonymous().get("/files/company/prices.txt").headers().firstValue("Cache-Control")).contains("public, max-age=0, must-revalidate");
            assertThat(portal.anonymous().get("/company").statusCode()).isEqualTo(200);

            Files.writeString(page, before.replace("access: public", "access: signed-in"));

            Eventually.holds("closed", () -> portal.anonymous().get("/company").statusCode() == 302);
            assertThat(portal.anonymous().get("/files/company/prices.txt").statusCode()).isEqualTo(302);
            var may = portal.signIn("may@anatr.example").get("/files/company/prices.txt");
            assertThat(may.body()).isEqualTo("12 crates");
            assertThat(may.headers().firstValue("Cache-Control")).contains("private, no-cache");
        } finally {
            Files.writeString(page, before);
            Files.delete(file);
            Files.delete(file.getParent());
        }
        Eventually.holds("open again", () -> portal.anonymous().get("/company").statusCode() == 200);
    }

    private void give(String account, String roles) {
        give("accounts/" + account, roles, admin);
    }

    private void giveContact(String contact, String roles) {
        give("contacts/" + contact, roles, admin);
    }

    private static void give(String whom, String roles, Visitor admin) {
        var given = admin.send("PUT", "/api/roles/" + whom, Optional.of("{\"roles\":" + roles + "}"), "Content-Type", "application/json", "X-CSRF-Token", admin.csrf());
        assertThat(given.statusCode()).as(given.body()).isEqualTo(200);
    }

    static String token(Visitor owner, String wanted) {
        var made = owner.post("/api/tokens", wanted);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return Visitor.json(made).path("token").asText();
    }
}
