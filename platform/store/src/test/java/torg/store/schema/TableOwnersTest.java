package torg.store.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.store.TestHouse;
import torg.store.database.Jdbc;
import torg.store.database.TestDatabase;

/** Whose an internal table is, which the database remembers. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class TableOwnersTest {
    private static final String SHOP = "com.acme.shop";
    private static final String OTHER = "com.evil.shop";
    private static final Set<String> SESSIONS = Set.of("shop_session");
    private static final List<String> REFUSED = List.of("table 'shop_session' is another module's");
    @Parameter
    TestDatabase kind;
    private TestHouse house;

    @BeforeEach
    void open() {
        house = new TestHouse(kind.open());
    }

    @AfterEach
    void close() {
        house.close();
    }

    private List<String> claim(String module, boolean held) {
        return new Migration(house.database).claim(module, SESSIONS, held);
    }

    @Test
    void aTableStaysItsModulesAlsoWhenThatHasGoneAndThePortalStartedAnew() {
        assertThat(claim(SHOP, true)).isEmpty();
        assertThat(claim(OTHER, true)).isEqualTo(REFUSED);
        assertThat(claim(SHOP, true)).isEmpty();
    }

    @Test
    void ofSeveralTheOnesThatAreFreeAreNotTakenWhereOneIsNot() {
        claim(SHOP, true);
        assertThat(house.migration.claim(OTHER, Set.of("shop_session", "evil_seen"), true)).isEqualTo(REFUSED);
        assertThat(house.migration.claim(SHOP, Set.of("evil_seen"), true)).isEmpty();
    }

    /** A store of before, or a table that documents of a site described once. */
    @Test
    void whatWasThereBeforeAnybodyWroteDownWhoseItIsGoesToNoneThatIsHeld() {
        house.migration.bring(new Schema(Map.of("shop_session", Table.internal("shop_session", List.of(), Column.of("id", ColumnType.TEXT)))));
        assertThat(claim(OTHER, true)).isEqualTo(REFUSED);
        assertThat(claim(SHOP, false)).isEmpty();
        assertThat(claim(SHOP, true)).as("a later version that is held").isEmpty();
    }

    @Test
    void oneThatNothingHoldsTakesOverAndTheOneBeforeHasItNoMore() {
        claim(SHOP, true);
        assertThat(claim(OTHER, false)).isEmpty();
        assertThat(claim(SHOP, true)).isEqualTo(REFUSED);
        long rows = house.database.read(connection -> Jdbc.query(connection, "select count(*) from \"torg_owners\"", found -> found.getLong(1)).getFirst());
        assertThat(rows).isEqualTo(1);
    }
}
