package torg.sync.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
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

/** Lines that are made, changed or taken out after their order was delivered are so in the ERP as well, and nobody else's lines are touched. */
class RevisingTest extends SmallHouse {
    private static final String LINE = """
            {table: line, key: linekey, columns: {linekey: {type: autonumber, format: "{order}-{position}"}, order: {type: lookup, to: order, part: true}, position: {type: integer},
             quantity: {type: decimal, scale: 2}, for: {type: lookup, to: account}, price: {type: decimal, scale: 2}}}""";
    private static final String LINES = """
            {map: lines, connector: dynamics, entity: Lines, table: line, direction: both, part-of: orders, columns: {order: {parent: Order}, position: Position, linekey: {text: "{order}-{position}"},
             quantity: Quantity, for: For, price: {field: Price, direction: in}}}""";
    private String order;

    @BeforeEach
    void delivered() {
        everything();
        order = placed().key();
        round();
        assertThat(outbox.states()).containsExactly(Outbox.State.DELIVERED);
    }

    @Test
    void aChangedLineIsSentAndOneOfTheErpsOwnStays() {
        erp.with("Lines", Map.of("Order", number(), "Position", 2L, "Quantity", new BigDecimal("9")));
        changed("5");
        pass(Duration.ofSeconds(1));
        assertThat(there()).containsExactlyInAnyOrder("1: 5.00", "2: 9");
        assertThat(last().state()).isEqualTo(Outbox.State.DELIVERED);
        assertThat(tables.find(SYNC, "line", order + "-2")).as("what the ERP has comes with the answer").isPresent();
    }

    @Test
    void linesAreMadeAndTakenOutTogether() {
        var added = new HashMap<String, Object>(Map.of("order", order, "position", 2L, "quantity", new BigDecimal("7")));
        tables.write(SYNC, Write.of(new Change.Create("line", added), new Change.Delete("line", order + "-1")));
        outbox.add("order", order, Committed.Kind.UPDATED, new Outbox.Edit(Map.of(), Map.of(part(2), Map.of(), part(1), Map.of("quantity", Outbox.digest(new BigDecimal("2"))))));
        pass(Duration.ofSeconds(1));
        assertThat(there()).containsExactly("2: 7.00");
        assertThat(erp.changes).as("all of it or nothing").hasValue(1);
    }

    @Test
    void whatBothSidesChangedIsTheErps() {
        line().put("Quantity", new BigDecimal("8"));
        changed("5");
        pass(Duration.ofSeconds(1));
        assertThat(there()).containsExactly("1: 8");
        assertThat(last().state()).isEqualTo(Outbox.State.DELIVERED);
        everything();
        assertThat(tables.find(SYNC, "line", order + "-1").orElseThrow().decimal("quantity")).contains(new BigDecimal("8.00"));
    }

    @Test
    void orAPersonDecidesOnAllOfTheOrderAtOnce() {
        settle(OrderDocuments.source().document("maps/lines.yml", LINES.replace("part-of: orders", "part-of: orders, conflict: ask").replace(", for: For", "")));
        delivered();
        line().put("Quantity", new BigDecimal("8"));
        changed("5");
        pass(Duration.ofSeconds(1));
        assertThat(last().state()).isEqualTo(Outbox.State.REFUSED);
        assertThat(last().note()).isEqualTo("sync.conflict: " + order + "-1 quantity");
        assertThat(erp.changes).hasValue(0);

        new Conflicts(tables, SYNC, clock).decide(last().id(), Conflicts.Keep.PORTAL, "Ann");
        outbox.retry(last().id());
        pass(Duration.ofSeconds(1));
        assertThat(there()).containsExactly("1: 5.00");
    }

    @Test
    void aLineThatTheErpTookOutStaysOut() {
        erp.entities.get("Lines").remove(line());
        changed("5");
        pass(Duration.ofSeconds(1));
        assertThat(there()).isEmpty();
        everything();
        assertThat(tables.find(SYNC, "line", order + "-1")).isEmpty();
    }

    @Test
    void anotherLineInItsPlaceIsNotWrittenOver() {
        settle(OrderDocuments.source().document("tables/line.yml", LINE).document("maps/lines.yml", LINES));
        delivered();
        erp.with("Lines", Map.of("Order", number(), "Position", 2L, "Quantity", new BigDecimal("9"), "For", "A"));
        tables.write(SYNC, Write.of(new Change.Create("line", Map.of("order", order, "position", 2L, "quantity", new BigDecimal("7"), "for", "B"))));
        sender().send(outbox.add("order", order, Committed.Kind.UPDATED, new Outbox.Edit(Map.of(), Map.of(part(2), Map.of()))));
        assertThat(last().note()).contains("sync.part-taken");
        assertThat(there()).contains("2: 9");
    }

    @Test
    void aLineOfTheSameWithOtherValuesInItsPlaceIsToldToo() {
        erp.with("Lines", Map.of("Order", number(), "Position", 2L, "Quantity", new BigDecimal("9")));
        made(2, "7");
        sender().send(last());
        assertThat(last().note()).contains("sync.part-taken");
        assertThat(there()).contains("2: 9");
    }

    @Test
    void aLineThatArrivedAndChangedHereMeanwhileIsNoOther() {
        erp.slow = true;
        made(2, "7");
        pass(Duration.ofSeconds(1));
        tables.write(SYNC, Write.of(new Change.Update("line", order + "-2", Map.of("quantity", new BigDecimal("8")))));
        outbox.add("order", order, Committed.Kind.UPDATED, new Outbox.Edit(Map.of(), Map.of(part(2), Map.of("quantity", Outbox.digest(new BigDecimal("7"))))));
        erp.slow = false;
        erp.finish();
        pass(Duration.ofSeconds(2));
        assertThat(outbox.states()).containsOnly(Outbox.State.DELIVERED);
        assertThat(there()).contains("2: 8.00");
    }

    @Test
    void aLineThatIsNotTheOneThatWasTakenOutStays() {
        line().put("Quantity", new BigDecimal("8"));
        tables.write(SYNC, Write.of(new Change.Delete("line", order + "-1")));
        outbox.add("order", order, Committed.Kind.UPDATED, new Outbox.Edit(Map.of(), Map.of(part(1), Map.of("quantity", Outbox.digest(new BigDecimal("2"))))));
        pass(Duration.ofSeconds(1));
        assertThat(there()).containsExactly("1: 8");
        outbox.add("order", order, Committed.Kind.UPDATED, new Outbox.Edit(Map.of(), Map.of(part(1), Map.of())));
        pass(Duration.ofSeconds(1));
        assertThat(there()).as("nor one of which nobody knows").containsExactly("1: 8");
        assertThat(outbox.entries).allMatch(entry -> entry.state() == Outbox.State.DELIVERED);
    }

    @Test
    void aLineThatWasChangedAndTakenOutBeforeTheErpHeardOfItGoes() {
        changed("5");
        tables.write(SYNC, Write.of(new Change.Delete("line", order + "-1")));
        outbox.add("order", order, Committed.Kind.UPDATED, new Outbox.Edit(Map.of(), Map.of(part(1), Map.of("quantity", Outbox.digest(new BigDecimal("5"))))));
        for (var i = 0; i < 2; i++) pass(Duration.ofSeconds(1));
        assertThat(there()).isEmpty();
    }

    @Test
    void aRefusalIsToldOnTheOrderUntilItIsOver() {
        erp.refusal = Optional.of("The order is picked already");
        changed("5");
        pass(Duration.ofSeconds(1));
        assertThat(last().state()).isEqualTo(Outbox.State.REFUSED);
        assertThat(tables.find(SYNC, "order", order)).get().satisfies(row -> {
            assertThat(row.text("statusnote")).contains("The order is picked already");
            assertThat(row.text("status")).as("the order itself is not refused").contains("open");
        });
        erp.refusal = Optional.empty();
        outbox.retry(last().id());
        pass(Duration.ofSeconds(1));
        assertThat(there()).containsExactly("1: 5.00");
        assertThat(tables.find(SYNC, "order", order).orElseThrow().text("statusnote")).isEmpty();
    }

    @Test
    void whatGotNoAnswerIsAskedForAndNotSentTwice() {
        erp.slow = true;
        changed("5");
        pass(Duration.ofSeconds(1));
        assertThat(last().state()).isEqualTo(Outbox.State.WAITING);
        pass(Duration.ofSeconds(2));
        erp.finish();
        pass(Duration.ofSeconds(2));
        assertThat(last().state()).isEqualTo(Outbox.State.DELIVERED);
        assertThat(erp.changes).hasValue(1);
        assertThat(there()).containsExactly("1: 5.00");
    }

    private void made(int position, String quantity) {
        tables.write(SYNC, Write.of(new Change.Create("line", Map.of("order", order, "position", (long) position, "quantity", new BigDecimal(quantity)))));
        outbox.add("order", order, Committed.Kind.UPDATED, new Outbox.Edit(Map.of(), Map.of(part(position), Map.of())));
    }

    private void changed(String quantity) {
        tables.write(SYNC, Write.of(new Change.Update("line", order + "-1", Map.of("quantity", new BigDecimal(quantity)))));
        outbox.add("order", order, Committed.Kind.UPDATED, new Outbox.Edit(Map.of(), Map.of(part(1), Map.of("quantity", Outbox.digest(new BigDecimal("2"))))));
    }

    private Outbox.Part part(int position) {
        return new Outbox.Part("line", order + "-" + position);
    }

    private Outbox.Entry last() {
        return outbox.entries.getLast();
    }

    private String number() {
        return tables.find(SYNC, "order", order).orElseThrow().text("erpnumber").orElseThrow();
    }

    private Map<String, Object> line() {
        return erp.entities.get("Lines").stream().filter(line -> number().equals(line.get("Order"))).findFirst().orElseThrow();
    }

    private List<String> there() {
        return erp.entities.get("Lines").stream().filter(line -> number().equals(line.get("Order"))).map(line -> line.get("Position") + ": " + line.get("Quantity")).toList();
    }
}
