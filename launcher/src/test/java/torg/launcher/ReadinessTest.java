package torg.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The launcher waits for a 200 from /health, and tells meanwhile what the portal waits for. */
@Timeout(120)
class ReadinessTest {
    private record Health(int status, String body) {}

    private final AtomicReference<Health> health = new AtomicReference<>(new Health(200, "ready"));
    private final List<String> said = new CopyOnWriteArrayList<>();
    private HttpServer portal;
    private Readiness readiness;

    @BeforeEach
    void startAPortal() throws IOException {
        portal = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        portal.createContext("/health", exchange -> {
            var now = health.get();
            var body = now.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(now.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        portal.start();
        readiness = new Readiness(URI.create("http://127.0.0.1:" + portal.getAddress().getPort()), said::add);
    }

    @AfterEach
    void stopIt() {
        portal.stop(0);
    }

    @Test
    void saysNothingWhenAllIsWell() throws InterruptedException {
        readiness.await();

        assertThat(said).isEmpty();
    }

    @Test
    void tellsEachReasonOnceUntilThePortalIsReady() throws InterruptedException {
        health.set(new Health(503, """
                {"status": "not-ready", "checks": {"sync": {"next":"wait","level":"not-ready","message":"orders: 320 of {\\"830\\"}"},
                "pages": {"next":"","level":"not-ready","message":"there are no pages, because of {something}"}, "site": {"message":"site is served","level":"ok","next":""}}, "modules": []}"""));
        var waiting = Thread.ofVirtual().start(() -> awaitQuietly());
        while (said.isEmpty()) {
            Thread.sleep(10);
        }
        health.set(new Health(200, "ready"));
        waiting.join();

        assertThat(said).containsExactly("starting: orders: 320 of {\"830\"}");
    }

    private void awaitQuietly() {
        try {
            readiness.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
