package torg.store.query;

import java.util.List;
import torg.api.table.Column;
import torg.store.sql.Cache;
import torg.store.sql.Known;
import torg.store.sql.Standing;
import torg.store.sql.Statement;

/**
 * A question's SQL.
 *
 * @param page reads key, version, the cells, then what the rows are ordered by
 * @param count counts all rows that match and are visible
 */
record Plan(Statement page, Statement count, List<Cell> cells, List<Cell> order) {

    /** A value of a row: the path it is for, and where it stands in the result. */
    record Cell(String path, int at, Column column) {}

    /** What a plan depends on; the caller's values are not part of it. */
    record Key(Known known, String shape, List<Cache.Same> grants, Standing standing) {}
}
