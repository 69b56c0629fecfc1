package torg.connector.dynamics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** The far end of a real connection: answers what a test says and remembers what was asked. */
final class Wire implements AutoCloseable {
    record Asked(String method, String address, String body, String authorization) {}

    record Answer(int status, String body, Map<String, String> headers) {
        static Answer json(String body) {
            return new Answer(200, body, Map.of("Content-Type", "application/json"));
        }

        static Answer status(int status, String body) {
            return new Answer(status, body, Map.of());
        }

        /** Headers and the beginning of a body, then nothing more for longer than anybody waits. */
        static Answer stalled() {
            return new Answer(-2, "", Map.of());
        }

        /** A body without an end. */
        static Answer endless() {
            return new Answer(-3, "", Map.of());
        }

        /** No answer at all: the connection is dropped. */
        static Answer dropped() {
            return new Answer(-1, "", Map.of());
        }
    }

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    /** How many bytes of endless bodies somebody took. */
    final AtomicLong endless = new AtomicLong();
    private final HttpServer server;
    /** Whether the description of the entities is answered by itself. */
    volatile boolean describes = true;
    private volatile Function<Asked, Answer> behaviour;

    Wire(Function<Asked, Answer> behaviour) throws IOException {
        this.behaviour = behaviour;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void behave(Function<Asked, Answer> other) {
        behaviour = other;
    }

    /** What was asked besides the description of the entities. */
    List<Asked> calls() {
        return asked.stream().filter(call -> !call.address().contains("$metadata")).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var address = exchange.getRequestURI().getPath() + (exchange.getRequestURI().getRawQuery() == null ? "" : "?" + URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8));
            var request = new Asked(exchange.getRequestMethod(), address, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8), exchange.getRequestHeaders().getFirst("Authorization"));
            asked.add(request);
            var answer = describes && address.endsWith("$metadata") ? new Answer(200, model(), Map.of("Content-Type", "application/xml")) : behaviour.apply(request);
            if (answer.status() == -1) return;
            if (answer.status() < 0) {
                withoutEnd(exchange, answer.status() == -2);
                return;
            }
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private void withoutEnd(HttpExchange exchange, boolean stalls) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        var spaces = " ".repeat(64 * 1024).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseBody().write(spaces);
        exchange.getResponseBody().flush();
        try {
            if (stalls) Thread.sleep(Duration.ofSeconds(60));
        } catch (InterruptedException e) {
            return;
        }
        while (!stalls) {
            exchange.getResponseBody().write(spaces);
            endless.addAndGet(spaces.length);
        }
    }

    static String model() throws IOException {
        try (var stream = Wire.class.getResourceAsStream("/torg/demo/erp/model.edmx.xml")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
