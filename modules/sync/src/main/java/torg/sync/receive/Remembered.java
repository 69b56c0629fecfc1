package torg.sync.receive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import torg.api.identity.Caller;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.sync.map.TableMap;

/**
 * The keys that a map brought, as they were kept beside the rows at one moment: those of the last reading of everything, and those that were new since, written together with their rows, so
 * that none is forgotten when a reading breaks off.
 */
final class Remembered {
    private static final int MOST_AT_ONCE = 1_000;
    private final Tables tables;
    private final Caller caller;
    private final TableMap map;
    private final Map<String, String> kept;
    private final Keys keys;

    private Remembered(Tables tables, Caller caller, TableMap map, Map<String, String> kept) {
        this.tables = tables;
        this.caller = caller;
        this.map = map;
        this.kept = kept;
        this.keys = Keys.of(kept.values());
    }

    static Remembered of(Tables tables, Caller caller, TableMap map) {
        var kept = tables.query(caller, Query.of(SyncTables.SEEN, "keys").where(Condition.eq("map", map.name())).top(Query.MOST_ROWS)).rows();
        return new Remembered(tables, caller, map, kept.stream().collect(Collectors.toMap(Row::key, part -> part.text("keys").orElse(""))));
    }

    Keys keys() {
        return keys;
    }

    /** To be written together with rows that are brought: the keys of those that are new. */
    Optional<Change> beside(List<String> brought) {
        var fresh = brought.stream().filter(key -> !keys.has(key)).toList();
        if (fresh.isEmpty()) return Optional.empty();
        var text = Keys.text(fresh);
        return Optional.of(put(Write.Once.digestOf(map.name() + '\n' + text), text));
    }

    /** These in place of those of that moment; only what is other than then is written. */
    void replace(Keys now) {
        var parts = now.parts().entrySet().stream().collect(Collectors.toMap(part -> map.name() + "/" + part.getKey(), Map.Entry::getValue));
        var changes = new ArrayList<Change>();
        parts.forEach((id, text) -> {
            if (!text.equals(kept.get(id))) changes.add(put(id, text));
        });
        kept.keySet().stream().filter(id -> !parts.containsKey(id) && tables.find(caller, SyncTables.SEEN, id, "map").isPresent()).forEach(id -> changes.add(new Change.Delete(SyncTables.SEEN, id)));
        for (var some : Records.chains(changes, MOST_AT_ONCE)) tables.write(caller, Write.of(some));
    }

    private Change put(String id, String text) {
        return new Change.Put(SyncTables.SEEN, id, Map.of("map", map.name(), "keys", text));
    }
}
