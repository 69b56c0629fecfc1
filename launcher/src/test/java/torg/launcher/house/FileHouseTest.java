package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The customer's own document beside an order: sent with a form that needs no script, fetched by whoever sees the order, and by nobody else. */
class FileHouseTest {
    private static final Portal PORTAL = Portal.shared();
    private static final String PDF = "%PDF-1.7\n" + "our order ".repeat(200_000);
    private static final String FILE = "/api/tables/salesorder(10643)/document/$value";

    private final Visitor maria = PORTAL.signIn("maria.anders@alfki.example");

    @Test
    void aDocumentIsAttachedAndFetched() {
        assertThat(maria.get("/orders/10643").body()).contains("type=\"file\"", "enctype=\"multipart/form-data\"", "accept=\"application/pdf,image/png,image/jpeg\"");
        assertThat(attach(maria, "10643", "Our order.pdf", "application/pdf", PDF).statusCode()).isEqualTo(303);

        var page = maria.get("/orders/10643").body();
        assertThat(page).contains("href=\"" + FILE + "\"", "Our order.pdf (1.9\u00a0MB)");
        var fetched = maria.get(FILE);
        assertThat(fetched.body()).isEqualTo(PDF);
        assertThat(fetched.headers().map()).containsEntry("content-type", List.of("application/pdf")).containsEntry("x-content-type-options", List.of("nosniff"));
        assertThat(fetched.headers().firstValue("content-security-policy")).hasValueSatisfying(policy -> assertThat(policy).startsWith("sandbox"));
        assertThat(fetched.headers().firstValue("content-disposition")).hasValueSatisfying(disposition -> assertThat(disposition).startsWith("attachment"));
        assertThat(maria.send("GET", FILE, Optional.empty(), "If-None-Match", fetched.headers().firstValue("etag").orElseThrow()).statusCode()).isEqualTo(304);
        assertThat(maria.send("GET", FILE, Optional.empty(), "Range", "bytes=0-4").body()).isEqualTo("%PDF-");
        assertThat(PORTAL.signIn("admin@northwind.example").get(FILE).statusCode()).isEqualTo(200);
        assertThat(maria.send("PUT", FILE, Optional.of(PDF + "2"), "Content-Type", "application/pdf", "X-CSRF-Token", maria.csrf(), "Content-Disposition", "attachment; filename=second.pdf").statusCode()).isEqualTo(204);
        assertThat(Visitor.json(maria.get("/api/tables/salesorder(10643)")).get("document@torg.file").get("name").asText()).isEqualTo("second.pdf");
        assertThat(maria.send("PATCH", "/api/tables/salesorder(10643)", Optional.of("{\"requisitionnumber\":\"x\"}"), "Content-Type", "application/json", "X-CSRF-Token", maria.csrf()).statusCode()).as("nothing else of an order").isEqualTo(403);
    }

    @Test
    void whoDoesNotSeeTheOrderIsToldWhatIsToldOfNone() {
        assertThat(attach(maria, "10643", "Our order.pdf", "application/pdf", PDF).statusCode()).isEqualTo(303);
        for (var other : new String[] {"ana.trujillo@anatr.example", "may@anatr.example"}) {
            var visitor = PORTAL.signIn(other);
            var hidden = visitor.get(FILE);
            assertThat(hidden.statusCode()).isEqualTo(404);
            assertThat(told(hidden)).isEqualTo(told(visitor.get(FILE.replace("10643", "99999")))).isEqualTo(told(visitor.get(FILE.replace("document", "nothing"))));
            assertThat(attach(visitor, "10643", "x.pdf", "application/pdf", PDF).statusCode()).isEqualTo(attach(visitor, "99999", "x.pdf", "application/pdf", PDF).statusCode()).isIn(403, 404);
            var put = visitor.send("PUT", FILE, Optional.of(PDF), "Content-Type", "application/pdf", "X-CSRF-Token", visitor.csrf());
            assertThat(put.statusCode()).isEqualTo(visitor.send("PUT", FILE.replace("10643", "99999"), Optional.of(PDF), "Content-Type", "application/pdf", "X-CSRF-Token", visitor.csrf()).statusCode()).isIn(403, 404);
        }
        assertThat(PORTAL.anonymous().get(FILE).statusCode()).isEqualTo(401);
        assertThat(maria.get(FILE).body()).isEqualTo(PDF);
    }

    @Test
    void anotherKindOfFileIsRefusedBesideTheField() {
        var refused = attach(maria, "10692", "page.pdf", "application/pdf", "<script>alert(1)</script>");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("This is not a file we can take here");
        assertThat(attach(maria, "10692", "large.pdf", "application/pdf", "%PDF-" + "x".repeat(6_000_000)).body()).contains("This file is too large");
        assertThat(maria.get(FILE.replace("10643", "10692")).statusCode()).isEqualTo(404);
    }

    private static String told(HttpResponse<String> answer) {
        return answer.statusCode() + " " + answer.body().replaceAll("\"request\":\"[^\"]*\"", "");
    }

    /** As a browser sends the form of the page, without any script. */
    private static HttpResponse<String> attach(Visitor visitor, String order, String name, String type, String file) {
        var page = visitor.get("/orders/" + order).body();
        var component = page.replaceAll("(?s).*name=\"_component\" value=\"([^\"]*)\">\\s*<input type=\"hidden\" name=\"_version\".*", "$1");
        var version = page.replaceAll("(?s).*name=\"_version\" value=\"([^\"]*)\".*", "$1");
        var parts = new StringBuilder();
        Map.of("_csrf", visitor.csrf(), "_component", component.length() > 20 ? "c1" : component, "_version", version.length() > 20 ? "" : version, "_do", "save").forEach((field, value) ->
                parts.append("--torg\r\nContent-Disposition: form-data; name=\"").append(field).append("\"\r\n\r\n").append(value).append("\r\n"));
        parts.append("--torg\r\nContent-Disposition: form-data; name=\"document\"; filename=\"").append(name).append("\"\r\nContent-Type: ").append(type).append("\r\n\r\n").append(file).append("\r\n--torg--\r\n");
        return visitor.send("POST", "/orders/" + order, Optional.of(parts.toString()), "Content-Type", "multipart/form-data; boundary=torg");
    }
}
