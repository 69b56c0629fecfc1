package torg.table.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import torg.api.table.Condition;
import torg.api.table.Condition.Operator;
import torg.api.table.Operand;

class CasesTest {
    private static final Condition OPEN = Condition.eq("state", "open");

    @Test
    void whatIsNotUnderstoodHoldsOrDoesNot() {
        var some = new Condition.Some("", "line", "order", new Condition.Everything());
        for (var opaque : List.of(some, new Condition.Count(some, Operator.GT, 1), new Condition.Linked("tags", OPEN), new Condition.Contains("state", "o"), new Condition.Mentions("state", "o"),
                new Condition.StartsWith("state", "o"), new Condition.Compare("account", Operator.EQ, new Operand.MyAccounts()))) {
            assertThat(Cases.always(opaque)).as("%s", opaque).isFalse();
            assertThat(Cases.never(opaque)).as("%s", opaque).isFalse();
            assertThat(Cases.always(new Condition.Or(List.of(opaque, new Condition.Not(opaque))))).as("%s, or not", opaque).isTrue();
            assertThat(Cases.never(new Condition.And(List.of(opaque, new Condition.Not(opaque))))).as("%s, and not", opaque).isTrue();
            assertThat(Cases.always(new Condition.Or(List.of(opaque, new Condition.Not(OPEN))))).as("%s beside what is another matter", opaque).isFalse();
        }
    }

    @Test
    void whatStandsForNothingIsNeverAndForEverythingNotWorthTelling() {
        assertThat(Cases.never(new Condition.Nothing())).isTrue();
        assertThat(Cases.always(new Condition.Everything())).isFalse();
        assertThat(Cases.always(new Condition.Or(List.of(new Condition.Everything(), OPEN)))).isTrue();
        assertThat(Cases.never(new Condition.And(List.of(new Condition.Nothing(), OPEN)))).isTrue();
    }

    /** Of 12 matters that hold or do not there are 4,096 cases. */
    @Test
    void ofTooManyCasesNothingIsSaid() {
        for (var matters = 1; matters <= 20; matters++) {
            var any = new ArrayList<Condition>(Stream.iterate(1, i -> i + 1).limit(matters).<Condition>map(i -> new Condition.Contains("name", "x" + i)).toList());
            any.add(new Condition.Not(any.getFirst()));
            assertThat(Cases.always(new Condition.Or(any))).as("of %d", matters).isEqualTo(matters <= 12);
        }
    }
}
