package torg.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import torg.store.database.Cells;

/**
 * SQL text and what is bound to its question marks.
 *
 * @param once whether the database has to read the text anew for each run, see {@link Dialect#forgets}
 */
public record Statement(String text, List<Slot> slots, boolean once) {
    private static final AtomicLong RUNS = new AtomicLong();

    /** Ready to run; the caller closes it. */
    public PreparedStatement on(Connection connection, Slot.Arguments arguments) throws SQLException {
        var statement = connection.prepareStatement(once ? text + " -- " + RUNS.incrementAndGet() : text);
        try {
            bind(statement, arguments);
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    /** Give a statement that was prepared of {@link #text} what it is run with next. */
    public void bind(PreparedStatement statement, Slot.Arguments arguments) throws SQLException {
        for (var i = 0; i < slots.size(); i++) Cells.bind(statement, i + 1, slots.get(i) instanceof Below below ? below.keys(statement.getConnection(), arguments) : slots.get(i).value(arguments));
    }

    /** Whether it finds a row. */
    public boolean finds(Connection connection, Slot.Arguments arguments) throws SQLException {
        try (var statement = on(connection, arguments); var rows = statement.executeQuery()) {
            return rows.next();
        }
    }

    /** The number in the first column of the last row. */
    public long number(Connection connection, Slot.Arguments arguments) throws SQLException {
        try (var statement = on(connection, arguments); var rows = statement.executeQuery()) {
            var number = 0L;
            while (rows.next()) number = rows.getLong(1);
            return number;
        }
    }
}
