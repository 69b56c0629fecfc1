package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rooms of the Studio in which documents are changed by form, without scripts: what was not touched stays as its author wrote it. */
class StudioFormsHouseTest {
    private static final Pattern SEEN = Pattern.compile("name=\"seen\" value=\"([^\"]*)\"");
    private final Portal portal = Portal.shared();
    private final Visitor administrator = portal.signIn("admin@northwind.example");

    @Test
    void theLookIsSeenBeforeItIsSavedAndGivenBackToTheTheme() throws IOException {
        var file = portal.site().resolve("theme.yml");
        Files.writeString(file, "# ours\nradius: 3px   # nearly square\nbrand: {light: \"#7a1f5c\"}\n");
        try {
            Eventually.holds("the form shows it", () -> administrator.get("/studio/theme").body().contains("value=\"#7a1f5c\""));
            var typed = Map.of("set.brand.light", "#551144", "set.radius.value", "3px", "set.width.value", "80rem");
            var preview = post("/studio/theme", typed, "action", "preview", "address", "/nb/terms");
            assertThat(preview.statusCode()).as(preview.body()).isEqualTo(200);
            assertThat(preview.body()).contains("<html lang=\"nb\"").doesNotContain(administrator.csrf());
            assertThat(sheet(preview.body())).contains("--brand: light-dark(#551144", "--width: 80rem");
            assertThat(sheet(portal.anonymous().get("/terms").body())).contains("#7a1f5c").doesNotContain("80rem");

            var saved = post("/studio/theme", typed, "action", "save");
            assertThat(saved.headers().firstValue("Location")).as(saved.body()).contains("/studio/theme?done=saved");
            assertThat(Files.readString(file)).isEqualTo("# ours\nradius: 3px   # nearly square\nbrand: {light: \"#551144\"}\nwidth: 80rem\n");
            assertThat(post("/studio/theme", typed).headers().firstValue("Location")).contains("/studio/theme?done=same");

            var back = post("/studio/theme", Map.of("set.brand.default", "true", "set.width.default", "true"));
            assertThat(back.statusCode()).as(back.body()).isEqualTo(303);
            assertThat(Files.readString(file)).isEqualTo("# ours\nradius: 3px   # nearly square\n");
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @Test
    void whatIsHardToReadOrWrongIsToldAndNothingIsLost() throws IOException {
        var tried = post("/studio/theme", Map.of("set.ink.light", "#f0f0f0"), "action", "try");
        assertThat(tried.statusCode()).isEqualTo(200);
        assertThat(tried.body()).contains("&#39;ink&#39; (#f0f0f0) on", "value=\"#f0f0f0\"");
        for (var wrong : List.of("red; } body { display: none", "<script>alert(1)</script>", "99rem")) {
            var refused = post("/studio/theme", Map.of("set.radius.value", wrong), "action", "save");
            assertThat(refused.statusCode()).as(wrong).isEqualTo(422);
            assertThat(refused.body()).as(wrong).contains("is a length from 0rem to 1.5rem").doesNotContain("<script>alert");
        }
        assertThat(portal.site().resolve("theme.yml")).doesNotExist();
        var late = administrator.submit("/studio/theme", form(Map.of("set.radius.value", "1px"), "seen", "another"));
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("value=\"1px\"", "<ins>radius: 1px</ins>");
    }

    @Test
    void aLogoComesWithTheFormThatShowsIt() throws IOException {
        try {
            var saved = upload("logo", "our-logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
            assertThat(saved.statusCode()).as(saved.body()).isEqualTo(303);
            assertThat(Files.readString(portal.site().resolve("theme.yml"))).isEqualTo("logo: files/our-logo.svg\n");
            assertThat(portal.anonymous().get("/").body()).contains("<img src=\"/files/our-logo.svg\" alt=\"\">");
            assertThat(upload("icon", "our-logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>").statusCode()).as("there is one").isEqualTo(422);
            assertThat(upload("icon", "../../../site.yml", "x").statusCode()).isEqualTo(422);
            assertThat(upload("icon", "x.svg", "<svg").statusCode()).as("no picture").isEqualTo(422);
        } finally {
            Files.deleteIfExists(portal.site().resolve("theme.yml"));
            Files.deleteIfExists(portal.site().resolve("files/our-logo.svg"));
        }
        Eventually.holds("the theme's own logo", () -> !portal.anonymous().get("/").body().contains("our-logo"));
    }

    @Test
    void menusAreArrangedAndTheirNotesStay() throws IOException {
        var file = portal.site().resolve("navigation.yml");
        var before = Files.readString(file);
        try {
            var moved = post("/studio/navigation", Map.of("do", "down work/0"));
            assertThat(moved.statusCode()).as("there is nothing below it").isEqualTo(409);
            assertThat(post("/studio/navigation", Map.of("do", "down main/0")).statusCode()).isEqualTo(303);
            assertThat(post("/studio/navigation", Map.of("do", "in main/1")).headers().firstValue("Location").orElse("")).contains("at=main%2F0%2Fitems%2F0");
            assertThat(post("/studio/navigation", Map.of("do", "save main/0/items/0", "page", "/orders", "title.en", "All orders", "title.nb", "Alle ordrer")).statusCode()).isEqualTo(303);
            assertThat(Files.readString(file)).isEqualTo(before.replace("  - page: /orders\n  - page: /products\n", "  - page: /products\n    items:\n      - page: /orders\n        title: {en: All orders, nb: Alle ordrer}\n"));
            assertThat(administrator.get("/nb").body()).contains("Alle ordrer");

            var nowhere = post("/studio/navigation", Map.of("do", "add", "menu", "main", "page", "/nowhere"));
            assertThat(nowhere.statusCode()).isEqualTo(422);
            assertThat(nowhere.body()).contains("there is no page &#39;/nowhere&#39;");
        } finally {
            Files.writeString(file, before);
        }
    }

    @Test
    void aPageIsChangedByFormAndItsComponentsStay() throws IOException {
        var path = "content/customer-portal/pages/orders.md";
        var file = portal.site().resolve("pages/orders.md");
        var before = Files.readString(file);
        var room = "/studio/page?path=" + path;
        try {
            var text = Pattern.compile("name=\"text\"[^>]*>\\n(.*?)</textarea>", Pattern.DOTALL).matcher(administrator.get(room).body());
            assertThat(text.find()).isTrue();
            var fields = new HashMap<>(Map.of("path", path, "title.en", "Our orders", "title.nb", "Våre ordrer", "access", "signed-in", "text", text.group(1), "draft", "true"));
            var saved = post(room, fields);
            assertThat(saved.statusCode()).as(saved.body()).isEqualTo(303);
            assertThat(Files.readString(file)).contains("Our orders", "access: signed-in", "draft: true").contains(before.substring(before.indexOf("components:"), before.indexOf("\n---", 4)));
            fields.put("publish", "<script>alert(1)</script>");
            var wrong = post(room, fields);
            assertThat(wrong.statusCode()).isEqualTo(422);
            assertThat(wrong.body()).contains("Våre ordrer").doesNotContain("<script>alert");
        } finally {
            Files.writeString(file, before);
        }
    }

    @Test
    void aTranslationAndAWordAreWrittenBesideTheirOriginals() throws IOException {
        var path = "content/customer-portal/pages/snow.md";
        var words = portal.site().resolve("messages.nb.yml");
        Files.writeString(portal.site().resolve("pages/snow.md"), "---\ntitle: Snow\naccess: public\n---\nIt snows.\n");
        try {
            Eventually.holds("it is to be translated", () -> administrator.get("/studio/translations?language=nb").body().contains("path=content%2Fcustomer-portal%2Fpages%2Fsnow.md"));
            var pair = "/studio/translations?language=nb&path=" + path;
            assertThat(administrator.get(pair).body()).contains("It snows.");
            var saved = post(pair, Map.of("path", path, "language", "nb", "text", "---\r\ntitle: Snø\r\n---\r\nDet snør.\r\n"));
            assertThat(saved.statusCode()).as(saved.body()).isEqualTo(303);
            assertThat(portal.anonymous().get("/nb/snow").body()).contains("Det snør.");

            assertThat(post("/studio/translations?language=nb", Map.of("language", "nb", "key", "pages.skip-to-content", "new", "Til selve siden")).statusCode()).isEqualTo(303);
            assertThat(Files.readString(words)).isEqualTo("pages.skip-to-content: Til selve siden\n");
        } finally {
            for (var file : List.of("pages/snow.md", "pages/snow.nb.md", "messages.nb.yml")) Files.deleteIfExists(portal.site().resolve(file));
        }
    }

    @Test
    void settingsAreChangedByFormAndNobodyShutsThemselvesOut() throws IOException {
        var file = portal.site().resolve("site.yml");
        var role = portal.site().resolve("roles/somebody-else.yml");
        var before = Files.readString(file);
        var fields = new HashMap<>(Map.of("name.en", "Northwind Traders", "theme", "torg", "languages", "en, nb", "setting.administrator-role", "administrator", "setting.time-zone", "Europe/Paris",
                "setting.erased-with-person", "membership", "setting.self-registration", "on"));
        try {
            assertThat(post("/studio/settings", fields).statusCode()).isEqualTo(303);
            assertThat(Files.readString(file)).isEqualTo(before.replace("Europe/Oslo", "Europe/Paris"));
            Files.writeString(role, "{role: somebody-else, label: Somebody else}");
            fields.put("setting.administrator-role", "somebody-else");
            Eventually.holds("nobody shuts themselves out", () -> {
                var out = post("/studio/settings", fields);
                return out.statusCode() == 422 && out.body().contains("would not be an administrator");
            });
            assertThat(administrator.get("/studio/settings").statusCode()).isEqualTo(200);
        } finally {
            Files.writeString(file, before);
            Files.deleteIfExists(role);
        }
    }

    @Test
    void aWebRoleIsMadeGivenTheStudioAndDeletedWhenNobodyRefersToIt() throws IOException {
        var path = "content/customer-portal/roles/editor.yml";
        var room = "/studio/role?path=" + path;
        var file = portal.site().resolve("roles/editor.yml");
        var settings = portal.site().resolve("site.yml");
        var before = Files.readString(settings);
        try {
            var fields = new HashMap<>(Map.of("path", path, "role", "editor", "label.en", "Editor", "label.nb", "Redaktør", "needs", "company",
                    "studio-authors", "true", "was-studio-authors", "false", "was-studio-designers", "false"));
            var made = post(room, fields);
            assertThat(made.statusCode()).as(made.body()).isEqualTo(303);
            assertThat(Files.readString(file)).isEqualTo("role: editor\nlabel: {en: Editor, nb: Redaktør}\nneeds: [company]\n");
            assertThat(Files.readString(settings)).contains("studio-authors: editor");
            assertThat(administrator.get("/nb/studio/access").body()).contains("Redaktør");

            fields.put("invites", "nobody");
            var wrong = post(room, fields);
            assertThat(wrong.statusCode()).isEqualTo(422);
            assertThat(wrong.body()).contains("no document defines role &#39;nobody&#39;");
            var refused = post(room, Map.of("path", path), "action", "remove");
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.body()).contains("content/customer-portal/site.yml", "&#39;studio-authors&#39; names &#39;editor&#39;");

            assertThat(post(room, Map.of("path", path, "label.en", "Editor", "label.nb", "Redaktør", "needs", "company",
                    "was-studio-authors", "true", "was-studio-designers", "false")).statusCode()).isEqualTo(303);
            assertThat(Files.readString(settings)).isEqualTo(before);
            var gone = post(room, Map.of("path", path), "action", "remove");
            assertThat(gone.headers().firstValue("Location")).as(gone.body()).contains("/studio/access?done=saved");
            assertThat(file).doesNotExist();

            var ours = post("/studio/role?path=content/customer-portal/roles/administrator.yml", Map.of("path", "content/customer-portal/roles/administrator.yml"), "action", "remove");
            assertThat(ours.statusCode()).as("its rules refer to it").isEqualTo(409);
        } finally {
            Files.deleteIfExists(file);
            Files.writeString(settings, before);
        }
    }

    @Test
    void whoMayNotFindsNoneOfTheForms() {
        var maria = portal.signIn("maria.anders@alfki.example");
        for (var path : List.of("/studio/theme", "/studio/navigation", "/studio/translations", "/studio/pages", "/studio/page?path=content/customer-portal/pages/terms.md",
                "/studio/settings", "/studio/access", "/studio/role?path=content/customer-portal/roles/authorized-user.yml", "/studio/modules")) {
            assertThat(administrator.get(path).statusCode()).as(path).isEqualTo(200);
            assertThat(administrator.get("/nb" + path).statusCode()).as(path).isEqualTo(200);
            assertThat(maria.get(path).statusCode()).as(path).isEqualTo(404);
            // What a test before put back may be on the site by now only.
            Eventually.holds(path + " is as a page that is not there", () -> maria.get(path).body().equals(maria.get("/nowhere").body()));
            assertThat(maria.submit(path.replaceAll("\\?.*", ""), form(Map.of())).statusCode()).as(path).isEqualTo(404);
            assertThat(portal.anonymous().get(path).statusCode()).as(path).isEqualTo(302);
            assertThat(administrator.send("POST", path.replaceAll("\\?.*", ""), Optional.of("_component=c1&action=save"), "Content-Type", "application/x-www-form-urlencoded").statusCode()).as("without the token of the session").isEqualTo(403);
        }
    }

    private HttpResponse<String> upload(String setting, String name, String bytes) {
        var page = administrator.get("/studio/theme").body();
        var parts = new StringBuilder();
        Map.of("_csrf", administrator.csrf(), "_component", "c1", "action", "save", "seen", seen(page)).forEach((field, value) -> parts.append("--torg\r\nContent-Disposition: form-data; name=\"" + field + "\"\r\n\r\n" + value + "\r\n"));
        parts.append("--torg\r\nContent-Disposition: form-data; name=\"upload." + setting + "\"; filename=\"" + name + "\"\r\nContent-Type: image/svg+xml\r\n\r\n" + bytes + "\r\n--torg--\r\n");
        return administrator.send("POST", "/studio/theme", Optional.of(parts.toString()), "Content-Type", "multipart/form-data; boundary=torg");
    }

    private String sheet(String page) {
        var address = Pattern.compile("href=\"(/assets/[^\"]+/settings\\.css)\"").matcher(page);
        assertThat(address.find()).isTrue();
        return portal.anonymous().get(address.group(1)).body();
    }

    /** Sends a form as its page has just shown it, with these fields. */
    private HttpResponse<String> post(String room, Map<String, String> fields, String... more) {
        var sent = form(fields, more);
        sent.putIfAbsent("seen", seen(administrator.get(room).body()));
        return administrator.submit(room.replaceAll("\\?.*", ""), sent);
    }

    private static String seen(String page) {
        var seen = SEEN.matcher(page);
        assertThat(seen.find()).as(page).isTrue();
        return seen.group(1);
    }

    private static HashMap<String, String> form(Map<String, String> fields, String... more) {
        var all = new HashMap<>(fields);
        all.put("_component", "c1");
        for (var index = 0; index < more.length; index += 2) all.put(more[index], more[index + 1]);
        return all;
    }
}
