package torg.table.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import torg.api.table.Condition;

class TogetherTest {
    private static final Condition MINE = Condition.eq("account", "ALFKI");
    private static final Condition OWN = Condition.eq("contact", "JANE");
    private static final Condition OPEN = Condition.eq("status", "open");

    @Test
    void aRuleWithinAnotherSaysNothing() {
        assertThat(Together.of(List.of(new Condition.And(List.of(OWN, MINE)), MINE))).isEqualTo(MINE);
        assertThat(Together.of(List.of(MINE, new Condition.Everything(), OWN))).isEqualTo(new Condition.Everything());
        assertThat(Together.of(List.of(MINE, MINE, new Condition.Nothing()))).isEqualTo(MINE);
        assertThat(Together.of(List.of(Condition.all(OWN, MINE), MINE, OPEN))).isEqualTo(Condition.any(List.of(MINE, OPEN)));
        assertThat(Together.of(List.of(new Condition.Nothing()))).isEqualTo(new Condition.Nothing());
        assertThat(Together.of(List.of())).isEqualTo(new Condition.Nothing());
    }

    @Test
    void whatAllOfThemAskForIsAskedOnce() {
        assertThat(Together.of(List.of(Condition.all(OWN, MINE), Condition.all(MINE, OPEN)))).isEqualTo(Condition.all(MINE, Condition.any(List.of(OWN, OPEN))));
        assertThat(Together.of(List.of(OWN, OPEN))).isEqualTo(Condition.any(List.of(OWN, OPEN)));
        assertThat(Together.of(List.of(Condition.all(OWN, MINE), new Condition.Nothing(), Condition.all(MINE, OPEN)))).as("a rule that reaches nothing asks for nothing").isEqualTo(Condition.all(MINE, Condition.any(List.of(OWN, OPEN))));
    }

    /** Of conditions that are true or not by themselves, in all cases. */
    @Test
    void theRowsAreTheSame() {
        var random = new Random(7);
        for (var times = 0; times < 2_000; times++) {
            var rules = new ArrayList<Condition>();
            for (var i = random.nextInt(5); i > 0; i--) rules.add(rule(random, 2));
            var together = Together.of(rules);
            for (var facts = 0; facts < 16; facts++) assertThat(holds(together, facts)).as("%s of %s", facts, rules).isEqualTo(holds(new Condition.Or(rules), facts));
        }
    }

    private static Condition rule(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 5)) {
            case 0, 1, 2, 3 -> new Condition.Empty("" + random.nextInt(4));
            case 4 -> random.nextInt(3) == 0 ? new Condition.Everything() : new Condition.Nothing();
            case 5, 6 -> new Condition.And(List.of(rule(random, depth - 1), rule(random, depth - 1)));
            case 7 -> new Condition.Or(List.of(rule(random, depth - 1), rule(random, depth - 1)));
            default -> new Condition.Not(rule(random, depth - 1));
        };
    }

    /** @param facts a bit for each of four conditions */
    private static boolean holds(Condition condition, int facts) {
        return switch (condition) {
            case Condition.Everything _ -> true;
            case Condition.Nothing _ -> false;
            case Condition.And(var all) -> all.stream().allMatch(one -> holds(one, facts));
            case Condition.Or(var any) -> any.stream().anyMatch(one -> holds(one, facts));
            case Condition.Not(var not) -> !holds(not, facts);
            case Condition.Empty(var number) -> (facts >> Integer.parseInt(number) & 1) == 1;
            default -> throw new AssertionError(condition);
        };
    }
}
