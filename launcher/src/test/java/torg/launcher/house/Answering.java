package torg.launcher.house;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A server that answers what a test says, so that what looks at a portal's answers is itself looked at. */
final class Answering implements AutoCloseable {
    private static final Answer NOTHING = Answer.of(404, "{}");
    private final HttpServer server;
    private final Map<String, Answer> answers = new HashMap<>();

    Answering() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            try (exchange) {
                var answer = answers.getOrDefault(exchange.getRequestURI().toString(), NOTHING);
                answer.headers.forEach(exchange.getResponseHeaders()::set);
                exchange.sendResponseHeaders(answer.status, answer.body.length == 0 ? -1 : answer.body.length);
                if (answer.body.length > 0) exchange.getResponseBody().write(answer.body);
            }
        });
        server.start();
    }

    /** What is answered. */
    record Answer(int status, Map<String, String> headers, byte[] body) {
        static Answer of(int status, String body) {
            return new Answer(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
        }

        static Answer headed(String header, String value) {
            return new Answer(200, Map.of(header, value), new byte[0]);
        }

        Answer leading(String to) {
            return new Answer(303, Map.of("Location", to), body);
        }
    }

    /** @param path with its query, as it is sent */
    Answering says(String path, Answer answer) {
        answers.put(path, answer);
        return this;
    }

    Answering says(String path, String body) {
        return says(path, Answer.of(200, body));
    }

    Visitor visitor() {
        return Visitor.anonymous(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
