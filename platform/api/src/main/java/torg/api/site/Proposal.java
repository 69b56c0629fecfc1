package torg.api.site;

import java.util.List;
import java.util.Optional;

/**
 * What would come of an edit.
 *
 * @param site as it would be, its version that of no site; empty when the edit would be refused, and where there is nothing that it could be asked
 * @param problems all that would be told, in order
 */
public record Proposal(Optional<Site> site, List<SiteProblem> problems) {
    public Proposal {
        problems = List.copyOf(problems);
    }
}
