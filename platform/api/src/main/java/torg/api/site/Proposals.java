package torg.api.site;

import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Says what the site would be after an edit, before anybody makes it. Nothing is swapped in and nothing is kept. Thread-safe. */
@ProviderType
public interface Proposals {
    /**
     * Compile the site as if these documents were changed.
     *
     * @param changes by path below the site's folder, {@code permissions/orders.yml}: the text the document would have, or empty for one that would be gone
     * @throws torg.api.problem.TorgException BUSY {@code site.not-ready} before the first site; CONFLICT {@code site.not-proposed} for documents below
     *     {@code tables/}, because a schema is tried by bringing the database to it
     */
    Proposal propose(Map<String, Optional<String>> changes);
}
