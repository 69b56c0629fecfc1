package torg.connector.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.spi.sync.Connector.Answer;

/**
 * What came back, sorted into what the sync does with it.
 *
 * @param status of HTTP
 * @param body as JSON; missing when there was none
 * @param retryAfter what a 429 or 503 asks for
 */
record Reply(int status, JsonNode body, Optional<Duration> retryAfter) {
    /** Waited when a throttle names no time: what the vendor's own sample waits. */
    static final Duration DEFAULT_WAIT = Duration.ofSeconds(30);

    boolean done() {
        return status >= 200 && status < 300;
    }

    boolean notFound() {
        return status == 404;
    }

    /** Why it is not done: refused with a reason that a customer may read, or later. */
    <T> Answer<T> failure() {
        return failure("The seller's system rejected the request (" + status + ")");
    }

    /** The same of what the sync asks for by itself: whoever runs the portal reads why. */
    <T> Answer<T> unread() {
        return failure("it rejects the request (" + status + ")" + Refusal.technical(body).map(why -> ": " + why).orElse(""));
    }

    private <T> Answer<T> failure(String rejected) {
        if (asksForPause(status)) return new Answer.Later<>(retryAfter.orElse(DEFAULT_WAIT), "the ERP asks for a pause (" + status + ")");
        // A stale row shows as 409, as 412, or as a refusal whose text says so: read again and repeat.
        if (status == 409 || status == 412 || Refusal.isConflict(body)) return new Answer.Later<>(Duration.ZERO, "somebody else changed it in the ERP at the same time");
        var reason = Refusal.reason(body);
        if (reason.isPresent()) return new Answer.Refused<>("dynamics.refused", reason.get());
        if (status == 401 || status == 403)
            throw TorgException.of(ProblemKind.UPSTREAM, "dynamics.not-signed-in", "the ERP does not accept the portal's credentials (" + status + ")")
                    .help("check the client registration in the ERP and the settings of torg.connector.dynamics");
        if (status >= 500) throw TorgException.of(ProblemKind.UPSTREAM, "dynamics.failed", "the ERP answered " + status);
        return new Answer.Refused<>("dynamics.rejected", rejected);
    }

    /** Whether an answer of this status says that the ERP is asked too much. */
    static boolean asksForPause(int status) {
        return status == 429 || status == 503;
    }
}
