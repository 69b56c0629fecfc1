package torg.store.write;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import torg.store.sql.Slot;
import torg.store.sql.Statement;
import torg.store.write.Writing.Doing;
import torg.store.write.Writing.Progress;

/**
 * Statements that change rows and are not asked what they did: those alike go to the database together, in their order, before anything else is done there. What was
 * not sent goes with the connection.
 */
final class Batch {
    private final Connection connection;
    private final Progress progress;
    private Statement alike;
    private PreparedStatement prepared;

    /** @param progress is told while they are sent that it is none of them alone */
    Batch(Connection connection, Progress progress) {
        this.connection = connection;
        this.progress = progress;
    }

    void add(Statement statement, Slot.Arguments arguments) throws SQLException {
        if (!statement.equals(alike)) {
            send();
            prepared = connection.prepareStatement(statement.text());
            alike = statement;
        }
        statement.bind(prepared, arguments);
        prepared.addBatch();
    }

    /** From here on the database knows of all of them. */
    void send() throws SQLException {
        if (prepared == null) return;
        try (var all = prepared) {
            alike = null;
            prepared = null;
            var before = progress.doing;
            progress.doing = Doing.TOGETHER;
            all.executeBatch();
            progress.doing = before;
        }
    }
}
