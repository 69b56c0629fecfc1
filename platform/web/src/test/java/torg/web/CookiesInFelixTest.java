package torg.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import torg.api.site.Sites;
import torg.spi.identity.Identity;
import torg.spi.web.RestResource;

/** What modules give browsers to keep, beside the house's own session. */
@Timeout(180)
class CookiesInFelixTest {
    @TempDir
    static Path storage;

    static InFelix felix;

    @BeforeAll
    static void start() throws Exception {
        felix = new InFelix(storage);
        felix.offer(Sites.class, new SmallSite());
        felix.offer(Identity.class, new OnePerson());
        felix.offer(RestResource.class, new EchoResource());
    }

    @AfterAll
    static void stop() throws Exception {
        felix.close();
    }

    @Test
    void aCookieOfAModuleIsNoSession() throws Exception {
        var session = signIn();
        for (var cookie : List.of("colour=torg-session", "torg-session-colour=blue; Path=/", "xtorg-session=")) {
            var answer = felix.get("/api/echo/remember?cookie=" + URLEncoder.encode(cookie, StandardCharsets.UTF_8), "Cookie", session);
            assertThat(answer.headers().allValues("Set-Cookie")).containsExactly(cookie);
            assertThat(felix.get("/api/session", "Cookie", session).body()).as(cookie).contains("\"signedIn\":true");
        }
    }

    @Test
    void aModuleNeitherGivesNorTakesASession() throws Exception {
        var session = signIn();
        for (var cookie : List.of("torg-session=T", " torg-session =; Max-Age=0", "torg-session", "__Host-torg-session=T")) {
            var answer = felix.get("/api/echo/remember?cookie=" + URLEncoder.encode(cookie, StandardCharsets.UTF_8), "Cookie", session);
            assertThat(answer.headers().allValues("Set-Cookie")).as(cookie).isEmpty();
            assertThat(felix.get("/api/session", "Cookie", session).body()).as(cookie).contains("\"signedIn\":true");
        }
    }

    @Test
    void eachCookieIsAHeaderOfItsOwn() throws Exception {
        var answer = felix.get("/api/echo/remember?cookie=a%3D1&cookie=b%3D2");
        assertThat(answer.headers().allValues("Set-Cookie")).containsExactlyInAnyOrder("a=1", "b=2");
    }

    @Test
    void aBrowserIsKnownAgainOnceItHadASession() throws Exception {
        assertThat(felix.get("/api/session").headers().allValues("Set-Cookie")).as("who only reads").isEmpty();
        var refused = felix.send("POST", "/api/session", "application/json", "{\"email\":\"maria@example\",\"password\":\"wrong\"}");
        assertThat(refused.headers().allValues("Set-Cookie")).as("who sends something").singleElement().asString().startsWith("torg-device=");

        var first = device("");
        assertThat(first).matches("torg-device=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax; Max-Age=34560000");
        var cookie = first.split(";", 2)[0];

        assertThat(device(cookie)).as("it is the same browser").isEqualTo(first);
        assertThat(device("")).as("another browser").isNotEqualTo(first);
        assertThat(device("torg-device=chosen")).as("what nobody gave").doesNotContain("chosen");
        assertThat(device(cookie + "; " + cookie.replaceFirst(".$", "=")).split(";", 2)[0]).as("two that contradict each other").isNotEqualTo(cookie);
    }

    @Test
    void aTicketInJsonIsGoodForWhomItWasGivenToAlone() throws Exception {
        var half = felix.send("POST", "/api/session", "application/json", "{\"email\":\"twice@example\",\"password\":\"right\"}");
        assertThat(half.statusCode()).isEqualTo(202);
        var given = half.headers().allValues("Set-Cookie").stream().filter(cookie -> cookie.startsWith("torg-ticket=")).findFirst().orElseThrow();
        assertThat(given).isEqualTo("torg-ticket=ticket-of-twice; Path=/; Max-Age=300; HttpOnly; SameSite=Lax");

        var code = "{\"ticket\":\"ticket-of-twice\",\"code\":\"123456\"}";
        var none = felix.send("POST", "/api/session", "application/json", "{\"ticket\":\"none\",\"code\":\"123456\"}");
        for (var cookie : List.of("", "torg-ticket=another", "torg-session=ticket-of-twice")) {
            var refused = felix.send("POST", "/api/session", "application/json", code, "Cookie", cookie);
            assertThat(refused.statusCode()).as(cookie).isEqualTo(401);
            assertThat(refused.body()).as(cookie).contains("web.code-refused");
            assertThat(refused.body().replaceAll("\"request\":\"[^\"]*\"", "")).as(cookie).isEqualTo(none.body().replaceAll("\"request\":\"[^\"]*\"", ""));
        }
        var in = felix.send("POST", "/api/session", "application/json", code, "Cookie", given.split(";", 2)[0]);
        assertThat(in.statusCode()).isEqualTo(200);
        assertThat(in.headers().allValues("Set-Cookie")).anyMatch(cookie -> cookie.startsWith("torg-session=token-")).contains("torg-ticket=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
    }

    private static String device(String cookies) throws Exception {
        var answer = felix.send("POST", "/api/session", "application/json", "{\"email\":\"maria@example\",\"password\":\"right\"}", "Cookie", cookies);
        return answer.headers().allValues("Set-Cookie").stream().filter(cookie -> cookie.startsWith("torg-device=")).findFirst().orElseThrow();
    }

    private static String signIn() throws Exception {
        var answer = felix.send("POST", "/api/session", "application/json", "{\"email\":\"maria@example\",\"password\":\"right\"}");
        return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }
}
