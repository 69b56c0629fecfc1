package torg.launcher.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import torg.sync.Crew;
import torg.testkit.random.Dice;

/**
 * Threads of which one runs at a time, and a clock that stands still while it does. Wherever a thread pauses, dice say who goes on; so the same dice do the same
 * again. What is seen here happens between pauses: a thread that never pauses is never interrupted.
 */
final class Stage implements InstantSource, Crew {
    private static final int LONGEST_TURN_MILLIS = 60;
    private static final Duration A_MOMENT = Duration.ofMillis(50);
    private final Dice dice;
    private final List<Actor> actors = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final Semaphore over = new Semaphore(0);
    private final List<String> told = new ArrayList<>();
    private Instant now = Instant.parse("2027-01-15T08:00:00Z");
    /** Whose turn it is; null between turns. */
    private Actor current;

    Stage(Dice dice) {
        this.dice = dice;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Note what happened, for whoever looks at a run. */
    void tell(String what) {
        told.add(now + " " + what);
    }

    List<String> told() {
        return told;
    }

    /** Something happens by itself at that time. */
    void at(Instant when, Runnable what) {
        events.add(new Event(when, what));
    }

    /** A thread enters; it runs when dice choose it. */
    Actor enter(Object house, Runnable part) {
        var actor = new Actor(house, now);
        actor.thread = Thread.ofVirtual().unstarted(() -> {
            actor.turn.acquireUninterruptibly();
            try {
                if (!actor.struck) part.run();
            } catch (Crash e) {
                // It is no more.
            } catch (RuntimeException | Error e) {
                actor.failure = e;
            } finally {
                actor.done = true;
                over.release();
            }
        });
        actors.add(actor);
        actor.thread.start();
        return actor;
    }

    /** Whoever has the turn gives it back; others may do something before this returns. Nothing when called between turns. */
    void pause() {
        if (current != null) current.waitFor(now, () -> true);
    }

    /** Give the turn back for a time. */
    void pause(Duration duration) {
        if (current != null) current.waitFor(now.plus(duration), () -> true);
    }

    /** What is waited for may happen in any turn of another. */
    @Override
    public void await(ReentrantLock lock, Condition changed, Duration most) {
        lock.unlock();
        try {
            pause(most.compareTo(A_MOMENT) < 0 ? most : A_MOMENT);
        } finally {
            lock.lock();
        }
    }

    @Override
    public boolean all(List<BooleanSupplier> attempts) {
        var me = current;
        var succeeded = new boolean[attempts.size()];
        var parts = new ArrayList<Actor>();
        for (var i = 0; i < succeeded.length; i++) {
            var part = i;
            parts.add(enter(me.house, () -> succeeded[part] = attempts.get(part).getAsBoolean()));
        }
        me.waitFor(now, () -> parts.stream().allMatch(actor -> actor.done));
        for (var one : succeeded) if (!one) return false;
        return true;
    }

    /** All threads of a house end where they are. */
    void crash(Object house) {
        for (var actor : List.copyOf(actors)) {
            if (actor.house != house || actor.done) continue;
            actor.struck = true;
            play(actor);
        }
    }

    /** One turn of one thread, or one event, or, when nothing is to be done now, time passes until something is. */
    void turn() {
        actors.removeIf(actor -> actor.done);
        var due = events.stream().min(Comparator.comparing(Event::when)).filter(event -> !event.when.isAfter(now));
        if (due.isPresent()) {
            events.remove(due.get());
            due.get().what.run();
            return;
        }
        var ready = actors.stream().filter(actor -> !actor.wakes.isAfter(now) && actor.ready.getAsBoolean()).toList();
        if (ready.isEmpty()) {
            var next = Stream.concat(actors.stream().map(actor -> actor.wakes), events.stream().map(Event::when)).filter(now::isBefore).min(Comparator.naturalOrder());
            now = next.orElseThrow(() -> new IllegalStateException("nobody is left on the stage who could go on"));
            return;
        }
        play(dice.one(ready));
        now = now.plusMillis(dice.below(LONGEST_TURN_MILLIS));
    }

    /** So much time passes at once, in which nobody does anything. */
    void leap(Duration duration) {
        now = now.plus(duration);
    }

    private void play(Actor actor) {
        current = actor;
        actor.turn.release();
        over.acquireUninterruptibly();
        current = null;
        if (actor.failure != null) throw new AssertionError("a thread ended", actor.failure);
    }

    private record Event(Instant when, Runnable what) {}

    /** A thread on the stage. */
    final class Actor {
        private final Object house;
        private final Semaphore turn = new Semaphore(0);
        private Thread thread;
        private Instant wakes;
        private BooleanSupplier ready = () -> true;
        private boolean struck;
        private boolean done;
        private Throwable failure;

        private Actor(Object house, Instant wakes) {
            this.house = house;
            this.wakes = wakes;
        }

        private void waitFor(Instant when, BooleanSupplier condition) {
            wakes = when;
            ready = condition;
            over.release();
            turn.acquireUninterruptibly();
            if (struck) throw new Crash();
        }
    }

    /** The end of a process, which no code of it sees: nothing that it catches. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash() {
            super("the process is killed", null, false, false);
        }
    }
}
