package torg.identity.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import torg.testkit.HandClock;

class AttemptsTest {
    private final HandClock clock = new HandClock();
    private final Attempts attempts = new Attempts(clock);

    @Test
    void theWindowSlides() {
        for (var i = 0; i < 10; i++) {
            assertThat(attempts.begin("jane", "10.0.0.1")).isEmpty();
            clock.pass(Duration.ofSeconds(30));
        }
        assertThat(attempts.begin("jane", "10.0.0.1")).contains(Duration.ofMinutes(5));
        clock.pass(Duration.ofMinutes(5));
        assertThat(attempts.begin("jane", "10.0.0.1")).isEmpty();
        assertThat(attempts.begin("jane", "10.0.0.1")).isPresent();
    }

    @Test
    void whoGetsInIsNotCounted() {
        for (var i = 0; i < 200; i++) {
            assertThat(attempts.begin("jane", "10.0.0.1")).isEmpty();
            attempts.takeBack("jane", "10.0.0.1");
        }
    }

    @Test
    void oneAddressMayNotTryManyNames() {
        for (var i = 0; i < 100; i++) assertThat(attempts.begin("name-" + i, "2001:db8::" + i)).isEmpty();
        assertThat(attempts.begin("name-100", "2001:db8::ffff")).isPresent();
        assertThat(attempts.begin("name-100", "2001:db8:1::1")).isEmpty();
        assertThat(attempts.begin("name-101", "10.0.0.1")).isEmpty();
    }

    @Test
    void whoHasToWaitLeavesNothingBehind() {
        for (var i = 0; i < 10_000; i++) attempts.begin("name-" + i, "10.0.0.1");
        for (var i = 0; i < 50; i++) attempts.begin("jane", "10.0.1." + i);

        assertThat(attempts.remembered()).isEqualTo(100 + 1 + 1 + 10);
    }

    @Test
    void whoGetsInOrFailedLongAgoIsForgotten() {
        attempts.begin("jane", "10.0.0.1");
        attempts.takeBack("jane", "10.0.0.1");
        assertThat(attempts.remembered()).isZero();

        attempts.begin("jane", "10.0.0.1");
        clock.pass(Duration.ofMinutes(10));
        for (var i = 0; i < 101; i++) attempts.begin("john", "10.0.0.2");
        attempts.begin("jane", "10.0.0.1");
        assertThat(attempts.remembered()).isEqualTo(4);
    }

    @Test
    void anAddressThatHasToWaitLearnsNothingOfAName() {
        for (var i = 0; i < 100; i++) attempts.begin("name-" + i, "10.0.0.1");
        clock.pass(Duration.ofMinutes(4));
        for (var i = 0; i < 10; i++) attempts.begin("jane", "10.0.0.2");

        assertThat(attempts.begin("jane", "10.0.0.1")).contains(Duration.ofMinutes(6));
    }

    @Test
    void aFloodOfRefusedAttemptsDoesNotFreeANameThatIsGuessedAt() {
        for (var i = 0; i < 10; i++) attempts.begin("jane", "10.0.0.1");
        for (var i = 0; i < Attempts.MOST_REMEMBERED + 10; i++) attempts.begin("name-" + i, "10.0.0.2");
        attempts.begin("one more", "10.0.0.3");

        assertThat(attempts.begin("jane", "10.0.0.4")).isPresent();
    }

    @Test
    void aFloodFromManyAddressesIsBoundedAndDoesNotEither() {
        for (var i = 0; i < 10; i++) attempts.begin("jane", "10.0.0.1");
        for (var i = 0; i < 2 * Attempts.MOST_REMEMBERED; i++) attempts.begin("name-" + i, "10.1." + i / 25_600 + "." + i / 100 % 256);

        assertThat(attempts.remembered()).isLessThanOrEqualTo(2 * Attempts.MOST_REMEMBERED);
        assertThat(attempts.begin("jane", "10.0.0.4")).isPresent();
    }
}
