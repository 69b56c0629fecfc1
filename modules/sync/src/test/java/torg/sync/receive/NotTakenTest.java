package torg.sync.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Query;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.sync.OrderDocuments;
import torg.sync.SmallHouse;

/** Which records count as not taken, and for how long. */
class NotTakenTest extends SmallHouse {
    private static final TorgException WRONG = TorgException.of(ProblemKind.INVALID, "test.wrong", "it is wrong");

    @Test
    void aBusyDatabaseIsNoFaultOfTheRecordAtHand() {
        everything();
        erp.with("Orders", Map.of("Number", "SO-3", "Customer", "C", "Status", "Active", "Open", "yes", "Reference", "R-1"))
                .with("Orders", Map.of("Number", "SO-4-that-is-too-long".repeat(20), "Customer", "C", "Status", "Active", "Open", "yes", "Reference", "R-2"));
        var orders = map("orders");
        for (var kind : List.of(ProblemKind.BUSY, ProblemKind.UPSTREAM)) {
            var lookedUp = receiver(kind, (method, arguments) -> method.equals("find") && arguments[1].equals("account"));
            var looked = receiver(kind, (method, arguments) -> method.equals("query") && ((Query) arguments[1]).table().equals("order"));
            var single = receiver(kind, (method, arguments) -> method.equals("write") && ((Write) arguments[1]).changes().getFirst().table().equals("order") && ((Write) arguments[1]).changes().size() == 1);
            assertFault(kind, () -> lookedUp.open(orders, Optional.empty()));
            for (var receiver : List.of(lookedUp, looked, single)) assertFault(kind, () -> receiver.everything(new Pass(orders)));
            assertThat(ledger.failures(10)).isEmpty();
        }
        everything();
        assertThat(ledger.failures(10)).singleElement().satisfies(row -> assertThat(row.text("reason").orElse("")).contains("erpnumber"));
    }

    @Test
    void aLineWithoutItsOrderIsToldAlsoWhileAnotherOrderWaits() {
        everything();
        placed();
        erp.with("Lines", Map.of("Order", "SO-77", "Position", 1L, "Quantity", new BigDecimal("3")));
        everything();
        assertThat(codes()).containsExactly("sync.no-parent");
    }

    @Test
    void aLineWhoseOrderIsDeliveredInThatMomentIsTaken() {
        everything();
        var entry = placed();
        erp.with("Orders", Map.of("Number", "SO-50", "Reference", entry.key(), "Customer", "A", "Status", "Active"));
        erp.with("Lines", Map.of("Order", "SO-50", "Position", 1L, "Quantity", new BigDecimal("3")));
        var pages = new int[1];
        var receiver = new Receiver(tables, SYNC, ledger, outbox, maps, new Receiver.Source(erp, () -> {
            if (++pages[0] == 2) sender().send(entry);
        }));
        receiver.everything(new Pass(map("lines")));
        assertThat(codes()).isEmpty();
        assertThat(tables.find(SYNC, "line", entry.key() + "-1")).get().satisfies(line -> assertThat(line.decimal("quantity")).contains(new BigDecimal("3.00")));
    }

    @Test
    void aRecordThatIsTakenIsNoFailureAnyMore() {
        everything();
        var orders = erp.entities.get("Orders");
        orders.getFirst().put("Status", "Dreaming");
        erp.with("Orders", Map.of("Number", "SO-3", "Customer", "C", "Status", "Sleeping", "Open", "yes"));
        open();
        assertThat(codes()).containsExactly("sync.unmapped-value", "sync.unmapped-value");
        orders.getLast().put("Status", "Walking");
        open();
        assertThat(codes()).as("another value takes the place of its old failure").hasSize(2);
        orders.getLast().put("Status", "Active");
        open();
        assertThat(reasons()).singleElement().asString().contains("Dreaming");
        orders.getFirst().put("Status", "Active");
        open();
        assertThat(codes()).as("one that is as it was").isEmpty();
    }

    @Test
    void aRecordThatIsTakenEndsNoOthersFailure() {
        erp.with("Orders", Map.of("Number", "SO-3", "Reference", "10248", "Customer", "B", "Status", "Active", "Open", "yes"));
        everything();
        erp.entities.get("Orders").getFirst().put("Status", "Invoiced");
        open();
        assertThat(tables.find(SYNC, "order", "10248")).get().satisfies(order -> assertThat(order.text("status")).contains("invoiced"));
        assertThat(codes()).containsExactly("sync.key-taken");
    }

    @Test
    void aRecordIsToldFromOthersByWhatItsKeysAreMadeOf() {
        assertThat(map("lines").identity("linekey")).containsExactlyInAnyOrder("Order", "Position");
        settle(OrderDocuments.source().document("maps/orders.yml", "{map: orders, connector: dynamics, entity: Orders, table: order, erp-key: erpnumber, columns: {number: Reference, erpnumber: Number, status: Status}}"));
        assertThat(map("orders").identity("number")).containsExactlyInAnyOrder("Reference", "Number");
    }

    @Test
    void whatStillFailsIsNotForgottenMeanwhileAndKeepsItsTime() {
        erp.with("Orders", Map.of("Number", "SO-3", "Customer", "A", "Status", "Dreaming")).with("Orders", Map.of("Number", "SO-4", "Customer", "A", "Status", "Sleeping"));
        everything();
        var since = ledger.failures(10).stream().filter(row -> row.text("reason").orElse("").contains("Dreaming")).findFirst().flatMap(row -> row.value("since"));
        erp.entities.get("Orders").removeLast();
        everything();
        assertThat(ledger.failures(10)).singleElement().satisfies(row -> assertThat(row.value("since")).isPresent().isEqualTo(since));
    }

    @Test
    void keepsAThousandOfAMapAndCountsTheRest() {
        var failures = ledger.failures(map("lines"));
        for (var line = 0; line < NotTaken.MOST + 20; line++) failures.add(Map.of("Order", "SO-1", "Position", (long) line), WRONG);
        assertThat(failures.count()).isEqualTo(NotTaken.MOST + 20);
        assertThat(ledger.failureCount(10_000)).isEqualTo(NotTaken.MOST);
        ledger.failures(map("lines")).add(Map.of("Order", "SO-1", "Position", -1L), WRONG);
        assertThat(ledger.failureCount(10_000)).isEqualTo(NotTaken.MOST);
    }

    @Test
    void keepsOfARecordWhatThereIsRoomFor() {
        ledger.failures(map("lines")).add(Map.of("Order", "SO-1\0\uD83D", "Text", "x".repeat(1_100_000)), TorgException.of(ProblemKind.INVALID, "test.wrong", "no\0".repeat(1_000)));
        assertThat(ledger.failures(10)).singleElement().satisfies(row -> {
            assertThat(row.text("record").orElse("")).startsWith("{Order=SO-1\uFFFD\uFFFD").hasSize(4_000);
            assertThat(row.text("reason").orElse("")).startsWith("no\uFFFD").hasSize(1_000);
        });
    }

    private void assertFault(ProblemKind kind, Runnable work) {
        assertThatThrownBy(work::run).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    private List<String> codes() {
        return ledger.failures(10).stream().map(row -> row.text("code").orElse("")).toList();
    }

    private List<String> reasons() {
        return ledger.failures(10).stream().map(row -> row.text("reason").orElse("")).toList();
    }

    /** A receiver over tables of which some calls meet a fault of the house. */
    private Receiver receiver(ProblemKind kind, BiPredicate<String, Object[]> meets) {
        var shaky = (Tables) Proxy.newProxyInstance(Tables.class.getClassLoader(), new Class<?>[] {Tables.class}, (_, method, arguments) -> {
            if (meets.test(method.getName(), arguments)) throw TorgException.of(kind, "test.fault", "not now");
            try {
                return method.invoke(tables, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
        return new Receiver(shaky, SYNC, ledger, outbox, maps, new Receiver.Source(erp, () -> {}));
    }
}
