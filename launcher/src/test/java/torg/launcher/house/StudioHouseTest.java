package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Edits by a program or a front end: on the site when they are answered, refused with the place, and taken back. */
class StudioHouseTest {
    private static final String PAGES = "content/customer-portal/pages/";
    private static final String TERMS = PAGES + "terms.md";
    private final Portal portal = Portal.shared();
    private final Visitor administrator = portal.signIn("admin@northwind.example");

    @Test
    void anEditIsOnTheSiteWhenItIsAnsweredAndCanBeTakenBack() throws IOException {
        var file = portal.site().resolve("pages/terms.md");
        var before = Files.readString(file);
        try {
            var made = write(TERMS, before + "\n\nNobody is liable for the hail.\n", version(TERMS));
            assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
            assertThat(portal.anonymous().get("/terms").body()).contains("liable for the hail");
            assertThat(Files.readString(file)).contains("liable for the hail");

            var past = Visitor.json(administrator.get("/api/studio/history?path=" + TERMS));
            assertThat(past.get(0).get("message").asText()).isEqualTo("a test");
            assertThat(past.get(0).get("author").asText()).isNotBlank();
            assertThat(past.size()).as("the first state is remembered too").isGreaterThan(1);
            var earlier = Visitor.json(administrator.get("/api/studio/file?path=" + TERMS + "&revision=" + past.get(1).get("revision").asText()));
            assertThat(earlier.get("text").asText()).isEqualTo(before);

            assertThat(write(TERMS, earlier.get("text").asText(), version(TERMS)).statusCode()).isEqualTo(200);
            assertThat(portal.anonymous().get("/terms").body()).doesNotContain("liable for the hail");
            assertThat(Files.readString(file)).isEqualTo(before);
        } finally {
            Files.writeString(file, before);
        }
    }

    @Test
    void whatIsWrongOrComesSecondChangesNothing() throws IOException {
        var template = portal.themes().resolve("torg/templates/page.mustache");
        var before = Files.readString(template);
        var seen = version("themes/torg/templates/page.mustache");
        var wrong = write("themes/torg/templates/page.mustache", "{{#open}}", seen);
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("themes/torg/templates/page.mustache:1:");
        var table = write("content/customer-portal/tables/uom.yml", "table: uom\nkey: nothing\n", version("content/customer-portal/tables/uom.yml"));
        assertThat(table.statusCode()).isEqualTo(422);
        assertThat(write(TERMS, "---\ntitle: Late\naccess: public\n---\nLate.", "another").statusCode()).isEqualTo(412);
        assertThat(write("content/customer-portal/../../secret.md", "x", null).statusCode()).isEqualTo(422);

        assertThat(Files.readString(template)).isEqualTo(before);
        assertThat(Files.readString(portal.site().resolve("tables/uom.yml"))).contains("key: symbol");
        assertThat(portal.anonymous().get("/terms").statusCode()).isEqualTo(200);
        assertThat(portal.anonymous().get("/health").body()).doesNotContain("the newest edit is not on the site");
    }

    @Test
    void aPageComesAndGoes() {
        var page = PAGES + "hail.md";
        var made = write(page, "---\ntitle: Hail\naccess: public\n---\nIt hails.\n", null);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        assertThat(portal.anonymous().get("/hail").body()).contains("It hails.");
        var gone = administrator.send("DELETE", "/api/studio/file?path=" + page + "&seen=" + version(page), Optional.empty(), "X-CSRF-Token", administrator.csrf());
        assertThat(gone.statusCode()).as(gone.body()).isEqualTo(200);
        assertThat(portal.anonymous().get("/hail").statusCode()).isEqualTo(404);
    }

    @Test
    void nobodyButAdministratorsIsToldAnything() {
        for (var path : new String[] {"/api/studio/files", "/api/studio/file?path=" + TERMS, "/api/studio/history?path=" + TERMS}) {
            assertThat(portal.anonymous().get(path).statusCode()).as(path).isEqualTo(401);
            assertThat(portal.signIn("maria.anders@alfki.example").get(path).statusCode()).as(path).isEqualTo(403);
        }
        var maria = portal.signIn("maria.anders@alfki.example");
        var refused = maria.send("PUT", "/api/studio/file?path=" + TERMS, Optional.of("{\"text\":\"x\"}"), "X-CSRF-Token", maria.csrf(), "Content-Type", "application/json");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("studio.denied");
    }

    private String version(String path) {
        return Visitor.json(administrator.get("/api/studio/file?path=" + path)).get("version").asText();
    }

    private HttpResponse<String> write(String path, String text, String seen) {
        var wish = new ObjectMapper().valueToTree(seen == null ? Map.of("text", text, "message", "a test") : Map.of("text", text, "seen", seen, "message", "a test"));
        return administrator.send("PUT", "/api/studio/file?path=" + path, Optional.of(wish.toString()), "X-CSRF-Token", administrator.csrf(), "Content-Type", "application/json");
    }
}
