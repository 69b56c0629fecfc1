package torg.store.database;

import java.util.Arrays;
import java.util.List;
import org.jooq.CreateTableElementListStep;
import org.jooq.DataType;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The store's own tables. */
public final class SystemTables {
    static final String FEED = Names.OURS + "feed";
    public static final String OUTBOX = Names.OURS + "outbox";
    static final String ONCE = Names.OURS + "once";
    public static final String FILES = Names.OURS + "files";
    static final String OWNERS = Names.OURS + "owners";
    static final String AUDIT = Names.OURS + "audit";
    private static final DataType<String> KEY = SQLDataType.VARCHAR(Cells.KEY_LENGTH).notNull();
    private static final DataType<String> NAME = SQLDataType.VARCHAR(200).notNull();
    private static final DataType<String> LONG = SQLDataType.VARCHAR(4_000);
    private static final DataType<String> EDIT = SQLDataType.VARCHAR(Cells.LONG_TEXT_LENGTH);
    private static final DataType<?> TIME = SQLDataType.TIMESTAMPWITHTIMEZONE(6);
    private static final DataType<String> HASH = SQLDataType.VARCHAR(64).notNull();
    private static final DataType<Long> NUMBER = SQLDataType.BIGINT.notNull();

    private SystemTables() {}

    public static void create(Database database) {
        database.retried(transaction -> {
            for (var query : all()) Jdbc.run(transaction.connection(), DSL.using(database.dialect().jooq()).render(query));
            return null;
        });
    }

    private static List<Query> all() {
        return List.of(
                table(FEED).column("seq", NUMBER.identity(true)).column("tbl", NAME).column("row_key", KEY).column("kind", NAME)
                        .column("cols", LONG).column("origin", NAME).column("caller", NAME).column("at", TIME).primaryKey("seq"),
                table(OUTBOX).column("id", NUMBER.identity(true)).column("tbl", NAME).column("row_key", KEY).column("kind", NAME)
                        .column("written", TIME).column("due", TIME).column("attempts", NUMBER).column("fence", NUMBER).column("state", NAME)
                        .column("note", LONG).column("worker", SQLDataType.VARCHAR(200)).column("held", TIME).column("edit", EDIT).primaryKey("id"),
                // A store of before has the table without these.
                DSL.alterTable(Names.quoted(OUTBOX)).addColumnIfNotExists(DSL.field(Names.quoted("held"), TIME)),
                DSL.alterTable(Names.quoted(OUTBOX)).addColumnIfNotExists(DSL.field(Names.quoted("edit"), EDIT)),
                index(OUTBOX, "state", "tbl", "row_key", "id"), index(OUTBOX, "state", "due", "id"),
                table(ONCE).column("caller", NAME).column("once_key", NAME).column("digest", NAME).column("row_keys", SQLDataType.VARCHAR(Cells.LONG_TEXT_LENGTH))
                        .column("at", TIME).primaryKey("caller", "once_key"),
                table(FILES).column("tbl", NAME).column("row_key", KEY).column("col", NAME).column("digest", SQLDataType.VARCHAR(64).notNull()).column("part", NUMBER)
                        .column("bytes", SQLDataType.VARBINARY(FileParts.LARGEST_PART).notNull()).primaryKey("tbl", "row_key", "col", "digest", "part"),
                index(FILES, "digest"),
                table(OWNERS).column("tbl", NAME).column("module", NAME).primaryKey("tbl"),
                table(AUDIT).column("number", NUMBER).column("at", TIME).column("caller", NAME).column("account", NAME).column("address", NAME).column("request", NAME).column("act", NAME)
                        .column("outcome", NAME).column("person", NAME).column("tbl", NAME).column("row_key", NAME).column("detail", LONG.notNull()).column("times", NUMBER)
                        .column("salt", SQLDataType.VARCHAR(64)).column("cells", EDIT).column("digest", HASH).column("previous", HASH).column("hash", HASH).primaryKey("number"),
                DSL.alterTable(Names.quoted(AUDIT)).addColumnIfNotExists(DSL.field(Names.quoted("deputy"), SQLDataType.VARCHAR(200))),
                index(AUDIT, "deputy", "number"),
                index(AUDIT, "at"), index(AUDIT, "caller", "number"), index(AUDIT, "person", "number"), index(AUDIT, "account", "number"), index(AUDIT, "act", "number"),
                index(AUDIT, "tbl", "row_key", "number"));
    }

    private static CreateTableElementListStep table(String name) {
        return DSL.createTableIfNotExists(Names.quoted(name));
    }

    private static Query index(String table, String... columns) {
        var fields = Arrays.stream(columns).map(column -> DSL.field(Names.quoted(column))).toList();
        return DSL.createIndexIfNotExists(Names.quoted(Names.index(table, List.of(columns)))).on(DSL.table(Names.quoted(table)), fields);
    }
}
