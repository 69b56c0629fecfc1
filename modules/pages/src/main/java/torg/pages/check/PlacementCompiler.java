package torg.pages.check;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.SiteProblem;
import torg.api.site.Unknown;
import torg.api.view.Page;
import torg.api.view.Page.Placement;
import torg.pages.tree.Entry;
import torg.pages.tree.SitePages;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

/**
 * Asks the components on pages whether they are there, and understand what stands beside them. Components come and go as they like, so this is a compiler of its own:
 * with each that comes it is made anew, and a new compiler is asked even when no document has changed. Pages themselves stand meanwhile.
 */
@Component(immediate = true, service = SiteCompiler.class)
public final class PlacementCompiler implements SiteCompiler<PlacementCompiler.Checked> {
    private final List<torg.spi.view.Component> components;
    private Optional<Told> last = Optional.empty();

    /** What was told of these pages, which is the same as long as nothing but running texts is another. */
    private record Told(SitePages pages, Set<String> languages, List<SiteProblem> problems) {
        boolean holds(SitePages now, Set<String> spoken) {
            return pages.tree().differsInTextsAlone(now.tree()) && pages.special() == now.special() && languages.equals(spoken);
        }
    }

    /** @param components those that are there; static on purpose, see above */
    @Activate
    public PlacementCompiler(@Reference(policyOption = ReferencePolicyOption.GREEDY) List<torg.spi.view.Component> components) {
        this.components = List.copyOf(components);
    }

    /** A part that holds nothing; what was found wrong is what it is made for. */
    record Checked() {}

    @Override
    public Class<Checked> part() {
        return Checked.class;
    }

    @Override
    public Set<Class<?>> needs() {
        return Set.of(SitePages.class);
    }

    @Override
    public Checked compile(SiteSource source, Problems problems) {
        var pages = source.part(SitePages.class);
        var told = last.filter(one -> one.holds(pages, problems.languages())).orElseGet(() -> new Told(pages, problems.languages(), told(pages, problems.languages())));
        told.problems().forEach(problems::add);
        last = Optional.of(told);
        return new Checked();
    }

    private List<SiteProblem> told(SitePages pages, Set<String> languages) {
        var problems = new Problems(languages);
        var asked = new HashSet<Position>();
        Stream.concat(pages.tree().entries().stream().map(Entry::page), pages.special().values().stream()).map(Page::placements).flatMap(Collection::stream)
                .filter(placement -> asked.add(placement.parameters().at())) // a snippet's stands on many pages
                .forEach(placement -> check(placement, problems));
        return problems.found();
    }

    private void check(Placement placement, Problems problems) {
        if (components.stream().noneMatch(component -> component.name().equals(placement.component()))) tellUnknown(placement, problems);
        components.stream().filter(component -> component.name().equals(placement.component())).forEach(component -> component.check(placement.parameters(), problems));
    }

    /** A warning, since its module may come later, or be away for a moment. */
    private void tellUnknown(Placement placement, Problems problems) {
        problems.warning(placement.parameters().at(), "pages.no-component", "no running module brings the component '" + placement.component() + "'",
                new Unknown(placement.component(), components.stream().map(torg.spi.view.Component::name).toList()), "add the module that brings it");
    }
}
