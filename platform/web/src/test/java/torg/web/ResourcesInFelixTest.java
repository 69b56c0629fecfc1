package torg.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.spi.web.RestResource;

/** Resources over real HTTP: how they come and go, how they are described, and what HEAD says of them. */
class ResourcesInFelixTest {
    private static final String JSON = "application/json";

    @TempDir
    static Path storage;

    static InFelix felix;

    @BeforeAll
    static void start() throws Exception {
        felix = InFelix.withFewPages(storage);
        felix.offer(RestResource.class, new EchoResource());
    }

    @AfterAll
    static void stop() throws Exception {
        felix.close();
    }

    @Test
    void headTellsWhatGetWouldSend() throws Exception {
        for (var target : List.of("/api/echo?q=a", "/api/openapi.json", "/api/nothing", "/api/echo/wake", "/health", "/")) {
            for (var coding : List.of("identity", "gzip")) {
                var get = felix.get(target, "Accept-Encoding", coding);
                var head = felix.send("HEAD", target, JSON, "", "Accept-Encoding", coding);
                assertThat(head.statusCode()).as(target).isEqualTo(get.statusCode());
                assertThat(headers(head)).as(target).isEqualTo(headers(get));
                assertThat(head.body()).as(target).isEmpty();
            }
        }
    }

    @Test
    void whoFollowsALinkThatFailsSeesAPageAndAScriptReadsDetails() throws Exception {
        var seen = felix.get("/api/nothing", "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        assertThat(seen.statusCode()).isEqualTo(404);
        assertThat(seen.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
        assertThat(seen.body()).contains("title=not-found").doesNotContain("web.not-found");

        var read = felix.get("/api/nothing", "Accept", "*/*");
        assertThat(read.statusCode()).isEqualTo(404);
        assertThat(read.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void whatIsKnownIsNotSentAgain() throws Exception {
        var known = felix.get("/api/echo/known", "If-None-Match", "\"1\"");
        assertThat(known.statusCode()).isEqualTo(304);
        assertThat(known.headers().firstValue("ETag")).contains("\"1\"");
        assertThat(known.body()).isEmpty();
    }

    @Test
    void aHeaderInSeveralLinesIsOneList() throws Exception {
        assertThat(felix.get("/api/echo/header/prefer", "Prefer", "return=minimal", "Prefer", "odata.continue-on-error").body()).isEqualTo("{\"value\":\"return=minimal, odata.continue-on-error\"}");
        assertThat(felix.get("/api/echo/header/prefer", "Prefer", "return=minimal", "prefer", "wait=1").body()).isEqualTo("{\"value\":\"return=minimal, wait=1\"}");
        assertThat(felix.get("/api/echo", "Accept", "text/plain", "Accept", "application/json").statusCode()).isEqualTo(200);
    }

    @Test
    void anEmptyCellIsNull() throws Exception {
        assertThat(felix.get("/api/echo/row").body()).isEqualTo("{\"key\":\"1\",\"note\":null}");
    }

    /** The client would wait for more, or take less, or the next answer for a part of this one. */
    @Test
    void whereAnAnswerEndsIsTheServersToSay() throws Exception {
        var answer = felix.get("/api/echo/answers/200");

        assertThat(answer.body()).isEqualTo("whole");
        assertThat(answer.headers().map()).doesNotContainKeys("transfer-encoding", "connection", "keep-alive").containsEntry("content-length", List.of("5"));
        assertThat(felix.get("/api/echo/answers/100").statusCode()).isEqualTo(500);
    }

    @Test
    void theOpenApiDocumentNamesEveryResource() throws Exception {
        assertThat(felix.get("/api/openapi.json").body()).contains("\"openapi\":\"3.1.0\"", "\"/echo\"", "\"/session\"", "\"/echo/fails/{how}\"", "#/components/schemas/Echo");
    }

    @Test
    void resourcesComeAndGoAndAConflictingOneHarmsNobody() throws Exception {
        assertThat(felix.get("/api/late").statusCode()).isEqualTo(404);
        var late = felix.offer(RestResource.class, new LateResource("first"));
        assertThat(felix.get("/api/late").body()).contains("first");
        var twin = felix.offer(RestResource.class, new TwinResource());
        assertThat(felix.get("/api/echo").statusCode()).isEqualTo(200);
        twin.unregister();
        late.unregister();
        assertThat(felix.get("/api/late").statusCode()).isEqualTo(404);
    }

    /** What two answers to the same question have to agree in. */
    static Map<String, List<String>> headers(HttpResponse<String> answer) {
        var headers = new TreeMap<>(answer.headers().map());
        headers.keySet().removeAll(List.of("date", "x-request-id"));
        // By it a browser is known again: each is another.
        headers.computeIfPresent("set-cookie", (_, cookies) -> cookies.stream().map(cookie -> cookie.replaceFirst("^torg-device=[^;]+", "torg-device=")).toList());
        // A refusal says the number of its request, which may be a digit longer than another's.
        if (answer.statusCode() >= 400) headers.remove("content-length");
        return headers;
    }
}
