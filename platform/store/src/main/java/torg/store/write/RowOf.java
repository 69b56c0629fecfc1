package torg.store.write;

/** A row by its table and key. */
record RowOf(String table, String key) {}
