package torg.launcher.simulation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import torg.api.identity.Caller;
import torg.api.sync.Outbox;
import torg.api.table.Change;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.spi.sync.Connector;
import torg.spi.table.ChangeListener;
import torg.store.SqlOutbox;
import torg.store.SqlTables;
import torg.store.database.Database;
import torg.store.query.QueryRunner;
import torg.store.schema.Catalog;
import torg.store.schema.LossCompiler;
import torg.store.schema.Migration;
import torg.store.schema.TableCompiler;
import torg.store.write.FeedWriter;
import torg.store.write.Statements;
import torg.store.write.WriteRunner;
import torg.sync.Loop;
import torg.sync.SyncEngine;
import torg.sync.map.MapsCompiler;
import torg.sync.receive.Guard;
import torg.sync.receive.SyncTables;
import torg.sync.send.Conflicts;
import torg.sync.send.Conflicts.Keep;
import torg.testkit.TestSource;
import torg.testkit.TestSites;

/** A portal: its store, and one or several processes that keep it in step. What they ask of the store and of the ERP are the places at which they can be interrupted or killed. */
final class SimulatedPortal implements AutoCloseable {
    private static final Caller HOUSE = Caller.service("web");
    private static final Set<String> WITHOUT_THE_DATABASE = Set.of("schema");
    final Tables tables;
    final Outbox outbox;
    private final Database database;
    private final TestSites sites;
    private final Stage stage;
    private final Supplier<Connector> connectors;

    SimulatedPortal(Stage stage, TestSource documents, Supplier<Connector> connectors, ChangeListener commits) {
        this.stage = stage;
        this.connectors = connectors;
        database = new Database("jdbc:h2:mem:" + UUID.randomUUID(), "torg", "", 4);
        var migration = new Migration(database);
        var statements = new Statements(database);
        var writes = new WriteRunner(database, statements, stage);
        writes.bindListener(commits);
        var catalog = new Catalog(migration, new FeedWriter(writes));
        sites = TestSites.of(documents, new TableCompiler(migration), new LossCompiler(), new MapsCompiler());
        catalog.bindSites(sites);
        catalog.bindSource(new SyncTables());
        tables = new SqlTables(database, catalog, new QueryRunner(database), writes, statements);
        outbox = new SqlOutbox(database, catalog, writes, stage);
    }

    /** A process begins, or begins again. */
    void start(Object process) {
        var engine = new SyncEngine(interruptible(Tables.class, tables), sites, interruptible(Outbox.class, outbox), stage, stage, Guard.Limits.USUAL, SyncEngine.USUAL_LEASE);
        engine.addConnector(connectors.get());
        for (var loop : engine.loops()) stage.enter(process, () -> rounds(loop));
    }

    private void rounds(Loop loop) {
        while (true) stage.pause(loop.round().most());
    }

    /** A process ends where it is. */
    void crash(Object process) {
        stage.crash(process);
    }

    /** What a customer does, at once. Returns the key of the first row. */
    String write(Change... changes) {
        return tables.write(HOUSE, Write.of(changes)).keys().getFirst();
    }

    /** An administrator decides about a change that is asked about. */
    void decide(Outbox.Entry entry, Keep keep) {
        new Conflicts(tables, HOUSE, stage).decide(entry.id(), keep, "an administrator");
        outbox.retry(entry.id());
    }

    Optional<Row> row(String table, String key) {
        return tables.find(HOUSE, table, key);
    }

    Iterable<Row> rows(String table, String... columns) {
        return tables.query(HOUSE, Query.of(table, columns).top(1_000)).rows();
    }

    void change(String table, String key, Map<String, Object> values) {
        write(new Change.Update(table, key, values));
    }

    private <T> T interruptible(Class<T> type, T service) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
            if (!WITHOUT_THE_DATABASE.contains(method.getName())) stage.pause();
            try {
                return method.invoke(service, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    @Override
    public void close() {
        database.close();
    }
}
