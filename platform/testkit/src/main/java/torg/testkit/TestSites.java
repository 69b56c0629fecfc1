package torg.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import torg.api.site.Proposal;
import torg.api.site.Proposals;
import torg.api.site.Site;
import torg.api.site.SiteProblem;
import torg.api.site.Sites;
import torg.api.table.Schema;
import torg.spi.site.SiteCompiler;

/** Holds a site made of a {@link Draft}; {@link #swap} does what an edit does. */
public final class TestSites implements Sites, Proposals {
    private final List<SiteCompiler<?>> compilers;
    private volatile Draft draft;
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
        this.draft = draft;
        current = site(draft, current == null ? 1 : current.version() + 1);
    }

    private static Site site(Draft draft, long version) {
        return new Site("site", version, draft.settings(), draft.all(), draft.files(), draft.parts());
    }

    @Override
    public Proposal propose(Map<String, Optional<String>> changes) {
        var proposed = draft.copy();
        changes.forEach((path, text) -> text.ifPresentOrElse(words -> proposed.document(path, words), () -> proposed.without(path)));
        var problems = new ArrayList<SiteProblem>();
        for (var compiler : compilers) {
            problems.addAll(proposed.problems(compiler));
            if (problems.stream().anyMatch(SiteProblem::fatal)) return new Proposal(Optional.empty(), problems);
            proposed.compile(compiler);
        }
        return new Proposal(Optional.of(site(proposed, 0)), problems);
    }

    @Override
    public SortedMap<String, String> texts(String folder) {
        var texts = new TreeMap<>(draft.texts());
        texts.keySet().removeIf(path -> !path.startsWith(folder + "/"));
        return Collections.unmodifiableSortedMap(texts);
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
