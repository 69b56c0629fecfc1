package torg.demo.erp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import torg.demo.erp.books.BusinessEvents;
import torg.demo.erp.books.Row;

/** Tells of business events by HTTP, the way the real product does: three attempts a second apart, then it gives up. */
final class HttpCourier implements BusinessEvents.Listener {
    private static final Logger LOG = System.getLogger(HttpCourier.class.getName());
    private static final int ATTEMPTS = 3;
    private static final int FIRST_ERROR = 300;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Optional<URI> address;
    private final Optional<String> secret;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    HttpCourier(Optional<URI> address, Optional<String> secret) {
        this.address = address;
        this.secret = secret;
    }

    @Override
    public boolean isThere() {
        return address.isPresent();
    }

    @Override
    public boolean tell(Row event) throws InterruptedException {
        var request = request(event);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            if (attempt > 1) {
                Thread.sleep(BETWEEN_ATTEMPTS);
            }
            if (send(request, event, attempt)) {
                return true;
            }
        }
        return false;
    }

    private HttpRequest request(Row event) {
        var body = JsonNodeFactory.instance.objectNode()
                .put("BusinessEventId", event.text("BusinessEventId"))
                .put("ControlNumber", event.number("ControlNumber"))
                .put("EventTime", event.moment("EventTime").toString())
                .put("LegalEntity", event.text("LegalEntity"))
                .put("SalesOrderNumber", event.text("SalesOrderNumber"));
        var request = HttpRequest.newBuilder(address.orElseThrow()).timeout(PATIENCE)
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body.toString()));
        secret.ifPresent(value -> request.header("X-Torg-Wake-Secret", value));
        return request.build();
    }

    private boolean send(HttpRequest request, Row event, int attempt) throws InterruptedException {
        try {
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            if (status < FIRST_ERROR) {
                return true;
            }
            warn(event, attempt, "status " + status);
        } catch (IOException e) {
            warn(event, attempt, e.toString());
        }
        return false;
    }

    private void warn(Row event, int attempt, String reason) {
        LOG.log(Level.WARNING, "event=not-delivered control-number=%d attempt=%d/%d reason=\"%s\"".formatted(event.number("ControlNumber"), attempt, ATTEMPTS, reason));
    }
}
