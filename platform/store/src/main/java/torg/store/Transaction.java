package torg.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Statements that hold together or not at all; closing without a commit takes them back. */
final class Transaction implements AutoCloseable {
    final Connection connection;
    private final List<Runnable> atEnd = new ArrayList<>();
    private boolean committed;

    Transaction(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
    }

    void commit() throws SQLException {
        connection.commit();
        committed = true;
    }

    /** Do this when it is over, however it ends. */
    void atEnd(Runnable act) {
        atEnd.add(act);
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            if (!committed) connection.rollback();
        } finally {
            atEnd.forEach(Runnable::run);
        }
    }
}
