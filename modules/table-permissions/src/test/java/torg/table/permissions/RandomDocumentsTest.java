package torg.table.permissions;

import torg.api.table.Tables;
import torg.testkit.MemoryTables;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;
import torg.testkit.TestSource;
import torg.testkit.random.RandomPermissionsContract;

/** Documents at random, over rows in memory: what they compile to, and no more. The store judges others over SQL. */
class RandomDocumentsTest implements RandomPermissionsContract {
    @Override
    public int markets() {
        return 40;
    }

    @Override
    public Tables open(TestSource site) {
        var sites = TestSites.of(site, new TableDocuments(), new PermissionCompiler());
        return new MemoryTables(sites::schema).rights(new CompiledAccess(sites));
    }
}
