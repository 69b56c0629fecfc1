package torg.content.git;

import static org.assertj.core.api.Assertions.assertThat;
import static torg.content.git.GitStoreTest.edit;
import static torg.content.git.GitStoreTest.text;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.health.Status;

/** The shared repository is behind HTTP and a password, served by Git's own program. */
class HttpRemoteTest {
    private static final String A = "content/site/pages/a.md";
    private static final String SECRET = "Basic " + Base64.getEncoder().encodeToString("nancy:hush-hush".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path folder;

    private final List<GitStore> stores = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        Branch.open(folder.resolve("shared"), "main").close();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        stores.forEach(GitStore::stop);
        server.stop(0);
    }

    @Test
    void editsGoThereAndComeFromThere() throws IOException {
        var one = open("one", "hush-hush");
        one.write(edit(one, Map.of(A, "a")));
        ExchangeTest.await(() -> new Committed().is("a"));
        var two = open("two", "hush-hush");

        assertThat(text(two, A)).isEqualTo("a");
        two.write(edit(two, Map.of(A, "b")));
        ExchangeTest.await(() -> text(one, A).equals("b"));
        assertThat(two.check().level()).isEqualTo(Status.Level.OK);
    }

    @Test
    void whoIsNotLetInIsToldWithoutThePassword() throws IOException {
        var store = open("one", "wrong-password");

        ExchangeTest.await(() -> store.check().message().contains("does not answer as it should"));
        assertThat(store.check().toString()).contains("/shared").doesNotContain("wrong-password").doesNotContain("nancy");
    }

    private final class Committed {
        boolean is(String text) {
            try (var author = new Committer(folder.resolve("shared"), "main")) {
                var id = author.repository().resolve("main:" + A);
                return id != null && new String(author.repository().open(id).getBytes(), StandardCharsets.UTF_8).equals(text);
            } catch (IOException e) {
                return false;
            }
        }
    }

    private GitStore open(String name, String password) throws IOException {
        var beside = new Beside("http://127.0.0.1:" + server.getAddress().getPort() + "/shared", "nancy", password, Duration.ofSeconds(1), Optional.empty(), false);
        var store = new GitStore(folder.resolve(name), "main", beside, GitStoreTest.BOUNDS, Clock.systemUTC());
        stores.add(store);
        store.check();
        return store;
    }

    /** As a web server runs {@code git http-backend}. */
    private void answer(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        if (!SECRET.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
            return;
        }
        var builder = new ProcessBuilder("git", "http-backend");
        builder.environment().putAll(Map.of("GIT_PROJECT_ROOT", folder.toString(), "GIT_HTTP_EXPORT_ALL", "1", "REMOTE_USER", "nancy", "REQUEST_METHOD", exchange.getRequestMethod(), "PATH_INFO", exchange.getRequestURI().getPath(),
                "QUERY_STRING", Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse(""), "CONTENT_TYPE", header(exchange, "Content-Type"), "HTTP_CONTENT_ENCODING", header(exchange, "Content-Encoding"), "HTTP_GIT_PROTOCOL", header(exchange, "Git-Protocol")));
        var process = builder.start();
        try (var out = process.getOutputStream()) {
            out.write(body);
        }
        var said = process.getInputStream().readAllBytes();
        var end = new String(said, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
        var status = 200;
        for (var line : new String(said, 0, end, StandardCharsets.ISO_8859_1).split("\r\n")) {
            var parts = line.split(": ", 2);
            if (parts[0].equals("Status")) status = Integer.parseInt(parts[1].substring(0, 3));
            else exchange.getResponseHeaders().set(parts[0], parts[1]);
        }
        exchange.sendResponseHeaders(status, 0);
        try (var out = exchange.getResponseBody()) {
            out.write(Arrays.copyOfRange(said, end + 4, said.length));
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }
}
