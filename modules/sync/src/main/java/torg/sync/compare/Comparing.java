package torg.sync.compare;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.sync.Outbox;
import torg.api.table.Column;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Table;
import torg.api.table.Tables;
import torg.sync.compare.Comparison.Finding;
import torg.sync.compare.Comparison.Kind;
import torg.sync.map.Erased;
import torg.sync.map.Inbound;
import torg.sync.map.ManyRows;
import torg.sync.map.Pair;
import torg.sync.map.TableMap;
import torg.sync.map.TableMaps;
import torg.sync.receive.Keys;
import torg.sync.receive.Ledger;
import torg.sync.receive.Owned;
import torg.sync.receive.Receiver;

/**
 * Looks at every record of a map and every row of its table, and writes nothing: what the next reading of everything would do. What the store alone would refuse
 * (a text that is too long, a lookup that leads nowhere) is found by that reading only. For one thread.
 */
final class Comparing {
    private static final int PAGE = 1_000;
    private final Tables tables;
    private final Caller caller;
    private final Outbox outbox;
    private final TableMaps maps;
    private final TableMap map;
    private final Keys seen = new Keys();
    /** What was delivered since then may not have been there yet when the ERP was asked. */
    private final Instant begun = Instant.now();

    Comparing(Tables tables, Caller caller, Outbox outbox, TableMaps maps, TableMap map) {
        this.tables = tables;
        this.caller = caller;
        this.outbox = outbox;
        this.maps = maps;
        this.map = map;
    }

    /** Told of what each page of either side brought. */
    @FunctionalInterface
    interface Told {
        void of(long records, List<Finding> findings);
    }

    void run(Receiver receiver, Told told) {
        receiver.look(map, records -> told.of(records.size(), there(receiver, records)));
        var owned = Owned.of(tables, caller, maps, map);
        var query = Query.of(map.table(), Stream.of(Stream.of(table().key()), owned.number().stream(), whole().map(Column::name).stream()).flatMap(names -> names).distinct().toArray(String[]::new)).top(PAGE);
        for (var page = Optional.of(query); page.isPresent(); ) {
            var here = tables.query(caller, page.get());
            told.of(0, here(owned, here.rows()));
            page = here.next().map(query::after);
        }
    }

    private List<Finding> there(Receiver receiver, List<Map<String, Object>> records) {
        var inbound = new Inbound(tables, caller, maps, map);
        var key = tables.schema().table(map.table()).key();
        var findings = new ArrayList<Finding>();
        var mapped = new ArrayList<Map<String, Object>>();
        inbound.expectRows(records);
        for (var record : records) {
            try {
                var values = inbound.values(record);
                if (values.get(key) == null) throw TorgException.of(ProblemKind.INVALID, "sync.no-key", "the record has no value for the key '" + key + "'");
                seen.add(String.valueOf(values.get(key)));
                mapped.add(values);
            } catch (TorgException e) {
                if (e.kind() == ProblemKind.BUSY || e.kind() == ProblemKind.UPSTREAM) throw e;
                findings.add(new Finding(Kind.NOT_TAKEN, map.identity(key).stream().map(field -> String.valueOf(record.get(field))).collect(Collectors.joining(" ")), List.of(), Ledger.reason(e)));
            }
        }
        var columns = map.pairs().stream().filter(Pair::in).map(Pair::column).distinct().toArray(String[]::new);
        var here = new ManyRows(tables, caller).byKey(map.table(), mapped.stream().map(values -> String.valueOf(values.get(key))).toList(), columns);
        for (var values : mapped) {
            var name = String.valueOf(values.get(key));
            Optional.ofNullable(here.get(name)).map(row -> differing(values, row)).orElseGet(() -> Optional.of(new Finding(Kind.ONLY_THERE, name, List.of(), ""))).ifPresent(findings::add);
        }
        return underWay(findings);
    }

    private static Optional<Finding> differing(Map<String, Object> values, Row row) {
        var differences = Difference.between(row, values);
        return differences.isEmpty() ? Optional.empty() : Optional.of(new Finding(Kind.DIFFERS, row.key(), differences, ""));
    }

    /** Rows of which the ERP has no record, and that are not on their way there. */
    private List<Finding> here(Owned owned, List<Row> rows) {
        var missing = rows.stream().filter(row -> !seen.has(row.key())).toList();
        var unfinished = outbox.unfinished(whole().flatMap(Column::target).orElse(map.table()), missing.stream().map(this::document).collect(Collectors.toSet()), begun);
        return missing.stream().filter(row -> !unfinished.contains(document(row))).map(row -> new Finding(owned.has(row) ? Kind.GONE : Kind.ONLY_HERE, row.key(), List.of(), "")).toList();
    }

    private Table table() {
        return tables.schema().table(map.table());
    }

    /** In a map of parts, the lookup to the document. */
    private Optional<Column> whole() {
        return map.partOf().isPresent() ? table().whole() : Optional.empty();
    }

    /** The key of the document that a row is or belongs to. */
    private String document(Row row) {
        return whole().flatMap(column -> row.text(column.name())).orElse(row.key());
    }

    /** What is on its way to the ERP is nobody's difference yet, and who was erased here is none. */
    private List<Finding> underWay(List<Finding> findings) {
        if (findings.isEmpty() || map.partOf().isPresent()) return findings;
        var keys = findings.stream().map(Finding::key).collect(Collectors.toCollection(LinkedHashSet::new));
        var unfinished = outbox.unfinished(map.table(), keys, begun);
        var erased = new Erased(tables, caller).among(map.table(), keys);
        return findings.stream().filter(finding -> !unfinished.contains(finding.key()) && !erased.contains(finding.key())).toList();
    }
}
