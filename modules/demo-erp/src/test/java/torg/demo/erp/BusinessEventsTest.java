package torg.demo.erp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Business events: told to the listener, three times if need be, and after a restart if it came in between. */
class BusinessEventsTest {
    private record Heard(JsonNode event, String secret, Instant at) {}

    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final AtomicInteger failures = new AtomicInteger();
    /** The listener answers once this is open. */
    private volatile CountDownLatch answering = new CountDownLatch(0);
    private HttpServer listener;
    private Options options;

    @BeforeEach
    void listen(@TempDir Path folder) throws IOException {
        listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        listener.createContext("/wake", exchange -> {
            try (exchange) {
                heard.add(new Heard(new ObjectMapper().readTree(exchange.getRequestBody()), exchange.getRequestHeaders().getFirst("X-Torg-Wake-Secret"), Instant.now()));
                answering.await();
                exchange.sendResponseHeaders(failures.getAndDecrement() > 0 ? 503 : 204, -1);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
        listener.start();
        var address = URI.create("http://127.0.0.1:" + listener.getAddress().getPort() + "/wake");
        options = new Options(0, RunningErp.options(folder).data(), Optional.of(address), Optional.of("hush"), 10_000, Optional.empty());
    }

    @AfterEach
    void stop() {
        listener.stop(0);
    }

    private Heard next() throws InterruptedException {
        return heard.poll(1, TimeUnit.MINUTES);
    }

    private static void confirm(RunningErp erp, String order) {
        assertThat(erp.postForm("/orders/" + order + "/status", "status=Confirmed").statusCode()).isEqualTo(303);
    }

    private static void awaitDelivery(RunningErp erp, String outcome, int times) throws InterruptedException {
        for (int i = 0; i < 600 && erp.send("GET", "/", null).body().split(">" + outcome + "<", -1).length <= times; i++) {
            Thread.sleep(100);
        }
        assertThat(erp.send("GET", "/", null).body().split(">" + outcome + "<", -1)).hasSize(times + 1);
    }

    @Test
    void tellsOfANewOrderAndOfItsNewStatus() throws Exception {
        try (var erp = new RunningErp(options)) {
            var number = erp.order();
            var created = next();
            confirm(erp, number);
            var changed = next();
            assertThat(created.event().get("BusinessEventId").asText()).isEqualTo("SalesOrderCreatedBusinessEvent");
            assertThat(created.event().get("SalesOrderNumber").asText()).isEqualTo(number);
            assertThat(created.event().get("LegalEntity").asText()).isEqualTo("nwnd");
            assertThat(created.event().get("EventTime").asText()).startsWith("20");
            assertThat(created.secret()).isEqualTo("hush");
            assertThat(changed.event().get("BusinessEventId").asText()).isEqualTo("SalesOrderStatusChangedBusinessEvent");
            assertThat(changed.event().get("ControlNumber").asLong()).isGreaterThan(created.event().get("ControlNumber").asLong());
            awaitDelivery(erp, "delivered", 2);
        }
    }

    @Test
    void saysNothingOfWhatWasRefused() throws Exception {
        try (var erp = new RunningErp(options)) {
            assertThat(erp.postForm("/orders", "customer=ALFKI&product=5&quantity=1").statusCode()).isEqualTo(422);
            assertThat(heard.poll(500, TimeUnit.MILLISECONDS)).isNull();
        }
    }

    @Test
    void triesThreeTimesASecondApart() throws Exception {
        failures.set(2);
        try (var erp = new RunningErp(options)) {
            erp.order();
            var first = next().at();
            var second = next().at();
            assertThat(Duration.between(first, second)).isGreaterThan(Duration.ofMillis(900));
            assertThat(Duration.between(second, next().at())).isGreaterThan(Duration.ofMillis(900));
            awaitDelivery(erp, "delivered", 1);
        }
    }

    @Test
    void givesUpAfterThreeTimesAndNobodyHadToWait() throws Exception {
        failures.set(1000);
        try (var erp = new RunningErp(options)) {
            answering = new CountDownLatch(1);
            erp.order();
            assertThat(next()).as("told, and not yet answered").isNotNull();
            answering.countDown();
            awaitDelivery(erp, "failed", 1);
            assertThat(heard).as("beside the first").hasSize(2);
        }
    }

    @Test
    void tellsAfterARestartWhatWasStillToBeTold() throws Exception {
        answering = new CountDownLatch(1);
        try (var erp = new RunningErp(options)) {
            erp.order();
            next();
        }
        answering.countDown();
        heard.clear();
        try (var _ = new RunningErp(options)) {
            assertThat(next().event().get("BusinessEventId").asText()).isEqualTo("SalesOrderCreatedBusinessEvent");
        }
    }
}
