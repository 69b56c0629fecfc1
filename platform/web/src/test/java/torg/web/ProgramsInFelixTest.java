package torg.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import torg.spi.identity.Identity;
import torg.spi.web.RestResource;

/** Programs come with {@code Authorization: Bearer}: without cookie and CSRF token, and never as nobody in particular. */
class ProgramsInFelixTest {
    private static final String JSON = "application/json";
    private static final String ECHO = "{\"text\":\"hi\",\"times\":1}";

    @TempDir
    static Path storage;

    static InFelix felix;

    @BeforeAll
    static void start() throws Exception {
        felix = InFelix.withFewPages(storage);
        felix.offer(Identity.class, new OnePerson());
        felix.offer(RestResource.class, new EchoResource());
    }

    @AfterAll
    static void stop() throws Exception {
        felix.close();
    }

    @Test
    void aTokenIsItsOwnerAndNeedsNoOther() throws Exception {
        var who = felix.get("/api/session", "Authorization", "Bearer good");
        assertThat(who.body()).contains("\"signedIn\":true", "\"contact\":\"MARIA\"").doesNotContain("csrf");
        assertThat(who.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(felix.send("POST", "/api/echo", JSON, ECHO, "Authorization", "bearer good").statusCode()).isEqualTo(200);
        assertThat(felix.get("/api/echo", "Authorization", "Bearer good").body()).contains("\"caller\":\"Maria\"").doesNotContain("good");
    }

    @Test
    void aCookieBesideATokenDoesNotCount() throws Exception {
        var answer = felix.send("POST", "/api/session", JSON, "{\"email\":\"kim@example\",\"password\":\"right\"}");
        var kim = answer.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
        assertThat(felix.get("/api/session", "Cookie", kim).body()).contains("KIM");
        assertThat(felix.get("/api/session", "Cookie", kim, "Authorization", "Bearer good").body()).contains("MARIA");
        assertThat(felix.get("/api/session", "Cookie", kim, "Authorization", "Bearer bad").statusCode()).isEqualTo(401);
        assertThat(felix.get("/api/session", "Cookie", kim).body()).as("and stays").contains("KIM");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer bad", "Bearer", "Bearer ", "BEARER bad", "Bearer good good"})
    void whatIsNoTokenIsNobodyAtAll(String header) throws Exception {
        for (var path : new String[] {"/", "/nowhere", "/api/session", "/api/echo", "/api/openapi.json", "/health"}) {
            felix.get(path);
            var answer = felix.get(path, "Authorization", header);
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer error=\"invalid_token\"");
            assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        }
        assertThat(felix.send("POST", "/api/echo", JSON, ECHO, "Authorization", header).statusCode()).isEqualTo(401);
        assertThat(felix.send("POST", "/api/session", JSON, "{\"email\":\"maria@example\",\"password\":\"right\"}", "Authorization", header).statusCode()).isEqualTo(401);
    }

    @Test
    void aTokenForReadingChangesNothing() throws Exception {
        assertThat(felix.get("/api/echo", "Authorization", "Bearer reader").statusCode()).isEqualTo(200);
        problem(felix.send("POST", "/api/echo", JSON, ECHO, "Authorization", "Bearer reader"), 403, "web.read-only");
    }

    @Test
    void aProgramHasNoSessionAndSendsNoForms() throws Exception {
        problem(felix.send("PUT", "/api/session", JSON, "{\"account\":\"ANATR\"}", "Authorization", "Bearer good"), 403, "web.program");
        problem(felix.send("DELETE", "/api/session", JSON, "", "Authorization", "Bearer good"), 403, "web.program");
        problem(felix.send("POST", "/api/session", JSON, "{\"email\":\"kim@example\",\"password\":\"right\"}", "Authorization", "Bearer good"), 403, "web.program");
        assertThat(felix.send("POST", "/form", "application/x-www-form-urlencoded", "_component=c0&do=go", "Authorization", "Bearer good").statusCode()).isEqualTo(403);
    }

    @Test
    void whoGuessesIsToldToWait() throws Exception {
        var answer = felix.get("/api/session", "Authorization", "Bearer guess");
        problem(answer, 429, "web.too-many-attempts");
        assertThat(answer.headers().firstValue("Retry-After")).contains("30");
    }

    @Test
    void otherSchemesAreAProxysBusiness() throws Exception {
        assertThat(felix.get("/api/session", "Authorization", "Basic Z29vZDpnb29k").body()).contains("\"signedIn\":false");
    }

    @Test
    void theDescriptionSaysHow() throws Exception {
        assertThat(felix.get("/api/openapi.json").body()).contains("\"bearer\":{").contains("\"scheme\":\"bearer\"");
        assertThat(felix.send("POST", "/api/echo", JSON, ECHO).headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }

    private static void problem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    }
}
