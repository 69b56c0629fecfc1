package torg.sync.map;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import torg.api.identity.Caller;
import torg.api.sync.Outbox;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Tables;
import torg.spi.sync.Connector;
import torg.spi.sync.Connector.Answer;
import torg.spi.sync.Connector.Batch;

/** Compares the parts of a document with those that the ERP has of it: what was changed before the document was sent, or by a person over there as well, need not be sent. */
final class PartsThere {
    private final Tables tables;
    private final Caller caller;
    private final TableMaps maps;
    private final TableMap parts;
    private final List<Pair> sent;

    PartsThere(Tables tables, Caller caller, TableMaps maps, TableMap parts) {
        this.tables = tables;
        this.caller = caller;
        this.maps = maps;
        this.parts = parts;
        this.sent = parts.pairs().stream().filter(pair -> pair.out() && pair.field().isPresent()).toList();
    }

    /**
     * Whether the ERP has the same parts, and no others, in all that is sent of them.
     *
     * @param key of the document here
     * @param erpKey the ERP's own
     */
    Answer<Boolean> asHere(String key, String erpKey, Connector connector) {
        var there = new HashSet<List<String>>();
        var fields = sent.stream().flatMap(pair -> pair.field().stream()).toList();
        var read = TableMap.read(maps.entity(parts, connector), fields, parts.where(), Map.of(parts.parent().orElseThrow(), List.of(erpKey)), Optional.empty());
        for (var page = Optional.of(read); page.isPresent(); ) {
            var answer = connector.read(page.get());
            if (!(answer instanceof Answer.Done<Batch>(var batch))) return Correcting.failed(answer);
            batch.records().forEach(record -> there.add(digests(pair -> record.get(pair.field().orElseThrow()))));
            page = batch.cursor().map(cursor -> new Connector.Read(read.entity(), read.fields(), read.where(), read.keys(), Optional.of(cursor)));
        }
        return new Answer.Done<>(there.equals(here(key)));
    }

    /** A number within the document is among what is sent, so no two are the same. */
    private Set<List<String>> here(String key) {
        var here = new HashSet<List<String>>();
        var lookup = tables.schema().table(parts.table()).whole().orElseThrow().name();
        var columns = sent.stream().map(Pair::column).distinct().toArray(String[]::new);
        var query = Query.of(parts.table(), columns).where(Condition.eq(lookup, key)).top(Query.MOST_ROWS);
        for (var page = Optional.of(query); page.isPresent(); ) {
            var rows = tables.query(caller, page.get());
            rows.rows().forEach(row -> here.add(digests(pair -> row.value(pair.column()).map(value -> Outbound.sent((Pair.Source.Field) pair.source(), value)).orElse(null))));
            page = rows.next().map(query::after);
        }
        return here;
    }

    /** Numbers are the same whatever type a side has for them. */
    private List<String> digests(Function<Pair, Object> value) {
        return sent.stream().map(pair -> Outbox.digest(value.apply(pair))).toList();
    }
}
