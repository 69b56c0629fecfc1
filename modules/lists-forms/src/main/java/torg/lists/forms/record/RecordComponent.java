package torg.lists.forms.record;

import java.time.Clock;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.lists.forms.action.ActionPosts;
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
        var detail = detail(place);
        return filled(place, detail, row(place, detail), detail.actions().said(place.id()), "");
    }

    @Override
    public Outcome act(Place place) {
        var detail = detail(place);
        var row = row(place, detail);
        if (row.isEmpty()) return new Outcome.Show(404, new Filled.Absent());
        return new ActionPosts(tables, place, view(place).table(), detail.actions(), keys -> row.filter(one -> keys.contains(one.key())).stream().toList(),
                trouble -> filled(place, detail, row, "", trouble), "").take();
    }

    private static Optional<Row> row(Place place, Detail detail) {
        return view(place).subject().key(place.request().caller(), place.page()).flatMap(detail::find);
    }

    private Detail detail(Place place) {
        return new Detail(tables, roles.now(), place.request(), view(place), clock);
    }

    private static RecordView view(Place place) {
        var name = Parameter.text(place.parameters(), "record").orElse("");
        var view = place.request().site().require(Records.class).byName().get(name);
        if (view == null) {
            throw TorgException.of(ProblemKind.CONFIG, "lists-forms.unknown-record", "there is no record '" + name + "'")
                    .help("name a document of records/");
        }
        return view;
    }

    private Filled filled(Place place, Detail detail, Optional<Row> row, String said, String trouble) {
        var view = view(place);
        if (row.isEmpty() && view.subject() instanceof Subject.Variable) return new Filled.Absent();
        var model = row.map(found -> detail.model(found, said, trouble)).orElseGet(detail::absent);
        var caller = place.request().caller();
        return new Filled.Shown("components/record", model, Sources.of(tables, caller, view.tables()), !caller.isAnonymous() || view.isPassing(place.request()));
    }
}
