package torg.store.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static torg.store.TestHouse.SYNC;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import torg.api.problem.FieldProblem;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.api.table.Query;
import torg.api.table.Write;
import torg.api.table.Written;
import torg.store.TestHouse;
import torg.store.database.TestDatabase;
import torg.testkit.TestSource;

/** What a write does, and what it refuses, whoever writes. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
public class WriteTest {
    @Parameter
    TestDatabase kind;
    TestHouse house;

    @BeforeEach
    void open() {
        house = new TestHouse(kind.open()).with(TestHouse.shipped());
        write(new Change.Put("company", "NW", Map.of("name", "Northwind")), new Change.Put("currency", "USD", Map.of("name", "Dollar")),
                new Change.Put("account", "ALFKI", Map.of("name", "Alfreds", "company", "NW")), new Change.Put("uom", "PCS", Map.of("name", "Pieces")),
                new Change.Put("product", "1", Map.of("name", "Chai", "price", new BigDecimal("18"))));
        house.heard.clear();
    }

    @AfterEach
    void close() {
        house.close();
    }

    private Written write(Change... changes) {
        return house.tables.write(SYNC, Write.of(changes).from("erp"));
    }

    private TorgException refused(Change... changes) {
        return catchThrowableOfType(TorgException.class, () -> write(changes));
    }

    public static Map<String, Object> order() {
        return new HashMap<>(Map.of("account", "ALFKI", "company", "NW", "currency", "USD", "deliverycountry", "DE"));
    }

    @Test
    void everyWrongValueIsToldBesideItsColumnAtOnce() {
        var order = order();
        order.put("deliverycountry", "GERMANY");
        order.put("total", "much");
        order.put("status", "lost");
        order.put("nosuch", 1L);
        order.put("name", "a\0b");
        order.put("orderdate", Instant.MAX);
        order.put("charges", new BigDecimal("1E+1000000000"));
        order.remove("currency");
        var line = Map.<String, Object>of("salesorder", new Change.Made(0), "quantity", BigDecimal.ONE, "product", "1", "unit", "PCS");
        var refused = refused(new Change.Create("salesorder", order), new Change.Create("salesorderdetail", line));
        assertThat(refused.kind()).isEqualTo(ProblemKind.INVALID);
        assertThat(refused.code()).isEqualTo("table.invalid-values");
        assertThat(refused.fields()).extracting(FieldProblem::field, FieldProblem::code).extracting(Object::toString).containsExactlyInAnyOrder(
                "(\"deliverycountry\", \"too-long\")", "(\"total\", \"wrong-type\")", "(\"status\", \"unknown-choice\")", "(\"nosuch\", \"unknown-column\")",
                "(\"name\", \"wrong-character\")", "(\"orderdate\", \"too-far\")", "(\"charges\", \"too-large\")", "(\"currency\", \"required\")", "(\"1.linenumber\", \"required\")");
        assertThat(house.heard).isEmpty();
        assertThat(house.tables.query(SYNC, Query.of("salesorder").counted()).total()).hasValue(0);
    }

    @Test
    void emptyTextIsAnEmptyCellAndDecimalsAreRounded() {
        write(new Change.Update("product", "1", Map.of("description", "", "price", new BigDecimal("1.23455"))));
        var row = house.tables.find(SYNC, "product", "1").orElseThrow();
        assertThat(row.cells()).doesNotContainKey("description").containsEntry("price", new BigDecimal("1.2346")).containsEntry("discontinued", false);
        assertThat(row.version()).isEqualTo(2);
        assertThat(refused(new Change.Update("product", "1", Map.of("name", ""))).fields()).extracting(FieldProblem::code).containsExactly("required");
    }

    @Test
    void anOldVersionIsStaleAndAnUnknownRowIsNotFound() {
        write(new Change.Update("product", "1", OptionalLong.of(1), Map.of("name", "Tea")));
        assertThat(refused(new Change.Update("product", "1", OptionalLong.of(1), Map.of("name", "Coffee"))).kind()).isEqualTo(ProblemKind.STALE);
        assertThat(refused(new Change.Delete("product", "1", OptionalLong.of(1))).kind()).isEqualTo(ProblemKind.STALE);
        assertThat(refused(new Change.Update("product", "2", Map.of("name", "x"))).kind()).isEqualTo(ProblemKind.NOT_FOUND);
        assertThat(refused(new Change.Create("nosuch", Map.of())).kind()).isEqualTo(ProblemKind.NOT_FOUND);
    }

    @Test
    void aUniqueValueThatIsTakenCostsOneNumber() {
        house.with(new TestSource().document("tables/ticket.yml", "{table: ticket, key: id, columns: {id: {type: autonumber, format: T000}, code: {type: text, unique: true}}}"));
        assertThat(write(new Change.Create("ticket", Map.of("code", "a"))).keys()).containsExactly("T001");
        assertThat(refused(new Change.Create("ticket", Map.of("code", "a"))).kind()).isEqualTo(ProblemKind.CONFLICT);
        assertThat(write(new Change.Create("ticket", Map.of("code", "b"))).keys()).containsExactly("T003");
    }

    @Test
    void keysAreUniqueAndNeverChange() {
        assertThat(refused(new Change.Create("product", Map.of("productnumber", "1", "name", "x"))).kind()).isEqualTo(ProblemKind.CONFLICT);
        assertThat(refused(new Change.Update("product", "1", Map.of("productnumber", "2"))).fields()).extracting(FieldProblem::code).containsExactly("key-stays");
        write(new Change.Update("product", "1", Map.of("productnumber", "1", "name", "x")));
    }

    @Test
    void puttingWhatIsThereChangesNothing() {
        var values = Map.<String, Object>of("name", "Chai", "price", new BigDecimal("18.0"), "discontinued", false);
        write(new Change.Put("product", "1", values));
        assertThat(house.heard).isEmpty();
        assertThat(house.tables.find(SYNC, "product", "1").orElseThrow().version()).isEqualTo(1);
        write(new Change.Put("product", "1", Map.of("name", "Chai", "price", new BigDecimal("19"))));
        assertThat(house.heard).singleElement().satisfies(entry -> {
            assertThat(entry.kind()).isEqualTo(Committed.Kind.UPDATED);
            assertThat(entry.columns()).containsExactly("price");
        });
    }

    @Test
    void partsGoWithTheirWholeAndRowsInUseStay() {
        var order = write(new Change.Create("salesorder", order()),
                new Change.Create("salesorderdetail", Map.of("salesorder", new Change.Made(0), "linenumber", 1L, "product", "1", "quantity", BigDecimal.ONE, "unit", "PCS"))).keys().getFirst();
        assertThat(refused(new Change.Delete("product", "1")).kind()).isEqualTo(ProblemKind.CONFLICT);
        house.heard.clear();
        write(new Change.Delete("salesorder", order));
        assertThat(house.heard).extracting(Committed::table, Committed::kind).extracting(Object::toString)
                .containsExactly("(\"salesorderdetail\", DELETED)", "(\"salesorder\", DELETED)");
        assertThat(house.tables.query(SYNC, Query.of("salesorderdetail").counted()).total()).hasValue(0);
        write(new Change.Delete("product", "1"));
    }

    @Test
    void aLookupToNowhereIsAFieldProblem() {
        var order = order();
        order.put("account", "NOBODY");
        order.put("contact", "NOBODY");
        assertThat(refused(new Change.Create("salesorder", order)).fields()).extracting(FieldProblem::field).containsExactlyInAnyOrder("account", "contact");
    }

    @Test
    void allChangesOfAWriteOrNone() {
        assertThat(refused(new Change.Create("salesorder", order()), new Change.Delete("product", "2"))).isNotNull();
        assertThat(house.tables.query(SYNC, Query.of("salesorder").counted()).total()).hasValue(0);
        assertThat(house.tables.feed(SYNC, 0, 100)).hasSize(5);
    }

    @Test
    void drawnNumbersPassOverThoseThatAreTaken() {
        var taken = order();
        taken.put("ordernumber", "W000001");
        write(new Change.Create("salesorder", taken));
        assertThat(write(new Change.Create("salesorder", order())).keys()).containsExactly("W000002");
        var named = order();
        named.put("requisitionnumber", "PO 7");
        var key = write(new Change.Create("salesorder", named)).keys().getFirst();
        assertThat(house.tables.find(SYNC, "salesorder", key, "name").orElseThrow().text("name")).hasValue("Web order PO 7");
    }

    @Test
    void aLongStretchOfTakenNumbersIsLeftBehind() {
        for (var i = 1; i <= 400; i++) {
            var taken = order();
            taken.put("ordernumber", "W%06d".formatted(i));
            write(new Change.Create("salesorder", taken));
        }
        assertThat(write(new Change.Create("salesorder", order())).keys().getFirst()).isGreaterThan("W000400").isLessThan("W001000");
    }

    @Test
    void whichOfSeveralWasRefusedIsToldAndNoneOfThemIsThere() {
        house.with(TestHouse.shipped().document("tables/ticket.yml", "table: ticket\nkey: id\ncolumns:\n  id: {type: text}\n  code: {type: text, unique: true}\n"));
        write(new Change.Put("ticket", "T1", Map.of("code", "a")));
        var refused = refused(new Change.Put("ticket", "T2", Map.of("code", "b")), new Change.Put("ticket", "T3", Map.of("code", "a")), new Change.Put("ticket", "T4", Map.of("code", "d")));
        assertThat(refused.code()).isEqualTo("table.exists");
        assertThat(refused.fields()).extracting(FieldProblem::code).containsExactly("taken");
        assertThat(refused.fields().getFirst().field()).isEqualTo("1.code");
        assertThat(house.tables.find(SYNC, "ticket", "T2")).isEmpty();
    }

    @Test
    void whatIsPutTwiceInOneWriteIsAsItWasPutLast() {
        write(new Change.Put("uom", "BOX", Map.of("name", "Bx")), new Change.Put("uom", "KG", Map.of("name", "Kilo")), new Change.Put("uom", "BOX", Map.of("name", "Box")),
                new Change.Delete("uom", "KG"), new Change.Put("uom", "KG", Map.of("name", "Kilogram")));
        assertThat(house.tables.find(SYNC, "uom", "BOX").orElseThrow().text("name")).contains("Box");
        assertThat(house.tables.find(SYNC, "uom", "KG").orElseThrow().text("name")).contains("Kilogram");
    }

    @Test
    void whatATakenValueRefusesIsNotTriedAgainWithOtherNumbers() {
        house.with(TestHouse.shipped().document("tables/ticket.yml", "table: ticket\nkey: id\ncolumns:\n  id: {type: autonumber, format: T000}\n  code: {type: text, unique: true}\n"));
        write(new Change.Create("ticket", Map.of("code", "a")));
        assertThat(refused(new Change.Create("ticket", Map.of("code", "a"))).fields()).containsExactly(new FieldProblem("code", "taken", "another row has this value"));
        assertThat(write(new Change.Create("ticket", Map.of("code", "b"))).keys()).as("one number went").containsExactly("T003");
        assertThat(refused(new Change.Update("ticket", "T003", Map.of("code", "a"))).code()).isEqualTo("table.exists");
    }

    @Test
    void aDrawnNumberThatIsNoKeyPassesOverThoseThatAreTaken() {
        house.with(TestHouse.shipped().document("tables/ticket.yml",
                "table: ticket\nkey: id\ncolumns:\n  id: {type: text}\n  number: {type: autonumber, format: N000, unique: true}\n  code: {type: text, unique: true}\n"));
        write(new Change.Create("ticket", Map.of("id", "1", "number", "N001", "code", "a")), new Change.Put("ticket", "2", Map.of("code", "b")), new Change.Put("ticket", "3", Map.of()));
        assertThat(house.tables.query(SYNC, Query.of("ticket", "number")).rows()).extracting(row -> row.text("number").orElseThrow()).containsExactly("N001", "N002", "N003");
        assertThat(refused(new Change.Put("ticket", "4", Map.of("code", "a"))).code()).isEqualTo("table.exists");
        write(new Change.Put("ticket", "4", Map.of()));
        assertThat(house.tables.find(SYNC, "ticket", "4", "number").orElseThrow().text("number")).as("one number went").hasValue("N005");
    }

    @Test
    void aRepeatedWriteAnswersWhatTheFirstDid() {
        var write = Write.of(new Change.Create("salesorder", order())).once("key-1", "digest-1");
        var first = house.tables.write(SYNC, write);
        var second = house.tables.write(SYNC, write);
        assertThat(first.replayed()).isFalse();
        assertThat(second).isEqualTo(new Written(first.keys(), true));
        var other = catchThrowableOfType(TorgException.class, () -> house.tables.write(SYNC, write.once("key-1", "digest-2")));
        assertThat(other.kind()).isEqualTo(ProblemKind.INVALID);
        assertThat(other.code()).isEqualTo("table.key-reused");
        assertThat(house.tables.write(torg.api.identity.Caller.service("other"), write).replayed()).as("another caller's name").isFalse();
        assertThat(house.tables.query(SYNC, Query.of("salesorder").counted()).total()).hasValue(2);
    }

    @Test
    void equalWritesAtOnceHappenOnce() throws Exception {
        var write = Write.of(new Change.Create("salesorder", order())).once("key-1", "digest-1");
        var answers = together(12, () -> house.tables.write(SYNC, write));
        assertThat(answers.stream().filter(answer -> !answer.replayed())).hasSize(1);
        assertThat(new HashSet<>(answers.stream().map(Written::keys).toList())).hasSize(1);
        assertThat(house.tables.query(SYNC, Query.of("salesorder").counted()).total()).hasValue(1);
    }

    @Test
    void writersAtOnceLoseNothingAndDoubleNothing() throws Exception {
        write(new Change.Put("uom", "N", Map.of("name", "count", "decimals", 0L)));
        var keys = together(8, () -> {
            var made = new ArrayList<String>();
            for (var i = 0; i < 25; i++) {
                made.addAll(house.tables.write(SYNC, Write.of(new Change.Create("salesorder", order()))).keys());
                increment();
            }
            return made;
        });
        assertThat(keys.stream().flatMap(List::stream)).hasSize(200).doesNotHaveDuplicates();
        assertThat(house.tables.find(SYNC, "uom", "N", "decimals").orElseThrow().integer("decimals")).isEqualTo(200);
        var sequences = house.tables.feed(SYNC, 0, 10_000).stream().map(Committed::sequence).toList();
        assertThat(sequences).isSorted().doesNotHaveDuplicates().hasSize(5 + 1 + 400);
    }

    /** Read, add one, write with the version read; again when somebody was faster. */
    private void increment() {
        while (true) {
            var row = house.tables.find(SYNC, "uom", "N").orElseThrow();
            try {
                house.tables.write(SYNC, Write.of(new Change.Update("uom", "N", OptionalLong.of(row.version()), Map.of("decimals", row.integer("decimals") + 1))));
                return;
            } catch (TorgException e) {
                assertThat(e.kind()).isEqualTo(ProblemKind.STALE);
            }
        }
    }

    @Test
    void aReaderOfTheFeedMissesNothingWhileOthersWrite() throws Exception {
        var seen = new ArrayList<Long>();
        var before = house.tables.feed(SYNC, 0, 10_000).getLast().sequence();
        var reader = Thread.ofVirtual().start(() -> {
            var last = before;
            while (seen.size() < 200) {
                for (var entry : house.tables.feed(SYNC, last, 10_000)) {
                    seen.add(entry.sequence());
                    last = entry.sequence();
                }
            }
        });
        together(8, () -> {
            for (var i = 0; i < 25; i++) house.tables.write(SYNC, Write.of(new Change.Create("salesorder", order())));
            return null;
        });
        reader.join(120_000);
        assertThat(seen).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void crossedWritesEndWithoutADeadlock() throws Exception {
        write(new Change.Put("uom", "A", Map.of("name", "a", "decimals", 0L)), new Change.Put("uom", "B", Map.of("name", "b", "decimals", 0L)));
        var forth = new boolean[] {true};
        together(4, () -> {
            boolean way;
            synchronized (forth) {
                way = forth[0] = !forth[0];
            }
            for (var i = 0; i < 10; i++) {
                var values = Map.<String, Object>of("decimals", (long) (i * 10 + (way ? 1 : 2)));
                house.tables.write(SYNC, Write.of(new Change.Update("uom", way ? "A" : "B", values), new Change.Update("uom", way ? "B" : "A", values)));
            }
            return null;
        });
        assertThat(house.tables.find(SYNC, "uom", "A", "decimals")).isPresent();
    }

    @Test
    void valuesOfEveryTypeComeBackAsTheyWent() {
        var order = order();
        order.putAll(Map.of("orderdate", Instant.parse("2026-03-29T01:30:00.123456Z"), "requestedreceiptdate", LocalDate.of(9999, 12, 31), "total", new BigDecimal("-999999999999999999.99"),
                "requisitionnumber", "Ærlig 😀 'quoted' \"twice\" :p0 ?", "confirmedreceiptdate", LocalDate.of(1, 1, 1)));
        var key = write(new Change.Create("salesorder", order)).keys().getFirst();
        assertThat(house.tables.find(SYNC, "salesorder", key).orElseThrow().cells()).containsAllEntriesOf(order);
    }

    private <T> List<T> together(int threads, Callable<T> act) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<java.util.concurrent.Future<T>>();
            for (var i = 0; i < threads; i++) running.add(executor.submit(act));
            var results = new ArrayList<T>();
            for (var one : running) results.add(one.get());
            return results;
        }
    }
}
