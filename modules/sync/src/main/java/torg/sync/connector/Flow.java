package torg.sync.connector;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What passes to an ERP at one moment.
 *
 * @param circuit {@code closed}, {@code open} or {@code half-open}
 * @param until when it is asked again; empty while it answers
 * @param waiting requests that wait for their turn
 * @param underWay requests that were sent and are not answered yet
 * @param rate requests a second that it gets; empty when nothing bounds them
 * @param slowed whether that is less than it declared, because it said that it was asked too much
 */
public record Flow(String circuit, Optional<Instant> until, int waiting, int underWay, OptionalDouble rate, boolean slowed) {}
