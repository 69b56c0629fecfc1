package torg.store.write;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import torg.api.access.Privilege;
import torg.api.problem.FieldProblem;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.ColumnType;
import torg.api.table.Condition;
import torg.api.table.Table;
import torg.store.database.Cells;
import torg.store.rights.OwnCells;
import torg.store.rights.Reach;
import torg.store.sql.Known;
import torg.store.sql.Slot;
import torg.store.sql.Standing;
import torg.store.write.Locks.Locked;

/** Asks for rights to rows inside a transaction. A hidden row is answered like one that does not exist. */
final class Guard {
    private final Connection connection;
    private final Known known;
    private final Reach reach;
    private final Statements statements;
    private final Standing standing;
    private final Batch batch;
    private final boolean careful;
    private final Map<Asked, Boolean> asked = new HashMap<>();

    /**
     * @param batch what the database has to know of before it is asked
     * @param careful whether to look for each row that is linked to, instead of leaving it to the database's constraint, which cannot say which
     */
    Guard(Connection connection, Known known, Reach reach, Statements statements, Batch batch, boolean careful) {
        this.connection = connection;
        this.known = known;
        this.reach = reach;
        this.statements = statements;
        this.standing = Standing.of(reach.caller());
        this.batch = batch;
        this.careful = careful;
    }

    /** Whether the privilege reaches the row with these cells, as it is in the database now. */
    boolean reaches(Privilege privilege, Table table, Map<String, Object> cells) throws SQLException {
        var rows = reach.grant(table, privilege).rows();
        var decided = OwnCells.of(table, cells, reach.caller()).decide(rows);
        if (decided.isPresent()) return decided.get();
        var start = new HashMap<>(cells);
        start.keySet().retainAll(OwnCells.reads(rows, table));
        return ask(new Asked(rows, table.name(), start), table, (String) cells.get(table.key()));
    }

    private boolean ask(Asked question, Table table, String key) throws SQLException {
        var before = asked.get(question);
        if (before != null) return before;
        batch.send();
        var answer = statements.reaches(known, table, question.rows, standing).finds(connection, Slot.Arguments.of(reach.caller(), key));
        if (!OwnCells.looksBack(question.rows)) asked.put(question, answer);
        return answer;
    }

    void some(Privilege privilege, Table table) {
        if (reach.grant(table, privilege).reachesNothing()) throw denied(table);
    }

    /** Deny now what the cells of the row alone refuse: whether its key is taken is nothing to tell somebody who may not make it. */
    void admits(Privilege privilege, Table table, Map<String, Object> cells) {
        if (OwnCells.of(table, cells, reach.caller()).decide(reach.grant(table, privilege).rows()).filter(holds -> !holds).isPresent()) throw denied(table);
    }

    void require(Privilege privilege, Table table, Map<String, Object> cells) throws SQLException {
        if (!reaches(privilege, table, cells)) throw denied(table);
    }

    /** The row is there for this caller, and this may be done with it. */
    void existing(Privilege privilege, Table table, Locked row) throws SQLException {
        if (row != null && reaches(privilege, table, row.cells())) return;
        throw row == null || !reaches(Privilege.READ, table, row.cells()) ? noRow(table) : denied(table);
    }

    /** Problems of lookups to rows that are not there, or not there for this caller. Only what the caller set needs a right. */
    List<FieldProblem> links(int change, Table table, Map<String, Object> cells, Set<String> named) throws SQLException {
        var wrong = new ArrayList<FieldProblem>();
        for (var column : table.columns().values()) {
            if (column.type() != ColumnType.LOOKUP || !(cells.get(column.name()) instanceof String key)) continue;
            var target = known.schema().find(column.target().orElseThrow());
            if (target.equals(Optional.of(table)) && key.equals(cells.get(table.key()))) continue;
            var mayLink = target.isEmpty() ? !named.contains(column.name()) : links(table, target.get(), key, named.contains(column.name()));
            if (!mayLink) wrong.add(unknown(change, column.name()));
        }
        return wrong;
    }

    /** The first row of a link is there for this caller, and may be linked. */
    void linkable(Table table, Locked row) throws SQLException {
        if (row == null || !reaches(Privilege.READ, table, row.cells())) throw noRow(table);
        require(Privilege.APPEND, table, row.cells());
    }

    /** Whether the other row of a link is there for this caller; if it is, it may be linked to. */
    boolean linkable(Table table, String key) throws SQLException {
        if (!Cells.isKey(key) || !found(Privilege.READ, table, key, false)) return false;
        if (!found(Privilege.APPEND_TO, table, key, true)) throw denied(table);
        return true;
    }

    /** Rows changed: ask again. */
    void forget() {
        asked.clear();
    }

    private boolean links(Table from, Table target, String key, boolean needsRight) throws SQLException {
        var constrained = from.internal() == target.internal() && !careful;
        if (!needsRight) return constrained || exists(target, key);
        if (found(Privilege.APPEND_TO, target, key, constrained)) return true;
        if (found(Privilege.READ, target, key, false)) throw denied(target);
        return false;
    }

    /** @param exists whether somebody else sees to it that there is a row of this key */
    private boolean found(Privilege privilege, Table target, String key, boolean exists) throws SQLException {
        var rows = reach.grant(target, privilege).rows();
        var decided = OwnCells.of(target, key, reach.caller()).decide(rows);
        if (decided.isPresent()) return decided.get() && (exists || exists(target, key));
        return ask(new Asked(rows, target.name(), Map.of(target.key(), key)), target, key);
    }

    boolean exists(Table target, String key) throws SQLException {
        return ask(new Asked(new Condition.Everything(), target.name(), Map.of(target.key(), key)), target, key);
    }

    static FieldProblem unknown(int change, String name) {
        return new FieldProblem(ValueCheck.field(change, name), "unknown-row", "there is no such row");
    }

    private static TorgException noRow(Table table) {
        return TorgException.of(ProblemKind.NOT_FOUND, "table.no-row", "table '" + table.name() + "' has no such row");
    }

    private static TorgException denied(Table table) {
        return TorgException.of(ProblemKind.DENIED, "table.denied", "this may not be done with this row of table '" + table.name() + "'");
    }

    /** A question that has one answer as long as no row changes: rows alike in what the condition starts from are alike for it. */
    private record Asked(Condition rows, String table, Map<String, Object> start) {}
}
