package torg.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.problem.TorgException;

/** A thread that works in rounds. Whatever a round runs into, the next one comes; whether it does is told by {@link #trouble()}. */
public final class Loop {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(10);
    /** Longer than anything that ends by itself: a description of the ERP, a page of records of which each is refused. */
    private static final Duration LONGEST_STEP = Duration.ofMinutes(10);

    private final String name;
    private final Round round;
    private final Bell bell = new Bell();
    private final Thread thread;
    private volatile boolean running = true;
    private volatile boolean listening;
    /** By when it has to be heard of again, less the longest step. */
    private volatile Instant expected = Instant.now();
    /** Rounds in a row that failed. */
    private int failures;

    Loop(String name, Round round) {
        this.name = name;
        this.round = round;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    /** One round; returns how to rest after it. */
    @FunctionalInterface
    interface Round {
        Rest run();
    }

    void start() {
        thread.start();
    }

    /** No round begins any more. */
    void end() {
        running = false;
        bell.wake();
    }

    /** What is under way may finish; a repeat would be harmless, but a clean end is quicker for everybody. */
    void stop() throws InterruptedException {
        end();
        if (!thread.join(Duration.ofSeconds(5))) thread.interrupt();
    }

    boolean isRunning() {
        return running;
    }

    /** Whether it rests and goes to work at once when somebody rings. */
    boolean listens() {
        return listening;
    }

    /** There is new work. */
    void ring() {
        bell.ring();
    }

    /** It is worth another try, also for what could not be done a moment ago. */
    void wake() {
        bell.wake();
    }

    /** A step of a long round is done. */
    void moved() {
        expected = Instant.now();
    }

    /** That it ended or does not move, or empty when it is well. */
    Optional<String> trouble() {
        if (!running) return Optional.empty();
        if (thread.getState() == Thread.State.TERMINATED) return Optional.of("the thread '" + name + "' has ended");
        var late = Duration.between(expected, Instant.now());
        return late.compareTo(LONGEST_STEP) < 0 ? Optional.empty() : Optional.of("the thread '" + name + "' has not moved for " + late.toMinutes() + " minutes");
    }

    static Duration backoff(int failures) {
        return Duration.ofSeconds(Math.min(LONGEST_BACKOFF.toSeconds(), 1L << Math.min(failures, 10)));
    }

    private void run() {
        while (running) {
            moved();
            rest(round());
        }
    }

    /** One round, whatever it runs into; for one thread. */
    public Rest round() {
        try {
            var rest = round.run();
            failures = 0;
            return rest;
        } catch (TorgException e) {
            if (failures == 0) LOG.warn("sync waits code={} because={}", e.code(), e.getMessage());
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            // The pump is one of the two places that catch everything: neither a mistake nor a module that was replaced meanwhile may end the sync.
            LOG.error("sync round failed", e);
        }
        return Rest.out(backoff(failures++));
    }

    private void rest(Rest rest) {
        expected = Instant.now().plus(rest.most());
        try {
            listening = !rest.firm();
            bell.await(rest);
        } catch (InterruptedException e) {
            // By stop(), which the loop sees; or left behind by a round, and then nobody meant this thread.
            LOG.debug("interrupted loop={}", name, e);
        } finally {
            listening = false;
        }
    }
}
