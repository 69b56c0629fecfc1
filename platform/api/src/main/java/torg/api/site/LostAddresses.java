package torg.api.site;

import java.util.SortedMap;
import org.osgi.annotation.versioning.ProviderType;

/** Addresses of pages that are gone, that nobody has said the way from, and that people still come to. Thread-safe. */
@ProviderType
public interface LostAddresses {
    /** How often somebody came to each since the portal started, by address; unmodifiable. */
    SortedMap<String, Integer> asked();
}
