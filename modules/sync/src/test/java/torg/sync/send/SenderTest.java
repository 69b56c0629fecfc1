package torg.sync.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import torg.api.sync.Outbox;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.api.table.Write;
import torg.sync.OrderDocuments;
import torg.sync.SmallHouse;
import torg.sync.connector.Governors;
import torg.sync.connector.RateGovernor;

/** Documents go, each with one effect. */
class SenderTest extends SmallHouse {
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
    void linesOfWhatIsSentTogetherAreReadTogether() {
        everything();
        IntStream.range(0, 6).forEach(_ -> placed());
        var entries = outbox.claim("sync", 6, LEASE);
        erp.page = 100;
        erp.reads.set(0);
        assertThat(sender().send(entries, together -> together.stream().map(BooleanSupplier::getAsBoolean).toList().stream().allMatch(answered -> answered))).isTrue();
        assertThat(erp.reads).as("one question for the lines of six orders").hasValue(1);
        assertThat(entries).hasSize(6).allSatisfy(entry -> assertThat(tables.find(SYNC, "line", entry.key() + "-1")).get().satisfies(line -> assertThat(line.decimal("price")).contains(new BigDecimal("18.00"))));
    }

    @Test
    void whatOutlastsItsLeaseIsNotSentByASecondOneMeanwhile() {
        everything();
        placed();
        erp.meanwhile = Optional.of(() -> {
            pass(LEASE);
            assertThat(erp.creates).as("it is being sent, and was handed out again").hasValue(1);
        });
        round();
        assertThat(erp.made).isEqualTo(1);
        pass(LEASE);
        assertThat(outbox.states()).as("the second one found it there").containsExactly(Outbox.State.DELIVERED);
        assertThat(erp.made).isEqualTo(1);
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
        governors = new Governors(clock, RateGovernor.Lull.THREADS);
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
    void linesThatWereChangedBeforeTheyWereSentNeedNotBeSentAgain() {
        everything();
        var key = placed().key();
        lineChanged(key, "5");
        for (var second = 0; second < 2; second++) pass(Duration.ofSeconds(1));
        assertThat(outbox.entries).extracting(Outbox.Entry::state).containsOnly(Outbox.State.DELIVERED);
        assertThat(erp.entities.get("Lines").getLast()).containsEntry("Quantity", new BigDecimal("5.00"));
    }

    private void lineChanged(String order, String quantity) {
        tables.write(SYNC, Write.of(new Change.Update("line", order + "-1", Map.of("quantity", new BigDecimal(quantity)))));
        outbox.add("order", order, Committed.Kind.UPDATED, new Outbox.Edit(Map.of(), Map.of(new Outbox.Part("line", order + "-1"), Map.of("quantity", Outbox.digest(new BigDecimal("2"))))));
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
    void showsAsMuchOfARefusalAsTheColumnHolds() {
        everything();
        placed();
        erp.refusal = Optional.of("No. ".repeat(100));
        round();
        assertThat(outbox.states()).containsExactly(Outbox.State.REFUSED);
    }

    @Test
    void asksForTheColumnsItSendsAndNoOthers() {
        var wide = IntStream.range(0, 80).mapToObj(number -> ", note" + number + ": {type: text}").collect(Collectors.joining());
        settle(OrderDocuments.source().document("tables/line.yml", "{table: line, key: linekey, columns: {linekey: {type: autonumber, format: \"{order}-{position}\"}, order: {type: lookup, to: order, part: true},"
                + " position: {type: integer}, quantity: {type: decimal, scale: 2}, price: {type: decimal, scale: 2}" + wide + "}}"));
        everything();
        placed();
        round();
        assertThat(outbox.states()).containsExactly(Outbox.State.DELIVERED);
        assertThat(erp.entities.get("Lines").getLast()).containsEntry("Position", 1L);
    }

    @Test
    void parksADocumentWithMoreLinesThanCanBeSentInsteadOfSendingSomeOfThem() {
        everything();
        var entry = placed();
        var lines = IntStream.rangeClosed(2, 10_001).mapToObj(line -> new Change.Create("line", Map.of("order", entry.key(), "position", (long) line, "quantity", new BigDecimal("1")))).toList();
        tables.write(SYNC, Write.of(new ArrayList<Change>(lines)).from("test"));
        round();
        assertThat(outbox.entries).singleElement().satisfies(parked -> {
            assertThat(parked.state()).isEqualTo(Outbox.State.REFUSED);
            assertThat(parked.note()).contains("more than 10000 parts");
        });
        assertThat(erp.creates).hasValue(0);
    }
}
