package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is drafted is nowhere on the site, is seen by whoever has a link and by nobody else, and is published as one edit. */
class DraftsHouseTest {
    private static final String PAGES = "content/customer-portal/pages/";
    private static final String TERMS = PAGES + "terms.md";
    private final Portal portal = Portal.shared();
    private final Visitor administrator = portal.signIn("admin@northwind.example");

    @AfterEach
    void discard() {
        for (var draft : Visitor.json(administrator.get("/api/studio/drafts"))) {
            administrator.send("DELETE", "/api/studio/draft?path=" + draft.get("path").asText() + "&version=" + draft.get("version").asText(), Optional.empty(), "X-CSRF-Token", administrator.csrf());
        }
    }

    @Test
    void draftsStayBesideTheSiteUntilTheyArePublishedTogether() {
        var before = text(TERMS);
        keep(TERMS, before + "\n\nNobody is liable for drafted hail.\n", version(TERMS));
        keep(PAGES + "drafted.md", "---\ntitle: Drafted\naccess: publik\n---\nBroken as yet.\n", "");
        assertThat(portal.anonymous().get("/terms").body()).doesNotContain("drafted hail");
        assertThat(portal.anonymous().get("/drafted").statusCode()).isEqualTo(404);
        var again = portal.signIn("admin@northwind.example");
        assertThat(Visitor.json(again.get("/api/studio/drafts")).findValuesAsText("path")).containsExactly(PAGES + "drafted.md", TERMS);
        assertThat(again.get("/studio/file?path=" + TERMS).body()).contains("drafted hail");
        assertThat(again.get("/studio/drafts").body()).contains("Terms and conditions");

        var refused = publish();
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        assertThat(refused.body()).contains("drafted.md");
        assertThat(portal.anonymous().get("/terms").body()).doesNotContain("drafted hail");

        keep(PAGES + "drafted.md", "---\ntitle: Drafted\naccess: public\n---\nWhole now.\n", "");
        try {
            assertThat(publish().statusCode()).isEqualTo(200);
            assertThat(portal.anonymous().get("/terms").body()).contains("drafted hail");
            assertThat(portal.anonymous().get("/drafted").body()).contains("Whole now.");
            assertThat(Visitor.json(administrator.get("/api/studio/drafts"))).isEmpty();
        } finally {
            write(TERMS, before);
            administrator.send("DELETE", "/api/studio/file?path=" + PAGES + "drafted.md&seen=" + version(PAGES + "drafted.md"), Optional.empty(), "X-CSRF-Token", administrator.csrf());
        }
    }

    @Test
    void whoeverHasALinkSeesDraftsAllOverTheSiteAndNobodyElseDoes() {
        keep(TERMS, text(TERMS) + "\n\nNobody is liable for drafted snow.\n", version(TERMS));
        keep(PAGES + "snow.md", "---\ntitle: About snow\naccess: public\n---\nIt snows.\n", "");
        var given = given(Map.of("author", author(), "address", "/terms"));
        var anybody = portal.anonymous();

        var asked = anybody.send("GET", "/terms?page=2&torg-preview=" + given, Optional.empty(), "Sec-Fetch-Site", "cross-site");
        assertThat(asked.headers().firstValue("Set-Cookie")).as("nobody is led in by another site").isEmpty();
        assertThat(asked.body()).contains("Another site leads to a preview", "href=\"/terms?page=2&amp;torg-preview=" + given).doesNotContain("drafted snow");
        var led = anybody.get("/terms?page=2&torg-preview=" + given);
        assertThat(led.statusCode()).isEqualTo(303);
        assertThat(led.headers().firstValue("Location")).contains("/terms?page=2");
        var cookie = led.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Lax");
        var inside = cookie.replaceAll(";.*", "");
        var seen = look("/terms", inside);
        assertThat(seen.body()).contains("drafted snow", "This is a preview", "/terms?torg-preview=");
        assertThat(seen.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(seen.headers().firstValue("X-Robots-Tag").orElse("")).contains("noindex");
        assertThat(look("/snow", inside).body()).as("links stay in it").contains("It snows.", "This is a preview");
        assertThat(look("/nb/snow", inside).body()).contains("Dette er en forhåndsvisning");
        assertThat(look("/nowhere", inside).body()).contains("This is a preview");
        assertThat(anybody.get("/terms").body()).as("nobody else, by the cache either").doesNotContain("drafted snow", "This is a preview");
        assertThat(anybody.get("/snow").statusCode()).isEqualTo(404);
        assertThat(look("/terms", inside).body()).contains("drafted snow");

        assertThat(anybody.send("POST", "/sign-in", Optional.of("a=b"), "Cookie", inside, "Content-Type", "application/x-www-form-urlencoded").statusCode()).as("nothing is sent").isEqualTo(403);
        assertThat(anybody.send("POST", "/api/session", Optional.of("{}"), "Torg-Preview", given, "Content-Type", "application/json").statusCode()).isEqualTo(403);
        assertThat(anybody.send("GET", "/studio", Optional.empty(), "Cookie", administrator.cookie().orElseThrow() + "; " + inside).body()).as("whoever edits goes on to").contains("/studio/new");
        var left = anybody.send("GET", "/terms?torg-preview=", Optional.empty(), "Cookie", inside);
        assertThat(left.headers().firstValue("Set-Cookie").orElse("")).contains("Max-Age=0");
    }

    @Test
    void aPreviewAsAWebRoleShowsItsPagesAndNobodysRows() {
        var given = "torg-preview=" + given(Map.of("roles", List.of("customer-representative", "administrator")));
        assertThat(portal.anonymous().get("/orders").statusCode()).isEqualTo(302);
        var orders = look("/orders", given);
        assertThat(orders.statusCode()).isEqualTo(200);
        var own = portal.signIn("maria.anders@alfki.example").rows("salesorder");
        assertThat(own).isNotEmpty();
        for (var order : own) {
            var key = order.get("ordernumber").asText();
            assertThat(orders.body()).doesNotContain(key);
            assertThat(look("/orders/" + key, given).statusCode()).as("as one that never was").isEqualTo(404);
        }
        var token = given.substring("torg-preview=".length());
        assertThat(portal.anonymous().send("GET", "/api/tables/salesorder", Optional.empty(), "Torg-Preview", token).body()).doesNotContain(own.getFirst().get("ordernumber").asText());
        assertThat(look("/", given).body()).as("nobody's problems").doesNotContain("/admin/problems");
        assertThat(portal.anonymous().send("GET", "/studio", Optional.empty(), "Cookie", given).statusCode()).as("no rights").isEqualTo(302);
        assertThat(portal.anonymous().send("GET", "/api/studio/files", Optional.empty(), "Torg-Preview", token).statusCode()).isEqualTo(403);
    }

    @Test
    void aPreviewIsAsOfADateAndAProgramReadsIt() {
        keep(PAGES + "advent.md", "---\ntitle: Advent\naccess: public\npublish: 2031-12-01T08:00Z\n---\nFour candles.\n", "");
        var now = given(Map.of("author", author()));
        var then = given(Map.of("author", author(), "path", PAGES + "advent.md", "at", "2031-12-24T00:00:00Z"));
        assertThat(portal.anonymous().get("/api/content/pages/advent?torg-preview=" + now).statusCode()).isEqualTo(404);
        var read = portal.anonymous().get("/api/content/pages/advent?torg-preview=" + then);
        assertThat(read.body()).contains("Four candles.");
        assertThat(read.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(portal.anonymous().send("GET", "/api/content/pages/advent", Optional.empty(), "Torg-Preview", then).body()).contains("Four candles.");
        assertThat(portal.anonymous().get("/api/content/pages/advent").statusCode()).isEqualTo(404);
    }

    @Test
    void aLinkThatIsNoneOrWasRevokedOpensNothing() {
        var given = given(Map.of());
        assertThat(look("/terms", "torg-preview=" + given).statusCode()).isEqualTo(200);
        var dot = given.indexOf('.');
        for (var forged : List.of("a.b", ".", "x", given.substring(0, dot), given + "A", "A" + given, given.substring(0, dot - 4) + "AAAA" + given.substring(dot), "a".repeat(3_000))) {
            assertThat(portal.anonymous().get("/terms?torg-preview=" + forged).statusCode()).as(forged).isEqualTo(403);
            assertThat(portal.anonymous().get("/api/content/pages/terms?torg-preview=" + forged).statusCode()).as(forged).isEqualTo(403);
        }
        for (var wish : List.<Map<String, Object>>of(Map.of("days", 31), Map.of("days", 0), Map.of("roles", List.of("nobody-has-this")), Map.of("address", "//evil.example"), Map.of("at", "9999-01-01T00:00:00Z"))) {
            assertThat(give(wish).statusCode()).as(wish.toString()).isEqualTo(400);
        }
        var revoked = administrator.send("DELETE", "/api/studio/previews", Optional.empty(), "X-CSRF-Token", administrator.csrf());
        assertThat(revoked.statusCode()).isEqualTo(204);
        var over = look("/terms", "torg-preview=" + given);
        assertThat(over.statusCode()).isEqualTo(403);
        assertThat(over.headers().firstValue("Set-Cookie").orElse("")).as("the next page is what is published").contains("Max-Age=0");
        assertThat(portal.signIn("maria.anders@alfki.example").post("/api/studio/previews", "{}").statusCode()).isEqualTo(403);
    }

    @Test
    void whoMayEditIsLedFromEachPageToItsDocument() {
        assertThat(administrator.get("/terms").body()).contains("data-tool=\"studio\"", "/studio/file?path=content%2Fcustomer-portal%2Fpages%2Fterms.md");
        assertThat(administrator.get("/nb/terms").body()).contains("Rediger denne siden", "/nb/studio/file?path=content%2Fcustomer-portal%2Fpages%2Fterms");
        assertThat(administrator.get("/").body()).contains("pages%2Findex.html");
        for (var visitor : List.of(portal.anonymous(), portal.signIn("maria.anders@alfki.example"))) assertThat(visitor.get("/terms").body()).doesNotContain("data-tool", "/studio");
        var script = Pattern.compile("src=\"(/api/studio/editor/[^\"]+/here.js)\"").matcher(administrator.get("/terms").body());
        assertThat(script.find()).isTrue();
        assertThat(administrator.get(script.group(1)).statusCode()).isEqualTo(200);
        assertThat(portal.anonymous().get(script.group(1)).statusCode()).isEqualTo(401);
        assertThat(look("/terms", "torg-preview=" + given(Map.of("roles", List.of("administrator")))).body()).as("who sees a preview edits nothing").doesNotContain("data-tool");
    }

    private HttpResponse<String> look(String path, String cookie) {
        return portal.anonymous().send("GET", path, Optional.empty(), "Cookie", cookie);
    }

    private String author() {
        return Visitor.json(administrator.get("/api/studio/drafts")).get(0).get("author").asText();
    }

    private String given(Map<String, Object> wish) {
        var answer = give(wish);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Visitor.json(answer).get("token").asText();
    }

    private HttpResponse<String> give(Map<String, Object> wish) {
        return administrator.post("/api/studio/previews", json(wish));
    }

    private void keep(String path, String text, String seen) {
        var wish = new LinkedHashMap<String, Object>(Map.of("text", text, "seen", seen));
        var own = administrator.get("/api/studio/draft?path=" + path);
        if (own.statusCode() == 200) wish.put("draft", Visitor.json(own).get("draft").get("version").asText());
        assertThat(put("draft", path, wish).statusCode()).isEqualTo(200);
    }

    private void write(String path, String text) {
        assertThat(put("file", path, Map.of("text", text, "seen", version(path))).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> put(String what, String path, Map<String, Object> wish) {
        return administrator.send("PUT", "/api/studio/" + what + "?path=" + path, Optional.of(json(wish)), "X-CSRF-Token", administrator.csrf(), "Content-Type", "application/json");
    }

    private HttpResponse<String> publish() {
        return administrator.post("/api/studio/drafts/publish", json(Map.of("drafts", Visitor.json(administrator.get("/api/studio/drafts")).findValuesAsText("version"))));
    }

    private String text(String path) {
        return Visitor.json(administrator.get("/api/studio/file?path=" + path)).get("text").asText();
    }

    private String version(String path) {
        return Visitor.json(administrator.get("/api/studio/file?path=" + path)).get("version").asText();
    }

    private static String json(Object value) {
        try {
            return new ObjectMapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
