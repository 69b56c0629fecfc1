package torg.sync.map;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import torg.api.problem.TorgException;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Condition;
import torg.api.table.ConditionText;
import torg.api.table.Formula;
import torg.api.table.FormulaText;
import torg.api.table.Operand;
import torg.api.table.Schema;
import torg.api.table.Table;

/** Reads what a map says of columns elsewhere than before a colon, and checks the names there: one that is not there would otherwise show as values that never come. */
final class ColumnChecks {
    /** Names of a path in a map, as its description says; {@link Schema#path} would follow more. */
    private static final int LONGEST_PATH = 4;
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
            case Pair.Source.From(var path) -> from(pair.column(), path, place(mapping, "from"), known);
            case Pair.Source.Template(var text, _) -> Braces.names(text).forEach(name -> named(name, place(mapping, "text"), known, paired));
            case Pair.Source.Field field -> field.by().ifPresent(by -> by(pair.column(), by, place(mapping, "by")));
            case Pair.Source.Calculated(var formula) -> calculated(formula, place(mapping, "formula"), known);
            case Pair.Source.Parent _ -> {}
        }
    }

    /** The formula of a column; empty when it is none, which is told. */
    Optional<Formula> formula(String column, String text, Position at) {
        var plain = new LinkedHashMap<>(table.columns());
        plain.values().removeIf(Column::isCalculated);
        try {
            var alone = new Table(table.name(), table.label(), table.plural(), table.key(), table.title(), plain, List.of(), false, false);
            return table.column(column).flatMap(known -> FormulaText.read(text, alone, known).formula());
        } catch (TorgException e) {
            problems.error(at, "sync.wrong-formula", "column '" + column + "': " + e.getMessage(), e.help());
            return Optional.empty();
        }
    }

    private void calculated(Formula formula, Position at, List<String> known) {
        formula.uses().stream().filter(name -> !known.contains(name)).forEach(name -> late(at, name));
    }

    private void from(String column, String path, Position at, List<String> known) {
        var names = path.split("\\.", -1);
        // Another form than lookups and a column was told where it was read.
        if (names.length < 2 || names.length > LONGEST_PATH) return;
        var end = end(table, names, at, "begin 'from' with a lookup, such as 'account.currency'");
        if (table.column(names[0]).flatMap(Column::target).isPresent() && !known.contains(names[0])) late(at, names[0]);
        table.column(column).filter(own -> end.filter(one -> one.type().javaType() != own.type().javaType()).isPresent()).ifPresent(own ->
                problems.error(at, "sync.other-type", "'" + path + "' is of type " + type(end.get()) + ", and column '" + column + "' of type " + type(own), "name a column of the same type"));
    }

    /** What tells the ERP's name of the row that a lookup leads to. */
    private void by(String column, String path, Position at) {
        var target = table.column(column).flatMap(Column::target).flatMap(schema::find);
        if (target.isEmpty()) {
            if (table.column(column).isPresent()) noLookup(at, table, column, "'by' says how the row is found that a lookup leads to; take it out");
            return;
        }
        var names = path.split("\\.", -1);
        // The lookup itself is the first of the names that lead to the value.
        if (names.length >= LONGEST_PATH) {
            problems.error(at, "sync.wrong-path", "'by' is '" + path + "', expected at most two lookups and a column", "keep what the ERP calls the row nearer to it");
            return;
        }
        var end = end(target.get(), names, at, "write a column of table '" + target.get().name() + "', or lookups and a column, such as 'account.accountnumber'");
        if (end.filter(one -> one.type() == ColumnType.LONG_TEXT || one.type() == ColumnType.FILE).isPresent())
            problems.error(at, "sync.not-comparable", "column '" + end.get().name() + "' is of type " + type(end.get()) + ", by which no row is found", "name a column of another type");
        else if (end.isPresent() && !isUnique(target.get(), path))
            problems.warning(at, "sync.not-unique", "several rows of table '" + target.get().name() + "' may have the same '" + path + "'; records that mean one of those are not taken", "add 'unique: true' to the columns of the path");
    }

    private boolean isUnique(Table from, String path) {
        var at = from;
        for (var column : schema.path(from, path).orElseThrow()) {
            if (!column.unique() && !column.name().equals(at.key())) return false;
            at = column.target().flatMap(schema::find).orElse(at);
        }
        return true;
    }

    /** The column at the end of a path; empty when it does not lead to one, which is told. */
    private Optional<Column> end(Table from, String[] names, Position at, String remedy) {
        var rows = Optional.of(from);
        for (var i = 0; ; i++) {
            var in = rows.get();
            var column = in.column(names[i]);
            if (column.isEmpty()) unknown(at, in, names[i]);
            if (column.isEmpty() || i == names.length - 1) return column;
            rows = column.flatMap(Column::target).flatMap(schema::find);
            if (rows.isEmpty()) {
                noLookup(at, in, names[i], remedy);
                return Optional.empty();
            }
        }
    }

    private void noLookup(Position at, Table in, String column, String remedy) {
        problems.error(at, "sync.no-lookup", "column '" + column + "' of table '" + in.name() + "' leads to no other table", remedy);
    }

    private static String type(Column column) {
        return column.type().name().toLowerCase(Locale.ROOT).replace('_', ' ');
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

    /** Which rows are sent: all, where the map does not say. */
    Condition rows(Reader map) {
        return chosen(map, "rows", "sync.wrong-rows");
    }

    /** Which records are taken: all, where the map does not say. One is judged by the row that it would make, so its columns have to come from the ERP. */
    Condition records(Reader map, List<Pair> pairs) {
        var records = chosen(map, "records", "sync.wrong-records");
        var known = pairs.stream().filter(Pair::in).map(Pair::column).toList();
        records.atoms().forEach(atom -> {
            if (atom instanceof Condition.Hop || atom instanceof Condition.Count)
                problems.error(map.at("records"), "sync.other-rows", "'records' looks for other rows, and a record that is not here yet has none", "compare columns of the row, or of rows that its lookups lead to");
            atom.cell().map(path -> path.split("\\.")[0]).filter(column -> !known.contains(column)).ifPresent(column ->
                    problems.error(map.at("records"), "sync.not-mapped", "'records' compares column '" + column + "', to which the map gives no value", "pair '" + column + "' with a direction 'in' or 'both', or choose by fields in 'where'"));
        });
        return records;
    }

    /** {@code companies: {company: [nwnd, nwde]}}: whose rows the map is for. */
    Optional<TableMap.Companies> companies(Reader map, List<Pair> pairs) {
        return map.mapping("companies").flatMap(one -> {
            if (one.entries().size() != 1) {
                problems.error(map.at("companies"), "sync.wrong-companies", "'companies' names " + one.entries().size() + " columns, expected the one that says of which company a row is",
                        "write it as {company: [nwnd, nwde]}");
                return Optional.empty();
            }
            var column = one.entries().keySet().iterator().next();
            var keys = one.texts(column);
            if (keys.isEmpty()) problems.error(one.at(column), "sync.wrong-companies", "'companies' names no company", "name at least one, as it stands in column '" + column + "'");
            if (pairs.stream().filter(Pair::in).noneMatch(pair -> pair.column().equals(column))) {
                problems.error(one.at(column), "sync.not-mapped", "'companies' compares column '" + column + "', to which the map gives no value",
                        "pair '" + column + "' with a direction 'in' or 'both'");
                return Optional.empty();
            }
            return Optional.of(new TableMap.Companies(column, Set.copyOf(keys)));
        });
    }

    private Condition chosen(Reader map, String key, String wrong) {
        var text = map.text(key);
        if (text.isEmpty()) return new Condition.Everything();
        try {
            var condition = ConditionText.read(text.get(), schema, table);
            if (namesCaller(condition)) problems.error(map.at(key), "sync.no-caller", "'" + key + "' names the caller, and it is the portal itself that asks", "compare with values only");
            return condition;
        } catch (TorgException e) {
            problems.error(map.at(key), wrong, "'" + key + "': " + e.getMessage(), e.help());
            return new Condition.Nothing();
        }
    }

    private static boolean namesCaller(Condition condition) {
        return condition.atoms().anyMatch(atom -> switch (atom) {
            case Condition.Compare(_, _, var operand) -> !(operand instanceof Operand.Literal);
            case Condition.Linked(_, var linked) -> namesCaller(linked);
            case Condition.Some(_, _, _, var pointing) -> namesCaller(pointing);
            case Condition.Count(var hop, _, _) -> namesCaller(hop);
            default -> false;
        });
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
