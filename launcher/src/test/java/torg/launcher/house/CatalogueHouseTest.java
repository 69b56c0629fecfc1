package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A range that everybody may read: made once for whoever is not signed in, and old as soon as anything behind it changes. */
class CatalogueHouseTest {
    private static final String RULES = """
            permissions:
              - {name: range, table: product, roles: [anonymous], scope: global, where: "%1$s", privileges: [read],
                 public: {table: product, scope: global, where: "%1$s", privileges: [read], columns: "*"}}
              - {name: range-editors, table: product, roles: [administrator], scope: global, privileges: [write]}
            """;
    private final Portal portal = Portal.shared();
    private final Path rules = portal.site().resolve("permissions/range.yml");
    private final Path page = portal.site().resolve("pages/range.md");

    @BeforeEach
    void open() throws IOException {
        Files.writeString(rules, RULES.formatted("discontinued = false"));
        Files.writeString(page, "---\ntitle: {en: Range, nb: Sortiment}\naccess: public\nhidden: true\ncomponents:\n  - {component: list, list: products}\n---\n");
        Eventually.holds("the range is open", () -> get("/range?q=Chai").body().contains(">Chai<"));
    }

    @AfterEach
    void close() throws IOException {
        Files.delete(page);
        Files.delete(rules);
        Eventually.holds("the range is closed", () -> get("/range").statusCode() == 404);
    }

    @Test
    void isKeptForEverybodyUntilSomethingBehindItChanges() throws IOException {
        var admin = portal.signIn("admin@northwind.example");
        assertThat(isKept(get("/range?q=Chai"))).isTrue();
        assertThat(get("/nb/range?q=Chai").body()).contains("<h1>Sortiment</h1>", ">Chai<");
        assertThat(get("/range?q=Chang").body()).contains(">Chang<").doesNotContain(">Chai<");
        assertThat(isKept(admin.get("/range?q=Chai"))).isFalse();
        assertThat(get("/range?q=Chai").body()).contains("<h1>Range</h1>").doesNotContain("Nancy");

        rename(admin, "Chai tea");
        assertThat(get("/range?q=Chai").body()).contains(">Chai tea<");
        assertThat(get("/nb/range?q=Chai").body()).contains(">Chai tea<");
        rename(admin, "Chai");
        assertThat(get("/range?q=Chai").body()).contains(">Chai<");

        Files.writeString(rules, RULES.formatted("name = 'Chang'"));
        Eventually.holds("Chai is hidden", () -> !get("/range?q=Chai").body().contains(">Chai<"));
        assertThat(get("/range?q=Chang").body()).contains(">Chang<");
    }

    private static void rename(Visitor admin, String name) {
        var answer = admin.send("PATCH", "/api/tables/product('1')", Optional.of("{\"name\":\"%s\"}".formatted(name)), "Content-Type", "application/json", "X-CSRF-Token", admin.csrf());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private HttpResponse<String> get(String path) {
        return portal.anonymous().get(path);
    }

    private static boolean isKept(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").isPresent() && answer.headers().firstValue("Cache-Control").orElse("").contains("public");
    }
}
