package torg.spi.identity;

import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import torg.api.table.Change;

/** A way in that keeps something of contacts beside their password: passkeys, identities elsewhere. Whoever takes from a contact what it comes in with asks it. Thread-safe. */
@ConsumerType
public interface WayIn {
    /**
     * The changes after which a contact has nothing left of this way, for the write of a service that takes its password away as well. Sessions end without them.
     *
     * @param contact key in table {@code contact}
     * @return none when it has nothing
     */
    List<Change> taken(String contact);

    /**
     * Whether a contact has something of this way that is more than one factor by itself, as a passkey is.
     *
     * @param contact key in table {@code contact}
     */
    default boolean isStrong(String contact) {
        return false;
    }

    /**
     * Paths below {@code /api} that are asked when somebody comes in by this way or adds it, such as {@code /api/passkeys}, with all below. They are open to whoever gave a
     * password and has to prove a second factor before anything else: what they answer changes nothing.
     */
    default Set<String> paths() {
        return Set.of();
    }
}
