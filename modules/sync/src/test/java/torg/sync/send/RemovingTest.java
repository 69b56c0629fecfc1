package torg.sync.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.sync.Outbox;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.api.table.Write;
import torg.sync.OrderDocuments;
import torg.sync.SmallHouse;

/** What becomes in the ERP of a row that was deleted here is what its map says. */
class RemovingTest extends SmallHouse {
    private void accounts(String deletes) {
        settle(OrderDocuments.source().document("maps/accounts.yml", "{map: accounts, connector: dynamics, entity: Customers, table: account, " + deletes
                + " columns: {number: Id, name: Name, currency: Currency}}"));
        everything();
    }

    /** Delete an account, as the store notes it. */
    private Outbox.Entry deleted(String account) {
        var row = tables.find(SYNC, "account", account).orElseThrow();
        tables.write(SYNC, Write.of(new Change.Delete("account", account)));
        return outbox.add("account", account, Committed.Kind.DELETED, new Outbox.Edit(Map.of("name", Outbox.digest(row.value("name").orElse(null))), Map.of()));
    }

    private Outbox.Entry last() {
        return outbox.entries.getLast();
    }

    @Test
    void aMapThatSendsDeletionsDeletesTheRecord() {
        accounts("deletes: delete,");
        sender().send(deleted("C"));
        assertThat(last().state()).isEqualTo(Outbox.State.DELIVERED);
        assertThat(erp.entities.get("Customers")).extracting(customer -> customer.get("Id")).containsExactly("A", "B");
        sender().send(outbox.add("account", "C", Committed.Kind.DELETED));
        assertThat(last().state()).as("what is not there is deleted").isEqualTo(Outbox.State.DELIVERED);
    }

    @Test
    void aMapThatMarksGivesTheRecordThoseValues() {
        accounts("deletes: {Currency: NONE},");
        sender().send(deleted("C"));
        assertThat(last().state()).isEqualTo(Outbox.State.DELIVERED);
        assertThat(erp.entities.get("Customers").getLast()).containsEntry("Id", "C").containsEntry("Currency", "NONE");
        sender().send(outbox.add("account", "C", Committed.Kind.DELETED, last().edit()));
        assertThat(last().state()).isEqualTo(Outbox.State.DELIVERED);
        assertThat(erp.changes).as("and once is enough").hasValue(1);
    }

    @Test
    void elseItIsToldAndComesBackWithTheNextReading() {
        accounts("");
        sender().send(deleted("C"));
        assertThat(last().note()).startsWith("sync.not-sent");
        assertThat(erp.entities.get("Customers")).hasSize(3);
        everything();
        assertThat(tables.find(SYNC, "account", "C")).isPresent();
    }

    @Test
    void aDocumentOfAnotherCustomerThatCarriesItsKeyStays() {
        settle(OrderDocuments.source().document("maps/orders.yml", OrderDocuments.ORDERS + "deletes: delete\n"));
        everything();
        var order = tables.find(SYNC, "order", "10248").orElseThrow();
        tables.write(SYNC, Write.of(new Change.Delete("order", "10248")));
        erp.entities.get("Orders").getFirst().put("Customer", "B");
        sender().send(outbox.add("order", "10248", Committed.Kind.DELETED, new Outbox.Edit(Map.of("account", Outbox.digest(order.value("account").orElseThrow())), Map.of())));
        assertThat(last().state()).isEqualTo(Outbox.State.DELIVERED);
        assertThat(erp.entities.get("Orders")).hasSize(2);
    }

    @Test
    void aRowOfWhichNothingIsKnownTakesNoRecordAway() {
        accounts("deletes: delete,");
        tables.write(SYNC, Write.of(new Change.Delete("account", "C")));
        sender().send(outbox.add("account", "C", Committed.Kind.DELETED));
        assertThat(last().note()).startsWith("sync.not-known");
        assertThat(erp.entities.get("Customers")).hasSize(3);
    }

    @Test
    void whatGotNoAnswerIsAskedFor() {
        accounts("deletes: delete,");
        erp.slow = true;
        sender().send(deleted("C"));
        assertThat(last().state()).isEqualTo(Outbox.State.WAITING);
        erp.finish();
        pass(Duration.ofSeconds(2));
        assertThat(last().state()).isEqualTo(Outbox.State.DELIVERED);
    }
}
