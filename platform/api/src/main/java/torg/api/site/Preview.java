package torg.api.site;

import java.time.Instant;
import java.util.Optional;

/**
 * A part that a {@link Site} has when it is only looked at by a link: it is not the one that is published, nothing is sent from it, and nothing of it is kept.
 *
 * @param at the moment as of which it is seen, by which pages come and go; empty for now
 * @param until when the link ends
 */
public record Preview(Optional<Instant> at, Instant until) {}
