package torg.demo.erp.books;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One conversation with the store, on one connection. Used by one thread at a time. */
public final class Session {
    private static final int UNIQUE_VIOLATED = 23505;
    private static final String BAD_VALUE = "22"; // the class of SQL states for values that do not fit

    private final Connection connection;
    private final Schema schema;
    private final List<Runnable> afterCommit = new ArrayList<>();

    Session(Connection connection, Schema schema) {
        this.connection = connection;
        this.schema = schema;
    }

    public List<Row> select(Select select) {
        return run(select.sql(), select.where().values(), statement -> rows(statement, select.columns()));
    }

    /** The rows of a table that meet a condition, whole, in the order they were written. */
    public List<Row> rows(Table table, Condition where) {
        return rows(table, where, "\"RecId\"", 0, Integer.MAX_VALUE);
    }

    public List<Row> rows(Table table, Condition where, String order, long offset, int limit) {
        return select(new Select(table, schema.columns(table).values(), where, order, offset, limit));
    }

    public Optional<Row> find(Table table, Condition where) {
        return rows(table, where).stream().findFirst();
    }

    public long count(Table table, Condition where) {
        return number("SELECT COUNT(*) FROM " + table.sql() + " WHERE " + where.sql(), where.values());
    }

    /** @return the row as it stands now, with what the table filled in */
    Row insert(Table table, Row row) {
        return written(table, insertion(table, row), values(row));
    }

    /** Inserts a row that nobody needs to see again. */
    void add(Table table, Row row) {
        run(insertion(table, row), values(row), PreparedStatement::executeUpdate);
    }

    private static String insertion(Table table, Row row) {
        var names = row.columns().stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
        var marks = row.columns().stream().map(_ -> "?").collect(Collectors.joining(", "));
        return "INSERT INTO %s (%s) VALUES (%s)".formatted(table.sql(), names, marks);
    }

    private static List<Object> values(Row row) {
        return row.columns().stream().map(row::value).toList();
    }

    Row update(Table table, Row before, Row changes) {
        var sets = changes.columns().stream().map(name -> '"' + name + "\" = ?, ").collect(Collectors.joining());
        var values = Stream.concat(values(changes).stream(), Stream.of(before.id())).toList();
        return written(table, "UPDATE " + table.sql() + " SET " + sets + "\"RecVersion\" = \"RecVersion\" + 1 WHERE \"RecId\" = ?", values);
    }

    private Row written(Table table, String change, List<Object> values) {
        var columns = schema.columns(table).values();
        return run(Select.what(columns) + " FROM FINAL TABLE (" + change + ")", values, statement -> rows(statement, columns).getFirst());
    }

    void delete(Table table, Row row) {
        run("DELETE FROM " + table.sql() + " WHERE \"RecId\" = ?", List.of(row.id()), PreparedStatement::executeUpdate);
    }

    /** Goes back with the transaction, so a number sequence has no gaps. */
    long next(Schema.Sequence sequence) {
        return number("SELECT \"Next\" FROM OLD TABLE (UPDATE NUMBER_SEQUENCE SET \"Next\" = \"Next\" + 1 WHERE \"Name\" = ?)", List.of(sequence.name()));
    }

    /** Something to do once the transaction is on disk, and not at all if it is rolled back. */
    void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    void committed() {
        afterCommit.forEach(Runnable::run);
    }

    private long number(String sql, List<Object> values) {
        return run(sql, values, statement -> {
            try (var result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        });
    }

    private static List<Row> rows(PreparedStatement statement, Collection<Column> columns) throws SQLException {
        try (var result = statement.executeQuery()) {
            var rows = new ArrayList<Row>();
            while (result.next()) {
                rows.add(read(result, columns));
            }
            return rows;
        }
    }

    private static Row read(ResultSet result, Collection<Column> columns) throws SQLException {
        var row = new Row();
        int index = 0;
        for (var column : columns) {
            index++;
            row.set(column.name(), switch (column.kind()) {
                case TEXT, CHOICE -> result.getString(index);
                case DECIMAL -> plain(result.getBigDecimal(index));
                case INT -> result.getInt(index);
                case LONG -> result.getLong(index);
                case MOMENT -> result.getObject(index, Instant.class);
                case BYTES -> result.getBytes(index);
            });
        }
        return row.set("RecId", result.getLong(index + 1)).set("RecVersion", result.getLong(index + 2));
    }

    /** 18 rather than 18.000000, and 20 rather than 2E+1. */
    static BigDecimal plain(BigDecimal number) {
        var stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    private <T> T run(String sql, List<?> values, Use<T> use) {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            return use.of(statement);
        } catch (SQLException e) {
            throw asRefusalOrFault(e);
        }
    }

    private static RuntimeException asRefusalOrFault(SQLException e) {
        if (e.getErrorCode() == UNIQUE_VIOLATED) {
            return new Refusal(List.of("Cannot create a record: the record already exists"));
        }
        if (e.getSQLState() != null && e.getSQLState().startsWith(BAD_VALUE)) {
            return new Refusal(List.of("A value does not fit its field: a text may have %d characters, a number 22 digits before the point".formatted(Column.LONGEST_TEXT)));
        }
        return new IllegalStateException("the store cannot run a statement: " + e.getMessage(), e);
    }
}
