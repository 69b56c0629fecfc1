package torg.launcher.house;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody who speaks HTTP with the portal, signed in or not. Follows no redirects, so that a test sees each answer. */
final class Visitor {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    private static final Pattern DIGEST = Pattern.compile("name=\"digest\" value=\"([0-9a-f]{64})\"");
    private final URI server;
    private final Optional<String> cookie;
    private final String csrf;
    private final Optional<String> token;

    private Visitor(URI server, Optional<String> cookie, String csrf) {
        this(server, cookie, csrf, Optional.empty());
    }

    private Visitor(URI server, Optional<String> cookie, String csrf, Optional<String> token) {
        this.token = token;
        this.server = server;
        this.cookie = cookie;
        this.csrf = csrf;
    }

    static Visitor anonymous(URI server) {
        return new Visitor(server, Optional.empty(), "");
    }

    /** Somebody of the demo. */
    static Visitor signIn(URI server, String email) {
        return hasty(server, email, "northwind");
    }

    /** Somebody with a password of their own, who accepts the terms if they have yet to. */
    static Visitor signIn(URI server, String email, String password) {
        var visitor = hasty(server, email, password);
        var digest = DIGEST.matcher(visitor.get("/terms").body());
        if (digest.find() && visitor.submit("/terms", Map.of("_component", "c1", "accepted", "yes", "digest", digest.group(1))).statusCode() != 303) throw new AssertionError(email + " cannot accept the terms");
        return visitor;
    }

    /** The same, who accepts nothing. */
    static Visitor hasty(URI server, String email, String password) {
        var answer = anonymous(server).post("/api/session", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
        if (answer.statusCode() != 200) throw new AssertionError(email + " cannot sign in: " + answer.statusCode() + " " + answer.body());
        var cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
        return new Visitor(server, Optional.of(cookie), json(answer).get("csrf").asText());
    }

    /** A program that comes with this token. */
    Visitor program(String token) {
        return new Visitor(server, Optional.empty(), "", Optional.of(token));
    }

    String csrf() {
        return csrf;
    }

    Optional<String> cookie() {
        return cookie;
    }

    HttpResponse<String> get(String path) {
        return send("GET", path, Optional.empty());
    }

    /** JSON, with the token of the session. */
    HttpResponse<String> post(String path, String json, String... headers) {
        var all = new ArrayList<>(List.of("Content-Type", "application/json"));
        if (!csrf.isEmpty()) all.addAll(List.of("X-CSRF-Token", csrf));
        all.addAll(Arrays.asList(headers));
        return send("POST", path, Optional.of(json), all.toArray(String[]::new));
    }

    /** A form, as a browser of this origin posts it. */
    HttpResponse<String> submit(String path, Map<String, String> fields) {
        var all = new TreeMap<>(fields);
        if (!csrf.isEmpty()) all.put("_csrf", csrf);
        var body = all.entrySet().stream().map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue())).collect(Collectors.joining("&"));
        return send("POST", path, Optional.of(body), "Content-Type", "application/x-www-form-urlencoded", "Origin", server.toString());
    }

    HttpResponse<String> send(String method, String path, Optional<String> body, String... headers) {
        return send(HttpResponse.BodyHandlers.ofString(), method, path, body, headers);
    }

    /** The same, for an answer that may be no text. */
    HttpResponse<byte[]> fetch(String method, String path, Optional<String> body, String... headers) {
        return send(HttpResponse.BodyHandlers.ofByteArray(), method, path, body, headers);
    }

    /** Bytes by themselves, below {@code /api}. */
    HttpResponse<String> send(String path, byte[] body, String mediaType) {
        return send(HttpResponse.BodyHandlers.ofString(), "POST", path, HttpRequest.BodyPublishers.ofByteArray(body), "Content-Type", mediaType, "X-CSRF-Token", csrf());
    }

    private <T> HttpResponse<T> send(HttpResponse.BodyHandler<T> read, String method, String path, Optional<String> body, String... headers) {
        return send(read, method, path, body.map(HttpRequest.BodyPublishers::ofString).orElse(HttpRequest.BodyPublishers.noBody()), headers);
    }

    private <T> HttpResponse<T> send(HttpResponse.BodyHandler<T> read, String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        var request = HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE).method(method, body);
        cookie.ifPresent(value -> request.header("Cookie", value));
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        for (var i = 0; i < headers.length; i += 2) request.header(headers[i], headers[i + 1]);
        try {
            return HTTP.send(request.build(), read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Rows of a table, all pages; none of a table that is not there for whoever may read nothing of it. */
    List<JsonNode> rows(String table) {
        var rows = new ArrayList<JsonNode>();
        var next = "/api/tables/" + table + "?$count=true";
        while (next != null) {
            var answer = get(next);
            if (answer.statusCode() == 404 && answer.body().contains("table.unknown")) return rows;
            if (answer.statusCode() != 200) throw new AssertionError(next + " answers " + answer.statusCode() + " " + answer.body());
            json(answer).get("value").forEach(rows::add);
            next = json(answer).path("@odata.nextLink").textValue();
        }
        return rows;
    }

    /** An order of these products, for a month from now. */
    HttpResponse<String> order(String key, String... products) {
        return post("/api/orders", orderOf(products), "Idempotency-Key", key);
    }

    static String orderOf(String... products) {
        var lines = Arrays.stream(products).map(product -> "{\"product\":\"" + product + "\",\"quantity\":2}").collect(Collectors.joining(","));
        return "{\"requestedreceiptdate\":\"" + LocalDate.now().plusDays(30) + "\",\"lines\":[" + lines + "]}";
    }

    static JsonNode json(HttpResponse<String> answer) {
        return json(answer.body());
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
