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
    void whoMayNotFindsNoneOfTheForms() {
        var maria = portal.signIn("maria.anders@alfki.example");
        var nowhere = maria.get("/nowhere");
        for (var path : List.of("/studio/theme")) {
            assertThat(maria.get(path).statusCode()).as(path).isEqualTo(404);
            assertThat(maria.get(path).body()).as(path).isEqualTo(nowhere.body());
            assertThat(maria.submit(path, form(Map.of())).statusCode()).as(path).isEqualTo(404);
            assertThat(portal.anonymous().get(path).statusCode()).as(path).isEqualTo(302);
            assertThat(administrator.send("POST", path, Optional.of("_component=c1&action=save"), "Content-Type", "application/x-www-form-urlencoded").statusCode()).as("without the token of the session").isEqualTo(403);
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
