package torg.site;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.site.SiteProblem;

/** Tells the console of each problem once, and once more when it is mended. For one thread. */
final class ProblemLog {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemLog.class);
    /** Its lines go to the console. */
    private static final Logger NEWS = LoggerFactory.getLogger("torg.news");

    private final Set<SiteProblem> told = new HashSet<>();

    /** Tell the errors that are new and the mends. */
    void errors(List<SiteProblem> now) {
        told.stream().filter(problem -> !now.contains(problem)).forEach(problem -> NEWS.info("mended: {} {}", problem.at(), problem.message()));
        told.retainAll(now);
        now.stream().filter(SiteProblem::fatal).filter(told::add).forEach(problem -> LOG.warn("not taken: {}", problem));
    }

    /** Tell the warnings that are new: apart from errors, because while modules come one by one, some hold for a moment only. */
    void warnings(List<SiteProblem> now) {
        now.stream().filter(problem -> !problem.fatal()).filter(told::add).forEach(problem -> LOG.warn("look at: {}", problem));
    }
}
