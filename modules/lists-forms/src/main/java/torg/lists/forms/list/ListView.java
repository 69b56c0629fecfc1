package torg.lists.forms.list;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import torg.api.table.Table;
import torg.api.text.Text;
import torg.lists.forms.action.Action;
import torg.lists.forms.row.Path;
import torg.lists.forms.row.Shown;
import torg.lists.forms.row.Where;

/**
 * A list as its document describes it.
 *
 * @param title what the rows are, for people who cannot see the page around it
 * @param sort path the rows are in order of until somebody asks for another; empty means key order
 * @param search paths the search box looks in; empty means there is none
 * @param searchShown whether it looks in all texts that the caller is shown, too
 * @param filters by which people narrow it
 * @param actions above the rows
 * @param rowActions beside each row
 * @param empty said when there are no rows
 * @param export whether people may fetch all rows as a file
 * @param roles for a list of contacts: a last column that says which web roles each has
 */
public record ListView(
        String name, Table table, Text title, List<Shown> columns, Where where, Optional<Sort> sort, List<Path> search, boolean searchShown, List<Filter> filters,
        int pageSize, Optional<Text> empty, List<Action> actions, List<Action> rowActions, boolean export, Optional<RoleColumn> roles) {
    public ListView {
        columns = List.copyOf(columns);
        search = List.copyOf(search);
        filters = List.copyOf(filters);
        actions = List.copyOf(actions);
        rowActions = List.copyOf(rowActions);
    }

    /** By which path, in which direction; written {@code orderdate} or {@code -orderdate}. */
    public record Sort(Path path, boolean descending) {}

    /**
     * The web roles of a contact.
     *
     * @param words role to what people read; a role without words is not shown
     */
    public record RoleColumn(Text label, Map<String, Text> words) {
        public RoleColumn {
            words = Map.copyOf(words);
        }
    }

    /** Its first rows and nothing beside them: no search, no filters, no files, no actions, no web roles. */
    ListView first(int rows) {
        return new ListView(name, table, title, columns, where, sort, List.of(), false, List.of(), rows, empty, List.of(), List.of(), false, Optional.empty());
    }

    /** Tables whose rows are read. */
    public Set<String> tables() {
        var names = new TreeSet<String>();
        names.add(table.name());
        columns.forEach(column -> names.addAll(column.tables()));
        search.forEach(path -> names.addAll(path.tables()));
        filters.forEach(filter -> names.addAll(filter.tables()));
        sort.ifPresent(by -> names.addAll(by.path().tables()));
        rowActions.stream().flatMap(Action::tables).forEach(names::add);
        where.clauses().forEach(clause -> names.addAll(clause.path().tables()));
        return names;
    }
}
