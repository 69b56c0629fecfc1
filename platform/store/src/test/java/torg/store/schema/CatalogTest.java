package torg.store.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Table;
import torg.spi.table.TableSource;
import torg.store.TestHouse;
import torg.store.database.TestDatabase;
import torg.testkit.TestSource;
import torg.testkit.TestSites;

/** A module comes, or a site that loses something, while the database takes no tables. */
class CatalogTest {
    private static final TableSource SESSIONS = () -> List.of(Table.internal("shop_session", List.of(), Column.of("id", ColumnType.TEXT)));
    final TestHouse house = new TestHouse(TestDatabase.H2.open());
    Instant now = Instant.parse("2026-06-01T00:00:00Z");
    final Catalog catalog = new Catalog(house.migration, house.feed, () -> now);

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

    /** A site that is current and whose loss cannot be made: whoever asks is told to come again. */
    private TestSites losesTooEarly() {
        var note = "table: note\nkey: id\ncolumns:\n  id: {type: text}\n  at: {type: text}\n";
        var source = new TestSource().document("tables/note.yml", note);
        var sites = TestSites.of(source, house.compiler, new LossCompiler());
        catalog.bindSites(sites);
        assertThat(catalog.now().schema().table("note").columns().get("at").type()).isEqualTo(ColumnType.TEXT);
        sites.swap(source.document("tables/note.yml", note.replace("at: {type: text}", "at: {type: date}") + "confirm-loss: [empty column at]\n"));
        assertThat(catchThrowableOfType(TorgException.class, () -> house.database.read(connection -> catalog.now())).kind()).isEqualTo(ProblemKind.BUSY);
        assertThat(catchThrowableOfType(TorgException.class, catalog::now).kind()).as("tried again a little later only").isEqualTo(ProblemKind.BUSY);
        return sites;
    }

    private void isLost() {
        assertThat(catalog.now().schema().table("note").columns().get("at").type()).isEqualTo(ColumnType.DATE);
    }

    /** An edit that was only looked at, or refused by somebody else, takes nobody's place. */
    @Test
    void aLossIsMadeAlthoughAnotherEditWasLookedAtMeanwhile() {
        var note = "table: note\nkey: id\ncolumns:\n  id: {type: text}\n  at: {type: text}\n";
        var dated = note.replace("at: {type: text}", "at: {type: date}") + "confirm-loss: [empty column at]\n";
        var sites = TestSites.of(new TestSource().document("tables/note.yml", note), house.compiler, new LossCompiler());
        catalog.bindSites(sites);
        catalog.now();
        sites.swap(new TestSource().document("tables/note.yml", dated));
        assertThat(new TestSource().document("tables/note.yml", note).problems(house.compiler)).isEmpty();
        assertThat(catchThrowableOfType(TorgException.class, catalog::now).kind()).isEqualTo(ProblemKind.BUSY);
        now = now.plusSeconds(6);
        isLost();
        sites.swap(new TestSource().document("tables/note.yml", note + "confirm-loss: [empty column at]\n"));
        assertThat(catalog.now().schema().table("note").columns().get("at").type()).as("and back").isEqualTo(ColumnType.TEXT);
    }

    @Test
    void aModuleThatComesWhileALossWaitsIsNoWorseOff() {
        losesTooEarly();
        catalog.bindSource(SESSIONS);
        now = now.plusSeconds(6);
        isLost();
        assertThat(catalog.now().schema().tables()).containsOnlyKeys("note", "shop_session");
    }

    @Test
    void aLossThatWaitsIsMadeAlsoWhenItsSiteWasAwayMeanwhile() {
        var sites = losesTooEarly();
        catalog.unbindSites(sites);
        now = now.plusSeconds(6);
        assertThat(catalog.now().schema().tables()).isEmpty();
        catalog.bindSites(sites);
        isLost();
    }
}
