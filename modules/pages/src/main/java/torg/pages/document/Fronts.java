package torg.pages.document;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import torg.api.site.Document;
import torg.api.site.Problems;
import torg.api.site.SiteProblem;
import torg.pages.document.PageReader.Front;
import torg.spi.site.SiteSource;

/**
 * What stands in front of pages' texts, with what is wrong there, remembered of the last site: an edit changes one document, and the others are the same objects as before.
 * For one thread.
 */
public final class Fronts {
    private List<Object> around = List.of();
    private Map<Document, Known> before = Map.of();
    private Map<Document, Known> now = new IdentityHashMap<>();

    /** What was read of these documents. */
    private record Known(Variants variants, Front front, List<SiteProblem> problems) {}

    /** Start with a new site; what the last one did not have is forgotten, and everything when something has changed by which all of them are read. */
    public void begin(SiteSource source) {
        var same = List.<Object>of(source.settings(), source.documents("page-types"), source.documents("snippets"));
        before = same.equals(around) ? now : Map.of();
        now = new IdentityHashMap<>(before.size());
        around = same;
    }

    /** All of the site has been asked for: what only the last one had is forgotten. */
    public void end() {
        before = Map.of();
    }

    /** The front matter of a page, read by this reader unless it is known; what is wrong with it is told either way. */
    public Front of(Variants variants, PageReader reader, Problems problems) {
        var known = before.get(variants.base());
        if (known == null || !known.variants.equals(variants)) known = read(variants, reader, problems);
        else known.problems.forEach(problems::add);
        now.put(variants.base(), known);
        return known.front;
    }

    private static Known read(Variants variants, PageReader reader, Problems problems) {
        var told = problems.found().size();
        var front = reader.front(variants);
        var all = problems.found();
        return new Known(variants, front, List.copyOf(all.subList(told, all.size())));
    }
}
