package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The corpus of hostile documents, templates and files in {@code src/test/hostile}, each where it would lie in a site: those that are refused,
 * with the reason in {@code refused.tsv}, and those that are shown and do nothing. Whoever finds another one puts it there.
 */
class HostileHouseTest {
    private static final Path CORPUS = Path.of("src/test/hostile");
    /** What a browser would run, or follow by itself, in mark-up that is not escaped. */
    private static final Pattern RUNS = Pattern.compile("(?is)<script>alert|<(?:iframe|object|embed|base|meta http-equiv|style|form action=\"https)"
            + "|<[^>]*\\son[a-z]+\\s*=|<[^>]*(?:href|src)\\s*=\\s*[\"']?\\s*(?:javascript|vbscript|data:text)|<[^>]*evil\\.example");
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Portal portal = Portal.shared();
    private final Visitor administrator = portal.signIn("admin@northwind.example");

    /** Each with the code of what it is refused for: a sample that fails at something else says nothing. */
    static Stream<Arguments> refused() throws IOException {
        var reasons = reasons();
        return files("refused").map(file -> Arguments.of(file, reasons.get(below("refused", file))));
    }

    static Stream<Path> harmless() throws IOException {
        return files("harmless");
    }

    private static Stream<Path> files(String kind) throws IOException {
        try (var files = Files.walk(CORPUS.resolve(kind))) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        }
    }

    private static Map<String, String> reasons() throws IOException {
        return Files.readAllLines(CORPUS.resolve("refused.tsv")).stream().map(line -> line.split("\t"))
                .collect(Collectors.toMap(cells -> cells[0], cells -> cells[1]));
    }

    @Test
    void everyReasonIsOfASample() throws IOException {
        assertThat(reasons().keySet()).containsExactlyInAnyOrderElementsOf(files("refused").map(file -> below("refused", file)).toList());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void itIsRefusedWithItsPlaceAndTheSiteStaysAsItIs(Path file, String reason) throws IOException {
        var before = portal.anonymous().get("/terms").body();
        var path = path("refused", file);
        var sent = JSON.writeValueAsString(Map.of("text", Files.readString(file), "seen", "", "message", ""));
        var answer = administrator.send("PUT", "/api/studio/file?path=" + Visitor.encoded(path), Optional.of(sent),
                "Content-Type", "application/json", "X-CSRF-Token", administrator.csrf());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(Visitor.json(answer).get("fields").findValuesAsText("code")).as(answer.body()).startsWith(reason);
        assertThat(answer.body()).as("file, line and column").containsPattern(Pattern.quote(path) + ":[1-9]\\d*:[1-9]");
        assertThat(administrator.get("/api/studio/file?path=" + Visitor.encoded(path)).statusCode()).as("nothing is stored").isEqualTo(404);
        assertThat(portal.anonymous().get("/terms").body()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void itIsShownAndDoesNothing(Path file) throws IOException {
        var stored = portal.site().resolve(CORPUS.resolve("harmless").relativize(file).toString());
        var address = "/" + file.getFileName().toString().replaceAll("\\..*", "");
        try {
            Files.copy(file, stored);
            Eventually.holds("it is on the site", () -> portal.anonymous().get(address).statusCode() == 200);
            var shown = main(portal.anonymous().get(address).body());
            assertThat(shown).as("each sample has words that are to be seen").contains("What stays");
            assertThat(RUNS.matcher(shown).results().map(found -> found.group()).toList()).isEmpty();
            assertThat(RUNS.matcher(administrator.get("/studio/pages").body()).results().map(found -> found.group()).toList()).as("nor does its title").isEmpty();
        } finally {
            Files.deleteIfExists(stored);
        }
        Eventually.holds("it is gone", () -> portal.anonymous().get(address).statusCode() == 404);
    }

    /** Whoever announces it is answered before it comes, and whoever does not is not read to the end. */
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 104857600", "Transfer-Encoding: chunked"})
    void anUploadOfAHundredMegabytesIsRefusedUnread(String announced) throws IOException {
        var server = portal.running().address();
        try (var socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(60_000);
            var out = socket.getOutputStream();
            out.write(String.join("\r\n", "POST /studio?show=files HTTP/1.1", "Host: " + server.getAuthority(), "Origin: " + server, "Cookie: " + administrator.cookie().orElseThrow(),
                    "Content-Type: multipart/form-data; boundary=x", announced, "", "").getBytes(StandardCharsets.ISO_8859_1));
            var sent = 0;
            try {
                for (var chunk = ("10000\r\n" + "a".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.ISO_8859_1); sent < 104_857_600 && socket.getInputStream().available() == 0; sent += chunk.length) out.write(chunk);
            } catch (SocketException _) {
                // it is closed while the rest comes; what was answered is there all the same
            }
            assertThat(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1)).readLine()).startsWith("HTTP/1.1 413");
            assertThat(sent).as("bytes that were taken").isLessThan(50_000_000);
        }
        assertThat(portal.anonymous().get("/terms").statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsFoundByThePatternRunsIndeed() {
        for (var runs : List.of("<script>alert(1)", "<p onclick = 'x'>", "<a href=\"javascript:x\">", "<a class='x' href=' javascript:x'>", "<iframe>")) {
            assertThat(RUNS.matcher(runs).find()).as(runs).isTrue();
        }
        assertThat(RUNS.matcher("<p>&lt;script&gt;alert(1) onclick=x</p><a href=\"/terms\">x</a>").find()).isFalse();
    }

    /** The page's own part, and its head: the theme's scripts and styles around it are its own. */
    private static String main(String page) {
        return page.replaceAll("(?s)<script src=\"/[^\"]*\"[^>]*></script>", "");
    }

    private static String path(String kind, Path file) {
        var below = below(kind, file);
        return below.startsWith("themes/") ? below : "content/customer-portal/" + below;
    }

    private static String below(String kind, Path file) {
        return CORPUS.resolve(kind).relativize(file).toString().replace('\\', '/');
    }
}
