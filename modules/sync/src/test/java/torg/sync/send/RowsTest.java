package torg.sync.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.sync.Outbox;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.api.table.Write;
import torg.sync.OrderDocuments;
import torg.sync.SmallHouse;
import torg.sync.map.MapsCompiler;
import torg.testkit.TableDocuments;
import torg.testkit.TestSource;

/** A map says which of the rows made here the ERP gets. */
class RowsTest extends SmallHouse {
    @BeforeEach
    void onlyOrdersInEuros() {
        settle(with("rows: account.currency = 'EUR' or status = 'open'"));
        everything();
    }

    @Test
    void aDocumentThatDoesNotSatisfyTheConditionStaysHere() {
        var entry = placed();
        assertThat(sender().send(entry)).isTrue();
        assertThat(erp.made).isZero();
        assertThat(outbox.states()).as("its turn is over").containsExactly(Outbox.State.DELIVERED);
        assertThat(tables.find(SYNC, "order", entry.key()).orElseThrow().value("erpnumber")).isEmpty();
    }

    @Test
    void itIsSentOnceItIsChangedAndSatisfiesIt() {
        var order = placed().key();
        round();
        changed(order, "currency", "SEK");
        assertThat(erp.made).as("still of another account").isZero();
        changed(order, "account", "B");
        assertThat(erp.made).isEqualTo(1);
        assertThat(tables.find(SYNC, "order", order).orElseThrow().text("erpnumber")).contains("SO-101");
        assertThat(erp.entities.get("Lines")).as("with its lines").anySatisfy(line -> assertThat(line).containsEntry("Order", "SO-101"));
        changed(order, "account", "C");
        assertThat(erp.made).as("the ERP has it").isEqualTo(1);
    }

    @Test
    void whatTheErpRefusedIsNotSentBySuchAChange() {
        var order = placed().key();
        tables.write(SYNC, Write.of(new Change.Update("order", order, Map.of("account", "B"))));
        erp.refusal = Optional.of("no");
        round();
        assertThat(outbox.states()).containsExactly(Outbox.State.REFUSED);
        erp.refusal = Optional.empty();
        changed(order, "currency", "SEK");
        assertThat(erp.made).isZero();
    }

    @Test
    void whatTheErpHasIsKeptInStepWhateverTheConditionSays() {
        erp.with("Orders", Map.of("Id", "7", "Number", "SO-7", "Reference", "10254", "Customer", "B", "Status", "Invoiced"));
        everything();
        changed("10254", "account", "C");
        assertThat(erp.entities.get("Orders").getLast()).containsEntry("Customer", "C");
    }

    @Test
    void aConditionThatCannotWorkIsTold() {
        assertThat(problems("rows: account.currency = 'EUR'")).isEmpty();
        assertThat(problems("rows: acount.currency = 'EUR'")).containsExactly("sync.wrong-rows");
        assertThat(problems("rows: not (status = 'open' or account = caller.account)")).containsExactly("sync.wrong-rows");
        assertThat(problems("rows: status = 'open' or number = caller.account")).containsExactly("sync.no-caller");
        var accounts = OrderDocuments.source().document("maps/accounts.yml", "{map: accounts, connector: dynamics, entity: Customers, table: account, rows: name = 'x', columns: {number: Id, name: Name}}");
        accounts.compile(new TableDocuments());
        assertThat(accounts.problems(new MapsCompiler())).extracting(problem -> problem.code()).containsExactly("sync.rows-not-sent");
    }

    private void changed(String order, String column, String value) {
        var before = tables.find(SYNC, "order", order).orElseThrow().value(column).orElse(null);
        tables.write(SYNC, Write.of(new Change.Update("order", order, Map.of(column, value))));
        sender().send(outbox.add("order", order, Committed.Kind.UPDATED, new Outbox.Edit(Map.of(column, Outbox.digest(before)), Map.of())));
    }

    private static TestSource with(String rows) {
        return OrderDocuments.source().document("maps/orders.yml", OrderDocuments.ORDERS.replace("direction: both\n", "direction: both\n" + rows + "\n"));
    }

    private static List<String> problems(String rows) {
        var source = with(rows);
        source.compile(new TableDocuments());
        return source.problems(new MapsCompiler()).stream().map(problem -> problem.code()).toList();
    }
}
