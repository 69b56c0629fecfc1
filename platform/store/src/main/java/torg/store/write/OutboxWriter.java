package torg.store.write;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import torg.api.sync.Outbox;
import torg.api.table.Committed.Kind;
import torg.api.table.Table;
import torg.store.database.EditText;
import torg.store.database.Jdbc;
import torg.store.database.Transaction;
import torg.store.sql.Known;

/** Adds what has to reach the ERP: one entry per write and whole document, in the transaction of the rows. */
final class OutboxWriter {
    private static final String INSERT = "insert into \"torg_outbox\" (\"tbl\", \"row_key\", \"kind\", \"written\", \"due\", \"attempts\", \"fence\", \"state\", \"note\", \"edit\")"
            + " values (?, ?, ?, ?, ?, 0, 0, 'WAITING', '', ?)";
    private final Statements statements;
    private final ChangeFeed feed;
    private final InstantSource clock;

    OutboxWriter(Statements statements, ChangeFeed feed, InstantSource clock) {
        this.statements = statements;
        this.feed = feed;
        this.clock = clock;
    }

    void add(Transaction transaction, Known known, List<Done> done) throws SQLException {
        var documents = new LinkedHashMap<Document, Happened>();
        for (var one : done) {
            if (!one.changedTheRow()) continue;
            for (var cells : one.moved().isEmpty() ? List.of(one.cells()) : List.of(one.cells(), one.moved())) {
                var document = document(transaction, known, one.table(), one.key(), cells);
                document.ifPresent(found -> documents.merge(found, Happened.to(found, one), Happened::and));
            }
        }
        if (documents.isEmpty()) return;
        // An entry that may be seen before one with a lower id would be sent before it.
        feed.inOrder(transaction);
        try (var statement = transaction.connection().prepareStatement(INSERT)) {
            var now = clock.instant();
            for (var document : documents.entrySet()) {
                Jdbc.bind(statement, document.getKey().table, document.getKey().key, document.getValue().kind.name(), now, now, EditText.written(document.getValue().edit()));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** The whole that a row is, or is a part of; empty when the ERP need not hear of it. */
    private Optional<Document> document(Transaction transaction, Known known, Table table, String key, Map<String, Object> cells) throws SQLException {
        if (!root(known, table).outbox()) return Optional.empty();
        var at = new Document(table.name(), key);
        var row = cells;
        for (var here = table; here.whole().isPresent(); ) {
            var lookup = here.whole().get();
            if (!(row.get(lookup.name()) instanceof String whole)) return Optional.empty();
            here = known.schema().table(lookup.target().orElseThrow());
            at = new Document(here.name(), whole);
            if (here.whole().isPresent()) row = wholeOf(transaction, known, here, whole);
        }
        return Optional.of(at);
    }

    private static Table root(Known known, Table table) {
        var at = table;
        while (at.whole().isPresent()) at = known.schema().table(at.whole().get().target().orElseThrow());
        return at;
    }

    private Map<String, Object> wholeOf(Transaction transaction, Known known, Table table, String key) throws SQLException {
        var sql = statements.rows(known, table);
        var whole = table.whole().orElseThrow();
        try (var statement = transaction.connection().prepareStatement(sql.lock().text())) {
            statement.setString(1, key);
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) return Map.of();
                var value = rows.getString(sql.columns().indexOf(whole) + 2);
                return value == null ? Map.of() : Map.of(whole.name(), value);
            }
        }
    }

    /** What became of a document. */
    private record Happened(Kind kind, Map<String, String> before, Map<Outbox.Part, Map<String, String>> parts) {
        static Happened to(Document document, Done one) {
            if (!document.is(one)) return new Happened(Kind.UPDATED, Map.of(), Map.of(new Outbox.Part(one.table().name(), one.key()), one.kind() == Kind.UPDATED ? before(one) : Map.of()));
            return new Happened(one.kind(), switch (one.kind()) {
                case CREATED -> Map.of();
                case UPDATED -> before(one);
                case DELETED -> digests(one, one.cells().keySet(), one.cells());
            }, Map.of());
        }

        /** What other things that happened to it in the same write make of it: what was there first was there before all. */
        Happened and(Happened next) {
            var first = new HashMap<>(next.before);
            first.putAll(before);
            var all = new HashMap<>(next.parts);
            // A part that was made in the same write stays one that was made, and one that was taken away is not there to be compared.
            parts.forEach((part, columns) -> all.merge(part, columns, (later, earlier) -> later.isEmpty() || earlier.isEmpty() ? Map.of() : both(later, earlier)));
            return new Happened(next.kind == Kind.UPDATED ? kind : next.kind, first, all);
        }

        private static Map<String, String> both(Map<String, String> later, Map<String, String> earlier) {
            var both = new HashMap<>(later);
            both.putAll(earlier);
            return both;
        }

        Outbox.Edit edit() {
            return switch (kind) {
                case CREATED -> Outbox.Edit.NONE;
                case UPDATED -> new Outbox.Edit(before, parts);
                case DELETED -> new Outbox.Edit(before, Map.of());
            };
        }

        private static Map<String, String> before(Done one) {
            return digests(one, one.columns(), one.moved());
        }

        private static Map<String, String> digests(Done one, Collection<String> columns, Map<String, Object> cells) {
            return columns.stream().filter(one::isData).collect(Collectors.toMap(column -> column, column -> Outbox.digest(cells.get(column))));
        }
    }

    private record Document(String table, String key) {
        boolean is(Done done) {
            return table.equals(done.table().name()) && key.equals(done.key());
        }
    }
}
