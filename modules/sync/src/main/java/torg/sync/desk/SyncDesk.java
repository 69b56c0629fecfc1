package torg.sync.desk;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.audit.Act;
import torg.api.audit.AuditLog;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.sync.Outbox;
import torg.api.table.Tables;
import torg.api.text.Characters;
import torg.api.web.Request;
import torg.sync.SyncEngine;
import torg.sync.compare.Comparison;
import torg.sync.compare.Comparison.Finding;
import torg.sync.compare.Comparisons;
import torg.sync.compare.Difference;
import torg.sync.map.Storable;
import torg.sync.map.TableMap;
import torg.sync.map.TableMaps;
import torg.sync.pause.Pausing;
import torg.sync.pause.Pausing.Scope;
import torg.sync.preflight.Check;
import torg.sync.send.Conflicts;
import torg.sync.send.Conflicts.Keep;

/** What administrators do about the sync: changes that do not reach the ERP, and maps that are to stand still; on a page and in a script alike. */
@Component(service = SyncDesk.class)
public final class SyncDesk {
    static final int LONGEST_NOTE = 500;
    private static final int LONGEST_NAME = 200;
    private static final int AT_ONCE = 500;
    private static final Caller SYNC = Caller.service("sync");
    private static final Logger LOG = LoggerFactory.getLogger(SyncDesk.class);
    private final SyncEngine engine;
    private final Outbox outbox;
    private final Comparisons comparisons;
    private final Tables tables;
    private final Conflicts conflicts;
    /** Two looks at a time would only slow the ERP down. */
    private final ReentrantLock looking = new ReentrantLock();
    private final AuditLog audit;

    @Activate
    public SyncDesk(@Reference SyncEngine engine, @Reference Outbox outbox, @Reference Comparisons comparisons, @Reference Tables tables, @Reference AuditLog audit) {
        this.engine = engine;
        this.outbox = outbox;
        this.comparisons = comparisons;
        this.tables = tables;
        this.conflicts = new Conflicts(tables, SYNC, InstantSource.system());
        this.audit = audit;
    }

    static boolean isFor(Request request) {
        return request.site().settings().isAdministrator(request.caller());
    }

    /** @throws TorgException SIGN_IN or DENIED when the caller is no administrator */
    static void admit(Request request) {
        if (request.caller().isAnonymous()) throw TorgException.of(ProblemKind.SIGN_IN, "sync.sign-in", "the sync desk is for administrators who signed in");
        if (!isFor(request)) throw TorgException.of(ProblemKind.DENIED, "sync.denied", "the sync desk is for administrators");
    }

    /** Send a refused or waiting change again, now, or as soon as it cannot be on its way any more. */
    void retry(Request request, long id) {
        admit(request);
        telling("sync-retry", "entry " + id, () -> outbox.retry(id));
        engine.wake();
    }

    /**
     * Leave a refused or waiting change undone, for good.
     *
     * @throws TorgException INVALID {@code sync.no-note} when the note is empty or too long
     */
    void drop(Request request, long id, String note) {
        admit(request);
        var why = dropped(request, note);
        telling("sync-drop", "entry " + id + ": " + note.strip(), () -> outbox.drop(id, why));
        conflicts.over(id);
    }

    /**
     * Decide about a change of what the ERP changed as well: whose values stay in what both changed. What only the portal changed is sent either way.
     *
     * @throws TorgException CONFLICT {@code sync.nothing-asked} when nobody is asked about it, or not any more
     */
    void decide(Request request, long id, Keep keep) {
        admit(request);
        if (asked(id).isEmpty()) throw TorgException.of(ProblemKind.CONFLICT, "sync.nothing-asked", "there is nothing to decide about change " + id);
        telling("sync-decide", "entry " + id + ": the values of the " + (keep == Keep.PORTAL ? "portal" : "ERP") + " stay", () -> {
            conflicts.decide(id, keep, who(request));
            outbox.retry(id);
        });
        engine.wake();
    }

    /** The change that a person is asked about; empty when nobody is. */
    Optional<Outbox.Entry> asked(long id) {
        return outbox.inOrder(Outbox.State.REFUSED, id, 1).stream().filter(entry -> entry.id() == id && entry.note().startsWith(Conflicts.CODE + ":")).findFirst();
    }

    /** Send every change again that is parked now; returns how many. */
    long retryAll(Request request) {
        admit(request);
        var given = parked("sync-retry", "", outbox::retry);
        engine.wake();
        return given;
    }

    /**
     * Leave every change undone, for good, that is parked now; returns how many.
     *
     * @throws TorgException INVALID {@code sync.no-note} as {@link #drop}
     */
    long dropAll(Request request, String note) {
        admit(request);
        var why = dropped(request, note);
        return parked("sync-drop", ": " + note.strip(), id -> outbox.drop(id, why));
    }

    /** Those that somebody else was quicker with are left to them; told in batches, each before it is done. */
    private long parked(String act, String why, LongConsumer each) {
        var done = new AtomicLong();
        for (var some = outbox.inOrder(Outbox.State.REFUSED, 0, AT_ONCE); !some.isEmpty(); some = outbox.inOrder(Outbox.State.REFUSED, some.getLast().id() + 1, AT_ONCE)) {
            var batch = some;
            telling(act, "entries " + batch.getFirst().id() + " to " + batch.getLast().id() + ", " + batch.size() + " parked" + why,
                    () -> batch.stream().filter(entry -> isDone(entry.id(), each)).forEach(_ -> done.incrementAndGet()));
        }
        return done.get();
    }

    private static boolean isDone(long id, LongConsumer act) {
        try {
            act.accept(id);
            return true;
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.NOT_FOUND && e.kind() != ProblemKind.CONFLICT) throw e;
            return false;
        }
    }

    private static String dropped(Request request, String note) {
        return why(note) + "; dropped by contact " + request.caller().contact().orElse("");
    }

    /**
     * Let a map with that of its parts, or all maps of a connector, stand still until somebody resumes it.
     *
     * @throws TorgException INVALID {@code sync.no-note} when the note is empty or too long; NOT_FOUND {@code sync.nothing-to-pause} when there is no such map or
     *     connector; INVALID {@code sync.part} for the map of parts; CONFLICT {@code sync.paused} when it stands still already
     */
    void pause(Request request, Scope scope, String name, String note) {
        admit(request);
        var why = why(note);
        var known = engine.maps().map(TableMaps::maps).orElse(List.of()).stream().filter(map -> name.equals(scope == Scope.MAP ? map.name() : map.connector())).findFirst()
                .orElseThrow(() -> TorgException.of(ProblemKind.NOT_FOUND, "sync.nothing-to-pause", "there is no " + scope.word() + " of this name"));
        if (scope == Scope.MAP && known.partOf().isPresent())
            throw TorgException.of(ProblemKind.INVALID, "sync.part", "the rows of map '" + name + "' go with those of map '" + known.partOf().get() + "': pause that");
        telling("sync-pause", scope.word() + " " + name + ": " + why, () -> engine.pausings().begin(new Pausing(scope, name, who(request), Instant.now(), why)));
    }

    /**
     * Let it go on: what waits is sent in order, what changed in the ERP is looked at.
     *
     * @throws TorgException CONFLICT {@code sync.not-paused} when it does not stand still, or only because of something else
     */
    void resume(Request request, Scope scope, String name) {
        admit(request);
        telling("sync-resume", scope.word() + " " + name, () -> engine.pausings().end(scope, name, who(request)));
        engine.wake();
    }

    /**
     * Begin to look at both sides of a map, also of one that stands still; nothing is written.
     *
     * @throws TorgException NOT_FOUND {@code sync.no-map} when there is no such map; CONFLICT {@code sync.comparing} while it is looked at already, {@code sync.no-connector} when nobody can ask its ERP
     */
    void compare(Request request, String name) {
        admit(request);
        var map = map(name);
        var maps = engine.maps().orElseThrow();
        var receiver = engine.looking(maps, map).orElseThrow(() -> TorgException.of(ProblemKind.CONFLICT, "sync.no-connector", "the connector '" + map.connector() + "' is not running"));
        comparisons.begin(maps, map, receiver);
    }

    /**
     * The look at both sides of a map that runs, or the last one since the portal started; empty when there was none. Values are those that the caller may read.
     *
     * @throws TorgException NOT_FOUND {@code sync.no-map} when there is no such map
     */
    Optional<Comparison> comparison(Request request, String name) {
        admit(request);
        var map = map(name);
        return comparisons.of(map.name()).map(comparison -> comparison.with(finding ->
                new Finding(finding.kind(), finding.key(), Difference.readable(tables, request.caller(), map.table(), finding.key(), finding.differences()), finding.reason())));
    }

    /**
     * Read everything of a map anew, now: what differs gets the ERP's values, except for what still waits to be sent there.
     *
     * @throws TorgException NOT_FOUND {@code sync.no-map} when there is no such map; CONFLICT {@code sync.paused} when it stands still
     */
    void readAgain(Request request, String name) {
        admit(request);
        var map = map(name);
        if (engine.pausings().now().of(map).isPresent()) throw TorgException.of(ProblemKind.CONFLICT, "sync.paused", "map '" + name + "' is paused");
        telling("sync-read", "map " + name, () -> engine.again(map));
    }

    /**
     * Let the rows of a map go that are gone from the ERP and too many to go without asking; everything of the map is read anew for it, now.
     *
     * @param rows how many the administrator knows of
     * @throws TorgException INVALID {@code sync.no-note} as {@link #drop}; NOT_FOUND {@code sync.no-map}; CONFLICT {@code sync.nothing-held} when none are held back,
     *     {@code sync.more-held} when there are more by now, {@code sync.paused} when the map stands still
     */
    void letThrough(Request request, String name, long rows, String note) {
        admit(request);
        var why = why(note);
        var map = map(name);
        if (engine.pausings().now().of(map).isPresent()) throw TorgException.of(ProblemKind.CONFLICT, "sync.paused", "map '" + name + "' is paused");
        telling("sync-let-through", "map " + name + ", " + rows + " rows: " + why, () -> engine.ledger().guard().letThrough(map.name(), rows, who(request), why));
        engine.again(map);
    }

    /** What cannot be told is not done. */
    private void telling(String act, String detail, Runnable work) {
        audit.telling(Act.done(act).with(detail), work);
        LOG.info("{} {}", act, Characters.line(detail));
    }

    /**
     * Look at an ERP before anything is copied; what it takes is the time of whoever asks, a minute or so at most.
     *
     * @throws TorgException NOT_FOUND {@code sync.no-connector} when none of this name runs; CONFLICT {@code sync.preflight-runs} while somebody else looks
     */
    List<Check> preflight(Request request, String connector) {
        admit(request);
        var preflight = engine.preflight(connector).orElseThrow(() -> TorgException.of(ProblemKind.NOT_FOUND, "sync.no-connector", "no connector of this name runs"));
        if (!looking.tryLock()) throw TorgException.of(ProblemKind.CONFLICT, "sync.preflight-runs", "somebody looks at an ERP at this moment; ask again when that is over");
        try {
            return preflight.look();
        } finally {
            looking.unlock();
        }
    }

    private TableMap map(String name) {
        return engine.maps().flatMap(maps -> maps.named(name)).orElseThrow(() -> TorgException.of(ProblemKind.NOT_FOUND, "sync.no-map", "there is no map of this name"));
    }

    private static String why(String note) {
        var why = note.strip();
        if (why.isEmpty() || why.length() > LONGEST_NOTE) throw TorgException.of(ProblemKind.INVALID, "sync.no-note", "'note' says why, in 1 to " + LONGEST_NOTE + " characters");
        return why;
    }

    private static String who(Request request) {
        var caller = request.caller();
        return Storable.text(caller.name(), LONGEST_NAME) + caller.contact().map(key -> " (" + key + ")").orElse("");
    }
}
