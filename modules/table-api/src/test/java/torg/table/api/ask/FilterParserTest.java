package torg.table.api.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
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
            account/salesorder/any(o: o/number eq '3')           | 1 2 3
            accountRow/salesorderByAccount/all(o: o/paid)        |
            accountRow/salesorder/$count eq 3                    | 1 2 3
            account/salesorder/$count($filter=number eq '7') gt 0 |
            """)
    void findsTheRowsItDescribes(String filter, String expected) {
        var condition = FilterParser.parse(filter, orders);
        var found = shop.tables.query(Shop.MARIA, Query.of("salesorder").where(condition)).rows().stream().map(row -> row.key()).toList();
        assertThat(String.join(" ", found)).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            salesorderByAccount/any(o: o/number eq '2')                                  | ALFKI
            salesorder/any(o:o/lines gt 3)                                               |
            salesorder/any()                                                             | ALFKI
            not salesorder/any()                                                         | ANATR
            salesorder/all(o: o/lines le 3)                                              | ALFKI ANATR
            salesorder/all(o: o/lines gt 1)                                              | ANATR
            salesorder/any(o: o/lines eq 1 and o/paid eq false) and name ne 'x'          | ALFKI
            salesorder/any(o: o/lines eq 1 and o/paid)                                   |
            salesorder/any(o: not (o/lines eq 1) and contains(o/accountRow/name,'alf'))  | ALFKI
            salesorder/any(o: o/account/name eq 'Ana Trujillo')                          |
            salesorder/any(o: o/account/salesorder/any(p: p/lines eq 3))                 | ALFKI
            salesorder/$count gt 2                                                       | ALFKI
            salesorderByAccount/$count eq 0 and salesorder/$count ne 3                   | ANATR
            not (salesorder/$count le 2)                                                 | ALFKI
            salesorder/$count($filter=lines gt 1 and account/name ne 'x') eq 2           | ALFKI
            salesorder/$count($filter=paid) lt 1 or name eq 'x'                          | ANATR
            salesorder/$count($filter=accountRow/salesorder/$count ge 3) ge 3            | ALFKI
            salesorder/any(o: o/account/salesorder/$count gt 2)                          | ALFKI
            (salesorder/any(a: a/lines eq 1) or salesorder/any(b: b/lines eq 9)) and number eq 'ALFKI' | ALFKI
            """)
    void looksAtTheRowsThatPointToARow(String filter, String expected) {
        var condition = FilterParser.parse(filter, shop.paths(Shop.MARIA, "account"));
        var found = shop.tables.query(Shop.MARIA, Query.of("account").where(condition)).rows().stream().map(row -> row.key()).toList();
        assertThat(String.join(" ", found)).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void goesOnFromTheRowsThatPointToARow() {
        shop.create("step", Map.of("number", "2", "next", "1"));
        shop.create("step", Map.of("number", "3", "next", "2"));
        shop.create("step", Map.of("number", "4", "next", "3"));
        var far = FilterParser.parse("step/any(a: a/step/any(b: b/step/any(c: c/number eq '4') and b/number eq '3'))", shop.paths(Shop.MARIA, "step"));
        assertThat(shop.tables.query(Shop.MARIA, Query.of("step").where(far)).rows()).extracting(row -> row.key()).containsExactly("1");
        var behind = FilterParser.parse("nextRow/next/step/any(a: a/number eq '2')", shop.paths(Shop.MARIA, "step"));
        assertThat(shop.tables.query(Shop.MARIA, Query.of("step").where(behind)).rows()).extracting(row -> row.key()).containsExactly("3");
        var nowhere = FilterParser.parse("next/step/$count eq 0 and not next/step/any() and next/step/all(a: a/number eq 'x')", shop.paths(Shop.MARIA, "step"));
        assertThat(shop.tables.query(Shop.MARIA, Query.of("step").where(nowhere)).rows()).as("to what an empty lookup leads to nothing points").extracting(row -> row.key()).containsExactly("1");
    }

    @Test
    void aWayBehindALookupThatMayNotBeFollowedIsNone() {
        for (var hidden : List.of("account/inner", "account/margin", "account/salesorderByMargin", "account/nothing", "nothing/salesorder", "margin/salesorder", "number/salesorder", "account/account/salesorder",
                "/salesorder", "Row/salesorder", "account//salesorder", "account/accountRow", "account/")) {
            for (var asked : List.of("/any()", "/all(o: o/number eq '1')", "/$count gt 0")) assertThat(catchProblem(hidden + asked).getMessage()).isEqualTo("table 'salesorder' has no '" + hidden + "'");
        }
        shop.tables.rights(new Shop.NoAccounts());
        for (var hidden : List.of("account", "accountRow")) assertThat(catchProblem(hidden + "/salesorder/$count gt 0").getMessage()).isEqualTo("table 'salesorder' has no '" + hidden + "/salesorder'");
    }

    @Test
    void aWayThatMayNotBeFollowedIsNone() {
        var accounts = shop.paths(Shop.MARIA, "account");
        for (var hidden : List.of("inner", "margin", "salesorderByMargin", "nothing")) {
            assertThat(problem(hidden + "/any(o: o/number eq '1')", accounts).getMessage()).isEqualTo("table 'account' has no '" + hidden + "'");
        }
        assertThat(problem("salesorder/any(o: o/margin eq 'secret1')", accounts).getMessage()).isEqualTo("table 'salesorder' has no 'margin'");
        assertThat(problem("accountRow/any(a: a/number eq '1')", orders).getMessage()).as("a way to one row").isEqualTo("table 'salesorder' has no 'accountRow'");
    }

    @Test
    void joinsMoreTightlyWithAndThanWithOr() {
        assertThat(FilterParser.parse("lines eq 1 or lines eq 2 and lines eq 3", orders)).isInstanceOf(Condition.Or.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "lines", "lines eq", "lines eq 'x'", "lines eq 1.5", "lines eq 99999999999999999999", "number eq 5", "number eq 'open", "lines is 1",
            "(lines eq 1", "lines eq 1)", "lines eq 1 lines eq 2", "and", "not", "contains(lines,'1')", "contains(number)", "endswith(number,'1')", "day eq 2026-02-30",
            "day eq '2026-02-03'", "written eq 2026-01-01", "paid eq yes", "total gt null", "total eq 1-2", "a.b eq 1", "nothing eq 1", "account/nothing eq 1",
            "account/any(a: a/number eq 'x')", "nothing/any()", "/any()", "any()", "all(", "number/name eq 'x'", "account/name/more eq 'x'", "lines eq 1;drop", "lines\u0000eq 1", "lines eq 1 or"})
    void refusesWhatItCannotRead(String filter) {
        assertThatThrownBy(() -> FilterParser.parse(filter, orders)).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.MALFORMED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"salesorder/any", "salesorder/any eq 1", "salesorder/all()", "salesorder/any(", "salesorder/any(o", "salesorder/any(o:", "salesorder/any(o:)", "salesorder/any(o: o)",
            "salesorder/any(o: o/lines)", "salesorder/any(o: lines eq 1)", "salesorder/any(o: name eq 'x')", "salesorder/any(o: o/lines eq 1", "salesorder/any(o: o/lines eq 1) eq true", "salesorder/any(:lines eq 1)",
            "salesorder/any(o o/lines eq 1)", "salesorder/any(o: o/lines eq 1, o/lines eq 2)", "salesorder/some(o: o/lines eq 1)",
            "salesorder/$count", "salesorder/$count gt", "salesorder/$count gt 'x'", "salesorder/$count gt 1.5", "salesorder/$count gt null", "salesorder/$count gt 99999999999999999999", "$count gt 1",
            "/$count gt 1", "salesorder/$count() gt 1", "salesorder/$count($filter) gt 1", "salesorder/$count($top=1) gt 1", "salesorder/$count($filter=lines gt 1 gt 1", "salesorder/$count($filter=o/lines gt 1) gt 1",
            "salesorder/$count($filter=margin gt 1) gt 1", "salesorder/any(o: salesorder/$count gt 1)", "number/$count gt 1", "1 lt salesorder/$count",
            "salesorder/any(a: salesorder/any())", "salesorder/any(o: o/any())", "salesorder/any(o: o/all(p: p/lines eq 1))", "salesorder/any(o: o/$count gt 1)", "salesorder/any('o': o/lines eq 1)"})
    void refusesQuestionsAboutRowsItCannotRead(String filter) {
        assertThat(problem(filter, shop.paths(Shop.MARIA, "account")).kind()).isEqualTo(ProblemKind.MALFORMED);
    }

    @Test
    void saysWhereTheMistakeIs() {
        assertThatThrownBy(() -> FilterParser.parse("lines eq 1 and number eq 5", orders)).hasMessageContaining("character 26");
        assertThat(problem("salesorder/$count($search=x) gt 1", shop.paths(Shop.MARIA, "account")).getMessage()).contains("rows within $count are told by '$filter=' alone");
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
        assertThat(catchProblem(String.join(" or ", Collections.nCopies(101, "paid"))).getMessage()).contains("100 times");
        var steps = shop.paths(Shop.MARIA, "step");
        assertThat(FilterParser.parse(String.join(" or ", Collections.nCopies(10, "step/any()")), steps)).isNotNull();
        assertThat(problem(String.join(" or ", Collections.nCopies(11, "step/any()")), steps).getMessage()).contains("at most 10 times, and 3 within");
        assertThat(problem(String.join(" or ", Collections.nCopies(11, "step/$count gt 1")), steps).getMessage()).contains("at most 10 times, and 3 within");
        assertThat(problem("step/$count($filter=step/$count($filter=step/$count($filter=step/$count gt 1) gt 1) gt 1) gt 1", steps).getMessage()).contains("at most 10 times, and 3 within");
        assertThat(FilterParser.parse("next/".repeat(9) + "step/any()", steps)).isNotNull();
        assertThat(problem("next/".repeat(10) + "step/any()", steps).getMessage()).as("further than a path leads").contains("table 'step' has no 'next/next/");
        assertThat(problem("step/any(a: a/step/all(b: b/step/any(c: c/step/any())))", steps).getMessage()).contains("at most 10 times, and 3 within");
        assertThat(catchProblem("number eq '" + "x".repeat(2_000) + "'").getMessage()).contains("longer");
    }

    @Test
    void neverFailsInAnotherWay() {
        var random = new Random(20261122);
        var accounts = shop.paths(Shop.MARIA, "account");
        var pieces = new String[] {"lines", "number", "day", "account/name", "eq", "ne", "gt", "and", "or", "not", "(", ")", ",", "'", "'a'", "1", "-", "1.5", "2026-01-01",
            "T", "Z", "null", "true", "contains", "startswith(", " ", "  ", "é", "/", ".", "%", "\uD83D", "0".repeat(60), "margin", "salesorder/any(", "o", ":", "o/lines", "step/all(", "/any()", "/$count", "$filter=", "=", "account/salesorder/any("};
        for (var round = 0; round < 20_000; round++) {
            var filter = new StringBuilder();
            for (var i = random.nextInt(12); i >= 0; i--) filter.append(pieces[random.nextInt(pieces.length)]).append(random.nextBoolean() ? " " : "");
            try {
                assertThat(FilterParser.parse(filter.toString(), round % 2 == 0 ? orders : accounts)).isNotNull();
            } catch (TorgException e) {
                assertThat(e.kind()).as(filter.toString()).isEqualTo(ProblemKind.MALFORMED);
            }
        }
    }

    private TorgException catchProblem(String filter) {
        return problem(filter, orders);
    }

    private static TorgException problem(String filter, ReadablePaths paths) {
        try {
            FilterParser.parse(filter, paths);
        } catch (TorgException e) {
            return e;
        }
        throw new AssertionError("read " + filter);
    }
}
