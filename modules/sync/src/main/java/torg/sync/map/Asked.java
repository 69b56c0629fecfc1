package torg.sync.map;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import torg.api.sync.Outbox;

/**
 * A question to a person: whose values stay.
 *
 * @param about rows and columns that both sides changed, for people
 * @param state tells what the ERP has in all of them now from anything else that it could have: 16 hexadecimal digits
 */
public record Asked(String about, String state) {
    /** Of two questions about one change the one that is asked; empty when there is none. */
    static Optional<Asked> together(Optional<Asked> one, Optional<Asked> other) {
        if (one.isEmpty() || other.isEmpty()) return one.or(() -> other);
        return Optional.of(new Asked(Stream.of(one, other).map(asked -> asked.get().about).collect(Collectors.joining(", ")), Outbox.digest(one.get().state + other.get().state)));
    }
}
