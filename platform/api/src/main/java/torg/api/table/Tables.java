package torg.api.table;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Decision;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;

/**
 * The one gate to rows. Every call takes a caller and answers only what that caller may see: rights are part of the query, not a filter
 * behind it. A hidden row and one that does not exist are the same answer. Thread-safe.
 */
@ProviderType
public interface Tables {
    /** The tables as they are now. */
    Schema schema();

    /**
     * Ask one table.
     *
     * @throws TorgException NOT_FOUND {@code table.unknown}; MALFORMED {@code table.unknown-column} for a path that does not exist or that the
     *     caller may not read
     */
    Rows query(Caller caller, Query query);

    /**
     * One row by key.
     *
     * @param select paths to read; none means all own columns
     * @return empty when there is no such row or the caller may not see it
     */
    Optional<Row> find(Caller caller, String table, String key, String... select);

    /**
     * Change rows in one transaction; when this returns, the changes are on disk. Rights are checked on the rows as they were and as they
     * will be.
     *
     * @throws TorgException DENIED or NOT_FOUND when a right is missing, INVALID with field problems for wrong values, STALE for an old
     *     version, CONFLICT for a key or unique value that exists
     */
    Written write(Caller caller, Write write);

    /**
     * What an earlier write of this name left; asked before values are checked, because what was right then may not be today.
     *
     * @return empty when the caller made no write of this name
     * @throws TorgException INVALID {@code table.key-reused} when the name stands for a write of another digest
     */
    Optional<Written> written(Caller caller, Write.Once once);

    /** Whether the caller has this right for at least some rows of the table; for showing or leaving out a button. */
    boolean may(Caller caller, Privilege privilege, String table);

    /** Whether the caller may use the column so, on rows it reaches. */
    boolean mayUse(Caller caller, ColumnPrivilege privilege, String table, String column);

    /** Why the caller may or may not do this with the row of this key. */
    Decision explain(Caller caller, Privilege privilege, String table, String key);

    /** How many rows of the table the privilege reaches for this caller; for looking over rules. */
    long reach(Caller caller, Privilege privilege, String table);

    /**
     * Tables whose rows decide which rows of a table the caller may read, itself included: whoever keeps an answer forgets it when one of them changes.
     *
     * @throws TorgException NOT_FOUND {@code table.unknown}
     */
    Set<String> deciding(Caller caller, String table);

    /**
     * The change feed, oldest first.
     *
     * @param caller a service caller; others get nothing
     * @param after sequence of the last entry already seen; 0 for the beginning of what is kept
     * @param most 1 to 10,000
     */
    List<Committed> feed(Caller caller, long after, int most);
}
