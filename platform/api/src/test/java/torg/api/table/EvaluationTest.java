package torg.api.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.api.problem.TorgException;
import torg.api.text.Text;

/** What formulas come to; that SQL says the same is for the tests of the store. */
class EvaluationTest {
    private static final Map<String, Object> ROW = Map.of("id", "A", "quantity", 120L, "price", new BigDecimal("2.50"), "rush", true);

    @Test
    void calculatesWithDecimalsAndRoundsToTheScaleOfTheColumn() {
        assertThat(number("quantity * price - 0.004")).contains(new BigDecimal("300.00"));
        assertThat(number("price + discount")).as("an empty cell").isEmpty();
        assertThat(number("price - first(discount, 0.5)")).contains(new BigDecimal("2.00"));
    }

    @Test
    void aConditionChoosesBetweenTwo() {
        assertThat(number("if(quantity >= 100 and rush, price * 0.9, price)")).contains(new BigDecimal("2.25"));
        assertThat(number("if(not rush, 1, if(discount is empty, 2, 3)) + 1")).contains(new BigDecimal("3.00"));
        assertThat(text("id & if(rush, '-R', note) & '.'")).contains("A-R.");
        assertThat(text("if(rush, note, id)")).as("the one that is chosen is empty").isEmpty();
    }

    @Test
    void bareTextsStandInAnAddressAsTheyAre() {
        assertThat(text("'https://carrier.example/?id=' & bare(' 37 0000-A_b.c&x=<1>/../å%')")).contains("https://carrier.example/?id=370000-A_b.cx1..");
        assertThat(text("bare('å &')")).as("nothing is left").isEmpty();
        assertThat(text("bare(note)")).isEmpty();
        assertThatThrownBy(() -> number("bare(price)")).hasMessageContaining("bare");
    }

    @Test
    void whatIsNoFormulaIsToldWithItsPlace() {
        assertThat(List.of("if(rush, 1)", "if(rush 1, 2)", "if(price, 1, 2)", "if(rush, id, 2)", "if(caller.account = id, 1, 2)", "if(rush, 1, 2", "if(owner.name = 'x', 1, 2)"))
                .allSatisfy(text -> assertThatThrownBy(() -> number(text)).as(text).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.code()).isEqualTo("condition.malformed")));
        assertThatThrownBy(() -> number("if(rush, ".repeat(30) + "1" + ", 2)".repeat(30))).hasMessageContaining("deeper");
    }

    @Test
    void cellsAloneTellNothingOfOtherRows() {
        assertThatThrownBy(() -> Evaluation.holds(new Condition.Compare("id", Condition.Operator.EQ, new Operand.Me()), cells())).isInstanceOf(IllegalArgumentException.class);
    }

    private static Optional<Object> number(String formula) {
        return value(formula, Column.of("it", ColumnType.DECIMAL));
    }

    private static Optional<Object> text(String formula) {
        return value(formula, Column.of("it", ColumnType.TEXT));
    }

    private static Optional<Object> value(String formula, Column column) {
        return Evaluation.value(column, FormulaText.read(formula, table(), column).formula().orElseThrow(), cells());
    }

    private static Evaluation.Cells cells() {
        return name -> Optional.ofNullable(ROW.get(name));
    }

    private static Table table() {
        var columns = new LinkedHashMap<String, Column>();
        for (var column : List.of(Column.of("id", ColumnType.TEXT), Column.of("quantity", ColumnType.INTEGER), Column.of("price", ColumnType.DECIMAL), Column.of("discount", ColumnType.DECIMAL),
                Column.of("note", ColumnType.TEXT), Column.of("rush", ColumnType.BOOLEAN), Column.lookup("owner", "contact"))) columns.put(column.name(), column);
        return new Table("line", Text.of("Line"), Text.of("Lines"), "id", "id", columns, List.of(), false, false);
    }
}
