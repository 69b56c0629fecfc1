package torg.testkit;

import java.util.List;
import torg.api.site.Site;
import torg.api.site.SiteProblem;
import torg.api.site.Sites;
import torg.api.table.Schema;
import torg.spi.site.SiteCompiler;

/** Holds a site made of a {@link Draft}; {@link #swap} does what an edit does. */
public final class TestSites implements Sites {
    private final List<SiteCompiler<?>> compilers;
    private volatile Site current;

    private TestSites(List<SiteCompiler<?>> compilers) {
        this.compilers = compilers;
    }

    /** Compile a draft; compilers run in this order, so one that needs a part comes after the one that makes it. */
    public static TestSites of(Draft draft, SiteCompiler<?>... compilers) {
        var sites = new TestSites(List.of(compilers));
        sites.swap(draft);
        return sites;
    }

    /** Compile again and put the new site in the old one's place. */
    public void swap(Draft draft) {
        for (var compiler : compilers) draft.compile(compiler);
        var version = current == null ? 1 : current.version() + 1;
        current = new Site("site", version, draft.settings(), draft.all(), draft.files(), draft.parts());
    }

    /** The tables of the current site. */
    public Schema schema() {
        return current.require(Schema.class);
    }

    @Override
    public Site current() {
        return current;
    }

    @Override
    public List<SiteProblem> problems() {
        return List.of();
    }
}
