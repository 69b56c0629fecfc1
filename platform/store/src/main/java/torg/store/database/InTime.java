package torg.store.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import torg.api.problem.Deadline;
import torg.store.database.Database.Work;

/**
 * Ends statements with the time of the request that they are for. The database is told only where less is left than any statement may take; for most requests nothing is
 * sent.
 */
final class InTime {
    /** Databases count whole milliseconds by a clock of their own: with this a statement is ended when the time is over, and not a moment before. It is never zero, which would be no limit at all. */
    private static final Duration MORE = Duration.ofMillis(20);

    private InTime() {}

    /** Read in time, or not at all. */
    static <T> T read(Dialect dialect, Connection connection, Work<Connection, T> work) throws SQLException {
        Deadline.check();
        if (!isShort()) return work.with(connection);
        dialect.limit(connection, left());
        try {
            return ended(work, connection);
        } finally {
            dialect.limit(connection, Dialect.LONGEST_STATEMENT);
        }
    }

    /** Change rows in time, or not at all: what is done is taken back when it is too late. */
    static <T> T write(Dialect dialect, Transaction transaction, Work<Transaction, T> work) throws SQLException {
        Deadline.check();
        if (!isShort()) return inTime(work.with(transaction));
        dialect.limitOnce(transaction.connection(), left());
        try {
            return inTime(ended(work, transaction));
        } finally {
            // PostgreSQL forgets it with the transaction.
            if (dialect == Dialect.H2) dialect.limit(transaction.connection(), Dialect.LONGEST_STATEMENT);
        }
    }

    private static <T> T inTime(T result) {
        Deadline.check();
        return result;
    }

    /** A statement that was ended by the time of its request is told as that. */
    private static <C, T> T ended(Work<C, T> work, C connection) throws SQLException {
        try {
            return work.with(connection);
        } catch (SQLException e) {
            if (SqlFault.of(e) == SqlFault.TOO_LONG) Deadline.check();
            throw e;
        }
    }

    private static boolean isShort() {
        return Deadline.left().filter(left -> left.compareTo(Dialect.LONGEST_STATEMENT) < 0).isPresent();
    }

    private static Duration left() {
        return Deadline.left().orElseThrow().plus(MORE);
    }
}
