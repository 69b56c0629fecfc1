package torg.testkit;

import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.ColumnType;
import torg.api.table.Condition;
import torg.api.table.Schema;
import torg.api.table.Table;

/** Whether a caller may name these paths: an unknown column, one that may not be read, and one of a table of which no row may be read are the same answer. */
record Paths(Schema schema, Rights rights) {

    void check(Table table, String path) {
        var columns = schema.path(table, path).orElseThrow(() -> unknown(table, path));
        var owner = table;
        for (var i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            var key = column.name().equals(owner.key());
            if (i > 0 && !reads(owner) || owner.internal() && !rights.caller().isService() || !key && !rights.mayUse(ColumnPrivilege.READ, owner, column.name())) throw unknown(table, path);
            owner = column.target().flatMap(schema::find).orElse(owner);
        }
    }

    /** Rows are not ordered by files. */
    void sortable(Table table, String path) {
        check(table, path);
        if (schema.path(table, path).orElseThrow().getLast().type() == ColumnType.FILE) throw MemoryTables.malformed("table.no-order", "column '" + path + "' holds files, which have no order");
    }

    void check(Table table, Condition condition) {
        switch (condition) {
            case Condition.Everything _, Condition.Nothing _ -> { }
            case Condition.And(var all) -> all.forEach(one -> check(table, one));
            case Condition.Or(var any) -> any.forEach(one -> check(table, one));
            case Condition.Not(var not) -> check(table, not);
            case Condition.Compare(var path, _, _) -> {
                check(table, path);
                if (schema.path(table, path).orElseThrow().getLast().type() == ColumnType.FILE) throw MemoryTables.malformed("table.wrong-type", "column '" + path + "' holds files, which are compared with nothing");
            }
            case Condition.Empty(var path) -> check(table, path);
            case Condition.Contains(var path, _) -> check(table, path);
            case Condition.Mentions(var path, _) -> check(table, path);
            case Condition.StartsWith(var path, _) -> check(table, path);
            case Condition.Count(var hop, _, _) -> check(table, hop);
            case Condition.Some(var at, var other, var lookup, var inner) -> {
                check(table, schema.end(table, at).orElseThrow(() -> unknown(table, at)).key());
                var from = schema.find(other).filter(this::reads).orElseThrow(() -> unknown(table, other));
                check(from, lookup);
                check(from, inner);
            }
            case Condition.Linked(var path, var inner) -> {
                var related = schema.related(table, path).orElseThrow(() -> unknown(table, path));
                related.key().ifPresent(key -> check(table, key));
                var target = schema.table(related.relationship().target());
                if (!reads(target)) throw unknown(table, path);
                check(target, inner);
            }
        }
    }

    private boolean reads(Table table) {
        return !rights.grant(Privilege.READ, table).reachesNothing();
    }

    static TorgException unknown(Table table, String path) {
        return TorgException.of(ProblemKind.MALFORMED, "table.unknown-column", "table '" + table.name() + "' has no '" + path + "'");
    }
}
