package torg.table.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.table.api.Precondition.Outcome;

class PreconditionTest {
    private static final Map<String, Object> ORDER = Map.of("number", "it's", "total", new BigDecimal("10.50"), "lines", 3L, "paid", true, "day", LocalDate.of(2027, 1, 15),
            "written", Instant.parse("2027-01-15T08:00:00Z"), "account/name", "Alfreds", "accountRow", Map.of("name", "Alfreds", "level", 2));
    private static final Map<String, Outcome> OUTCOMES = Map.of("1", new Outcome(true, ORDER), "2", new Outcome(false, Map.of("code", "table.no-row")), "a.b-c", new Outcome(true, null));

    @ParameterizedTest
    @ValueSource(strings = {"$1/$succeeded", "not $2/$succeeded", "$2/$succeeded eq false", "$1/number eq 'it''s'", "$1/total gt 10", "$1/total eq 10.5", "$1/lines le 3", "$1/lines ne 4", "$1/paid eq true",
            "$1/day ge 2027-01-15", "$1/written lt 2027-01-15T10:00:00+01:00", "$1/account/name eq 'Alfreds'", "$1/accountRow/level eq 2", "$1/nothing eq null", "$1/number ne null", "$1 ne null", "$a.b-c eq null",
            "$2/code eq 'table.no-row'", "$1/lines ne '3'", "$1/lines eq 1 or $1/lines eq 2 or $1/lines eq 3", "($1/lines eq 1 or $1/lines eq 3) and not ($2/$succeeded)",
            "$1/lines eq 3 or $1/lines eq 2 and $1/lines eq 1", " $1/$succeeded  and(not($2/$succeeded)) ", "not $1/number/more eq 'x'"})
    void holds(String written) {
        assertThat(Precondition.read(written).holds().test(OUTCOMES)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$2/$succeeded", "not $1/$succeeded", "$1/lines eq '3'", "$1/lines gt '2'", "$1/nothing eq 'x'", "$1/nothing lt 1", "$1 eq 'x'", "$a.b-c/number eq 'x'", "$1/number lt 3", "$1/accountRow eq 'x'"})
    void doesNotHold(String written) {
        assertThat(Precondition.read(written).holds().test(OUTCOMES)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "true", "$1", "$", "$1/", "$1/lines", "$1/lines is 3", "$1/lines eq", "$1/lines eq three", "$1/lines eq $2/lines", "3 eq $1/lines", "$1/lines eq '3", "($1/$succeeded", "$1/$succeeded)",
            "$1/$succeeded $2/$succeeded", "$1/$succeeded and", "not", "$1/$failed", "$1/day eq 2027-02-30", "$1/lines eq 99999999999999999999999", "lines eq 3", "$1/lines eq (3)", "$1/lines eq and", "$é eq 1"})
    void isRefusedWhenItCannotBeRead(String written) {
        assertThatThrownBy(() -> Precondition.read(written)).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.MALFORMED));
    }

    @Test
    void isBounded() {
        assertThatThrownBy(() -> Precondition.read("not ".repeat(30) + "$1/$succeeded")).hasMessageContaining("deeper than 20");
        assertThatThrownBy(() -> Precondition.read("$1/number eq '" + "x".repeat(1_000) + "'")).hasMessageContaining("1000 characters");
    }

    @Test
    void namesWhatItAsksAbout() {
        assertThat(Precondition.read("$1/$succeeded and ($a.b-c eq null or not $1/lines eq 3)").about()).containsExactlyInAnyOrder("1", "a.b-c");
    }

    @Test
    void neverFailsInAnotherWay() {
        var random = new Random(20261128);
        var pieces = new String[] {"$1", "$2", "/", "$succeeded", "/$succeeded", "/lines", "eq", "gt", "and", "or", "not", "(", ")", "'", "'a'", "1", "2027-01-01", "null", "true", " ", "é", "\uD83D"};
        for (var round = 0; round < 20_000; round++) {
            var written = new StringBuilder();
            for (var i = random.nextInt(12); i >= 0; i--) written.append(pieces[random.nextInt(pieces.length)]).append(random.nextBoolean() ? " " : "");
            try {
                var condition = Precondition.read(written.toString());
                if (OUTCOMES.keySet().containsAll(condition.about())) condition.holds().test(OUTCOMES);
            } catch (TorgException e) {
                assertThat(e.kind()).as(written.toString()).isEqualTo(ProblemKind.MALFORMED);
            }
        }
    }
}
