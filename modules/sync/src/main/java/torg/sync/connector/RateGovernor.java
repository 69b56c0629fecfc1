package torg.sync.connector;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.problem.Deadline;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.spi.sync.Governor;
import torg.spi.sync.Urgency;

/** The one place where all that one ERP is asked waits for its turn: it keeps the pauses the ERP asks for, its {@link Pace}, and the {@link Circuit}. Thread-safe. */
public final class RateGovernor implements Governor {
    private static final Logger LOG = LoggerFactory.getLogger(RateGovernor.class);
    /** An ERP that asks for more is asked too early once, which harms nobody; orders must not wait for a day because of a number in a header. */
    public static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    /** Code of what was not sent. */
    public static final String NOT_ASKED = "sync.not-asked";
    /** Whoever has waited that long comes before whoever is more urgent. */
    private static final Duration LONGEST_BEHIND = Duration.ofSeconds(10);
    /** So many changes at once where the ERP does not say what it takes, and where it takes any number. */
    private static final int USUAL_CHANGES = 8;
    private static final int MOST_CHANGES = 32;

    private final String connector;
    private final Limits limits;
    private final InstantSource clock;
    private final Lull lull;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final TreeSet<Turn> turns = new TreeSet<>(Comparator.comparing(Turn::urgency).thenComparing(Turn::number));
    private long numbers;
    private int underWay;
    private Instant pausedUntil = Instant.MIN;
    private Pace pace;
    private Circuit circuit = Circuit.FRESH;

    RateGovernor(String connector, Limits limits, InstantSource clock, Lull lull) {
        this.connector = connector;
        this.limits = limits;
        this.clock = clock;
        this.lull = lull;
        this.pace = Pace.of(limits.perSecond());
    }

    /** How a thread that holds the lock gives it away until something changed, or this long. */
    @FunctionalInterface
    public interface Lull {
        Lull THREADS = (_, changed, most) -> changed.awaitNanos(most.toNanos());

        void await(ReentrantLock lock, Condition changed, Duration most) throws InterruptedException;
    }

    private record Turn(Urgency urgency, long number, Instant since) {}

    /** What a request says of the ERP. */
    private enum Outcome { ANSWERED, SILENT, NOTHING }

    @Override
    public <T> T pass(Duration most, Request<T> request) throws IOException, InterruptedException {
        var probe = enter(most);
        var outcome = Outcome.NOTHING;
        try {
            var answer = request.send();
            outcome = Outcome.ANSWERED;
            return answer;
        } catch (IOException e) {
            outcome = said(e);
            throw e;
        } catch (RuntimeException e) {
            // An answer that makes no sense is one.
            outcome = Outcome.ANSWERED;
            throw e;
        } finally {
            leave(outcome, probe);
        }
    }

    private static Outcome said(IOException failure) {
        return switch (failure) {
            case Unusable _ -> Outcome.ANSWERED;
            case NotSent _ -> Outcome.NOTHING;
            // Whoever waits less long than others cannot tell slow from silent.
            case HttpTimeoutException _ when Urgency.current() == Urgency.PEOPLE -> Outcome.NOTHING;
            default -> Outcome.SILENT;
        };
    }

    /** Returns whether it is the request that finds out whether the ERP answers again. */
    private boolean enter(Duration most) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var turn = new Turn(Urgency.current(), numbers++, clock.instant());
            var end = turn.since.plus(Deadline.in(most).whole());
            turns.add(turn);
            try {
                while (true) {
                    var now = clock.instant();
                    if (circuit.state(now) == Circuit.State.OPEN) {
                        throw notAsked("did not answer several times in a row and is left alone for a moment", "check that it runs and that the connector's address leads to it");
                    }
                    var wait = first(now).equals(turn) ? wait(now) : Optional.of(LONGEST_BEHIND);
                    if (wait.isEmpty()) return sent(now);
                    var left = Duration.between(now, end);
                    if (!left.isPositive() || left(now).compareTo(left) > 0) {
                        if (left(now).isPositive()) throw notAsked("asked for a pause", "wait for its end, which the ERP named");
                        throw notAsked("is asked too much already", "try again in a moment; where it stays so, look at 'requests-per-second' of the connector");
                    }
                    lull.await(lock, changed, wait.get().compareTo(left) < 0 ? wait.get() : left);
                }
            } finally {
                turns.remove(turn);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whose turn it is. */
    private Turn first(Instant now) {
        var overdue = turns.stream().filter(turn -> turn.since.plus(LONGEST_BEHIND).isBefore(now)).min(Comparator.comparing(Turn::number));
        return overdue.orElseGet(turns::first);
    }

    /** How long whoever is first has to wait still, unless something changes before; empty when not at all. */
    private Optional<Duration> wait(Instant now) {
        if (circuit.probed() || limits.atOnce() > 0 && underWay >= limits.atOnce()) return Optional.of(LONGEST_BEHIND);
        var pause = left(now);
        var gap = pace.wait(now);
        return Optional.of(pause.compareTo(gap) > 0 ? pause : gap).filter(Duration::isPositive);
    }

    private boolean sent(Instant now) {
        underWay++;
        pace = pace.sent(now);
        circuit = circuit.sent(now);
        return circuit.probed();
    }

    private void leave(Outcome outcome, boolean probe) {
        lock.lock();
        try {
            underWay--;
            var now = clock.instant();
            var before = circuit.state(now);
            circuit = switch (outcome) {
                case ANSWERED -> circuit.answered();
                case SILENT -> circuit.silent(now, probe);
                case NOTHING -> circuit.givenUp(probe);
            };
            if (before == Circuit.State.CLOSED && circuit.state(now) == Circuit.State.OPEN) LOG.warn("the ERP is left alone, it did not answer several times in a row connector={}", connector);
            if (before != Circuit.State.CLOSED && circuit.state(now) == Circuit.State.CLOSED) LOG.info("the ERP is asked again connector={}", connector);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void pause(Duration asked) {
        if (!asked.isPositive()) return;
        lock.lock();
        try {
            var now = clock.instant();
            var pause = asked.compareTo(LONGEST_PAUSE) < 0 ? asked : LONGEST_PAUSE;
            // Those that were under way when it began say the same once more.
            if (!left(now).isPositive()) {
                pace = pace.halved(now);
                LOG.info("the ERP asks for a pause connector={} seconds={}", connector, pause.toSeconds());
            }
            var until = now.plus(pause);
            if (until.isAfter(pausedUntil)) pausedUntil = until;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many changes are sent at once: half of what the ERP takes, so that whoever waits at a page finds room beside a long queue. */
    public int changesAtOnce() {
        return limits.atOnce() == 0 ? USUAL_CHANGES : Math.clamp(limits.atOnce() / 2, 1, MOST_CHANGES);
    }

    /** What is left of a pause, zero or less when there is none. */
    public Duration left() {
        lock.lock();
        try {
            return left(clock.instant());
        } finally {
            lock.unlock();
        }
    }

    private Duration left(Instant now) {
        return pausedUntil.equals(Instant.MIN) ? Duration.ZERO : Duration.between(now, pausedUntil);
    }

    /** How it is at this moment. */
    public Flow flow() {
        lock.lock();
        try {
            var now = clock.instant();
            var state = circuit.state(now);
            return new Flow(state.word(), state == Circuit.State.CLOSED ? Optional.empty() : Optional.of(circuit.until()), turns.size(), underWay,
                    Double.isInfinite(pace.rate()) ? OptionalDouble.empty() : OptionalDouble.of(pace.rate()), pace.isSlowed());
        } finally {
            lock.unlock();
        }
    }

    private TorgException notAsked(String why, String help) {
        return TorgException.of(ProblemKind.UPSTREAM, NOT_ASKED, "the ERP of connector '" + connector + "' " + why).help(help);
    }
}
