package torg.store.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Those who write to H2, one at a time, and told that they have written when the disk has it: one write to the disk for all who committed in the meantime (group commit). H2
 * would let several write, but that costs a quarter more CPU (16 at once, measured) and is no faster, and while one waits for another's row, readers are shown that
 * row as it was before its last commit. H2's own way to be sure, WRITE_DELAY=0, writes some 60 KB for each commit, leaves them to the operating system, and keeps what is
 * old until the database is closed (2.4.240, {@code FileStore.setAutoCommitDelay}).
 */
final class Writers implements AutoCloseable {
    private final DataSource source;

    /** Fair, so that whoever writes to the disk does so behind all who wait to commit. */
    private final ReentrantLock turn = new ReentrantLock(true);
    private final ReentrantLock disk = new ReentrantLock();
    private long committed;
    private long kept;
    private Connection connection;

    Writers(DataSource source) {
        this.source = source;
    }

    /**
     * Work that ends with a commit, or fails. Work within work is kept with the outer one.
     *
     * @param seen is told what came of it as soon as others can see it, which is before the disk has it
     */
    <T> T inTurn(Work<T> work, Consumer<T> seen) throws SQLException {
        T result;
        long mine;
        turn.lock();
        try {
            result = work.done();
            mine = ++committed;
        } finally {
            turn.unlock();
        }
        seen.accept(result);
        if (!turn.isHeldByCurrentThread()) keep(mine);
        return result;
    }

    /** What was committed by anybody is on disk when this returns. */
    void keepAll() {
        long now;
        turn.lock();
        try {
            now = committed;
        } finally {
            turn.unlock();
        }
        if (!turn.isHeldByCurrentThread()) keep(now);
    }

    /** Work that nobody writes beside, behind what is on disk; not from within other work. */
    void afterwards(Work<?> work) throws SQLException {
        if (turn.isHeldByCurrentThread()) return;
        disk.lock();
        turn.lock();
        try {
            write();
            kept = committed;
            work.done();
        } finally {
            turn.unlock();
            disk.unlock();
        }
    }

    private void keep(long mine) {
        disk.lock();
        try {
            if (kept >= mine) return;
            turn.lock();
            try {
                write();
                kept = committed;
            } finally {
                turn.unlock();
            }
        } finally {
            disk.unlock();
        }
    }

    /** What was committed must not be tried again, so this fails as a problem. */
    private void write() {
        try {
            if (connection == null) connection = source.getConnection();
            try (var statement = connection.createStatement()) {
                statement.execute("checkpoint sync");
            }
        } catch (SQLException e) {
            close();
            throw SqlFault.of(e).asProblem(e);
        }
    }

    @Override
    public void close() {
        disk.lock();
        try {
            if (connection != null) connection.close();
        } catch (SQLException e) {
            // The database is gone, and the connection with it.
        } finally {
            connection = null;
            disk.unlock();
        }
    }

    /** What a writer does. */
    @FunctionalInterface
    interface Work<T> {
        T done() throws SQLException;
    }
}
