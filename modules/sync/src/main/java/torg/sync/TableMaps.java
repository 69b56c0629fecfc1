package torg.sync;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Column;
import torg.api.table.Schema;
import torg.spi.sync.Connector;

/**
 * All maps of the site, those that others refer to first.
 *
 * @param maps in order of dependence
 */
record TableMaps(List<TableMap> maps) {

    Optional<TableMap> named(String name) {
        return maps.stream().filter(map -> map.name().equals(name)).findFirst();
    }

    /** The map that sends rows of this table. */
    Optional<TableMap> sending(String table) {
        return maps.stream().filter(map -> map.out() && map.partOf().isEmpty() && map.table().equals(table)).findFirst();
    }

    /** The map of the parts of this map's documents. */
    Optional<TableMap> partsOf(TableMap whole) {
        return maps.stream().filter(map -> map.partOf().filter(whole.name()::equals).isPresent()).findFirst();
    }

    /** The first of the map's entities that the ERP has. */
    String entity(TableMap map, Connector connector) {
        connector.expect(maps.stream().filter(other -> other.connector().equals(map.connector())).flatMap(other -> other.entities().stream()).collect(Collectors.toSet()));
        return map.entities().stream().filter(name -> connector.describe(name).isPresent()).findFirst().orElseThrow(() ->
                TorgException.of(ProblemKind.CONFIG, "sync.unknown-entity", "the ERP has none of the entities of map '" + map.name() + "': " + String.join(", ", map.entities()))
                        .help("correct the entity of the map"));
    }

    /** Order maps so that a row's lookups lead to tables that were filled before; a cycle is broken where it is met. */
    static TableMaps ordered(List<TableMap> maps, Schema schema) {
        var ordered = new LinkedHashSet<TableMap>();
        for (var map : maps) visit(map, maps, schema, ordered, new LinkedHashSet<>());
        return new TableMaps(List.copyOf(new ArrayList<>(ordered)));
    }

    private static void visit(TableMap map, List<TableMap> all, Schema schema, Set<TableMap> ordered, Set<TableMap> path) {
        if (ordered.contains(map) || !path.add(map)) return;
        needed(map, all, schema).forEach(other -> visit(other, all, schema, ordered, path));
        ordered.add(map);
    }

    /** Whether it comes earlier in the order of dependence; where maps refer to each other, one of them does. */
    boolean isBefore(TableMap one, TableMap other) {
        return maps.indexOf(one) < maps.indexOf(other);
    }

    /** Maps of the tables that this map's rows look up. */
    List<TableMap> needed(TableMap map, Schema schema) {
        return needed(map, maps, schema);
    }

    private static List<TableMap> needed(TableMap map, List<TableMap> all, Schema schema) {
        var tables = map.pairs().stream().filter(Pair::in)
                .flatMap(pair -> schema.find(map.table()).flatMap(table -> table.column(pair.column())).flatMap(Column::target).stream()).distinct().toList();
        return tables.stream().flatMap(table -> all.stream().filter(other -> other.table().equals(table) && other != map)).toList();
    }
}
