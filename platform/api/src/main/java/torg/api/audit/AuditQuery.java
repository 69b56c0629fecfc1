package torg.api.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which entries of the audit log are wanted, the newest first; what is empty is not asked for.
 *
 * @param person key of a contact who did it, itself or in another's place, or whom it is about; or a caller as {@link AuditEntry#caller} has it
 * @param account that was acted for
 * @param act name of what was done
 * @param outcome what came of it
 * @param table of the row it is about
 * @param key of that row
 * @param from the earliest moment
 * @param until the first moment that is too late
 * @param before only entries with a smaller number: where the page before ended
 * @param most 1 to {@value #MOST} entries
 */
public record AuditQuery(Optional<String> person, Optional<String> account, Optional<String> act, Optional<Act.Outcome> outcome, Optional<String> table, Optional<String> key, Optional<Instant> from,
        Optional<Instant> until, OptionalLong before, int most) {
    /** Entries of an answer. */
    public static final int MOST = 1_000;
    /** Characters of each text that is asked for. */
    public static final int LONGEST = 200;

    public AuditQuery {
        if (most < 1 || most > MOST) throw new IllegalArgumentException("most is 1 to " + MOST + ", not " + most);
    }
}
