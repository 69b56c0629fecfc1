package torg.api.site;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Holds the current {@link Site} and swaps it when documents change. Thread-safe. */
@ProviderType
public interface Sites {
    /**
     * The site as it is now. Read it once per request.
     *
     * @throws torg.api.problem.TorgException BUSY {@code site.not-ready} before the first one compiled
     */
    Site current();

    /** What is wrong with the newest edit, empty when the current site is the newest; warnings of the current site follow. */
    List<SiteProblem> problems();
}
