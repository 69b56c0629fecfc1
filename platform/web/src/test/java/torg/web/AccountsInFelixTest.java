package torg.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import torg.spi.identity.Identity;

/** Whoever belongs to several accounts says for which one a session acts. */
class AccountsInFelixTest {
    private static final String JSON = "application/json";

    @TempDir
    static Path storage;

    static InFelix felix;
    private String cookie;
    private String csrf;

    @BeforeAll
    static void start() throws Exception {
        felix = InFelix.withFewPages(storage);
        felix.offer(Identity.class, new OnePerson());
    }

    @AfterAll
    static void stop() throws Exception {
        felix.close();
    }

    @BeforeEach
    void mariaSignsIn() throws Exception {
        var answer = felix.send("POST", "/api/session", JSON, "{\"email\":\"maria@example\",\"password\":\"right\"}");
        cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
        csrf = answer.body().replaceAll(".*\"csrf\":\"([^\"]+)\".*", "$1");
    }

    @Test
    void anotherAccountIsSaidWithTheTokenOfTheSession() throws Exception {
        assertThat(put("{\"account\":\"ANATR\"}", "wrong").statusCode()).isEqualTo(403);
        assertThat(felix.get("/api/session", "Cookie", cookie).body()).contains("\"account\":\"ALFKI\"");

        var answer = put("{\"account\":\"ANATR\"}", csrf);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"account\":\"ANATR\"", "\"csrf\":\"" + csrf + "\"");
        assertThat(felix.get("/api/session", "Cookie", cookie).body()).isEqualTo(answer.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"account\":\"OTHER\"}", "{\"account\":\"\"}", "{\"account\":null}", "{}"})
    void whatIsNoneOfTheirsIsRefused(String body) throws Exception {
        var answer = put(body, csrf);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("web.account", "not-yours");
        assertThat(felix.get("/api/session", "Cookie", cookie).body()).contains("\"account\":\"ALFKI\"");
    }

    @Test
    void whoIsNotSignedInSaysNothing() throws Exception {
        assertThat(felix.send("PUT", "/api/session", JSON, "{\"account\":\"ALFKI\"}").statusCode()).isEqualTo(401);
        assertThat(put("", csrf).statusCode()).isEqualTo(400);
    }

    private HttpResponse<String> put(String body, String token) throws Exception {
        return felix.send("PUT", "/api/session", JSON, body, "Cookie", cookie, "X-CSRF-Token", token);
    }
}
