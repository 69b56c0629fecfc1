package torg.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One command lays down a site that works, and one a theme of its own: nothing in them is complained of, and people sign in. */
@OwnPortal
class NewSiteHouseTest {
    @TempDir
    Path temp;

    @Test
    void aNewSiteHasNothingToComplainOfAndRuns() throws Exception {
        var content = Files.createDirectory(temp.resolve("content")).toString();
        assertThat(Command.torg("", List.of("new", "site", "our-shop", "--languages", "en,nb", "--content", content))).startsWith("0 ").endsWith("see it with torg run --site our-shop");
        assertThat(Command.torg("", List.of("new", "site", "our-shop", "--content", content))).startsWith("2 ").contains("is there already, and stays as it is");
        assertThat(Command.torg("", List.of("lint", "--content", content, "--site", "our-shop"))).isEqualTo("0 torg: 0 errors, 0 warnings");
        var themes = withOurTheme(Path.of(content, "our-shop")).toString();
        assertThat(Command.torg("", List.of("lint", "--content", content, "--themes", themes, "--site", "our-shop"))).isEqualTo("0 torg: 0 errors, 0 warnings");

        try (var portal = RunningPortal.start(temp.resolve("data"), "--content", content, "--themes", themes, "--site", "our-shop")) {
            assertThat(get(portal.address(), "/").body()).as("its own template around what it has from the other").contains("<p>Of our own</p>", "<header", "/assets/");
            assertThat(portal.output()).contains("; the demo sign-ins work, all with password change-this-one: admin@our-shop.example (administrator); ERP at");
            assertThat(get(portal.address(), "/nb").body()).contains("<h1>Our shop</h1>", "Velkommen");
            assertThat(get(portal.address(), "/never-was").body()).contains("We could not find that page");
            var signedIn = HttpClient.newHttpClient().send(HttpRequest.newBuilder(portal.address().resolve("/api/session")).header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"email\":\"admin@our-shop.example\",\"password\":\"change-this-one\"}")).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(signedIn.statusCode()).as(signedIn.body()).isBetween(200, 201);
        }
    }

    /** A theme that stands on the one that ships, with a copy of one of its files changed, as its command says. */
    private Path withOurTheme(Path site) throws Exception {
        var themes = Files.createDirectory(temp.resolve("themes"));
        Files.move(LintHouseTest.copy(Path.of("target/torg/themes/torg").toAbsolutePath(), temp.resolve("shipped")), themes.resolve("torg"));
        assertThat(Command.torg("", List.of("new", "theme", "ours", "--themes", themes.toString()))).startsWith("0 ").contains("write 'theme: ours' into a site's site.yml", "copy files of");
        assertThat(Command.torg("", List.of("new", "theme", "ours", "--themes", themes.toString()))).startsWith("2 ").contains("is there already, and stays as it is");
        Files.writeString(site.resolve("site.yml"), Files.readString(site.resolve("site.yml")).replace("theme: torg", "theme: ours"));
        Files.createDirectories(themes.resolve("ours/templates"));
        Files.writeString(themes.resolve("ours/templates/home.mustache"), Files.readString(themes.resolve("torg/templates/home.mustache")).replace("{{/main}}", "<p>Of our own</p>\n{{/main}}"));
        return themes;
    }

    private static HttpResponse<String> get(URI portal, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(portal.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
