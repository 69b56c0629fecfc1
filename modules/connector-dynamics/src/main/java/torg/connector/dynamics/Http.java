package torg.connector.dynamics;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.time.Instant;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/** The wire: one request at a time is answered, refused or a fault; a throttle holds back everybody until it is over. */
final class Http implements AutoCloseable {
    /** A page of 10,000 records is a few megabytes; more than this is not an answer we asked for. */
    private static final int LARGEST = 64 * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client;
    private final Tokens tokens;
    private final JsonMapper json = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    private final AtomicReference<Instant> heldUntil = new AtomicReference<>(Instant.EPOCH);

    Http(Tokens tokens) {
        this.tokens = tokens;
        this.client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).followRedirects(HttpClient.Redirect.NEVER).build();
    }

    Reply get(URI address) {
        return send(HttpRequest.newBuilder(address).GET().header("Accept", "application/json;odata.metadata=minimal"));
    }

    Reply post(URI address, Object body) {
        try {
            return send(HttpRequest.newBuilder(address).header("Content-Type", "application/json").header("Accept", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body))));
        } catch (JacksonException e) {
            throw new IllegalStateException("a plain value could not be written as JSON", e);
        }
    }

    /** Post a multipart body; the answer is the raw text. */
    HttpResponse<String> postBatch(URI address, BatchBody batch) {
        return exchange(HttpRequest.newBuilder(address).header("Content-Type", batch.mediaType())
                .POST(HttpRequest.BodyPublishers.ofString(batch.text(json))), HttpResponse.BodyHandlers.ofString());
    }

    /** Read a document with a function that closes nothing. */
    InputStream stream(URI address) {
        var response = exchange(HttpRequest.newBuilder(address).GET().header("Accept", "application/xml"), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) throw TorgException.of(ProblemKind.UPSTREAM, "dynamics.failed", "the ERP answered " + response.statusCode() + " for its own description");
        return response.body();
    }

    JsonNode parse(String text) {
        try {
            return json.readTree(text);
        } catch (JacksonException e) {
            throw TorgException.of(ProblemKind.UPSTREAM, "dynamics.garbled", "the ERP answered something that is not JSON").causedBy(e);
        }
    }

    /** Remember that the ERP asked for a pause; requests before its end are not sent at all. */
    void hold(Duration pause) {
        heldUntil.accumulateAndGet(Instant.now().plus(pause), (a, b) -> a.isAfter(b) ? a : b);
    }

    /** What is left of a pause, or empty. */
    Optional<Duration> held() {
        var left = Duration.between(Instant.now(), heldUntil.get());
        return left.isPositive() ? Optional.of(left) : Optional.empty();
    }

    private Reply send(HttpRequest.Builder request) {
        var response = exchange(request, HttpResponse.BodyHandlers.ofInputStream());
        try (var stream = response.body()) {
            var bytes = stream.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) throw TorgException.of(ProblemKind.UPSTREAM, "dynamics.too-much", "the ERP answered more than 64 MB");
            var wait = response.headers().firstValue("Retry-After").flatMap(Http::seconds);
            var reply = new Reply(response.statusCode(), body(response.statusCode(), bytes), wait);
            if (reply.status() == 429) hold(wait.orElse(PATIENCE));
            return reply;
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private JsonNode body(int status, byte[] bytes) throws IOException {
        if (bytes.length == 0) return json.missingNode();
        try {
            return json.readTree(bytes);
        } catch (JacksonException e) {
            // An error page of something between us and the ERP is no JSON; the status says enough.
            if (status >= 400) return json.missingNode();
            throw TorgException.of(ProblemKind.UPSTREAM, "dynamics.garbled", "the ERP answered something that is not JSON").causedBy(e);
        }
    }

    private <T> HttpResponse<T> exchange(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        tokens.authorization().ifPresent(value -> request.header("Authorization", value));
        try {
            return client.send(request.timeout(PATIENCE).header("OData-Version", "4.0").build(), handler);
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e);
        }
    }

    private static TorgException unreachable(Exception cause) {
        return TorgException.of(ProblemKind.UPSTREAM, "dynamics.unreachable", "the ERP cannot be reached")
                .help("check that it runs and that torg.connector.dynamics/url leads to it").causedBy(cause);
    }

    private static Optional<Duration> seconds(String text) {
        return text.matches("\\d{1,6}") ? Optional.of(Duration.ofSeconds(Long.parseLong(text))) : Optional.empty();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
