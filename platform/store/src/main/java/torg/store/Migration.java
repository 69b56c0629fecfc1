package torg.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.table.Schema;

/**
 * Brings the database to where it can hold these tables: all of what is new, or nothing when something would be lost. Tables and columns that
 * no document describes any more stay as they are. What is added harms nobody if the site is refused afterwards, so it happens while a site is
 * compiled, before anybody can ask for it.
 */
@Component(immediate = true, service = Migration.class)
public final class Migration {
    private static final Logger LOG = LoggerFactory.getLogger(Migration.class);
    private static final int ADVISORY_LOCK = 0x746f7267;
    private final Database database;
    private Schema brought;

    @Activate
    public Migration(@Reference Database database) {
        this.database = database;
    }

    /** What speaks against it; empty when the database now holds the tables. */
    synchronized List<Refusal> bring(Schema wanted) {
        if (wanted.equals(brought)) return List.of();
        var refusals = database.restructured(transaction -> {
            alone(transaction.connection);
            return bring(transaction.connection, wanted);
        });
        if (refusals.isEmpty()) brought = wanted;
        return refusals;
    }

    /** Let go of promises that these tables, which are in force now, no longer make. Not while they are compiled: the site may still be refused, and the old one rely on them. */
    synchronized void loosen(Schema current) {
        database.restructured(transaction -> {
            alone(transaction.connection);
            run(transaction.connection, new Additions(database.dialect, Facts.read(transaction.connection), current).loosened(), "schema-loosened");
            return null;
        });
    }

    private List<Refusal> bring(Connection connection, Schema wanted) throws SQLException {
        var facts = Facts.read(connection);
        var refusals = new ArrayList<Refusal>();
        for (var table : wanted.tables().values()) refusals.addAll(new Losses(connection, facts, table, wanted).find());
        if (!refusals.isEmpty()) return refusals;
        var steps = new ArrayList<Query>();
        var additions = new Additions(database.dialect, facts, wanted);
        for (var table : wanted.tables().values()) steps.addAll(additions.columns(table));
        for (var table : wanted.tables().values()) steps.addAll(additions.constraints(table));
        run(connection, steps, "schema-migrated");
        return List.of();
    }

    private void run(Connection connection, List<Query> steps, String event) throws SQLException {
        var dsl = DSL.using(database.dialect.sql);
        for (var step : steps) Jdbc.run(connection, dsl.renderInlined(step));
        if (!steps.isEmpty()) LOG.info("event={} steps={}", event, steps.size());
    }

    /** One node at a time, and as long as it takes. */
    private void alone(Connection connection) throws SQLException {
        if (database.dialect != Dialect.POSTGRES) return;
        Jdbc.run(connection, "set local statement_timeout = 0");
        Jdbc.run(connection, "select pg_advisory_xact_lock(" + ADVISORY_LOCK + ")");
    }
}
