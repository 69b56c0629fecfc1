package torg.store;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import torg.api.identity.Caller;
import torg.api.site.Site;
import torg.api.site.SiteProblem;
import torg.api.site.SiteSettings;
import torg.api.site.Sites;
import torg.api.table.Committed;
import torg.api.table.Schema;
import torg.api.text.Text;
import torg.spi.access.TableAccess;
import torg.store.database.Database;
import torg.store.query.QueryRunner;
import torg.store.schema.Catalog;
import torg.store.schema.LossCompiler;
import torg.store.schema.Migration;
import torg.store.schema.TableCompiler;
import torg.store.write.FeedWriter;
import torg.store.write.Statements;
import torg.store.write.WriteRunner;
import torg.testkit.TestSource;
import torg.testkit.TestSites;

/** The store as it stands in a portal, on one database, with a site made of a draft. */
public final class TestHouse implements AutoCloseable {
    public static final Caller SYNC = Caller.service("sync");
    public final Database database;
    public final Migration migration;
    public final TableCompiler compiler;
    public final Catalog catalog;
    public final Statements statements;
    public final WriteRunner writes;
    public final FeedWriter feed;
    public final SqlTables tables;
    public final SqlAuditLog audit;
    public final List<Committed> heard = new ArrayList<>();
    private TestSites sites;

    public TestHouse(Database database) {
        this.database = database;
        migration = new Migration(database);
        compiler = new TableCompiler(migration);
        statements = new Statements(database);
        writes = new WriteRunner(database, statements);
        feed = new FeedWriter(writes);
        catalog = new Catalog(migration, feed);
        writes.bindListener(heard::addAll);
        audit = new SqlAuditLog(database, writes, InstantSource.system());
        tables = new SqlTables(database, catalog, new QueryRunner(database), writes, statements);
    }

    /** The tables of the portal that ships. */
    public static TestSource shipped() {
        return new TestSource().folder(Path.of("../../content/customer-portal"), "tables");
    }

    /** Compile these documents and swap them in. */
    public TestHouse with(TestSource source) {
        if (sites == null) sites = TestSites.of(source, compiler, new LossCompiler());
        else sites.swap(source);
        catalog.bindSites(sites);
        return this;
    }

    /** These tables, without documents. */
    public TestHouse with(Schema schema) {
        if (!migration.bring(schema).isEmpty()) throw new IllegalArgumentException("the database does not take these tables");
        catalog.bindSites(new FixedSites(schema));
        return this;
    }

    /** @param rules null when nobody answers for rights */
    public TestHouse with(TableAccess rules) {
        tables.access = rules;
        return this;
    }

    @Override
    public void close() {
        database.close();
    }

    /** A site that is nothing but tables. */
    private record FixedSites(Site current, List<SiteProblem> problems) implements Sites {
        FixedSites(Schema schema) {
            this(new Site("test", 1, new SiteSettings(Text.of("Test"), "test", List.of(Locale.ENGLISH), Map.of()), List.of(), Map.of(), Map.of(Schema.class, schema)), List.of());
        }
    }
}
