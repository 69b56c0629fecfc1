package torg.demo.erp.books;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.h2.jdbcx.JdbcConnectionPool;

/** The books on disk: an embedded H2 database in one folder. What a write acknowledged survives a kill. */
public final class ErpStore implements AutoCloseable {
    private static final int CONNECTIONS = 16;
    private static final int DATABASE_IN_USE = 90020;

    private final JdbcConnectionPool pool;
    private final Schema schema;

    // One writer at a time: rules read, decide and write, and a stand-in needs no more than this to get that right.
    private final ReentrantLock writer = new ReentrantLock();

    /** Something to do in one transaction. */
    public interface Work<T, E extends Exception> {
        T in(Session session) throws E;
    }

    private ErpStore(JdbcConnectionPool pool, Schema schema) {
        this.pool = pool;
        this.schema = schema;
    }

    public static ErpStore open(Path folder, Schema schema) {
        // retry: an interrupted thread closes the file it writes to, for everybody; H2 then opens it again and goes on.
        // WRITE_DELAY=0: a commit is written out before it is acknowledged. The exit hook is ours, not the database's.
        // INVARIANT: RETENTION_TIME keeps its default. A shorter one saves space, and lets a kill find only overwritten chunks.
        // The rows are wide and the statements few, so each connection keeps them prepared.
        var url = "jdbc:h2:retry:" + folder.toAbsolutePath().resolve("erp") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;QUERY_CACHE_SIZE=100";
        var pool = JdbcConnectionPool.create(url, "erp", "");
        pool.setMaxConnections(CONNECTIONS);
        var store = new ErpStore(pool, schema);
        try (var connection = pool.getConnection()) {
            schema.applyTo(connection);
        } catch (SQLException e) {
            pool.dispose();
            var reason = e.getErrorCode() == DATABASE_IN_USE ? "another process uses it; stop that one or name another folder" : e.getMessage();
            throw new IllegalStateException("cannot open the store in '" + folder + "': " + reason, e);
        }
        return store;
    }

    public <T> T read(Function<Session, T> work) {
        try (var reader = reader()) {
            return work.apply(reader.session());
        }
    }

    /** A view of the books that does not move while it is open, whatever is written meanwhile. */
    public Reader reader() {
        try {
            var connection = pool.getConnection();
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            return new Reader(connection, new Session(connection, schema));
        } catch (SQLException e) {
            throw new IllegalStateException("the store gives no connection: " + e.getMessage(), e);
        }
    }

    /** All of the work or none of it: it is committed when the work returns and rolled back when it throws. */
    public <T, E extends Exception> T write(Work<T, E> work) throws E {
        writer.lock();
        try (var connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            var session = new Session(connection, schema);
            T result = commitOrRollBack(connection, session, work);
            session.committed();
            return result;
        } catch (SQLException e) {
            throw new IllegalStateException("the store cannot commit: " + e.getMessage(), e);
        } finally {
            writer.unlock();
        }
    }

    private static <T, E extends Exception> T commitOrRollBack(Connection connection, Session session, Work<T, E> work) throws SQLException, E {
        boolean done = false;
        try {
            T result = work.in(session);
            connection.commit();
            done = true;
            return result;
        } finally {
            if (!done) {
                connection.rollback();
            }
        }
    }

    /** Closes the database too: with no connection left, H2 writes itself out. */
    @Override
    public void close() {
        pool.dispose();
    }

    /** An open view of the books. */
    public record Reader(Connection connection, Session session) implements AutoCloseable {
        @Override
        public void close() {
            try (connection) {
                connection.rollback();
            } catch (SQLException e) {
                throw new IllegalStateException("the store cannot end a read: " + e.getMessage(), e);
            }
        }
    }
}
