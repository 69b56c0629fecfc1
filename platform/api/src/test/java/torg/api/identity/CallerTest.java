package torg.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CallerTest {
    private static final Caller ANN = Caller.contact("ann", "Ann", List.of("A"), List.of("buyer", "clerk"));

    @Test
    void hasNoRoleThatIsWithheld() {
        var program = ANN.within(new Limits(true, Set.of("order"), new TreeSet<>(Set.of("clerk"))));

        assertThat(program.roles()).containsExactly("authenticated", "buyer");
        assertThat(program.limits().exclude("order", false)).isFalse();
        assertThat(program.limits().exclude("order", true)).isTrue();
        assertThat(program.through("basket").limits()).as("by way of a form too").isEqualTo(program.limits());
    }

    @Test
    void limitsAreNotTradedForOthers() {
        var program = ANN.within(new Limits(false, Set.of("order"), new TreeSet<>()));

        assertThatThrownBy(() -> program.within(new Limits(false, Set.of(), new TreeSet<>()))).isInstanceOf(IllegalStateException.class).hasMessage("'Ann' has limits already");
    }
}
