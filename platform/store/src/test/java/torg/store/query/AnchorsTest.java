package torg.store.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.api.table.Table;
import torg.api.text.Text;
import torg.store.database.Names;
import torg.store.query.Question.Ordering;
import torg.store.sql.Known.Path;
import torg.store.sql.Standing;

/** Which index a question goes by, where H2 has to be told. */
class AnchorsTest {
    private static final Column NUMBER = Column.of("number", ColumnType.TEXT);
    private static final Column DATE = Column.of("date", ColumnType.DATE_TIME);
    private static final Condition OF_ACCOUNT = new Condition.Compare("account", Condition.Operator.EQ, new Operand.MyAccounts());
    private static final Condition OWN = new Condition.Compare("contact", Condition.Operator.EQ, new Operand.Me());
    private final Table order = table(List.of("account", "date"), List.of("contact", "date"), List.of("date"), List.of("status", "date"), List.of("status", "account", "date"));

    @Test
    void goesByWhatLeavesTheFewestRows() {
        assertThat(index(Condition.all(OF_ACCOUNT, OWN))).contains(name("contact", "date"));
        assertThat(index(Condition.all(OWN, OF_ACCOUNT))).contains(name("contact", "date"));
        assertThat(index(Condition.all(OF_ACCOUNT, Condition.eq("contact", "C1")))).contains(name("account", "date"));
        assertThat(index(Condition.all(OF_ACCOUNT, Condition.eq("status", "open")))).contains(name("status", "account", "date"));
        assertThat(index(new Condition.Everything())).contains(name("date"));
    }

    @Test
    void whereNoOrderIsAskedGoesByWhatIsTheCallersOwn() {
        assertThat(anchors(Condition.all(OF_ACCOUNT, OWN)).own()).contains(name("contact", "date"));
        assertThat(anchors(Condition.all(OF_ACCOUNT, Condition.eq("status", "open"))).own()).contains(name("account", "date"));
        assertThat(anchors(Condition.eq("status", "open")).own()).isEmpty();
        assertThat(anchors(Condition.all(OWN, Condition.eq("number", "1"))).own()).isEmpty();
    }

    private Optional<String> index(Condition condition) {
        var order = List.of(new Ordering(new Path("date", List.of(DATE), List.of()), true), new Ordering(new Path("number", List.of(NUMBER), List.of()), true));
        return anchors(condition).leading(order).map(Anchors.Leading::index);
    }

    private Anchors anchors(Condition condition) {
        return new Anchors(order, new Standing(true, 1)).and(condition);
    }

    private static String name(String... columns) {
        return Names.index("order", Names.ending(List.of(columns), "number"));
    }

    @SafeVarargs
    private static Table table(List<String>... indexes) {
        var columns = new LinkedHashMap<String, Column>();
        for (var column : List.of(NUMBER, DATE, Column.lookup("account", "account"), Column.lookup("contact", "contact"), Column.of("status", ColumnType.TEXT))) columns.put(column.name(), column);
        return new Table("order", Text.of("Order"), Text.of("Orders"), "number", "number", columns, List.of(indexes), List.of(), false, false, Optional.empty(), Map.of());
    }
}
