package torg.sync.connector;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether the ERP answers.
 *
 * @param silence why it does not; empty while it does, and before it was asked
 * @param since the first answer after a silence, or the first silence after an answer; empty before it was asked
 * @param heard when it answered last; empty when it never did
 */
public record Presence(Optional<Trouble> silence, Optional<Instant> since, Optional<Instant> heard) {
    static final Presence NOT_YET = new Presence(Optional.empty(), Optional.empty(), Optional.empty());

    Presence answered(Instant now) {
        return new Presence(Optional.empty(), silence.isPresent() || since.isEmpty() ? Optional.of(now) : since, Optional.of(now));
    }

    public Presence silent(Trouble why, Instant now) {
        return new Presence(Optional.of(why), silence.isPresent() ? since : Optional.of(now), heard);
    }
}
