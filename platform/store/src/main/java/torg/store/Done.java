package torg.store;

import java.util.Map;
import java.util.Set;
import torg.api.table.Committed.Kind;
import torg.api.table.Table;

/**
 * What a write did to one row.
 *
 * @param columns that got another value; all of them for a created row, none for a deleted one
 * @param cells after the change; for a deleted row, before
 * @param moved cells before an update, where the row may have been part of something else; empty otherwise
 */
record Done(Table table, String key, Kind kind, Set<String> columns, Map<String, Object> cells, Map<String, Object> moved) {}
