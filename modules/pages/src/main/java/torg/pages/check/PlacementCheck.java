package torg.pages.check;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import torg.api.health.Status;
import torg.api.problem.TorgException;
import torg.api.site.Problems;
import torg.api.site.Sites;
import torg.pages.tree.Entry;
import torg.pages.tree.SitePages;
import torg.spi.health.HealthCheck;

/** Notices pages that place a component nobody brings: modules come and go, so this is looked at when asked and not when a site is compiled. */
@Component(service = HealthCheck.class)
public final class PlacementCheck implements HealthCheck {
    private final Sites sites;

    private final List<torg.spi.view.Component> components = new CopyOnWriteArrayList<>();

    @Activate
    public PlacementCheck(@Reference Sites sites) {
        this.sites = sites;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    void add(torg.spi.view.Component component) {
        components.add(component);
    }

    void remove(torg.spi.view.Component component) {
        components.remove(component);
    }

    @Override
    public String name() {
        return "pages";
    }

    @Override
    public Status check() {
        try {
            return check(sites.current().require(SitePages.class).tree().entries());
        } catch (TorgException e) {
            return Status.notReady("there are no pages yet: " + e.getMessage(), "wait, or look at the problems of the site");
        }
    }

    private Status check(Collection<Entry> entries) {
        var known = components.stream().map(torg.spi.view.Component::name).collect(Collectors.toCollection(TreeSet::new));
        for (var entry : entries) {
            for (var placement : entry.page().placements()) {
                if (known.contains(placement.component())) continue;
                return Status.warn("page '" + entry.page().path() + "' places the component '" + placement.component() + "', which no running module brings: " + placement.parameters().at(),
                        Problems.nearest(placement.component(), known).map(near -> "use '" + near + "', or add the module that brings it").orElse("add the module that brings it"));
            }
        }
        return Status.ok(entries.size() + " pages, every component on them is there");
    }
}
