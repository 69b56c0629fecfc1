package torg.connector.tryton;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.problem.Deadline;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.spi.sync.Connector.Answer;
import torg.spi.sync.Connector.Extent;
import torg.spi.sync.Governor;
import torg.spi.sync.ServerClock;

/**
 * Tryton's procedures, called as the portal's user. A session is begun when it is needed and renewed when Tryton no longer knows it; company and language
 * of the user go with every call. Tryton answers errors with HTTP 200 too: which of them are refusals is told here.
 */
final class Rpc implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rpc.class);
    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(30);
    /** After six wrong passwords Tryton shuts the user out for minutes, the right password or not. */
    private static final Duration BETWEEN_WRONG_PASSWORDS = Duration.ofMinutes(2);
    private static final int LONGEST_REASON = 500;
    private static final String REJECTED = "The seller's system rejected the request";

    private final Http http;
    private final String user;
    private final String password;
    private final Duration patience;
    private final InstantSource clock;
    private final JsonMapper json = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    private final ReentrantLock signingIn = new ReentrantLock();
    private volatile Optional<Session> session = Optional.empty();
    private volatile long wrongPasswordUntil;

    /** @param patience how long one answer may take, to its last byte */
    Rpc(Http http, String user, String password, Duration patience, InstantSource clock) {
        this.http = http;
        this.user = user;
        this.password = password;
        this.patience = patience;
        this.clock = clock;
    }

    /** @param context what Tryton wants to have with every call, company and language among it */
    private record Session(String authorization, ObjectNode context) {}

    /** What a call does in Tryton, which decides what a missing answer means. */
    private enum Kind {
        /** Nothing changes: it can be asked again. */
        ASKS,
        /** Something changes. */
        CHANGES
    }

    /**
     * Call something that changes nothing.
     *
     * @param more what the context says beside what it always says
     * @throws NotDone when Tryton refuses, or asks for a pause
     * @throws TorgException UPSTREAM when there is no answer or one that makes no sense, CONFIG when Tryton does not offer the procedure
     */
    JsonNode ask(String procedure, Deadline deadline, Map<String, JsonNode> more, JsonNode... parameters) {
        return call(Kind.ASKS, procedure, deadline, more, parameters);
    }

    /** Call something that changes Tryton; as {@link #ask}, but NotDone is also Unknown when it was sent and nobody knows what became of it. */
    JsonNode tell(String procedure, Deadline deadline, JsonNode... parameters) {
        return call(Kind.CHANGES, procedure, deadline, Map.of(), parameters);
    }

    private JsonNode call(Kind kind, String procedure, Deadline deadline, Map<String, JsonNode> more, JsonNode... parameters) {
        var current = session(deadline);
        var answer = send(kind, body(procedure, current, more, parameters), Optional.of(current.authorization), deadline);
        if (answer.statusCode() == 401) {
            // A session ends by itself or with the server's memory; nothing was done.
            forget(current);
            var renewed = session(deadline);
            answer = send(kind, body(procedure, renewed, more, parameters), Optional.of(renewed.authorization), deadline);
        }
        return result(kind, procedure, answer);
    }

    private Session session(Deadline deadline) {
        var known = session;
        if (known.isPresent()) return known.get();
        signingIn.lock();
        try {
            if (session.isEmpty()) session = Optional.of(signIn(deadline));
            return session.get();
        } finally {
            signingIn.unlock();
        }
    }

    private void forget(Session old) {
        signingIn.lock();
        try {
            if (session.filter(known -> known == old).isPresent()) session = Optional.empty();
        } finally {
            signingIn.unlock();
        }
    }

    private Session signIn(Deadline deadline) {
        if (clock.millis() < wrongPasswordUntil) throw notSignedIn();
        var answer = send(Kind.ASKS, body("common.db.login", Values.list(user, Values.object(Map.of("password", json.getNodeFactory().textNode(password))), "en")), Optional.empty(), deadline);
        if (answer.statusCode() == 401) throw wrongPassword();
        var result = result(Kind.ASKS, "common.db.login", answer);
        if (result.size() != 2) throw wrongPassword();
        var token = user + ":" + result.get(0).asText() + ":" + result.get(1).asText();
        var authorization = "Session " + Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8));
        var begun = new Session(authorization, json.createObjectNode());
        var preferences = result(Kind.ASKS, "get_preferences",
                send(Kind.ASKS, body("model.res.user.get_preferences", begun, Map.of(), json.getNodeFactory().booleanNode(true)), Optional.of(authorization), deadline));
        if (!(preferences instanceof ObjectNode context)) throw garbled(null);
        return new Session(authorization, context);
    }

    private TorgException wrongPassword() {
        wrongPasswordUntil = clock.millis() + BETWEEN_WRONG_PASSWORDS.toMillis();
        return notSignedIn();
    }

    private static TorgException notSignedIn() {
        return TorgException.of(ProblemKind.UPSTREAM, "tryton.not-signed-in", "the ERP does not accept the portal's user and password")
                .help("check 'user' and 'password' of torg.connector.tryton; it is tried again every two minutes");
    }

    private byte[] body(String procedure, Session session, Map<String, JsonNode> more, JsonNode... parameters) {
        var all = json.createArrayNode();
        for (var parameter : parameters) all.add(parameter);
        var context = session.context.deepCopy();
        context.setAll(more);
        return body(procedure, all.add(context));
    }

    /** Exactly these three keys: with others Tryton answers in another way. */
    private byte[] body(String procedure, JsonNode parameters) {
        try {
            return json.writeValueAsBytes(json.createObjectNode().put("id", 0).put("method", procedure).set("params", parameters));
        } catch (JacksonException e) {
            throw new IllegalStateException("a plain value could not be written as JSON", e);
        }
    }

    private HttpResponse<byte[]> send(Kind kind, byte[] body, Optional<String> authorization, Deadline deadline) {
        try {
            return http.post(body, authorization, deadline, patience);
        } catch (ConnectException | HttpConnectTimeoutException | Governor.NotSent e) {
            throw unreachable(e);
        } catch (IOException e) {
            if (kind == Kind.CHANGES) throw unanswered("the ERP did not answer in time", e);
            if (e instanceof Governor.Unusable) throw TorgException.of(ProblemKind.UPSTREAM, "tryton.too-much", "the ERP answered more than was asked for can be").causedBy(e);
            throw unreachable(e);
        }
    }

    private JsonNode result(Kind kind, String procedure, HttpResponse<byte[]> answer) {
        var status = answer.statusCode();
        switch (status) {
            case 200 -> {}
            case 401 -> throw notSignedIn();
            case 403 -> throw TorgException.of(ProblemKind.CONFIG, "tryton.not-offered", "the ERP does not offer '" + procedure + "'").help("name a model that Tryton offers to programs");
            case 404 -> throw TorgException.of(ProblemKind.UPSTREAM, "tryton.no-database", "the ERP has no such database").help("check torg.connector.tryton/url; it ends with the database's name");
            case 429, 503 -> {
                var pause = retryAfter(answer);
                http.governor().pause(pause);
                throw new NotDone(new Answer.Later<>(pause, "the ERP asks for a pause (" + status + ")"));
            }
            default -> throw failed(kind, procedure, "status " + status, null);
        }
        JsonNode body;
        try {
            body = json.readTree(answer.body());
        } catch (IOException e) {
            throw kind == Kind.CHANGES ? unanswered("the ERP's answer cannot be understood", e) : garbled(e);
        }
        if (body.has("error")) throw error(kind, procedure, body.get("error"));
        if (!body.has("result")) throw kind == Kind.CHANGES ? unanswered("the ERP's answer cannot be understood", null) : garbled(null);
        return body.get("result");
    }

    /** An error is a list: its kind and what it says. Where the first is no kind of Tryton's own it is a fault of a program or its database. */
    private static RuntimeException error(Kind kind, String procedure, JsonNode error) {
        var said = error.path(1);
        return switch (error.path(0).asText("")) {
            case "UserError" -> refused(kind, procedure, cut(said.path(0).asText("")));
            // Whoever works in Tryton may go on in spite of it; a program has nobody to ask.
            case "UserWarning" -> NotDone.refused("tryton.warning", cut(said.path(1).asText(REJECTED)));
            case "ConcurrencyException" -> new NotDone(new Answer.Later<>(Duration.ZERO, "somebody else changed it in the ERP at the same time"));
            case "LoginException" -> notSignedIn();
            case String fault -> failed(kind, procedure, cut(fault), null);
        };
    }

    /** What is forbidden and what is gone is told alike, and neither is for a customer to read. */
    private static NotDone refused(Kind kind, String procedure, String reason) {
        if (!reason.startsWith("You are not allowed to")) return NotDone.refused("tryton.refused", reason.isEmpty() ? REJECTED : reason);
        LOG.warn("not allowed procedure={} reason={}", procedure, reason);
        return NotDone.refused("tryton.not-allowed", kind == Kind.CHANGES ? REJECTED : reason);
    }

    /** A fault while something changes, as when the database goes: it may have been the last moment of it. */
    private static RuntimeException failed(Kind kind, String procedure, String why, Throwable cause) {
        LOG.warn("fault procedure={} because={}", procedure, why);
        if (kind == Kind.CHANGES) return unanswered("the ERP ran into a fault", cause);
        return TorgException.of(ProblemKind.UPSTREAM, "tryton.failed", "the ERP ran into a fault: " + why).causedBy(cause);
    }

    /** A document goes there whole or not at all, and what is done to it afterwards makes it no more than whole. */
    private static NotDone unanswered(String why, Throwable cause) {
        LOG.info("sent without an answer because={}", why, cause);
        return new NotDone(new Answer.Unknown<>(Extent.ALL, why));
    }

    private static TorgException garbled(Throwable cause) {
        return TorgException.of(ProblemKind.UPSTREAM, "tryton.garbled", "the ERP answered something that is not the JSON it should be").causedBy(cause);
    }

    private static TorgException unreachable(IOException cause) {
        return TorgException.of(ProblemKind.UPSTREAM, "tryton.unreachable", "the ERP cannot be reached").help("check that it runs and that torg.connector.tryton/url leads to it").causedBy(cause);
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        return response.headers().firstValue("Retry-After").filter(text -> text.matches("\\d{1,9}")).map(text -> Duration.ofSeconds(Long.parseLong(text))).orElse(DEFAULT_WAIT);
    }

    private static String cut(String text) {
        var line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON - 1) + "…";
    }

    void governed(Governor governor) {
        http.governed(governor);
    }

    ServerClock serverClock() {
        return http.serverClock();
    }

    @Override
    public void close() {
        http.close();
    }
}
