package torg.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static torg.testkit.random.RandomTablesContract.HOUSE;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import torg.api.access.Privilege;
import torg.api.problem.Deadline;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Grouping;
import torg.api.table.Query;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.spi.access.TableAccess;
import torg.testkit.TestSource;

/** What every gate to rows keeps about the time of whoever asks; a part of {@link TablesContract}. */
public interface InTimeContract {
    /** See {@link torg.testkit.random.RandomTablesContract#open}. */
    Tables open(TestSource site, TableAccess rules);

    @Test
    default void afterTheTimeOfARequestNothingIsReadOrWritten() {
        var tables = open(new TestSource().document("tables/account.yml", "{table: account, key: id, columns: {id: {type: text}, state: {type: text}}}"), OwnOrders.RULES);
        var write = Write.of(new Change.Create("account", Map.of("id", "A", "state", "new")));
        var all = new Condition.Everything();
        for (var late : List.<Supplier<Object>>of(() -> tables.query(HOUSE, Query.of("account")), () -> tables.find(HOUSE, "account", "A"), () -> tables.count(HOUSE, "account", all),
                () -> tables.reach(HOUSE, Privilege.READ, "account"), () -> tables.groups(HOUSE, new Grouping("account", all, List.of("state"), List.of(Grouping.Measure.COUNT), 10)), () -> tables.write(HOUSE, write))) {
            assertThatThrownBy(() -> Deadline.within(Duration.ZERO, late)).isInstanceOfSatisfying(TorgException.class, told -> {
                assertThat(told.kind()).isEqualTo(ProblemKind.BUSY);
                assertThat(told.code()).isEqualTo("request.too-long");
            });
        }
        assertThat(tables.find(HOUSE, "account", "A")).isEmpty();
        assertThat(Deadline.within(Duration.ofMinutes(1), () -> tables.write(HOUSE, write)).keys()).containsExactly("A");
        assertThat(Deadline.within(Duration.ZERO, () -> Deadline.none(() -> tables.find(HOUSE, "account", "A")))).as("what has its own bounds").isPresent();
    }
}
