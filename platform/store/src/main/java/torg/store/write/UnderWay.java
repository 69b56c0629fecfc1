package torg.store.write;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import torg.api.table.Table;
import torg.api.table.Write;
import torg.store.database.EditText;
import torg.store.database.Jdbc;

/**
 * Which columns of a row hold what the ERP does not have yet, or did not have when it said what is about to be written. A connector's write leaves them alone: what
 * somebody typed here would be gone before it was sent. Asked while the row is locked, so that no edit comes in between.
 */
final class UnderWay {
    private static final String EDITS = "select \"edit\", \"state\" = 'DELIVERED' and \"due\" < ? from \"torg_outbox\" where \"state\" in ('WAITING', 'REFUSED', 'DELIVERED')"
            + " and \"tbl\" = ? and \"row_key\" = ? and \"kind\" = 'UPDATED' order by \"id\"";
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
        for (var edit : Jdbc.query(connection, EDITS, rows -> new Edited(EditText.read(rows.getString(1)).before().keySet(), rows.getBoolean(2)), asOf, table.name(), key)) {
            // What a later edit brought there is no longer waited for, whatever became of an earlier one.
            if (edit.there) columns.removeAll(edit.columns);
            else columns.addAll(edit.columns);
        }
        return columns;
    }

    /** @param there whether the ERP had it when it said what is written */
    private record Edited(Set<String> columns, boolean there) {}
}
