package torg.api.table;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Decision;
import torg.api.access.Privilege;
import torg.api.file.FileContent;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;

/**
 * The one gate to rows. Every call takes a caller and answers only what that caller may see: rights are part of the query, not a filter
 * behind it. A hidden row and one that does not exist are the same answer. Thread-safe.
 */
@ProviderType
public interface Tables {
    /** Keys that one question is asked for. */
    int MOST_KEYS = 1_000;

    /** The tables as they are now. */
    Schema schema();

    /**
     * Ask one table.
     *
     * @throws TorgException NOT_FOUND {@code table.unknown}; MALFORMED {@code table.unknown-column} for a path that does not exist, that the caller
     *     may not read, or that leads into a table of which they may read no row, {@code table.wrong-type} or {@code table.wrong-text} for a value no cell can equal, {@code table.no-order} for an order by files, {@code table.too-much} beyond the
     *     bounds of {@link Query}, {@code table.bad-page} for a cursor of another order or one with rows to skip; BUSY while database or site are away
     */
    Rows query(Caller caller, Query query);

    /**
     * Ask one table the same for each of many keys, at the price of one question: for each key what {@link #query} answers when this column has to hold it, or
     * the row of it, as far as the caller may see that, has to be linked ({@link Condition.Linked}), with the first rows, the total and the next page of its own.
     * For what points to the rows of a page or is linked with them, and for what they point to.
     *
     * @param query without {@code after}; {@code top} and {@code skip} count for each key
     * @param by an own column of the table, its key or a lookup; or the name of one of {@link Table#relationships}
     * @param keys at most {@value #MOST_KEYS}
     * @param most rows in all
     * @return an answer for each key, in the order of the keys; what is no key of any row, or of none that the caller may see, has an empty one
     * @throws TorgException as {@link #query}; MALFORMED {@code table.no-keys} for a column that holds no keys, {@code table.too-much} for more keys, and
     *     {@code table.too-many-rows} when the answers have more rows, or several and more than {@link Query#MOST_CHARACTERS}
     */
    Map<String, Rows> each(Caller caller, Query query, String by, List<String> keys, int most);

    /**
     * Ask one table for figures about the rows that the caller may see.
     *
     * @return groups in the order of the paths they are made by, empty cells first
     * @throws TorgException as {@link #query}; MALFORMED {@code table.no-group} for a path of long texts, {@code table.no-measure} for a figure that values of this
     *     type do not have, {@code table.too-much} beyond the bounds of {@link Grouping}
     */
    List<Grouping.Group> groups(Caller caller, Grouping grouping);

    /**
     * One row by key.
     *
     * @param select paths to read; none means all own columns that the caller may read
     * @return empty when there is no such row or the caller may not see it
     * @throws TorgException NOT_FOUND {@code table.unknown} and MALFORMED {@code table.unknown-column} as {@link #query}
     */
    Optional<Row> find(Caller caller, String table, String key, String... select);

    /**
     * The file in a cell, with its bytes.
     *
     * @return empty when there is no such row, the caller may not see it, there is no such column, the caller may not read it, it holds no files, or the cell is empty: the same
     *     answer
     * @throws TorgException NOT_FOUND {@code table.unknown}
     */
    Optional<FileContent> file(Caller caller, String table, String key, String column);

    /**
     * Which rows are linked with these, as far as the caller may see both: the keys alone. The rows themselves are asked for with {@link Condition.Linked}, those of several
     * at once with {@link #each}.
     *
     * @param relationship a name of {@link Table#relationships}
     * @param keys of rows of the table, at most {@value #MOST_KEYS}
     * @return by key, then by the other key; at most 10,000
     * @throws TorgException NOT_FOUND {@code table.unknown}; MALFORMED {@code table.unknown-column} when there is no such relationship,
     *     {@code table.too-much} for more keys or links
     */
    List<Link> links(Caller caller, String table, String relationship, Collection<String> keys);

    /**
     * Change rows in one transaction; when this returns, the changes are on disk. Rights are checked on the rows as they were and as they
     * will be.
     *
     * @throws TorgException NOT_FOUND {@code table.unknown}, or {@code table.no-row} for a row that is not there or that the caller may not read; DENIED
     *     {@code table.denied} or {@code table.column-denied} when another right is missing; INVALID {@code table.invalid-values} for wrong values, each
     *     a field problem (those of the second change and on carry its number: {@code 1.quantity}), or {@code table.key-reused}; STALE
     *     {@code table.stale} for an old version; CONFLICT {@code table.exists} for a key or unique value that exists (a field problem {@code taken}, named as
     *     those, when the change gave it), {@code table.in-use} for a row
     *     that others look up; MALFORMED {@code table.too-much} for none or more than 10,000 changes; BUSY when the same write may succeed soon
     */
    Written write(Caller caller, Write write);

    /**
     * What an earlier write of this name left; asked before values are checked, because what was right then may not be today.
     *
     * @return empty when the caller made no write of this name
     * @throws TorgException INVALID {@code table.key-reused} when the name stands for a write of another digest; MALFORMED {@code table.wrong-key} when
     *     it is no name
     */
    Optional<Written> written(Caller caller, Write.Once once);

    /**
     * Whether a rule gives the caller this right for rows of the table, be there such rows or not; for showing or leaving out a button. False for a table
     * that is not there.
     */
    boolean may(Caller caller, Privilege privilege, String table);

    /** Whether the caller may use the column so, on rows it reaches; true for the key, false for what is not there. */
    boolean mayUse(Caller caller, ColumnPrivilege privilege, String table, String column);

    /** Why the caller may or may not do this with the row of this key; a row that is not there is a decision too. */
    Decision explain(Caller caller, Privilege privilege, String table, String key);

    /** How many rows of the table the privilege reaches for this caller; for looking over rules. */
    long reach(Caller caller, Privilege privilege, String table);

    /**
     * How many rows a condition means when its placeholders are this caller's, whatever the caller may do with them; for looking over rules, never for an answer
     * to the caller.
     *
     * @throws TorgException NOT_FOUND {@code table.unknown}
     */
    long count(Caller caller, String table, Condition rows);

    /**
     * Which rows of a table the caller may read, as a condition with the caller as placeholder: for whoever keeps what it read of rows, such as an index, and asks it instead.
     * {@link Condition.Nothing} when there is no such table.
     */
    Condition readable(Caller caller, String table);

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
     * @param after sequence of the last entry already seen; 0 for the beginning of what is kept, which is 30 days
     * @param most 1 to 10,000
     */
    List<Committed> feed(Caller caller, long after, int most);
}
