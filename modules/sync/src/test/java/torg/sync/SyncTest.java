package torg.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.api.sync.Outbox;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.api.table.Write;
import torg.testkit.HandClock;
import torg.testkit.MemoryTables;
import torg.testkit.TableDocuments;

/** Records come, documents go: by maps, over a small ERP in memory. */
class SyncTest {
    private static final Caller SYNC = Caller.service("sync");
    private static final Duration LEASE = Duration.ofSeconds(90);
    private final MemoryErp erp = new MemoryErp();
    private final HandClock clock = new HandClock();
    private Unanswered unanswered = new Unanswered(LEASE, clock);
    private Pauses pauses = new Pauses();
    private TableMaps maps;
    private MemoryTables tables;
    private Ledger ledger;
    private ListOutbox outbox;

    @BeforeEach
    void house() {
        var draft = OrderDocuments.draft();
        var schema = draft.compile(new TableDocuments());
        maps = draft.compile(new MapsCompiler());
        tables = new MemoryTables(schema).with(new SyncTables());
        ledger = new Ledger(tables, SYNC);
        outbox = new ListOutbox(tables, clock);
        erp.with("Customers", Map.of("Id", "A", "Name", "Alfa", "Currency", "USD")).with("Customers", Map.of("Id", "B", "Name", "Beta", "Currency", "EUR"))
                .with("Customers", Map.of("Id", "C", "Name", "Gamma", "Currency", "NOK"))
                .with("Orders", Map.of("Number", "SO-1", "Reference", "10248", "Customer", "A", "Status", "Active", "Open", "yes"))
                .with("Orders", Map.of("Number", "SO-2", "Customer", "B", "Status", "Invoiced"))
                .with("Lines", Map.of("Order", "SO-1", "Position", 1L, "Quantity", new BigDecimal("3"), "Price", new BigDecimal("14.00")));
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
        receiver().open(maps.named("orders").orElseThrow());
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
    void refusesADocumentWhoseReferenceAnotherCustomersHasInTheErp() {
        everything();
        var entry = placed();
        erp.with("Orders", Map.of("Number", "SO-4", "Reference", entry.key(), "Customer", "B", "Status", "Active"));
        sender().send(entry);
        assertThat(tables.find(SYNC, "order", entry.key())).get().satisfies(order -> {
            assertThat(order.text("status")).contains("refused");
            assertThat(order.text("account")).contains("A");
            assertThat(order.text("erpnumber")).isEmpty();
        });
        assertThat(erp.made).isZero();
    }

    @Test
    void seesWhatMovedAndWhatWasClosed() {
        everything();
        erp.with("Orders", Map.of("Number", "SO-9", "Customer", "C", "Status", "Active", "Open", "yes"));
        erp.with("Lines", Map.of("Order", "SO-9", "Position", 1L, "Quantity", new BigDecimal("1")));
        erp.entities.get("Orders").getFirst().putAll(Map.of("Status", "Invoiced", "Open", "no"));
        receiver().open(maps.named("orders").orElseThrow());
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
        receiver().open(maps.named("orders").orElseThrow());
        everything();
        assertThat(ledger.failures(10)).as("lines of what is under way are no trouble").isEmpty();
        assertThat(tables.find(SYNC, "order", entry.key())).get().satisfies(order -> assertThat(order.text("status")).contains("received"));

        erp.refusal = Optional.of("Not today");
        erp.entities.get("Orders").removeIf(record -> entry.key().equals(record.get("Reference")));
        sender().send(entry);
        erp.with("Orders", Map.of("Number", "SO-51", "Reference", entry.key(), "Customer", "A", "Status", "Active", "Open", "yes"));
        receiver().open(maps.named("orders").orElseThrow());
        everything();
        assertThat(tables.find(SYNC, "order", entry.key())).get().satisfies(order -> assertThat(order.text("status")).contains("refused"));

        outbox.drop(entry.id(), "made by hand over there");
        receiver().open(maps.named("orders").orElseThrow());
        assertThat(tables.find(SYNC, "order", entry.key())).get().satisfies(order -> assertThat(order.text("status")).contains("open"));
    }

    @Test
    void whatCameFromTheErpIsNeverSentBack() {
        everything();
        assertThat(tables.outbox()).isEmpty();
    }

    @Test
    void sendsADocumentWithItsLinesAndTakesTheErpsNumberStatusAndPrices() {
        everything();
        var entry = placed();
        assertThat(sender().send(entry)).isTrue();
        assertThat(outbox.states()).containsExactly(Outbox.State.DELIVERED);
        assertThat(tables.find(SYNC, "order", entry.key())).get().satisfies(order -> {
            assertThat(order.text("erpnumber")).contains("SO-101");
            assertThat(order.text("status")).contains("open");
        });
        assertThat(tables.find(SYNC, "line", entry.key() + "-1")).get().satisfies(line -> assertThat(line.decimal("price")).contains(new BigDecimal("18.00")));
    }

    @Test
    void sendsAgainAfterALostAnswerWithoutASecondDocument() {
        everything();
        var entry = placed();
        sender().send(entry);
        sender().send(entry);
        assertThat(erp.made).isEqualTo(1);
    }

    @Test
    void waitsWhileTheErpIsAwayAndKeepsTheReason() {
        everything();
        var entry = placed();
        erp.away = true;
        assertThat(sender().send(entry)).isFalse();
        assertThat(outbox.entries).singleElement().satisfies(waiting -> {
            assertThat(waiting.state()).isEqualTo(Outbox.State.WAITING);
            assertThat(waiting.note()).contains("cannot be reached");
        });
        erp.away = false;
        assertThat(sender().send(entry)).isTrue();
        assertThat(erp.made).isEqualTo(1);
    }

    @Test
    void onlyAsksForWhatWasSentWithoutAnAnswerAndFinishesItWhenItIsThere() {
        everything();
        placed();
        erp.slow = true;
        round();
        for (var second = 0; second < 60; second++) pass(Duration.ofSeconds(1));
        assertThat(erp.made).isEqualTo(1);
        assertThat(outbox.entries.getFirst().note()).contains("did not answer in time");
        erp.finish();
        pass(Duration.ofSeconds(1));
        assertThat(outbox.states()).containsExactly(Outbox.State.DELIVERED);
        assertThat(erp.made).isEqualTo(1);
    }

    @Test
    void sendsAgainWhenTheErpCannotBeWorkingOnItAnyMore() {
        everything();
        placed();
        erp.slow = true;
        round();
        erp.slow = false;
        for (var second = 0; second < 89; second++) pass(Duration.ofSeconds(1));
        assertThat(erp.made).isEqualTo(1);
        pass(Duration.ofSeconds(1));
        assertThat(erp.made).isEqualTo(2);
        assertThat(outbox.states()).containsExactly(Outbox.State.DELIVERED);
    }

    @Test
    void neitherARestartNorAnImpatientPersonSendsItEarly() {
        everything();
        var entry = placed();
        erp.slow = true;
        round();
        outbox.retry(entry.id());
        pass(Duration.ofSeconds(1));
        assertThat(erp.made).as("given back by hand").isEqualTo(1);
        unanswered = new Unanswered(LEASE, clock);
        pass(Duration.ofSeconds(20));
        assertThat(erp.made).as("forgotten by a restart").isEqualTo(1);
        outbox.retry(entry.id());
        pass(Duration.ofSeconds(1));
        assertThat(erp.made).as("forgotten by a restart and given back by hand").isEqualTo(1);
        erp.finish();
        pass(LEASE);
        assertThat(outbox.states()).containsExactly(Outbox.State.DELIVERED);
        assertThat(erp.made).as("found when it was looked for before sending").isEqualTo(1);
    }

    @Test
    void leavesTheLeaseToRunOutWhenItIsStoppedWhileSending() {
        everything();
        placed();
        erp.slow = true;
        var entry = outbox.claim("sync", 1, LEASE).getFirst();
        Thread.currentThread().interrupt();
        sender().send(entry);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(outbox.entries.getFirst().note()).isEmpty();
        clock.pass(LEASE.minusSeconds(1));
        assertThat(outbox.claim("sync", 1, LEASE)).isEmpty();
    }

    @Test
    void aMistakeBeforeTheSendingDelaysWithANote() {
        everything();
        var entry = placed();
        erp.mistaken = true;
        assertThat(sender().send(entry)).isFalse();
        assertThat(outbox.entries.getFirst().note()).contains("a mistake");
        clock.pass(Duration.ofSeconds(10));
        assertThat(outbox.claim("sync", 1, LEASE)).as("tried again soon").hasSize(1);
    }

    @Test
    void aConnectorThatBreaksOffWhileItSendsHasPerhapsSent() {
        everything();
        for (var fault : List.of(new NoClassDefFoundError("taken away"), new NoSuchElementException("a mistake"), new OutOfMemoryError("for a moment"))) {
            var entry = placed();
            erp.torn = Optional.of(fault);
            round();
            assertThat(outbox.entries.getLast().note()).contains("asking whether it arrived");
            erp.torn = Optional.empty();
            outbox.retry(entry.id());
            assertThat(outbox.claim("sync", 1, LEASE)).as("nobody sends it meanwhile").isEmpty();
            pass(Duration.ofSeconds(1));
        }
        assertThat(outbox.states()).containsExactly(Outbox.State.DELIVERED);
        assertThat(erp.made).isEqualTo(3);
    }

    @Test
    void aBacklogIsNotSentIntoAPause() {
        everything();
        for (var order = 0; order < 12; order++) placed();
        erp.pause = Optional.of(Duration.ofSeconds(40));
        for (var round = 0; round < 3; round++) round();
        assertThat(erp.creates).hasValue(1);
        assertThat(outbox.entries).extracting(Outbox.Entry::note).containsOnly("busy", "the ERP asked for a pause");
        erp.pause = Optional.empty();
        pauses = new Pauses();
        clock.pass(Duration.ofSeconds(38));
        assertThat(outbox.claim("sync", 12, LEASE)).as("before its end").isEmpty();
        for (var round = 0; round < 3; round++) pass(Duration.ofSeconds(2));
        assertThat(outbox.states()).containsExactly(Outbox.State.DELIVERED);
    }

    @Test
    void asksNothingDuringAPauseEither() {
        everything();
        placed();
        erp.slow = true;
        round();
        erp.pause = Optional.of(Duration.ofSeconds(40));
        for (var second = 0; second < 5; second++) pass(Duration.ofSeconds(1));
        assertThat(erp.finds).hasValue(1);
    }

    @Test
    void parksAnOrderWhoseAnswerHasNoPlaceHereInsteadOfAskingForItForEver() {
        everything();
        var entry = placed();
        erp.status = "Dreaming";
        round();
        assertThat(outbox.entries).singleElement().satisfies(parked -> {
            assertThat(parked.state()).isEqualTo(Outbox.State.REFUSED);
            assertThat(parked.note()).contains("the ERP has it").contains("'Dreaming'");
        });
        assertThat(tables.find(SYNC, "order", entry.key())).get().satisfies(order -> assertThat(order.text("status")).as("to the customer nothing was refused").contains("received"));
        erp.entities.get("Orders").getLast().put("Status", "Active");
        outbox.retry(entry.id());
        pass(Duration.ofSeconds(1));
        assertThat(outbox.states()).containsExactly(Outbox.State.DELIVERED);
        assertThat(erp.made).isEqualTo(1);
    }

    @Test
    void looksAtManyOpenOrdersWithoutWritingOneThatIsAsItWas() {
        for (var number = 1000; number < 1300; number++) erp.with("Orders", Map.of("Number", "SO-" + number, "Customer", "A", "Status", "Active", "Open", "yes"));
        everything();
        erp.entities.get("Orders").getLast().put("Status", "Invoiced");
        var before = tables.feed(SYNC, 0, 10_000).size();
        receiver().open(maps.named("orders").orElseThrow());
        assertThat(tables.feed(SYNC, 0, 10_000).stream().skip(before)).extracting(Committed::key).containsExactly("SO-1299");
    }

    @Test
    void showsTheCustomerWhatTheErpRefused() {
        everything();
        var entry = placed();
        erp.refusal = Optional.of("Customer A is on hold");
        sender().send(entry);
        assertThat(outbox.states()).containsExactly(Outbox.State.REFUSED);
        assertThat(tables.find(SYNC, "order", entry.key())).get().satisfies(order -> {
            assertThat(order.text("status")).contains("refused");
            assertThat(order.text("statusnote")).contains("Customer A is on hold");
        });
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

    private void everything() {
        for (var map : maps.maps()) receiver().everything(map);
    }

    /** What the engine does once a second. */
    private void pass(Duration duration) {
        clock.pass(duration);
        round();
    }

    private void round() {
        unanswered.toAsk(4).forEach(sender()::ask);
        outbox.claim("sync", 4, LEASE).forEach(sender()::send);
    }

    private Outbox.Entry placed() {
        var line = new HashMap<String, Object>(Map.of("order", new Change.Made(0), "position", 1L, "quantity", new BigDecimal("2")));
        var written = tables.write(SYNC, Write.of(new Change.Create("order", Map.of("account", "A")), new Change.Create("line", line)));
        return outbox.add("order", written.keys().getFirst(), Committed.Kind.CREATED);
    }

    private Receiver receiver() {
        return new Receiver(tables, SYNC, ledger, outbox, maps, new Receiver.Source(erp, () -> {}));
    }

    private Sender sender() {
        return new Sender(tables, SYNC, outbox, unanswered, maps, new Connectors(Map.of("dynamics", erp), pauses));
    }
}
