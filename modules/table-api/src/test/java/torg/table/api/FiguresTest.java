package torg.table.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

class FiguresTest {
    private final Shop shop = new Shop();

    @Test
    void tellsFiguresOfTheRowsTheCallerSees() {
        assertThat(rows("salesorder", "$apply", "aggregate(total with sum as sum,total with average as mean,day with max as last,account with countdistinct as accounts,$count as orders)"))
                .containsExactly(Map.of("sum", new BigDecimal("63.00"), "mean", new BigDecimal("21.000000"), "last", LocalDate.of(2026, 1, 3), "accounts", 1L, "orders", 3L));
        assertThat(rows("salesorder", "$apply", "filter(lines gt 1)/groupby((paid),aggregate($count as orders))")).containsExactly(Map.of("paid", false, "orders", 1L), Map.of("paid", true, "orders", 1L));
        assertThat(rows("salesorder", "$apply", "filter(lines gt 1)/filter(lines lt 3)/groupby((accountRow/name))")).containsExactly(Map.of("account/name", "Alfreds 'Futterkiste'"));
        assertThat(rows("salesorder", "$apply", "filter(lines gt 9)/aggregate(total with sum as sum,$count as orders)")).singleElement().satisfies(none -> assertThat(none).containsEntry("sum", null).containsEntry("orders", 0L));
        assertThat(Entities.rows(Entities.of(shop.resource.along("account", "ANATR", "salesorder", Shop.request(Shop.MARIA, "$apply", "aggregate($count as n)"))))).containsExactly(Map.of("n", 0L));
    }

    @Test
    void figuresAreOrderedByThemselves() {
        shop.tables.rights(new Shop.Everything());
        var sums = "groupby((account),aggregate(total with sum as sum,note with max as last,$count as orders))";
        assertThat(rows("salesorder", "$apply", sums, "$orderby", "sum desc")).extracting(row -> row.get("account")).containsExactly("ANATR", "ALFKI");
        assertThat(rows("salesorder", "$apply", sums, "$orderby", "sum desc", "$top", "1")).extracting(row -> row.get("orders")).containsExactly(4L);
        assertThat(rows("salesorder", "$apply", sums, "$top", "0")).isEmpty();
        assertThat(rows("salesorder", "$apply", sums, "$orderby", "sum desc", "$skip", "1", "$top", "5")).extracting(row -> row.get("account")).containsExactly("ALFKI");
        assertThat(rows("salesorder", "$apply", sums, "$skip", "3")).isEmpty();
        assertThat(rows("salesorder", "$apply", "groupby((paid,lines),aggregate($count as n))", "$orderby", "n,paid desc,lines desc")).extracting(row -> row.get("lines")).containsExactly(6L, 4L, 2L, 7L, 5L, 3L, 1L);
        assertThat(rows("salesorder", "$apply", "groupby((accountRow/name))", "$orderby", "accountRow/name desc")).extracting(row -> row.get("account/name")).containsExactly("Ana Trujillo", "Alfreds 'Futterkiste'");
        for (var note : List.of("\uD83D\uDE00", "\uFF21", "a")) shop.create("salesorder", Map.of("number", "n" + note.codePointAt(0), "note", note));
        assertThat(rows("salesorder", "$apply", "groupby((note),aggregate($count as n))", "$orderby", "note")).as("empty first, then by code point").extracting(row -> row.get("note")).containsExactly(null, "a", "\uFF21", "\uD83D\uDE00");
        assertThat(rows("salesorder", "$apply", "groupby((note),aggregate($count as n))", "$orderby", "note desc")).extracting(row -> row.get("note")).containsExactly("\uD83D\uDE00", "\uFF21", "a", null);
    }

    @Test
    void figuresAreOrderedByNothingElse() {
        for (var order : List.of("margin", "total", "nothing", "account/name", "account.name", "sum up", "sum,", "")) {
            assertThatThrownBy(() -> rows("salesorder", "$apply", "groupby((account),aggregate(total with sum as sum))", "$orderby", order)).as(order)
                    .isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.getMessage()).startsWith("'$orderby' "));
        }
        for (var hidden : List.of("margin", "nothing")) {
            assertThatThrownBy(() -> rows("salesorder", "$apply", "groupby((account))", "$orderby", hidden)).hasMessage("'$orderby' names '" + hidden + "', which is no figure and not grouped by");
        }
        assertThatThrownBy(() -> rows("salesorder", "$apply", "groupby((account))", "$orderby", "account,account,account,account,account")).hasMessageContaining("more than 4");
    }

    @Test
    void aHiddenColumnHasNoFigures() {
        for (var apply : List.of("aggregate(margin with max as x)", "groupby((margin))", "filter(margin eq 'x')/aggregate($count as n)")) {
            assertThatThrownBy(() -> rows("salesorder", "$apply", apply)).hasMessage("table 'salesorder' has no 'margin'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "groupby", "groupby()", "groupby(account)", "groupby((account),total)", "groupby((account))/groupby((paid))", "filter(lines gt 1)", "aggregate()", "aggregate(total)",
            "aggregate(total with sum)", "aggregate(total with median as m)", "aggregate(paid with sum as s)", "aggregate(number with average as s)", "aggregate(paid with max as m)",
            "aggregate(total with sum as a,lines with sum as a)", "groupby((account),aggregate(lines with sum as account))", "concat(aggregate($count as n),aggregate($count as m))"})
    void refusesWhatItCannotRead(String apply) {
        assertThatThrownBy(() -> rows("salesorder", "$apply", apply)).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.MALFORMED));
    }

    @Test
    void boundsWhatItMayCost() {
        shop.wide(1_001);
        assertThatThrownBy(() -> rows("wide", "$apply", "groupby((c0))")).hasMessageContaining("more than 1000 groups");
        assertThatThrownBy(() -> rows("salesorder", "$apply", "groupby((number,account,total,day,written,lines,paid,note,account/name))")).hasMessageContaining("8 columns");
        assertThatThrownBy(() -> rows("salesorder", "$apply", "aggregate($count as n)", "$skip", "-1")).hasMessageContaining("whole number");
        assertThatThrownBy(() -> rows("salesorder", "$apply", "aggregate($count as n)", "$count", "true")).hasMessageContaining("does not go with $apply");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            chai                     | 1 2
            CHÄI                     | 1 2
            chai tea                 | 2
            "green tea"              | 3
            "tea green"              |
            chai OR green            | 1 2 3
            tea NOT green            | 2
            chai AND tea OR "green"  | 2 3
            (chai OR green)AND tea   | 2 3
            tea (chai OR NOT(green)) | 2
            NOT (chai OR green)      |
            "(chai)"                 |
            """)
    void findsRowsByWhatNamesThem(String search, String expected) {
        shop.create("product", Map.of("number", "2", "name", "Chai tea"));
        shop.create("product", Map.of("number", "3", "name", "Green tea"));
        assertThat(rows("product", "$search", search)).extracting(row -> row.get("number")).containsExactly(expected == null ? new Object[0] : expected.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(chai", "chai)", "()", ")", "(", "chai (OR tea)", "chai AND", "NOT", "(chai OR) tea"})
    void refusesASearchThatIsNotWhole(String search) {
        assertThatThrownBy(() -> rows("product", "$search", search)).isInstanceOfSatisfying(TorgException.class, refused -> assertThat(refused.code()).isEqualTo("table-api.option"));
    }

    @Test
    void findsRowsWithinRows() {
        assertThat(rows("account", "$filter", "number eq 'ALFKI'", "$select", "number", "$expand", "salesorder($select=number;$search=\"2\" OR 3)").getFirst().get("salesorder").toString())
                .contains("number=2", "number=3").doesNotContain("number=1");
        assertThat(rows("account", "$expand", "salesorder($search=\";)\")")).hasSize(2);
    }

    @Test
    void neverFailsInAnotherWay() {
        var random = new Random(20261128);
        var pieces = new String[] {"AND", "OR", "NOT", "\"", "x", " ", "groupby(", "(", ")", ",", "/", "aggregate(", "filter(", "lines gt 1", "total with sum as s", "$count as n", "margin", "'", "\uD83D"};
        for (var round = 0; round < 20_000; round++) {
            var written = new StringBuilder();
            for (var i = random.nextInt(12); i >= 0; i--) written.append(pieces[random.nextInt(pieces.length)]).append(random.nextBoolean() ? " " : "");
            for (var option : List.of("$search", "$apply")) {
                try {
                    rows("salesorder", option, written.toString());
                } catch (TorgException e) {
                    assertThat(e.kind()).as(written.toString()).isEqualTo(ProblemKind.MALFORMED);
                }
            }
        }
    }

    private List<Map<String, Object>> rows(String table, String... options) {
        return Entities.rows(shop.resource.rows(table, Shop.request(Shop.MARIA, options))).stream().map(row -> (Map<String, Object>) new LinkedHashMap<>(row)).peek(row -> row.remove("@odata.etag")).toList();
    }
}
