package torg.site;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import torg.api.site.Site;
import torg.api.site.SiteProblem;

/**
 * What became of the documents as they are now.
 *
 * @param site the site they make, its version not yet given; empty when they cannot be taken
 * @param problems all that was found, in order
 * @param next when other files than now are in force; empty when nothing is to come
 */
record Attempt(Optional<Site> site, List<SiteProblem> problems, Optional<Instant> next) {
    static Attempt refused(List<SiteProblem> problems) {
        return new Attempt(Optional.empty(), problems, Optional.empty());
    }

    /** The same as long as nothing that is to come at a later moment is wrong; else it is refused today, while whoever wrote it is there to mend it. */
    Attempt before(Instant moment, List<SiteProblem> later) {
        var all = new LinkedHashSet<>(problems);
        all.addAll(later);
        return new Attempt(later.stream().anyMatch(SiteProblem::fatal) ? Optional.empty() : site, List.copyOf(all), Optional.of(moment));
    }
}
