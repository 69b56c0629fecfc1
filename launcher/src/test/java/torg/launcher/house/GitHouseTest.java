package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.launcher.Command;
import torg.launcher.OwnPortal;
import torg.launcher.RunningPortal;

/** The site is a branch of a Git repository: people push to it, and edits in the browser are commits. */
@OwnPortal
class GitHouseTest {
    private static final String TERMS = "content/customer-portal/pages/terms.md";

    private static final Pattern SHEET = Pattern.compile("<link rel=\"stylesheet\" href=\"(/assets/[^\"]+/settings\\.css)\">");

    @TempDir
    Path folder;

    @Test
    void pushesAndEditsAreOnTheSiteAndInTheHistory() throws Exception {
        var repository = folder.resolve("site.git");
        var clone = folder.resolve("clone");
        git(folder, "init", "--quiet", "--bare", "--initial-branch=main", repository.toString());
        git(folder, "clone", "--quiet", repository.toString(), clone.toString());
        Portal.copy(Path.of("../content"), clone.resolve("content"));
        Portal.copy(Path.of("../themes"), clone.resolve("themes"));
        var units = clone.resolve("content/customer-portal/permissions/units.yml");
        Files.writeString(units, "permissions:\n  - {name: units, table: uom, roles: [authenticated], scope: global, privileges: [read]}\n");
        push(clone, "the site");

        try (var portal = RunningPortal.start(folder.resolve("data"), "--content-git", repository.toString())) {
            var anonymous = Visitor.anonymous(portal.address());
            assertThat(anonymous.get("/health").body()).contains("the branch 'main' of '" + repository);
            assertThat(anonymous.get("/health").body()).as("what the linter says of a site as it is started with").contains("permissions.every-column", "permissions/units.yml:2:5");
            assertThat(portal.output()).as("the store that is not used").doesNotContain("not-running");
            assertThat(anonymous.get("/terms").statusCode()).isEqualTo(200);

            assertThat(git(repository, "log", "-1", "--format=%s", "main")).as("the branch has what ships, so the next upgrade knows what changed").isEqualTo("Merge: What ships\n");
            git(clone, "pull", "--quiet");
            var before = Files.readString(clone.resolve(TERMS));
            Files.writeString(clone.resolve(TERMS), before + "\n\nNobody is liable for the hail.\n");
            push(clone, "hail");
            Eventually.soon("what was pushed is on the site", () -> anonymous.get("/terms").body().contains("liable for the hail"));

            var administrator = Visitor.signIn(portal.address(), "admin@northwind.example");
            var made = write(administrator, before + "\n\nNobody is liable for the snow.\n");
            assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
            assertThat(anonymous.get("/terms").body()).contains("liable for the snow").doesNotContain("hail");
            git(clone, "pull", "--quiet");
            assertThat(Files.readString(clone.resolve(TERMS))).contains("liable for the snow");
            assertThat(git(clone, "log", "-1", "--format=%an: %s")).contains("a test");

            var past = Visitor.json(administrator.get("/api/studio/history?path=" + TERMS));
            assertThat(past.size()).isEqualTo(3);
            var first = Visitor.json(administrator.get("/api/studio/file?path=" + TERMS + "&revision=" + past.get(2).get("revision").asText())).get("text").asText();
            assertThat(first).isEqualTo(before);
            assertThat(write(administrator, first).statusCode()).isEqualTo(200);
            assertThat(anonymous.get("/terms").body()).doesNotContain("liable for the snow");

            git(clone, "pull", "--quiet");
            rulesOfTwoVersionsAreCompared(clone, units, portal);
            builtWithAnEditor(clone, anonymous);
            Files.createSymbolicLink(clone.resolve("content/customer-portal/pages/passwd.md"), Path.of("/etc/passwd"));
            Files.writeString(clone.resolve(TERMS), "---\ntitle: Hostile\naccess: public\n---\nHostile terms.\n");
            push(clone, "hostile");
            Eventually.holds("the link is named", () -> anonymous.get("/health").body().contains("pages/passwd.md' is a symbolic link"));
            assertThat(anonymous.get("/terms").body()).doesNotContain("Hostile");
            git(clone, "-c", "user.name=Jane", "-c", "user.email=jane@example.com", "revert", "--no-edit", "HEAD");
            git(clone, "push", "--quiet");
            Eventually.holds("all is well again", () -> !anonymous.get("/health").body().contains("passwd.md"));
        }
    }

    /** Who gained and who lost between two commits, or up to what runs now. */
    private static void rulesOfTwoVersionsAreCompared(Path clone, Path units, RunningPortal portal) throws IOException, InterruptedException {
        var before = git(clone, "rev-parse", "HEAD").strip();
        var may = Visitor.signIn(portal.address(), "may@anatr.example");
        var seen = may.rows("uom").size();
        assertThat(seen).as("units are for whoever signs in").isPositive();
        Files.delete(units);
        var orders = clone.resolve("content/customer-portal/permissions/orders.yml");
        Files.writeString(orders, Files.readString(orders).replaceFirst("(?s)(name: orders-of-own-account.*?roles: \\[)", "$1authorized-user, "));
        push(clone, "rules");
        Eventually.holds("the rules hold", () -> may.rows("uom").isEmpty());
        var after = git(clone, "rev-parse", "HEAD").strip();

        var sinceThen = diff(portal, "--from", before);
        assertThat(sinceThen).startsWith("0 gone: units\nchanged: orders-of-own-account, ")
                .containsPattern("May \\S+ \\(\\S+\\) +uom +read +-" + seen + "\n")
                .containsPattern("Sam \\S+ \\(\\S+\\) +salesorder +read +\\+\\d+\n").doesNotContain("Maria Anders").contains("people looked at: ");
        assertThat(diff(portal, "--from", before, "--to", after)).as("what runs now is the later of the two").isEqualTo(sinceThen);
        assertThat(diff(portal, "--from", after, "--to", before)).startsWith("0 new: units\n")
                .containsPattern("May \\S+ \\(\\S+\\) +uom +read +\\+" + seen + "\n").containsPattern("Sam \\S+ \\(\\S+\\) +salesorder +read +-\\d+\n");
        assertThat(diff(portal, "--from", after)).startsWith("0 nobody gains or loses anything\n");
        assertThat(diff(portal, "--from", "nosuch")).startsWith("2 torg: ").contains("knows no revision of that name");
        assertThat(diff(portal, "--to", after)).startsWith("2 torg: say what is to be compared");
    }

    private static String diff(RunningPortal portal, String... words) throws IOException, InterruptedException {
        return Command.torg("northwind", Stream.of(List.of("permissions", "diff"), List.of(words),
                List.of("--as", "admin@northwind.example", "--url", portal.address().toString())).flatMap(List::stream).toList());
    }

    /** What StudioWalkHouseTest does in the browser, with an editor and Git: a type with a page and a list of its pages, a menu item, a colour, a translation, a schedule, and a template that breaks. */
    private void builtWithAnEditor(Path clone, Visitor anonymous) throws IOException, InterruptedException {
        var site = clone.resolve("content/customer-portal");
        Files.createDirectories(site.resolve("pages/events"));
        Files.writeString(site.resolve("page-types/event.yml"), "type: event\nlabel: {en: Event, nb: Arrangement}\nfields:\n  place: {type: text, required: true, label: {en: Place, nb: Sted}}\n");
        Files.writeString(site.resolve("pages/events.md"), "---\ntitle: Events\naccess: public\ncomponents:\n  - {component: collection, type: event}\n  - {component: list, list: products}\n  - {component: form, form: inquiry}\n---\nWhat happens here.\n");
        Files.writeString(site.resolve("pages/events.nb.md"), "---\ntitle: Arrangementer\n---\nHer skjer det.\n");
        Files.writeString(site.resolve("pages/events/tasting.md"), "---\ntitle: Cheese tasting\ntype: event\naccess: public\nfields: {place: Oslo}\n---\nCome.\n");
        Files.writeString(site.resolve("pages/events/later.md"), "---\ntitle: Fair of 2099\ntype: event\naccess: public\npublish: 2099-01-01T08:00\nfields: {place: Bergen}\n---\nCome.\n");
        Files.writeString(site.resolve("theme.yml"), "brand: {light: \"#551144\"}\n");
        var menus = Files.readString(site.resolve("navigation.yml"));
        Files.writeString(site.resolve("navigation.yml"), menus.replaceFirst("main:\n", "main:\n  - page: /events\n"));
        push(clone, "events");
        Eventually.soon("pages of a new type are on the site", () -> anonymous.get("/events").body().contains("Cheese tasting"));
        assertThat(anonymous.get("/events").body()).contains("What happens here.", "<a href=\"/events\"").doesNotContain("Fair of 2099");
        assertThat(anonymous.get("/nb/events").body()).contains("Her skjer det.");
        var sheet = SHEET.matcher(anonymous.get("/events").body());
        assertThat(sheet.find()).isTrue();
        assertThat(anonymous.get(sheet.group(1)).body()).as("the site's own colour").contains("#551144");
        assertThat(anonymous.get("/events/later").statusCode()).as("not before its day").isEqualTo(404);

        Files.writeString(clone.resolve("themes/torg/templates/page.mustache"), "<main>\n{{#page}}\n");
        push(clone, "broken");
        Eventually.holds("the line is named", () -> anonymous.get("/health").body().contains("themes/torg/templates/page.mustache:2:"));
        assertThat(anonymous.get("/events").body()).as("what worked stays on the air").contains("Cheese tasting");
        git(clone, "-c", "user.name=Jane", "-c", "user.email=jane@example.com", "revert", "--no-edit", "HEAD");
        git(clone, "push", "--quiet");
        Eventually.holds("all is well again", () -> !anonymous.get("/health").body().contains("page.mustache"));
    }

    @Test
    void twoPortalsShareASiteThatBeginsWithWhatShips() throws Exception {
        var shared = folder.resolve("shared.git");
        git(folder, "init", "--quiet", "--bare", "--initial-branch=main", shared.toString());
        var settings = Files.createDirectories(folder.resolve("two/settings"));
        Files.writeString(settings.resolve("torg.content.git.properties"), "interval=3600\n");
        var address = shared.toUri().toString();
        try (var one = RunningPortal.start(folder.resolve("one"), "--content-git", address);
                var two = RunningPortal.start(folder.resolve("two"), "--content-git", address, "--erp-url", one.erp().toString())) {
            var before = Visitor.json(Visitor.signIn(one.address(), "admin@northwind.example").get("/api/studio/file?path=" + TERMS)).get("text").asText();
            var made = write(Visitor.signIn(one.address(), "admin@northwind.example"), before + "\n\nNobody is liable for the hail.\n");
            assertThat(made.statusCode()).as(made.body()).isEqualTo(200);

            Eventually.soon("what was edited at one portal is at the other", () -> {
                assertThat(Visitor.anonymous(two.address()).post("/api/content-git/pull", "{}").statusCode()).isEqualTo(204);
                return Visitor.anonymous(two.address()).get("/terms").body().contains("liable for the hail");
            });
            assertThat(git(shared, "log", "--format=%s", "main")).isEqualTo("a test\nWhat ships\n");
            assertThat(git(shared, "log", "--format=%s", "shipped")).isEqualTo("What ships\n");
            assertThat(Visitor.anonymous(two.address()).get("/health").body()).contains("the branch 'main' of '");
        }
    }

    private static HttpResponse<String> write(Visitor administrator, String text) {
        var seen = Visitor.json(administrator.get("/api/studio/file?path=" + TERMS)).get("version").asText();
        var wish = new ObjectMapper().valueToTree(Map.of("text", text, "seen", seen, "message", "a test"));
        return administrator.send("PUT", "/api/studio/file?path=" + TERMS, Optional.of(wish.toString()), "X-CSRF-Token", administrator.csrf(), "Content-Type", "application/json");
    }

    private static void push(Path clone, String message) throws IOException, InterruptedException {
        git(clone, "add", "--all");
        git(clone, "-c", "user.name=Jane", "-c", "user.email=jane@example.com", "commit", "--quiet", "--message", message);
        git(clone, "push", "--quiet", "origin", "HEAD:main");
    }

    private static String git(Path folder, String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(words));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, said).isZero();
        return said;
    }
}
