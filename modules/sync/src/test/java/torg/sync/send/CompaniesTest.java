package torg.sync.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.sync.Outbox;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Write;
import torg.sync.OrderDocuments;
import torg.sync.SmallHouse;
import torg.sync.map.MapsCompiler;
import torg.testkit.TableDocuments;
import torg.testkit.TestSource;

/** Each company of the seller has maps of its own for the same tables, and one row goes by one of them. Here the account stands for the company. */
class CompaniesTest extends SmallHouse {
    private static final String ALFA = OrderDocuments.ORDERS + "companies: {account: [A]}\n";
    private static final String BETA = OrderDocuments.ORDERS.replace("map: orders", "map: orders-beta").replace("[OrdersV9, Orders]", "BetaOrders") + "constants: {Origin: beta}\ncompanies: {account: [B]}\n";

    @BeforeEach
    void twoCompanies() {
        settle(with(ALFA, BETA));
        erp.with("BetaOrders", Map.of("Id", "9", "Number", "SO-9", "Reference", "10300", "Customer", "B", "Status", "Invoiced")).with("BetaLines", Map.of("Order", "SO-9", "Position", 1L, "Quantity", BigDecimal.ONE, "Price", BigDecimal.TEN));
        // Of a company that another map is for, though this entity shows it too.
        erp.with("BetaOrders", Map.of("Id", "10", "Number", "SO-10", "Reference", "10301", "Customer", "A", "Status", "Invoiced"));
    }

    @Test
    void eachMapTakesTheRecordsOfItsCompaniesAndTheOthersStay() {
        everything();
        assertThat(orders()).containsExactlyInAnyOrder("10248", "10300");
        everything();
        assertThat(orders()).as("what another map brought is not gone").containsExactlyInAnyOrder("10248", "10300");
    }

    @Test
    void aDocumentGoesByTheMapOfItsCompanyWithItsLines() {
        everything();
        var beta = placed();
        tables.write(SYNC, Write.of(new Change.Update("order", beta.key(), Map.of("account", "B"))));
        round();
        var alfa = placed();
        round();

        assertThat(erp.entities.get("BetaOrders").getLast()).containsEntry("Reference", beta.key()).containsEntry("Origin", "beta");
        assertThat(erp.entities.get("BetaLines")).hasSize(2);
        assertThat(erp.entities.get("Orders").getLast()).containsEntry("Reference", alfa.key()).doesNotContainKey("Origin");
        assertThat(erp.entities.get("Lines")).hasSize(2);
    }

    @Test
    void changesAndDeletionsGoThereToo() {
        settle(with(ALFA + "deletes: delete\n", BETA + "deletes: delete\n"));
        everything();
        var was = tables.find(SYNC, "order", "10300").orElseThrow();
        tables.write(SYNC, Write.of(new Change.Delete("order", "10300")));
        sender().send(outbox.add("order", "10300", Committed.Kind.DELETED, new Outbox.Edit(Map.of("account", Outbox.digest("B"), "erpnumber", Outbox.digest(was.value("erpnumber").orElseThrow())), Map.of())));

        assertThat(erp.entities.get("BetaOrders")).extracting(record -> record.get("Reference")).containsExactly("10301");
        assertThat(erp.entities.get("Orders")).hasSize(2);
    }

    @Test
    void aDocumentOfACompanyThatNoMapIsForWaitsAndIsSentByNone() {
        everything();
        var entry = placed();
        tables.write(SYNC, Write.of(new Change.Update("order", entry.key(), Map.of("account", "C"))));

        assertThat(sender().send(entry)).isFalse();
        assertThat(erp.made).isZero();
        assertThat(outbox.list(Optional.of(Outbox.State.WAITING), 10)).singleElement().satisfies(waiting -> assertThat(waiting.note()).isEqualTo("no table map sends this row of table 'order'"));
    }

    @Test
    void mapsOfWhichNothingSaysWhichOneSendsARowAreRefused() {
        assertThat(problems(ALFA, BETA)).isEmpty();
        assertThat(problems(OrderDocuments.ORDERS, BETA)).as("one for all").containsExactly("sync.two-senders");
        assertThat(problems(ALFA, BETA.replace("[B]", "[B, A]"))).as("one company twice").containsExactly("sync.two-senders");
        assertThat(problems(ALFA, BETA.replace("{account: [B]}", "{currency: [EUR]}"))).as("by different columns").containsExactly("sync.two-senders");
        assertThat(problems(ALFA, BETA.replace("connector: dynamics", "connector: other"))).as("another ERP has the parts").isEmpty();
    }

    @Test
    void companiesThatCannotBeToldAreRefused() {
        assertThat(problems(ALFA.replace("{account: [A]}", "{statusnote: [A]}"), BETA.replace("{account: [B]}", "{statusnote: [B]}"))).containsExactly("sync.not-mapped", "sync.not-mapped", "sync.two-senders");
        assertThat(problems(ALFA, BETA.replace("{account: [B]}", "{account: [B], currency: [EUR]}"))).containsExactly("sync.wrong-companies", "sync.two-senders");
        assertThat(problems(ALFA, BETA.replace("{account: [B]}", "{account: []}"))).contains("sync.wrong-companies");
    }

    private List<String> orders() {
        return tables.query(SYNC, Query.of("order")).rows().stream().map(Row::key).toList();
    }

    private static TestSource with(String alfa, String beta) {
        var lines = "{map: lines-beta, connector: dynamics, entity: BetaLines, table: line, direction: both, part-of: orders-beta, columns: {order: {parent: Order}, position: Position, linekey: {text: \"{order}-{position}\"}, quantity: Quantity, price: {field: Price, direction: in}}}";
        return OrderDocuments.source().document("maps/orders.yml", alfa).document("maps/orders-beta.yml", beta).document("maps/lines-beta.yml", lines);
    }

    private static List<String> problems(String alfa, String beta) {
        var source = with(alfa, beta);
        source.compile(new TableDocuments());
        return source.problems(new MapsCompiler()).stream().map(problem -> problem.code()).toList();
    }
}
