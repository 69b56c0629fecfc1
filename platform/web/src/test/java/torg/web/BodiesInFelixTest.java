package torg.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import torg.spi.identity.Identity;
import torg.spi.view.Component;
import torg.spi.view.Component.Outcome;
import torg.spi.web.RestResource;

/** Bodies that never end, or are larger than their sender may send. */
@Timeout(180)
class BodiesInFelixTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    @TempDir
    static Path storage;

    static InFelix felix;

    @BeforeAll
    static void start() throws Exception {
        felix = InFelix.withFewPages(storage);
        felix.offer(Identity.class, new OnePerson());
        felix.offer(RestResource.class, new EchoResource());
        felix.offer(Component.class, new Parts("form", _ -> Parts.shown("a form", true),
                place -> new Outcome.Redirect("/taken-" + place.request().form("text").orElse("").length())));
    }

    @AfterAll
    static void stop() throws Exception {
        felix.close();
    }

    @Test
    void whoIsNotKnownIsToldAtOnceThatItIsTooMuch() throws Exception {
        try (var socket = post("/api/session", 2 * 1024 * 1024, "")) {
            assertThat(InFelix.answer(socket)).startsWith("HTTP/1.1 413").contains("web.body-too-large", "16 KB", "not signed in");
        }
        for (var size : new int[] {17, 200, 2_000}) {
            assertThat(felix.send("POST", "/form", FORM, "_component=c0&text=" + "a".repeat(size * 1024)).statusCode()).as("%d KB", size).isEqualTo(413);
        }
        assertThat(felix.send("POST", "/form", FORM, "_component=c0&text=" + "a".repeat(15 * 1024)).statusCode()).isEqualTo(303);
        assertThat(felix.send("POST", "/form", FORM, "_component=c0&text=" + "a".repeat(17 * 1024), "Cookie", "torg-session=made-up").statusCode()).isEqualTo(413);
    }

    /** Otherwise its next request would go out on a connection that ends: the body came too late to be read. */
    @ParameterizedTest
    @CsvSource({"localhost,Authorization: Bearer bad,401", "localhost,Content-Encoding: gzip,415", "evil.example,Accept: */*,421"})
    void whoIsRefusedUnreadIsToldThatTheConnectionEnds(String host, String header, String status) throws Exception {
        try (var socket = felix.connect()) {
            socket.getOutputStream().write(("POST /api/echo HTTP/1.1\r\nHost: " + host + "\r\n" + header + "\r\nContent-Length: 9000\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            Thread.sleep(50);
            socket.getOutputStream().write("a".repeat(9_000).getBytes(StandardCharsets.ISO_8859_1));
            assertThat(InFelix.answer(socket)).startsWith("HTTP/1.1 " + status).contains("Connection: close").endsWith("}");
        }
    }

    @Test
    void whoSignedInMaySendLongForms() throws Exception {
        var signedIn = felix.send("POST", "/api/session", "application/json", "{\"email\":\"maria@example\",\"password\":\"right\"}");
        var cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        var csrf = signedIn.body().replaceAll(".*\"csrf\":\"([^\"]+)\".*", "$1");
        var taken = felix.send("POST", "/form", FORM, "_component=c0&_csrf=" + csrf + "&text=" + "a".repeat(900_000), "Cookie", cookie);
        assertThat(taken.headers().firstValue("Location")).contains("/taken-900000");
        var json = felix.send("PUT", "/api/echo", "application/json", "\"" + "a".repeat(300_000) + "\"", "Cookie", cookie, "X-CSRF-Token", csrf);
        assertThat(json.statusCode()).as("JSON that nobody would read").isEqualTo(413);
        assertThat(json.body()).contains("web.body-too-large", "256 KB");
    }

    @Test
    void whoSignedInMaySendFilesThatAreLargerThanTheMemoryForBodies() throws Exception {
        var signedIn = felix.send("POST", "/api/session", "application/json", "{\"email\":\"maria@example\",\"password\":\"right\"}");
        var cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        var csrf = signedIn.body().replaceAll(".*\"csrf\":\"([^\"]+)\".*", "$1");
        var file = "ab" + "c".repeat(9_000_000);
        var head = "--x\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n%s\r\n";
        var form = head.formatted("_component", "", "c0") + head.formatted("_csrf", "", csrf) + head.formatted("text", "", "four") + head.formatted("file", "; filename=\"a.txt\"", file) + "--x--\r\n";

        var posted = felix.send("POST", "/form", "multipart/form-data; boundary=x", form, "Cookie", cookie);
        assertThat(posted.headers().firstValue("Location")).contains("/taken-4");
        assertThat(felix.send("POST", "/form", "multipart/form-data; boundary=x", form.replace(csrf, "guessed"), "Cookie", cookie).statusCode()).isEqualTo(403);
        assertThat(felix.send("POST", "/form", "multipart/form-data; boundary=x", form.substring(0, 1_000), "Cookie", cookie).statusCode()).isEqualTo(400);
        assertThat(felix.send("POST", "/form", "multipart/form-data; boundary=x", form.substring(0, 100_000)).statusCode()).as("without a session").isEqualTo(413);

        for (var type : List.of(FORM, "multipart/form-data; boundary=x")) {
            var refused = felix.send("PUT", "/api/echo/file", type, "100%", "Cookie", cookie, "X-CSRF-Token", csrf);
            assertThat(refused.statusCode()).as(type).isEqualTo(415);
            assertThat(refused.body()).as(type).contains("web.media-type", "Content-Type");
        }
        var put = felix.send("PUT", "/api/echo/file", "application/pdf", file, "Cookie", cookie, "X-CSRF-Token", csrf, "Content-Disposition", "attachment; filename*=UTF-8''%C3%B8.pdf");
        assertThat(put.body()).contains("\"name\":\"ø.pdf\"", "\"type\":\"application/pdf\"", "\"size\":9000002", "\"second\":98");
    }

    @Test
    void whatIsSentALittleAtATimeIsWhole() throws Exception {
        var whole = felix.get("/api/echo/stream?size=30000000&from=1");
        assertThat(whole.headers().firstValue("Content-Length")).contains("30000000");
        assertThat(whole.body()).hasSize(30_000_000).startsWith("bcd");
        var head = felix.send("HEAD", "/api/echo/stream?size=7", "text/plain", "");
        assertThat(head.headers().firstValue("Content-Length")).contains("7");
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsGoneWhenItIsSentIsAProblemAndNothingElse(boolean opens) throws Exception {
        var answer = felix.get("/api/echo/stream/gone?opens=" + opens);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("web.stream");
        assertThat(answer.headers().map()).doesNotContainKey("etag").containsEntry("content-type", List.of("application/problem+json")).containsEntry("retry-after", List.of("5")).containsEntry("x-content-type-options", List.of("nosniff"));
    }

    @Test
    void whoReadsSlowlyIsSentSoMuchAtATime() throws Exception {
        var slow = new ArrayList<Socket>();
        try {
            for (var i = 0; i < 8; i++) {
                slow.add(felix.connect());
                slow.getLast().getOutputStream().write("GET /api/echo/stream?size=1000000000 HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                assertThat(slow.getLast().getInputStream().read()).isEqualTo('H');
            }
            var refused = felix.get("/api/echo/stream?size=7");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body()).contains("web.too-many-streams");
            assertThat(felix.get("/api/echo/stream?size=7", "X-Forwarded-For", "192.0.2.1").statusCode()).as("somebody else").isEqualTo(200);
            assertThat(felix.get("/api/echo").statusCode()).as("what is no stream").isEqualTo(200);
        } finally {
            for (var socket : slow) socket.close();
        }
        comesToBeTaken(() -> felix.get("/api/echo/stream?size=7").statusCode());
    }

    /** Those before are noticed to be gone. */
    private static void comesToBeTaken(Callable<Integer> status) throws Exception {
        var end = System.nanoTime() + 60_000_000_000L;
        while (status.call() != 200) {
            assertThat(System.nanoTime()).as("refused for a minute").isLessThan(end);
            Thread.sleep(20);
        }
    }

    /** Their sender has room for two: whether that many are let in or fewer, when several ask for the last of it together, is chance. */
    @Test
    void bodiesThatNeverEndAreBoundedTogetherAndTheirRoomIsGivenBack() throws Exception {
        var size = 250 * 1024;
        var open = new ArrayList<Socket>();
        try {
            for (var i = 0; i < 6; i++) open.add(post("/api/echo/wake", size, "a".repeat(size - 1)));
            for (var i = 0; i < 4; i++) assertThat(firstAnswer(open)).startsWith("HTTP/1.1 503").contains("Retry-After: 5", "web.bodies");
            assertThat(felix.send("POST", "/api/session", "application/json", "{\"email\":\"maria@example\",\"password\":\"right\"}").statusCode()).isEqualTo(200);
        } finally {
            for (var socket : open) socket.close();
        }
        comesToBeTaken(() -> felix.send("POST", "/api/echo/wake", "application/json", "a".repeat(size)).statusCode());
        try (var slow = post("/api/echo/wake", size, "a".repeat(size - 1))) {
            slow.getOutputStream().write('a');
            assertThat(InFelix.answer(slow)).startsWith("HTTP/1.1 200");
        }
    }

    /** As long as a body may take. */
    @Test
    void bodiesThatStopComingKeepNobodyOutAndAreEnded() throws Exception {
        var stalled = new ArrayList<Socket>();
        try {
            for (var i = 0; i < 150; i++) stalled.add(post("/api/session", 16 * 1024, "{" + " ".repeat(8_299)));
            for (var i = 0; i < 20; i++) assertThat(firstAnswer(stalled)).startsWith("HTTP/1.1 503");
            assertThat(felix.send("POST", "/api/session", "application/json", "{\"email\":\"maria@example\",\"password\":\"right\"}",
                    "X-Forwarded-For", "192.0.2.1").statusCode()).as("somebody else").isEqualTo(200);
            var start = System.nanoTime();
            String last;
            do last = firstAnswer(stalled); while (last.startsWith("HTTP/1.1 503"));
            assertThat(last).startsWith("HTTP/1.1 408").contains("web.body-too-slow");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(90));
        } finally {
            for (var socket : stalled) socket.close();
        }
    }

    @Test
    void whoAnnouncesABodyAndSendsNothingKeepsNobodyOut() throws Exception {
        var idle = new ArrayList<Socket>();
        try {
            for (var i = 0; i < 600; i++) idle.add(post("/api/session", 16 * 1024, "{"));
            for (var i = 0; i < 20; i++) {
                assertThat(felix.send("POST", "/api/session", "application/json", "{\"email\":\"maria@example\",\"password\":\"right\"}").statusCode()).isEqualTo(200);
                Thread.sleep(50);
            }
        } finally {
            for (var socket : idle) socket.close();
        }
    }

    /** The first answer that comes at any of these; its connection is one of them no longer. */
    private static String firstAnswer(List<Socket> open) throws Exception {
        while (true) {
            for (var socket : open) {
                if (socket.getInputStream().available() == 0) continue;
                open.remove(socket);
                try (socket) {
                    return InFelix.answer(socket);
                }
            }
            Thread.sleep(10);
        }
    }

    private static Socket post(String target, int length, String body) throws IOException {
        var socket = felix.connect();
        var head = String.join("\r\n", List.of("POST " + target + " HTTP/1.1", "Host: localhost", "Connection: close", "Content-Type: application/json",
                "Content-Length: " + length, "", ""));
        socket.getOutputStream().write((head + body).getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return socket;
    }
}
