package torg.sync.map;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Condition;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

/** Reads {@code maps/*.yml} and checks them against the tables; those of an ERP that this portal does not have are checked and rest. */
@Component(service = SiteCompiler.class, configurationPid = "torg.sync")
@Designate(ocd = SyncSettings.class)
public final class MapsCompiler implements SiteCompiler<TableMaps> {
    /** The ledger has a row of this name. */
    public static final int LONGEST_NAME = 60;

    private final Set<String> without;

    /** All maps run. */
    public MapsCompiler() {
        this.without = Set.of();
    }

    @Activate
    public MapsCompiler(SyncSettings settings) {
        this.without = Stream.of(settings.without().split(",")).map(String::strip).collect(Collectors.toSet());
    }

    @Override
    public Class<TableMaps> part() {
        return TableMaps.class;
    }

    @Override
    public Set<String> folders() {
        return Set.of("maps");
    }

    @Override
    public Set<Class<?>> needs() {
        return Set.of(Schema.class);
    }

    @Override
    public TableMaps compile(SiteSource source, Problems problems) {
        var schema = source.part(Schema.class);
        var maps = new LinkedHashMap<String, TableMap>();
        var documents = new LinkedHashMap<String, Node.Mapping>();
        for (var document : source.documents("maps")) {
            var reader = new Reader(document.fields(), problems);
            read(reader, schema, problems).ifPresent(map -> {
                documents.put(map.name(), document.fields());
                if (maps.put(map.name(), map) != null) problems.error(reader.at("map"), "sync.map-twice", "there are two maps named '" + map.name() + "'", "rename one of them");
            });
        }
        for (var document : source.documents("maps")) {
            var reader = new Reader(document.fields(), problems);
            reader.text("part-of").filter(whole -> !maps.containsKey(whole)).ifPresent(whole ->
                    problems.error(reader.at("part-of"), "sync.unknown-map", "there is no map '" + whole + "'", nearest(whole, maps.keySet())));
            reader.text("map").map(maps::get).filter(map -> map.partOf().isPresent()).ifPresent(parts -> {
                checkParts(parts, maps.get(parts.partOf().get()), schema.table(parts.table()), reader, problems);
                Optional.ofNullable(maps.get(parts.partOf().get())).ifPresent(whole -> checkSpeed(parts, whole, schema.table(whole.table()), reader, problems));
            });
        }
        TableMaps.unclear(maps.values()).forEach(two -> problems.error(new Reader(documents.get(two.getLast().name()), problems).at("table"), "sync.two-senders",
                "maps '" + two.getFirst().name() + "' and '" + two.getLast().name() + "' both send rows of table '" + two.getFirst().table() + "', and nothing says which of them sends a row",
                "say with 'companies' of both, by the same column, whose rows each is for; or let one of them send nothing"));
        return TableMaps.ordered(maps.values().stream().filter(map -> !without.contains(map.connector())).toList(), documents, schema);
    }

    private static Optional<TableMap> read(Reader reader, Schema schema, Problems problems) {
        var name = reader.required("map");
        if (name.length() > LONGEST_NAME) problems.error(reader.at("map"), "sync.long-name", "the name of a map has at most " + LONGEST_NAME + " characters", "give it a shorter name");
        var connector = reader.required("connector");
        var entities = reader.texts("entity");
        if (entities.isEmpty()) problems.error(reader.at(), "sync.no-entity", "map '" + name + "' names no entity", "add 'entity:' with the ERP's name of it");
        var tableName = reader.required("table");
        var table = schema.find(tableName);
        if (table.isEmpty()) problems.error(reader.at("table"), "sync.unknown-table", "there is no table '" + tableName + "'", nearest(tableName, schema.tables().keySet()));
        var direction = reader.word("direction", "in", "out", "both");
        var pairs = table.map(known -> pairs(reader, known, schema, direction, problems)).orElse(List.of());
        var companies = table.flatMap(known -> new ColumnChecks(known, schema, problems).companies(reader, pairs));
        var map = new TableMap(name, connector, entities, tableName, !direction.equals("in"), table.map(known -> new ColumnChecks(known, schema, problems).rows(reader)).orElseGet(Condition.Everything::new), wanted(reader, "where"),
                table.map(known -> Condition.all(new ColumnChecks(known, schema, problems).records(reader, pairs), ofCompanies(companies))).orElseGet(Condition.Everything::new), pairs,
                values(reader, "constants"), reader.text("reference"), reader.text("erp-key"), reader.texts("same"), reader.text("part-of"),
                conflict(reader, problems), reader.text("stamp"),
                table.map(known -> new ColumnChecks(known, schema, problems).gone(reader)).orElseGet(TableMap.Ending.Deleted::new), deletes(reader), duration(reader, "every", Duration.ofMinutes(15), problems),
                reader.mapping("open").map(open -> open(open, problems)), reader.mapping("printout").map(MapsCompiler::printout), companies);
        reader.done();
        table.ifPresent(known -> check(map, known, reader, problems));
        table.ifPresent(known -> {
            var checks = new ColumnChecks(known, schema, problems);
            reader.mapping("open").ifPresent(checks::open);
            map.printout().ifPresent(printout -> checks.printout(printout, reader.at("printout")));
        });
        return table.map(_ -> map);
    }

    /** A map that is for some companies takes no records of others. */
    private static Condition ofCompanies(Optional<TableMap.Companies> companies) {
        return companies.map(TableMap.Companies::rows).orElseGet(Condition.Everything::new);
    }

    private static void check(TableMap map, Table table, Reader reader, Problems problems) {
        var incoming = map.pairs().stream().filter(Pair::in).map(Pair::column).toList();
        if (!incoming.contains(table.key()))
            problems.error(reader.at("columns"), "sync.key-not-mapped", "map '" + map.name() + "' does not map the key '" + table.key() + "' of table '" + table.name() + "'", "add '" + table.key() + "' to its columns");
        map.erpKey().filter(key -> table.column(key).isEmpty()).ifPresent(key ->
                problems.error(reader.at("erp-key"), "sync.unknown-column", "table '" + table.name() + "' has no column '" + key + "'", nearest(key, table.columns().keySet())));
        for (var column : map.same()) {
            var compared = map.column(column).filter(pair -> pair.in() && (pair.out() || !map.out()));
            if (compared.isEmpty())
                problems.error(reader.at("same"), "sync.same-not-mapped", "map '" + map.name() + "' compares column '" + column + "', which is not paired with a field in every direction of the map",
                        "pair it under 'columns' with a field, without a direction of its own, or take it out of 'same'");
        }
        map.erpKey().filter(key -> table.column(key).isPresent() && map.column(key).flatMap(Pair::field).isEmpty()).ifPresent(key ->
                problems.error(reader.at("erp-key"), "sync.erp-key-not-mapped", "map '" + map.name() + "' keeps the ERP's key in column '" + key + "', which is not paired with a field",
                        "pair '" + key + "' under 'columns' with the field that holds the ERP's key"));
        map.column(map.erpKey(table)).filter(pair -> pair.source() instanceof Pair.Source.Field field && field.by().isPresent()).ifPresent(pair ->
                problems.error(reader.at("columns"), "sync.erp-key-by", "map '" + map.name() + "' finds what column '" + pair.column() + "' holds by another column, and asks the ERP for records by what it holds", "take 'by' out, or name another column in 'erp-key'"));
        if (map.changes() && map.column(map.erpKey(table)).flatMap(Pair::field).isEmpty())
            problems.error(reader.at("columns"), "sync.erp-key-not-mapped", "map '" + map.name() + "' sends changes of rows, and column '" + map.erpKey(table) + "', by which the ERP's record is found, is not paired with a field",
                    "pair '" + map.erpKey(table) + "' with the field that holds the ERP's key, or name another column in 'erp-key'");
        if (reader.has("rows") && (!map.out() || map.partOf().isPresent() || map.erpKey().isEmpty()))
            problems.error(reader.at("rows"), "sync.rows-not-sent", "map '" + map.name() + "' says which rows are sent, and sends no documents by whose number it could tell those that were",
                    "add 'direction: both' and 'erp-key', or take 'rows' out; lines go with their documents");
        if (map.changes() && !table.outbox())
            problems.warning(reader.at("table"), "sync.no-outbox", "map '" + map.name() + "' sends rows of table '" + table.name() + "', which keeps no outbox: nothing will be sent", "add 'outbox: true' to the table");
        if (map.out() && map.partOf().isEmpty() && map.reference().isEmpty())
            problems.error(reader.at("direction"), "sync.no-reference", "map '" + map.name() + "' sends rows but names no field for the portal's own number", "add 'reference:' with the ERP field that carries it; without it a repeat could make a second document");
    }

    /** What parts need to be found again and to be sent with their whole. */
    private static void checkParts(TableMap parts, TableMap whole, Table table, Reader reader, Problems problems) {
        if (parts.parent().isEmpty())
            problems.error(reader.at("part-of"), "sync.no-parent-field", "map '" + parts.name() + "' does not say which field names the document its records are parts of", "pair the lookup with 'parent:' and the field that holds the ERP's key of the document");
        if (whole == null || !whole.out() || table.whole().isEmpty() && !parts.sends()) return;
        if (table.whole().isEmpty())
            problems.error(reader.at("table"), "sync.no-part-table", "table '" + table.name() + "' has no lookup that makes its rows parts of '" + whole.table() + "'", "mark the lookup with 'part: true' in the table");
        if (parts.number(table).isEmpty())
            problems.error(reader.at("columns"), "sync.no-number", "map '" + parts.name() + "' sends no column that numbers the parts of a document", "pair an integer column with the field that numbers them, with 'direction: both'");
        if (whole.erpKey().flatMap(whole::column).flatMap(Pair::field).isEmpty())
            problems.error(reader.at("part-of"), "sync.no-erp-key", "map '" + whole.name() + "' sends documents with parts and does not say where the ERP's key of a document is kept",
                    "add 'erp-key:' to map '" + whole.name() + "' with the column that is paired with the ERP's key");
    }

    /** Each record looks for its document; without an index for that, the more documents there are, the longer it takes. */
    private static void checkSpeed(TableMap parts, TableMap whole, Table table, Reader reader, Problems problems) {
        whole.erpKey().filter(key -> !key.equals(table.key()) && Stream.concat(table.indexes().stream(), table.uniqueKeys().stream()).noneMatch(index -> index.getFirst().equals(key))).ifPresent(key ->
                problems.warning(reader.at("part-of"), "sync.slow-parts", "records of map '" + parts.name() + "' find their document by column '" + key + "' of table '" + table.name()
                        + "', with which no index begins: each looks at all documents", "add '- [" + key + "]' to the indexes of table '" + table.name() + "'"));
    }

    private static List<Pair> pairs(Reader reader, Table table, Schema schema, String direction, Problems problems) {
        var pairs = new ArrayList<Pair>();
        var checks = new ColumnChecks(table, schema, problems);
        reader.mapping("columns").ifPresent(columns -> columns.entries().forEach((column, node) -> {
            if (table.column(column).isEmpty())
                problems.error(node.at(), "sync.unknown-column", "table '" + table.name() + "' has no column '" + column + "'", nearest(column, table.columns().keySet()));
            pair(column, node, direction, checks, problems).ifPresent(pair -> {
                if (table.column(column).filter(known -> known.type() == ColumnType.FILE).isPresent())
                    problems.error(node.at(), "sync.file", "column '" + column + "' of table '" + table.name() + "' holds files, which stay in the portal", "take it out");
                if (pair.in() && table.column(column).filter(Column::isCalculated).isPresent())
                    problems.error(node.at(), "sync.calculated", "column '" + column + "' of table '" + table.name() + "' is calculated, so the ERP cannot give it a value", "pair the columns it is made of, or write 'direction: out'");
                checks.source(pair, node, pairs, columns.entries().keySet());
                pairs.add(pair);
            });
        }));
        return List.copyOf(pairs);
    }

    private static Optional<Pair> pair(String column, Node node, String direction, ColumnChecks checks, Problems problems) {
        return switch (node) {
            case Node.Scalar(_, var field) -> Optional.of(pair(column, new Pair.Source.Field(field, Optional.empty(), Translation.NONE, Optional.empty()), direction, false));
            case Node.Mapping mapping -> {
                var reader = new Reader(mapping, problems);
                var way = reader.has("direction") ? reader.word("direction", "in", "out", "both") : direction;
                var source = source(column, reader, checks, problems);
                if (source.filter(Pair.Source.Calculated.class::isInstance).isPresent() && reader.has("direction") && !way.equals("in"))
                    problems.error(reader.at("direction"), "sync.one-way", "column '" + column + "' is calculated from what the ERP says, and nothing leads back from it", "write 'direction: in', or pair it with a field");
                var onlyNew = reader.word("only", "always", "new").equals("new");
                reader.done();
                yield source.map(known -> pair(column, known, way, onlyNew));
            }
            case Node.Sequence sequence -> {
                problems.error(sequence.at(), "sync.wrong-pair", "column '" + column + "' is paired with a list", "name one field, or write a mapping with field, from, formula, text or parent");
                yield Optional.empty();
            }
        };
    }

    private static Pair pair(String column, Pair.Source source, String direction, boolean onlyNew) {
        var sent = source instanceof Pair.Source.Field && !direction.equals("in");
        return new Pair(column, source, !direction.equals("out"), sent, onlyNew);
    }

    private static Optional<Pair.Source> source(String column, Reader reader, ColumnChecks checks, Problems problems) {
        var field = reader.text("field");
        var from = reader.text("from");
        var text = reader.text("text");
        var parent = reader.text("parent");
        var formula = reader.text("formula");
        var otherwise = reader.text("else");
        var by = reader.text("by");
        var words = new LinkedHashMap<String, String>();
        reader.mapping("values").ifPresent(values -> values.entries().keySet().forEach(erp -> values.text(erp).ifPresent(portal -> words.put(erp, portal))));
        if (field.isPresent()) return Optional.of(new Pair.Source.Field(field.get(), otherwise, new Translation(words), by));
        if (from.isPresent()) {
            if (!from.get().matches("[^.]+(\\.[^.]+){1,3}"))
                problems.error(reader.at("from"), "sync.wrong-path", "'from' is '" + from.get() + "', expected one to three lookups and a column of the last one's table", "write it as 'account.currency'");
            return Optional.of(new Pair.Source.From(from.get()));
        }
        if (text.isPresent()) return Optional.of(new Pair.Source.Template(text.get(), new Translation(words)));
        if (formula.isPresent()) return checks.formula(column, formula.get(), reader.at("formula")).map(Pair.Source.Calculated::new);
        if (parent.isPresent()) return Optional.of(new Pair.Source.Parent(parent.get()));
        problems.error(reader.at(), "sync.no-source", "it is not said where the value comes from", "add one of field, from, formula, text or parent");
        return Optional.empty();
    }

    private static TableMap.Conflict conflict(Reader map, Problems problems) {
        if (map.node("conflict").orElse(null) instanceof Node.Mapping rule) {
            var reader = new Reader(rule, problems);
            var latest = new TableMap.Conflict.Latest(reader.required("latest"));
            reader.done();
            return latest;
        }
        return switch (map.word("conflict", "erp", "portal", "ask")) {
            case "portal" -> new TableMap.Conflict.Portal();
            case "ask" -> new TableMap.Conflict.Ask();
            default -> new TableMap.Conflict.Erp();
        };
    }

    /** What the map says of records whose rows were deleted here: they stay unless it says otherwise. */
    private static TableMap.Ending deletes(Reader reader) {
        if (reader.node("deletes").orElse(null) instanceof Node.Mapping) return new TableMap.Ending.Marked(values(reader, "deletes"));
        return reader.word("deletes", "keep", "delete").equals("delete") ? new TableMap.Ending.Deleted() : new TableMap.Ending.Kept();
    }

    private static TableMap.Open open(Reader reader, Problems problems) {
        var every = duration(reader, "every", Duration.ofSeconds(2), problems);
        var open = new TableMap.Open(every, wanted(reader, "fields"), reader.required("column"), Set.copyOf(new TreeSet<>(reader.texts("values"))));
        reader.done();
        return open;
    }

    private static TableMap.Printout printout(Reader reader) {
        var where = new LinkedHashMap<String, String>();
        reader.mapping("where").ifPresent(fields -> fields.entries().keySet().forEach(field -> fields.text(field).ifPresent(value -> where.put(field, value))));
        var printout = new TableMap.Printout(reader.required("kind"), where);
        reader.done();
        return printout;
    }

    /** A value of a field, or a list of those it may have. */
    private static Map<String, Object> wanted(Reader reader, String key) {
        var wanted = new LinkedHashMap<String, Object>();
        reader.mapping(key).ifPresent(fields -> fields.entries().forEach((field, node) -> {
            if (node instanceof Node.Sequence) wanted.put(field, fields.texts(field));
            else fields.text(field).ifPresent(value -> wanted.put(field, value));
        }));
        return Map.copyOf(wanted);
    }

    private static Map<String, Object> values(Reader reader, String key) {
        var values = new LinkedHashMap<String, Object>();
        reader.mapping(key).ifPresent(mapping -> mapping.entries().keySet().forEach(field -> mapping.text(field).ifPresent(value -> values.put(field, value))));
        return Map.copyOf(values);
    }

    private static Duration duration(Reader reader, String key, Duration fallback, Problems problems) {
        var text = reader.text(key);
        if (text.isEmpty()) return fallback;
        try {
            var duration = Duration.parse("PT" + text.get().strip().toUpperCase(java.util.Locale.ROOT));
            if (duration.compareTo(Duration.ofMillis(500)) >= 0) return duration;
        } catch (DateTimeParseException e) {
            // told below, together with times that are too short
        }
        problems.error(reader.at(key), "sync.no-duration", "'" + key + "' is '" + text.get() + "', expected a time such as 2s, 15m or 1h, at least half a second", "write a number with s, m or h");
        return fallback;
    }

    static String nearest(String name, java.util.Collection<String> known) {
        return Problems.nearest(name, known).map(near -> "did you mean '" + near + "'?").orElse("known: " + String.join(", ", known));
    }
}
