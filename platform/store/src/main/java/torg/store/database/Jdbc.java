package torg.store.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Statements on the store's own tables, whose text is the same in both databases. */
public final class Jdbc {
    private Jdbc() {}

    /** @return how many rows it changed */
    public static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        }
    }

    public static <T> List<T> query(Connection connection, String sql, Reading<T> each, Object... values) throws SQLException {
        var found = new ArrayList<T>();
        try (var statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) found.add(each.from(rows));
            }
        }
        return found;
    }

    public static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (var i = 0; i < values.length; i++) {
            if (values[i] instanceof String[] texts) statement.setArray(i + 1, statement.getConnection().createArrayOf("varchar", texts));
            else Cells.bind(statement, i + 1, values[i]);
        }
    }

    public static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What is made of the row a result stands on. */
    @FunctionalInterface
    public interface Reading<T> {
        T from(ResultSet rows) throws SQLException;
    }
}
