package torg.store.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Table;
import torg.spi.table.TableSource;
import torg.store.TestHouse;
import torg.store.database.TestDatabase;

/** A module comes while the database takes no tables. */
class CatalogTest {
    private static final TableSource SESSIONS = () -> List.of(Table.internal("shop_session", List.of(), Column.of("id", ColumnType.TEXT)));
    final TestHouse house = new TestHouse(TestDatabase.H2.open());
    Instant now = Instant.parse("2026-06-01T00:00:00Z");
    final Catalog catalog = new Catalog(house.migration, house.filler, () -> now);

    @AfterEach
    void close() {
        house.close();
    }

    /** On H2 nobody changes tables while he reads. */
    private void comesTooEarly() {
        house.database.read(connection -> {
            catalog.bindSource(SESSIONS);
            return null;
        });
        assertThat(catalog.now().schema().tables()).isEmpty();
        now = now.plusSeconds(6);
    }

    @Test
    void itsTablesAreMadeWhenTheDatabaseTakesThem() {
        comesTooEarly();
        var known = catalog.now();
        assertThat(known.schema().tables()).containsOnlyKeys("shop_session");
        now = now.plusSeconds(3600);
        assertThat(catalog.now()).isSameAs(known);
    }

    @Test
    void nobodyMakesTablesForOneThatHasGone() {
        comesTooEarly();
        catalog.unbindSource(SESSIONS);
        assertThat(catalog.now().schema().tables()).isEmpty();
    }
}
