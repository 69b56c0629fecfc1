package torg.studio.view;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import torg.api.table.Column;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.api.text.Text;

/**
 * The columns of a table as a form offers them.
 *
 * @param table empty where the document names none that there is
 */
record TableColumns(Schema schema, Optional<Table> table, Locale locale) {
    static TableColumns of(Schema schema, String table, Locale locale) {
        return new TableColumns(schema, schema.find(table).filter(known -> !known.internal()), locale);
    }

    String label() {
        return table.map(known -> known.plural().in(locale)).orElse("");
    }

    /** Its own columns of which this holds, by name, each with what people call it. */
    Map<String, Text> own(Predicate<Column> which) {
        var columns = new LinkedHashMap<String, Text>();
        table.ifPresent(known -> known.columns().values().stream().filter(which).forEach(column -> columns.put(column.name(), Text.of(column.label().in(locale) + " (" + column.name() + ")"))));
        return columns;
    }

    /** These, and what a lookup of the table leads to: {@code account.name}. */
    Map<String, Text> paths() {
        var paths = own(_ -> true);
        for (var lookup : table.map(known -> List.copyOf(known.columns().values())).orElse(List.of())) {
            lookup.target().flatMap(schema::find).ifPresent(target -> target.columns().values().forEach(column -> paths.put(lookup.name() + "." + column.name(), Text.of(named(List.of(lookup, column)) + " (" + lookup.name() + "." + column.name() + ")"))));
        }
        return paths;
    }

    /** What people call the column at the end of a path; the path itself where there is none. */
    String label(String path) {
        return columns(path).map(this::named).orElse(path);
    }

    /** The column at the end of a path. */
    Optional<Column> column(String path) {
        return columns(path).map(List::getLast);
    }

    private Optional<List<Column>> columns(String path) {
        return path.isEmpty() ? Optional.empty() : table.flatMap(known -> schema.path(known, path));
    }

    private String named(List<Column> path) {
        return String.join(" \u203a ", path.stream().map(column -> column.label().in(locale)).toList());
    }
}
