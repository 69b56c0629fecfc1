package torg.api.site;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.osgi.annotation.versioning.ProviderType;

/** Says what there is to edit, and what the site would be after an edit, before anybody makes it. Nothing is swapped in and nothing is kept. Thread-safe. */
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

    /**
     * The texts of a folder as they are stored, those included whose last edit the site did not take.
     *
     * @param folder first folder below the site's: {@code permissions}
     * @return unmodifiable; by path below the site's folder, in order: {@code permissions/orders.yml}; empty when there is no such folder
     * @throws torg.api.problem.TorgException BUSY {@code site.not-ready} before the first site
     */
    SortedMap<String, String> texts(String folder);
}
