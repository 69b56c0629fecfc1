package torg.demo.erp.books;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import torg.demo.erp.books.Column.Kind;

/** The tables behind the entity sets: a table has every column that one of its sets shows. */
public final class Schema {
    private static final List<Column> EVENT_COLUMNS = List.of(
            new Column("ControlNumber", Kind.LONG),
            new Column("BusinessEventId", Kind.TEXT),
            new Column("EventTime", Kind.MOMENT),
            new Column("LegalEntity", Kind.TEXT),
            new Column("SalesOrderNumber", Kind.TEXT),
            new Column("Delivery", Kind.TEXT));

    private final Map<Table, Map<String, Column>> tables = new EnumMap<>(Table.class);
    private final Map<Table, Set<List<String>>> keys = new EnumMap<>(Table.class);

    public Schema(Collection<Entity> entities) {
        for (var entity : entities) {
            tables.computeIfAbsent(entity.table(), _ -> new LinkedHashMap<>()).putAll(entity.columns());
            keys.computeIfAbsent(entity.table(), _ -> new LinkedHashSet<>()).add(entity.keys());
        }
        tables.put(Table.BUSINESS_EVENT, EVENT_COLUMNS.stream().collect(Collectors.toMap(Column::name, c -> c)));
        keys.put(Table.BUSINESS_EVENT, Set.of(List.of("ControlNumber")));
    }

    Map<String, Column> columns(Table table) {
        return tables.get(table);
    }

    /** Makes what is missing and leaves what is there, so that an older store opens with a newer model. */
    void applyTo(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS NUMBER_SEQUENCE (\"Name\" VARCHAR(60) PRIMARY KEY, \"Next\" BIGINT NOT NULL)");
            for (var sequence : Sequence.values()) {
                statement.execute("INSERT INTO NUMBER_SEQUENCE SELECT '%s', %d WHERE NOT EXISTS (SELECT * FROM NUMBER_SEQUENCE WHERE \"Name\" = '%s')"
                        .formatted(sequence, sequence.first, sequence));
            }
            for (var table : tables.keySet()) {
                create(statement, table);
                addMissingColumns(connection, statement, table);
            }
            // Found by a client before it sends an order again, and by the lists of a customer.
            for (var column : List.of("CustomersOrderReference", "OrderingCustomerAccountNumber", "OrderCreationDateTime")) {
                statement.execute("CREATE INDEX IF NOT EXISTS \"SALES_ORDER_BY_%s\" ON \"SALES_ORDER\" (\"%s\")".formatted(column, column));
            }
        }
    }

    private void create(Statement statement, Table table) throws SQLException {
        var columns = tables.get(table).values().stream().map(Column::definition).collect(Collectors.joining(", "));
        statement.execute("""
                CREATE TABLE IF NOT EXISTS %s ("RecId" BIGINT GENERATED ALWAYS AS IDENTITY (CACHE 1000) PRIMARY KEY,
                "RecVersion" BIGINT DEFAULT 1 NOT NULL, %s)""".formatted(table.sql(), columns));
        for (var key : keys.get(table)) {
            var name = table + "_" + String.join("_", key);
            statement.execute("CREATE UNIQUE INDEX IF NOT EXISTS \"%s\" ON %s (%s)".formatted(name, table.sql(), quoted(key)));
        }
    }

    private void addMissingColumns(Connection connection, Statement statement, Table table) throws SQLException {
        var present = present(connection, table);
        for (var column : tables.get(table).values()) {
            if (!present.contains(column.name())) {
                statement.execute("ALTER TABLE " + table.sql() + " ADD COLUMN " + column.definition());
            }
        }
    }

    private static Set<String> present(Connection connection, Table table) throws SQLException {
        var names = new HashSet<String>();
        try (var columns = connection.getMetaData().getColumns(null, null, table.name(), null)) {
            while (columns.next()) {
                names.add(columns.getString("COLUMN_NAME"));
            }
        }
        return names;
    }

    private static String quoted(List<String> names) {
        return names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
    }

    /** The number sequences of the ERP, and where each begins. */
    enum Sequence {
        ORDER_NUMBER(100_001),
        LOT_NUMBER(1),
        CONTACT_NUMBER(1),
        ADDRESS_NUMBER(1),
        PACKING_SLIP_NUMBER(100_001),
        INVOICE_NUMBER(100_001),
        VOUCHER_NUMBER(1),
        PARTY_NUMBER(1),
        EVENT_NUMBER(1),
        // Above what a double can hold exactly, as in the real product: a client that reads it as one is found out.
        AGREEMENT_RECORD(9_007_199_254_740_993L);

        private final long first;

        Sequence(long first) {
            this.first = first;
        }
    }
}
