package torg.store.write;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
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
    static final String EDITS = "select \"edit\", \"state\" = 'DELIVERED' and \"due\" < ?"
            + " from (values ('WAITING'), ('REFUSED'), ('DELIVERED')) as \"asked\"(\"which\") join \"torg_outbox\" on \"state\" = \"which\""
            + " where \"tbl\" = ? and \"row_key\" = ? and \"kind\" = 'UPDATED' order by \"id\"";
    static final String DELETIONS = "select 1 from (values ('WAITING'), ('DELIVERED')) as \"asked\"(\"which\") join \"torg_outbox\" on \"state\" = \"which\""
            + " where (\"state\" = 'WAITING' or \"due\" >= ?)"
            + " and \"tbl\" = ? and \"row_key\" = ? and \"kind\" = 'DELETED'";
    /** Later than anything was delivered. */
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");
    private final Connection connection;
    private final boolean fromHere;
    private final Instant asOf;

    /**
     * @param origin of the write
     * @param asOf when the origin said so; empty when it is what the ERP has now
     */
    UnderWay(Connection connection, String origin, Optional<Instant> asOf) {
        this.connection = connection;
        this.fromHere = origin.equals(Write.PORTAL);
        this.asOf = asOf.orElse(NEVER);
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
        return !fromHere && table.outbox() && !Jdbc.query(connection, DELETIONS, rows -> true, asOf, table.name(), key).isEmpty();
    }

    private List<Edited> edits(Table table, String key) throws SQLException {
        return Jdbc.query(connection, EDITS, rows -> new Edited(EditText.read(rows.getString(1)), rows.getBoolean(2)), asOf, table.name(), key);
    }

    /** @param there whether the ERP had it when it said what is written */
    private record Edited(Edit edit, boolean there) {}
}
