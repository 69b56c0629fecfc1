package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Ana represents two accounts, ANATR and ANTON: at any moment she acts for one of them, and rights, forms and pages know no other. */
class AccountsHouseTest {
    private final Portal portal = Portal.shared();
    private final Visitor ana = portal.signIn("ana.trujillo@anatr.example");

    @Test
    void aSessionSaysForWhomItActsAndWhyItMayWhatItMay() {
        var session = session(ana);
        assertThat(session.path("account").asText()).isEqualTo("ANATR");
        assertThat(session.path("accounts").findValuesAsText("key")).containsExactly("ANATR", "ANTON");
        assertThat(session.path("because")).singleElement().isEqualTo(because("customer-representative", "contact", "ANATR-1"));

        assertThat(actFor(ana, "ANTON")).isEqualTo(200);

        assertThat(session(ana).path("account").asText()).isEqualTo("ANTON");
        assertThat(session(ana).path("because")).singleElement().isEqualTo(because("customer-representative", "membership", "ANTON"));
        assertThat(actFor(ana, "ALFKI")).isEqualTo(422);
    }

    @Test
    void rowsAreThoseOfTheAccountActedFor() {
        assertThat(accountsOfOrders(ana)).containsExactly("ANATR");
        assertThat(ana.rows("account")).extracting(row -> row.path("accountnumber").asText()).containsExactly("ANATR");
        var ofTheNeighbours = portal.signIn("admin@northwind.example").rows("salesorder").stream().filter(row -> row.path("account").asText().equals("ANTON"))
                .map(row -> row.path("ordernumber").asText()).findFirst().orElseThrow();
        assertThat(ana.get("/orders/" + ofTheNeighbours).statusCode()).isEqualTo(404);

        actFor(ana, "ANTON");

        assertThat(accountsOfOrders(ana)).containsExactly("ANTON");
        assertThat(ana.get("/orders/" + ofTheNeighbours).statusCode()).isEqualTo(200);
        assertThat(ana.get("/account").body()).contains("Antonio Moreno Taquer");
    }

    @Test
    void theHeaderOffersTheOthersAndAFormIsFilledInForTheOneActedFor() {
        var home = ana.get("/").body();
        assertThat(home).contains("name=\"account\" value=\"ANATR\" aria-current=\"true\"", "name=\"account\" value=\"ANTON\"");
        assertThat(portal.signIn("jane@alfki.example").get("/").body()).doesNotContain("name=\"account\"");
        var place = home.replaceAll("(?s).*name=\"_component\" value=\"(c\\d+)\">\\s*<input type=\"hidden\" name=\"action\" value=\"act-for\".*", "$1");

        var pressed = ana.submit("/sign-in", Map.of("_component", place, "action", "act-for", "account", "ANTON"));

        assertThat(pressed.statusCode()).isEqualTo(303);
        var order = Visitor.json(ana.order("accounts-" + ana.csrf(), "11"));
        var made = portal.signIn("admin@northwind.example").get("/api/tables/salesorder('" + order.path("ordernumber").asText() + "')");
        assertThat(Visitor.json(made).path("account").asText()).isEqualTo("ANTON");
        assertThat(Visitor.json(made).path("invoiceaccount").asText()).isEqualTo("ANTON");
        assertThat(Visitor.json(made).path("contact").asText()).isEqualTo("ANATR-1");
    }

    @Test
    void whoIsNoMemberAnyMoreActsForTheOwnAccountWithTheNextRequest() {
        var admin = portal.signIn("admin@northwind.example");
        var sam = portal.signIn("sam@alfki.example");
        var made = admin.post("/api/tables/membership", "{\"account\":\"BONAP\",\"contact\":\"" + session(sam).path("contact").asText() + "\",\"roles\":\"customer-representative\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(actFor(sam, "BONAP")).isEqualTo(200);
        assertThat(accountsOfOrders(sam)).contains("BONAP");

        var gone = admin.send("DELETE", "/api/tables/membership('" + Visitor.json(made).path("membershipnumber").asText() + "')", Optional.empty(), "X-CSRF-Token", admin.csrf());

        assertThat(gone.statusCode()).isEqualTo(204);
        assertThat(accountsOfOrders(sam)).doesNotContain("BONAP");
        assertThat(session(sam).path("account").asText()).isEqualTo("ALFKI");
        assertThat(sam.rows("membership")).isEmpty();
    }

    static int actFor(Visitor visitor, String account) {
        return visitor.send("PUT", "/api/session", Optional.of("{\"account\":\"" + account + "\"}"), "Content-Type", "application/json", "X-CSRF-Token", visitor.csrf()).statusCode();
    }

    static JsonNode session(Visitor visitor) {
        return Visitor.json(visitor.get("/api/session"));
    }

    private static JsonNode because(String role, String from, String of) {
        return Visitor.json("{\"role\":\"%s\",\"from\":\"%s\",\"of\":\"%s\"}".formatted(role, from, of));
    }

    private static List<String> accountsOfOrders(Visitor visitor) {
        return visitor.rows("salesorder").stream().map(row -> row.path("account").asText()).distinct().collect(Collectors.toList());
    }
}
