package torg.table.api.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.table.api.Shop;

class FilterParserTest {
    private final Shop shop = new Shop();
    private final ReadablePaths orders = shop.paths(Shop.MARIA, "salesorder");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            number eq '2'                                        | 2
            number ne '2'                                        | 1 3
            total gt 10.50                                       | 2 3
            total ge 10.5 and total le 21                        | 1 2
            lines lt 2 or lines eq 3                             | 1 3
            not (lines lt 2 or lines eq 3)                       | 2
            lines eq 1 or lines eq 2 and total gt 100            | 1
            (lines eq 1 or lines eq 2) and total lt 100          | 1 2
            day ge 2026-01-02                                    | 2 3
            written lt 2026-01-02T09:00:00+01:00                 | 1
            paid                                                 | 2
            paid eq false                                        | 1 3
            not paid and lines gt 1                              | 3
            note eq null                                         | 1 2 3
            note ne null                                         |
            note ne 'x'                                          | 1 2 3
            contains(account/name,'alfreds')                     | 1 2 3
            account/name eq 'Alfreds ''Futterkiste'''            | 1 2 3
            startswith(number,'3')                               | 3
            account eq 'ANATR'                                   |
            """)
    void findsTheRowsItDescribes(String filter, String expected) {
        var condition = FilterParser.parse(filter, orders);
        var found = shop.tables.query(Shop.MARIA, Query.of("salesorder").where(condition)).rows().stream().map(row -> row.key()).toList();
        assertThat(String.join(" ", found)).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void joinsMoreTightlyWithAndThanWithOr() {
        assertThat(FilterParser.parse("lines eq 1 or lines eq 2 and lines eq 3", orders)).isInstanceOf(Condition.Or.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "lines", "lines eq", "lines eq 'x'", "lines eq 1.5", "lines eq 99999999999999999999", "number eq 5", "number eq 'open", "lines is 1",
            "(lines eq 1", "lines eq 1)", "lines eq 1 lines eq 2", "and", "not", "contains(lines,'1')", "contains(number)", "endswith(number,'1')", "day eq 2026-02-30",
            "day eq '2026-02-03'", "written eq 2026-01-01", "paid eq yes", "total gt null", "total eq 1-2", "a.b eq 1", "nothing eq 1", "account/nothing eq 1",
            "number/name eq 'x'", "account/name/more eq 'x'", "lines eq 1;drop", "lines\u0000eq 1", "lines eq 1 or"})
    void refusesWhatItCannotRead(String filter) {
        assertThatThrownBy(() -> FilterParser.parse(filter, orders)).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.MALFORMED));
    }

    @Test
    void saysWhereTheMistakeIs() {
        assertThatThrownBy(() -> FilterParser.parse("lines eq 1 and number eq 5", orders)).hasMessageContaining("character 26");
    }

    @Test
    void tellsAHiddenColumnFromNoneByNothing() {
        var hidden = catchProblem("margin eq 5").getMessage();
        assertThat(hidden.replace("margin", "nothing")).isEqualTo(catchProblem("nothing eq 5").getMessage());
    }

    @Test
    void boundsWhatAFilterMayCost() {
        assertThat(catchProblem("(".repeat(50) + "lines eq 1" + ")".repeat(50)).getMessage()).contains("nested deeper");
        assertThat(catchProblem("not ".repeat(50) + "paid").getMessage()).contains("nested deeper");
        assertThat(catchProblem(String.join(" or ", java.util.Collections.nCopies(101, "paid"))).getMessage()).contains("100 times");
        assertThat(catchProblem("number eq '" + "x".repeat(2_000) + "'").getMessage()).contains("longer");
    }

    @Test
    void neverFailsInAnotherWay() {
        var random = new Random(20261122);
        var pieces = new String[] {"lines", "number", "day", "account/name", "eq", "ne", "gt", "and", "or", "not", "(", ")", ",", "'", "'a'", "1", "-", "1.5", "2026-01-01",
            "T", "Z", "null", "true", "contains", "startswith(", " ", "  ", "é", "/", ".", "%", "\uD83D", "0".repeat(60), "margin"};
        for (var round = 0; round < 20_000; round++) {
            var filter = new StringBuilder();
            for (var i = random.nextInt(12); i >= 0; i--) filter.append(pieces[random.nextInt(pieces.length)]).append(random.nextBoolean() ? " " : "");
            try {
                assertThat(FilterParser.parse(filter.toString(), orders)).isNotNull();
            } catch (TorgException e) {
                assertThat(e.kind()).as(filter.toString()).isEqualTo(ProblemKind.MALFORMED);
            }
        }
    }

    private TorgException catchProblem(String filter) {
        try {
            FilterParser.parse(filter, orders);
        } catch (TorgException e) {
            return e;
        }
        throw new AssertionError("read " + filter);
    }
}
