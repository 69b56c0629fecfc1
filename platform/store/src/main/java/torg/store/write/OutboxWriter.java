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
            var now = document(transaction, known, one.table(), one.key(), one.cells());
            var before = one.moved().isEmpty() ? now : document(transaction, known, one.table(), one.key(), one.moved());
            var stays = now.equals(before);
            now.ifPresent(found -> documents.merge(found, Happened.to(found, one, stays ? one.kind() : Kind.CREATED), Happened::and));
            if (!stays) before.ifPresent(found -> documents.merge(found, Happened.to(found, one, Kind.DELETED), Happened::and));
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
    private record Happened(Kind kind, Map<String, String> before, Map<Outbox.Part, Touched> parts) {
        /** @param part what that is to the document when the row is a part of it: a part that moves is taken away from one document and made in the other */
        static Happened to(Document document, Done one, Kind part) {
            if (!document.is(one)) return new Happened(Kind.UPDATED, Map.of(), Map.of(new Outbox.Part(one.table().name(), one.key()), Touched.of(one, part)));
            return new Happened(one.kind(), switch (one.kind()) {
                case CREATED -> Map.of();
                case UPDATED -> moved(one);
                case DELETED -> digests(one, one.cells().keySet(), one.cells());
            }, Map.of());
        }

        /** What other things that happened to it in the same write make of it: what was there first was there before all. */
        Happened and(Happened next) {
            var first = new HashMap<>(next.before);
            first.putAll(before);
            var all = new HashMap<>(parts);
            next.parts.forEach((part, touched) -> all.merge(part, touched, Touched::then));
            return new Happened(next.kind == Kind.UPDATED ? kind : next.kind, first, all);
        }

        Outbox.Edit edit() {
            return switch (kind) {
                case CREATED -> Outbox.Edit.NONE;
                case UPDATED -> new Outbox.Edit(before, parts.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, part -> part.getValue().before)));
                case DELETED -> new Outbox.Edit(before, Map.of());
            };
        }
    }

    /** What became of a part, and what it held before. */
    private record Touched(Kind kind, Map<String, String> before) {
        static Touched of(Done one, Kind kind) {
            return new Touched(kind, switch (kind) {
                case CREATED -> Map.of();
                case UPDATED -> moved(one);
                // Also what it did not hold: one that is made again in its place is another one by that.
                case DELETED -> digests(one, one.table().columns().keySet(), one.moved().isEmpty() ? one.cells() : one.moved());
            });
        }

        /** With what happened to it next in the same write; null when it was made there and taken away again, of which nobody has to hear. */
        Touched then(Touched next) {
            if (kind == Kind.CREATED) return next.kind == Kind.DELETED ? null : this;
            var first = new HashMap<>(next.before);
            first.putAll(before);
            return new Touched(next.kind == Kind.CREATED ? Kind.UPDATED : next.kind, first);
        }
    }

    private static Map<String, String> moved(Done one) {
        return digests(one, one.columns(), one.moved());
    }

    private static Map<String, String> digests(Done one, Collection<String> columns, Map<String, Object> cells) {
        return columns.stream().filter(one::isData).collect(Collectors.toMap(column -> column, column -> Outbox.digest(cells.get(column))));
    }

    private record Document(String table, String key) {
        boolean is(Done done) {
            return table.equals(done.table().name()) && key.equals(done.key());
        }
    }
}
