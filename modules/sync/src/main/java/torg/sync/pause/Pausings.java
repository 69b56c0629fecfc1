package torg.sync.pause;

import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.sync.pause.Pausing.Scope;
import torg.sync.receive.SyncTables;

/**
 * Remembers, beside the rows, what stands still and who said so: over restarts, and for every node. Of what goes on again, the last time it stood still and who
 * ended that. Thread-safe.
 */
public final class Pausings {
    private final Tables tables;
    private final Caller caller;

    public Pausings(Tables tables, Caller caller) {
        this.tables = tables;
        this.caller = caller;
    }

    /** What stands still now. */
    public Paused now() {
        return new Paused(tables.query(caller, Query.of(SyncTables.PAUSING, "scope", "name", "by", "since", "note").where(new Condition.Empty("ended")).top(Query.MOST_ROWS)).rows().stream().map(Pausings::pausing).toList());
    }

    /**
     * Let it stand still from now on.
     *
     * @throws TorgException CONFLICT {@code sync.paused} when it does already
     */
    public void begin(Pausing pausing) {
        if (isOpen(pausing.scope(), pausing.name())) throw TorgException.of(ProblemKind.CONFLICT, "sync.paused", "'" + pausing.name() + "' is paused already");
        var values = new HashMap<String, Object>(Map.of("scope", pausing.scope().word(), "name", pausing.name(), "by", pausing.by(), "since", pausing.since(), "note", pausing.note()));
        values.put("ended", null);
        values.put("endedby", null);
        put(pausing.scope(), pausing.name(), values);
    }

    /**
     * Let it go on.
     *
     * @param by who says so, for people
     * @throws TorgException CONFLICT {@code sync.not-paused} when it does not stand still, or only because of something else
     */
    public void end(Scope scope, String name, String by) {
        if (!isOpen(scope, name)) throw TorgException.of(ProblemKind.CONFLICT, "sync.not-paused", "'" + name + "' is not paused");
        put(scope, name, Map.of("ended", Instant.now(), "endedby", by));
    }

    private boolean isOpen(Scope scope, String name) {
        return tables.find(caller, SyncTables.PAUSING, key(scope, name), "ended").filter(row -> row.instant("ended").isEmpty()).isPresent();
    }

    private void put(Scope scope, String name, Map<String, Object> values) {
        tables.write(caller, Write.of(new Change.Put(SyncTables.PAUSING, key(scope, name), values)));
    }

    private static String key(Scope scope, String name) {
        return switch (scope) {
            case MAP -> "map/";
            case CONNECTOR -> "all/";
        } + name;
    }

    private static Pausing pausing(Row row) {
        return new Pausing(Scope.valueOf(row.text("scope").orElseThrow().toUpperCase(Locale.ROOT)), row.text("name").orElseThrow(), row.text("by").orElse(""), row.instant("since").orElseThrow(), row.text("note").orElse(""));
    }
}
