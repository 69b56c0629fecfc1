package torg.store;

import java.nio.file.Path;
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
import torg.testkit.Draft;
import torg.testkit.TestSites;

/** The store as it stands in a portal, on one database, with a site made of a draft. */
final class TestHouse implements AutoCloseable {
    static final Caller SYNC = Caller.service("sync");
    final Database database;
    final Migration migration;
    final TableCompiler compiler;
    final Catalog catalog;
    final Statements statements;
    final WriteRunner writes;
    final SqlTables tables;
    final List<Committed> heard = new ArrayList<>();
    private TestSites sites;

    TestHouse(Database database) {
        this.database = database;
        migration = new Migration(database);
        compiler = new TableCompiler(migration);
        catalog = new Catalog(migration);
        statements = new Statements(database);
        writes = new WriteRunner(database, statements);
        writes.bindListener(heard::addAll);
        tables = new SqlTables(database, catalog, new QueryRunner(database), writes, statements);
    }

    /** The tables of the portal that ships. */
    static Draft shipped() {
        return new Draft().folder(Path.of("../../content/customer-portal"), "tables");
    }

    /** Compile these documents and swap them in. */
    TestHouse with(Draft draft) {
        if (sites == null) sites = TestSites.of(draft, compiler);
        else sites.swap(draft);
        catalog.bindSites(sites);
        return this;
    }

    /** These tables, without documents. */
    TestHouse with(Schema schema) {
        if (!migration.bring(schema).isEmpty()) throw new IllegalArgumentException("the database does not take these tables");
        catalog.bindSites(new FixedSites(schema));
        return this;
    }

    TestHouse with(TableAccess rules) {
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
