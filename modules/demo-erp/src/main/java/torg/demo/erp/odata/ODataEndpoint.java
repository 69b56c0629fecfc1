package torg.demo.erp.odata;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.apache.olingo.commons.api.format.ContentType;
import org.apache.olingo.commons.api.http.HttpMethod;
import org.apache.olingo.server.api.OData;
import org.apache.olingo.server.api.ODataRequest;
import org.apache.olingo.server.api.ODataResponse;
import torg.demo.erp.books.Books;
import torg.demo.erp.books.ErpStore;
import torg.demo.erp.odata.Faults.Mode;

/** The OData service under /data: hands each HTTP request to Olingo, after the faults had their say. */
public final class ODataEndpoint implements HttpHandler {
    public static final String ROOT = "/data";

    private static final int LONGEST_BODY = 16 * 1024 * 1024;

    private final EdmModel model;
    private final ErpStore store;
    private final Books books;
    private final Faults faults;
    private final int pageSize;

    public ODataEndpoint(EdmModel model, ErpStore store, Books books, Faults faults, int pageSize) {
        this.model = model;
        this.store = store;
        this.books = books;
        this.faults = faults;
        this.pageSize = pageSize;
    }

    /** Closes the exchange when it is answered. After a failure it is left to the server, which breaks the connection off. */
    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            var method = Arrays.stream(HttpMethod.values()).filter(m -> m.name().equals(exchange.getRequestMethod())).findFirst();
            var path = exchange.getRequestURI().getRawPath();
            if (method.isEmpty()) {
                refuse(exchange, 405, "the method '%s' is not one of this service".formatted(exchange.getRequestMethod()));
            } else if (!path.equals(ROOT) && !path.startsWith(ROOT + "/")) {
                refuse(exchange, 404, "the OData service is at " + ROOT);
            } else {
                serve(exchange, method.get());
            }
            exchange.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the program stops: the connection is closed without an answer
            exchange.close();
        }
    }

    private void serve(HttpExchange exchange, HttpMethod method) throws IOException, InterruptedException {
        var fault = faults.hit(method != HttpMethod.GET && method != HttpMethod.HEAD);
        switch (fault.mode()) {
            case THROTTLE -> {
                exchange.getResponseHeaders().set("Retry-After", String.valueOf(fault.seconds()));
                refuse(exchange, 429, "Too many requests. Try again after the time in Retry-After.");
            }
            case ERROR -> refuse(exchange, 500, "The ERP was told to fail (see the fault switches).");
            case SLOW -> {
                Thread.sleep(Duration.ofSeconds(fault.seconds()));
                answer(exchange, method, fault.mode());
            }
            case NONE, TIMEOUT_AFTER_COMMIT -> answer(exchange, method, fault.mode());
        }
    }

    private void answer(HttpExchange exchange, HttpMethod method, Mode fault) throws IOException {
        var body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            refuse(exchange, 413, "a request body has at most %d bytes".formatted(LONGEST_BODY));
            return;
        }
        var request = request(exchange, method, body);
        try {
            Bounds.check(request);
        } catch (ClientError e) {
            refuse(exchange, e.getStatusCode(), e.getMessage());
            return;
        }
        try (var scope = new Scope(store)) {
            var response = process(request, scope);
            if (fault != Mode.TIMEOUT_AFTER_COMMIT) {
                send(exchange, response);
            }
        }
    }

    /** Olingo's handler and its processors keep state, so each request has its own. */
    private ODataResponse process(ODataRequest request, Scope scope) {
        var handler = OData.newInstance().createRawHandler(model.metadata());
        handler.register(new Reading(model, scope, pageSize));
        handler.register(new Writing(model, scope, books));
        handler.register(new ChangeSets(scope));
        handler.register(new ErrorBody());
        return handler.process(request);
    }

    private static ODataRequest request(HttpExchange exchange, HttpMethod method, byte[] body) {
        var request = new ODataRequest();
        exchange.getRequestHeaders().forEach(request::addHeader);
        var uri = exchange.getRequestURI();
        var path = uri.getRawPath().substring(ROOT.length());
        // In a query a plus is a space, which Olingo leaves to its caller.
        var query = Optional.ofNullable(uri.getRawQuery()).map(raw -> raw.replace("+", "%20")).orElse(null);
        var base = "http://" + exchange.getRequestHeaders().getFirst("Host") + ROOT;
        request.setMethod(method);
        request.setProtocol(exchange.getProtocol());
        request.setRawBaseUri(base);
        request.setRawODataPath(path.isEmpty() ? "/" : path);
        request.setRawQueryPath(query);
        request.setRawRequestUri(base + path + (query == null ? "" : "?" + query));
        request.setBody(new ByteArrayInputStream(body));
        return request;
    }

    private static void send(HttpExchange exchange, ODataResponse response) throws IOException {
        response.getAllHeaders().forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(response.getStatusCode(), -1);
        } else if (response.getContent() != null) {
            exchange.sendResponseHeaders(response.getStatusCode(), 0);
            response.getContent().transferTo(exchange.getResponseBody());
        } else if (response.getODataContent() != null) {
            exchange.sendResponseHeaders(response.getStatusCode(), 0);
            response.getODataContent().write(Channels.newChannel(exchange.getResponseBody()));
        } else {
            exchange.sendResponseHeaders(response.getStatusCode(), -1);
        }
    }

    private static void refuse(HttpExchange exchange, int status, String message) throws IOException {
        var body = ErrorBody.json(message, status).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", ContentType.JSON.toContentTypeString());
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
