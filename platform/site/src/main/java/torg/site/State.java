package torg.site;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import torg.api.health.Status;
import torg.api.site.Site;
import torg.api.site.SiteProblem;
import torg.spi.site.SiteCompiler;

/**
 * The current site and what is to be said of it; swapped as one.
 *
 * @param site empty before the first good attempt
 * @param refused why the newest attempt was not taken; empty when the site is the newest
 * @param warnings of the site
 * @param seen compilers that the newest attempt asked
 */
record State(Optional<Site> site, List<SiteProblem> refused, List<SiteProblem> warnings, List<SiteCompiler<?>> seen) {

    /** What follows from an attempt: its site with the next version, the same site when nothing changed, or the same site and the reasons. */
    State after(Attempt attempt, List<SiteCompiler<?>> asked) {
        if (attempt.site().isEmpty()) return new State(site, attempt.problems(), warnings, asked);
        var made = attempt.site().get();
        var version = site.map(Site::version).orElse(0L);
        // With the old version it equals the old site exactly when nothing that it holds has changed.
        if (site.filter(with(made, version)::equals).isPresent()) return new State(site, List.of(), attempt.problems(), asked);
        return new State(Optional.of(with(made, version + 1)), List.of(), attempt.problems(), asked);
    }

    private static Site with(Site site, long version) {
        return new Site(site.name(), version, site.settings(), site.documents(), site.files(), site.parts());
    }

    /** What is wrong with the newest edit, then what to look at in the current site. */
    List<SiteProblem> problems() {
        return Stream.concat(refused.stream(), warnings.stream()).distinct().toList();
    }

    Status status(String name) {
        if (site.isEmpty() && refused.isEmpty()) return Status.notReady("the site '" + name + "' is being made", "wait a moment");
        if (site.isEmpty()) return Status.notReady("the site '" + name + "' cannot be made: " + summary(refused), help(refused));
        if (!refused.isEmpty()) return Status.warn("the newest edit is not on the site: " + summary(refused), help(refused));
        if (!warnings.isEmpty()) return Status.warn("the site is up to date, and somebody should look: " + summary(warnings), help(warnings));
        return Status.ok("the site '" + name + "' is up to date");
    }

    private static String summary(List<SiteProblem> problems) {
        var first = first(problems).at() + " " + first(problems).message();
        return problems.size() == 1 ? first : first + " (and " + (problems.size() - 1) + " more)";
    }

    private static String help(List<SiteProblem> problems) {
        return first(problems).help();
    }

    /** What keeps an edit off the site comes before what somebody should look at. */
    private static SiteProblem first(List<SiteProblem> problems) {
        return problems.stream().filter(SiteProblem::fatal).findFirst().orElse(problems.getFirst());
    }
}
