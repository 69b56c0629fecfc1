package torg.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.sync.connector.Pause;
import torg.sync.connector.Trouble;
import torg.sync.map.TableMap;
import torg.sync.receive.Pass;
import torg.sync.receive.Receiver;

/** When a map was last looked at, and what came of it. */
public final class Track {
    private static final Duration AFTER_START = Duration.ofSeconds(20);
    /** So often in a row no answer comes at one place, while the beginning is answered, until the place is given up. */
    private static final int STUCK = 3;
    private final InstantSource clock;
    private volatile Optional<Trouble> trouble = Optional.empty();
    /** Whether nothing was heard of it, so that those behind it wait as well. */
    private boolean silent;
    /** Whether there is no connector for it. */
    private volatile boolean without;
    /** Whether an administrator lets it stand still. */
    private boolean paused;
    private Instant rests = Instant.MIN;
    private int failures;
    private TableMap ran;
    /** What was begun of everything. */
    private Optional<Pass> interrupted = Optional.empty();
    /** Whether the ERP did not know the place any more at which everything was to be gone on with. */
    private boolean forgotten;
    /** How often in a row there was no answer at that place. */
    private int stuck;
    /** What is being read of everything right now. */
    private volatile Optional<Pass> reading = Optional.empty();
    private volatile Instant everything = Instant.MIN;
    private volatile Instant open = Instant.MIN;
    /** A look that takes long is not begun again before as much time has passed, however often somebody says that something changed: half of the time the ERP is left alone. */
    private Instant breath = Instant.MIN;
    /** When the last look began that came to its end. */
    private Optional<Instant> looked = Optional.empty();

    public Track(InstantSource clock) {
        this.clock = clock;
    }

    /** Why the map could not be read the last time, or empty when it was. */
    Optional<Trouble> trouble() {
        return trouble;
    }

    void everythingIsDue() {
        everything = Instant.MIN;
    }

    boolean isSilent() {
        return silent;
    }

    void openIsDue() {
        open = Instant.MIN;
    }

    /** Returns whether something other than silence had been wrong. */
    boolean well() {
        var mended = trouble.isPresent() && !silent;
        silent = false;
        trouble = Optional.empty();
        failures = 0;
        return mended;
    }

    void waits(String why) {
        silent = true;
        trouble = Optional.of(Trouble.of(why));
    }

    /** It stands still: nothing is wrong with it, and nothing is known of it. */
    void pause() {
        well();
        without = false;
        paused = true;
    }

    /** It goes on: what changed in the ERP meanwhile is looked at now; a first reading goes on where it was. */
    void goOn(boolean known) {
        if (!paused) return;
        paused = false;
        looked = Optional.empty();
        everything = Instant.MIN;
        openIsDue();
        if (known) interrupted = Optional.empty();
    }

    /** How far the reading of everything is that runs right now. */
    Optional<Pass.Reading> reading() {
        return reading.map(Pass::reading);
    }

    boolean isWithout() {
        return without;
    }

    /** There is no connector for it. */
    void without(String why) {
        waits(why);
        without = true;
    }

    /** There is a connector for it, perhaps again; then it may be that nothing is due for a while, and still nothing is wrong. */
    void with() {
        if (without) well();
        without = false;
    }

    /** Returns whether the reason is new. */
    boolean failed(Trouble why, boolean noAnswer) {
        silent = noAnswer;
        var known = trouble.filter(why::equals).isPresent();
        trouble = Optional.of(why);
        rests = clock.instant().plus(Loop.backoff(failures++));
        return !known;
    }

    /** How long it is left alone after it failed; zero or less when it may be looked at. */
    Duration rest() {
        return rests == Instant.MIN ? Duration.ZERO : Duration.between(clock.instant(), rests);
    }

    static Duration often(TableMap map) {
        return map.open().map(TableMap.Open::every).orElse(map.every());
    }

    /** How long it is, at most, until there may be something to do again. */
    Duration next(TableMap map) {
        var often = often(map);
        var left = open == Instant.MIN && breath != Instant.MIN ? Duration.between(clock.instant(), breath) : often;
        return left.isPositive() && left.compareTo(often) < 0 ? left : often;
    }

    /** Do what is due; returns whether anything was. */
    public boolean run(TableMap map, Receiver receiver) {
        if (ran == null && receiver.knows(map)) comesBack(map);
        // A map whose document changed may read other fields: everything is compared again.
        if (!map.equals(ran)) everything = Instant.MIN;
        if (due(everything, map.every())) {
            // What changed while everything was read for the first time is not late: nobody waited for it yet.
            var begun = Optional.of(clock.instant()).filter(_ -> receiver.knows(map));
            everything(map, receiver);
            looked = begun;
            ran = map;
            everything = clock.instant();
            open = everything;
            return true;
        }
        if (map.open().isPresent() && due(open, map.open().get().every()) && !clock.instant().isBefore(breath)) {
            // Set before the look: a wake-up that comes meanwhile has to lead to another look.
            open = clock.instant();
            var begun = open;
            receiver.open(map, looked);
            looked = Optional.of(begun);
            var now = clock.instant();
            breath = now.plus(Duration.between(begun, now));
            return true;
        }
        return false;
    }

    /** An ERP that asks for pauses, or a moment without one, does not make everything begin anew: it goes on where it was. */
    private void everything(TableMap map, Receiver receiver) {
        var pass = interrupted.filter(known -> known.map().equals(map)).orElseGet(() -> forgotten ? new Pass(map) : receiver.begin(map));
        var pages = pass.pages();
        interrupted = Optional.empty();
        reading = Optional.of(pass);
        try {
            receiver.everything(pass);
        } catch (Pause e) {
            interrupted = Optional.of(pass);
            throw e;
        } catch (TorgException e) {
            // Where it came no further the place itself may be what is wrong: the ERP may have forgotten it.
            if (pass.pages() > pages || e.kind() == ProblemKind.BUSY) interrupted = Optional.of(pass);
            stuck = interrupted.isEmpty() && e.kind() == ProblemKind.UPSTREAM && pass.isUnderWay() ? stuck + 1 : 0;
            // An ERP that is away forgets nothing by that; one that answers everywhere else has lost the place.
            forgotten = interrupted.isEmpty() && (e.kind() != ProblemKind.UPSTREAM || stuck >= STUCK && receiver.answersAtTheBeginning(map));
            throw e;
        } finally {
            reading = Optional.empty();
        }
    }

    /** After a restart people come first: what was read before is compared again a little later; what is still moving is looked at at once. */
    private void comesBack(TableMap map) {
        ran = map;
        everything = clock.instant().minus(map.every()).plus(AFTER_START);
    }

    private boolean due(Instant last, Duration every) {
        return last == Instant.MIN || !clock.instant().isBefore(last.plus(every));
    }
}
