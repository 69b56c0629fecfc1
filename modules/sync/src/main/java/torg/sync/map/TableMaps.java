package torg.sync.map;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.table.Column;
import torg.api.table.Schema;
import torg.spi.sync.Connector;

/**
 * All maps of the site, those that others refer to first.
 *
 * @param maps in order of dependence
 * @param documents what each map's author wrote, by the map's name
 */
public record TableMaps(List<TableMap> maps, Map<String, Node.Mapping> documents) {

    public Optional<TableMap> named(String name) {
        return maps.stream().filter(map -> map.name().equals(name)).findFirst();
    }

    /**
     * Of the maps of a table those that are for a row of it, where some are for the rows of some companies.
     *
     * @param of whether the row is of some of these companies
     */
    public TableMaps of(String table, Predicate<TableMap.Companies> of) {
        return new TableMaps(maps.stream().filter(map -> map.table().equals(table) && map.isFor(of)).toList(), documents);
    }

    /** The map that sends rows of this table that were made here. */
    public Optional<TableMap> sending(String table) {
        return maps.stream().filter(map -> map.out() && map.partOf().isEmpty() && map.table().equals(table)).findFirst();
    }

    /** The map that says what the ERP has in writing of rows of this table. */
    public Optional<TableMap> printing(String table) {
        return maps.stream().filter(map -> map.printout().isPresent() && map.table().equals(table)).findFirst();
    }

    /** The map that sends changes of rows of this table. */
    public Optional<TableMap> changing(String table) {
        return maps.stream().filter(map -> map.changes() && map.table().equals(table)).findFirst();
    }

    /** A map of this table's whole rows, whichever way it goes. */
    public Optional<TableMap> any(String table) {
        return maps.stream().filter(map -> map.partOf().isEmpty() && map.table().equals(table)).findFirst();
    }

    /** Maps of the same rows of which nothing says which one sends a row, two and two. */
    static Stream<List<TableMap>> unclear(Collection<TableMap> maps) {
        var sending = maps.stream().filter(map -> map.partOf().isEmpty() && (map.out() || map.changes())).toList();
        return sending.stream().flatMap(one -> sending.stream().dropWhile(other -> other != one).skip(1)
                .filter(other -> other.connector().equals(one.connector()) && other.table().equals(one.table())
                        && one.companies().map(companies -> companies.meets(other.companies())).orElse(true)).map(other -> List.of(one, other)));
    }

    /** The map of the parts that are sent with this map's documents. */
    public Optional<TableMap> partsOf(TableMap whole) {
        return with(whole).filter(TableMap::sends).findFirst();
    }

    /** The maps of all that the ERP makes of this map's documents, such as lines and shipments, whether or not it is sent. */
    public Stream<TableMap> with(TableMap whole) {
        return maps.stream().filter(map -> map.partOf().filter(whole.name()::equals).isPresent());
    }

    /** The path from a part to the ERP's number of its document; empty where the map of the document keeps no such number. */
    public Optional<String> numberOfWhole(TableMap parts) {
        return parts.partOf().flatMap(this::named).flatMap(TableMap::erpKey).flatMap(number -> parts.toWhole().map(lookup -> lookup + "." + number));
    }

    /** The first of the map's entities that the ERP has. */
    public String entity(TableMap map, Connector connector) {
        connector.expect(maps.stream().filter(other -> other.connector().equals(map.connector())).flatMap(other -> Stream.concat(other.entities().stream(), other.printout().map(TableMap.Printout::kind).stream())).collect(Collectors.toSet()));
        return map.entities().stream().filter(name -> connector.describe(name).isPresent()).findFirst().orElseThrow(() ->
                TorgException.of(ProblemKind.CONFIG, "sync.unknown-entity", "the ERP has none of the entities of map '" + map.name() + "': " + String.join(", ", map.entities()))
                        .help("correct the entity of the map"));
    }

    /** The first of {@link #unknownFields}. */
    public Optional<String> unknownField(TableMap map, Connector connector, String entity, Stream<String> fields) {
        return unknownFields(map, connector, entity, fields).findFirst();
    }

    /** Those of these fields that the ERP's entity does not have, each with the place where the map names it and what to do; none when it has them all. */
    public Stream<String> unknownFields(TableMap map, Connector connector, String entity, Stream<String> fields) {
        var known = fields(connector, entity);
        // A path leads on to other entities, of which only the connector knows.
        return known.isEmpty() ? Stream.empty() : fields.filter(field -> !known.contains(field) && !field.contains(".")).map(field ->
                named(documents.get(map.name()), field).map(at -> at + " ").orElse("") + "entity '" + entity + "' has no field '" + field + "'"
                        + Problems.nearest(field, known).map(near -> " (did you mean '" + near + "'?)").orElse(""));
    }

    /** None when the ERP does not say, which is nobody's mistake in a map. */
    private static Set<String> fields(Connector connector, String entity) {
        try {
            return connector.describe(entity).map(described -> described.fields().keySet()).orElse(Set.of());
        } catch (TorgException e) {
            return Set.of();
        }
    }

    /** Where a document names a field: as a value, as a key, or in braces. */
    private static Optional<Position> named(Node node, String field) {
        return switch (node) {
            case Node.Scalar(var at, var text) -> text.equals(field) || text.contains("{" + field + "}") ? Optional.of(at) : Optional.empty();
            case Node.Sequence(_, var items) -> items.stream().flatMap(item -> named(item, field).stream()).findFirst();
            case Node.Mapping(_, var entries) -> entries.entrySet().stream()
                    .flatMap(entry -> entry.getKey().equals(field) ? Stream.of(entry.getValue().at()) : named(entry.getValue(), field).stream()).findFirst();
        };
    }

    /** Order maps so that a row's lookups lead to tables that were filled before; a cycle is broken where it is met. */
    static TableMaps ordered(List<TableMap> maps, Map<String, Node.Mapping> documents, Schema schema) {
        var ordered = new LinkedHashSet<TableMap>();
        for (var map : maps) visit(map, maps, schema, ordered, new LinkedHashSet<>());
        return new TableMaps(List.copyOf(new ArrayList<>(ordered)), Map.copyOf(documents));
    }

    private static void visit(TableMap map, List<TableMap> all, Schema schema, Set<TableMap> ordered, Set<TableMap> path) {
        if (ordered.contains(map) || !path.add(map)) return;
        needed(map, all, schema).forEach(other -> visit(other, all, schema, ordered, path));
        ordered.add(map);
    }

    /** Whether it comes earlier in the order of dependence; where maps refer to each other, one of them does. */
    public boolean isBefore(TableMap one, TableMap other) {
        return maps.indexOf(one) < maps.indexOf(other);
    }

    /** Maps of the tables that this map's rows look up. */
    public List<TableMap> needed(TableMap map, Schema schema) {
        return needed(map, maps, schema);
    }

    private static List<TableMap> needed(TableMap map, List<TableMap> all, Schema schema) {
        var tables = map.pairs().stream().filter(Pair::in)
                .flatMap(pair -> schema.find(map.table()).flatMap(table -> table.column(pair.column())).flatMap(Column::target).stream()).distinct().toList();
        return tables.stream().flatMap(table -> all.stream().filter(other -> other.table().equals(table) && other != map)).toList();
    }
}
