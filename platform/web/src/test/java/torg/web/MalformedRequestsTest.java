package torg.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import torg.spi.identity.Identity;
import torg.spi.view.Component;
import torg.spi.web.RestResource;

/** Bytes no browser sends: all of them get a clear answer below 500. */
class MalformedRequestsTest {
    @TempDir
    static Path storage;

    static InFelix felix;

    @BeforeAll
    static void start() throws Exception {
        felix = InFelix.withFewPages(storage);
        felix.offer(Identity.class, new OnePerson());
        felix.offer(RestResource.class, new EchoResource());
        felix.offer(Component.class, Parts.of("greeting", _ -> Parts.shown("hello", false)));
        felix.configure(Map.of("allowed-hosts", "portal.example"));
        while (!status(get("/", "Host: portal.example")).equals("200")) Thread.sleep(20);
    }

    @AfterAll
    static void stop() throws Exception {
        felix.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            GET /a%2Fb HTTP/1.1             | 400
            GET /a%5Cb HTTP/1.1             | 400
            GET /a\b HTTP/1.1              | 400
            GET /%2e%2e/etc HTTP/1.1        | 400
            GET /a/../b HTTP/1.1            | 400
            GET /a/./b HTTP/1.1             | 400
            GET //a HTTP/1.1                | 400
            GET //evil.example/ HTTP/1.1    | 400
            GET /a;b=c HTTP/1.1             | 400
            GET /a%00 HTTP/1.1              | 400
            GET /a%0d%0aX: HTTP/1.1         | 400
            GET /%zz HTTP/1.1               | 400
            GET /%C3 HTTP/1.1               | 400
            GET /%C0%AF HTTP/1.1            | 400
            GET /?a=%zz HTTP/1.1            | 400
            GET /?a=%FF HTTP/1.1            | 400
            GET /?a=%00 HTTP/1.1            | 400
            GET /api/echo?q=%zz HTTP/1.1    | 400
            GET /api/echo/a%7Bb%7C HTTP/1.1 | 404
            TRACE / HTTP/1.1                | 405
            BREW / HTTP/1.1                 | 405
            PUT / HTTP/1.1                  | 405
            DELETE /nowhere HTTP/1.1        | 405
            OPTIONS / HTTP/1.1              | 405
            GET /api HTTP/1.1               | 404
            POST /api HTTP/1.1              | 401
            PUT /api HTTP/1.1               | 401
            PATCH /api HTTP/1.1             | 401
            DELETE /api HTTP/1.1            | 401
            POST /api/ HTTP/1.1             | 401
            DELETE /api/ HTTP/1.1           | 401
            POST /api/nowhere HTTP/1.1      | 401
            POST /apis HTTP/1.1             | 415
            GET * HTTP/1.1                  | 400
            OPTIONS * HTTP/1.1              | 400
            GET                             | 400
            """)
    void requestLinesGetAClearAnswer(String line, String status) throws Exception {
        var answer = exchange(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(status(answer)).as(answer).isEqualTo(status);
        assertThat(answer).doesNotContainIgnoringCase("jetty").doesNotContainIgnoringCase("exception");
        assertGuarded(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /api//echo HTTP/1.1", "GET /api/%ff HTTP/1.1", "GET /api/a%2Fb HTTP/1.1", "GET /api/;a HTTP/1.1",
        "GET /api/echo HTTP/1.1\r\nHost: evil.example", "GET /api/echo HTTP/1.1\r\nContent-Length: x"})
    void scriptsAreToldInTheirFormat(String head) throws Exception {
        var answer = exchange(head + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json", "\"status\":400", "\"request\":\"");
        assertGuarded(answer);
    }

    @Test
    void whatIsNoRequestIsAnsweredInTheHousesWords() throws Exception {
        for (var bytes : List.of("nonsense\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "GET / HTTP/1.1\r\n broken\r\n\r\n", "GET /%ff HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET / HTTP/7.7\r\nHost: localhost\r\n\r\n", "\u0016\u0003\u0001\u0002\u0000\u0001", "GET / HTTP/1.1\r\nHost: localhost\r\nA: " + "a".repeat(20_000) + "\r\n\r\n")) {
            var answer = exchange(bytes);
            assertThat(status(answer)).as(answer).isIn("400", "431", "505");
            assertThat(answer).doesNotContainIgnoringCase("jetty").doesNotContainIgnoringCase("exception");
            assertGuarded(answer);
        }
    }

    private static void assertGuarded(String answer) {
        assertThat(answer).contains("Content-Security-Policy: default-src 'self'", "X-Content-Type-Options: nosniff", "X-Request-Id: ", "Cache-Control: no-store");
    }

    @Test
    void aForeignHostIsNotAnswered() throws Exception {
        assertThat(status(get("/", "Host: evil.example"))).isEqualTo("421");
        assertThat(status(get("/", "Host: localhost.evil.example"))).isEqualTo("421");
        assertThat(status(get("/", "Host: LOCALHOST:1"))).isEqualTo("200");
        assertThat(status(get("/", "Host: [::1]"))).isEqualTo("200");
        assertThat(status(exchange("GET / HTTP/1.1\r\nConnection: close\r\n\r\n"))).isEqualTo("400");
        assertThat(status(exchange("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))).isEqualTo("400");
    }

    @Test
    void whoeverUsesThePublicNameIsNotOfThisMachine() throws Exception {
        assertThat(status(get("/metrics", "Host: localhost"))).isEqualTo("200");
        assertThat(get("/health", "Host: localhost")).contains("checks");
        for (var host : List.of("portal.example", "Portal.Example:443")) {
            assertThat(status(get("/metrics", "Host: " + host))).as(host).isEqualTo("403");
            assertThat(get("/health", "Host: " + host)).as(host).doesNotContain("checks");
            assertThat(get("/api/echo", "Host: " + host)).as(host).contains("\"address\":\"unknown\"");
        }
    }

    @Test
    void norIsWhomAProxySpeaksForThatAddsNothingOfItsOwn() throws Exception {
        for (var said : List.of("Origin: https://portal.example", "Origin: null", "Referer: https://portal.example/orders", "Referer: http://localhost.portal.example/", "Referer: ://", "Sec-Fetch-Site: cross-site")) {
            assertThat(status(get("/metrics", "Host: localhost\r\n" + said))).as(said).isEqualTo("403");
            assertThat(get("/health", "Host: localhost\r\n" + said)).as(said).doesNotContain("checks");
        }
        assertThat(exchange("GET /metrics HTTP/1.0\r\nHost: localhost\r\n\r\n")).as("as many proxies speak").contains(" 403 ");
        for (var said : List.of("Origin: http://localhost:8080", "Referer: http://127.0.0.1:8080/orders", "Sec-Fetch-Site: same-origin")) {
            assertThat(status(get("/metrics", "Host: localhost\r\n" + said))).as(said).isEqualTo("200");
        }
    }

    @Test
    void whatIsTooLargeIsRefused() throws Exception {
        assertThat(status(get("/" + "a".repeat(7_900), "Host: localhost"))).isIn("404", "414", "431");
        assertThat(status(get("/?" + "a".repeat(20_000), "Host: localhost"))).isIn("414", "431");
        assertThat(status(get("/", "Host: localhost\r\n" + "A: b\r\n".repeat(900) + "B: c"))).isIn("200", "413", "431");
        assertThat(status(get("/?" + "a=1&".repeat(1_500), "Host: localhost"))).isEqualTo("413");
        assertThat(status(post("/form", "application/x-www-form-urlencoded", "a=" + "b".repeat(1_100_000)))).isEqualTo("413");
        assertThat(status(post("/form", "application/x-www-form-urlencoded", "a&".repeat(1_200)))).isEqualTo("413");
        assertThat(status(post("/api/echo/wake", "application/json", "\"" + "b".repeat(2_200_000) + "\""))).isEqualTo("413");
        assertThat(status(post("/api/session", "application/json", "[".repeat(10_000)))).isEqualTo("400");
        assertThat(status(post("/api/session", "application/json", "{\"email\":" + "1".repeat(10_000) + "}"))).isEqualTo("400");
    }

    @Test
    void oddBodiesAreRefused() throws Exception {
        assertThat(status(post("/form", "application/x-www-form-urlencoded", "a=\u00e6"))).isEqualTo("400");
        assertThat(status(post("/form", "multipart/form-data; boundary=x", "--x--"))).as("a form without fields").isEqualTo("405");
        assertThat(status(post("/form", "multipart/form-data; boundary=x", "--x"))).isEqualTo("400");
        assertThat(status(post("/form", "multipart/form-data", "--x--"))).isEqualTo("400");
        assertThat(status(post("/form", "text/plain", "a=b"))).isEqualTo("415");
        assertThat(status(post("/api/session", "application/json\r\nContent-Encoding: gzip", "{}"))).isEqualTo("415");
        assertThat(status(post("/api/session", "nonsense", "{}"))).isIn("400", "415");
        assertThat(status(post("/api/session", ";;;", "{}"))).isIn("400", "415");
        assertThat(status(exchange("POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n"))).isEqualTo("400");
        assertThat(status(exchange("POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n"))).isEqualTo("400");
        assertThat(status(exchange("POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: -2\r\nConnection: close\r\n\r\n"))).isEqualTo("400");
    }

    @Test
    void oddHeadersHarmNobody() throws Exception {
        assertThat(status(get("/", "Host: localhost\r\nCookie: torg-session"))).isEqualTo("200");
        assertThat(status(get("/", "Host: localhost\r\nCookie: torg-session=a; torg-session=b"))).isEqualTo("200");
        assertThat(status(get("/", "Host: localhost\r\nCookie: \"=;;=\\; torg-session=\"\u00ff"))).isIn("200", "400");
        assertThat(status(get("/", "Host: localhost\r\nAccept-Encoding: ;;;gzip;q=x"))).isEqualTo("200");
        assertThat(status(get("/", "Host: localhost\r\nIf-None-Match: W/\"\",\","))).isEqualTo("200");
        assertThat(status(get("/api/echo", "Host: localhost\r\nAccept-Language: ;q=,x-;-"))).isEqualTo("200");
        assertThat(status(get("/api/echo", "Host: localhost\r\nAccept: ///"))).isIn("200", "400", "406");
        assertThat(status(get("/api/echo", "Host: localhost\r\nAccept: text/html"))).isEqualTo("406");
        assertThat(status(get("/api/echo", "Host: localhost\r\nIf-Modified-Since: soon\r\nRange: bytes=9-1"))).isEqualTo("200");
        assertThat(status(get("/health", "Host: localhost\r\nX-Forwarded-For: 1.2.3.4"))).isEqualTo("503");
    }

    @Test
    void garbageNeverMakesAFault() throws Exception {
        var random = new Random(20261122);
        var alphabet = "GETPOS /%?&=;:#[]{}|\\^~.'\"()<>*+,0aF\u00e6\u0001\t";
        for (var round = 0; round < 400; round++) {
            var target = new StringBuilder(random.nextBoolean() ? "/" : "/api/");
            for (var i = random.nextInt(30); i >= 0; i--) target.append(alphabet.charAt(random.nextInt(alphabet.length())));
            var status = status(get(target.toString(), "Host: localhost"));
            assertThat(status).as(target.toString()).doesNotStartWith("5");
        }
    }

    @Test
    void headIsGetWithoutItsBody() throws Exception {
        var head = exchange("HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(status(head)).isEqualTo("200");
        assertThat(head).contains("ETag").endsWith("\r\n\r\n");
        assertThat(status(exchange("HEAD /api/echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))).isEqualTo("200");
    }

    private static String get(String target, String headers) throws IOException {
        return exchange("GET " + target + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n");
    }

    private static String post(String target, String type, String body) throws IOException {
        return exchange("POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body);
    }

    private static String status(String answer) {
        return answer.isEmpty() ? "none" : answer.split(" ", 3)[1];
    }

    /** What comes back for these bytes, whatever they are. */
    private static String exchange(String bytes) throws IOException {
        try (var socket = felix.connect()) {
            try {
                socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
            } catch (SocketException e) {
                // refused before everything was sent; the answer may have come all the same
            }
            return InFelix.answer(socket);
        }
    }
}
