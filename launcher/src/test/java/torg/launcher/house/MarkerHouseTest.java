package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A page that others lead to by its name is moved with a file manager: menus, texts, buttons of lists and records lead to where it is, and so does its old address. */
class MarkerHouseTest {
    private final Portal portal = Portal.shared();

    @Test
    void aPageMovesAndEverythingLeadsThere() throws IOException {
        var pages = portal.site().resolve("pages");
        var jane = portal.signIn("jane@alfki.example");
        assertThat(jane.get("/products/10").body()).contains("href=\"/orders/new?product=10\"");
        Files.createDirectories(pages.resolve("legal"));
        try {
            for (var language : List.of("", ".nb")) Files.move(pages.resolve("terms" + language + ".md"), pages.resolve("legal/conditions" + language + ".md"));
            Eventually.holds("the page is there", () -> portal.anonymous().get("/legal/conditions").statusCode() == 200 && portal.anonymous().get("/terms").statusCode() == 301);
            assertThat(portal.anonymous().get("/nb/terms").headers().firstValue("location").orElse("")).as("nobody had to write where it was").endsWith("/nb/legal/conditions");
            assertThat(portal.anonymous().get("/nb/company").body()).contains("href=\"/nb/legal/conditions\"").doesNotContain("marker:", "/nb/terms");
            assertThat(Visitor.json(portal.anonymous().get("/api/content/markers")).at("/terms/link").asText()).isEqualTo("/legal/conditions");

            Files.move(pages.resolve("legal/conditions.md"), portal.site().resolve("conditions.kept"));
            Files.move(pages.resolve("legal/conditions.nb.md"), portal.site().resolve("conditions.nb.kept"));
            Eventually.holds("what leads to it is told", () -> portal.anonymous().get("/health").body().contains("no page has the marker 'terms'"));
            assertThat(portal.anonymous().get("/legal/conditions").statusCode()).as("the last good site serves on").isEqualTo(200);
        } finally {
            for (var language : List.of("", ".nb")) {
                for (var from : List.of(pages.resolve("legal/conditions" + language + ".md"), portal.site().resolve("conditions" + language + ".kept"))) {
                    if (Files.exists(from)) Files.move(from, pages.resolve("terms" + language + ".md"));
                }
            }
            Files.delete(pages.resolve("legal"));
        }
        Eventually.holds("it is back", () -> portal.anonymous().get("/terms").statusCode() == 200);
    }
}
