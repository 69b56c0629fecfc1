package torg.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import torg.api.access.Decision;
import torg.api.access.Privilege;
import torg.api.access.Reason;
import torg.api.table.Condition;
import torg.api.table.Table;
import torg.store.database.Cells;
import torg.store.rights.Reach;
import torg.store.sql.Known;
import torg.store.sql.Slot;
import torg.store.sql.Standing;
import torg.store.write.Statements;

/** Why a caller may or may not do something with a row: the whole decision, and then each rule by itself against the row. */
final class Explaining {
    private final Connection connection;
    private final Known known;
    private final Reach reach;
    private final Table table;
    private final Statements statements;

    Explaining(Connection connection, Known known, Reach reach, Table table, Statements statements) {
        this.connection = connection;
        this.known = known;
        this.reach = reach;
        this.table = table;
        this.statements = statements;
    }

    Decision decision(Privilege privilege, String key) throws SQLException {
        var there = Cells.isKey(key) && reaches(new Condition.Everything(), key);
        var grant = reach.grant(table, privilege);
        var tried = new ArrayList<Reason>();
        for (var rule : reach.rules(table, privilege)) tried.add(rule.about(reach.caller(), there && reaches(rule.rows(), key)));
        if (!there) return new Decision(false, List.of("there is no such row"), tried);
        if (reaches(grant.rows(), key)) return new Decision(true, grant.because(), tried);
        return new Decision(false, grant.reachesNothing() ? grant.because() : List.of("no rule reaches this row: " + String.join(", ", grant.because())), tried);
    }

    private boolean reaches(Condition rows, String key) throws SQLException {
        return !(rows instanceof Condition.Nothing) && statements.reaches(known, table, rows, Standing.of(reach.caller())).finds(connection, Slot.Arguments.of(reach.caller(), key));
    }
}
