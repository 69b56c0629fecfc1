package torg.store.query;

import torg.api.table.Table;
import torg.store.sql.Known.Path;
import torg.store.sql.LinkTable;

/** What holds the keys that one question is asked for. */
sealed interface Holder {
    /** A column. */
    record Cell(Path path) implements Holder {}

    /**
     * Links with other rows.
     *
     * @param table where they are kept, seen from the table that is asked
     * @param other the table whose rows have the keys
     */
    record Links(LinkTable table, Table other) implements Holder {}
}
