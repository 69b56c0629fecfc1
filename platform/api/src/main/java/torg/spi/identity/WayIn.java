package torg.spi.identity;

import java.util.List;
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
}
