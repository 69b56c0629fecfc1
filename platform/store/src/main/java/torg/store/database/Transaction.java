package torg.store.database;

import java.sql.Connection;
import java.sql.SQLException;

/** Statements that hold together or not at all; closing without a commit takes them back. */
public final class Transaction implements AutoCloseable {
    private final Connection connection;
    private final FileParts files;
    private boolean committed;

    Transaction(Connection connection, FileParts files) throws SQLException {
        this.connection = connection;
        this.files = files;
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

    public FileParts files() {
        return files;
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
