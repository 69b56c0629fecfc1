package torg.store.write;

import java.util.Map;
import java.util.Set;
import torg.api.table.ColumnType;
import torg.api.table.Committed.Kind;
import torg.api.table.Table;

/**
 * What a write did to one row.
 *
 * @param columns that got another value; all of them for a created row, none for a deleted one
 * @param cells after the change; for a deleted row, before
 * @param moved cells before an update, where the row may have been part of something else; empty otherwise
 */
record Done(Table table, String key, Kind kind, Set<String> columns, Map<String, Object> cells, Map<String, Object> moved) {

    /** A row that was linked, or is linked no more; it stays as it is. */
    static Done linked(Table table, String key, String relationship) {
        return new Done(table, key, Kind.UPDATED, Set.of(relationship), Map.of(), Map.of());
    }

    /** Whether anybody elsewhere has to hear of it: links and files are kept here alone. */
    boolean changedTheRow() {
        return kind != Kind.UPDATED || columns.stream().anyMatch(this::isData);
    }

    /** Whether it is a column of the row's own, and no file. */
    boolean isData(String name) {
        var column = table.columns().get(name);
        return column != null && !column.isCalculated() && column.type() != ColumnType.FILE;
    }
}
