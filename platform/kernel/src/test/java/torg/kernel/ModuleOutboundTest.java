package torg.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.health.ModuleRights;
import torg.api.problem.TorgException;

/** A module that says which hosts it reaches gets to no other, by way of the house. */
class ModuleOutboundTest {
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            if (exchange.getRequestURI().getPath().equals("/away")) exchange.getResponseHeaders().add("Location", "http://localhost:" + server.getAddress().getPort() + "/");
            if (exchange.getRequestURI().getPath().equals("/slow")) {
                exchange.sendResponseHeaders(200, 2);
                exchange.getResponseBody().write('a'); // and the other byte never comes
                exchange.getResponseBody().flush();
                return;
            }
            if (exchange.getRequestURI().getPath().equals("/long")) {
                exchange.sendResponseHeaders(200, 100);
                exchange.getResponseBody().write(new byte[100]);
            } else exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/away") ? 302 : 200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theHostsThatItNamesAndNoOthers() throws Exception {
        assertThat(status("reach 127.0.0.1", at("127.0.0.1", "/"))).isEqualTo(200);
        assertThat(status("reach *", at("localhost", "/"))).isEqualTo(200);
        for (var said : List.of("", "reach localhost", "read *, serve x")) assertThat(refused(said, at("127.0.0.1", "/"))).as(said).isEqualTo("module.not-there");
        assertThat(asked).as("nothing is sent where it may not").hasValue(2);
    }

    @Test
    void nobodyIsFollowedElsewhere() throws Exception {
        assertThat(status("reach 127.0.0.1", at("127.0.0.1", "/away"))).isEqualTo(302);
        assertThat(asked).hasValue(1);
    }

    @Test
    void oneThatSaysNothingIsHeldByNothing() throws Exception {
        var out = new ModuleOutbound("com.acme.weather", Optional.empty());
        try {
            assertThat(out.send(HttpRequest.newBuilder(at("127.0.0.1", "/")).build(), BodyHandlers.discarding()).statusCode()).isEqualTo(200);
        } finally {
            out.stop();
        }
    }

    /** The first address that it says is the one that counts. */
    @Test
    void aRequestThatSaysAnotherAddressEachTimeGainsNothing() throws Exception {
        var turn = List.of(at("localhost", "/"), at("127.0.0.1", "/")).iterator();
        assertThat(refused("reach 127.0.0.1", new Turncoat(turn))).isEqualTo("module.not-there");
        assertThat(asked).hasValue(0);
    }

    @Test
    void aWholeAnswerComesWithinATimeAndASizeOrNotAtAll() throws Exception {
        var out = held("reach 127.0.0.1");
        try {
            assertThat(out.whole(HttpRequest.newBuilder(at("127.0.0.1", "/long")).build(), Duration.ofSeconds(20), 100).body()).hasSize(100);
            assertThat(catchThrowableOfType(IOException.class, () -> out.whole(HttpRequest.newBuilder(at("127.0.0.1", "/long")).build(), Duration.ofSeconds(20), 99))).hasMessage("cannot be asked");
            assertThat(catchThrowableOfType(IOException.class, () -> out.whole(HttpRequest.newBuilder(at("127.0.0.1", "/slow")).build(), Duration.ofMillis(500), 99))).hasMessage("does not answer in time");
            assertThat(catchThrowableOfType(TorgException.class, () -> out.whole(HttpRequest.newBuilder(at("localhost", "/")).build(), Duration.ofSeconds(20), 99)).code()).isEqualTo("module.not-there");
            Thread.currentThread().interrupt();
            assertThat(catchThrowableOfType(IOException.class, () -> out.whole(HttpRequest.newBuilder(at("127.0.0.1", "/slow")).build(), Duration.ofSeconds(20), 99))).hasMessageContaining("stops");
            assertThat(Thread.interrupted()).as("who waited still knows of it").isTrue();
        } finally {
            out.stop();
        }
    }

    private URI at(String host, String path) {
        return URI.create("http://" + host + ":" + server.getAddress().getPort() + path);
    }

    private static int status(String said, URI address) throws IOException, InterruptedException {
        var out = held(said);
        try {
            return out.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding()).statusCode();
        } finally {
            out.stop();
        }
    }

    private static String refused(String said, URI address) {
        return refused(said, HttpRequest.newBuilder(address).build());
    }

    private static String refused(String said, HttpRequest request) {
        var out = held(said);
        try {
            return catchThrowableOfType(TorgException.class, () -> out.send(request, BodyHandlers.discarding())).code();
        } finally {
            out.stop();
        }
    }

    private static ModuleOutbound held(String said) {
        return new ModuleOutbound("com.acme.weather", Optional.of(ModuleRights.of(said)));
    }

    /** Says the next address whenever it is asked. */
    private static final class Turncoat extends HttpRequest {
        private final Iterator<URI> turn;

        private Turncoat(Iterator<URI> turn) {
            this.turn = turn;
        }

        @Override
        public URI uri() {
            return turn.next();
        }

        @Override
        public Optional<BodyPublisher> bodyPublisher() {
            return Optional.empty();
        }

        @Override
        public String method() {
            return "GET";
        }

        @Override
        public Optional<Duration> timeout() {
            return Optional.empty();
        }

        @Override
        public boolean expectContinue() {
            return false;
        }

        @Override
        public Optional<HttpClient.Version> version() {
            return Optional.empty();
        }

        @Override
        public HttpHeaders headers() {
            return HttpHeaders.of(Map.of(), (_, _) -> true);
        }
    }
}
