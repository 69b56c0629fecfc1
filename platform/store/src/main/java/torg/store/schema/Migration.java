package torg.store.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Committed;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.store.database.Database;
import torg.store.database.Dialect;
import torg.store.database.Jdbc;
import torg.store.database.Transaction;

/**
 * Brings the database to where it can hold these tables, in two steps. While a site is compiled, before anybody can ask for it, comes what harms nobody
 * if the site is refused afterwards: new tables, columns, indexes, wider types; all of it, or nothing when something would be lost. What rows are held
 * to (values that have to be there, unique ones, lookups that lead somewhere) changes when the site is in force. Tables and columns that no document describes any more stay.
 */
@Component(immediate = true, service = Migration.class)
public final class Migration {
    private static final Logger LOG = LoggerFactory.getLogger(Migration.class);
    private static final int ADVISORY_LOCK = 0x746f7267;
    private final Database database;
    private Schema brought;
    /** The tables as they were in force last, for what an edit newly demands of rows. */
    private final Map<String, Table> inForce = new HashMap<>();

    @Activate
    public Migration(@Reference Database database) {
        this.database = database;
    }

    /** What speaks against it; empty when the database now holds the tables. */
    public synchronized List<Refusal> bring(Schema wanted) {
        if (wanted.equals(brought)) return List.of();
        var refusals = database.restructured(transaction -> {
            alone(transaction.connection());
            return bring(transaction.connection(), wanted);
        });
        if (refusals.isEmpty()) brought = wanted;
        return refusals;
    }

    /**
     * Hold rows to what these tables promise, which are in force now, and to nothing else.
     *
     * @throws torg.api.problem.TorgException BUSY {@code store.busy} when those who ask do not come to an end
     */
    synchronized Settled settle(Schema current, Filling filling) {
        var settled = database.restructured(transaction -> {
            alone(transaction.connection());
            return settle(transaction, current, filling);
        });
        if (settled.broken.isEmpty()) inForce.putAll(current.tables());
        return settled;
    }

    private Settled settle(Transaction transaction, Schema current, Filling filling) throws SQLException {
        var connection = transaction.connection();
        var facts = Facts.read(connection);
        var additions = new Additions(database.dialect(), facts, current);
        var steps = new ArrayList<>(additions.loosened());
        var broken = new ArrayList<Refusal>();
        var filled = new LinkedHashMap<Table, List<Column>>();
        for (var table : current.tables().values()) {
            for (var column : table.columns().values()) {
                var missing = additions.promises(table, column);
                if (missing.isEmpty()) continue;
                var against = new Losses(connection, database.dialect(), facts, table, current).broken(column);
                if (against.isEmpty()) steps.addAll(missing);
                broken.addAll(against);
            }
            var defaults = new ArrayList<Column>();
            for (var column : newlyRequired(table)) {
                var losses = new Losses(connection, database.dialect(), facts, table, current);
                if (losses.hasDefaultForAll(column)) defaults.add(column);
                else broken.addAll(losses.missing(column));
            }
            if (!defaults.isEmpty()) filled.put(table, defaults);
            for (var key : table.uniqueKeys()) {
                var missing = additions.unique(table, key);
                if (missing.isEmpty()) continue;
                var against = new Losses(connection, database.dialect(), facts, table, current).shared(key, defaults);
                if (against.isEmpty()) steps.add(missing.get());
                broken.addAll(against);
            }
        }
        run(connection, steps, "promises-settled");
        return new Settled(broken, filling.fill(transaction, filled));
    }

    /**
     * What came of it.
     *
     * @param broken the promises that rows broke since they were looked at; they are left out
     * @param filled rows that got a default, to be told
     */
    record Settled(List<Refusal> broken, List<Committed> filled) {}

    private List<Refusal> bring(Connection connection, Schema wanted) throws SQLException {
        var facts = Facts.read(connection);
        var refusals = new ArrayList<Refusal>();
        for (var table : wanted.tables().values()) refusals.addAll(new Losses(connection, database.dialect(), facts, table, wanted).find(newlyRequired(table)));
        if (!refusals.isEmpty()) return refusals;
        var steps = new ArrayList<Query>();
        var additions = new Additions(database.dialect(), facts, wanted);
        for (var table : wanted.tables().values()) steps.addAll(additions.columns(table));
        for (var table : wanted.tables().values()) steps.addAll(additions.links(table));
        for (var table : wanted.tables().values()) steps.addAll(additions.indexes(table));
        run(connection, steps, "schema-migrated");
        return List.of();
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
}
