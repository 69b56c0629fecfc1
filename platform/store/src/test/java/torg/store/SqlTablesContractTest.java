package torg.store;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import torg.api.table.Tables;
import torg.spi.access.TableAccess;
import torg.store.database.TestDatabase;
import torg.testkit.TestSource;
import torg.testkit.contract.TablesContract;

/** What every gate to rows has to keep, kept over SQL: random houses answer as rows in memory do. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class SqlTablesContractTest implements TablesContract {
    @Parameter
    TestDatabase kind;
    private final List<TestHouse> houses = new ArrayList<>();

    @Override
    public Tables open(TestSource site, TableAccess rules) {
        var house = new TestHouse(kind.open()).with(site).with(rules);
        houses.add(house);
        return house.tables;
    }

    /** Few, as each has a database of its own, and the store has random worlds of its own besides. */
    @Override
    public int houses() {
        return 4;
    }

    /** At once: where something fails, hundreds are tried to make it smaller. */
    @Override
    public void close(Tables gate) {
        houses.stream().filter(house -> house.tables == gate).findFirst().ifPresent(house -> {
            houses.remove(house);
            house.close();
        });
    }

    @AfterEach
    void close() {
        houses.forEach(TestHouse::close);
    }
}
