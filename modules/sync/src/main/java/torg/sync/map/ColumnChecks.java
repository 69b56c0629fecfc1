package torg.sync.map;

import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import torg.api.problem.TorgException;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.table.Column;
import torg.api.table.Schema;
import torg.api.table.Table;

/** Checks the columns that a map names elsewhere than before a colon: a name that is not there would otherwise show as values that never come. */
final class ColumnChecks {
    private final Table table;
    private final Schema schema;
    private final Problems problems;

    ColumnChecks(Table table, Schema schema, Problems problems) {
        this.table = table;
        this.schema = schema;
        this.problems = problems;
    }

    /**
     * Columns that a value is made of.
     *
     * @param before the pairs that stand before it, whose values are known by then
     * @param paired all columns of the map
     */
    void source(Pair pair, Node node, List<Pair> before, Set<String> paired) {
        if (!(node instanceof Node.Mapping mapping)) return;
        var known = before.stream().filter(Pair::in).map(Pair::column).toList();
        switch (pair.source()) {
            case Pair.Source.From(var path) -> from(path, place(mapping, "from"), known);
            case Pair.Source.Template(var text, _) -> Braces.names(text).forEach(name -> named(name, place(mapping, "text"), known, paired));
            case Pair.Source.Field _, Pair.Source.Parent _ -> {}
        }
    }

    private void from(String path, Position at, List<String> known) {
        var names = path.split("\\.", -1);
        // Another form than lookup and column was told where it was read.
        if (names.length != 2) return;
        var lookup = table.column(names[0]);
        var target = lookup.flatMap(Column::target).flatMap(schema::find);
        if (lookup.isEmpty()) {
            unknown(at, table, names[0]);
        } else if (target.isEmpty()) {
            problems.error(at, "sync.no-lookup", "column '" + names[0] + "' of table '" + table.name() + "' leads to no other table", "begin 'from' with a lookup, such as 'account.currency'");
        } else {
            if (target.get().column(names[1]).isEmpty()) unknown(at, target.get(), names[1]);
            if (!known.contains(names[0])) late(at, names[0]);
        }
    }

    /** A column, or one of the row that a lookup leads to. */
    private void path(String path, Position at) {
        var names = path.split("\\.", -1);
        var column = table.column(names[0]);
        var target = column.flatMap(Column::target).flatMap(schema::find);
        if (column.isEmpty()) unknown(at, table, names[0]);
        else if (names.length > 2 || names.length == 2 && target.isEmpty())
            problems.error(at, "sync.bad-path", "'" + path + "' is neither a column of table '" + table.name() + "' nor one of a row that a column leads to", "write a column, or a lookup and a column, such as 'salesorder.erpnumber'");
        else if (names.length == 2 && target.get().column(names[1]).isEmpty()) unknown(at, target.get(), names[1]);
    }

    /** A name in a text is a column mapped before, else a field of the ERP, of which nothing is known here. */
    private void named(String name, Position at, List<String> known, Set<String> paired) {
        if (known.contains(name)) return;
        if (paired.contains(name)) late(at, name);
        else if (table.column(name).isPresent())
            problems.warning(at, "sync.column-as-field", "'" + name + "' is a column of table '" + table.name() + "' that is not mapped; it is read as a field of the ERP",
                    "if the column is meant, pair '" + name + "' before this column");
    }

    /** What the map says of rows that are gone, where it does: the values are the columns'. */
    TableMap.Ending gone(Reader map) {
        if (map.node("gone").orElse(null) instanceof Node.Mapping marks) return marked(marks);
        return map.word("gone", "delete", "keep").equals("keep") ? new TableMap.Ending.Kept() : new TableMap.Ending.Deleted();
    }

    private TableMap.Ending marked(Node.Mapping marks) {
        var values = new HashMap<String, Object>();
        var reader = new Reader(marks, problems);
        for (var name : marks.entries().keySet()) {
            var column = table.column(name);
            var text = reader.text(name).orElse("");
            var at = reader.at(name);
            if (column.isEmpty()) unknown(at, table, name);
            else if (!column.get().choices().isEmpty() && column.get().choice(text).isEmpty()) choice(at, column.get(), text);
            else value(at, column.get(), text).ifPresent(value -> values.put(name, value));
        }
        return new TableMap.Ending.Marked(values);
    }

    private Optional<Object> value(Position at, Column column, String text) {
        try {
            return Optional.of(Inbound.typed(column, text));
        } catch (TorgException e) {
            problems.error(at, "sync.wrong-value", e.getMessage(), "write a value of that type");
            return Optional.empty();
        }
    }

    private void choice(Position at, Column column, String value) {
        problems.error(at, "sync.unknown-choice", "column '" + column.name() + "' has no choice '" + value + "'", MapsCompiler.nearest(value, column.choices().stream().map(choice -> choice.value()).toList()));
    }

    void open(Reader open) {
        var name = open.text("column").orElse("");
        var column = table.column(name);
        if (column.isEmpty() && !name.isBlank()) unknown(open.at("column"), table, name);
        if (column.isEmpty() || column.get().choices().isEmpty()) return;
        for (var value : open.texts("values")) {
            if (column.get().choice(value).isEmpty()) choice(open.at("values"), column.get(), value);
        }
    }

    void printout(TableMap.Printout printout, Position at) {
        printout.columns().forEach(path -> path(path, at));
        // What another row says may be the same for many rows of this table.
        if (printout.columns().stream().allMatch(path -> path.contains(".")))
            problems.error(at, "sync.printout-of-all", "all rows of table '" + table.name() + "' would have the same printout", "name in 'where' a column that tells rows apart, such as '{" + table.key() + "}'");
    }

    private void late(Position at, String column) {
        problems.error(at, "sync.not-mapped-before", "column '" + column + "' has no value yet when this one is made of it", "pair '" + column + "' with a direction 'in' or 'both' above this column");
    }

    private void unknown(Position at, Table in, String column) {
        problems.error(at, "sync.unknown-column", "table '" + in.name() + "' has no column '" + column + "'", MapsCompiler.nearest(column, in.columns().keySet()));
    }

    private static Position place(Node.Mapping mapping, String key) {
        return mapping.get(key).map(Node::at).orElse(mapping.at());
    }
}
