package torg.lists.forms.form.page;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.web.Request;
import torg.lists.forms.form.FormView;
import torg.lists.forms.form.Forms;
import torg.lists.forms.form.draft.Drafts;
import torg.lists.forms.form.entry.Check;
import torg.lists.forms.form.entry.Entry;
import torg.lists.forms.form.entry.Submission;
import torg.lists.forms.form.entry.Typed;
import torg.lists.forms.form.visit.Visit;
import torg.lists.forms.row.Path;

/** A form as an action of a row uses it, for one caller in one request. The site has a form of the name. */
public final class ActionForm {
    private final Tables tables;
    private final Clock clock;
    private final Visit visit;

    public ActionForm(Tables tables, Clock clock, Request request, String form) {
        this.tables = tables;
        this.clock = clock;
        this.visit = new Visit(tables, clock, request, request.site().require(Forms.class).byName().get(form));
    }

    /** Whether it opens for the caller. */
    public boolean isOpen() {
        return visit.closed().isEmpty();
    }

    /**
     * What a form that asks nothing writes to these rows, each only if it still is as it was read.
     *
     * @throws TorgException INVALID when a value that there has to be is missing
     */
    public List<Change> changes(List<Row> rows) {
        var changes = new ArrayList<Change>();
        for (var row : rows) {
            var check = new Check(visit);
            var edited = check.edited(row, List.of(), Map.of());
            if (!check.problems().isEmpty()) throw TorgException.invalid("forms.invalid", "some values are wrong", check.problems());
            changes.add(new Change.Update(visit.form().table().name(), row.key(), OptionalLong.of(row.version()), new Submission(visit).values(edited)));
        }
        return changes;
    }

    /**
     * Begin a form with what a row holds, as far as the caller may see it. Nothing is written but a draft, and a repeat finds that one as long as nothing was done with it.
     *
     * @param what names of fields, and of the form's lines
     * @return the query of the address at which the draft is gone on with
     */
    public String begin(Row from, List<String> what) {
        var form = visit.form();
        var row = tables.find(visit.caller(), form.table().name(), from.key()).orElse(from);
        var fields = visit.head().stream().filter(field -> what.contains(field.name())).toList();
        var items = form.lines().filter(lines -> what.contains(lines.name())).map(lines -> items(lines, row)).orElse(List.of());
        var draft = new Drafts(tables, clock).again(visit.caller(), form, new Entry(Typed.kept(row, fields), items));
        return "?draft=" + draft.id() + "&step=1";
    }

    private List<Entry.Item> items(FormView.Lines lines, Row row) {
        var table = lines.group().table();
        var fields = visit.fields(lines.group()).stream().filter(field -> visit.sight().reads(Path.of(table, field.column()))).toList();
        var query = Query.of(table.name(), fields.stream().map(FormView.Field::name).toArray(String[]::new)).where(Condition.eq(lines.by().name(), row.key())).top(lines.most());
        var ordered = lines.number().map(number -> query.order(new Query.Order(number.name(), false))).orElse(query);
        var items = new ArrayList<Entry.Item>();
        for (var line : tables.query(visit.caller(), ordered).rows()) items.add(new Entry.Item(items.size() + 1, Typed.kept(line, fields)));
        return items;
    }
}
