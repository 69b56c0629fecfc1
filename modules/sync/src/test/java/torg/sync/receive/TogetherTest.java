package torg.sync.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Query;
import torg.api.table.Tables;
import torg.sync.Crew;
import torg.sync.OrderDocuments;
import torg.sync.SmallHouse;

/** A long reading asks the database for many rows at once, and the ERP for the next page while one is written. */
class TogetherTest extends SmallHouse {
    private final List<String> asked = new ArrayList<>();

    @BeforeEach
    void manyOrders() {
        settle(OrderDocuments.source());
        erp.page = 100;
        for (var i = 0; i < 300; i++) {
            erp.with("Orders", Map.of("Number", "SO-9" + i, "Customer", "A", "Status", "Active"));
            erp.with("Lines", new HashMap<>(Map.of("Order", "SO-9" + i, "Position", 1L, "Quantity", BigDecimal.ONE)));
        }
        everything();
    }

    @Test
    void oneQuestionIsForManyRecords() {
        for (var map : List.of("orders", "lines")) {
            asked.clear();
            counting().everything(new Pass(map(map)));
            assertThat(asked.stream().filter(what -> what.equals("find " + map(map).table()) || what.startsWith("query"))).as("questions for 300 records of %s: %s", map, asked).hasSizeLessThan(40);
        }
        assertThat(rows("line")).as("each line at its order").hasSizeGreaterThanOrEqualTo(300).allSatisfy(line -> assertThat(tables.find(SYNC, "line", line).orElseThrow().text("order")).isPresent());
    }

    @Test
    void ofTwoRecordsWithOneKeyTheSecondIsJudgedByWhatTheFirstMade() {
        erp.with("Orders", Map.of("Number", "SO-77", "Reference", "R-77", "Customer", "A", "Status", "Active")).with("Orders", Map.of("Number", "SO-78", "Reference", "R-77", "Customer", "A", "Status", "Active"));
        everything();
        assertThat(tables.find(SYNC, "order", "R-77").orElseThrow().text("erpnumber")).contains("SO-77");
        assertThat(ledger.failures(10)).singleElement().satisfies(row -> assertThat(row.text("code")).contains("sync.key-taken"));
    }

    @Test
    void theNextPageIsReadWhileOneIsWrittenAndTheErrorOfTheFirstIsTheOneTold() {
        var done = new ArrayList<String>();
        Crew.THREADS.both(() -> done.add("written"), () -> { });
        assertThat(done).containsExactly("written");
        assertThatThrownBy(() -> Crew.THREADS.both(() -> {
            throw TorgException.of(ProblemKind.BUSY, "test.first", "not now");
        }, () -> {
            throw TorgException.of(ProblemKind.UPSTREAM, "test.second", "nobody there");
        })).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.code()).isEqualTo("test.first"));
        assertThatThrownBy(() -> Crew.THREADS.both(() -> done.add("again"), () -> {
            throw TorgException.of(ProblemKind.UPSTREAM, "test.second", "nobody there");
        })).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.code()).isEqualTo("test.second"));
        assertThat(done).as("what was read is written, whatever becomes of the next page").endsWith("again");
    }

    @Test
    void everyRecordOfEveryPageIsTakenOnce() {
        erp.entities.get("Customers").clear();
        IntStream.range(0, 57).forEach(i -> erp.with("Customers", Map.of("Id", "P" + i, "Name", "Page " + i, "Currency", "USD")));
        var pass = new Pass(map("accounts"));
        new Receiver(tables, SYNC, ledger, outbox, maps, new Receiver.Source(erp, () -> {}, Crew.THREADS::both)).everything(pass);
        assertThat(pass.reading().records()).isEqualTo(57);
        assertThat(rows("account")).contains("P0", "P56");
    }

    private List<String> rows(String table) {
        return tables.query(SYNC, Query.of(table).top(1_000)).rows().stream().map(row -> row.key()).toList();
    }

    private Receiver counting() {
        var counted = (Tables) Proxy.newProxyInstance(Tables.class.getClassLoader(), new Class<?>[] {Tables.class}, (_, method, arguments) -> {
            if (method.getName().equals("find")) asked.add("find " + arguments[1]);
            if (method.getName().equals("query")) asked.add("query " + ((Query) arguments[1]).table());
            try {
                return method.invoke(tables, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
        return new Receiver(counted, SYNC, ledger, outbox, maps, new Receiver.Source(erp, () -> {}));
    }
}
