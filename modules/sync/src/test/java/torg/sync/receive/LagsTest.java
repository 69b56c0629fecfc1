package torg.sync.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.sync.OrderDocuments;
import torg.sync.SmallHouse;
import torg.sync.receive.Lags.Lag;

/** How long it takes from a change in the ERP to the row here. */
class LagsTest extends SmallHouse {
    private static final String STAMP = "stamp: Changed\n";

    private Instant look(Instant before) {
        var begun = clock.instant();
        receiver().open(map("orders"), Optional.of(before));
        return begun;
    }

    private Optional<Lag> lag() {
        return ledger.lags().of(map("orders"), clock.instant());
    }

    private void change(String status) {
        erp.entities.get("Orders").getFirst().put("Status", status);
    }

    private void stamp(Instant at) {
        erp.entities.get("Orders").getFirst().put("Changed", at);
    }

    @Test
    void withoutAStampAChangeIsNoOlderThanTheLookBefore() {
        everything();
        var first = clock.instant();
        clock.pass(Duration.ofSeconds(2));
        var second = look(first);
        assertThat(lag()).as("nothing changed").isEmpty();
        change("Invoiced");
        clock.pass(Duration.ofSeconds(3));
        look(second);
        assertThat(lag()).contains(new Lag(1, Duration.ofSeconds(3), Duration.ofSeconds(3)));
        assertThat(ledger.lags().worst(clock.instant())).isEqualTo(Duration.ofSeconds(3));
        clock.pass(Duration.ofMinutes(6));
        assertThat(lag()).as("it is told of what was lately").isEmpty();
        assertThat(ledger.lags().worst(clock.instant())).isZero();
    }

    @Test
    void theStampSaysItByTheErpsClock() {
        settle(OrderDocuments.source().document("maps/orders.yml", OrderDocuments.ORDERS + STAMP));
        erp.ahead = Duration.ofHours(1);
        everything();
        var first = clock.instant();
        clock.pass(Duration.ofSeconds(4));
        change("Invoiced");
        stamp(clock.instant().plus(Duration.ofHours(1)));
        clock.pass(Duration.ofMillis(700));
        look(first);
        assertThat(lag()).contains(new Lag(1, Duration.ofMillis(700), Duration.ofMillis(700)));
    }

    @Test
    void whatAnotherTableChangedIsNoChangeOfTheRecord() {
        settle(OrderDocuments.source().document("maps/orders.yml", OrderDocuments.ORDERS + STAMP));
        stamp(clock.instant());
        everything();
        clock.pass(Duration.ofDays(3));
        var before = clock.instant();
        erp.entities.get("Customers").getFirst().put("Currency", "SEK");
        receiver().everything(new Pass(map("accounts")));
        clock.pass(Duration.ofSeconds(1));
        look(before);
        assertThat(tables.find(SYNC, "order", "10248").orElseThrow().text("currency")).contains("SEK");
        assertThat(lag()).isEmpty();
    }

    @Test
    void aClockThatIsOffByLessThanItTellsMakesNoLagOfLessThanNothing() {
        settle(OrderDocuments.source().document("maps/orders.yml", OrderDocuments.ORDERS + STAMP));
        everything();
        var before = clock.instant();
        change("Invoiced");
        stamp(clock.instant().plusSeconds(1));
        look(before);
        assertThat(lag()).contains(new Lag(1, Duration.ZERO, Duration.ZERO));
    }

    @Test
    void halfOfThemAreNoSlowerThanTheMedian() {
        everything();
        var now = clock.instant();
        for (var lag : new int[] {9, 1, 2, 8, 3}) ledger.lags().arrived(map("orders"), Optional.empty(), now.minusSeconds(lag), now);
        assertThat(lag()).contains(new Lag(5, Duration.ofSeconds(3), Duration.ofSeconds(9)));
        assertThat(ledger.lags().of(map("accounts"), now)).isEmpty();
    }
}
