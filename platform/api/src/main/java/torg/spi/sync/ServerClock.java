package torg.spi.sync;

import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** What the answers of an ERP say about its clock: the header {@code Date}, exact to the second (RFC 9110, 6.6.1). For connectors that speak HTTP. Thread-safe. */
public final class ServerClock {
    private final InstantSource clock;
    private volatile Optional<Duration> ahead = Optional.empty();

    /** @param clock what it is compared with */
    public ServerClock(InstantSource clock) {
        this.clock = clock;
    }

    /** An answer came; one without a date, or with one that is none, says nothing. */
    public void heard(HttpResponse<?> answer) {
        try {
            answer.headers().firstValue("Date").map(text -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)))
                    .ifPresent(there -> ahead = Optional.of(Duration.ofSeconds(there.getEpochSecond() - clock.instant().getEpochSecond())));
        } catch (DateTimeException _) {
            // It says nothing then.
        }
    }

    /** As {@link Connector#clockAhead} tells it, by the last answer that said; empty before one did. */
    public Optional<Duration> ahead() {
        return ahead;
    }
}
