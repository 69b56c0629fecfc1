package torg.lists.forms.list;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.table.Condition;
import torg.api.table.Tables;
import torg.lists.forms.row.Parameter;
import torg.lists.forms.row.Sources;

/** Puts a list on a page: {@code component: list}, {@code list: orders}. */
@Component(service = torg.spi.view.Component.class)
public final class ListComponent implements torg.spi.view.Component {
    private final Tables tables;
    private final KnownRoles roles;

    @Activate
    public ListComponent(@Reference Tables tables, @Reference KnownRoles roles) {
        this.tables = tables;
        this.roles = roles;
    }

    @Override
    public String name() {
        return "list";
    }

    @Override
    public void check(Node.Mapping parameters, Problems problems) {
        Parameter.check(parameters, problems, "list", "prefix");
    }

    @Override
    public Filled fill(Place place) {
        var name = Parameter.text(place.parameters(), "list").orElse("");
        var view = place.request().site().require(Lists.class).byName().get(name);
        if (view == null) {
            throw TorgException.of(ProblemKind.CONFIG, "lists-forms.unknown-list", "there is no list '" + name + "'")
                    .help("name a document of lists/");
        }
        var prefix = Parameter.text(place.parameters(), "prefix").orElse("");
        var listing = new Listing(tables, roles.now(), place.request(), view, new Condition.Everything(), prefix);
        var caller = place.request().caller();
        return new Filled.Shown("components/list", listing.model(), Sources.of(tables, caller, view.tables()), !caller.isAnonymous() || view.roles().isPresent());
    }
}
