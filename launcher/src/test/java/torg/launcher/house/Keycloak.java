package torg.launcher.house;

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
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Keycloak as {@code -Pfull} unpacks it, with the people of Acme, as a program of its own. It is called by another name than the portal, so that to a browser the two are as far apart
 * as the sites of two companies are.
 */
final class Keycloak implements AutoCloseable {
    private static final Path FOLDER = Path.of("target/keycloak").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private final Process process;
    private final URI realm;

    /** @param portal whom it knows */
    Keycloak(URI portal) throws IOException, InterruptedException {
        if (!Files.isDirectory(FOLDER)) throw new AssertionError("there is no Keycloak; launcher/torg test --full unpacks it");
        Path home;
        try (var folders = Files.list(FOLDER)) {
            home = folders.filter(folder -> Files.isDirectory(folder.resolve("bin"))).findFirst().orElseThrow();
        }
        forget(home.resolve("data"));
        try (var in = Keycloak.class.getResourceAsStream("keycloak-realm.json")) {
            Files.createDirectories(home.resolve("data/import"));
            Files.writeString(home.resolve("data/import/acme-realm.json"), new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("PORTAL", portal.toString()));
        }
        var port = freePort();
        realm = URI.create("http://localhost:" + port + "/realms/acme");
        var builder = new ProcessBuilder("bash", home.resolve("bin/kc.sh").toString(), "start-dev", "--http-host=127.0.0.1", "--http-port=" + port, "--http-management-port="
                + freePort(), "--import-realm", "--cache=local");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m");
        process = builder.redirectErrorStream(true).redirectOutput(FOLDER.resolve("log").toFile()).start();
        awaitReady();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void forget(Path data) throws IOException {
        if (!Files.isDirectory(data)) return;
        try (var files = Files.walk(data)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        var http = HttpClient.newHttpClient();
        var asked = HttpRequest.newBuilder(URI.create(realm + "/.well-known/openid-configuration")).timeout(Duration.ofSeconds(30)).build();
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                if (http.send(asked, HttpResponse.BodyHandlers.ofString()).statusCode() == 200) return;
            } catch (IOException _) {
                // not yet
            }
            Thread.sleep(500);
        }
        close();
        throw new AssertionError("Keycloak did not become ready; it said:\n" + String.join("\n", lastLines()));
    }

    private static List<String> lastLines() throws IOException {
        var lines = Files.readAllLines(FOLDER.resolve("log"));
        return lines.subList(Math.max(0, lines.size() - 40), lines.size());
    }

    /** Its address, by which it is known as an OpenID provider. */
    URI issuer() {
        return realm;
    }

    /** Where its SAML metadata is. */
    URI metadata() {
        return URI.create(realm + "/protocol/saml/descriptor");
    }

    /** Where people sign out. */
    URI signOut() {
        return URI.create(realm + "/protocol/openid-connect/logout");
    }

    @Override
    public void close() throws InterruptedException {
        var all = process.descendants().toList();
        process.destroy();
        all.forEach(ProcessHandle::destroy);
        if (!process.waitFor(30, TimeUnit.SECONDS)) process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
