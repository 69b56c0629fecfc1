package torg.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static torg.store.TestHouse.SYNC;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.health.ModuleRights;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Table;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.store.database.TestDatabase;

/** A module that says in its manifest what it acts with reaches nothing else through the gate, in whoever's name it asks. */
class HeldModuleTest {
    private static final Caller ITSELF = Caller.service("com.acme.weather");
    private TestHouse house;

    @BeforeEach
    void open() {
        house = new TestHouse(TestDatabase.H2.open()).with(TestHouse.shipped());
        house.tables.write(SYNC, Write.of(
                new Change.Put("company", "NW", Map.of("name", "Northwind")),
                new Change.Put("account", "ALFKI", Map.of("name", "Alfreds", "company", "NW")),
                new Change.Put("uom", "PCS", Map.of("name", "Pieces"))).from("erp"));
    }

    @AfterEach
    void close() {
        house.close();
    }

    private Tables held(String said) {
        return house.tables.within("com.acme.weather", ModuleRights.of(said));
    }

    @Test
    void rowsOfTablesThatItDoesNotNameAreNotThereWhoeverAsks() {
        var tables = held("read account alone");
        assertThat(tables.query(ITSELF, Query.of("account", "name")).rows()).hasSize(1);
        for (var caller : List.of(ITSELF, Caller.contact("x", "Forged", List.of("ALFKI"), List.of("administrator")))) {
            assertThat(code(() -> tables.query(caller, Query.of("uom", "name")))).isEqualTo("table.unknown");
            assertThat(code(() -> tables.find(caller, "uom", "PCS"))).isEqualTo("table.unknown");
            assertThat(code(() -> tables.count(caller, "uom", new Condition.Everything()))).isEqualTo("table.unknown");
            assertThat(tables.may(caller, Privilege.READ, "uom")).isFalse();
            assertThat(tables.mayUse(caller, ColumnPrivilege.READ, "uom", "name")).isFalse();
        }
        assertThat(tables.feed(ITSELF, 0, 10)).as("tells of every table").isEmpty();
        assertThat(house.tables.query(SYNC, Query.of("uom", "name")).rows()).as("the house is held by nothing").hasSize(1);
    }

    @Test
    void alsoNotByWayOfALookupOrACondition() {
        var tables = held("read account alone");
        assertThat(code(() -> tables.query(ITSELF, Query.of("account", "name", "company.name")))).isNotEqualTo("done");
        assertThat(code(() -> tables.query(ITSELF, Query.of("account", "name").where(Condition.eq("company.name", "Northwind"))))).isNotEqualTo("done");
        assertThat(code(() -> tables.query(ITSELF, Query.of("account", "name").order(new Query.Order("company.name", false))))).isNotEqualTo("done");
        assertThat(code(() -> held("read account alone, read company alone").query(ITSELF, Query.of("account", "company.name")))).isEqualTo("done");
    }

    @Test
    void whatIsCountedWhateverSomebodysRightsIsCountedInItsOwnNameAlone() {
        var everything = new Condition.Everything();
        var named = Condition.eq("company.name", "Northwind");
        assertThat(code(() -> held("read account").count(Caller.ANONYMOUS, "account", everything))).isEqualTo("module.not-alone");
        assertThat(code(() -> held("write account alone").count(ITSELF, "account", everything))).isEqualTo("module.not-alone");
        assertThat(code(() -> held("read account alone").count(ITSELF, "account", named))).isEqualTo("module.not-alone");
        assertThat(held("read account alone, read company alone").count(ITSELF, "account", named)).isEqualTo(1);
    }

    @Test
    void whoOnlyReadsWritesNothingAndWhoWritesReadsNothingElse() {
        var change = Write.of(new Change.Put("uom", "BOX", Map.of("name", "Boxes")));
        assertThat(code(() -> held("read uom alone").write(ITSELF, change))).isNotEqualTo("done");
        assertThat(code(() -> held("read uom alone").write(ITSELF, Write.of(new Change.Create("uom", Map.of("uom", "BAG", "name", "Bags")))))).isNotEqualTo("done");
        assertThat(code(() -> held("read uom alone, write uom alone").write(ITSELF, change))).isEqualTo("done");
        assertThat(code(() -> held("read * alone, write uom alone").write(ITSELF, Write.of(new Change.Put("uom", "CAN", Map.of("name", "Cans")), new Change.Put("company", "EV", Map.of("name", "Evil")))))).isNotEqualTo("done");
        assertThat(house.tables.query(SYNC, Query.of("uom", "name")).rows()).as("all of a write, or nothing").hasSize(2);
    }

    @Test
    void itsRowsPointToWhatItReads() {
        var change = Write.of(new Change.Put("account", "ANATR", Map.of("name", "Ana", "company", "NW")));
        assertThat(code(() -> held("read account alone, write account alone").write(ITSELF, change))).isNotEqualTo("done");
        assertThat(code(() -> held("read account alone, write account alone, read company").write(ITSELF, change))).isNotEqualTo("done");
        assertThat(code(() -> held("read account alone, write account alone, read company alone").write(ITSELF, change))).isEqualTo("done");
    }

    @Test
    void inItsOwnNameOnlyWhereItSaysSoAndInNobodyElsesOfTheHouse() {
        assertThat(code(() -> held("read account").query(ITSELF, Query.of("account", "name")))).isEqualTo("table.unknown");
        assertThat(code(() -> held("read * alone").query(SYNC, Query.of("account", "name")))).isEqualTo("module.not-itself");
        assertThat(code(() -> held("read * alone").query(ITSELF, Query.of("shop_session", "id")))).as("every table is not the house's own").isEqualTo("table.unknown");
        assertThat(code(() -> held("").query(Caller.ANONYMOUS, Query.of("account", "name")))).isEqualTo("table.unknown");
    }

    @Test
    void whatItKeepsIsNoTableOfTheSite() {
        var tables = held("keep account");
        assertThat(code(() -> tables.query(ITSELF, Query.of("account", "name")))).isEqualTo("table.unknown");
        assertThat(code(() -> tables.write(ITSELF, Write.of(new Change.Put("account", "ALFKI", Map.of("name", "Evil")))))).isNotEqualTo("done");
        assertThat(code(() -> tables.count(ITSELF, "account", new Condition.Everything()))).isNotEqualTo("done");
    }

    @Test
    void anInternalTableOfAnotherIsNotThereByWhateverWord() {
        var mine = getClass().getPackageName();
        house.catalog.bindSource(() -> List.of(Table.internal("shop_session", List.of(), Column.of("id", ColumnType.TEXT))));
        var change = Write.of(new Change.Put("shop_session", "1", Map.of()));
        for (var said : List.of("read shop_session alone, write shop_session alone", "keep shop_session", "read * alone, write * alone")) {
            assertThat(code(() -> held(said).query(ITSELF, Query.of("shop_session", "id")))).as(said).isEqualTo("table.unknown");
            assertThat(code(() -> held(said).write(ITSELF, change))).as(said).isEqualTo("table.unknown");
        }
        var owner = house.tables.within(mine, ModuleRights.of("keep shop_session"));
        assertThat(code(() -> owner.write(Caller.service(mine), change))).isEqualTo("done");
        assertThat(owner.query(Caller.service(mine), Query.of("shop_session", "id")).rows()).hasSize(1);
        assertThat(code(() -> house.tables.within(mine, ModuleRights.of("read shop_session alone")).query(Caller.service(mine), Query.of("shop_session", "id")))).as("who does not say that it keeps it").isEqualTo("table.unknown");
    }

    @Test
    void nothingIsWrittenPastTheOutbox() {
        var tables = held("read account alone, write account alone");
        var change = Write.of(new Change.Update("account", "ALFKI", Map.of("name", "Alfred")));
        assertThat(code(() -> tables.write(ITSELF, change.from("dynamics")))).isEqualTo("module.not-a-connector");
        assertThat(code(() -> tables.write(ITSELF, change))).isEqualTo("done");
    }

    private static String code(Runnable act) {
        var thrown = catchThrowableOfType(TorgException.class, act::run);
        return thrown == null ? "done" : thrown.code();
    }
}
