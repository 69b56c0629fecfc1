package torg.store.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Committed;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.store.database.Cells;
import torg.store.database.Database;
import torg.store.database.Dialect;
import torg.store.database.Jdbc;
import torg.store.database.Names;
import torg.store.database.Transaction;

/**
 * Brings the database to where it can hold these tables, in two steps. While a site is compiled, before anybody can ask for it, comes what harms nobody
 * if the site is refused afterwards: new tables, columns, indexes, wider types; all of it, or nothing when something would be lost that no document confirms. What rows are held
 * to (values that have to be there, unique ones, lookups that lead somewhere) changes when the site is in force, and what is confirmed is lost then. Tables and columns that no document describes any more stay.
 */
@Component(immediate = true, service = Migration.class)
public final class Migration {
    private static final Logger LOG = LoggerFactory.getLogger(Migration.class);
    private static final int ADVISORY_LOCK = 0x746f7267;
    private final Database database;
    private Schema brought;
    /** The tables of the site that was compiled last, which may be in force any moment. */
    private Schema compiled;
    /** The tables as they were in force last, for what an edit newly demands of rows. */
    private final Map<String, Table> inForce = new HashMap<>();

    @Activate
    public Migration(@Reference Database database) {
        this.database = database;
    }

    /** What speaks against it when nothing may be lost; empty when the database now holds the tables. */
    public List<Objection> bring(Schema wanted) {
        return brought(wanted, ConfirmedLosses.NONE).objections();
    }

    /**
     * Make internal tables a module's. They stay its own when it goes, so that no other reads what it left.
     *
     * @param held whether the module is held to what it says: it takes no table over, and none that was there before anybody wrote down whose it is
     * @return what speaks against it
     */
    public List<String> claim(String module, Set<String> tables, boolean held) {
        var names = tables.toArray(String[]::new);
        if (tables.stream().allMatch(database.read(connection -> owned(connection, module, names))::contains)) return List.of();
        return database.restructured(transaction -> {
            var connection = transaction.connection();
            alone(connection);
            var taken = new TreeSet<>(tables);
            taken.removeAll(owned(connection, module, names));
            if (held) {
                var facts = Facts.read(connection);
                var described = Set.copyOf(Jdbc.query(connection, "select \"tbl\" from \"torg_owners\"", rows -> rows.getString(1)));
                var others = taken.stream().filter(table -> facts.has(table) || described.contains(table)).map(table -> "table '" + table + "' is another module's").toList();
                if (!others.isEmpty()) return others;
            }
            for (var table : taken) {
                if (Jdbc.update(connection, "delete from \"torg_owners\" where \"tbl\" = ?", table) > 0) LOG.warn("event=table-taken-over table={} module={}", table, module);
                Jdbc.update(connection, "insert into \"torg_owners\" (\"tbl\", \"module\") values (?, ?)", table, module);
            }
            return List.of();
        });
    }

    private static Set<String> owned(Connection connection, String module, String[] tables) throws SQLException {
        return Set.copyOf(Jdbc.query(connection, "select \"tbl\" from \"torg_owners\" where \"module\" = ? and \"tbl\" = any(cast(? as varchar array))", rows -> rows.getString(1), module, tables));
    }

    /** What speaks against the tables of a site; when nothing does, the database now holds them, but for what is confirmed to be lost. */
    synchronized Verdict bring(Schema wanted, ConfirmedLosses confirmed) {
        var verdict = brought(wanted, confirmed);
        if (verdict.objections.isEmpty()) compiled = wanted;
        return verdict;
    }

    private synchronized Verdict brought(Schema wanted, ConfirmedLosses confirmed) {
        if (wanted.equals(brought) && confirmed.isEmpty()) return Verdict.NOTHING;
        var verdict = database.restructured(transaction -> {
            alone(transaction.connection());
            return bring(transaction.connection(), wanted, confirmed);
        });
        // What is confirmed is not lost yet: who takes the words out again is asked again.
        if (verdict.objections.isEmpty()) brought = confirmed.isEmpty() ? wanted : null;
        return verdict;
    }

    /**
     * Take away what the documents of these tables, which are in force now, confirm may be lost; then hold rows to what the tables promise, and to nothing else.
     *
     * @throws TorgException BUSY {@code store.busy} when those who ask do not come to an end, or another site was compiled meanwhile: if that comes in force nothing
     *     is lost, and else it is the next time
     */
    synchronized Settled settle(Schema current, ConfirmedLosses confirmed, FeedEntries feed) {
        var settled = database.restructured(transaction -> {
            alone(transaction.connection());
            var changes = new Changes(transaction, feed);
            if (!confirmed.isEmpty()) lose(changes, current, confirmed);
            return settle(changes, current);
        });
        // who compiles the tables of before once more finds others in the database
        if (!confirmed.isEmpty()) brought = null;
        if (settled.broken.isEmpty()) inForce.putAll(current.tables());
        return settled;
    }

    private Settled settle(Changes changes, Schema current) throws SQLException {
        var connection = changes.transaction.connection();
        var facts = Facts.read(connection);
        var additions = new Additions(database.dialect(), facts, current);
        var steps = new ArrayList<>(additions.loosened());
        var broken = new ArrayList<Objection>();
        var filled = new ArrayList<RowChange>();
        for (var table : current.tables().values()) {
            for (var column : table.columns().values()) {
                var missing = additions.promises(table, column);
                if (missing.isEmpty()) continue;
                var against = new Losses(connection, database.dialect(), facts, table, current, Set.of()).broken(column);
                if (against.isEmpty()) steps.addAll(missing);
                broken.addAll(against);
            }
            var defaults = new ArrayList<Column>();
            for (var column : newlyRequired(table)) {
                var losses = new Losses(connection, database.dialect(), facts, table, current, Set.of());
                if (losses.hasDefaultForAll(column)) defaults.add(column);
                else broken.addAll(losses.missing(column));
            }
            defaults.forEach(column -> filled.add(filled(table, column)));
            for (var key : table.uniqueKeys()) {
                var missing = additions.unique(table, key);
                if (missing.isEmpty()) continue;
                var against = new Losses(connection, database.dialect(), facts, table, current, Set.of()).shared(key, defaults);
                if (against.isEmpty()) steps.add(missing.get());
                broken.addAll(against);
            }
        }
        run(connection, steps, "promises-settled");
        for (var change : filled) changes.make(change);
        return new Settled(broken, changes.told());
    }

    /** Rows without a value get the default. */
    private RowChange filled(Table table, Column column) {
        var field = DSL.field(Names.quoted(column.name()), Cells.type(column, database.dialect()));
        return RowChange.set(table, column, DSL.inline(column.defaultValue().orElseThrow(), field.getDataType()), field.isNull());
    }

    /**
     * What came of it.
     *
     * @param broken the promises that rows broke since they were looked at; they are left out
     * @param changed rows that got a default or lost something, to be told
     */
    record Settled(List<Objection> broken, List<Committed> changed) {}

    /** What one transaction does to rows, on its way into the feed. */
    private final class Changes {
        final Transaction transaction;
        private final FeedEntries feed;
        private final List<FeedEntries.Changed> made = new ArrayList<>();
        private final List<Committed> entries = new ArrayList<>();

        Changes(Transaction transaction, FeedEntries feed) {
            this.transaction = transaction;
            this.feed = feed;
        }

        void make(RowChange change) throws SQLException {
            var keys = Jdbc.query(transaction.connection(), database.dialect().changed(change.update(), change.table().key()), rows -> rows.getString(1));
            made.add(new FeedEntries.Changed(change.table(), change.columns(), keys));
        }

        /** Tables are changed next: H2 commits with that what was done to rows, hence their entries too. On PostgreSQL nobody may wait for a table once they are made. */
        void beforeTables() throws SQLException {
            if (database.dialect() == Dialect.H2) told();
        }

        List<Committed> told() throws SQLException {
            entries.addAll(feed.add(transaction, made));
            made.clear();
            return entries;
        }
    }

    private Verdict bring(Connection connection, Schema wanted, ConfirmedLosses confirmed) throws SQLException {
        var facts = Facts.read(connection);
        var objections = new ArrayList<Objection>();
        var losses = losses(connection, facts, wanted, confirmed, objections);
        if (!objections.isEmpty()) return new Verdict(objections, List.of());
        var steps = new ArrayList<Query>();
        var additions = new Additions(database.dialect(), facts, wanted);
        for (var table : wanted.tables().values()) steps.addAll(additions.columns(table));
        for (var table : wanted.tables().values()) steps.addAll(additions.links(table));
        for (var table : wanted.tables().values()) steps.addAll(additions.indexes(table));
        run(connection, steps, "schema-migrated");
        return new Verdict(List.of(), idle(confirmed, losses));
    }

    private List<Loss> losses(Connection connection, Facts facts, Schema wanted, ConfirmedLosses confirmed, List<Objection> objections) throws SQLException {
        var losses = new ArrayList<Loss>();
        for (var table : wanted.tables().values()) {
            var looked = new Losses(connection, database.dialect(), facts, table, wanted, confirmed.of(table.name()));
            objections.addAll(looked.find(newlyRequired(table)));
            losses.addAll(looked.confirmed());
        }
        for (var table : confirmed.droppedTables()) DroppedTable.find(connection, facts, table, wanted, objections).ifPresent(losses::add);
        return losses;
    }

    /** Words that confirm nothing which is to be lost. */
    private static List<Objection> idle(ConfirmedLosses confirmed, List<Loss> losses) {
        var idle = new ArrayList<Objection>();
        confirmed.words().forEach((table, words) -> words.stream().filter(said -> losses.stream().noneMatch(loss -> loss.table().equals(table) && loss.words().equals(said)))
                .forEach(said -> idle.add(new Objection(table, ConfirmedLosses.WORD, "table.loss-idle", "'" + said + "' of table '" + table + "' confirms a loss that there is not, or not any more", "take it out"))));
        return idle;
    }

    /**
     * Takes away what is confirmed, and adds what was in its way. One transaction on PostgreSQL; H2 commits each change of a table, and after a failure
     * what is left of it is done the next time.
     */
    private void lose(Changes changes, Schema current, ConfirmedLosses confirmed) throws SQLException {
        var connection = changes.transaction.connection();
        var facts = Facts.read(connection);
        var losses = losses(connection, facts, current, confirmed, new ArrayList<>());
        if (losses.isEmpty()) return;
        if (!current.equals(compiled)) {
            compiled = current;
            throw TorgException.of(ProblemKind.BUSY, "store.busy", "what a site confirms is not lost while another one may take its place").help("try again in a moment");
        }
        run(connection, new Additions(database.dialect(), facts, current).loosened(), "promises-settled");
        for (var loss : losses) if (loss.change().isPresent()) changes.make(loss.change().get());
        changes.beforeTables();
        for (var loss : losses) {
            run(connection, loss.steps(), "values-lost");
            LOG.warn("event=loss-confirmed table={} what=\"{}\" rows={}", loss.table(), loss.words(), loss.rows());
        }
        var additions = new Additions(database.dialect(), Facts.read(connection), current);
        var steps = new ArrayList<Query>();
        for (var table : current.tables().values()) steps.addAll(additions.columns(table));
        for (var table : current.tables().values()) steps.addAll(additions.links(table));
        for (var table : current.tables().values()) steps.addAll(additions.indexes(table));
        run(connection, steps, "schema-migrated");
    }

    /**
     * Columns that have to have a value from this edit on. None of a table that was not in force before: whether its rows kept to it is not asked again
     * at each start.
     */
    private List<Column> newlyRequired(Table table) {
        var before = Optional.ofNullable(inForce.get(table.name()));
        return table.columns().values().stream().filter(column -> column.required() && column.type() != ColumnType.AUTONUMBER)
                .filter(column -> before.filter(known -> known.column(column.name()).filter(Column::required).isEmpty()).isPresent()).toList();
    }

    private void run(Connection connection, List<Query> steps, String event) throws SQLException {
        var dsl = DSL.using(database.dialect().jooq());
        for (var step : steps) Jdbc.run(connection, dsl.renderInlined(step));
        if (!steps.isEmpty()) LOG.info("event={} steps={}", event, steps.size());
    }

    /** One node at a time, and as long as it takes. */
    private void alone(Connection connection) throws SQLException {
        if (database.dialect() != Dialect.POSTGRES) return;
        Jdbc.run(connection, "set local statement_timeout = 0");
        Jdbc.run(connection, "select pg_advisory_xact_lock(" + ADVISORY_LOCK + ")");
    }

    /**
     * What came of bringing tables.
     *
     * @param objections what speaks against it
     * @param idle words that confirm a loss which there is not
     */
    record Verdict(List<Objection> objections, List<Objection> idle) {
        static final Verdict NOTHING = new Verdict(List.of(), List.of());
    }
}
