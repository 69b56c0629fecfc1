package torg.table.api.ask;

import java.util.List;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.table.Column;
import torg.api.table.Table;
import torg.api.table.Tables;

/**
 * The columns one caller may name in a question to a table. A column the caller may not read is no column, and neither is one of
 * another table of which they may read no row: not in an answer, not in a filter, not in what an error says.
 */
public record ReadablePaths(Tables tables, Caller caller, Table table) {
    /**
     * The path in the house's own writing.
     *
     * @param written with slashes between lookups, {@code account/name}, or as {@link Way} names them, {@code accountRow/name}
     */
    public Path path(String written) {
        var path = written(written);
        if (written.indexOf('.') >= 0) throw Malformed.column(table.name(), written);
        var columns = tables.schema().path(table, path).orElseThrow(() -> Malformed.column(table.name(), written));
        var owner = table.name();
        for (var step = 0; step < columns.size(); step++) {
            var column = columns.get(step);
            if (step > 0 && !tables.may(caller, Privilege.READ, owner) || !tables.mayUse(caller, ColumnPrivilege.READ, owner, column.name())) throw Malformed.column(table.name(), written);
            owner = column.target().orElse("");
        }
        return new Path(path, columns.getLast());
    }

    static String written(String path) {
        return path.replace(Way.ROW + "/", "/").replace('/', '.');
    }

    /** The table's own columns, in document order. */
    public List<String> all() {
        return table.columns().keySet().stream().filter(column -> column.equals(table.key()) || tables.mayUse(caller, ColumnPrivilege.READ, table.name(), column)).toList();
    }

    /** The same caller's, of the table a way leads to. */
    public ReadablePaths along(Way way) {
        return new ReadablePaths(tables, caller, way.to());
    }

    /** A path and the column it ends in. */
    public record Path(String text, Column column) {}
}
