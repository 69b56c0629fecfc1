package torg.api.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import torg.api.table.Change;

/**
 * Changes that still have to reach the ERP. The store adds an entry in the same transaction as the rows, for tables marked
 * {@code outbox: true}, one per write and whole document (an order with its lines), unless the origin is a connector. Entries of one row are
 * handed out one at a time, oldest first; rows do not wait for each other. Nothing is removed without an outcome.
 */
@ProviderType
public interface Outbox {
    /**
     * Take entries that are due, for a time. An entry whose lease ran out is handed out again, with a higher fence; the older holder can no
     * longer report.
     *
     * @param worker name of the taker, for people
     * @param most 1 to 100
     */
    List<Entry> claim(String worker, int most, Duration lease);

    /**
     * Delivered: close the entry and write what the ERP answered, in one transaction.
     *
     * @param origin the connector's name
     * @return false when the lease was lost; then nothing was written
     */
    boolean delivered(Entry entry, List<Change> result, String origin);

    /** Not now: hand it out again at that time. */
    boolean later(Entry entry, Instant when, String reason);

    /** The ERP said no: park it for a person, and write what the customer is to see, in one transaction. */
    boolean refused(Entry entry, String code, String reason, List<Change> result, String origin);

    /** Give a parked or waiting entry back to the queue now. */
    void retry(long id);

    /** The newest entries of a state, newest first; empty means any state. */
    List<Entry> list(Optional<State> state, int most);

    /** How many entries are in each state. */
    Map<State, Long> counts();

    /** When the oldest waiting entry was written; empty when none waits. */
    Optional<Instant> oldestWaiting();

    /**
     * A change on its way.
     *
     * @param id unique, growing
     * @param table the whole document's table
     * @param key the whole document's key
     * @param kind what happened to it: created, updated, deleted
     * @param written when
     * @param attempts how often it was handed out
     * @param fence grows each time it is handed out
     * @param note the last reason for waiting or refusal, or empty
     */
    record Entry(long id, String table, String key, torg.api.table.Committed.Kind kind, Instant written, int attempts, long fence, State state, String note) {}

    /** Where an entry is. */
    enum State { WAITING, REFUSED, DELIVERED }
}
