package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders that the ERP refuses: an administrator's home page shows them and why, and has them sent again or given up, without JavaScript. */
class SyncDeskHouseTest {
    private static final Pattern ENTRY = Pattern.compile("name=\"_component\" value=\"([^\"]+)\"><input type=\"hidden\" name=\"entry\" value=\"(\\d+)\"");
    private final Portal portal = Portal.shared();
    private final Visitor administrator = portal.signIn("admin@northwind.example");
    private final Visitor ana = portal.signIn("ana.trujillo@anatr.example");

    @BeforeEach
    void theErpHasTheCustomerOnHold() {
        hold("All");
    }

    @AfterEach
    void theErpTakesTheCustomersOrdersAgain() {
        hold("No");
    }

    @Test
    void whatTheErpRefusedIsSentAgainWhenAnAdministratorSaysSo() {
        var number = refused();
        var entry = entry(number);
        assertThat(administrator.get("/").body()).contains("href=\"/orders/" + number + "\"").contains("is on hold").contains(">Try again<");
        assertThat(administrator.get("/nb").body()).contains(">Prøv igjen<");
        assertThat(ana.get("/").body()).as("nobody else's page").doesNotContain("is on hold").doesNotContain("name=\"entry\"");
        assertThat(portal.anonymous().get("/").body()).doesNotContain("name=\"entry\"");

        var retry = Map.of("_component", entry.group(1), "entry", entry.group(2), "_do", "retry");
        assertThat(ana.submit("/", retry).statusCode()).isEqualTo(405);
        assertThat(portal.anonymous().submit("/", retry).statusCode()).isNotEqualTo(200);
        assertThat(administrator.send("POST", "/", Optional.of("_component=" + entry.group(1) + "&entry=" + entry.group(2) + "&_do=retry"), "Content-Type", "application/x-www-form-urlencoded",
                "Origin", portal.running().address().toString()).statusCode()).as("without the token of the session").isEqualTo(403);
        assertThat(status(number)).isEqualTo("refused");

        hold("No");
        var answer = administrator.submit("/", retry);
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(administrator.get(answer.headers().firstValue("Location").orElseThrow()).body()).contains("It will be sent again");
        Eventually.soon("the ERP has what was given back", () -> status(number).equals("open"));
        assertThat(administrator.submit("/", retry).statusCode()).as("there is nothing to give back any more").isEqualTo(409);
    }

    @Test
    void anOrderIsGivenUpAfterAQuestion() {
        var number = refused();
        var entry = entry(number);
        var question = administrator.get("/?give-up=" + entry.group(2)).body();
        assertThat(question).contains("Give up Order " + number + "?").contains("This cannot be undone").contains("Keep it");

        var drop = Map.of("_component", entry.group(1), "entry", entry.group(2), "_do", "drop", "note", "");
        assertThat(administrator.submit("/", drop)).satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(422)).satisfies(answer -> assertThat(answer.body()).contains("Say why"));
        assertThat(administrator.get("/").body()).contains("/orders/" + number);
        assertThat(administrator.submit("/", Map.of("_component", entry.group(1), "entry", entry.group(2), "_do", "drop", "note", "told by telephone")).statusCode()).isEqualTo(303);
        assertThat(administrator.get("/").body()).doesNotContain("entry=" + entry.group(2)).doesNotContain("give-up=" + entry.group(2));
        assertThat(administrator.get("/api/sync").body()).contains("told by telephone");
        assertThat(ana.get("/orders/" + number).statusCode()).as("the customer's order is still there").isEqualTo(200);
    }

    private String refused() {
        var number = Visitor.json(ana.order(UUID.randomUUID().toString(), "11")).get("ordernumber").asText();
        Eventually.soon("refused", () -> status(number).equals("refused"));
        return number;
    }

    private String status(String number) {
        return Visitor.json(ana.get("/api/tables/salesorder(" + number + ")")).get("status").asText();
    }

    /** The form beside this order: its component and the number of its entry. */
    private MatchResult entry(String number) {
        var body = administrator.get("/").body();
        return ENTRY.matcher(body.substring(body.indexOf("/orders/" + number))).results().findFirst().orElseThrow();
    }

    private void hold(String status) {
        var answer = portal.erp().send("PATCH", "/data/CustomersV3(dataAreaId='nwnd',CustomerAccount='ANATR')?cross-company=true", Optional.of("{\"OnHoldStatus\":\"" + status + "\"}"),
                "Content-Type", "application/json", "If-Match", "*");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }
}
