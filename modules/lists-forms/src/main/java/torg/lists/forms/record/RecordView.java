package torg.lists.forms.record;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import torg.api.table.Column;
import torg.api.table.Table;
import torg.api.text.Text;
import torg.api.web.Request;
import torg.lists.forms.action.Action;
import torg.lists.forms.list.ListView;
import torg.lists.forms.row.Shown;
import torg.lists.forms.row.Subject;

/**
 * A view of one row as its document describes it.
 *
 * @param subject which row
 * @param notices said on top when the address carries {@code ?<name>=1}
 * @param since a moment; with it notices are said only in the minute after, and not again whenever the page is opened
 * @param empty said when a caller has no such row of their own
 */
public record RecordView(
        String name, Table table, Subject subject, Map<String, Text> notices, Optional<Column> since, Optional<Progress> progress, List<Section> sections,
        List<Related> lists,
        Optional<Text> empty, List<Action> actions) {
    public RecordView {
        notices = Map.copyOf(notices);
        sections = List.copyOf(sections);
        lists = List.copyOf(lists);
        actions = List.copyOf(actions);
    }

    /** Facts under a heading. */
    public record Section(Optional<Text> title, List<Shown> columns) {}

    /** A list of rows of another table that point here. */
    public record Related(ListView list, Column by) {}

    /**
     * How far a row is along its way.
     *
     * @param steps values of the column in order; several in one step mean the same distance, the last one names it until another is there
     */
    public record Progress(Column column, List<List<String>> steps) {}

    /** Tables whose rows are read. */
    public Set<String> tables() {
        var names = new TreeSet<String>();
        names.add(table.name());
        sections.forEach(section -> section.columns().forEach(column -> names.addAll(column.tables())));
        lists.forEach(related -> names.addAll(related.list().tables()));
        actions.stream().flatMap(Action::tables).forEach(names::add);
        return names;
    }

    /** Whether what is shown holds for a moment only, or not for everybody who may see the row. */
    boolean isPassing(Request request) {
        return since.isPresent() && notices.keySet().stream().anyMatch(name -> request.query(name).isPresent()) || lists.stream().anyMatch(related -> related.list().roles().isPresent());
    }
}
