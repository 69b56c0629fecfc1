package torg.connector.dynamics;

import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** What the ERP's answers say about its clock: the header {@code Date}, exact to the second (RFC 9110, 6.6.1). Thread-safe. */
final class ServerClock {
    private final InstantSource clock;
    private volatile Optional<Duration> ahead = Optional.empty();

    ServerClock(InstantSource clock) {
        this.clock = clock;
    }

    void heard(HttpResponse<?> answer) {
        try {
            answer.headers().firstValue("Date").map(text -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)))
                    .ifPresent(there -> ahead = Optional.of(Duration.ofSeconds(there.getEpochSecond() - clock.instant().getEpochSecond())));
        } catch (DateTimeException _) {
            // It says nothing then.
        }
    }

    /** By the last answer that said; negative when behind. */
    Optional<Duration> ahead() {
        return ahead;
    }
}
