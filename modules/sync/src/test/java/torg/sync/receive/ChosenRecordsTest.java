package torg.sync.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.sync.OrderDocuments;
import torg.sync.SmallHouse;
import torg.sync.map.Inbound;
import torg.sync.map.MapsCompiler;
import torg.testkit.TableDocuments;
import torg.testkit.TestSource;

/** A map says which of the ERP's records are taken, by what the portal's own rows say; the others are as if the ERP did not show them. */
class ChosenRecordsTest extends SmallHouse {
    @BeforeEach
    void onlyOrdersInEuros() {
        settle(with("records: account.currency = 'EUR' or status = 'invoiced'"));
        erp.with("Orders", Map.of("Number", "SO-3", "Customer", "B", "Status", "Active", "Open", "yes"))
                .with("Lines", Map.of("Order", "SO-3", "Position", 1L, "Quantity", new BigDecimal("1"), "Price", new BigDecimal("2.00")));
        everything();
    }

    @Test
    void whatDoesNotSatisfyTheConditionStaysThereWithItsLinesAndIsNobodysTrouble() {
        assertThat(orders()).containsExactlyInAnyOrder("SO-2", "SO-3");
        assertThat(keys("line")).containsExactly("SO-3-1");
        assertThat(ledger.failures(10)).isEmpty();
        open();
        assertThat(orders()).containsExactlyInAnyOrder("SO-2", "SO-3");
        assertThat(ledger.failures(10)).isEmpty();
    }

    @Test
    void itComesWhenTheRowThatALookupLeadsToSaysSoAndGoesWithItAgain() {
        currency("A", "EUR");
        assertThat(orders()).containsExactlyInAnyOrder("10248", "SO-2", "SO-3");
        assertThat(keys("line")).contains("10248-1");
        currency("A", "USD");
        assertThat(orders()).containsExactlyInAnyOrder("SO-2", "SO-3");
        assertThat(keys("line")).containsExactly("SO-3-1");
    }

    @Test
    void itGoesAsSoonAsWhatIsStillMovingIsLookedAt() {
        erp.entities.get("Orders").stream().filter(order -> order.get("Number").equals("SO-3")).forEach(order -> order.put("Customer", "C"));
        open();
        assertThat(orders()).containsExactly("SO-2");
    }

    @Test
    void aRowThatWasMadeHereAndIsNotThereYetStays() {
        var placed = placed();
        everything();
        assertThat(orders()).contains(placed.key());
    }

    @Test
    void aRecordOfWhichItCannotBeToldIsNotTakenAndNamed() {
        erp.with("Orders", Map.of("Number", "SO-4", "Customer", "B", "Status", "Lost"));
        everything();
        assertThat(ledger.failures(10)).extracting(failure -> failure.text("code").orElseThrow()).containsExactly("sync.unmapped-value");
    }

    @Test
    void aDatabaseThatIsBusyIsNoReasonToTakeARecord() {
        var busy = (Tables) Proxy.newProxyInstance(Tables.class.getClassLoader(), new Class<?>[] {Tables.class}, (_, method, arguments) -> {
            if (method.getName().equals("find")) throw TorgException.of(ProblemKind.BUSY, "table.busy", "the database is busy");
            return method.invoke(tables, arguments);
        });
        var inbound = new Inbound(busy, SYNC, maps, map("orders"));
        assertThatThrownBy(() -> inbound.isTaken(Map.of("Number", "SO-1", "Customer", "A", "Status", "Active"))).hasMessageContaining("busy");
    }

    @Test
    void aConditionThatCannotWorkIsTold() {
        assertThat(problems("records: account.currency = 'EUR' and not status = 'open'")).isEmpty();
        assertThat(problems("records: acount.currency = 'EUR'")).containsExactly("sync.wrong-records");
        assertThat(problems("records: account = caller.account or status = 'open'")).containsExactly("sync.no-caller");
        assertThat(problems("records: statusnote = 'x'")).containsExactly("sync.not-mapped");
        assertThat(problems("records: some account.friends (name = 'Beta')")).containsExactly("sync.other-rows");
    }

    private void currency(String account, String currency) {
        erp.entities.get("Customers").stream().filter(customer -> customer.get("Id").equals(account)).forEach(customer -> customer.put("Currency", currency));
        everything();
    }

    private List<String> orders() {
        return keys("order");
    }

    private List<String> keys(String table) {
        return tables.query(SYNC, Query.of(table)).rows().stream().map(Row::key).toList();
    }

    private static TestSource with(String records) {
        return OrderDocuments.source()
                .document("tables/account.yml", "{table: account, key: number, columns: {number: {type: text}, name: {type: text, required: true}, currency: {type: text}}, relationships: {friends: {to: account, inverse: friend_of}}}")
                .document("maps/orders.yml", OrderDocuments.ORDERS.replace("direction: both\n", "direction: both\n" + records + "\n"));
    }

    private static List<String> problems(String records) {
        var source = with(records);
        source.compile(new TableDocuments());
        return source.problems(new MapsCompiler()).stream().map(problem -> problem.code()).toList();
    }
}
