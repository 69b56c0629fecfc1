package torg.lists.forms.form.page;

import java.time.Clock;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.sync.Quotes;
import torg.api.table.Tables;
import torg.api.view.Model;
import torg.lists.forms.form.Forms;
import torg.lists.forms.form.draft.Drafts;
import torg.lists.forms.form.visit.Visit;
import torg.lists.forms.row.Parameter;

/** Puts a form on a page: {@code component: form}, {@code form: order}. */
@Component(service = torg.spi.view.Component.class)
public final class FormComponent implements torg.spi.view.Component {
    private final Tables tables;
    private final Clock clock;
    private final Drafts drafts;
    @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY, cardinality = ReferenceCardinality.OPTIONAL)
    private volatile Quotes quotes;

    @Activate
    public FormComponent(@Reference Tables tables) {
        this(tables, Clock.systemUTC());
    }

    public FormComponent(Tables tables, Clock clock, Quotes quotes) {
        this(tables, clock);
        this.quotes = quotes;
    }

    public FormComponent(Tables tables, Clock clock) {
        this.tables = tables;
        this.clock = clock;
        this.drafts = new Drafts(tables, clock);
    }

    @Override
    public String name() {
        return "form";
    }

    @Override
    public void check(Node.Mapping parameters, Problems problems) {
        Parameter.check(parameters, problems, "form");
    }

    @Override
    public Filled fill(Place place) {
        var visit = visit(place);
        var closed = visit.closed();
        if (closed.isPresent()) return closed(visit, closed.get());
        return visit.form().isWizard() ? new Wizard(visit, place, drafts).fill() : new SinglePage(visit, place).fill();
    }

    @Override
    public Outcome act(Place place) {
        var visit = visit(place);
        var closed = visit.closed();
        if (closed.isPresent()) return new Outcome.Show(closed.get().kind().status(), closed(visit, closed.get()));
        return visit.form().isWizard() ? new Wizard(visit, place, drafts).act() : new SinglePage(visit, place).act();
    }

    private Visit visit(Place place) {
        var name = Parameter.text(place.parameters(), "form").orElse("");
        var form = place.request().site().require(Forms.class).byName().get(name);
        if (form == null) {
            throw TorgException.of(ProblemKind.CONFIG, "lists-forms.unknown-form", "there is no form '" + name + "'")
                    .help("name a document of forms/");
        }
        return new Visit(tables, clock, place.request(), form, Optional.ofNullable(quotes));
    }

    private static Filled closed(Visit visit, Visit.Closed closed) {
        return Filled.Shown.personal("components/form", Model.with("closed", closed.message(visit.words())).build(), visit.form().tables());
    }
}
