package torg.sync;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether the ERP answers.
 *
 * @param silence why it does not; empty while it does, and before it was asked
 * @param since the first answer after a silence, or the first silence after an answer; empty before it was asked
 * @param heard when it answered last; empty when it never did
 */
record Contact(Optional<Trouble> silence, Optional<Instant> since, Optional<Instant> heard) {
    static final Contact NOT_YET = new Contact(Optional.empty(), Optional.empty(), Optional.empty());

    Contact answered(Instant now) {
        return new Contact(Optional.empty(), silence.isPresent() || since.isEmpty() ? Optional.of(now) : since, Optional.of(now));
    }

    Contact silent(Trouble why, Instant now) {
        return new Contact(Optional.of(why), silence.isPresent() ? since : Optional.of(now), heard);
    }
}
