package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nancy, who administers the portal, works on behalf of Jane: by every door she is Jane, and every trace names both. */
class OnBehalfHouseTest {
    private final Portal portal = Portal.shared();
    private final Visitor nancy = portal.signIn("admin@northwind.example");
    private final Visitor jane = portal.signIn("jane@alfki.example");
    private final String janes = Visitor.json(jane.get("/api/session")).path("contact").asText();
    private String csrf = nancy.csrf();

    @AfterEach
    void homeAgain() {
        nancy.send("DELETE", "/api/session", Optional.empty(), "X-CSRF-Token", csrf);
    }

    @Test
    void byEveryDoorSheIsJane() {
        var everybodys = "/orders/" + portal.signIn("ana.trujillo@anatr.example").rows("salesorder").getFirst().path("ordernumber").asText();
        assertThat(nancy.get(everybodys).statusCode()).isEqualTo(200);
        begin();

        var session = Visitor.json(nancy.get("/api/session"));
        assertThat(session.path("contact").asText()).isEqualTo(janes);
        assertThat(session.at("/deputy/contact").asText()).isEqualTo("NWND-1");
        assertThat(nancy.rows("salesorder")).isEqualTo(jane.rows("salesorder"));
        for (var path : List.of("/admin", "/admin/on-behalf", "/studio", everybodys, "/api/audit", "/orders", "/profile")) assertThat(nancy.get(path).statusCode()).as(path).isEqualTo(jane.get(path).statusCode());
        assertThat(nancy.get("/api/lists/orders/rows.csv").body()).isEqualTo(jane.get("/api/lists/orders/rows.csv").body());
        var followed = nancy.send("GET", "/orders", Optional.empty(), "Prefer", "wait=1");
        assertThat(followed.body()).contains("on-behalf").doesNotContain("href=\"/admin\"");
        assertThat(nancy.get("/api/sessions").statusCode()).isEqualTo(403);
        assertThat(nancy.get("/api/tokens").statusCode()).isEqualTo(403);
        assertThat(call("POST", "/api/tokens", "{\"name\":\"mine\",\"days\":30}").statusCode()).isEqualTo(403);
    }

    @Test
    void everyPageSaysSoAndTheButtonOnAnyOfThemEndsIt() {
        begin();

        for (var path : List.of("/", "/nb/orders", "/profile", "/nowhere", "/admin")) {
            var page = nancy.get(path).body();
            assertThat(page).as(path).containsPattern("<body[^>]*>\\s*<link rel=\"stylesheet\" href=\"/assets/on-behalf.css\">\\s*<section class=\"on-behalf\"");
        }
        assertThat(nancy.get("/nb/orders").body()).contains("Nancy Davolio opptrer på vegne av ");
        assertThat(jane.get("/").body()).doesNotContain("on-behalf.css");
        assertThat(nancy.submit("/", Map.of("_on-behalf", "end")).statusCode()).as("with the token of her own pages").isEqualTo(403);

        var pressed = nancy.send("POST", "/nowhere", Optional.of("_on-behalf=end&_csrf=" + csrf), "Content-Type", "application/x-www-form-urlencoded");
        assertThat(pressed.statusCode()).isEqualTo(303);

        csrf = nancy.csrf();
        assertThat(nancy.get("/admin/on-behalf").statusCode()).isEqualTo(200);
        assertThat(nancy.get("/").body()).doesNotContain("on-behalf.css");
    }

    @Test
    void aWriteIsJanesAndTheLogNamesBoth() {
        begin();
        var made = call("POST", "/api/orders", Visitor.orderOf("11"));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        var number = Visitor.json(made).path("ordernumber").asText();
        nancy.send("DELETE", "/api/session/on-behalf", Optional.empty(), "X-CSRF-Token", csrf);
        csrf = nancy.csrf();

        assertThat(jane.get("/orders/" + number).statusCode()).isEqualTo(200);
        var told = Visitor.json(nancy.get("/api/audit?person=NWND-1&table=salesorder&key=" + number)).path("entries");
        assertThat(told).isNotEmpty().allSatisfy(entry -> assertThat(List.of(entry.path("who").asText(), entry.path("deputy").asText())).containsExactly("contact:" + janes, "NWND-1"));
        var page = nancy.get("/admin/audit?person=NWND-1&act=on-behalf-begun").body();
        assertThat(page).contains("On behalf: begun");
        assertThat(jane.get("/profile").body()).contains("Who worked on your behalf", ": Nancy Davolio");
    }

    @Test
    void nobodyElseBeginsAndNobodyBecomesMore() {
        assertThat(jane.send("PUT", "/api/session/on-behalf", Optional.of("{\"contact\":\"NWND-1\"}"), "X-CSRF-Token", jane.csrf(), "Content-Type", "application/json").statusCode()).isEqualTo(403);
        assertThat(jane.get("/admin/on-behalf").statusCode()).isEqualTo(403);
        for (var who : List.of("NWND-1", "nobody", "")) assertThat(call("PUT", "/api/session/on-behalf", "{\"contact\":\"" + who + "\"}").statusCode()).as(who).isEqualTo(403);
        var token = Visitor.json(call("POST", "/api/tokens", "{\"name\":\"behalf\",\"days\":1}")).path("token").asText();
        assertThat(nancy.program(token).send("PUT", "/api/session/on-behalf", Optional.of("{\"contact\":\"" + janes + "\"}"), "Content-Type", "application/json").statusCode()).as("a program").isEqualTo(403);
    }

    private void begin() {
        var answer = call("PUT", "/api/session/on-behalf", "{\"contact\":\"" + janes + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        csrf = Visitor.json(answer).path("csrf").asText();
    }

    private HttpResponse<String> call(String method, String path, String json) {
        return nancy.send(method, path, Optional.of(json), "X-CSRF-Token", csrf, "Content-Type", "application/json");
    }
}
