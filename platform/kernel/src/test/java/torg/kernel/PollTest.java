package torg.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static torg.kernel.TestFramework.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PollTest {
    private static final Duration PAUSE = Duration.ofMillis(5);

    @Test
    void aRunThatFailsIsNotTheLast() throws Exception {
        var failures = List.of(new IllegalStateException("ours"), new NoClassDefFoundError("a module's"), new StackOverflowError(), new OutOfMemoryError("for a moment"));
        var runs = new AtomicInteger();
        try (var poll = new Poll("test", PAUSE, () -> {
            var run = runs.getAndIncrement();
            if (run < failures.size()) sneak(failures.get(run));
        })) {
            await(() -> runs.get() > failures.size());
            assertThat(poll.isAlive()).isTrue();
        }
    }

    @Test
    void oneThatEndedAllTheSameSaysSo() throws Exception {
        try (var poll = new Poll("test", PAUSE, () -> {
            throw new InternalError("the machine is out of its mind");
        })) {
            await(() -> !poll.isAlive());
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable failure) throws T {
        throw (T) failure;
    }
}
