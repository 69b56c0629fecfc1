package torg.sync.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.api.table.Written;
import torg.sync.OrderDocuments;
import torg.sync.SmallHouse;
import torg.sync.map.MapsCompiler;
import torg.testkit.TableDocuments;

/** What the ERP had and has no more goes here as well, as the map says; what it never had stays, and many do not go without asking. */
class SweepTest extends SmallHouse {
    private static final String MARKED = "{map: accounts, connector: dynamics, entity: Customers, table: account, gone: {name: gone, currency: XXX}, columns: {number: Id, name: Name, currency: Currency}}";

    @Test
    void aRowThatTheErpDeletedGoesAndOneThatWasMadeHereStays() {
        everything();
        tables.write(SYNC, Write.of(new Change.Create("account", Map.of("number", "OURS", "name", "Made here"))));
        take("Customers", "Id", "C");
        everything();
        assertThat(accounts()).containsExactlyInAnyOrder("A", "B", "OURS");
        everything();
        assertThat(accounts()).as("and so it stays").containsExactlyInAnyOrder("A", "B", "OURS");
    }

    @Test
    void whatOtherRowsReferToStaysUntilThoseAreGone() {
        everything();
        take("Customers", "Id", "B");
        everything();
        assertThat(accounts()).as("SO-2 is an order of it").contains("B");
        take("Orders", "Number", "SO-2");
        everything();
        assertThat(tables.find(SYNC, "order", "SO-2")).isEmpty();
        everything();
        assertThat(accounts()).containsExactlyInAnyOrder("A", "C");
    }

    @Test
    void aDocumentGoesWithItsPartsAndOneOnItsWayDoesNot() {
        everything();
        var waiting = placed().key();
        take("Orders", "Number", "SO-1");
        take("Lines", "Order", "SO-1");
        everything();
        assertThat(tables.find(SYNC, "order", "10248")).isEmpty();
        assertThat(tables.find(SYNC, "line", "10248-1")).isEmpty();
        assertThat(tables.find(SYNC, "order", waiting)).isPresent();
        assertThat(tables.find(SYNC, "line", waiting + "-1")).as("nor does a line of it").isPresent();
    }

    @Test
    void aDocumentThatIsMarkedStaysWithItsParts() {
        settle(OrderDocuments.source().document("maps/orders.yml", OrderDocuments.ORDERS + "gone: {status: refused}\n"));
        everything();
        take("Orders", "Number", "SO-1");
        take("Lines", "Order", "SO-1");
        open();
        everything();
        assertThat(tables.find(SYNC, "order", "10248").orElseThrow().text("status")).contains("refused");
        assertThat(tables.find(SYNC, "line", "10248-1")).as("people look at what it was").isPresent();
    }

    @Test
    void anOpenDocumentThatWasDeletedIsSeenWithoutReadingEverything() {
        everything();
        take("Orders", "Number", "SO-1");
        open();
        assertThat(tables.find(SYNC, "order", "10248")).isEmpty();
    }

    @Test
    void aLineThatWasDeletedGoesWithTheNextLookAtItsDocument() {
        erp.with("Lines", Map.of("Order", "SO-1", "Position", 2L, "Quantity", BigDecimal.ONE));
        everything();
        assertThat(tables.find(SYNC, "line", "10248-2")).isPresent();
        take("Lines", "Position", 2L);
        receiver().parts(map("lines"), List.of("SO-1"));
        assertThat(tables.find(SYNC, "line", "10248-2")).isEmpty();
        assertThat(tables.find(SYNC, "line", "10248-1")).isPresent();
    }

    @Test
    void aLineIsNotGoneWhileOneOfItsDocumentCannotBeTold() {
        everything();
        erp.entities.get("Lines").getFirst().put("Position", "first");
        everything();
        assertThat(tables.find(SYNC, "line", "10248-1")).as("it may be that one").isPresent();
    }

    @Test
    void aRowThatAPageMissedIsAskedForBeforeItGoes() {
        everything();
        var pages = new AtomicInteger();
        // A stood on the first page: when it goes, the second one begins behind C.
        new Receiver(tables, SYNC, ledger, outbox, maps, new Receiver.Source(erp, () -> {
            if (pages.incrementAndGet() == 2) take("Customers", "Id", "A");
        })).everything(new Pass(map("accounts")));
        assertThat(accounts()).contains("C");
    }

    @Test
    void whatAReadingBroughtThatBrokeOffIsKnownAllTheSame() {
        var pages = new AtomicInteger();
        var broken = new Receiver(tables, SYNC, ledger, outbox, maps, new Receiver.Source(erp, () -> {
            if (pages.incrementAndGet() == 2) throw new IllegalStateException("killed");
        }));
        assertThatThrownBy(() -> broken.everything(new Pass(map("accounts")))).hasMessage("killed");
        assertThat(accounts()).containsExactlyInAnyOrder("A", "B");
        take("Customers", "Id", "B");
        take("Orders", "Number", "SO-2");
        everything();
        assertThat(accounts()).containsExactlyInAnyOrder("A", "C");
    }

    @Test
    void aRowThatLeavesTheFilterOfItsMapIsGone() {
        everything();
        settleMap("maps/accounts.yml", "{map: accounts, connector: dynamics, entity: Customers, table: account, where: {Currency: USD}, columns: {number: Id, name: Name, currency: Currency}}");
        everything();
        assertThat(accounts()).containsExactlyInAnyOrder("A", "B");
        assertThat(tables.find(SYNC, "order", "SO-2")).as("by which B is kept").isPresent();
    }

    @Test
    void aMapMarksInPlaceOfDeletingAndTakesBackWhatReturns() {
        settleMap("maps/accounts.yml", MARKED);
        everything();
        take("Customers", "Id", "C");
        everything();
        assertThat(tables.find(SYNC, "account", "C")).get().satisfies(row -> assertThat(row.text("name")).contains("gone"));
        erp.with("Customers", Map.of("Id", "C", "Name", "Gamma", "Currency", "NOK"));
        everything();
        assertThat(tables.find(SYNC, "account", "C")).get().satisfies(row -> assertThat(row.text("name")).contains("Gamma"));
    }

    @Test
    void aMapKeepsWhatItSays() {
        settleMap("maps/accounts.yml", "{map: accounts, connector: dynamics, entity: Customers, table: account, gone: keep, columns: {number: Id, name: Name, currency: Currency}}");
        everything();
        take("Customers", "Id", "C");
        everything();
        assertThat(accounts()).contains("C");
    }

    @Test
    void manyDoNotGoBeforeAnAdministratorLetsThem() {
        IntStream.range(0, 100).forEach(i -> erp.with("Customers", Map.of("Id", "N" + i, "Name", "New", "Currency", "USD")));
        everything();
        erp.entities.get("Customers").removeIf(customer -> String.valueOf(customer.get("Id")).startsWith("N1"));
        assertThat(erp.entities.get("Customers")).hasSize(92);
        everything();
        assertThat(accounts()).as("11 of 103 are not many").hasSize(92);

        erp.entities.get("Customers").removeIf(customer -> String.valueOf(customer.get("Id")).matches("N[2-4].*"));
        everything();
        assertThat(accounts()).hasSize(92);
        assertThat(ledger.guard().all()).singleElement().satisfies(held -> {
            assertThat(held.map()).isEqualTo("accounts");
            assertThat(held.rows()).isEqualTo(33);
            assertThat(held.of()).isEqualTo(92);
        });
        assertThatThrownBy(() -> ledger.guard().letThrough("orders", 33, "Ann", "why")).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.code()).isEqualTo("sync.nothing-held"));
        assertThatThrownBy(() -> ledger.guard().letThrough("accounts", 32, "Ann", "why")).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.code()).isEqualTo("sync.more-held"));
        ledger.guard().letThrough("accounts", 33, "Ann (c1)", "they are customers of the other company now");
        everything();
        assertThat(accounts()).hasSize(59);
        assertThat(ledger.guard().all()).isEmpty();

        erp.entities.get("Customers").removeIf(customer -> String.valueOf(customer.get("Id")).matches("N[5-7].*"));
        everything();
        assertThat(accounts()).as("that was for once").hasSize(59);
        assertThat(ledger.guard().all()).hasSize(1);
    }

    @Test
    void whatStaysOfThoseThatWereLetThroughIsNotAskedAboutAgain() {
        IntStream.range(0, 30).forEach(i -> erp.with("Customers", Map.of("Id", "N" + i, "Name", "New", "Currency", "USD")).with("Orders", Map.of("Number", "SN-" + i, "Customer", "N" + i, "Status", "Invoiced")));
        everything();
        erp.entities.get("Customers").removeIf(customer -> String.valueOf(customer.get("Id")).startsWith("N"));
        everything();
        ledger.guard().letThrough("accounts", 30, "Ann", "their orders stay");
        everything();
        everything();
        assertThat(accounts()).hasSize(33);
        assertThat(ledger.guard().all()).isEmpty();
        erp.entities.get("Customers").clear();
        everything();
        assertThat(ledger.guard().all()).as("all that there are besides").singleElement().satisfies(held -> assertThat(held.rows()).isEqualTo(33));
    }

    @Test
    void aMapOfFewRowsIsNotEmptied() {
        everything();
        erp.entities.get("Customers").clear();
        erp.entities.get("Orders").clear();
        everything();
        assertThat(accounts()).hasSize(3);
        assertThat(ledger.guard().all()).extracting(Guard.Held::map).containsExactlyInAnyOrder("accounts", "orders");
    }

    @Test
    void looksTakeNoMoreThanAReadingMay() {
        openOrders(60);
        everything();
        for (var look = 0; look < 3; look++) {
            IntStream.range(look * 10, look * 10 + 10).forEach(i -> take("Orders", "Number", "SN-" + i));
            open();
        }
        assertThat(orders()).as("20 of 30 that are gone").hasSize(42);
        everything();
        assertThat(orders()).as("10 more are few").hasSize(32);
        take("Orders", "Number", "SN-59");
        open();
        assertThat(orders()).as("and it begins anew").hasSize(31);
    }

    @Test
    void looksTakeNothingWhileRowsAreHeldBack() {
        openOrders(60);
        everything();
        var all = List.copyOf(erp.entities.get("Orders"));
        erp.entities.get("Orders").removeIf(order -> String.valueOf(order.get("Number")).startsWith("SN-"));
        everything();
        assertThat(ledger.guard().all()).extracting(Guard.Held::map).containsExactly("orders");
        erp.entities.get("Orders").clear();
        erp.entities.get("Orders").addAll(all);
        take("Orders", "Number", "SN-1");
        erp.with("Lines", Map.of("Order", "SO-1", "Position", 2L, "Quantity", BigDecimal.ONE));
        receiver().parts(map("lines"), List.of("SO-1"));
        take("Lines", "Position", 1L);
        receiver().parts(map("lines"), List.of("SO-1"));
        open();
        assertThat(orders()).hasSize(62);
        assertThat(tables.find(SYNC, "line", "10248-1")).as("nor parts of them").isPresent();
        everything();
        assertThat(orders()).hasSize(61);
        assertThat(tables.find(SYNC, "line", "10248-1")).isEmpty();
    }

    @Test
    void aLookAtAllThatThereIsEmptiesNoMap() {
        openOrders(5);
        take("Orders", "Number", "SO-2");
        everything();
        erp.entities.get("Orders").clear();
        open();
        assertThat(orders()).hasSize(6);
        everything();
        assertThat(ledger.guard().all()).extracting(Guard.Held::map).containsExactly("orders");
    }

    @Test
    void whatTheStoreLeftAsItWasGoesWithALaterReading() {
        everything();
        take("Customers", "Id", "C");
        var busy = (Tables) Proxy.newProxyInstance(Tables.class.getClassLoader(), new Class<?>[] {Tables.class}, (_, method, arguments) ->
                // As the store does with parts of a document that changed here.
                arguments != null && arguments.length == 2 && arguments[1] instanceof Write write && write.changes().contains(new Change.Delete("account", "C"))
                        ? new Written(List.of("C"), false) : method.invoke(tables, arguments));
        new Receiver(busy, SYNC, ledger, outbox, maps, new Receiver.Source(erp, () -> {})).everything(new Pass(map("accounts")));
        assertThat(accounts()).contains("C");
        everything();
        assertThat(accounts()).doesNotContain("C");
    }

    private void openOrders(int count) {
        IntStream.range(0, count).forEach(i -> erp.with("Orders", Map.of("Number", "SN-" + i, "Customer", "A", "Status", "Active", "Open", "yes")));
    }

    private List<String> orders() {
        return tables.query(SYNC, Query.of("order").top(1_000)).rows().stream().map(Row::key).toList();
    }

    @Test
    void whatComesBackEndsTheHoldingBack() {
        IntStream.range(0, 30).forEach(i -> erp.with("Customers", Map.of("Id", "N" + i, "Name", "New", "Currency", "USD")));
        everything();
        var all = List.copyOf(erp.entities.get("Customers"));
        erp.entities.get("Customers").clear();
        everything();
        assertThat(ledger.guard().all()).hasSize(1);
        erp.entities.get("Customers").addAll(all);
        everything();
        assertThat(ledger.guard().all()).isEmpty();
        assertThat(accounts()).hasSize(33);
    }

    @Test
    void ofTwoMapsOfATableARowGoesWithTheLast() {
        var both = OrderDocuments.source().document("maps/names.yml", "{map: names, connector: dynamics, entity: Names, table: account, columns: {number: Id, name: Name}}");
        erp.with("Names", Map.of("Id", "C", "Name", "Gamma"));
        settle(both);
        everything();
        take("Customers", "Id", "C");
        everything();
        everything();
        assertThat(accounts()).as("the other map has it").contains("C");
        take("Names", "Id", "C");
        everything();
        assertThat(accounts()).doesNotContain("C");
    }

    private void settleMap(String path, String document) {
        var source = OrderDocuments.source().document(path, document);
        source.compile(new TableDocuments());
        maps = source.compile(new MapsCompiler());
    }

    private void take(String entity, String field, Object value) {
        assertThat(erp.entities.get(entity).removeIf(record -> value.equals(record.get(field)))).isTrue();
    }

    private List<String> accounts() {
        return tables.query(SYNC, Query.of("account").top(1_000)).rows().stream().map(Row::key).toList();
    }
}
