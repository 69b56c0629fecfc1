package torg.store;

import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongPredicate;

/**
 * Lets sequences of the feed become visible in order, so that a reader who asks for what came after the last one seen misses nothing.
 *
 * <p>The embedded database has writers in this process only: sequences are drawn one transaction at a time, and readers stop before the first that
 * is drawn and not settled. Nobody waits for another's commit, so that H2 can write several at once. PostgreSQL's writers may be on other machines:
 * there each holds a lock from drawing to the end of its transaction.
 */
final class FeedOrder {
    private static final String LOCK = "select pg_advisory_xact_lock(" + 0x746f7266 + ")";
    private final Dialect dialect;
    private final ReentrantLock one = new ReentrantLock();
    private final TreeSet<Long> unsettled = new TreeSet<>();
    private long last;

    /** @param last sequence of the newest entry there is */
    FeedOrder(Dialect dialect, long last) {
        this.dialect = dialect;
        this.last = last;
    }

    /** Draw sequences; last thing before the commit, for nobody may wait for a row after this. */
    List<Long> draw(Transaction transaction, Drawing drawing) throws SQLException {
        if (dialect == Dialect.POSTGRES) {
            Jdbc.run(transaction.connection, LOCK);
            return drawing.draw();
        }
        one.lock();
        try {
            var drawn = drawing.draw();
            var first = drawn.getFirst();
            last = drawn.getLast();
            unsettled.add(first);
            transaction.atEnd(() -> settle(first));
            return drawn;
        } finally {
            one.unlock();
        }
    }

    private void settle(long first) {
        one.lock();
        unsettled.remove(first);
        one.unlock();
    }

    /** Which sequences may be shown; to be asked before they are read. */
    LongPredicate settled() {
        if (dialect == Dialect.POSTGRES) return _ -> true;
        one.lock();
        try {
            var bound = unsettled.isEmpty() ? last + 1 : unsettled.first();
            return sequence -> sequence < bound;
        } finally {
            one.unlock();
        }
    }

    /** Inserts entries. */
    @FunctionalInterface
    interface Drawing {
        /** @return their sequences, in order */
        List<Long> draw() throws SQLException;
    }
}
