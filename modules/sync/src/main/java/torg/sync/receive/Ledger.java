package torg.sync.receive;

import java.time.Instant;
import java.time.InstantSource;
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
import torg.sync.map.TableMap;

/** Remembers, beside the rows, how far each map is and which records were not taken. */
public final class Ledger {
    private final Tables tables;
    private final Caller caller;
    private final InstantSource clock;
    private final Guard guard;
    private final Lags lags = new Lags();

    public Ledger(Tables tables, Caller caller, InstantSource clock, Guard.Limits limits) {
        this.tables = tables;
        this.caller = caller;
        this.clock = clock;
        this.guard = new Guard(tables, caller, clock, limits);
    }

    /** What is held back because many rows would be gone. */
    public Guard guard() {
        return guard;
    }

    /** How long changes in the ERP took to get here. */
    public Lags lags() {
        return lags;
    }

    /** By the clock that everything is noted with. */
    public Instant now() {
        return clock.instant();
    }

    /** When everything of this map was last read, or empty when it never was. */
    public Optional<Instant> completed(TableMap map) {
        return tables.find(caller, SyncTables.STATE, map.name(), "completed").flatMap(row -> row.instant("completed"));
    }

    /** What came of it when everything of this map was last read, or empty when it never was. */
    public Optional<Completed> last(TableMap map) {
        return tables.find(caller, SyncTables.STATE, map.name()).flatMap(row -> row.instant("completed").map(at -> new Completed(at, row.integer("records"), row.integer("failures"))));
    }

    /**
     * A reading of everything.
     *
     * @param failures of the records, those that were not taken
     */
    public record Completed(Instant at, long records, long failures) {}

    void complete(TableMap map, long records, long failures) {
        tables.write(caller, Write.of(new Change.Put(SyncTables.STATE, map.name(),
                Map.of("map", map.name(), "completed", now(), "records", records, "failures", failures))));
    }

    /** Records of this map that were not taken. */
    public NotTaken failures(TableMap map) {
        return new NotTaken(tables, caller, map, clock);
    }

    /** In words, with the columns it is about. */
    public static String reason(TorgException why) {
        var fields = why.fields().stream().map(field -> field.field() + ": " + field.message()).toList();
        return fields.isEmpty() ? why.getMessage() : why.getMessage() + " (" + String.join("; ", fields) + ")";
    }

    public List<Row> failures(int most) {
        return tables.query(caller, Query.of(SyncTables.FAILURE, "map", "code", "reason", "record", "since").top(most)).rows();
    }

    /** How many records were not taken; counting ends at this many. */
    public int failureCount(int most) {
        return tables.query(caller, Query.of(SyncTables.FAILURE, "id").top(most)).rows().size();
    }
}
