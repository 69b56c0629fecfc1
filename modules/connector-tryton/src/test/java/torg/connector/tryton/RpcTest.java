package torg.connector.tryton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.spi.sync.Connector.Answer;
import torg.spi.sync.Connector.Extent;
import torg.spi.sync.Connector.Outgoing;
import torg.spi.sync.Connector.Read;
import torg.spi.sync.Governor;
import torg.testkit.HandClock;

/** What is made of answers that a Tryton in good health does not give, or not when a test wants it. */
class RpcTest {
    private static final String SIGNED_IN = "{\"id\":0,\"result\":[2,\"5e55104\"]}";
    private static final String PREFERENCES = "{\"id\":0,\"result\":{\"company\":7,\"language\":\"en\"}}";
    private static final String FIELDS = "{\"id\":0,\"result\":{\"id\":{\"type\":\"integer\"},\"reference\":{\"type\":\"char\",\"on_change\":[]}}}";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HandClock clock = new HandClock();
    private HttpServer server;
    private TrytonConnector connector;
    private volatile int signInStatus = 200;
    private volatile String search = "{\"id\":0,\"result\":[]}";
    private volatile int status = 200;
    private volatile String body = "{\"id\":0,\"result\":[1]}";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        connector = new TrytonConnector(Settings.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/erp")), Duration.ofSeconds(20), clock, 500);
    }

    @AfterEach
    void stop() {
        connector.stop();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(request);
            if (request.contains("common.db.login")) say(exchange, signInStatus, SIGNED_IN);
            else if (request.contains("get_preferences")) say(exchange, 200, PREFERENCES);
            else if (request.contains("search_count")) say(exchange, 200, "{\"id\":0,\"result\":1}");
            else if (request.contains("fields_get")) say(exchange, 200, FIELDS);
            else if (request.contains("[[[\"id\",\"=\"")) say(exchange, 200, "{\"id\":0,\"result\":[{\"id\":1,\"reference\":\"W1\"}]}");
            else if (request.contains("search_read")) say(exchange, 200, search);
            else say(exchange, status, body);
        }
    }

    private static void say(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private Answer<Map<String, Object>> create() {
        return connector.create(new Outgoing("some.model", "W1", "reference", Map.of(), Optional.empty(), Set.of()));
    }

    private void read() {
        connector.read(new Read("some.model", List.of("reference"), Map.of(), Map.of(), Optional.empty()));
    }

    /** It may have been done all the same: only asking tells. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            200 | <html>It works!</html>
            200 | {"id":0,"resu
            200 | {"id":0}
            200 | {"id":0,"error":["server closed the connection unexpectedly",""]}
            500 | <h1>Internal Server Error</h1>
            502 | <h1>Bad Gateway</h1>
            504 | <h1>Gateway Time-out</h1>
            """)
    void whatSaysNothingAboutAChangeLeavesItUnknown(int status, String body) {
        this.status = status;
        this.body = body;

        assertThat(create()).isInstanceOfSatisfying(Answer.Unknown.class, unknown -> assertThat(unknown.sent()).isEqualTo(Extent.ALL));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"id":0,"error":["UserError",["A value is required for field \\"Party\\" in \\"Sale\\".","",null]]} | tryton.refused | A value is required for field "Party" in "Sale".
            {"id":0,"error":["UserWarning",["credit_limit,47","Party has reached their credit limit.",""]]} | tryton.warning | Party has reached their credit limit.
            {"id":0,"error":["UserError",["You are not allowed to access \\"Sale\\".","",null]]} | tryton.not-allowed | The seller's system rejected the request
            """)
    void refusalsAreInTrytonsWordsUnlessTheyTellOfItsRights(String body, String code, String reason) {
        this.body = body;

        assertThat(create()).isEqualTo(new Answer.Refused<>(code, reason));
    }

    @Test
    void somebodyElsesChangeAtTheSameTimeIsNoRefusal() {
        body = "{\"id\":0,\"error\":[\"ConcurrencyException\",\"Records were modified in the meanwhile\"]}";

        assertThat(create()).isInstanceOf(Answer.Later.class);
    }

    @ParameterizedTest
    @CsvSource({"429", "503"})
    void aPauseIsHandedOnAndToldToTheGovernorThatEveryRequestPasses(int status) {
        this.status = status;
        var passed = new AtomicInteger();
        var pauses = new CopyOnWriteArrayList<Duration>();
        connector.governed(new Governor() {
            @Override
            public <T> T pass(Duration most, Request<T> request) throws IOException, InterruptedException {
                passed.incrementAndGet();
                return request.send();
            }

            @Override
            public void pause(Duration asked) {
                pauses.add(asked);
            }
        });

        assertThat(create()).isInstanceOf(Answer.Later.class);
        assertThat(passed).hasValue(asked.size());
        assertThat(pauses).containsExactly(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <html>It works!</html> | tryton.garbled
            {"id":0,"error":["could not connect to server",""]} | tryton.failed
            """)
    void anAnswerThatMakesNoSenseIsToldOfWhoGaveIt(String answer, String code) {
        search = answer;

        assertThatThrownBy(this::read).isInstanceOfSatisfying(TorgException.class, e -> assertThat(List.of(e.kind(), e.code())).isEqualTo(List.of(ProblemKind.UPSTREAM, code)));
    }

    @Test
    void anAnswerThatIsTooLongIsNotTakenForNone() {
        search = "[" + " ".repeat(17 * 1024 * 1024) + "]";

        assertThatThrownBy(this::read).isInstanceOfSatisfying(TorgException.class, e -> {
            assertThat(e.code()).isEqualTo("tryton.too-much");
            assertThat(e).hasCauseInstanceOf(Governor.Unusable.class);
        });
    }

    @Test
    void companyAndLanguageOfTheUserGoWithEveryCall() {
        assertThat(create()).isEqualTo(new Answer.Done<>(Map.of("id", 1L, "reference", "W1")));

        assertThat(asked).filteredOn(request -> request.contains("some.model.create")).singleElement().asString().endsWith("[[{\"reference\":\"W1\"}],{\"company\":7,\"language\":\"en\"}]}");
    }

    /** Six wrong passwords, and Tryton lets nobody in for minutes. */
    @Test
    void aWrongPasswordIsNotTriedAgainAtOnce() {
        signInStatus = 401;
        for (var i = 0; i < 10; i++) assertThatThrownBy(this::read).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.code()).isEqualTo("tryton.not-signed-in"));
        assertThat(asked).hasSize(1);

        signInStatus = 200;
        clock.pass(Duration.ofMinutes(3));
        read();
        assertThat(asked).hasSizeGreaterThan(2);
    }

    @Test
    void aSessionThatIsNotTakenTwiceIsToldAndNotTriedForEver() {
        status = 401;

        assertThatThrownBy(this::create).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.code()).isEqualTo("tryton.not-signed-in"));
        assertThat(asked).filteredOn(request -> request.contains("common.db.login")).hasSize(2);
    }
}
