package torg.store.schema;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import torg.api.table.Column;
import torg.api.table.Committed;
import torg.api.table.Table;
import torg.store.database.Transaction;

/** Gives rows a column's default where they have no value, as a write does: with a new version, in the change feed, and told to those who listen. */
public interface Filling {
    /**
     * The last act of this transaction.
     *
     * @return what was changed, to be told when it is committed
     */
    List<Committed> fill(Transaction transaction, Map<Table, List<Column>> columns) throws SQLException;

    /** Nobody beside who tells may be waited for: those who listen ask for rows. */
    void tell(List<Committed> changed);
}
