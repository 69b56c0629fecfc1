package torg.testkit;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import torg.api.file.FileRule;
import torg.api.file.MediaType;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.table.Choice;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Formula;
import torg.api.table.FormulaText;
import torg.api.table.Relationship;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.api.text.Text;
import torg.spi.site.SiteCompiler;

/** Reads {@code tables/*.yml} for tests, without the checks of the real reader. */
public final class TableDocuments implements SiteCompiler<Schema> {
    @Override
    public Class<Schema> part() {
        return Schema.class;
    }

    @Override
    public Set<String> folders() {
        return Set.of("tables");
    }

    @Override
    public Schema compile(torg.spi.site.SiteSource source, Problems problems) {
        return Schema.of(source.documents("tables").stream().map(document -> table(document, problems)).toList());
    }

    private static Table table(Document document, Problems problems) {
        var reader = new Reader(document.fields(), problems);
        var name = reader.required("table");
        var key = reader.required("key");
        var columns = new LinkedHashMap<String, Column>();
        reader.mapping("columns").ifPresent(all -> all.entries().forEach(
                (column, node) -> columns.putAll(columns(column, new Reader((Node.Mapping) node, problems)))));
        calculate(name, key, columns, reader.mapping("columns").map(Reader::entries).orElse(Map.of()));
        var label = reader.label("label").orElse(Text.of(name));
        var relationships = new LinkedHashMap<String, Relationship>();
        reader.mapping("relationships").ifPresent(all -> all.entries().forEach(
                (relationship, node) -> relationships.put(relationship, relationship(relationship, new Reader((Node.Mapping) node, problems)))));
        return new Table(name, label, reader.label("plural").orElse(label), key, reader.text("title").orElse(key), columns, lists(reader, "indexes"), lists(reader, "unique"),
                reader.flag("outbox", false), false, reader.text("hierarchy"), relationships);
    }

    private static List<List<String>> lists(Reader reader, String word) {
        return reader.items(word).stream().map(names -> ((Node.Sequence) names).items().stream().map(item -> ((Node.Scalar) item).value()).toList()).toList();
    }

    private static Relationship relationship(String name, Reader reader) {
        var inverse = reader.required("inverse");
        return new Relationship(name, reader.label("label").orElse(Text.of(name)), reader.required("to"), inverse, reader.label("inverse-label").orElse(Text.of(inverse)), true);
    }

    /** A polymorphic lookup is followed by one for each of its targets. */
    private static Map<String, Column> columns(String name, Reader reader) {
        if (!(reader.node("to").orElse(null) instanceof Node.Sequence)) return Map.of(name, column(name, reader));
        var lookups = reader.texts("to").stream().map(target -> Column.lookup(name + "_" + target, target).inGroup(name)).toList();
        var columns = new LinkedHashMap<String, Column>();
        var pointed = Column.of(name, ColumnType.TEXT).sized(105);
        columns.put(name, (reader.flag("required", false) ? pointed.asRequired() : pointed).calculated(new Formula.Pointed(lookups)));
        lookups.forEach(lookup -> columns.put(lookup.name(), lookup));
        return columns;
    }

    private static void calculate(String table, String key, Map<String, Column> columns, Map<String, Node> documents) {
        var kept = new LinkedHashMap<>(columns);
        kept.keySet().removeIf(name -> kept.get(name).isCalculated() || ((Node.Mapping) documents.getOrDefault(name, documents.get(key))).get("formula").isPresent());
        documents.forEach((name, node) -> {
            if (((Node.Mapping) node).get("formula").orElse(null) instanceof Node.Scalar formula) {
                columns.put(name, FormulaText.read(formula.value(), new Table(table, Text.of(table), Text.of(table), key, key, kept, List.of(), false, false), columns.get(name)));
            }
        });
    }

    private static Column column(String name, Reader reader) {
        var word = reader.required("type");
        var type = switch (word) {
            case "datetime" -> ColumnType.DATE_TIME;
            case "longtext" -> ColumnType.LONG_TEXT;
            default -> ColumnType.valueOf(word.toUpperCase(java.util.Locale.ROOT));
        };
        var choices = new ArrayList<Choice>();
        reader.mapping("choices").ifPresent(all -> all.entries().keySet().forEach(value -> choices.add(new Choice(value, all.label(value).orElseThrow()))));
        var plain = Column.of(name, type);
        return new Column(name, type, reader.label("label").orElse(Text.of(name)), reader.flag("required", false),
                reader.number("length", plain.length(), 0, 1_000_000), reader.number("scale", plain.scale(), 0, 10), reader.text("to"),
                reader.flag("part", false), choices, reader.text("currency"), reader.text("format"), reader.flag("unique", false),
                reader.flag("search", false), reader.text("default").map(text -> value(type, text)), Optional.empty(), Optional.empty(),
                type == ColumnType.FILE ? Optional.of(new FileRule(FileRule.size(reader.text("max-size").orElse("5 MB")).orElseThrow(), reader.texts("media-types").stream().map(media -> MediaType.find(media).orElseThrow()).toList())) : Optional.empty());
    }

    private static Object value(ColumnType type, String text) {
        return switch (type) {
            case TEXT, LONG_TEXT, CHOICE, LOOKUP, AUTONUMBER -> text;
            case INTEGER -> Long.valueOf(text);
            case DECIMAL, MONEY -> new BigDecimal(text);
            case DATE -> LocalDate.parse(text);
            case DATE_TIME -> Instant.parse(text);
            case BOOLEAN -> Boolean.valueOf(text);
            case FILE -> throw new IllegalArgumentException("a file has no default");
        };
    }
}
