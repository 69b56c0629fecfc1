package torg.table.api.ask;

import java.util.List;
import java.util.Optional;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.table.Column;
import torg.api.table.Condition;
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
        return find(written).orElseThrow(() -> Malformed.column(table.name(), written));
    }

    private Optional<Path> find(String written) {
        if (written.indexOf('.') >= 0) return Optional.empty();
        var path = written(written);
        var columns = tables.schema().path(table, path).orElse(List.of());
        var owner = table.name();
        for (var step = 0; step < columns.size(); step++) {
            var column = columns.get(step);
            if (step > 0 && !tables.may(caller, Privilege.READ, owner) || !tables.mayUse(caller, ColumnPrivilege.READ, owner, column.name())) return Optional.empty();
            owner = column.target().orElse("");
        }
        return columns.isEmpty() ? Optional.empty() : Optional.of(new Path(path, columns.getLast()));
    }

    /**
     * A way to many, of the row itself or of one that lookups lead to.
     *
     * @param written the way's name, or lookups with slashes between and then that: {@code account/contactByAccount}
     */
    Behind way(String written) {
        return behind(written).orElseThrow(() -> Malformed.column(table.name(), written));
    }

    private Optional<Behind> behind(String written) {
        var slash = written.lastIndexOf('/');
        if (slash < 0) return Way.find(this, written).filter(Way.Many.class::isInstance).map(way -> new Behind("", (Way.Many) way));
        var lookups = written(written.substring(0, slash + 1));
        var at = lookups.substring(0, lookups.length() - 1);
        return tables.schema().end(table, at).filter(end -> !at.isEmpty() && find(end.key().replace('.', '/')).isPresent())
                .flatMap(end -> new ReadablePaths(tables, caller, end.table()).behind(written.substring(slash + 1)).map(found -> new Behind(at, found.way())));
    }

    /**
     * A way to many from a row that lookups lead to.
     *
     * @param at the lookups, in the house's own writing; empty where the way begins at the row itself
     */
    record Behind(String at, Way.Many way) {
        /** What is said of the rows at its end. */
        Condition.Hop some(Condition condition) {
            return way.some(at, condition);
        }
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
