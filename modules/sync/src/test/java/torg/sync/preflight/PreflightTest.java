package torg.sync.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import torg.api.table.Condition;
import torg.sync.MemoryErp;
import torg.sync.OrderDocuments;
import torg.sync.SmallHouse;
import torg.sync.preflight.Check.Verdict;

/** What an integrator is told of an ERP before anything is copied. */
class PreflightTest extends SmallHouse {
    private List<Check> look() {
        return new Preflight(tables, SYNC, maps, erp, clock).look();
    }

    private List<Check> look(String about, Verdict verdict) {
        return look().stream().filter(check -> check.about().equals(about) && check.verdict() == verdict).toList();
    }

    @Test
    void anErpThatIsAsTheMapsSayIsWellAndNothingIsWritten() {
        assertThat(look()).extracting(Check::about).containsExactly("connection", "accounts", "orders", "orders", "lines", "lines");
        assertThat(look("accounts", Verdict.WELL)).singleElement().satisfies(check -> assertThat(check.found()).contains("'Customers'").contains("each has a place here"));
        assertThat(look().stream().filter(check -> check.verdict() == Verdict.BAD)).isEmpty();
        assertThat(tables.count(SYNC, "account", Condition.all())).isZero();
        assertThat(erp.creates).hasValue(0);
    }

    @Test
    void anErpThatIsAwayIsSaidOnce() {
        erp.away = true;
        assertThat(look()).singleElement().satisfies(check -> {
            assertThat(check.about()).isEqualTo("connection");
            assertThat(check.verdict()).isEqualTo(Verdict.BAD);
            assertThat(check.remedy()).isNotBlank();
        });
    }

    @Test
    void everyNameThatTheErpDoesNotHaveIsToldWithItsPlace() {
        settle(OrderDocuments.source().document("maps/accounts.yml", "{map: accounts, connector: dynamics, entity: Customers, table: account, columns: {number: Id, name: Nam, currency: Curency}}"));
        assertThat(look("accounts", Verdict.BAD)).extracting(Check::found).satisfiesExactlyInAnyOrder(
                found -> assertThat(found).contains("maps/accounts.yml").contains("'Nam'").contains("did you mean 'Name'"),
                found -> assertThat(found).contains("'Curency'").contains("did you mean 'Currency'"));
    }

    @Test
    void anEntityThatIsNotThereIsBadAndTheOthersAreStillLookedAt() {
        erp.entities.remove("Customers");
        assertThat(look("accounts", Verdict.BAD)).singleElement().satisfies(check -> assertThat(check.found()).contains("Customers"));
        assertThat(look("orders", Verdict.WELL)).hasSize(1);
    }

    @Test
    void whatIsNotForThePortalToReadIsARightToBeGiven() {
        erp.closed.add("Customers");
        assertThat(look("accounts", Verdict.BAD)).singleElement().satisfies(check -> assertThat(check.remedy()).contains("right"));
    }

    @Test
    void nothingToBeSeenIsDoubtful() {
        settle(OrderDocuments.source().document("maps/accounts.yml", "{map: accounts, connector: dynamics, entity: Customers, table: account, where: {Currency: SEK}, columns: {number: Id, name: Name}}"));
        assertThat(look("accounts", Verdict.DOUBTFUL)).singleElement().satisfies(check -> assertThat(check.found()).contains("SEK"));
    }

    @Test
    void recordsWithoutAPlaceHereAreCountedWithAReason() {
        settle(OrderDocuments.source().document("tables/account.yml", "{table: account, key: number, columns: {number: {type: text}, name: {type: integer}, currency: {type: text}}}"));
        assertThat(look("accounts", Verdict.DOUBTFUL)).singleElement().satisfies(check -> assertThat(check.found()).startsWith("2 of 2 records on the first page"));
    }

    @Test
    void whatNewRecordsMustHaveAndTheMapDoesNotSendHasToComeFromTheErp() {
        assertThat(look("lines", Verdict.DOUBTFUL)).singleElement().satisfies(check -> {
            assertThat(check.found()).contains("Number");
            assertThat(check.remedy()).contains("number sequence");
        });
        assertThat(look("orders", Verdict.DOUBTFUL)).as("accounts are not sent, orders are").hasSize(1);
        assertThat(look("accounts", Verdict.DOUBTFUL)).isEmpty();
    }

    @Test
    void aClockThatIsAnHourOffIsBad() {
        assertThat(look("clock", Verdict.WELL)).as("an ERP that does not say").isEmpty();
        erp.ahead = Duration.ofSeconds(2);
        assertThat(look("clock", Verdict.WELL)).hasSize(1);
        erp.ahead = Duration.ofSeconds(-90);
        assertThat(look("clock", Verdict.DOUBTFUL)).singleElement().satisfies(check -> assertThat(check.found()).contains("90 s behind"));
        erp.ahead = Duration.ofHours(1);
        assertThat(look("clock", Verdict.BAD)).singleElement().satisfies(check -> assertThat(check.found()).contains("3600 s ahead"));
    }

    @Test
    void aConnectorThatNoMapNamesIsDoubtful() {
        var other = new Preflight(tables, SYNC, maps, new MemoryErp("other"), clock);
        assertThat(other.look()).singleElement().satisfies(check -> assertThat(check.verdict()).isEqualTo(Verdict.DOUBTFUL));
    }
}
