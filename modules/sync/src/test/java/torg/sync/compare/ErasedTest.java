package torg.sync.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.sync.Outbox;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.api.table.Write;
import torg.sync.SmallHouse;
import torg.testkit.TestSource;

/** Who was erased here is not brought back by what the ERP still has, and the ERP is not written to because of it. */
class ErasedTest extends SmallHouse {
    @BeforeEach
    void people() {
        settle(new TestSource()
                .document("tables/person.yml", "{table: person, key: number, outbox: true, columns: {number: {type: text}, name: {type: text}, phone: {type: text}, erased: {type: boolean}}}")
                .document("maps/people.yml", "{map: people, connector: dynamics, entity: People, table: person, direction: both, reference: Id,"
                        + " columns: {number: Id, name: Name, phone: {field: Phone, direction: both}}}"));
        erp.entities.clear();
        erp.with("People", Map.of("Id", "P1", "Name", "Ann", "Phone", "111")).with("People", Map.of("Id", "P2", "Name", "Bea", "Phone", "112"));
        everything();
    }

    @Test
    void theNextReadingDoesNotBringThemBack() {
        erased("P1");
        everything();
        assertThat(tables.find(SYNC, "person", "P1").orElseThrow().text("name")).isEmpty();
        assertThat(tables.find(SYNC, "person", "P2").orElseThrow().text("name")).contains("Bea");
        assertThat(ledger.failureCount(10)).as("nothing is wrong with the record").isZero();
    }

    @Test
    void theErpIsNotWrittenTo() {
        erased("P1");
        assertThat(sender().send(outbox.add("person", "P1", Committed.Kind.UPDATED, new Outbox.Edit(Map.of("phone", Outbox.digest("111")), Map.of())))).isTrue();
        assertThat(erp.changes).hasValue(0);
        assertThat(erp.entities.get("People").getFirst()).containsEntry("Phone", "111");
        assertThat(outbox.states()).as("its turn is over").containsExactly(Outbox.State.DELIVERED);
    }

    @Test
    void whoNeverCameToTheErpDoesNotComeThereAnyMore() {
        tables.write(SYNC, Write.of(new Change.Create("person", Map.of("number", "P3", "name", "Cid"))));
        var entry = outbox.add("person", "P3", Committed.Kind.CREATED);
        erased("P3");
        sender().send(entry);
        assertThat(erp.made).isZero();
    }

    @Test
    void theyAreNoDifferenceBetweenBothSides() {
        erased("P1");
        var comparison = new Comparison[] {Comparison.begun("people")};
        new Comparing(tables, SYNC, outbox, maps, map("people")).run(receiver(), (records, findings) -> comparison[0] = comparison[0].and(records, findings));
        assertThat(comparison[0].over(Optional.empty()).findings()).isEmpty();
    }

    private void erased(String person) {
        var values = new HashMap<String, Object>(Map.of("erased", true));
        values.put("name", null);
        values.put("phone", null);
        tables.write(SYNC, Write.of(new Change.Update("person", person, values)));
    }
}
