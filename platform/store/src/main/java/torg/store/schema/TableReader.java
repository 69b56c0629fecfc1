package torg.store.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import torg.api.problem.TorgException;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.site.Unknown;
import torg.api.table.Column;
import torg.api.table.FormulaText;
import torg.api.table.Relationship;
import torg.api.table.Table;
import torg.api.text.Text;

/** Reads the document of one table. */
final class TableReader {
    private static final Pattern TABLE_NAME = Pattern.compile("[a-z][a-z0-9]{0,39}");
    private static final int MOST_COLUMNS = 200;
    private final Document document;
    private final Reader reader;
    private final Map<String, Position> places;
    private final Problems problems;

    /** @param places where tables ({@code salesorder}) and columns ({@code salesorder.total}) are described; added to */
    TableReader(Document document, Map<String, Position> places, Problems problems) {
        this.document = document;
        this.reader = new Reader(document.fields(), problems);
        this.places = places;
        this.problems = problems;
    }

    /** The table; empty when the document says too little to make one. */
    Optional<Table> table() {
        var name = reader.required("table");
        var confirmed = reader.texts(ConfirmedLosses.WORD);
        places.put(place(name, ConfirmedLosses.WORD), reader.at(ConfirmedLosses.WORD));
        if (confirmed.contains(ConfirmedLosses.DROP_TABLE)) return dropped(name);
        var key = reader.required("key");
        var label = reader.label("label");
        var plural = reader.label("plural").or(() -> label);
        var title = reader.text("title").orElse(key);
        var outbox = reader.flag("outbox", false);
        var columns = reader.mapping("columns").map(all -> columns(name, key, all)).orElse(Map.of());
        var hierarchy = reader.text("hierarchy");
        var indexes = lists("indexes", "an index", "[account, orderdate]");
        var unique = lists("unique", "a unique key", "[account, number]");
        var relationships = reader.mapping("relationships").map(all -> relationships(name, all)).orElse(Map.of());
        reader.done();
        if (name.isEmpty() || key.isEmpty()) return Optional.empty();
        if (!TABLE_NAME.matcher(name).matches()) {
            problems.error(reader.at("table"), "table.name", "'" + name + "' is no name for a table", "use lower case letters and digits, at most 40, a letter first");
            return Optional.empty();
        }
        places.put(name, reader.at("table"));
        for (var word : List.of("title", "indexes", "unique", "hierarchy")) places.put(place(name, word), reader.at(word));
        for (var item : reader.items("unique")) names(item).ifPresent(columnsOfKey -> places.put(place(name, unique(columnsOfKey)), item.at()));
        if (!columns.containsKey(key)) {
            problems.error(reader.at("key"), "table.no-key", "table '" + name + "' has no column '" + key + "' for its key", new Unknown(key, columns.keySet()), "add the column");
            return Optional.empty();
        }
        return Optional.of(new Table(name, label.orElse(Text.of(name)), plural.orElse(Text.of(name)), key, title, columns, indexes, unique, outbox, false, hierarchy, relationships));
    }

    /** A table that goes is no table any more, so its document describes none. */
    private Optional<Table> dropped(String name) {
        if (!TABLE_NAME.matcher(name).matches()) problems.error(reader.at("table"), "table.name", "'" + name + "' is no name for a table", "use lower case letters and digits, at most 40, a letter first");
        reader.done();
        return Optional.empty();
    }

    /** What a unique key is called among the places. */
    static String unique(List<String> columns) {
        return "unique " + String.join(",", columns);
    }

    /** What a table's own key, {@code indexes}, is called among the places of columns. */
    static String place(String table, String word) {
        return table + ":" + word;
    }

    private Map<String, Column> columns(String table, String key, Reader all) {
        var columns = new LinkedHashMap<String, Column>();
        var calculated = new LinkedHashMap<String, ColumnReader>();
        all.entries().forEach((name, node) -> {
            places.put(table + "." + name, node.at());
            if (node instanceof Node.Mapping mapping) {
                var column = new ColumnReader(name, name.equals(key), new Reader(mapping, problems), problems);
                for (var made : column.columns()) {
                    if (columns.putIfAbsent(made.name(), made) != null || !made.name().equals(name) && all.has(made.name())) {
                        problems.error(node.at(), "table.name-taken", "column '" + name + "' is kept in a column '" + made.name() + "', and there is one already", "give one of them another name");
                    }
                    places.putIfAbsent(table + "." + made.name(), node.at());
                }
                if (column.formula().isPresent() && columns.containsKey(name)) calculated.put(name, column);
            } else problems.error(node.at(), "site.wrong-shape", "column '" + name + "' is a mapping, such as {type: text}", "say its type");
        });
        calculate(table, key, columns, calculated);
        if (columns.size() > MOST_COLUMNS) {
            problems.error(document.fields().at(), "table.too-wide", "table '" + table + "' has more than " + MOST_COLUMNS + " columns", "move some to a table of their own");
        }
        return columns;
    }

    /** Formulas name columns that are given values, wherever in the document these stand. */
    private void calculate(String table, String key, Map<String, Column> columns, Map<String, ColumnReader> calculated) {
        var kept = new LinkedHashMap<>(columns);
        kept.keySet().removeAll(calculated.keySet());
        kept.values().removeIf(Column::isCalculated);
        if (!kept.containsKey(key)) return;
        var plain = new Table(table, Text.of(table), Text.of(table), key, key, kept, List.of(), false, false);
        calculated.forEach((name, column) -> {
            try {
                columns.put(name, FormulaText.read(column.formula().orElseThrow(), plain, columns.get(name)));
            } catch (TorgException e) {
                problems.error(column.reader().at("formula"), "table.formula", "column '" + name + "': " + e.getMessage(), e.help());
            }
        });
    }

    private Map<String, Relationship> relationships(String table, Reader all) {
        var relationships = new LinkedHashMap<String, Relationship>();
        all.entries().forEach((name, node) -> {
            places.put(table + "." + name, node.at());
            if (!(node instanceof Node.Mapping mapping)) {
                problems.error(node.at(), "site.wrong-shape", "relationship '" + name + "' is a mapping, such as {to: category, inverse: products}", "say which table it leads to");
                return;
            }
            var side = new Reader(mapping, problems);
            var inverse = side.required("inverse");
            for (var word : List.of(name, inverse)) {
                if (!word.isEmpty()) ColumnReader.checkName("relationship", word, side, problems);
            }
            relationships.put(name, new Relationship(name, side.label("label").orElse(Text.of(name)), side.required("to"), inverse, side.label("inverse-label").orElse(Text.of(inverse)), true));
            side.done();
        });
        return relationships;
    }

    private List<List<String>> lists(String word, String what, String example) {
        var lists = new ArrayList<List<String>>();
        for (var item : reader.items(word)) {
            names(item).ifPresentOrElse(lists::add, () ->
                    problems.error(item.at(), "site.wrong-shape", what + " is a list of columns, such as " + example, "write it in brackets of its own"));
        }
        return lists;
    }

    private static Optional<List<String>> names(Node item) {
        if (!(item instanceof Node.Sequence columns) || columns.items().isEmpty() || !columns.items().stream().allMatch(Node.Scalar.class::isInstance)) return Optional.empty();
        return Optional.of(columns.items().stream().map(column -> ((Node.Scalar) column).value()).toList());
    }
}
