package torg.sync;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Condition;
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

    /** Keep a record that was not taken, with the reason. */
    void failed(TableMap map, Map<String, Object> record, TorgException why) {
        var text = new TreeMap<>(record).toString();
        var id = id(map, text);
        var values = new java.util.HashMap<String, Object>(Map.of("id", id, "map", map.name(), "record", text, "code", why.code(), "reason", cut(reason(why))));
        if (tables.find(caller, SyncTables.FAILURE, id, "id").isEmpty()) values.put("since", Instant.now());
        tables.write(caller, Write.of(new Change.Put(SyncTables.FAILURE, id, values)));
    }

    /** In words, with the columns it is about. */
    static String reason(TorgException why) {
        var fields = why.fields().stream().map(field -> field.field() + ": " + field.message()).toList();
        return fields.isEmpty() ? why.getMessage() : why.getMessage() + " (" + String.join("; ", fields) + ")";
    }

    /** Forget the failures of a map; those that still fail come back with the pass that follows. */
    void forget(TableMap map) {
        List<Row> old;
        do {
            old = tables.query(caller, Query.of(SyncTables.FAILURE, "id").where(Condition.eq("map", map.name())).top(500)).rows();
            if (!old.isEmpty()) tables.write(caller, Write.of(old.stream().map(row -> new Change.Delete(SyncTables.FAILURE, row.key())).toList()));
        } while (old.size() == 500);
    }

    List<Row> failures(int most) {
        return tables.query(caller, Query.of(SyncTables.FAILURE, "map", "code", "reason", "record", "since").top(most)).rows();
    }

    /** How many records were not taken; counting ends at this many. */
    int failureCount(int most) {
        return tables.query(caller, Query.of(SyncTables.FAILURE, "id").top(most)).rows().size();
    }

    private static String cut(String text) {
        return text.length() <= 1000 ? text : text.substring(0, 1000);
    }

    private static String id(TableMap map, String record) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest((map.name() + record).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 24);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
