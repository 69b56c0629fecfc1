package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The own profile is changed with its form, as a page and as JSON, and in no other way. */
class ProfileHouseTest {
    private final Visitor sam = Portal.shared().signIn("sam@alfki.example");

    @Test
    void itsFormChangesItAndKnowsTheLanguages() throws Exception {
        var form = sam.get("/profile").body().replaceAll("(?s).*name=\"_component\" value=\"(c\\d+)\".*?name=\"jobtitle\".*", "$1");
        assertThat(sam.submit("/profile", Map.of("_component", form, "jobtitle", "Buyer of tea", "language", "en")).statusCode()).isEqualTo(303);
        assertThat(sam.get("/profile").body()).contains("Buyer of tea");
        assertThat(sam.submit("/profile", Map.of("_component", form, "language", "\"><script>")).statusCode()).isEqualTo(422);

        assertThat(sam.post("/api/forms/profile", "{\"jobtitle\":\"Buyer of coffee\"}").statusCode()).isEqualTo(200);
        assertThat(sam.get("/profile").body()).contains("Buyer of coffee");
        assertThat(sam.post("/api/forms/profile", "{\"language\":\"\\\"><script>\"}").statusCode()).isEqualTo(422);
    }

    @Test
    void theErpHearsOfIt() throws Exception {
        assertThat(sam.post("/api/forms/profile", "{\"phone\":\"030-4711\"}").statusCode()).isEqualTo(200);
        Eventually.soon("the ERP has the telephone number", () -> inErp().path("PrimaryPhoneNumber").asText().equals("030-4711"));
        assertThat(sam.post("/api/forms/profile", "{\"phone\":\"\"}").statusCode()).isEqualTo(200);
        Eventually.soon("the ERP has none", () -> inErp().path("PrimaryPhoneNumber").asText().isEmpty());
        assertThat(inErp().path("PrimaryEmailAddress").asText()).as("what nobody changed").isEqualTo("sam@alfki.example");
    }

    private JsonNode inErp() {
        return Visitor.json(Portal.shared().erp().get("/data/CDSContactsV2?cross-company=true&$filter=" + Visitor.encoded("PrimaryEmailAddress eq 'sam@alfki.example'"))).path("value").path(0);
    }

    @Test
    void nothingElseChangesIt() throws Exception {
        var own = sam.rows("contact").getFirst().path("contactnumber").asText();
        var patched = sam.send("PATCH", "/api/tables/contact('" + own + "')", Optional.of("{\"language\":\"xx\"}"), "Content-Type", "application/json", "X-CSRF-Token", sam.csrf());
        assertThat(patched.statusCode()).isEqualTo(403);
    }
}
