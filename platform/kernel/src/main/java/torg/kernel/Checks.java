package torg.kernel;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

/**
 * Asks all health checks at once, and waits a second for the slowest. Anybody may ask how the house is, as often as they like, and a check may be a
 * question to the database: so there is one look at a time, which all who ask meanwhile share, and its answers are kept for a moment. Thread-safe.
 */
final class Checks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Checks.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration KEPT = Duration.ofMillis(500);

    private final Collection<Named> checks = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Future<Look> latest;

    void add(HealthCheck check) {
        checks.add(new Named(nameOf(check), check));
        forget();
    }

    void remove(HealthCheck check) {
        checks.removeIf(known -> known.check == check);
        forget();
    }

    /** The answers of {@link #all}, at most half a second old. */
    Map<String, Status> recent() {
        try {
            return look().get().answers;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException ours) throw ours;
            throw new IllegalStateException("the checks could not be asked", e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** The look under way, else the latest while it is good, else a new one. It has a thread of its own, so that nobody who goes away takes it along. */
    private synchronized Future<Look> look() {
        var good = latest != null && switch (latest.state()) {
            case RUNNING -> true;
            case SUCCESS -> System.nanoTime() - latest.resultNow().end < KEPT.toNanos();
            case FAILED, CANCELLED -> false;
        };
        if (!good) latest = threads.submit(() -> new Look(all(), System.nanoTime()));
        return latest;
    }

    /** Whoever came or went shows at once. */
    private synchronized void forget() {
        latest = null;
    }

    /** Every answer by name as it is now, sorted; of two checks with one name the graver answer. */
    Map<String, Status> all() {
        var asked = List.copyOf(checks);
        var answers = new TreeMap<String, Status>();
        var futures = ask(asked.stream().<Callable<Status>>map(check -> check::ask).toList());
        for (var i = 0; i < asked.size(); i++) answers.merge(asked.get(i).name, answer(asked.get(i).name, futures.get(i)), Checks::graver);
        return answers;
    }

    /** Asked once, and whoever cannot say it is called after its class: one check that is broken must not silence the others. */
    private static String nameOf(HealthCheck check) {
        try {
            return Objects.requireNonNull(check.name(), "the name is null");
        } catch (RuntimeException | LinkageError e) {
            LOG.error("check={} event=nameless", check.getClass().getName(), e);
            return check.getClass().getSimpleName();
        }
    }

    private List<Future<Status>> ask(List<Callable<Status>> questions) {
        try {
            return threads.invokeAll(questions, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static TorgException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return TorgException.of(ProblemKind.BUSY, "kernel.interrupted", "the house is being stopped").causedBy(e);
    }

    private static Status answer(String name, Future<Status> future) {
        try {
            return future.get();
        } catch (CancellationException e) {
            return Status.notReady("'" + name + "' did not answer within a second", "look into the log");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TorgException known) return Status.notReady(known.getMessage(), known.help());
            LOG.error("check={} event=failed", name, e.getCause());
            return Status.notReady("'" + name + "' could not be checked", "look into the log");
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

    /** A check and what it is called. */
    private record Named(String name, HealthCheck check) {
        Status ask() {
            var status = Objects.requireNonNull(check.check(), "the answer is null");
            Objects.requireNonNull(status.level(), "the level of the answer is null");
            return status;
        }
    }

    /** What all checks said, and when the last had. */
    private record Look(Map<String, Status> answers, long end) {}
}
