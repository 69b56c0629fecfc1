package torg.connector.tryton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A Tryton that runs, with a fresh copy of the prepared company: what {@code modules/demo-tryton/tryton} makes. */
final class RealTryton implements AutoCloseable {
    private static final Path SCRIPT = Path.of("../demo-tryton/tryton").toAbsolutePath().normalize();
    /** Outside the checkout, so that PostgreSQL's own user finds it and a later run has it already. */
    private static final Path HOME = Path.of(System.getProperty("java.io.tmpdir"), "torg-tryton-tests-" + System.getProperty("user.name"));
    private static final int MINUTES_TO_PREPARE = 10;

    private final String database = "t" + UUID.randomUUID().toString().replace("-", "");
    private final JsonMapper json = new JsonMapper();
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;
    private Process server;
    private String authorization = "";

    private RealTryton(int port) {
        this.port = port;
    }

    /** Empty, and said aloud, where Tryton is not installed. */
    static Optional<RealTryton> start() throws IOException, InterruptedException {
        var asked = command("missing").start();
        var missing = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (asked.waitFor() != 0) {
            System.err.println("WARNING: tests on Tryton are skipped, for it is " + missing);
            return Optional.empty();
        }
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var tryton = new RealTryton(free.getLocalPort());
            free.close();
            tryton.serve();
            return Optional.of(tryton);
        }
    }

    void serve() throws IOException, InterruptedException {
        server = command("serve", HOME.toString(), database, String.valueOf(port)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var line = server.inputReader().readLine();
        if (line == null) throw new IOException("the Tryton of the tests did not start: it ended with " + server.waitFor());
    }

    /** As its process is ended, in the middle of whatever it does. */
    void stop() throws InterruptedException {
        server.destroy();
        if (!server.waitFor(MINUTES_TO_PREPARE, TimeUnit.MINUTES)) throw new IllegalStateException("the Tryton of the tests does not end");
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port + "/" + database);
    }

    /** Call a procedure as the administrator of the company, as its staff do at their screens. */
    JsonNode staff(String procedure, Object... parameters) {
        try {
            if (authorization.isEmpty()) {
                var password = Files.readString(HOME.resolve("admin.password"));
                var session = call("common.db.login", List.of("admin", Map.of("password", password), "en"));
                authorization = "Session " + Base64.getEncoder().encodeToString(("admin:" + session.get(0).asText() + ":" + session.get(1).asText()).getBytes(StandardCharsets.UTF_8));
            }
            var context = call("model.res.user.get_preferences", List.of(true, Map.of()));
            var all = new ArrayList<Object>(List.of(parameters));
            all.add(context);
            return call(procedure, all);
        } catch (IOException e) {
            throw new IllegalStateException(procedure + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private JsonNode call(String procedure, List<Object> parameters) throws IOException, InterruptedException {
        var body = json.writeValueAsString(Map.of("id", 0, "method", procedure, "params", parameters));
        var request = HttpRequest.newBuilder(URI.create(address() + "/")).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) request.header("Authorization", authorization);
        var answer = json.readTree(client.send(request.build(), HttpResponse.BodyHandlers.ofString()).body());
        if (answer.has("error")) throw new IllegalStateException(procedure + ": " + answer.get("error"));
        return answer.get("result");
    }

    private static ProcessBuilder command(String... words) {
        var command = new ArrayList<>(List.of(SCRIPT.toString()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command);
        builder.environment().put("TORG_TRYTON_HOME", HOME.toString());
        builder.environment().putIfAbsent("TORG_TRYTON_ORDERS", "40");
        return builder;
    }

    @Override
    public void close() throws InterruptedException {
        stop();
        client.close();
    }
}
