package torg.sync;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.LoggerFactory;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.sync.connector.RateGovernor;

/** Makes several attempts at once and waits for the slowest, whether all succeeded; and lets a thread wait for its turn. */
@FunctionalInterface
public interface Crew {
    /** With a thread for each. */
    Crew THREADS = attempts -> {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return attempts.stream().map(attempt -> threads.submit(attempt::getAsBoolean)).toList().stream().allMatch(Crew::succeeded);
        }
    };

    boolean all(List<BooleanSupplier> attempts);

    /** Two at once. What the first throws comes before what the second throws. */
    default void both(Runnable first, Runnable second) {
        var parts = List.of(new Part(first), new Part(second));
        all(parts.stream().<BooleanSupplier>map(part -> part::run).toList());
        parts.forEach(Part::end);
    }

    /** Something that may end by an error, which is for whoever waits for it. */
    final class Part {
        private final Runnable work;
        private volatile Optional<Throwable> thrown = Optional.of(TorgException.of(ProblemKind.BUSY, "sync.interrupted", "it was interrupted"));

        private Part(Runnable work) {
            this.work = work;
        }

        private boolean run() {
            try {
                work.run();
                thrown = Optional.empty();
            } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
                thrown = Optional.of(e);
            }
            return thrown.isEmpty();
        }

        private void end() {
            switch (thrown.orElse(null)) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case null, default -> { }
            }
        }
    }

    /** Give the lock away until something changed, at most this long. */
    default void await(ReentrantLock lock, Condition changed, Duration most) throws InterruptedException {
        RateGovernor.Lull.THREADS.await(lock, changed, most);
    }

    private static boolean succeeded(Future<Boolean> attempt) {
        try {
            return attempt.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            LoggerFactory.getLogger(Crew.class).error("sending failed", e.getCause());
            return false;
        }
    }
}
