package torg.sync.receive;

import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.sync.map.Storable;
import torg.sync.map.TableMap;

/**
 * The records of one map that were not taken, each with its reason, as they are known when it is made. A record is the same one as long as the fields are the
 * same that its keys are made of: so another value takes the place of its old failure, and a record that is taken ends it. For one thread.
 */
public final class NotTaken {
    /** Kept of a map; where more fail it is the map that is wrong, and the list of them helps nobody. */
    static final int MOST = 1_000;
    /** Hexadecimal digits of an id: enough to tell a thousand records apart, and those that are kept have as many. */
    private static final int ID = 48;
    private static final int LONGEST_RECORD = 4_000;
    private static final int LONGEST_REASON = 1_000;

    private final Tables tables;
    private final Caller caller;
    private final TableMap map;
    private final InstantSource clock;
    private final Set<String> identity;
    private final Set<String> known;
    private final Set<String> failed = new HashSet<>();
    private long count;

    NotTaken(Tables tables, Caller caller, TableMap map, InstantSource clock) {
        this.tables = tables;
        this.caller = caller;
        this.map = map;
        this.clock = clock;
        this.identity = map.identity(tables.schema().table(map.table()).key());
        this.known = tables.query(caller, Query.of(SyncTables.FAILURE, "id").where(Condition.eq("map", map.name())).top(MOST)).rows().stream().map(Row::key).collect(Collectors.toCollection(HashSet::new));
    }

    /** How many records were not taken since it was made. */
    long count() {
        return count;
    }

    /** Those of them that are kept. */
    Set<String> failed() {
        return failed;
    }

    /** Keep a record that was not taken, with the reason. */
    public void add(Map<String, Object> record, TorgException why) {
        count++;
        var id = id(record);
        var isNew = !known.contains(id);
        if (isNew && known.size() >= MOST) return;
        var values = new HashMap<String, Object>(Map.of("id", id, "map", map.name(), "record", Storable.text(new TreeMap<>(record).toString(), LONGEST_RECORD),
                "code", why.code(), "reason", Storable.text(Ledger.reason(why), LONGEST_REASON)));
        if (isNew) values.put("since", clock.instant());
        tables.write(caller, Write.of(new Change.Put(SyncTables.FAILURE, id, values)));
        known.add(id);
        failed.add(id);
    }

    /** These are as they should be. */
    void taken(Collection<Map<String, Object>> records) {
        if (known.isEmpty()) return;
        forget(records.stream().map(this::id).filter(known::contains).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Forget all but these. */
    void keepOnly(Set<String> ids) {
        forget(known.stream().filter(id -> !ids.contains(id)).collect(Collectors.toCollection(TreeSet::new)));
    }

    private void forget(Set<String> ids) {
        if (ids.isEmpty()) return;
        try {
            tables.write(caller, Write.of(ids.stream().map(id -> new Change.Delete(SyncTables.FAILURE, id)).toList()));
        } catch (TorgException e) {
            // The other direction was quicker with one of them; the rest go with the next look.
            if (e.kind() != ProblemKind.NOT_FOUND) throw e;
        }
        known.removeAll(ids);
        failed.removeAll(ids);
    }

    private String id(Map<String, Object> record) {
        var named = identity.stream().filter(record::containsKey).map(field -> field + '=' + record.get(field)).collect(Collectors.joining("\n"));
        return Write.Once.digestOf(map.name() + '\n' + (named.isEmpty() ? new TreeMap<>(record).toString() : named)).substring(0, ID);
    }
}
