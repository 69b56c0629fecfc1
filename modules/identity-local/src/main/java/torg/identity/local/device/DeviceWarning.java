package torg.identity.local.device;

import java.time.Instant;
import java.util.Optional;
import torg.api.audit.Trace;
import torg.api.table.Change;

/** Tells somebody that they signed in from a browser they never used, or have another way in. */
public interface DeviceWarning {
    /**
     * The change that writes to somebody; empty when nobody can be written to now.
     *
     * @param language the tag of theirs; empty for the site's first
     * @param trace of the sign-in
     */
    Optional<Change> told(String email, Optional<String> language, Trace trace, Instant now);

    /**
     * The same of another way in.
     *
     * @param way as in {@code Entrance.Proof.way}
     * @param trace of the request by which it is added
     */
    Optional<Change> way(String email, Optional<String> language, String way, Trace trace, Instant now);
}
