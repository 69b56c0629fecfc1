package torg.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void whatTakesSeveralStepsIsOverNoLaterThanWhatItIsPartOf() {
        assertThat(Deadline.in(MINUTE).whole()).as("nobody waits").isEqualTo(MINUTE);
        assertThat(Deadline.within(Duration.ofHours(1), () -> Deadline.in(MINUTE)).whole()).isEqualTo(MINUTE);
        assertThat(Deadline.within(Duration.ofSeconds(5), () -> Deadline.in(MINUTE)).left(MINUTE)).isLessThanOrEqualTo(Duration.ofSeconds(5));
        assertThat(Deadline.within(Duration.ZERO, () -> Deadline.in(MINUTE)).left(MINUTE)).isZero();
        assertThat(Deadline.within(Duration.ZERO, () -> Deadline.none(() -> Deadline.in(MINUTE))).whole()).as("it has bounds of its own").isEqualTo(MINUTE);
    }

    @Test
    void aStepHasAtMostWhatItNeedsOrWhatIsLeft() {
        assertThat(Deadline.in(MINUTE).left(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
        assertThat(Deadline.in(Duration.ZERO).left(MINUTE)).isZero();
    }
}
