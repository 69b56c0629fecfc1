package torg.store;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import torg.api.table.Tables;
import torg.store.database.TestDatabase;
import torg.table.permissions.CompiledAccess;
import torg.table.permissions.PermissionCompiler;
import torg.testkit.TestSites;
import torg.testkit.TestSource;
import torg.testkit.random.RandomPermissionsContract;

/** From the text of a rule to the rows of SQL, and to the check of one row before it is written. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class PermissionDocumentsTest implements RandomPermissionsContract {
    @Parameter
    TestDatabase kind;
    private final List<TestHouse> houses = new ArrayList<>();

    @Override
    public int markets() {
        return Boolean.getBoolean("torg.full") ? 500 : 24;
    }

    /** Others than in memory, and on each database others. */
    @Override
    public long firstSeed() {
        return Long.getLong("torg.seed", 1_000L * (1 + kind.ordinal()));
    }

    @Override
    public Tables open(TestSource site) {
        close();
        var house = new TestHouse(kind.open());
        houses.add(house);
        var sites = TestSites.of(site, house.compiler, new PermissionCompiler());
        house.catalog.bindSites(sites);
        return house.with(new CompiledAccess(sites)).tables;
    }

    /** One at a time: each has a database of its own. */
    @AfterEach
    void close() {
        houses.forEach(TestHouse::close);
        houses.clear();
    }
}
