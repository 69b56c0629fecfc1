package torg.store.database;

import java.sql.Connection;
import java.sql.SQLException;

/** Statements that hold together or not at all; closing without a commit takes them back. */
public final class Transaction implements AutoCloseable {
    private final Connection connection;
    private boolean committed;

    Transaction(Connection connection) throws SQLException {
        this.connection = connection;
        try {
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            // Nobody else can give it back to the pool.
            connection.close();
            throw e;
        }
    }

    public Connection connection() {
        return connection;
    }

    void commit() throws SQLException {
        connection.commit();
        committed = true;
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            if (!committed) connection.rollback();
        }
    }
}
