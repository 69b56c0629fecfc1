package torg.store.schema;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import torg.api.table.Committed;
import torg.api.table.Table;
import torg.store.database.Transaction;

/** Puts into the change feed, and tells to those who listen, what an edit of a site does to rows; the ERP does not hear of it. */
public interface FeedEntries {
    /**
     * The last act of this transaction.
     *
     * @return what is to be told when it is committed
     */
    List<Committed> add(Transaction transaction, List<Changed> rows) throws SQLException;

    /** Nobody beside who tells may be waited for: those who listen ask for rows. */
    void tell(List<Committed> changed);

    /**
     * Rows that changed alike.
     *
     * @param columns that have another value, or relationships with other links
     */
    record Changed(Table table, Set<String> columns, List<String> keys) {}
}
