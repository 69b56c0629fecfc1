package torg.lists.forms.chart;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.table.Tables;
import torg.lists.forms.row.Parameter;
import torg.lists.forms.row.Sources;

/** Puts a chart on a page: {@code component: chart}, {@code chart: orders-by-month}. */
@Component(service = torg.spi.view.Component.class)
public final class ChartComponent implements torg.spi.view.Component {
    private final Tables tables;

    @Activate
    public ChartComponent(@Reference Tables tables) {
        this.tables = tables;
    }

    @Override
    public String name() {
        return "chart";
    }

    @Override
    public void check(Node.Mapping parameters, Problems problems) {
        Parameter.check(parameters, problems, "chart");
    }

    @Override
    public Filled fill(Place place) {
        var name = Parameter.text(place.parameters(), "chart").orElse("");
        var view = place.request().site().require(Charts.class).byName().get(name);
        if (view == null) throw TorgException.of(ProblemKind.CONFIG, "lists-forms.unknown-chart", "there is no chart '" + name + "'").help("name a document of charts/");
        var caller = place.request().caller();
        return new Filled.Shown("components/chart", new Bars(tables, place.request(), view).model(), Sources.of(tables, caller, view.tables()), !caller.isAnonymous());
    }
}
