package torg.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.site.Sites;
import torg.spi.identity.Identity;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.PageGuide;

/** Whole pages as JSON over real HTTP, without anybody who paints. */
class PagesAsJsonInFelixTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path storage;

    static InFelix felix;

    @BeforeAll
    static void start() throws Exception {
        felix = new InFelix(storage);
        felix.offer(Sites.class, new SmallSite());
        felix.offer(PageGuide.class, new FewPages());
        felix.offer(Identity.class, new OnePerson());
        felix.offer(Component.class, Parts.of("greeting", place -> Parts.shown("hello " + place.request().query("to").orElse("you"), false)));
        felix.offer(Component.class, Parts.of("mine", place -> Parts.shown(place.request().caller().name(), true)));
        felix.offer(Component.class, Parts.of("subject", _ -> Parts.about("Côte & co")));
        felix.offer(Component.class, Parts.of("absent", _ -> new Filled.Absent()));
        felix.offer(Component.class, Parts.of("elsewhere", place -> new Filled.Elsewhere(place.request().query("to").orElse("/"))));
        felix.offer(Component.class, Parts.of("broken", _ -> {
            throw new IllegalStateException("inner secret");
        }));
    }

    @AfterAll
    static void stop() throws Exception {
        felix.close();
    }

    @Test
    void aPageOfATypeSaysWhatItsFieldsHold() throws Exception {
        var page = page("/api/content/pages/things/38").get("page");

        assertThat(page.get("type").asText()).isEqualTo("thing");
        assertThat(page.get("fields")).isEqualTo(JSON.readTree("""
                {"made": {"value": "2027-01-05", "text": "January 5, 2027"}, "parts": [1, 2], "about": "<p>it</p>"}"""));
    }

    @Test
    void aPageIsWhatItsTemplateWouldBeHanded() throws Exception {
        var home = page("/api/content/pages/index?to=all");

        assertThat(home.get("page")).isEqualTo(JSON.readTree("""
                {"title": "Page /", "body": "<p>body</p>", "path": "/", "link": "/", "language": "en", "template": "page"}"""));
        assertThat(home.get("slots")).isEqualTo(JSON.readTree("""
                {"main": [{"id": "c0", "component": "greeting", "template": "components/text", "data": {"text": "hello all"}}]}"""));
        assertThat(home.get("frame")).isEqualTo(JSON.readTree("{\"site\": \"Test portal\", \"at\": \"/\"}"));
        assertThat(page("/api/content/pages/things/38").at("/page/title").asText()).isEqualTo("Thing: Côte & co");
    }

    @Test
    void theLanguageIsTheOneOfTheAddressElseOfTheCaller() throws Exception {
        assertThat(page("/api/content/pages/nb").at("/page/link").asText()).isEqualTo("/nb");
        assertThat(page("/api/content/pages/nb/mine").at("/page/link").asText()).isEqualTo("/nb/mine");
        assertThat(page("/api/content/pages/mine", "Accept-Language", "nb").at("/page/language").asText()).isEqualTo("nb");
        assertThat(page("/api/content/pages/en/mine", "Accept-Language", "nb").at("/page/link").asText()).isEqualTo("/mine");
    }

    @Test
    void theCallerIsWhoAsks() throws Exception {
        var cookie = signIn();
        assertThat(page("/api/content/pages/mine", "Cookie", cookie).at("/slots/main/0/data/text").asText()).isEqualTo("Maria");
        assertThat(page("/api/content/pages/mine").at("/slots/main/0/data/text").asText()).isEqualTo("anonymous");
    }

    @Test
    void aPageThatIsNotForTheCallerIsNotThere() throws Exception {
        var anonymous = felix.get("/api/content/pages/private");
        assertThat(anonymous.statusCode()).isEqualTo(401);
        assertThat(anonymous.body()).contains("web.page-sign-in");

        var cookie = signIn();
        var nowhere = felix.get("/api/content/pages/nowhere", "Cookie", cookie);
        assertThat(nowhere.statusCode()).isEqualTo(404);
        for (var hidden : new String[] {"/api/content/pages/private", "/api/content/pages/gone", "/api/content/pages/no/where", "/api/content/pages/files/a.txt", "/api/nothing"}) {
            var answer = felix.get(hidden, "Cookie", cookie);
            assertThat(withoutNumber(answer)).as(hidden).isEqualTo(withoutNumber(nowhere));
            assertThat(ResourcesInFelixTest.headers(answer)).as(hidden).isEqualTo(ResourcesInFelixTest.headers(nowhere));
        }
        assertThat(withoutNumber(felix.get("/api/content/pages/gone"))).isEqualTo(withoutNumber(felix.get("/api/content/pages/nowhere")));
    }

    @Test
    void whatIsElsewhereLeadsThere() throws Exception {
        assertThat(location("/api/content/pages/old", 301)).isEqualTo("/api/content/pages/index");
        assertThat(location("/api/content/pages/away", 302)).isEqualTo("/api/content/pages/index");
        assertThat(location("/api/content/pages/away?to=/?a=1", 302)).isEqualTo("/api/content/pages/index?a=1");
        assertThat(location("/api/content/pages/away?to=/nb/mine?a=1", 302)).isEqualTo("/api/content/pages/nb/mine?a=1");
        assertThat(location("/api/content/pages/away?to=https://example.com/", 302)).isEqualTo("https://example.com/");
        assertThat(location("/api/content/pages/away?to=/files/a.txt", 302)).isEqualTo("/files/a.txt");
    }

    @Test
    void aComponentThatFailsHasNoDataAndThePageLives() throws Exception {
        var broken = page("/api/content/pages/broken");
        assertThat(broken.at("/slots/main/0")).isEqualTo(JSON.readTree("{\"id\": \"c0\", \"component\": \"broken\"}"));
        assertThat(broken.at("/slots/main/1/data/text").asText()).isEqualTo("hello you");
        assertThat(page("/api/content/pages/vacant").at("/slots/main/0").has("data")).isFalse();
    }

    @Test
    void whoHasItAlreadyIsToldSo() throws Exception {
        var tag = felix.get("/api/content/pages/mine").headers().firstValue("ETag").orElseThrow();
        var again = felix.get("/api/content/pages/mine", "If-None-Match", tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(felix.get("/api/content/pages/mine", "If-None-Match", tag, "Cookie", signIn()).statusCode()).as("another caller").isEqualTo(200);
        assertThat(felix.get("/api/content/pages/mine", "If-None-Match", tag, "Accept-Language", "nb").statusCode()).as("another language").isEqualTo(200);
        assertThat(felix.get("/api/content/pages/gone").headers().firstValue("ETag")).as("of what is not there").isEmpty();
        assertThat(felix.get("/api/session").headers().firstValue("ETag")).as("of other resources").isEmpty();
    }

    @Test
    void theOpenApiDocumentSaysSo() throws Exception {
        var responses = JSON.readTree(felix.get("/api/openapi.json").body()).at("/paths/~1content~1pages~1{address}/get/responses");
        assertThat(responses.at("/200/content/application~1json/schema/$ref").asText()).isEqualTo("#/components/schemas/WholePage");
        assertThat(responses.get("302").has("content")).isFalse();
        assertThat(responses.fieldNames()).toIterable().contains("301", "404", "4XX");
    }

    private static JsonNode page(String target, String... headers) throws Exception {
        var answer = felix.get(target, headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(answer.headers().firstValue("Cache-Control")).contains(List.of(headers).contains("Cookie") ? "no-store" : "private, no-cache");
        return JSON.readTree(answer.body());
    }

    private static String location(String target, int status) throws Exception {
        var answer = felix.get(target);
        assertThat(answer.statusCode()).as(target).isEqualTo(status);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static String signIn() throws Exception {
        return felix.send("POST", "/api/session", "application/json", "{\"email\":\"maria@example\",\"password\":\"right\"}").headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
    }

    private static String withoutNumber(HttpResponse<String> answer) {
        return answer.body().replaceAll("\"request\":\"[^\"]*\"", "");
    }
}
