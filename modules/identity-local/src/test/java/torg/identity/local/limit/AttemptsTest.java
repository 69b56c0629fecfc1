package torg.identity.local.limit;

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
            attempts.succeeded("jane", "10.0.0.1");
        }
    }

    @Test
    void whoeverGuessesAtANameKeepsNobodyOutWhoComesFromElsewhere() {
        for (var i = 0; i < 50; i++) attempts.begin("jane", "10.0.0.1");

        assertThat(attempts.begin("jane", "10.0.0.1")).isPresent();
        assertThat(attempts.begin("jane", "10.0.0.2")).isEmpty();
        assertThat(attempts.begin("john", "10.0.0.1")).as("nor anybody else who shares the address").isEmpty();
    }

    @Test
    void aGuessFromManyPlacesIsStoppedToo() {
        for (var i = 0; i < 100; i++) assertThat(attempts.begin("jane", "10.0.1." + i)).isEmpty();

        assertThat(attempts.begin("jane", "10.0.2.1")).contains(Duration.ofMinutes(10));
        assertThat(attempts.begin("john", "10.0.2.1")).isEmpty();
    }

    @Test
    void aGuessFromManyPlacesKeepsNobodyOutOfWhereTheyHaveComeInBefore() {
        attempts.begin("jane", "10.0.0.1");
        attempts.succeeded("jane", "10.0.0.1");
        for (var i = 0; i < 200; i++) attempts.begin("jane", "10.0.1." + i);

        for (var i = 0; i < 10; i++) assertThat(attempts.begin("jane", "10.0.0.1")).isEmpty();
        assertThat(attempts.begin("jane", "10.0.0.1")).as("who guesses there is stopped as anywhere").isPresent();
    }

    @Test
    void whereSomebodyCameInIsRememberedWithinBounds() {
        for (var i = 0; i < Attempts.MOST_FAMILIAR + 10; i++) attempts.succeeded("name-" + i, "10.0.0.1");

        assertThat(attempts.remembered()).isEqualTo(Attempts.MOST_FAMILIAR);
    }

    @Test
    void oneAddressMayNotTryManyNames() {
        for (var i = 0; i < 100; i++) assertThat(attempts.begin("name-" + i, "2001:db8:0:" + i + "::1")).isEmpty();
        assertThat(attempts.begin("name-100", "2001:db8:0:ffff::1")).isPresent();
        assertThat(attempts.begin("name-100", "2001:db8:1::1")).isEmpty();
        assertThat(attempts.begin("name-101", "10.0.0.1")).isEmpty();
    }

    @Test
    void whoHasComeInBeforeIsNotKeptOutByWhoeverTriesOtherNamesThere() {
        attempts.begin("jane", "10.0.0.1");
        attempts.succeeded("jane", "10.0.0.1");
        for (var i = 0; i < 100; i++) attempts.begin("name-" + i, "10.0.0.1");

        assertThat(attempts.begin("john", "10.0.0.1")).contains(Duration.ofMinutes(10));
        for (var i = 0; i < 10; i++) assertThat(attempts.begin("jane", "10.0.0.1")).isEmpty();
        assertThat(attempts.begin("jane", "10.0.0.1")).as("who guesses at the name there is stopped").isPresent();
    }

    @Test
    void whoHasToWaitLeavesNothingBehind() {
        for (var i = 0; i < 10_000; i++) attempts.begin("name-" + i, "10.0.0.1");
        for (var i = 0; i < 50; i++) attempts.begin("jane", "10.0.1.1");

        assertThat(attempts.remembered()).isEqualTo(100 + 1 + 100 + 3);
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
        assertThat(attempts.remembered()).isEqualTo(6);
    }

    @Test
    void anAddressThatHasToWaitLearnsNothingOfAName() {
        for (var i = 0; i < 100; i++) attempts.begin("name-" + i, "10.0.0.1");
        clock.pass(Duration.ofMinutes(4));
        for (var i = 0; i < 100; i++) attempts.begin("jane", "10.0.1." + i);

        assertThat(attempts.begin("jane", "10.0.0.1")).contains(Duration.ofMinutes(6));
    }

    @Test
    void aFloodOfRefusedAttemptsDoesNotFreeANameThatIsGuessedAt() {
        for (var i = 0; i < 10; i++) attempts.begin("jane", "10.0.0.1");
        for (var i = 0; i < Failures.MOST_REMEMBERED + 10; i++) attempts.begin("name-" + i, "10.0.0.2");
        attempts.begin("one more", "10.0.0.3");

        assertThat(attempts.begin("jane", "10.0.0.1")).isPresent();
    }

    @Test
    void aFloodFromManyAddressesIsBoundedAndDoesNotEither() {
        for (var i = 0; i < 10; i++) attempts.begin("jane", "10.0.0.1");
        for (var i = 0; i < 90; i++) attempts.begin("jane", "10.0.1." + i);
        for (var i = 0; i < 2 * Failures.MOST_REMEMBERED; i++) attempts.begin("name-" + i, "10.1." + i / 25_600 + "." + i / 100 % 256);

        assertThat(attempts.remembered()).isLessThanOrEqualTo(3 * Failures.MOST_REMEMBERED);
        assertThat(attempts.begin("jane", "10.0.0.1")).isPresent();
        assertThat(attempts.begin("jane", "10.0.0.4")).isPresent();
    }
}
