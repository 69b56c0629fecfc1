package torg.sync.live;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.problem.Deadline;

/** Waits for an answer no longer than it may. */
final class InTime {
    private static final Logger LOG = LoggerFactory.getLogger(InTime.class);

    private InTime() {}

    /**
     * The answer; empty when it is none, is not there in time (that of the request, if it has less), or the question breaks off.
     *
     * @param question goes on when the time is over, to its own end: it ought to keep the same time
     * @param over run once, when the question has come to its end
     */
    static <T> Optional<T> ask(Supplier<Optional<T>> question, Duration most, Runnable over) {
        var task = new FutureTask<>(() -> {
            try {
                return question.get();
            } finally {
                over.run();
            }
        });
        Thread.ofVirtual().name("sync-live").start(task);
        try {
            return task.get(Deadline.in(most).whole().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.info("no live answer within millis={}", most.toMillis());
            return Optional.empty();
        } catch (ExecutionException e) {
            LOG.warn("a live question broke off", e);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
