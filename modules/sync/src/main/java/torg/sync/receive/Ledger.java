package torg.sync.receive;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.api.sync.Outbox;
import torg.api.table.Change;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.sync.map.TableMap;

/** Remembers, beside the rows, how far each map is and which records were not taken. */
public final class Ledger {
    /** A portal that was killed is started again sooner, and ERPs remember where a page begins for longer. */
    private static final Duration PLACE_IS_KNOWN = Duration.ofHours(1);
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
        var values = new HashMap<String, Object>(Map.of("map", map.name(), "completed", now(), "records", records, "failures", failures));
        for (var over : List.of("cursor", "asked", "reached")) values.put(over, null);
        tables.write(caller, Write.of(new Change.Put(SyncTables.STATE, map.name(), values)));
    }

    /**
     * How far a first reading came.
     *
     * @param cursor where its next page is
     * @param records brought by the pages before
     * @param failures of these, the records that were not taken
     */
    record Reached(String cursor, long records, long failures) {}

    /** A page of the first reading is here: it goes on behind it, also in another process. */
    void reached(TableMap map, Reached reached) {
        tables.write(caller, Write.of(new Change.Put(SyncTables.STATE, map.name(),
                Map.of("map", map.name(), "cursor", reached.cursor, "asked", asked(map), "reached", now(), "records", reached.records, "failures", reached.failures))));
    }

    /**
     * How far the first reading of this map came when the portal ended, or empty when there is nothing to go on with: none was begun, it is over, the map asks the ERP for something else by
     * now, or so much time has passed that the ERP may have forgotten the place.
     */
    Optional<Reached> reached(TableMap map) {
        return tables.find(caller, SyncTables.STATE, map.name()).filter(row -> row.instant("completed").isEmpty() && row.text("asked").filter(asked(map)::equals).isPresent())
                .filter(row -> row.instant("reached").filter(at -> at.plus(PLACE_IS_KNOWN).isAfter(now())).isPresent())
                .flatMap(row -> row.text("cursor").map(cursor -> new Reached(cursor, row.integer("records"), row.integer("failures"))));
    }

    /** What the ERP is asked for: a place is one among the pages of just this. */
    private static String asked(TableMap map) {
        return Outbox.digest(String.join("\n", map.connector(), map.entities().toString(), map.fieldsRead().toString(), new TreeMap<>(map.where()).toString()));
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
