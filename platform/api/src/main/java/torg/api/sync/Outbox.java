package torg.api.sync;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;
import torg.api.table.Change;
import torg.api.table.Write;

/**
 * Changes that still have to reach the ERP. The store adds an entry in the same transaction as the rows, for tables marked
 * {@code outbox: true}, one per write and whole document (an order with its lines), unless the origin is a connector. Entries of one row are
 * handed out one at a time, oldest first; rows do not wait for each other. Nothing is removed without an outcome.
 *
 * <p>A column that an entry still has to bring to the ERP is the portal's: a write whose origin is a connector leaves it as it is.
 */
@ProviderType
public interface Outbox {
    /** Where {@link #counts()} stops counting. */
    long MOST_COUNTED = 1_000;

    /** {@link #claim(String, int, Duration, Set)} of rows of all tables. */
    default List<Entry> claim(String worker, int most, Duration lease) {
        return claim(worker, most, lease, Set.of());
    }

    /**
     * Take entries that are due, for a time. An entry whose lease ran out is handed out again, with a higher fence; the older holder can no
     * longer report.
     *
     * @param worker name of the taker, for people
     * @param most 1 to 100
     * @param resting tables of whose documents none is handed out: what waits there stays as it is and holds up nothing else
     * @return at most one entry of each row; empty when none is due
     */
    List<Entry> claim(String worker, int most, Duration lease, Set<String> resting);

    /**
     * Delivered: close the entry and write what the ERP answered, in one transaction.
     *
     * @param origin the connector's name
     * @return false when somebody else holds the entry by now, or it is closed; then nothing was written
     */
    boolean delivered(Entry entry, List<Change> result, String origin);

    /** Not now, and nothing is under way: hand it out again at that time, or earlier when a person gives it back. False as for {@link #delivered}. */
    boolean later(Entry entry, Instant when, String reason);

    /**
     * Something was sent and may still be under way: hand it out again at that time, and not earlier even when a person gives it back. False as for
     * {@link #delivered}.
     */
    boolean hold(Entry entry, Instant until, String reason);

    /**
     * It cannot go on by itself, the ERP said no: park it for a person, and write what the customer is to see, in one transaction. False as for
     * {@link #delivered}.
     */
    boolean refused(Entry entry, String code, String reason, List<Change> result, String origin);

    /**
     * Give a parked or waiting entry back to the queue, now. One that somebody holds is handed out when that is over: what was sent may be on its way.
     *
     * @throws torg.api.problem.TorgException NOT_FOUND {@code outbox.no-entry} when none of this id is parked or waits
     */
    void retry(long id);

    /**
     * Leave a parked or waiting entry undone, for good. It stays to be seen as long as delivered ones.
     *
     * @param note why, for people; at most 1,000 characters
     * @throws torg.api.problem.TorgException NOT_FOUND {@code outbox.no-entry} when none of this id is parked or waits; CONFLICT {@code outbox.held} while
     *     somebody holds it
     */
    void drop(long id, String note);

    /**
     * Of these documents of a table, those that were made here and whose way to the ERP was not over at a moment: their creation waits or is parked, or was delivered later.
     *
     * @param asOf when the ERP said what is to be held against them
     */
    Set<String> unfinished(String table, Collection<String> keys, Instant asOf);

    /** The newest entries of a state, newest first, 1 to 10,000 of them; an empty state means any. */
    List<Entry> list(Optional<State> state, int most);

    /**
     * Entries of a state in the order they were written, the longest there first.
     *
     * @param from the least id; what follows the last of a page is the next one
     * @param most 1 to 10,000
     */
    List<Entry> inOrder(State state, long from, int most);

    /** How many entries wait and how many are parked; {@link #MOST_COUNTED} stands for that many or more. Costs the same however many there are. */
    Map<State, Long> counts();

    /** What waits and what is parked, all of it, by table and state. Looks at each of them. */
    List<Queue> queues();

    /**
     * What became of the changes of one document, the newest first: those that wait or are parked, and those of the last 30 days.
     *
     * @param most 1 to 10,000
     */
    List<Past> past(String table, String key, int most);

    /** When a waiting entry is due next, in the past when one is due; empty when none waits. */
    Optional<Instant> nextDue();

    /** When the change that waits longest was written; empty when none waits. Looks at all that wait. */
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
     * @param note the last reason for waiting, being parked or being dropped, or empty
     * @param edit what an update was of, or what a row held that was deleted; {@link Edit#NONE} for one that was made
     */
    record Entry(long id, String table, String key, torg.api.table.Committed.Kind kind, Instant written, int attempts, long fence, State state, String note, Edit edit) {}

    /**
     * Changes of one table's documents that are in the same state.
     *
     * @param state {@link State#WAITING} or {@link State#REFUSED}
     * @param count all of them
     * @param oldest when the one that is there longest was written
     */
    record Queue(String table, State state, long count, Instant oldest) {}

    /**
     * A change, and when it came into its state or is to leave it.
     *
     * @param moment of one that waits: when it is handed out next, in the past when it may be at any time; of others: when they were parked, delivered or dropped
     */
    record Past(Entry entry, Instant moment) {}

    /**
     * What an update was of, or what a row held that was deleted.
     *
     * @param before columns of the document's own row that got another value, with the {@link #digest} of what each held before; all that had a value of a row that was deleted
     * @param parts parts that were made, changed or taken away; with the columns of each that got another value as in {@code before}, none for those made, all of those taken away
     */
    record Edit(Map<String, String> before, Map<Part, Map<String, String>> parts) {
        /** Of nothing, as of a row that was made. */
        public static final Edit NONE = new Edit(Map.of(), Map.of());

        public Edit {
            before = Map.copyOf(before);
            parts = Map.copyOf(parts);
        }
    }

    /**
     * A part of a document, by its table and key; both empty where an older release noted no more than that there was one.
     */
    record Part(String table, String key) implements Comparable<Part> {
        private static final Comparator<Part> ORDER = Comparator.comparing(Part::table).thenComparing(Part::key);

        @Override
        public int compareTo(Part other) {
            return ORDER.compare(this, other);
        }
    }

    /** What tells one value of a column from all others: 16 hexadecimal digits, the same for an empty cell and null. */
    static String digest(Object value) {
        var text = switch (value) {
            case null -> "";
            case BigDecimal number -> "=" + number.stripTrailingZeros().toPlainString();
            default -> "=" + value;
        };
        return Write.Once.digestOf(text).substring(0, 16);
    }

    /** Where an entry is. What is delivered or dropped stays to be seen for 30 days. */
    enum State {
        /** On its way or about to be: due now or later, or held by a worker. */
        WAITING,
        /** Parked for a person, because the ERP said no. */
        REFUSED,
        /** Done: the ERP has it. */
        DELIVERED,
        /** Left undone by a person. */
        DROPPED
    }
}
