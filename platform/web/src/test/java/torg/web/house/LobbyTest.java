package torg.web.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LobbyTest {
    private final Lobby lobby = new Lobby();

    @Test
    void aChangeWaitsForRequestsThatBeganBefore() throws Exception {
        lobby.enter();
        var changed = new AtomicBoolean();
        var change = Thread.ofPlatform().start(() -> lobby.whileEmpty(Duration.ofSeconds(50), () -> changed.set(true)));
        while (change.getState() != Thread.State.TIMED_WAITING) Thread.sleep(1); // it has come as far as to wait
        assertThat(changed).isFalse();
        lobby.leave();
        change.join();
        assertThat(changed).isTrue();
    }

    @Test
    void requestsWaitUntilTheChangeIsMade() throws Exception {
        var inside = new CountDownLatch(1);
        lobby.whileEmpty(Duration.ofSeconds(1), () -> {
            Thread.startVirtualThread(() -> {
                lobby.enter();
                inside.countDown();
            });
            assertThat(await(inside, 100)).isFalse();
        });
        assertThat(await(inside, 50_000)).isTrue();
    }

    @Test
    void patienceEndsAndTheDoorOpensEvenWhenTheChangeFails() {
        lobby.enter();
        var changed = new AtomicBoolean();
        try {
            lobby.whileEmpty(Duration.ofMillis(50), () -> {
                changed.set(true);
                throw new IllegalStateException("the change fails");
            });
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("the change fails");
        }
        assertThat(changed).isTrue();
        lobby.enter();
    }

    private static boolean await(CountDownLatch latch, long millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
