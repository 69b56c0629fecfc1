package torg.connector.dynamics;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.xml.stream.XMLStreamException;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/** The wire: one request at a time is answered, refused or a fault; a throttle holds back everybody until it is over. */
final class Http implements AutoCloseable {
    /** A page of 10,000 records is a few megabytes; more than this is not an answer we asked for. */
    private static final int LARGEST = 64 * 1024 * 1024;
    /** The description of an environment with many modules has tens of megabytes, and is made while one waits. */
    private static final long LARGEST_DESCRIPTION = 128L * 1024 * 1024;
    private static final Duration THROTTLED = Duration.ofSeconds(30);
    /** Whatever number stands in a header, orders do not wait for days because of it. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    /** What something between us and the ERP answers that stopped waiting for it. */
    private static final Set<Integer> GATEWAY_GAVE_UP = Set.of(408, 502, 504);

    private final HttpClient client;
    private final Tokens tokens;
    private final Duration patience;
    private final JsonMapper json = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    private final AtomicReference<Instant> heldUntil = new AtomicReference<>(Instant.EPOCH);

    /** @param patience how long one answer may take, to its last byte */
    Http(Tokens tokens, Duration patience) {
        this.tokens = tokens;
        this.patience = patience;
        this.client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).followRedirects(HttpClient.Redirect.NEVER).build();
    }

    Reply get(URI address, Deadline deadline) {
        var request = HttpRequest.newBuilder(address).GET().header("Accept", "application/json;odata.metadata=minimal");
        try {
            return reply(exchange(request, deadline));
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** @throws Unanswered when it was sent and no answer came that tells what became of it */
    Reply post(URI address, Object body, Deadline deadline) {
        var response = write(HttpRequest.newBuilder(address).header("Content-Type", "application/json").header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes(body))), deadline);
        try {
            return reply(response);
        } catch (TorgException e) {
            throw new Unanswered(e.getMessage(), e);
        }
    }

    /**
     * Delete a record, whatever version of it is there.
     *
     * @throws Unanswered when it was sent and no answer came that tells what became of it
     */
    Reply delete(URI address, Deadline deadline) {
        return reply(write(HttpRequest.newBuilder(address).header("Accept", "application/json").header("If-Match", "*").DELETE(), deadline));
    }

    /**
     * Post a change set; the reply is that of the first part that was not done.
     *
     * @throws Unanswered when it was sent and no answer came that tells what became of it
     */
    Reply postBatch(URI address, BatchBody batch, Deadline deadline) {
        var response = write(HttpRequest.newBuilder(address).header("Content-Type", batch.mediaType()).POST(HttpRequest.BodyPublishers.ofString(batch.text(json))), deadline);
        var answer = BatchAnswer.of(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
        if (answer.status() == 200 && answer.done() < batch.inserts().size()) throw new Unanswered("the ERP's answer breaks off", null);
        return reply(answer.status(), answer.json().getBytes(StandardCharsets.UTF_8), retryAfter(response));
    }

    /** What the ERP says about some of its entities. It is long and takes its time. */
    Metadata description(URI address, Set<String> entities, Deadline deadline) {
        var request = HttpRequest.newBuilder(address).GET().header("Accept", "application/xml");
        try {
            return Exchange.read(client, signed(request), left(deadline, Descriptions.LONGEST), LARGEST_DESCRIPTION, (status, body) -> metadata(status, body, entities));
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(new InterruptedIOException("stopped while waiting for the answer"));
        }
    }

    private static Metadata metadata(int status, InputStream body, Set<String> entities) throws IOException {
        if (status != 200) throw TorgException.of(ProblemKind.UPSTREAM, "dynamics.failed", "the ERP answered " + status + " for its own description");
        try {
            return Metadata.parse(body, entities);
        } catch (XMLStreamException e) {
            // The parser wraps what the connection ran into.
            if (e.getNestedException() instanceof IOException cause) throw cause;
            throw TorgException.of(ProblemKind.UPSTREAM, "dynamics.no-metadata", "the ERP does not describe itself at /data/$metadata").causedBy(e);
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

    /** Send something that changes the ERP. What goes wrong before it is sent is a plain fault; afterwards nobody here knows what the ERP does with it. */
    private HttpResponse<byte[]> write(HttpRequest.Builder request, Deadline deadline) {
        try {
            var response = exchange(request, deadline);
            if (GATEWAY_GAVE_UP.contains(response.statusCode())) throw new Unanswered("the ERP did not answer in time (" + response.statusCode() + ")", null);
            return response;
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw unreachable(e);
        } catch (IOException e) {
            throw new Unanswered("the ERP did not answer in time", e);
        }
    }

    private Reply reply(HttpResponse<byte[]> response) {
        return reply(response.statusCode(), response.body(), retryAfter(response));
    }

    private Reply reply(int status, byte[] bytes, Optional<Duration> wait) {
        if (status == 429) hold(wait.orElse(THROTTLED));
        return new Reply(status, body(status, bytes), wait);
    }

    private byte[] bytes(Object body) {
        try {
            return json.writeValueAsBytes(body);
        } catch (JacksonException e) {
            throw new IllegalStateException("a plain value could not be written as JSON", e);
        }
    }

    private JsonNode body(int status, byte[] bytes) {
        if (bytes.length == 0) return json.missingNode();
        try {
            return json.readTree(bytes);
        } catch (IOException e) {
            // An error page of something between us and the ERP is no JSON; the status says enough.
            if (status >= 400) return json.missingNode();
            throw TorgException.of(ProblemKind.UPSTREAM, "dynamics.garbled", "the ERP answered something that is not JSON").causedBy(e);
        }
    }

    private HttpResponse<byte[]> exchange(HttpRequest.Builder request, Deadline deadline) throws IOException {
        try {
            return Exchange.send(client, signed(request), left(deadline, patience), LARGEST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while waiting for the answer");
        }
    }

    private HttpRequest.Builder signed(HttpRequest.Builder request) {
        tokens.authorization().ifPresent(value -> request.header("Authorization", value));
        return request.header("OData-Version", "4.0");
    }

    /** Nothing is sent whose answer nobody would wait for. */
    private static Duration left(Deadline deadline, Duration most) throws HttpConnectTimeoutException {
        var left = deadline.left(most);
        if (left.toMillis() == 0) throw new HttpConnectTimeoutException("no time is left for another request");
        return left;
    }

    private static TorgException unreachable(IOException cause) {
        if (cause instanceof Exchange.TooLarge) return TorgException.of(ProblemKind.UPSTREAM, "dynamics.too-much", "the ERP answered more than was asked for can be").causedBy(cause);
        return TorgException.of(ProblemKind.UPSTREAM, "dynamics.unreachable", "the ERP cannot be reached")
                .help("check that it runs and that torg.connector.dynamics/url leads to it").causedBy(cause);
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers().firstValue("Retry-After").filter(text -> text.matches("\\d{1,9}")).map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .map(asked -> asked.compareTo(LONGEST_PAUSE) < 0 ? asked : LONGEST_PAUSE);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
