package torg.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static torg.testkit.TestHouse.ADA;
import static torg.testkit.TestHouse.ANA;
import static torg.testkit.TestHouse.JANE;
import static torg.testkit.TestHouse.MAX;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Write;

class TestHouseTest {
    private final TestHouse house = TestHouse.open();

    @Test
    void eachSeesWhatTheirRoleGives() {
        assertThat(orders(JANE)).containsExactly("1001", "1002");
        assertThat(orders(MAX)).containsExactly("1001", "1002", "1003");
        assertThat(orders(ANA)).containsExactly("2001", "2002");
        assertThat(orders(ADA)).hasSize(5);
        assertThat(orders(Caller.ANONYMOUS)).isEmpty();
        assertThat(Stream.of("account", "contact", "salesorder").mapToInt(table -> house.tables().query(Caller.service("test"), Query.of(table).top(100)).rows().size()).sum()).isEqualTo(10);
    }

    @Test
    void noteIsTheSellersOwnAndNobodyOrdersForOthers() {
        assertThat(house.tables().find(ADA, "salesorder", "1001", "note").orElseThrow().text("note")).contains("ours");
        assertThat(house.tables().find(JANE, "salesorder", "1001").orElseThrow().text("note")).isEmpty();
        house.tables().write(JANE, Write.of(new Change.Create("salesorder", Map.of("number", "1004", "account", "alfki", "contact", "jane"))));
        assertThatThrownBy(() -> house.tables().write(JANE, Write.of(new Change.Create("salesorder", Map.of("number", "1005", "account", "anatr", "contact", "jane")))))
                .isInstanceOf(TorgException.class);
        assertThat(orders(JANE)).containsExactly("1001", "1002", "1004");
    }

    /** Of the processor's time, since the machine may do other things; the first ones load classes. */
    @Test
    void itIsThereWithinAHundredMilliseconds() {
        for (var time = 0; time < 5; time++) TestHouse.open();
        var threads = ManagementFactory.getThreadMXBean();
        var took = LongStream.range(0, 11).map(_ -> {
            var start = threads.getCurrentThreadCpuTime();
            TestHouse.open();
            return threads.getCurrentThreadCpuTime() - start;
        }).sorted().toArray();
        assertThat(took[took.length / 2]).as("nanoseconds").isLessThan(100_000_000L);
    }

    private List<String> orders(Caller caller) {
        return house.tables().query(caller, Query.of("salesorder").order(new Query.Order("number", false)).top(100)).rows().stream().map(Row::key).toList();
    }
}
