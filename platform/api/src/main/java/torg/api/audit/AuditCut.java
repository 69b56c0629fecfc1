package torg.api.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import torg.api.audit.AuditEntry.Head;

/**
 * What an entry {@link AuditCheck#CUT} says of the old entries that went.
 *
 * @param head the last of them, after which the rest begins
 * @param last when that one was made
 * @param days for how many days entries were kept
 */
public record AuditCut(Head head, Instant last, long days) {
    private static final int PARTS = 3;
    private static final long MOST_DAYS = 1_000_000;

    /** Read what {@link #toString} wrote; empty when it is none. */
    public static Optional<AuditCut> of(String text) {
        var parts = text.split(" ");
        if (parts.length != PARTS || !parts[2].matches("[0-9]{1,7}")) return Optional.empty();
        try {
            var last = Instant.parse(parts[1]);
            return Head.of(parts[0]).map(head -> new AuditCut(head, last, Math.min(MOST_DAYS, Long.parseLong(parts[2]))));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    /** Whether all that went was as old as that at this moment. */
    public boolean isDue(Instant when) {
        return !last.isAfter(when.minus(Duration.ofDays(days)));
    }

    /** Head, moment and days, with spaces between. */
    @Override
    public String toString() {
        return head + " " + last + " " + days;
    }
}
