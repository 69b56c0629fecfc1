package torg.lists.forms.record;

import java.time.Clock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.table.Tables;
import torg.lists.forms.list.KnownRoles;
import torg.lists.forms.row.Parameter;
import torg.lists.forms.row.Sources;
import torg.lists.forms.row.Subject;

/** Puts one row on a page: {@code component: record}, {@code record: order}. A row the caller may not see makes the page absent. */
@Component(service = torg.spi.view.Component.class)
public final class RecordComponent implements torg.spi.view.Component {
    private final Tables tables;
    private final KnownRoles roles;
    private final Clock clock;

    @Activate
    public RecordComponent(@Reference Tables tables, @Reference KnownRoles roles) {
        this(tables, roles, Clock.systemUTC());
    }

    RecordComponent(Tables tables, KnownRoles roles, Clock clock) {
        this.clock = clock;
        this.tables = tables;
        this.roles = roles;
    }

    @Override
    public String name() {
        return "record";
    }

    @Override
    public void check(Node.Mapping parameters, Problems problems) {
        Parameter.check(parameters, problems, "record");
    }

    @Override
    public Filled fill(Place place) {
        var name = Parameter.text(place.parameters(), "record").orElse("");
        var view = place.request().site().require(Records.class).byName().get(name);
        if (view == null) {
            throw TorgException.of(ProblemKind.CONFIG, "lists-forms.unknown-record", "there is no record '" + name + "'")
                    .help("name a document of records/");
        }
        var detail = new Detail(tables, roles.now(), place.request(), view, clock);
        var row = view.subject().key(place.request().caller(), place.page()).flatMap(detail::find);
        if (row.isEmpty() && view.subject() instanceof Subject.Variable) return new Filled.Absent();
        var model = row.map(detail::model).orElseGet(detail::absent);
        var caller = place.request().caller();
        return new Filled.Shown("components/record", model, Sources.of(tables, caller, view.tables()), !caller.isAnonymous() || view.isPassing(place.request()));
    }
}
