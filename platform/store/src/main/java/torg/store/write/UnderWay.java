package torg.store.write;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import torg.api.sync.Outbox.Edit;
import torg.api.table.Table;
import torg.api.table.Write;
import torg.store.database.EditText;
import torg.store.database.Jdbc;

/**
 * Which columns of a row hold what the ERP does not have yet, or did not have when it said what is about to be written. A connector's write leaves them alone: what
 * somebody typed here would be gone before it was sent. So it is with all parts of a document of which one was made, changed or taken away here. Asked while the row is
 * locked, so that no edit comes in between.
 */
final class UnderWay {
    /** By each state, for the index begins with it; joined, for of a list H2 looks at all that are in one of these states, and those of 30 days are many. */
    static final String EDITS = "select \"row_key\", \"edit\", \"state\" = 'DELIVERED' and \"due\" < ?" + of("('WAITING'), ('REFUSED'), ('DELIVERED')")
            + " where \"tbl\" = ? and \"kind\" = 'UPDATED' order by \"id\"";
    static final String DELETIONS = "select \"row_key\"" + of("('WAITING'), ('DELIVERED')")
            + " where (\"state\" = 'WAITING' or \"due\" >= ?) and \"tbl\" = ? and \"kind\" = 'DELETED'";
    static final String EDIT = alone(EDITS);
    static final String DELETION = alone(DELETIONS);

    private static String of(String states) {
        return " from unnest(cast(? as varchar array)) as \"of\"(\"key\") cross join (values " + states + ") as \"asked\"(\"which\")"
                + " join \"torg_outbox\" on \"state\" = \"which\" and \"row_key\" = \"key\"";
    }

    /** The same of one row: where it is one, PostgreSQL looks for it in the index, whatever it knew of the table when it was first asked. */
    private static String alone(String question) {
        return question.replace("unnest(cast(? as varchar array)) as \"of\"(\"key\") cross join ", "").replace("\"row_key\" = \"key\"", "\"row_key\" = ?");
    }

    /** Later than anything was delivered. */
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");
    private final Connection connection;
    private final boolean fromHere;
    private final Instant asOf;
    /** What is known already, of rows that were asked for together. */
    private final Map<RowOf, List<Edited>> edits = new HashMap<>();
    private final Map<RowOf, Boolean> deletions = new HashMap<>();

    /**
     * @param origin of the write
     * @param asOf when the origin said so; empty when it is what the ERP has now
     */
    UnderWay(Connection connection, String origin, Optional<Instant> asOf) {
        this.connection = connection;
        this.fromHere = origin.equals(Write.PORTAL);
        this.asOf = asOf.orElse(NEVER);
    }

    /** These rows are going to be asked for: all of them in one go, now that they are locked. */
    void expect(Table table, Collection<String> keys) throws SQLException {
        if (fromHere || !table.outbox()) return;
        for (var key : keys) {
            edits.put(new RowOf(table.name(), key), new ArrayList<>());
            deletions.put(new RowOf(table.name(), key), false);
        }
        var all = keys.toArray(String[]::new);
        Jdbc.query(connection, EDITS, rows -> edits.get(new RowOf(table.name(), rows.getString(1))).add(new Edited(EditText.read(rows.getString(2)), rows.getBoolean(3))), asOf, all, table.name());
        Jdbc.query(connection, DELETIONS, rows -> deletions.put(new RowOf(table.name(), rows.getString(1)), true), all, asOf, table.name());
    }

    Set<String> columns(Table table, String key) throws SQLException {
        if (fromHere || !table.outbox()) return Set.of();
        var columns = new HashSet<String>();
        for (var edited : edits(table, key)) {
            // What a later edit brought there is no longer waited for, whatever became of an earlier one.
            if (edited.there) columns.removeAll(edited.edit.before().keySet());
            else columns.addAll(edited.edit.before().keySet());
        }
        return columns;
    }

    /**
     * Whether the parts of a document are other ones here than the ERP knew.
     *
     * @param document its table
     */
    boolean parts(Table document, String key) throws SQLException {
        if (fromHere || !document.outbox()) return false;
        var under = false;
        for (var edited : edits(document, key)) if (!edited.edit.parts().isEmpty()) under = !edited.there;
        return under;
    }

    /** Whether the row was deleted here, and the ERP had it still when it said what is written. */
    boolean deleted(Table table, String key) throws SQLException {
        if (fromHere || !table.outbox()) return false;
        var row = new RowOf(table.name(), key);
        var before = deletions.get(row);
        return before != null ? before : !Jdbc.query(connection, DELETION, rows -> true, key, asOf, table.name()).isEmpty();
    }

    private List<Edited> edits(Table table, String key) throws SQLException {
        var row = new RowOf(table.name(), key);
        var before = edits.get(row);
        return before != null ? before : Jdbc.query(connection, EDIT, rows -> new Edited(EditText.read(rows.getString(2)), rows.getBoolean(3)), asOf, key, table.name());
    }

    /** @param there whether the ERP had it when it said what is written */
    private record Edited(Edit edit, boolean there) {}
}
