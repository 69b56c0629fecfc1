package torg.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/** The next round comes, whatever the last one ran into; and when none comes, it is told. */
@Timeout(60)
class LoopTest {
    private final AtomicInteger rounds = new AtomicInteger();

    @Test
    void goesOnAfterWhateverARoundRunsInto() throws Exception {
        var faults = List.of(TorgException.of(ProblemKind.BUSY, "a", "busy"), new IllegalStateException(), new NoClassDefFoundError("gone"), new StackOverflowError(), new OutOfMemoryError("for a moment"));
        var loop = new Loop("test", () -> {
            var round = rounds.getAndIncrement();
            Thread.currentThread().interrupt();
            if (round < faults.size()) throw sneaky(faults.get(round));
            return Rest.upTo(Duration.ofMinutes(1));
        });
        loop.start();
        for (var round = 1; round <= faults.size() + 1; round++) {
            while (rounds.get() < round) Thread.sleep(5);
            loop.wake();
        }
        assertThat(loop.trouble()).isEmpty();
        loop.stop();
    }

    @Test
    void tellsThatItEnded() throws Exception {
        var loop = new Loop("test", () -> {
            throw new InternalError("the machine is out of its mind");
        });
        loop.start();
        while (loop.trouble().isEmpty()) Thread.sleep(5);
        assertThat(loop.trouble()).contains("the thread 'test' has ended");
        loop.stop();
    }

    @Test
    void newWorkEndsARestButNotAFirmOne() throws Exception {
        var bell = new Bell();
        bell.ring();
        var start = Instant.now();
        bell.await(Rest.upTo(Duration.ofMinutes(1)));
        bell.ring();
        bell.wake();
        bell.await(Rest.out(Duration.ofMinutes(1)));
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(50));
        bell.ring();
        start = Instant.now();
        bell.await(Rest.out(Duration.ofMillis(300)));
        assertThat(Duration.between(start, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(290));
    }

    private static RuntimeException sneaky(Throwable fault) {
        if (fault instanceof Error error) throw error;
        return (RuntimeException) fault;
    }
}
