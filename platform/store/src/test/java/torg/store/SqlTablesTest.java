package torg.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static torg.store.TestHouse.SYNC;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.problem.Deadline;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Write;
import torg.api.text.Plain;
import torg.store.database.Bounds;
import torg.store.database.Jdbc;
import torg.store.database.TestDatabase;

/** Rows of the shipped portal, written and read by the house itself. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class SqlTablesTest {
    @Parameter
    TestDatabase kind;
    TestHouse house;

    @BeforeEach
    void open() {
        house = new TestHouse(kind.open()).with(TestHouse.shipped());
        house.tables.write(SYNC, Write.of(
                new Change.Put("company", "NW", Map.of("name", "Northwind")),
                new Change.Put("currency", "USD", Map.of("name", "Dollar")),
                new Change.Put("account", "ALFKI", Map.of("name", "Alfreds", "company", "NW")),
                new Change.Put("account", "ANATR", Map.of("name", "Ana Trujillo", "company", "NW")),
                new Change.Put("uom", "PCS", Map.of("name", "Pieces")),
                new Change.Put("product", "1", Map.of("name", "Chai", "price", new BigDecimal("18")))).from("erp"));
    }

    @AfterEach
    void close() {
        house.close();
    }

    static Map<String, Object> order(String account, int day) {
        return new HashMap<>(Map.of("account", account, "company", "NW", "currency", "USD", "deliverycountry", "DE",
                "orderdate", Instant.parse("2026-01-01T00:00:00Z").plusSeconds(86_400L * day), "total", new BigDecimal(day + ".5")));
    }

    /** The limit is set shorter here than a portal sets it: that it ends a statement, and what is told then, is the same. */
    @Test
    void aStatementThatTakesTooLongIsEndedAndTheLimitIsNamed() {
        var shorter = kind == TestDatabase.POSTGRES ? "set statement_timeout = 20" : "set query_timeout 20";
        var endless = kind == TestDatabase.POSTGRES ? "select pg_sleep(600)" : "select count(*) from system_range(1, 100000) a, system_range(1, 100000) b where a.x + b.x < 0";
        assertThatThrownBy(() -> house.database.read(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute(shorter);
                return statement.execute(endless);
            }
        })).isInstanceOfSatisfying(TorgException.class, e -> {
            assertThat(e.kind().status()).isEqualTo(503);
            assertThat(e.code()).isEqualTo("store.too-long");
            assertThat(e.getMessage()).contains("30 seconds");
        });
        house.close();
        house = new TestHouse(kind.open()).with(TestHouse.shipped());
        assertThat(house.database.<String>read(connection -> {
            try (var told = connection.createStatement().executeQuery(kind == TestDatabase.POSTGRES ? "show statement_timeout" : "select setting_value from information_schema.settings where setting_name = 'QUERY_TIMEOUT'")) {
                told.next();
                return told.getString(1);
            }
        })).as("what a portal sets").isIn("30s", "30000");
    }

    /** A statement that a request waits for ends with the request's time; the connection is as it was for whoever takes it next. */
    @Test
    void aStatementEndsWithTheTimeOfItsRequest() {
        var endless = kind == TestDatabase.POSTGRES ? "select pg_sleep(600)" : "select count(*) from system_range(1, 100000) a, system_range(1, 100000) b where a.x + b.x < 0";
        var limit = kind == TestDatabase.POSTGRES ? "show statement_timeout" : "select setting_value from information_schema.settings where setting_name = 'QUERY_TIMEOUT'";
        assertTooLate(() -> house.database.read(connection -> {
            assertThat(Jdbc.query(connection, limit, row -> row.getString(1)).getFirst()).isNotIn("30s", "30000");
            return Jdbc.query(connection, endless, row -> 0);
        }));
        assertTooLate(() -> house.database.retried(transaction -> Jdbc.query(transaction.connection(), endless, row -> 0)));
        for (var i = 0; i < 20; i++) assertThat(house.database.<String>read(connection -> Jdbc.query(connection, limit, row -> row.getString(1)).getFirst())).isIn("30s", "30000");
    }

    /** Statements that are quick one by one are not committed when they come to an end too late. */
    @Test
    void whatIsDoneTooLateIsTakenBack() {
        house.database.read(connection -> {
            Jdbc.run(connection, "create table done_late (id integer)");
            return null;
        });
        assertTooLate(() -> house.database.retried(transaction -> {
            Jdbc.run(transaction.connection(), "insert into done_late values (1)");
            while (!Deadline.left().orElseThrow().isZero()) Thread.onSpinWait();
            return null;
        }));
        assertThat(house.database.<Integer>read(connection -> Jdbc.query(connection, "select count(*) from done_late", row -> row.getInt(1)).getFirst())).isZero();
    }

    private static void assertTooLate(Supplier<?> work) {
        assertThatThrownBy(() -> Deadline.within(Duration.ofMillis(300), work)).isInstanceOfSatisfying(TorgException.class, e -> {
            assertThat(e.kind().status()).isEqualTo(503);
            assertThat(e.code()).isEqualTo("request.too-long");
        });
    }

    @Test
    void aQueryGoesSoManyWaysToOtherTablesAndNoMore() {
        var lookups = List.of("account", "invoiceaccount", "contact", "company", "currency", "pricelist", "deliveryaddress");
        var paths = new ArrayList<String>();
        for (var lookup : lookups) for (var column : house.tables.schema().table(house.tables.schema().table("salesorder").columns().get(lookup).target().orElseThrow()).columns().keySet()) paths.add(lookup + "." + column);
        var few = Query.of("salesorder", paths.stream().limit(Query.MOST_SELECTED).toArray(String[]::new));
        assertThat(house.tables.query(SYNC, few).rows()).as("a way is counted once").isEmpty();

        var line = (Condition) new Condition.Some("", "salesorderdetail", "salesorder", new Condition.Everything());
        var most = Collections.nCopies(Query.MOST_JOINS, line);
        assertThat(house.tables.query(SYNC, Query.of("salesorder").where(new Condition.And(most))).rows()).isEmpty();
        var more = new ArrayList<>(most);
        more.add(Condition.eq("account.name", "Alfreds"));
        assertThatThrownBy(() -> house.tables.query(SYNC, Query.of("salesorder").where(new Condition.And(more)))).isInstanceOfSatisfying(TorgException.class, e -> {
            assertThat(e.kind()).isEqualTo(ProblemKind.MALFORMED);
            assertThat(e.code()).isEqualTo("table.too-much");
            assertThat(e.getMessage()).contains("at most " + Query.MOST_JOINS + " ways");
        });
    }

    @Test
    void pagesOfLongTextsGoOnBehindACharacterThatTheirBeginningEndsIn() {
        var texts = List.of("a".repeat(199) + "😀 one", "a".repeat(199) + "😀 two", "a".repeat(199) + "😁", "b");
        for (var i = 0; i < texts.size(); i++) house.tables.write(SYNC, Write.of(new Change.Put("product", "P" + i, Map.of("name", "x", "description", texts.get(i)))).from("erp"));
        var query = Query.of("product").where(new Condition.StartsWith("productnumber", "P")).order(new Query.Order("description", false)).top(1);
        var found = new ArrayList<String>();
        for (var page = house.tables.query(SYNC, query); ; page = house.tables.query(SYNC, query.after(page.next().orElseThrow()))) {
            page.rows().forEach(row -> found.add(row.key()));
            if (page.next().isEmpty()) break;
        }
        assertThat(found).containsExactly("P0", "P1", "P2", "P3");
    }

    /** H2 began where a run before it had ended, and with the row as it was then. */
    @Test
    void aPageDoesNotBeginWithWhatTheLastOneLeft() {
        for (var day = 1; day <= 4; day++) house.tables.write(SYNC, Write.of(new Change.Create("salesorder", order("ALFKI", day)), new Change.Create("salesorder", order("ANATR", day))));
        house.with(new TestRules().grant("salesorder", TestRules.mine("account"), Privilege.READ));
        var both = Caller.contact("C-1", "Both", List.of("ALFKI", "ANATR"), List.of());
        var first = Query.of("salesorder", "account").order(new Query.Order("account", false)).top(1);
        for (var run = 1; run <= 3; run++) assertThat(house.tables.query(both, first).rows()).extracting(Row::key).as("run %d", run).containsExactly("W000001");
        assertThat(house.tables.query(both, first.top(20)).rows()).extracting(Row::key).doesNotHaveDuplicates().hasSize(8);

        house.tables.query(both, first);
        for (var number : List.of("W000001", "W000003", "W000005", "W000007")) house.tables.write(SYNC, Write.of(new Change.Put("account", "OTHER", Map.of("name", "Other", "company", "NW")), new Change.Update("salesorder", number, Map.of("account", "OTHER"))));
        assertThat(house.tables.query(both, first).rows()).as("moved to another account").extracting(Row::key).containsExactly("W000002");
    }

    @Test
    void numbersAnOrderAndItsLinesAndReadsThemBack() {
        var written = house.tables.write(SYNC, Write.of(
                new Change.Create("salesorder", order("ALFKI", 1)),
                new Change.Create("salesorderdetail", Map.of("salesorder", new Change.Made(0), "linenumber", 1L, "product", "1", "quantity", new BigDecimal("3"), "unit", "PCS"))));
        assertThat(written.keys()).containsExactly("W000001", "W000001-1");
        var row = house.tables.find(SYNC, "salesorder", "W000001").orElseThrow();
        assertThat(row.version()).isEqualTo(1);
        assertThat(row.cells()).containsEntry("name", "Web order W000001").containsEntry("status", "received").containsEntry("total", new BigDecimal("1.50"))
                .containsEntry("orderdate", Instant.parse("2026-01-02T00:00:00Z")).doesNotContainKey("erpnumber");
        var line = house.tables.find(SYNC, "salesorderdetail", "W000001-1", "salesorder.account.name", "product.name", "quantity").orElseThrow();
        assertThat(line.cells()).containsEntry("salesorder.account.name", "Alfreds").containsEntry("product.name", "Chai").containsEntry("quantity", new BigDecimal("3.000"));
        assertThat(house.tables.feed(SYNC, 0, 100)).hasSize(8).last().satisfies(entry -> assertThat(entry.caller()).isEqualTo("service:sync"));
        assertThat(house.heard).hasSize(8);
    }

    @Test
    void aNumberOfAnyExponentIsComparedWithoutWritingItOut() {
        for (var number : List.of("1E-50000000", "1E+50000000", "-1E-999999999", "0E-999999999")) {
            assertThat(((BigDecimal) Bounds.comparable(new BigDecimal(number))).precision()).as(number).isLessThanOrEqualTo(41);
        }
        assertThat(Bounds.comparable(new BigDecimal("-1E-50000000"))).isEqualTo(new BigDecimal("-1E-40"));
    }

    @Test
    void findsWhatIsTypedWithoutTheMarksOfItsLetters() {
        for (var name : List.of("Côte de Blaye", "Münchner Weiße", "Ærø øl, 4,5 %", Plain.FROM)) house.tables.write(SYNC, Write.of(new Change.Put("product", Integer.toHexString(name.hashCode()), Map.of("name", name))));
        Map.of("cote", "Côte de Blaye", "CÔTE", "Côte de Blaye", "weisse", "Münchner Weiße", "aero ol", "Ærø øl, 4,5 %", ", 4,5 %", "Ærø øl, 4,5 %", Plain.TO, Plain.FROM)
                .forEach((typed, name) -> assertThat(named(new Condition.Mentions("name", typed))).as(typed).containsExactly(name));
        assertThat(named(new Condition.Contains("name", "cote"))).as("as it is written").isEmpty();
        assertThat(named(new Condition.Mentions("name", "_"))).isEmpty();
    }

    private List<String> named(Condition condition) {
        return house.tables.query(SYNC, Query.of("product", "name").where(condition)).rows().stream().flatMap(row -> row.text("name").stream()).toList();
    }

    @Test
    void pagesBehindACursorAndCounts() {
        for (var day = 0; day < 25; day++) house.tables.write(SYNC, Write.of(new Change.Create("salesorder", order(day % 5 == 0 ? "ANATR" : "ALFKI", day / 2))));
        var query = Query.of("salesorder", "orderdate", "account.name").where(Condition.eq("account", "ALFKI")).order(new Query.Order("orderdate", true)).top(8).counted();
        var first = house.tables.query(SYNC, query);
        assertThat(first.total()).hasValue(20);
        assertThat(first.rows()).hasSize(8);
        var second = house.tables.query(SYNC, query.after(first.next().orElseThrow()));
        var third = house.tables.query(SYNC, query.after(second.next().orElseThrow()));
        assertThat(third.rows()).hasSize(4);
        assertThat(third.next()).isEmpty();
        assertThat(third.total()).hasValue(20);
        assertThat(List.of(first, second, third)).flatMap(page -> page.rows()).extracting(row -> row.key()).doesNotHaveDuplicates().hasSize(20);
    }
}
