package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Studio in a browser without scripts: found, edited, refused, and closed to whoever may not. */
class StudioRoomsHouseTest {
    private static final String TERMS = "content/customer-portal/pages/terms.md";
    private static final Pattern SEEN = Pattern.compile("name=\"seen\" value=\"([^\"]*)\"");
    private static final Pattern TEXT = Pattern.compile("<textarea[^>]*>\n(.*?)</textarea>", Pattern.DOTALL);
    private final Portal portal = Portal.shared();
    private final Visitor administrator = portal.signIn("admin@northwind.example");

    @Test
    void whatThereIsIsListedInBothLanguages() {
        var english = administrator.get("/studio");
        assertThat(english.statusCode()).isEqualTo(200);
        assertThat(english.body()).contains("<h1>Studio</h1>", "Terms and conditions", "/studio/file?path=content%2Fcustomer-portal%2Fpages%2Fterms.md");
        var norwegian = administrator.get("/nb/studio");
        assertThat(norwegian.body()).contains("Tekstbiter", "Salgsvilkår", "/nb/studio/file?path=");
        for (var shelf : List.of("snippets", "menus", "files", "lists", "records", "forms", "tables", "roles", "permissions", "maps", "themes", "settings", "problems")) {
            assertThat(administrator.get("/studio?show=" + shelf).statusCode()).as(shelf).isEqualTo(200);
        }
        assertThat(administrator.get("/studio?q=opening").body()).contains("opening-hours").doesNotContain("pages%2Fterms.md");
        assertThat(administrator.get("/admin").body()).contains("href=\"/studio\"");
    }

    @Test
    void anEditIsOnTheSiteAndAMistakeIsToldWithItsLine() throws IOException {
        var file = portal.site().resolve("pages/terms.md");
        var before = Files.readString(file);
        try {
            var saved = save(TERMS, before.replace("## 1. Orders", "## 1. Hail & orders").replace("\n", "\r\n"), seen(TERMS));
            assertThat(saved.statusCode()).as(saved.body()).isEqualTo(303);
            assertThat(administrator.get(saved.headers().firstValue("Location").orElseThrow()).body()).contains("Published, and on the site.");
            assertThat(portal.anonymous().get("/terms").body()).contains("1. Hail &amp; orders");
            assertThat(Files.readString(file)).isEqualTo(before.replace("## 1. Orders", "## 1. Hail & orders"));

            var wrong = save(TERMS, before.replace("access: public", "acess: <script>alert(1)</script>"), seen(TERMS));
            assertThat(wrong.statusCode()).isEqualTo(422);
            assertThat(wrong.body()).contains("line 7", "acess: &lt;script&gt;").doesNotContain("<script>alert");
            assertThat(Files.readString(file)).contains("Hail");

            var late = save(TERMS, before, "another");
            assertThat(late.statusCode()).isEqualTo(409);
            assertThat(late.body()).contains("Nancy Davolio", "<del>## 1. Hail &amp; orders</del>", "<ins>## 1. Orders</ins>", "name=\"seen\" value=\"" + seen(TERMS) + "\"");
        } finally {
            Files.writeString(file, before);
        }
    }

    @Test
    void aFileGoesBackToWhatItWas() throws IOException {
        var file = portal.site().resolve("snippets/opening-hours.md");
        var path = "content/customer-portal/snippets/opening-hours.md";
        var before = Files.readString(file);
        try {
            assertThat(save(path, "Always open.\n", seen(path)).statusCode()).isEqualTo(303);
            var history = administrator.get("/studio/history?path=" + path);
            assertThat(history.body()).contains("Nancy Davolio: a test", "<ins>Always open.</ins>", "<del>Our order desk");
            var first = revision(path, 1);
            assertThat(administrator.get("/studio/history?path=" + path + "&revision=" + first).body()).contains("Go back to this");
            var late = administrator.submit("/studio/history", form(Map.of("path", path, "revision", first, "seen", "another")));
            assertThat(late.statusCode()).isEqualTo(409);
            var back = administrator.submit("/studio/history", form(Map.of("path", path, "revision", first, "seen", seen(path))));
            assertThat(back.statusCode()).as(back.body()).isEqualTo(303);
            assertThat(Files.readString(file)).isEqualTo(before);
        } finally {
            Files.writeString(file, before);
        }
    }

    @Test
    void somethingNewBeginsWithATextThatTheSiteTakesAndCanBeTakenBack() {
        for (var kind : List.of("pages", "snippets", "lists", "records", "forms", "tables", "roles", "permissions", "themes")) {
            var name = kind.equals("themes") ? "torg/templates/parts/hail.mustache" : "hail";
            var offered = administrator.submit("/studio/new", form(Map.of("kind", kind, "name", name, "table", "contact")));
            assertThat(offered.statusCode()).as(kind).isEqualTo(303);
            var address = offered.headers().firstValue("Location").orElseThrow();
            assertThat(administrator.get(address).statusCode()).as("what makes it, by form or as text: " + kind).isEqualTo(200);
            var path = URLDecoder.decode(address.replaceAll(".*path=|&.*", ""), StandardCharsets.UTF_8);
            var text = TEXT.matcher(administrator.get("/studio/file?path=" + Visitor.encoded(path)).body());
            assertThat(text.find()).as(kind).isTrue();
            var saved = save(path, text.group(1).replace("&quot;", "\""), "");
            assertThat(saved.statusCode()).as(kind + saved.body()).isEqualTo(303);
            assertThat(administrator.submit("/studio/new", form(Map.of("kind", kind, "name", name, "table", "contact"))).statusCode()).as(kind).isEqualTo(422);
            var gone = administrator.submit("/studio/file", form(Map.of("path", path, "seen", seen(path), "action", "delete")));
            assertThat(gone.headers().firstValue("Location")).as(kind + gone.body()).contains("/studio/history?path=" + Visitor.encoded(path));
        }
        var deleted = "content/customer-portal/pages/hail.md";
        assertThat(administrator.get("/studio/history?path=" + deleted).body()).contains("deleted");
        var back = administrator.submit("/studio/history", form(Map.of("path", deleted, "revision", revision(deleted, 1), "seen", "")));
        assertThat(back.headers().firstValue("Location")).contains("/studio/file?path=" + Visitor.encoded(deleted) + "&done=back");
        assertThat(administrator.get("/hail").statusCode()).isEqualTo(200);
        assertThat(administrator.submit("/studio/file", form(Map.of("path", deleted, "seen", seen(deleted), "action", "delete"))).statusCode()).isEqualTo(303);
    }

    @Test
    void aBrowserWithScriptsGetsAnEditorThatAsksWhatIsWrong() {
        var page = administrator.get("/studio/file?path=" + TERMS).body();
        var editor = Pattern.compile("/api/studio/editor/[0-9a-f]+/editor\\.(js|css)").matcher(page).results().map(found -> found.group()).toList();
        assertThat(editor).hasSize(2);
        for (var address : editor) {
            var served = administrator.get(address);
            assertThat(served.statusCode()).as(address).isEqualTo(200);
            assertThat(served.headers().firstValue("Cache-Control").orElse("")).contains("immutable", "private");
            assertThat(served.headers().firstValue("Content-Type").orElse("")).startsWith(address.endsWith("js") ? "text/javascript" : "text/css");
            assertThat(served.body()).contains(address.endsWith("js") ? "CodeMirror.fromTextArea(" : ".CodeMirror-wrong");
            assertThat(portal.signIn("maria.anders@alfki.example").get(address).statusCode()).isEqualTo(403);
        }
        var problems = Visitor.json(administrator.post("/api/studio/check?path=" + TERMS, "{\"text\":\"---\\ntitle: T\\nacess: public\\n---\\nx\"}")).get("problems");
        assertThat(problems.get(0).get("line").asInt()).isEqualTo(3);
        assertThat(portal.anonymous().get("/terms").statusCode()).isEqualTo(200);
    }

    @Test
    void aPreviewShowsThePageAsItWouldBe() throws IOException {
        var before = Files.readString(portal.site().resolve("pages/terms.nb.md"));
        var path = "content/customer-portal/pages/terms.nb.md";
        var preview = administrator.submit("/studio/file", form(Map.of("path", path, "text", before + "\nIngen hefter for hagl.\n", "address", "/nb/terms", "action", "preview")));
        assertThat(preview.statusCode()).as(preview.body()).isEqualTo(200);
        assertThat(preview.body()).contains("Ingen hefter for hagl.", "<html lang=\"nb\"", "notice--info").doesNotContain(administrator.csrf());
        assertThat(portal.anonymous().get("/nb/terms").body()).doesNotContain("hagl");
        assertThat(administrator.get("/nb/terms").body()).doesNotContain("hagl");

        var fresh = administrator.submit("/studio/file", form(Map.of("path", "content/customer-portal/pages/hagl.md", "text", "---\ntitle: Hagl\n---\nDet hagler.", "address", "/hagl", "action", "preview")));
        assertThat(fresh.body()).contains("Det hagler.");
        assertThat(administrator.get("/hagl").statusCode()).isEqualTo(404);
    }

    @Test
    void aDraftIsPreviewedAndWhereThereIsNoPageTheEditorIsShownAgain() {
        var text = "---\ntitle: Slaps\ndraft: true\n---\nDet slapser.";
        var seen = administrator.submit("/studio/file", form(Map.of("path", "content/customer-portal/pages/slaps.md", "text", text, "address", "/slaps", "action", "preview")));
        assertThat(seen.body()).contains("Det slapser.", "notice--info");
        var nowhere = administrator.submit("/studio/file", form(Map.of("path", "content/customer-portal/pages/slaps.md", "text", text, "address", "/none", "action", "preview")));
        assertThat(nowhere.statusCode()).isEqualTo(422);
        assertThat(nowhere.body()).contains("There is no page at this address", "Det slapser.", "<textarea");
    }

    @Test
    void aMovedPageIsFoundFromWhereItWas() {
        var text = "---\ntitle: Sleet\naccess: public\n---\nIt sleets.";
        assertThat(save("content/customer-portal/pages/sleet.md", text, "").statusCode()).isEqualTo(303);
        assertThat(save("content/customer-portal/pages/sleet/wet.md", text.replace("sleets", "is wet"), "").statusCode()).isEqualTo(303);
        var moved = administrator.submit("/studio/file", form(Map.of("path", "content/customer-portal/pages/sleet.md", "seen", seen("content/customer-portal/pages/sleet.md"), "to", "/weather/sleet", "action", "move")));
        assertThat(moved.headers().firstValue("Location")).as(moved.body()).contains("/studio/file?path=content%2Fcustomer-portal%2Fpages%2Fweather%2Fsleet.md&done=moved");
        assertThat(portal.anonymous().get("/weather/sleet").body()).contains("It sleets.");
        assertThat(portal.anonymous().get("/sleet").headers().firstValue("Location")).contains("/weather/sleet");
        assertThat(portal.anonymous().get("/sleet/wet").headers().firstValue("Location")).contains("/weather/sleet/wet");
        for (var path : List.of("content/customer-portal/pages/weather/sleet/wet.md", "content/customer-portal/pages/weather/sleet.md")) {
            assertThat(administrator.submit("/studio/file", form(Map.of("path", path, "seen", seen(path), "action", "delete"))).statusCode()).isEqualTo(303);
        }
    }

    @Test
    void aWebFileIsAddedOnceAndServed() {
        var path = "content/customer-portal/files/hail.txt";
        var added = upload("C:\\fakepath\\hail.txt", "It hails.");
        assertThat(added.statusCode()).as(added.body()).isEqualTo(303);
        assertThat(portal.anonymous().get("/files/hail.txt").body()).isEqualTo("It hails.");
        assertThat(upload("hail.txt", "Other").statusCode()).as("there is one").isEqualTo(422);
        assertThat(upload("hail.txt", "It snows.", "draft").headers().firstValue("Location")).contains("/studio/drafts?done=drafted");
        assertThat(portal.anonymous().get("/files/hail.txt").body()).as("the site stays as it is").isEqualTo("It hails.");
        var draft = Visitor.json(administrator.get("/api/studio/drafts")).get(0).get("version").asText();
        assertThat(administrator.submit("/studio/drafts", form(Map.of("draft", draft, "action", "publish"))).statusCode()).isEqualTo(303);
        assertThat(portal.anonymous().get("/files/hail.txt").body()).isEqualTo("It snows.");
        assertThat(upload("hail.txt", "It hails.", "draft").statusCode()).isEqualTo(303);
        administrator.submit("/studio/drafts", form(Map.of("draft", Visitor.json(administrator.get("/api/studio/drafts")).get(0).get("version").asText(), "action", "publish")));
        for (var name : List.of("..", ".hidden", "a<b>.txt", "x".repeat(300) + ".txt", "")) assertThat(upload(name, "x").statusCode()).as(name).isEqualTo(422);
        assertThat(portal.anonymous().get("/files/hail.txt").body()).isEqualTo("It hails.");
        assertThat(administrator.submit("/studio/file", form(Map.of("path", path, "seen", seen(path), "action", "delete"))).statusCode()).isEqualTo(303);
        assertThat(portal.anonymous().get("/files/hail.txt").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> upload(String name, String text) {
        return upload(name, text, "save");
    }

    private HttpResponse<String> upload(String name, String text, String action) {
        var parts = "--torg\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n" + administrator.csrf() + "\r\n--torg\r\nContent-Disposition: form-data; name=\"_component\"\r\n\r\nc1\r\n"
                + "--torg\r\nContent-Disposition: form-data; name=\"action\"\r\n\r\n" + action + "\r\n--torg\r\nContent-Disposition: form-data; name=\"upload\"; filename=\"" + name + "\"\r\nContent-Type: text/plain\r\n\r\n" + text + "\r\n--torg--\r\n";
        return administrator.send("POST", "/studio", Optional.of(parts), "Content-Type", "multipart/form-data; boundary=torg");
    }

    private String revision(String path, int back) {
        return Visitor.json(administrator.get("/api/studio/history?path=" + path)).get(back).get("revision").asText();
    }

    @Test
    void whatOthersReferToIsNotDeletedAndTheyAreNamed() {
        var path = "content/customer-portal/tables/uom.yml";
        var refused = administrator.submit("/studio/file", form(Map.of("path", path, "seen", seen(path), "action", "delete")));
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        assertThat(refused.body()).contains("/studio/file?path=content%2Fcustomer-portal%2Ftables%2Fproduct.yml");
        assertThat(portal.site().resolve("tables/uom.yml")).exists();
    }

    @Test
    void nobodyShutsThemselvesOut() throws IOException {
        var path = "content/customer-portal/site.yml";
        var before = Files.readString(portal.site().resolve("site.yml"));
        var role = portal.site().resolve("roles/somebody-else.yml");
        Files.writeString(role, "{role: somebody-else, label: Somebody else}");
        try {
            Eventually.holds("nobody shuts themselves out", () -> {
                var refused = save(path, before.replace("administrator-role: administrator", "administrator-role: somebody-else"), seen(path));
                assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
                return refused.body().contains("would not be an administrator");
            });
            assertThat(Files.readString(portal.site().resolve("site.yml"))).isEqualTo(before);
        } finally {
            Files.delete(role);
            Files.writeString(portal.site().resolve("site.yml"), before);
        }
    }

    @Test
    void whoMayNotFindsWhatIsFoundWhereNothingIs() {
        var maria = portal.signIn("maria.anders@alfki.example");
        var nowhere = maria.get("/nowhere");
        for (var path : List.of("/studio", "/studio/file?path=" + TERMS, "/studio/history?path=" + TERMS, "/studio/new", "/studio/nothing")) {
            assertThat(maria.get(path).statusCode()).as(path).isEqualTo(404);
            assertThat(maria.get(path).body()).as(path).isEqualTo(nowhere.body());
        }
        assertThat(maria.submit("/studio/file", form(Map.of("path", TERMS, "text", "x"))).statusCode()).isEqualTo(404);
        assertThat(portal.anonymous().get("/studio").headers().firstValue("Location")).contains("/sign-in?return=/studio");
        assertThat(administrator.send("POST", "/studio/file", Optional.of("_component=c1&path=" + TERMS + "&text=x&action=save"), "Content-Type", "application/x-www-form-urlencoded").statusCode()).as("without the token of the session").isEqualTo(403);
    }

    @Test
    void oddPathsAndNamesDoNoHarm() {
        for (var path : List.of("../../../etc/passwd", "content/customer-portal/../../x.md", "content/other/site.yml", "/etc/passwd", "themes/", "", "content/customer-portal/pages/")) {
            var opened = administrator.get("/studio/file?path=" + Visitor.encoded(path));
            assertThat(opened.statusCode()).as(path).isIn(200, 404);
            assertThat(opened.body()).as(path).doesNotContain("root:x", "administrator-role");
            if (opened.statusCode() == 200) assertThat(opened.body()).as(path + " is no file, but a name for one").contains("name=\"seen\" value=\"\"");
            assertThat(save(path, "---\ntitle: X\n---\nx", "").statusCode()).as(path).isIn(404, 422);
        }
        var hostile = "content/customer-portal/pages/<script>alert(1)</script>.md";
        assertThat(administrator.get("/studio/file?path=" + Visitor.encoded(hostile)).body()).doesNotContain("<script>alert");
        assertThat(save(hostile, "---\ntitle: X\n---\nx", "").body()).doesNotContain("<script>alert");
        assertThat(administrator.get("/studio?q=%3Cscript%3Ealert(1)%3C/script%3E&show=%3Cscript%3E").body()).doesNotContain("<script>alert");
        assertThat(portal.site().resolve("../../x.md").normalize()).doesNotExist();
        assertThat(portal.content().resolve("other")).doesNotExist();
        assertThat(portal.anonymous().get("/terms").statusCode()).isEqualTo(200);
        assertThat(save(TERMS, "x".repeat(900_000), seen(TERMS)).statusCode()).isEqualTo(422);
        assertThat(save(TERMS, "x".repeat(3_000_000), "1").statusCode()).isEqualTo(413);
    }

    private String seen(String path) {
        var seen = SEEN.matcher(administrator.get("/studio/file?path=" + Visitor.encoded(path)).body());
        assertThat(seen.find()).isTrue();
        return seen.group(1);
    }

    private HttpResponse<String> save(String path, String text, String seen) {
        return administrator.submit("/studio/file", form(Map.of("path", path, "text", text, "seen", seen, "message", "a test", "action", "save")));
    }

    private static Map<String, String> form(Map<String, String> fields) {
        var all = new HashMap<>(fields);
        all.put("_component", "c1");
        return all;
    }
}
