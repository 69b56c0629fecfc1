package torg.kernel;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.health.Status;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.spi.health.HealthCheck;

/** Asks all health checks at once, and waits a second for the slowest. Thread-safe. */
final class Checks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Checks.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Collection<HealthCheck> checks = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    void add(HealthCheck check) {
        checks.add(check);
    }

    void remove(HealthCheck check) {
        checks.removeIf(known -> known == check);
    }

    /** Every answer by name, sorted; of two checks with one name the graver answer. */
    Map<String, Status> all() {
        var asked = List.copyOf(checks);
        var answers = new TreeMap<String, Status>();
        var futures = ask(asked.stream().<Callable<Status>>map(check -> check::check).toList());
        for (var i = 0; i < asked.size(); i++) answers.merge(asked.get(i).name(), answer(asked.get(i), futures.get(i)), Checks::graver);
        return answers;
    }

    private List<Future<Status>> ask(List<Callable<Status>> questions) {
        try {
            return threads.invokeAll(questions, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TorgException.of(ProblemKind.BUSY, "kernel.interrupted", "the house is being stopped").causedBy(e);
        }
    }

    private static Status answer(HealthCheck check, Future<Status> future) {
        try {
            return future.get();
        } catch (CancellationException e) {
            return Status.notReady("'" + check.name() + "' did not answer within a second", "look into the log");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TorgException known) return Status.notReady(known.getMessage(), known.help());
            LOG.error("check={} event=failed", check.name(), e.getCause());
            return Status.notReady("'" + check.name() + "' could not be checked", "look into the log");
        } catch (InterruptedException e) {
            throw new IllegalStateException("an answer that is there needs no waiting", e);
        }
    }

    private static Status graver(Status a, Status b) {
        return a.level().compareTo(b.level()) >= 0 ? a : b;
    }

    /** Make a change, and return when every check that was ready before is ready again, or gone, or a second has passed. */
    void untilReadyAgain(Runnable change) {
        var before = notReady(all());
        change.run();
        var end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!before.containsAll(notReady(all())) && System.nanoTime() < end) Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Collection<String> notReady(Map<String, Status> answers) {
        return answers.entrySet().stream().filter(answer -> answer.getValue().level() == Status.Level.NOT_READY).map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
