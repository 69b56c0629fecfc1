package torg.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static torg.store.TestHouse.SYNC;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import torg.api.problem.TorgException;
import torg.api.sync.Outbox.Entry;
import torg.api.sync.Outbox.Queue;
import torg.api.sync.Outbox.State;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.api.table.Query;
import torg.api.table.Write;
import torg.store.database.Jdbc;
import torg.store.database.TestDatabase;
import torg.store.write.WriteTest;

/** What has to reach the ERP: written with the rows, handed out one at a time per document, never lost, reported once. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class SqlOutboxTest {
    private static final Duration LEASE = Duration.ofMinutes(1);
    @Parameter
    TestDatabase kind;
    TestHouse house;
    SqlOutbox outbox;
    /** As exact as the databases keep it. */
    Instant now = Instant.parse("2026-06-01T00:00:00Z");

    @BeforeEach
    void open() {
        house = new TestHouse(kind.open()).with(TestHouse.shipped());
        outbox = new SqlOutbox(house.database, house.catalog, house.writes, () -> now);
        house.tables.write(SYNC, Write.of(
                new Change.Put("company", "NW", Map.of("name", "Northwind")), new Change.Put("currency", "USD", Map.of("name", "Dollar")),
                new Change.Put("uom", "PCS", Map.of("name", "Pieces")), new Change.Put("account", "ALFKI", Map.of("name", "Alfreds", "company", "NW")),
                new Change.Put("product", "1", Map.of("name", "Chai"))).from("erp"));
    }

    @AfterEach
    void close() {
        house.close();
    }

    private String order() {
        return house.tables.write(SYNC, Write.of(new Change.Create("salesorder", WriteTest.order()), line(new Change.Made(0), 1), line(new Change.Made(0), 2))).keys().getFirst();
    }

    private static Change line(Object order, long number) {
        return new Change.Create("salesorderdetail", Map.of("salesorder", order, "linenumber", number, "product", "1", "quantity", BigDecimal.ONE, "unit", "PCS"));
    }

    private List<Entry> claim() {
        now = Instant.now().isAfter(now) ? Instant.now().truncatedTo(ChronoUnit.MICROS) : now;
        return outbox.claim("test", 100, LEASE);
    }

    @Test
    void anOrderWithItsLinesIsOneEntry() {
        var order = order();
        assertThat(claim()).singleElement().satisfies(entry -> {
            assertThat(entry.table()).isEqualTo("salesorder");
            assertThat(entry.key()).isEqualTo(order);
            assertThat(entry.kind()).isEqualTo(Committed.Kind.CREATED);
            assertThat(entry.attempts()).isEqualTo(1);
        });
    }

    @Test
    void whatRestsIsNotHandedOutAndHoldsUpNothingElse() {
        var order = order();
        now = Instant.now().plusSeconds(1).truncatedTo(ChronoUnit.MICROS);
        assertThat(outbox.claim("test", 100, LEASE, Set.of("salesorder", "contact"))).isEmpty();
        assertThat(outbox.claim("test", 100, LEASE, Set.of("contact"))).extracting(Entry::key, Entry::attempts).as("as if nobody had asked before").containsExactly(tuple(order, 1));
    }

    @Test
    void queuesTellAllThatWaitsAndIsParkedByTable() {
        order();
        order();
        var parked = claim().getFirst();
        outbox.refused(parked, "erp.no", "no", List.of(), "dynamics");
        assertThat(outbox.queues()).extracting(Queue::table, Queue::state, Queue::count).containsExactly(tuple("salesorder", State.REFUSED, 1L), tuple("salesorder", State.WAITING, 1L));
        assertThat(outbox.queues()).allSatisfy(queue -> assertThat(queue.oldest()).isEqualTo(outbox.inOrder(queue.state(), 0, 1).getFirst().written()));
    }

    @Test
    void thePastOfADocumentIsAllThatBecameOfItsChanges() {
        var order = order();
        order();
        var made = claim().stream().filter(entry -> entry.key().equals(order)).findFirst().orElseThrow();
        assertThat(outbox.delivered(made, List.of(), "dynamics")).isTrue();
        house.tables.write(SYNC, Write.of(new Change.Update("salesorder", order, Map.of("requisitionnumber", "R-1"))));
        assertThat(outbox.past("salesorder", order, 10)).extracting(past -> past.entry().kind(), past -> past.entry().state())
                .containsExactly(tuple(Committed.Kind.UPDATED, State.WAITING), tuple(Committed.Kind.CREATED, State.DELIVERED));
        assertThat(outbox.past("salesorder", order, 10).getLast().moment()).as("when it was delivered").isEqualTo(now);
        assertThat(outbox.past("salesorder", order, 1)).hasSize(1);
    }

    @Test
    void whatTheErpSentNeverGoesBack() {
        var order = house.tables.write(SYNC, Write.of(new Change.Create("salesorder", WriteTest.order())).from("dynamics")).keys().getFirst();
        house.tables.write(SYNC, Write.of(new Change.Update("salesorder", order, Map.of("status", "open"))).from("dynamics"));
        house.tables.write(SYNC, Write.of(new Change.Update("product", "1", Map.of("name", "Tea"))));
        assertThat(claim()).as("products have no outbox").isEmpty();
    }

    @Test
    void aChangedOrTakenAwayLineIsAChangeOfItsOrder() {
        var order = order();
        var first = claim().getFirst();
        assertThat(outbox.delivered(first, List.of(), "dynamics")).isTrue();
        house.tables.write(SYNC, Write.of(new Change.Update("salesorderdetail", order + "-1", Map.of("quantity", BigDecimal.TEN))));
        house.tables.write(SYNC, Write.of(new Change.Delete("salesorderdetail", order + "-2")));
        house.tables.write(SYNC, Write.of(new Change.Delete("salesorder", order)));
        assertThat(outbox.list(Optional.of(State.WAITING), 10)).extracting(Entry::key, Entry::kind).extracting(Object::toString)
                .containsExactly("(\"" + order + "\", DELETED)", "(\"" + order + "\", UPDATED)", "(\"" + order + "\", UPDATED)");
    }

    @Test
    void manyChangesOfOneDocumentThatWaitsHoldUpNoOther() {
        var stuck = order();
        assertThat(outbox.later(claim().getFirst(), now.plusSeconds(60), "not yet")).isTrue();
        for (var i = 0; i < 20; i++) house.tables.write(SYNC, Write.of(new Change.Update("salesorder", stuck, Map.of("name", "changed " + i))));
        var other = order();
        now = Instant.now().isAfter(now) ? Instant.now().truncatedTo(ChronoUnit.MICROS) : now;
        assertThat(outbox.claim("test", 1, LEASE)).extracting(Entry::key).containsExactly(other);
    }

    @Test
    void howeverManyChangesWaitBehindOneDocumentAnotherIsFound() throws Exception {
        var stuck = order();
        assertThat(outbox.later(claim().getFirst(), now.plusSeconds(60), "not yet")).isTrue();
        house.database.transaction(transaction -> {
            for (var i = 0; i < 3_000; i++) {
                Jdbc.update(transaction.connection(), "insert into \"torg_outbox\" (\"tbl\", \"row_key\", \"kind\", \"written\", \"due\", \"attempts\", \"fence\", \"state\", \"note\")"
                        + " values ('salesorder', ?, 'UPDATED', ?, ?, 0, 0, 'WAITING', '')", stuck, now, now);
            }
            return null;
        });
        var other = order();
        assertThat(claim()).extracting(Entry::key).containsExactly(other);
    }

    @Test
    void anEntryGivenBackWaitsForALaterOneOfItsRowThatIsOnItsWay() {
        var order = order();
        var first = claim().getFirst();
        assertThat(outbox.refused(first, "erp.no", "no", List.of(), "dynamics")).isTrue();
        house.tables.write(SYNC, Write.of(new Change.Update("salesorder", order, Map.of("name", "changed"))));
        var second = claim().getFirst();
        outbox.retry(first.id());
        assertThat(claim()).as("one of a row at a time").isEmpty();
        assertThat(outbox.delivered(second, List.of(), "dynamics")).isTrue();
        assertThat(claim()).extracting(Entry::id).containsExactly(first.id());
    }

    /** On PostgreSQL, where several write at once, an id is drawn when nobody else may draw one: else the higher might be seen, and sent, first. */
    @Test
    void idsAreSeenInTheirOrder() throws Exception {
        Assumptions.assumeTrue(kind == TestDatabase.POSTGRES);
        try (var writer = Executors.newSingleThreadExecutor()) {
            var written = house.database.transaction(transaction -> {
                Jdbc.run(transaction.connection(), "select pg_advisory_xact_lock(" + 0x746f7266 + ")");
                var other = writer.submit(this::order);
                while (Jdbc.query(transaction.connection(), "select 1 from pg_locks join pg_database on pg_database.oid = database where datname = current_database() and not granted", rows -> 1).isEmpty()) Thread.onSpinWait();
                var drawn = Jdbc.query(transaction.connection(), "select last_value from pg_sequences where sequencename = 'torg_outbox_id_seq'", rows -> rows.getObject(1));
                assertThat(drawn).containsExactly((Object) null);
                return other;
            });
            written.get();
        }
        assertThat(claim()).hasSize(1);
    }

    @Test
    void tellsWhichDocumentsAreNotYetThere() {
        var waiting = order();
        var refused = order();
        var delivered = order();
        var before = now.minusMillis(1);
        var taken = claim();
        assertThat(outbox.refused(taken.get(1), "erp.no", "no", List.of(), "dynamics")).isTrue();
        assertThat(outbox.delivered(taken.get(2), List.of(), "dynamics")).isTrue();
        house.tables.write(SYNC, Write.of(new Change.Update("salesorder", delivered, Map.of("name", "changed"))));
        assertThat(outbox.unfinished("salesorder", List.of(waiting, refused, delivered, "none", "it's"), now)).containsExactlyInAnyOrder(waiting, refused);
        assertThat(outbox.unfinished("salesorder", List.of(waiting, refused, delivered), before)).as("as of before it was delivered").containsExactlyInAnyOrder(waiting, refused, delivered);
        assertThat(outbox.unfinished("account", List.of(waiting), now)).isEmpty();
        assertThat(outbox.unfinished("salesorder", List.of(), now)).isEmpty();
    }

    @Test
    void entriesOfOneRowComeOneAtATimeOldestFirstAndRowsDoNotWaitForEachOther() {
        var one = order();
        var two = order();
        house.tables.write(SYNC, Write.of(new Change.Update("salesorder", one, Map.of("name", "changed"))));
        var taken = claim();
        assertThat(taken).extracting(Entry::key).containsExactly(one, two);
        assertThat(claim()).isEmpty();
        assertThat(outbox.later(taken.getFirst(), now.plusSeconds(10), "ERP is away")).isTrue();
        assertThat(claim()).as("the later change waits behind the earlier one").isEmpty();
        now = now.plusSeconds(11);
        var again = outbox.claim("test", 100, LEASE);
        assertThat(again).singleElement().satisfies(entry -> {
            assertThat(entry.id()).isEqualTo(taken.getFirst().id());
            assertThat(entry.note()).isEqualTo("ERP is away");
        });
        assertThat(outbox.delivered(again.getFirst(), List.of(), "dynamics")).isTrue();
        assertThat(outbox.claim("test", 100, LEASE)).singleElement().satisfies(entry -> assertThat(entry.kind()).isEqualTo(Committed.Kind.UPDATED));
    }

    @Test
    void theOutcomeAndItsEntryAreOneTransaction() {
        var order = order();
        var entry = claim().getFirst();
        house.heard.clear();
        assertThat(outbox.delivered(entry, List.of(new Change.Update("salesorder", order, Map.of("erpnumber", "SO-1", "status", "open"))), "dynamics")).isTrue();
        assertThat(house.tables.find(SYNC, "salesorder", order, "erpnumber").orElseThrow().text("erpnumber")).hasValue("SO-1");
        assertThat(house.heard).singleElement().satisfies(heard -> assertThat(heard.origin()).isEqualTo("dynamics"));
        assertThat(outbox.list(Optional.of(State.DELIVERED), 5)).hasSize(1);
        assertThat(outbox.counts()).as("what is done is not counted").containsExactlyInAnyOrderEntriesOf(Map.of(State.WAITING, 0L, State.REFUSED, 0L));
    }

    @Test
    void tellsSinceWhenTheOldestWaits() {
        assertThat(outbox.oldestWaiting()).isEmpty();
        order();
        var first = outbox.list(Optional.empty(), 5).getLast();
        order();
        assertThat(outbox.oldestWaiting()).hasValue(first.written());
        outbox.drop(first.id(), "no longer wanted");
        assertThat(outbox.oldestWaiting()).hasValue(outbox.list(Optional.of(State.WAITING), 5).getFirst().written()).isNotEqualTo(Optional.of(first.written()));
    }

    @Test
    void whoLostTheLeaseCannotReport() {
        var order = order();
        var slow = claim().getFirst();
        now = now.plus(LEASE).plusSeconds(1);
        var fast = outbox.claim("other", 1, LEASE).getFirst();
        assertThat(fast.fence()).isGreaterThan(slow.fence());
        assertThat(outbox.delivered(slow, List.of(new Change.Update("salesorder", order, Map.of("erpnumber", "SO-1"))), "dynamics")).isFalse();
        assertThat(outbox.later(slow, now, "")).isFalse();
        assertThat(house.tables.find(SYNC, "salesorder", order).orElseThrow().text("erpnumber")).isEmpty();
        assertThat(outbox.delivered(fast, List.of(new Change.Update("salesorder", order, Map.of("erpnumber", "SO-2"))), "dynamics")).isTrue();
        assertThat(outbox.delivered(fast, List.of(), "dynamics")).as("a second report").isFalse();
    }

    @Test
    void aRefusedEntryIsParkedUntilAPersonGivesItBack() {
        var order = order();
        var entry = claim().getFirst();
        assertThat(outbox.refused(entry, "erp.unknown-item", "item 1 is not released", List.of(new Change.Update("salesorder", order, Map.of("status", "refused"))), "dynamics")).isTrue();
        assertThat(claim()).isEmpty();
        assertThat(outbox.nextDue()).isEmpty();
        assertThat(outbox.list(Optional.of(State.REFUSED), 5)).singleElement().satisfies(parked -> assertThat(parked.note()).isEqualTo("erp.unknown-item: item 1 is not released"));
        outbox.retry(entry.id());
        assertThat(outbox.nextDue()).isPresent();
        assertThat(claim()).hasSize(1);
    }

    @Test
    void whatIsWrittenAfterAnEntryThatWaitsIsNotHandedOutWithIt() {
        var order = order();
        var first = claim().getFirst();
        assertThat(outbox.later(first, now.plusSeconds(10), "not yet")).isTrue();
        house.tables.write(SYNC, Write.of(new Change.Update("salesorder", order, Map.of("name", "changed"))));
        now = now.plusSeconds(11);
        assertThat(claim()).as("the later change is due for longer, the earlier one goes first").extracting(Entry::id).containsExactly(first.id());
    }

    /** What was sent before a restart may be on its way: the memory of it is gone, what the entry says about it is not. */
    @Test
    void aPersonWhoGivesItBackAfterARestartDoesNotHaveItSentTwice() {
        order();
        var entry = claim().getFirst();
        outbox.retry(entry.id());
        assertThat(new SqlOutbox(house.database, house.catalog, house.writes, () -> now).claim("restarted", 100, LEASE)).as("handed out, perhaps sent, nothing heard").isEmpty();
        now = now.plus(LEASE).plusSeconds(1);
        var again = outbox.claim("restarted", 100, LEASE).getFirst();
        assertThat(outbox.hold(again, now.plusSeconds(90), "sent, no answer")).isTrue();
        outbox.retry(again.id());
        now = now.plusSeconds(89);
        assertThat(outbox.claim("restarted", 100, LEASE)).isEmpty();
        now = now.plusSeconds(2);
        var last = outbox.claim("restarted", 100, LEASE).getFirst();
        assertThat(outbox.later(last, now.plusSeconds(3600), "the ERP is away")).isTrue();
        outbox.retry(last.id());
        assertThat(outbox.claim("restarted", 100, LEASE)).as("nothing is under way: at once").hasSize(1);
    }

    @Test
    void whatAPersonDropsIsDoneWithAndStaysToBeSeen() {
        var order = order();
        var parked = claim().getFirst();
        assertThat(outbox.refused(parked, "sync.not-sent", "changed in the portal", List.of(), "dynamics")).isTrue();
        outbox.drop(parked.id(), "entered by hand");
        assertThat(claim()).isEmpty();
        assertThat(outbox.counts()).containsEntry(State.REFUSED, 0L);
        assertThat(outbox.list(Optional.of(State.DROPPED), 5)).singleElement()
                .satisfies(dropped -> assertThat(dropped.note()).isEqualTo("entered by hand (before: sync.not-sent: changed in the portal)"));
        assertThatThrownBy(() -> outbox.drop(parked.id(), "again")).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.code()).isEqualTo("outbox.no-entry"));
        assertThatThrownBy(() -> outbox.retry(parked.id())).isInstanceOf(TorgException.class);

        house.tables.write(SYNC, Write.of(new Change.Update("salesorder", order, Map.of("name", "changed"))));
        var held = claim().getFirst();
        assertThatThrownBy(() -> outbox.drop(held.id(), "too early")).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.code()).isEqualTo("outbox.held"));
        now = now.plus(LEASE).plusSeconds(1);
        outbox.drop(held.id(), "no longer wanted");
        assertThat(outbox.delivered(held, List.of(), "dynamics")).as("who held it before").isFalse();
        var later = new Housekeeping(house.database, () -> now.plus(Housekeeping.KEPT).plusSeconds(60));
        later.clean();
        assertThat(outbox.list(Optional.empty(), 5)).isEmpty();
    }

    @Test
    void whatIsStuckIsListedLongestFirstPageByPage() {
        for (var i = 0; i < 5; i++) order();
        var taken = claim();
        assertThat(outbox.refused(taken.get(2), "erp.unknown-item", "item 1 is not released", List.of(), "dynamics")).isTrue();
        var first = outbox.inOrder(State.WAITING, 0, 3);
        var rest = outbox.inOrder(State.WAITING, first.getLast().id() + 1, 3);
        assertThat(List.of(first, rest)).extracting(page -> page.stream().map(Entry::id).toList())
                .containsExactly(List.of(taken.get(0).id(), taken.get(1).id(), taken.get(3).id()), List.of(taken.get(4).id()));
        assertThat(outbox.inOrder(State.REFUSED, taken.get(2).id(), 1)).extracting(Entry::id).containsExactly(taken.get(2).id());
        assertThat(outbox.inOrder(State.REFUSED, taken.get(2).id() + 1, 1)).isEmpty();
    }

    @Test
    void workersAtOnceNeverHoldTheSameDocument() throws Exception {
        for (var i = 0; i < 20; i++) {
            var order = order();
            house.tables.write(SYNC, Write.of(new Change.Update("salesorder", order, Map.of("name", "changed"))));
        }
        now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var holding = ConcurrentHashMap.<String>newKeySet();
        var delivered = new AtomicInteger();
        var end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<java.util.concurrent.Future<?>>();
            for (var w = 0; w < 4; w++) {
                running.add(workers.submit(() -> {
                    while (delivered.get() < 40 && System.nanoTime() < end) {
                        var claimed = outbox.claim("worker", 3, LEASE);
                        // Whoever only looks never waits for anything, and would keep the processor from those who have something to report.
                        if (claimed.isEmpty()) Thread.sleep(1);
                        for (var entry : claimed) {
                            assertThat(holding.add(entry.key())).as(entry.key() + " is held by one worker").isTrue();
                            holding.remove(entry.key());
                            assertThat(outbox.delivered(entry, List.of(), "dynamics")).isTrue();
                            delivered.incrementAndGet();
                        }
                    }
                    return null;
                }));
            }
            for (var one : running) one.get();
        }
        assertThat(delivered).hasValue(40);
    }

    @Test
    void housekeepingTakesWhatIsOldAndDone() {
        order();
        var delivered = claim().getFirst();
        outbox.delivered(delivered, List.of(), "dynamics");
        order();
        house.tables.write(SYNC, Write.of(new Change.Update("product", "1", Map.of("name", "Tea"))).once("a", "b"));
        assertThat(new Housekeeping(house.database, java.time.InstantSource.system()).clean()).isZero();
        var later = new Housekeeping(house.database, () -> Instant.now().plus(Housekeeping.KEPT).plusSeconds(60));
        assertThat(later.clean()).isPositive();
        assertThat(house.tables.feed(SYNC, 0, 100)).isEmpty();
        assertThat(outbox.list(Optional.empty(), 100)).singleElement().satisfies(entry -> assertThat(entry.state()).isEqualTo(State.WAITING));
        assertThat(house.tables.query(SYNC, Query.of("salesorder").counted()).total()).hasValue(2);
    }
}
