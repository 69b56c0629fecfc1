package torg.sync;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;

/** Remembers, beside the rows, how far each map is and which records were not taken. */
final class Ledger {
    private final Tables tables;
    private final Caller caller;

    Ledger(Tables tables, Caller caller) {
        this.tables = tables;
        this.caller = caller;
    }

    /** When everything of this map was last read, or empty when it never was. */
    Optional<Instant> completed(TableMap map) {
        return tables.find(caller, SyncTables.STATE, map.name(), "completed").flatMap(row -> row.instant("completed"));
    }

    void complete(TableMap map, long records, long failures) {
        tables.write(caller, Write.of(new Change.Put(SyncTables.STATE, map.name(),
                Map.of("map", map.name(), "completed", Instant.now(), "records", records, "failures", failures))));
    }

    /** Records of this map that were not taken. */
    Failures failures(TableMap map) {
        return new Failures(tables, caller, map);
    }

    /** In words, with the columns it is about. */
    static String reason(TorgException why) {
        var fields = why.fields().stream().map(field -> field.field() + ": " + field.message()).toList();
        return fields.isEmpty() ? why.getMessage() : why.getMessage() + " (" + String.join("; ", fields) + ")";
    }

    List<Row> failures(int most) {
        return tables.query(caller, Query.of(SyncTables.FAILURE, "map", "code", "reason", "record", "since").top(most)).rows();
    }

    /** How many records were not taken; counting ends at this many. */
    int failureCount(int most) {
        return tables.query(caller, Query.of(SyncTables.FAILURE, "id").top(most)).rows().size();
    }
}
