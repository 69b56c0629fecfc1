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
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamException;
import torg.api.problem.Deadline;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.spi.sync.Governor;
import torg.spi.sync.ServerClock;

/** The wire: one request at a time is answered, refused or a fault. */
final class Http implements AutoCloseable {
    /** What is held whole, several times over while it is understood: the lines of a long document, as they were made. */
    private static final int LARGEST = 16 * 1024 * 1024;
    /** A page of 10,000 records with all the fields a map has use for; it is read as it comes. */
    private static final long LARGEST_PAGE = 32L * 1024 * 1024;
    /** Why a page is not answered, for people. */
    private static final int LARGEST_REASON = 64 * 1024;
    /** The description of an environment with many modules has tens of megabytes, and is made while one waits. */
    private static final long LARGEST_DESCRIPTION = 128L * 1024 * 1024;
    /** What something between us and the ERP answers that stopped waiting for it. */
    private static final Set<Integer> GATEWAY_GAVE_UP = Set.of(408, 502, 504);

    private final HttpClient client;
    private final Tokens tokens;
    private final Duration patience;
    private final ServerClock serverClock = new ServerClock(InstantSource.system());
    private volatile Governor governor = Governor.NONE;
    private final JsonMapper json = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    /** @param patience how long one answer may take, to its last byte */
    Http(Tokens tokens, Duration patience) {
        this.tokens = tokens;
        this.patience = patience;
        this.client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).followRedirects(HttpClient.Redirect.NEVER).build();
    }

    ServerClock serverClock() {
        return serverClock;
    }

    /** Every request to the ERP passes it; those for tokens go elsewhere. */
    void governed(Governor by) {
        governor = by;
    }

    /** A page of records, each handed over as it comes in; the body of the reply is what stands beside them. */
    Reply page(URI address, Deadline deadline, Consumer<JsonNode> record) {
        var request = HttpRequest.newBuilder(address).GET().header("Accept", "application/json;odata.metadata=minimal");
        return read(request, deadline, patience, LARGEST_PAGE, (answer, body) ->
                new Reply(answer.statusCode(), answer.statusCode() == 200 ? records(body, record) : body(answer.statusCode(), body.readNBytes(LARGEST_REASON)), retryAfter(answer)));
    }

    private JsonNode records(InputStream body, Consumer<JsonNode> record) throws IOException {
        try {
            return Page.read(json, body, record);
        } catch (JacksonException e) {
            throw garbled(e);
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
     * Change a record that still has this version.
     *
     * @throws Unanswered when it was sent and no answer came that tells what became of it
     */
    Reply patch(URI address, String version, Object body, Deadline deadline) {
        return reply(write(HttpRequest.newBuilder(address).header("Content-Type", "application/json").header("Accept", "application/json").header("If-Match", version)
                .method("PATCH", HttpRequest.BodyPublishers.ofByteArray(bytes(body))), deadline));
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
        if (answer.status() == 200 && answer.done() < batch.operations().size()) throw new Unanswered("the ERP's answer breaks off", null);
        return reply(answer.status(), answer.json().getBytes(StandardCharsets.UTF_8), retryAfter(response));
    }

    /** What the ERP says about some of its entities. It is long and takes its time. */
    Metadata description(URI address, Set<String> entities, Deadline deadline) {
        var request = HttpRequest.newBuilder(address).GET().header("Accept", "application/xml");
        return read(request, deadline, Descriptions.LONGEST, LARGEST_DESCRIPTION, (answer, body) -> metadata(answer.statusCode(), body, entities));
    }

    private <T> T read(HttpRequest.Builder request, Deadline deadline, Duration most, long largest, Exchange.Reading<T> reading) {
        try {
            var signed = signed(request);
            return governor.pass(left(deadline, most), () -> Exchange.read(client, signed, left(deadline, most), largest, (answer, body) -> {
                heard(answer);
                return reading.of(answer, body);
            }));
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

    /** Send something that changes the ERP. What goes wrong before it is sent is a plain fault; afterwards nobody here knows what the ERP does with it. */
    private HttpResponse<byte[]> write(HttpRequest.Builder request, Deadline deadline) {
        try {
            var response = exchange(request, deadline);
            if (GATEWAY_GAVE_UP.contains(response.statusCode())) throw new Unanswered("the ERP did not answer in time (" + response.statusCode() + ")", null);
            return response;
        } catch (ConnectException | HttpConnectTimeoutException | Governor.NotSent e) {
            throw unreachable(e);
        } catch (IOException e) {
            throw new Unanswered("the ERP did not answer in time", e);
        }
    }

    private Reply reply(HttpResponse<byte[]> response) {
        return reply(response.statusCode(), response.body(), retryAfter(response));
    }

    private Reply reply(int status, byte[] bytes, Optional<Duration> wait) {
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
            throw garbled(e);
        }
    }

    private static TorgException garbled(IOException cause) {
        return TorgException.of(ProblemKind.UPSTREAM, "dynamics.garbled", "the ERP answered something that is not the JSON it should be").causedBy(cause);
    }

    private HttpResponse<byte[]> exchange(HttpRequest.Builder request, Deadline deadline) throws IOException {
        try {
            var signed = signed(request);
            var answer = governor.pass(left(deadline, patience), () -> Exchange.send(client, signed, left(deadline, patience), LARGEST));
            heard(answer);
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while waiting for the answer");
        }
    }

    private void heard(HttpResponse<?> answer) {
        serverClock.heard(answer);
        if (Reply.asksForPause(answer.statusCode())) governor.pause(retryAfter(answer).orElse(Reply.DEFAULT_WAIT));
    }

    private HttpRequest.Builder signed(HttpRequest.Builder request) {
        tokens.authorization().ifPresent(value -> request.header("Authorization", value));
        return request.header("OData-Version", "4.0");
    }

    /** Nothing is sent whose answer nobody would wait for. */
    private static Duration left(Deadline deadline, Duration most) throws Governor.NotSent {
        var left = deadline.left(most);
        if (left.toMillis() == 0) throw new Governor.NotSent("no time is left for another request");
        return left;
    }

    private static TorgException unreachable(IOException cause) {
        if (cause instanceof Governor.Unusable) return TorgException.of(ProblemKind.UPSTREAM, "dynamics.too-much", "the ERP answered more than was asked for can be").causedBy(cause);
        return TorgException.of(ProblemKind.UPSTREAM, "dynamics.unreachable", "the ERP cannot be reached")
                .help("check that it runs and that torg.connector.dynamics/url leads to it").causedBy(cause);
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers().firstValue("Retry-After").filter(text -> text.matches("\\d{1,9}")).map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    @Override
    public void close() {
        client.shutdownNow();
        tokens.close();
    }
}
