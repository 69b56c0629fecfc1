package torg.sync.map;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import torg.api.identity.Caller;
import torg.api.sync.Outbox;
import torg.api.table.Tables;
import torg.spi.sync.Connector;
import torg.spi.sync.Connector.Answer;
import torg.spi.sync.Connector.Batch;
import torg.spi.sync.Connector.Removal;

/** Finds what the ERP has of a row that was deleted here: the record with its key that agrees with what the row held in what tells documents apart. */
public final class Removing {
    private final Tables tables;
    private final Caller caller;
    private final TableMaps maps;

    public Removing(Tables tables, Caller caller, TableMaps maps) {
        this.tables = tables;
        this.caller = caller;
        this.maps = maps;
    }

    /**
     * The record that is to go; empty when the ERP has none, or none that was this row.
     *
     * @return what kept the ERP from being asked, {@link Answer.Refused} too when it has several, or one of which nobody knows whether it was this row
     * @throws torg.api.problem.TorgException INVALID when what the ERP has there cannot be told
     */
    public Answer<Optional<Removal>> left(Outbox.Entry entry, TableMap map, Connector connector) {
        var entity = maps.entity(map, connector);
        var key = connector.describe(entity).map(Connector.EntityInfo::key).orElse(List.of());
        var marks = map.deletes() instanceof TableMap.Ending.Marked(var values) ? List.copyOf(values.keySet()) : List.<String>of();
        var fields = Stream.of(map.fieldsRead(), key, marks).flatMap(List::stream).distinct().toList();
        for (var field : map.keyFields(tables.schema().table(map.table()))) {
            var answer = connector.read(TableMap.read(entity, fields, map.where(), Map.of(field, List.of(entry.key())), Optional.empty()));
            if (!(answer instanceof Answer.Done<Batch>(var batch))) return Correcting.failed(answer);
            var inbound = new Inbound(tables, caller, maps, map);
            // An ERP that says the same of it twice has it once.
            var found = batch.records().stream().distinct().filter(record -> was(entry, map, inbound.mapped(record))).toList();
            if (!found.isEmpty() && entry.edit().before().isEmpty())
                return new Answer.Refused<>("sync.not-known", "the ERP has a record of '" + entity + "' with the key " + entry.key() + ", and what the deleted row held was not noted");
            if (found.size() > 1) return new Answer.Refused<>("sync.not-there", "the ERP has several records of '" + entity + "' with the key " + entry.key());
            if (!found.isEmpty()) return new Answer.Done<>(Optional.of(new Removal(entity, found.getFirst())));
        }
        return new Answer.Done<>(Optional.empty());
    }

    /** People type references too: another document that carries the key is not this one. */
    private boolean was(Outbox.Entry entry, TableMap map, Map<String, Object> values) {
        var before = entry.edit().before();
        return entry.key().equals(values.get(tables.schema().table(map.table()).key()))
                && Stream.concat(map.erpKey().stream(), map.same().stream()).allMatch(column -> !before.containsKey(column) || before.get(column).equals(Outbox.digest(values.get(column))));
    }
}
