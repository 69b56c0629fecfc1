package torg.site;

import java.util.List;
import java.util.Optional;
import torg.api.site.Site;
import torg.api.site.SiteProblem;

/**
 * What became of the documents as they are now.
 *
 * @param site the site they make, its version not yet given; empty when they cannot be taken
 * @param problems all that was found, in order
 */
record Attempt(Optional<Site> site, List<SiteProblem> problems) {
    static Attempt refused(List<SiteProblem> problems) {
        return new Attempt(Optional.empty(), problems);
    }
}
