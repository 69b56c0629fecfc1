package torg.sync;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.health.Status;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.sync.Outbox;
import torg.spi.health.HealthCheck;
import torg.sync.map.SyncSettings;
import torg.sync.map.TableMap;
import torg.sync.map.TableMaps;
import torg.sync.pause.Paused;

/** Ready when every map was read once; afterwards an ERP that is away only delays, and says so. */
@Component(service = HealthCheck.class, configurationPid = "torg.sync")
public final class SyncHealth implements HealthCheck {
    /** A day, in seconds: what takes longer is no lag any more. */
    private static final int MOST_LAG = 86_400;
    private final SyncEngine engine;
    private final Outbox outbox;
    private final Duration longestLag;

    @Activate
    public SyncHealth(@Reference SyncEngine engine, @Reference Outbox outbox, SyncSettings settings) {
        this(engine, outbox, longestLag(settings.longest$_$lag()));
    }

    /** @throws TorgException CONFIG {@code sync.setting} when it is no such time */
    static Duration longestLag(int seconds) {
        if (seconds >= 0 && seconds <= MOST_LAG) return Duration.ofSeconds(seconds);
        throw TorgException.of(ProblemKind.CONFIG, "sync.setting", "setting 'longest-lag' of torg.sync is " + seconds + ", expected 0 to " + MOST_LAG).help("set it to a number of seconds in these bounds; 0 is any time");
    }

    /** @param longestLag how long a change in the ERP may take to get here, beside the time between two looks; zero: any time */
    public SyncHealth(SyncEngine engine, Outbox outbox, Duration longestLag) {
        this.engine = engine;
        this.outbox = outbox;
        this.longestLag = longestLag;
    }

    @Override
    public String name() {
        return "sync";
    }

    @Override
    public Status check() {
        var maps = engine.maps();
        if (maps.isEmpty()) return Status.notReady("the table maps are not there yet", "wait, or look at the problems of the site");
        var standing = engine.pausings().now();
        var missing = maps.get().maps().stream().filter(map -> engine.ledger().completed(map).isEmpty() && standing.of(map).isEmpty()).toList();
        if (!missing.isEmpty() && engine.stuck().isPresent()) return Status.notReady("initial sync is not done for " + told(missing, false) + ": " + engine.stuck().get(), "look into the log for the reason, then restart the portal");
        var away = engine.unreachable().or(engine::paused);
        if (!missing.isEmpty())
            return away.isPresent()
                    ? Status.notReady("initial sync is not done for " + told(missing, false) + ": " + away.get(), "wait, or start the ERP")
                    : Status.notReady("initial sync is not done for " + told(missing, true), "wait; where a reason stands, start the connector, correct the map or the portal's rights in the ERP");
        if (engine.stuck().isPresent()) return Status.warn("the sync does not work: " + engine.stuck().get(), "look into the log for the reason, then restart the module 'torg.sync' or the portal");
        var counts = outbox.counts();
        var parked = counts.getOrDefault(Outbox.State.REFUSED, 0L);
        var waiting = many(counts.getOrDefault(Outbox.State.WAITING, 0L)) + (parked > 0 ? ", parked: " + many(parked) : "");
        if (engine.unreachable().isPresent())
            return Status.warn(engine.unreachable().get() + "; changes waiting: " + waiting, "start the ERP or correct the connector's settings; nothing is lost meanwhile");
        var paused = engine.paused();
        if (paused.isPresent()) return Status.warn(paused.get() + "; changes waiting: " + waiting, "wait; it goes on by itself where it was, and nothing is lost meanwhile");
        var open = engine.flows().entrySet().stream().filter(one -> one.getValue().until().isPresent()).map(one -> "'" + one.getKey() + "'").toList();
        if (!open.isEmpty()) return Status.warn("left alone for a moment, because they did not answer several times in a row: the ERPs of " + String.join(", ", open) + "; changes waiting: " + waiting,
                "wait; one request finds out whether they are back. If this stays, look at the ERP and at what is between");
        if (!standing.all().isEmpty()) return paused(standing, maps.get(), waiting);
        var troubled = maps.get().maps().stream().filter(map -> engine.trouble(map).isPresent()).toList();
        if (!troubled.isEmpty()) return Status.warn("maps not read: " + told(troubled, true), "start the connector, correct the map or the portal's rights in the ERP; the other maps go on");
        var late = maps.get().maps().stream().flatMap(map -> late(map).stream()).toList();
        if (!late.isEmpty())
            return Status.warn("changes in the ERP come late: " + String.join(", ", late) + "; changes waiting: " + waiting,
                    "look at the rate of requests and at what else the ERP and the database do ('longest-lag' of torg.sync says what is late)");
        var held = engine.ledger().guard().all();
        if (!held.isEmpty())
            return Status.warn("rows gone from the ERP and not taken away: " + held.stream().map(one -> one.map() + " (" + one.rows() + " of " + one.of() + ")").collect(Collectors.joining(", ")),
                    "look whether the ERP still shows everything; if these rows are to go, let them through as an administrator (/api/sync, torg sync let-through)");
        var failures = engine.ledger().failureCount((int) Outbox.MOST_COUNTED);
        if (parked + failures > 0)
            return Status.warn("parked changes: " + many(parked) + ", records not taken: " + many(failures), "look at /api/sync as an administrator; correct what is wrong, then retry or drop what is parked");
        return Status.ok("in step; changes waiting: " + waiting);
    }

    /** What an administrator let stand still goes on by nobody else, so how much waits for it is told from the first moment. */
    private Status paused(Paused standing, TableMaps maps, String waiting) {
        var tables = standing.tables(maps);
        var queued = outbox.queues().stream().filter(queue -> queue.state() == Outbox.State.WAITING && tables.contains(queue.table())).toList();
        var count = queued.stream().mapToLong(Outbox.Queue::count).sum();
        var oldest = queued.stream().map(Outbox.Queue::oldest).min(Comparator.naturalOrder());
        var told = standing.all().stream().map(pausing -> pausing.scope().word() + " '" + pausing.name() + "' is paused since " + pausing.since()).collect(Collectors.joining(", "));
        return Status.warn(told + "; changes waiting for it: " + count + oldest.map(since -> ", the oldest since " + since).orElse("") + "; changes waiting: " + waiting,
                "resume it as an administrator (/api/sync, torg sync resume) before more waits than the ERP can take in at once; nothing is lost meanwhile, however long it is");
    }

    /** That changes of what a map follows took too long, while that was in the last minutes. */
    private Optional<String> late(TableMap map) {
        var longest = longestLag.plus(Track.often(map));
        return engine.ledger().lags().of(map, engine.ledger().now()).filter(lag -> !longestLag.isZero() && lag.worst().compareTo(longest) > 0)
                .map(lag -> map.name() + " (up to " + lag.worst().toSeconds() + " s)");
    }

    private static String many(long count) {
        return count < Outbox.MOST_COUNTED ? "" + count : Outbox.MOST_COUNTED + " or more";
    }

    private String told(List<TableMap> maps, boolean reasons) {
        return maps.stream().map(map -> map.name() + engine.trouble(map).filter(_ -> reasons).map(why -> " (" + why.words() + ")").orElse("")).collect(Collectors.joining(", "));
    }
}
