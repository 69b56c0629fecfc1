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
}
