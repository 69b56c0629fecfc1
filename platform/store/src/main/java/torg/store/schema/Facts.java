package torg.store.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import torg.api.table.Column;
import torg.store.database.Jdbc;

/**
 * What is in the database now.
 *
 * @param columns table name to column name to shape
 * @param indexes names of indexes; names say what they are for, see {@link Names}
 * @param constraints names of constraints
 * @param sequences names of sequences
 */
record Facts(Map<String, Map<String, Shape>> columns, Set<String> indexes, Set<String> constraints, Set<String> sequences) {

    /** As much of a column's type as an edit can change. */
    record Shape(Family family, int length, int scale) {}

    /** Types between which nothing is lost. */
    enum Family {
        TEXT, INTEGER, DECIMAL, DATE, DATE_TIME, BOOLEAN, FILE, OTHER;

        static Family of(Column column) {
            return switch (column.type()) {
                case TEXT, LONG_TEXT, CHOICE, LOOKUP, AUTONUMBER -> TEXT;
                case INTEGER -> INTEGER;
                case DECIMAL, MONEY -> DECIMAL;
                case DATE -> DATE;
                case DATE_TIME -> DATE_TIME;
                case BOOLEAN -> BOOLEAN;
                case FILE -> FILE;
            };
        }

        private static Family of(int jdbcType) {
            return switch (jdbcType) {
                case Types.VARCHAR -> TEXT;
                case Types.BIGINT -> INTEGER;
                case Types.NUMERIC, Types.DECIMAL -> DECIMAL;
                case Types.DATE -> DATE;
                case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> DATE_TIME;
                case Types.BOOLEAN, Types.BIT -> BOOLEAN;
                case Types.VARBINARY, Types.BINARY -> FILE;
                default -> OTHER;
            };
        }
    }

    static Facts read(Connection connection) throws SQLException {
        var columns = new HashMap<String, Map<String, Shape>>();
        try (var found = connection.getMetaData().getColumns(connection.getCatalog(), connection.getSchema(), null, null)) {
            while (found.next()) {
                var shape = new Shape(Family.of(found.getInt("DATA_TYPE")), found.getInt("COLUMN_SIZE"), found.getInt("DECIMAL_DIGITS"));
                columns.computeIfAbsent(found.getString("TABLE_NAME"), _ -> new HashMap<>()).put(found.getString("COLUMN_NAME"), shape);
            }
        }
        var indexes = connection.getMetaData().getDatabaseProductName().equals("H2")
                ? "select index_name from information_schema.indexes where table_schema = current_schema"
                : "select indexname from pg_indexes where schemaname = current_schema()";
        return new Facts(columns, names(connection, indexes),
                names(connection, "select constraint_name from information_schema.table_constraints where table_schema = current_schema"),
                names(connection, "select sequence_name from information_schema.sequences where sequence_schema = current_schema"));
    }

    private static Set<String> names(Connection connection, String query) throws SQLException {
        return Set.copyOf(Jdbc.query(connection, query, rows -> rows.getString(1)));
    }

    /** Whether a column gets a wider type: integers are decimals, but for those of more digits than a decimal has before its point. */
    static boolean widens(Shape is, Column column) {
        return is.family() == Family.INTEGER && Family.of(column) == Family.DECIMAL;
    }

    /** Whether a column keeps its values: of one family, or integers and decimals. */
    static boolean keeps(Shape is, Column column) {
        return is.family() == Family.of(column) || widens(is, column) || is.family() == Family.DECIMAL && Family.of(column) == Family.INTEGER;
    }

    boolean has(String table) {
        return columns.containsKey(table);
    }

    Shape shape(String table, String column) {
        return columns.getOrDefault(table, Map.of()).get(column);
    }
}
