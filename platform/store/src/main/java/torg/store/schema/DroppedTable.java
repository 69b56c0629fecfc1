package torg.store.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Query;
import org.jooq.impl.DSL;
import torg.api.table.Schema;
import torg.store.database.Jdbc;
import torg.store.database.Names;
import torg.store.database.SystemTables;

/** A table that goes for good, with its links and numbers. */
final class DroppedTable {
    private DroppedTable() {}

    /** Empty when the database has no such table, or something speaks against it. */
    static Optional<Loss> find(Connection connection, Facts facts, String table, Schema wanted, List<Objection> objections) throws SQLException {
        if (!facts.has(table) || wanted.tables().containsKey(table)) return Optional.empty();
        var sending = Jdbc.query(connection, "select count(*) from \"" + SystemTables.OUTBOX + "\" where \"state\" in ('WAITING', 'REFUSED') and \"tbl\" = ?", rows -> rows.getLong(1), table).getFirst();
        if (sending > 0) {
            objections.add(new Objection(table, ConfirmedLosses.WORD, "table.still-sending", "table '" + table + "' goes, and " + (sending == 1 ? "1 change" : sending + " changes") + " of its rows still have to reach the ERP",
                    "let them be delivered, or drop them on the sync desk"));
            return Optional.empty();
        }
        var rows = Jdbc.query(connection, "select count(*) from \"" + table + "\"", found -> found.getLong(1)).getFirst();
        var steps = new ArrayList<Query>();
        facts.columns().keySet().stream().filter(name -> name.startsWith(Names.links(table, ""))).sorted().forEach(links -> steps.add(DSL.dropTable(Names.quoted(links))));
        steps.add(Losses.files(table));
        steps.add(DSL.dropTable(Names.quoted(table)).cascade());
        facts.sequences().stream().filter(name -> name.startsWith(Names.sequence(table, ""))).sorted().forEach(number -> steps.add(DSL.dropSequence(Names.quoted(number))));
        return Optional.of(new Loss(table, ConfirmedLosses.DROP_TABLE, rows, Optional.empty(), steps));
    }
}
