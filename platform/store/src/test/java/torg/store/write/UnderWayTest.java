package torg.store.write;

import static org.assertj.core.api.Assertions.assertThat;
import static torg.store.TestHouse.SYNC;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import torg.api.sync.Outbox;
import torg.api.sync.Outbox.State;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Write;
import torg.store.SqlOutbox;
import torg.store.TestHouse;
import torg.store.database.Jdbc;
import torg.store.database.TestDatabase;

/** What somebody typed here and the ERP does not have yet is not overwritten by what the ERP says meanwhile. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class UnderWayTest {
    @Parameter
    TestDatabase kind;
    TestHouse house;
    SqlOutbox outbox;
    String order;

    @BeforeEach
    void open() {
        house = new TestHouse(kind.open()).with(TestHouse.shipped());
        outbox = new SqlOutbox(house.database, house.catalog, house.writes);
        house.tables.write(SYNC, Write.of(
                new Change.Put("company", "NW", Map.of("name", "Northwind")), new Change.Put("currency", "USD", Map.of("name", "Dollar")),
                new Change.Put("account", "ALFKI", Map.of("name", "Alfreds", "company", "NW"))).from("erp"));
        order = house.tables.write(SYNC, Write.of(new Change.Create("salesorder", WriteTest.order())).from("erp")).keys().getFirst();
        erp(Map.of("name", "Old", "requisitionnumber", "R1"), Optional.empty());
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void erp(Map<String, Object> values, Optional<Instant> asOf) {
        var write = Write.of(new Change.Put("salesorder", order, values)).from("erp");
        house.tables.write(SYNC, asOf.map(write::asOf).orElse(write));
    }

    private void here(String column, Object value) {
        var values = new HashMap<String, Object>();
        values.put(column, value);
        house.tables.write(SYNC, Write.of(new Change.Update("salesorder", order, values)));
    }

    @Test
    void whatIsAskedOfOneRowLooksAtNoEntriesOfOthers() {
        Assumptions.assumeTrue(kind == TestDatabase.H2, "H2 counts what it looks at");
        house.database.retried(transaction -> Jdbc.update(transaction.connection(), "insert into \"torg_outbox\" (\"tbl\", \"row_key\", \"kind\", \"written\", \"attempts\", \"fence\", \"state\", \"due\")"
                + " select 'salesorder', 'W' || x, 'UPDATED', current_timestamp, 1, 1, 'DELIVERED', current_timestamp from system_range(1, 1000)"));
        var asked = new String[] {"W500", "W501"};
        for (var question : Map.of(UnderWay.EDITS, List.of(Instant.now(), asked, "salesorder"), UnderWay.DELETIONS, List.of(asked, Instant.now(), "salesorder"),
                UnderWay.EDIT, List.of(Instant.now(), "W500", "salesorder"), UnderWay.DELETION, List.of("W500", Instant.now(), "salesorder")).entrySet()) {
            var plan = house.database.read(connection -> Jdbc.query(connection, "explain analyze " + question.getKey(), rows -> rows.getString(1), question.getValue().toArray())).getFirst();
            var looked = Pattern.compile("scanCount: (\\d+)").matcher(plan).results().map(found -> Integer.valueOf(found.group(1))).toList();
            assertThat(looked).as(plan).isNotEmpty().allMatch(entries -> entries < 20);
        }
    }

    private Row row() {
        return house.tables.find(SYNC, "salesorder", order).orElseThrow();
    }

    private Outbox.Entry claimed() {
        return outbox.claim("test", 1, Duration.ofMinutes(1)).getFirst();
    }

    @Test
    void partsThatWereChangedHereStayUntilItIsDecidedWhatBecomesOfThem() {
        house.tables.write(SYNC, Write.of(new Change.Put("uom", "PCS", Map.of("name", "Pieces")), new Change.Put("product", "1", Map.of("name", "Chai", "unit", "PCS"))).from("erp"));
        house.tables.write(SYNC, Write.of(line(1, 2), line(2, 1)).from("erp"));
        house.tables.write(SYNC, Write.of(new Change.Update("salesorderdetail", order + "-1", Map.of("quantity", new BigDecimal("5"))), new Change.Delete("salesorderdetail", order + "-2")));
        house.tables.write(SYNC, Write.of(line(1, 2), line(2, 1), line(3, 4)).from("erp"));
        assertThat(quantities()).containsExactly(5);
        var entry = claimed();
        assertThat(entry.edit().before()).isEmpty();
        assertThat(entry.edit().parts()).as("which parts, and what they held").hasSize(2).containsEntry(part(1), Map.of("quantity", Outbox.digest(new BigDecimal("2"))));
        assertThat(entry.edit().parts().get(part(2))).containsEntry("quantity", Outbox.digest(new BigDecimal("1"))).containsEntry("product", Outbox.digest("1"));
        outbox.refused(entry, "sync.not-sent", "parts are not sent", List.of(), "erp");
        house.tables.write(SYNC, Write.of(line(1, 2)).from("erp"));
        assertThat(quantities()).as("while it is parked").containsExactly(5);
        outbox.drop(entry.id(), "as the ERP has it");
        house.tables.write(SYNC, Write.of(line(1, 2), line(2, 1)).from("erp"));
        assertThat(quantities()).containsExactly(2, 1);
    }

    @Test
    void aRowThatWasDeletedHereComesBackOnlyWhenTheErpStillHasItAfterwards() {
        house.tables.write(SYNC, Write.of(new Change.Delete("salesorder", order)));
        var read = Instant.now();
        erp(WriteTest.order(), Optional.empty());
        assertThat(there()).as("while the ERP has not heard of it").isFalse();
        var entry = claimed();
        assertThat(entry.edit().before()).as("by what it held it is known there").containsEntry("account", Outbox.digest("ALFKI"));
        outbox.delivered(entry, List.of(), "erp");
        erp(WriteTest.order(), Optional.of(read));
        assertThat(there()).as("as it was read before").isFalse();
        erp(WriteTest.order(), Optional.of(Instant.now().plusSeconds(1)));
        assertThat(there()).isTrue();
    }

    private boolean there() {
        return house.tables.find(SYNC, "salesorder", order).isPresent();
    }

    @Test
    void ofPartsAWriteTellsWhatCameOfThem() {
        house.tables.write(SYNC, Write.of(new Change.Put("uom", "PCS", Map.of("name", "Pieces")), new Change.Put("product", "1", Map.of("name", "Chai", "unit", "PCS"))).from("erp"));
        house.tables.write(SYNC, Write.of(line(1, 2), line(2, 1)).from("erp"));
        house.tables.write(SYNC, Write.of(line(3, 4), line(3, 5), line(4, 1), new Change.Delete("salesorderdetail", order + "-4"),
                new Change.Delete("salesorderdetail", order + "-1"), line(1, 9), line(2, 6), new Change.Delete("salesorderdetail", order + "-2")));
        var parts = claimed().edit().parts();
        assertThat(parts).as("made and taken away again is nothing").containsOnlyKeys(part(1), part(2), part(3));
        assertThat(parts.get(part(3))).as("made").isEmpty();
        assertThat(parts.get(part(1))).as("made again in the place of one that the ERP has").containsEntry("quantity", Outbox.digest(new BigDecimal("2")));
        assertThat(parts.get(part(2))).as("taken away, as it was first").containsEntry("quantity", Outbox.digest(new BigDecimal("1")));
    }

    private Outbox.Part part(int number) {
        return new Outbox.Part("salesorderdetail", order + "-" + number);
    }

    private Change line(int number, int quantity) {
        return new Change.Put("salesorderdetail", order + "-" + number, Map.of("salesorder", order, "linenumber", (long) number, "product", "1", "quantity", BigDecimal.valueOf(quantity), "unit", "PCS"));
    }

    private List<Integer> quantities() {
        return house.tables.query(SYNC, Query.of("salesorderdetail", "quantity").where(Condition.eq("salesorder", order)).order(new Query.Order("linenumber", false))).rows().stream().map(row -> row.decimal("quantity").orElseThrow().intValue()).toList();
    }

    @Test
    void anEntrySaysWhatTheColumnHeldBefore() {
        here("name", "Mine");
        assertThat(claimed().edit()).isEqualTo(new Outbox.Edit(Map.of("name", Outbox.digest("Old")), Map.of()));
    }

    @Test
    void whatWasEmptyIsToldFromWhatWasNot() {
        here("requisitionnumber", null);
        here("requisitionnumber", "R2");
        assertThat(outbox.list(Optional.of(State.WAITING), 10)).extracting(Outbox.Entry::edit)
                .containsExactly(new Outbox.Edit(Map.of("requisitionnumber", Outbox.digest(null)), Map.of()), new Outbox.Edit(Map.of("requisitionnumber", Outbox.digest("R1")), Map.of()));
    }

    @Test
    void whatIsWrittenTwiceInOneWriteRemembersTheFirst() {
        house.tables.write(SYNC, Write.of(new Change.Update("salesorder", order, Map.of("name", "A")), new Change.Update("salesorder", order, Map.of("name", "B"))));
        assertThat(claimed().edit().before()).containsExactly(Map.entry("name", Outbox.digest("Old")));
    }

    @Test
    void theErpLeavesTheColumnAndChangesTheOthers() {
        here("name", "Mine");
        erp(Map.of("name", "Theirs", "requisitionnumber", "R9"), Optional.empty());
        assertThat(row().text("name")).contains("Mine");
        assertThat(row().text("requisitionnumber")).contains("R9");
    }

    @Test
    void soItIsWithWhatWasEmptied() {
        here("requisitionnumber", null);
        erp(Map.of("requisitionnumber", "R1"), Optional.empty());
        assertThat(row().text("requisitionnumber")).isEmpty();
    }

    @Test
    void andWhileTheErpRefusesIt() {
        here("name", "Mine");
        outbox.refused(claimed(), "no", "not so", List.of(), "erp");
        erp(Map.of("name", "Theirs"), Optional.empty());
        assertThat(row().text("name")).contains("Mine");
    }

    @Test
    void whoGivesItUpGetsTheErpsValueBack() {
        here("name", "Mine");
        var entry = claimed();
        outbox.refused(entry, "no", "not so", List.of(), "erp");
        outbox.drop(entry.id(), "let it be");
        erp(Map.of("name", "Theirs"), Optional.empty());
        assertThat(row().text("name")).contains("Theirs");
    }

    @Test
    void aLaterEditThatWasTakenEndsWhatAnEarlierOneWaitsFor() {
        here("name", "First");
        outbox.refused(claimed(), "no", "not so", List.of(), "erp");
        here("name", "Second");
        outbox.delivered(claimed(), List.of(), "erp");
        erp(Map.of("name", "Theirs"), Optional.empty());
        assertThat(row().text("name")).contains("Theirs");
    }

    @Test
    void whatWasReadBeforeTheDeliveryIsOld() {
        var read = Instant.now();
        here("name", "Mine");
        outbox.delivered(claimed(), List.of(), "erp");
        erp(Map.of("name", "Old"), Optional.of(read));
        assertThat(row().text("name")).as("as it was read").contains("Mine");
        erp(Map.of("name", "Theirs"), Optional.of(Instant.now().plusSeconds(1)));
        assertThat(row().text("name")).as("read afterwards").contains("Theirs");
    }

    @Test
    void theAnswerToOneEditLeavesTheNextOne() {
        here("name", "First");
        var first = claimed();
        here("name", "Second");
        outbox.delivered(first, List.of(new Change.Update("salesorder", order, Map.of("name", "FIRST", "requisitionnumber", "R9"))), "erp");
        assertThat(row().text("name")).contains("Second");
        assertThat(row().text("requisitionnumber")).contains("R9");
    }

    @Test
    void theAnswerIsTaken() {
        here("name", "mine");
        outbox.delivered(claimed(), List.of(new Change.Update("salesorder", order, Map.of("name", "MINE"))), "erp");
        assertThat(row().text("name")).contains("MINE");
    }
}
