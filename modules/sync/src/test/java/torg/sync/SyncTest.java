package torg.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.api.table.Write;
import torg.sync.connector.Pause;
import torg.sync.map.TableMap;
import torg.sync.receive.Pass;

/** Records come, by maps. */
class SyncTest extends SmallHouse {
    @Test
    void aFieldThatTheErpDoesNotHaveIsNamedWhereTheMapNamesIt() {
        settle(OrderDocuments.source().document("maps/accounts.yml", "map: accounts\nconnector: dynamics\nentity: Customers\ntable: account\ncolumns:\n  number: Id\n  name: Nam\n  currency: Currency\n"));
        erp.closed.add("Customers");
        var pass = new Pass(map("accounts"));
        assertThatThrownBy(() -> receiver().everything(pass))
                .hasMessage("the ERP refuses to read entity 'Customers' for map 'accounts': site/maps/accounts.yml:7:9 entity 'Customers' has no field 'Nam' (did you mean 'Name'?)");

        settle();
        var good = new Pass(map("accounts"));
        assertThatThrownBy(() -> receiver().everything(good)).as("what the ERP says, when the fields are there").hasMessageEndingWith("no rights to Customers");
    }

    @Test
    void ordersMapsByTheirLookups() {
        assertThat(maps.maps()).extracting(TableMap::name).containsSubsequence("accounts", "orders", "lines");
    }

    @Test
    void bringsEverythingOverInPagesAndTwiceIsOnce() {
        everything();
        var before = tables.feed(SYNC, 0, 1000).size();
        assertThat(tables.find(SYNC, "order", "10248")).get().satisfies(order -> {
            assertThat(order.text("erpnumber")).contains("SO-1");
            assertThat(order.text("currency")).as("taken over the lookup").contains("USD");
        });
        assertThat(tables.find(SYNC, "order", "SO-2")).as("no reference: the ERP's own number").isPresent();
        assertThat(tables.find(SYNC, "line", "10248-1")).get().satisfies(line -> assertThat(line.decimal("price")).contains(new BigDecimal("14.00")));
        everything();
        assertThat(tables.feed(SYNC, 0, 1000).stream().skip(before)).as("nothing but the state of the maps").allMatch(entry -> entry.table().equals("sync_state"));
    }

    @Test
    void keepsARecordThatHasNoPlaceAndTakesTheRest() {
        erp.with("Orders", Map.of("Number", "SO-3", "Customer", "NOBODY", "Status", "Active")).with("Orders", Map.of("Number", "SO-4", "Customer", "A", "Status", "Dreaming"))
                .with("Orders", Map.of("Number", "SO-5", "Customer", "C", "Status", "Active"));
        everything();
        assertThat(tables.find(SYNC, "order", "SO-5")).isPresent();
        assertThat(ledger.failures(10)).extracting(row -> row.text("reason").orElse("")).anyMatch(reason -> reason.contains("'Dreaming'")).hasSize(2);
    }

    @Test
    void keepsARecordWhoseValueIsOfAnotherKindAndTakesTheRest() {
        erp.with("Lines", Map.of("Order", "SO-1", "Position", "N/A", "Quantity", new BigDecimal("1"))).with("Lines", Map.of("Order", "SO-1", "Position", 3L, "Quantity", "a few"))
                .with("Lines", Map.of("Order", "SO-1", "Position", 4L, "Quantity", new BigDecimal("1")));
        everything();
        assertThat(tables.find(SYNC, "line", "10248-4")).isPresent();
        assertThat(ledger.failures(10)).extracting(row -> row.text("reason").orElse("")).hasSize(2)
                .anyMatch(reason -> reason.contains("'position'") && reason.contains("'N/A'")).anyMatch(reason -> reason.contains("'quantity'"));
    }

    @Test
    void leavesARowAloneWhenAnotherDocumentOfTheErpCarriesItsKey() {
        everything();
        var waiting = placed().key();
        erp.with("Orders", Map.of("Number", "SO-3", "Reference", "10248", "Customer", "A", "Status", "Invoiced", "Open", "yes"))
                .with("Orders", Map.of("Number", "SO-4", "Reference", waiting, "Customer", "B", "Status", "Active", "Open", "yes"))
                .with("Lines", Map.of("Order", "SO-4", "Position", 7L, "Quantity", new BigDecimal("3"), "Price", new BigDecimal("14.00")));
        var rows = List.of(tables.find(SYNC, "order", "10248"), tables.find(SYNC, "order", waiting));
        open();
        everything();
        assertThat(List.of(tables.find(SYNC, "order", "10248"), tables.find(SYNC, "order", waiting))).isEqualTo(rows);
        assertThat(tables.find(SYNC, "line", waiting + "-7")).as("a line of somebody else's order").isEmpty();
        assertThat(ledger.failures(10)).filteredOn(row -> row.text("code").orElse("").equals("sync.key-taken")).extracting(row -> row.text("reason").orElse(""))
                .hasSize(2).anyMatch(reason -> reason.contains("'10248'") && reason.contains("erpnumber")).anyMatch(reason -> reason.contains("account"));
    }

    @Test
    void givesAKeyThatTwoRecordsOfOnePageCarryToTheFirst() {
        erp.entities.get("Orders").clear();
        erp.with("Orders", Map.of("Number", "SO-1", "Reference", "PO-1", "Customer", "A", "Status", "Active")).with("Orders", Map.of("Number", "SO-2", "Reference", "PO-1", "Customer", "B", "Status", "Active"));
        everything();
        assertThat(tables.find(SYNC, "order", "PO-1")).get().satisfies(order -> assertThat(order.text("account")).contains("A"));
        assertThat(ledger.failures(10)).extracting(row -> row.text("code").orElse("")).contains("sync.key-taken");
    }

    @Test
    void seesWhatMovedAndWhatWasClosed() {
        everything();
        erp.with("Orders", Map.of("Number", "SO-9", "Customer", "C", "Status", "Active", "Open", "yes"));
        erp.with("Lines", Map.of("Order", "SO-9", "Position", 1L, "Quantity", new BigDecimal("1")));
        erp.entities.get("Orders").getFirst().putAll(Map.of("Status", "Invoiced", "Open", "no"));
        open();
        assertThat(tables.find(SYNC, "order", "SO-9")).isPresent();
        assertThat(tables.find(SYNC, "line", "SO-9-1")).as("its lines came with it").isPresent();
        assertThat(tables.find(SYNC, "order", "10248")).get().satisfies(order -> assertThat(order.text("status")).contains("invoiced"));
    }

    @Test
    void whatIsUnderWayIsNotShownByHalvesAndWhatWasRefusedStaysSo() {
        everything();
        var entry = placed();
        // Another process of this house has made the document over there, and has not told yet.
        erp.with("Orders", Map.of("Number", "SO-50", "Reference", entry.key(), "Customer", "A", "Status", "Active", "Open", "yes"));
        erp.with("Lines", Map.of("Order", "SO-50", "Position", 1L, "Quantity", new BigDecimal("3"), "Price", new BigDecimal("14.00")));
        open();
        everything();
        assertThat(ledger.failures(10)).as("lines of what is under way are no trouble").isEmpty();
        assertThat(tables.find(SYNC, "order", entry.key())).get().satisfies(order -> assertThat(order.text("status")).contains("received"));

        erp.refusal = Optional.of("Not today");
        erp.entities.get("Orders").removeIf(record -> entry.key().equals(record.get("Reference")));
        sender().send(entry);
        erp.with("Orders", Map.of("Number", "SO-51", "Reference", entry.key(), "Customer", "A", "Status", "Active", "Open", "yes"));
        open();
        everything();
        assertThat(tables.find(SYNC, "order", entry.key())).get().satisfies(order -> assertThat(order.text("status")).contains("refused"));

        outbox.drop(entry.id(), "made by hand over there");
        open();
        assertThat(tables.find(SYNC, "order", entry.key())).get().satisfies(order -> assertThat(order.text("status")).contains("open"));
    }

    @Test
    void whatCameFromTheErpIsNeverSentBack() {
        everything();
        assertThat(tables.outbox()).isEmpty();
        assertThat(outbox.asked).as("only what is made here may be on its way").containsExactly("order");
    }

    @Test
    void looksAtManyOpenOrdersWithoutWritingOneThatIsAsItWas() {
        for (var number = 1000; number < 1300; number++) erp.with("Orders", Map.of("Number", "SO-" + number, "Customer", "A", "Status", "Active", "Open", "yes"));
        everything();
        erp.entities.get("Orders").getLast().put("Status", "Invoiced");
        var before = tables.feed(SYNC, 0, 10_000).size();
        open();
        assertThat(tables.feed(SYNC, 0, 10_000).stream().skip(before)).extracting(Committed::key).containsExactly("SO-1299");
    }

    @Test
    void endsAPassWhenTheErpAsksForAPause() {
        erp.pause = Optional.of(Duration.ofSeconds(7));
        assertThatThrownBy(this::everything).isInstanceOfSatisfying(Pause.class, pause -> assertThat(pause.delay()).hasSeconds(7));
    }

    @Test
    void saysWhichEntityIsMissing() {
        erp.entities.remove("Orders");
        assertThatThrownBy(this::everything).isInstanceOf(TorgException.class).hasMessageContaining("OrdersV9, Orders");
    }

    @Test
    void knowsARowAgainWhateverCharactersItsKeyIsMadeOf() {
        erp.with("Orders", Map.of("Number", "SO-3", "Reference", "\uD83D\uDE00 1", "Customer", "C", "Status", "Active", "Open", "yes"));
        everything();
        erp.reads.set(0);
        open();
        assertThat(erp.reads).as("nothing moved: one page of open orders, and no lines").hasValue(1);
    }

    @Test
    void seesWhatWasClosedAmongMoreThanOneQueryAnswers() {
        everything();
        var rows = new ArrayList<Change>();
        for (var order = 0; order < 10_001; order++) rows.add(new Change.Put("order", "Z%05d".formatted(order), Map.of("account", "A", "status", "open", "erpnumber", "Z%05d".formatted(order))));
        tables.write(SYNC, Write.of(rows).from("dynamics"));
        erp.with("Orders", Map.of("Number", "Z10000", "Reference", "Z10000", "Customer", "A", "Status", "Invoiced"));
        open();
        assertThat(tables.find(SYNC, "order", "Z10000")).get().satisfies(order -> assertThat(order.text("status")).contains("invoiced"));
    }
}
