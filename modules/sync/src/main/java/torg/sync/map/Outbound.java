package torg.sync.map;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.spi.sync.Connector.Outgoing;
import torg.spi.sync.Connector.Parts;

/** Turns a document of the portal into what the ERP is to be sent, by a map and the map of its parts. */
public final class Outbound {
    private static final int MOST_PARTS = 10_000;
    private final Tables tables;
    private final Caller caller;
    private final TableMaps maps;
    private final NaturalKeys naturalKeys;

    public Outbound(Tables tables, Caller caller, TableMaps maps) {
        this.tables = tables;
        this.caller = caller;
        this.maps = maps;
        this.naturalKeys = new NaturalKeys(tables, caller);
    }

    /**
     * The document as it is now; empty when the row is gone.
     *
     * @throws TorgException INVALID when it is more than can be sent
     */
    public Optional<Outgoing> document(TableMap map, String entity, String partsEntity, String key) {
        return tables.find(caller, map.table(), key)
                .map(row -> new Outgoing(entity, key, map.reference().orElseThrow(), fields(map, row), maps.partsOf(map).map(parts -> parts(map, parts, partsEntity, row)), same(map), map.fieldsRead()));
    }

    private static Set<String> same(TableMap map) {
        return map.same().stream().flatMap(column -> map.column(column).flatMap(Pair::field).stream()).collect(Collectors.toSet());
    }

    private Parts parts(TableMap whole, TableMap parts, String entity, Row row) {
        var table = tables.schema().table(parts.table());
        var lookup = table.whole().orElseThrow().name();
        var sent = parts.pairs().stream().filter(Pair::out).map(Pair::column).distinct().toArray(String[]::new);
        var order = parts.number(table).map(column -> new Query.Order(column.column(), false)).stream().toArray(Query.Order[]::new);
        var lines = tables.query(caller, Query.of(parts.table(), sent).where(Condition.eq(lookup, row.key())).order(order).top(MOST_PARTS));
        if (lines.next().isPresent()) throw TorgException.of(ProblemKind.INVALID, "sync.too-many-parts", "it has more than " + MOST_PARTS + " parts, which cannot be sent at once");
        var headKey = whole.erpKey().flatMap(whole::column).flatMap(Pair::field).orElseThrow();
        return new Parts(entity, parts.parent().orElseThrow(), headKey, parts.number(table).flatMap(Pair::field).orElseThrow(), lines.rows().stream().map(line -> fields(parts, line)).toList());
    }

    /** What the ERP's fields get of a row. */
    Map<String, Object> fields(TableMap map, Row row) {
        var fields = new LinkedHashMap<String, Object>(map.constants());
        for (var pair : map.pairs()) {
            if (!pair.out()) continue;
            row.value(pair.column()).ifPresent(value -> fields.put(pair.field().orElseThrow(), sent(map, pair, value)));
        }
        return fields;
    }

    /**
     * The value of a column that is paired with a field as the ERP has it.
     *
     * @throws TorgException INVALID when it leads to a row of which is not known what the ERP calls it
     */
    Object sent(TableMap map, Pair pair, Object value) {
        var field = (Pair.Source.Field) pair.source();
        var column = tables.schema().table(map.table()).columns().get(pair.column());
        var called = field.by().map(by -> naturalKeys.called(column, by, value.toString())).orElse(value);
        return field.values().isEmpty() ? called : field.values().there(called.toString());
    }
}
