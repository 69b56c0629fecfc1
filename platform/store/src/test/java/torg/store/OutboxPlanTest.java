package torg.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import torg.store.database.Jdbc;
import torg.store.database.TestDatabase;

/** H2 chooses once how it looks for something, perhaps while there is nothing yet, and keeps to it however much there is later. */
class OutboxPlanTest {
    @Test
    void whoTakesAnEntryFindsItByItsIdThoughNothingWaitedWhenItWasFirstAskedFor() {
        var house = new TestHouse(TestDatabase.H2.open()).with(TestHouse.shipped());
        try {
            var now = Instant.now();
            var plan = house.database.read(connection -> Jdbc.query(connection, "explain " + SqlOutbox.TAKE, rows -> rows.getString(1), now, now, "test", 1L, 1L, now, now)).getFirst();
            assertThat(plan.substring(0, plan.indexOf("SET"))).contains("PRIMARY_KEY");
        } finally {
            house.close();
        }
    }
}
