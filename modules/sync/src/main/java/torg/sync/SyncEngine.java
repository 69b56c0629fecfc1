package torg.sync;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Sites;
import torg.api.sync.Outbox;
import torg.api.table.Committed;
import torg.api.table.Tables;
import torg.spi.sync.Connector;
import torg.spi.table.ChangeListener;

/**
 * Keeps the maps running: one thread brings changes from the ERP, one brings waiting changes to it. Both work on what is true when they look (site, connectors),
 * so maps and connectors may change at any time.
 */
@Component(service = {SyncEngine.class, ChangeListener.class}, immediate = true)
public final class SyncEngine implements ChangeListener {
    private static final Logger LOG = LoggerFactory.getLogger(SyncEngine.class);
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(10);

    /**
     * Longer than a delivery can take from claim to last byte ({@link Sender}'s preparation and {@link Connector#LONGEST_CREATE}), and not given back at a start:
     * what a killed portal had sent may still be on its way through the ERP. What got no answer is not sent again before as much time has passed.
     */
    private static final Duration LEASE = Duration.ofSeconds(90);
    private static final int AT_ONCE = 4;
    /** One map that gets no answer may have itself to thank; after a second one the others are not tried in this round. */
    private static final int MAPS_WITHOUT_ANSWER = 2;

    private final Tables tables;
    private final Sites sites;
    private final Outbox outbox;
    private final Caller caller = Caller.service("sync");
    private final Ledger ledger;
    private final Bell incoming = new Bell();
    private final Bell outgoing = new Bell();
    private final Unanswered unanswered = new Unanswered(LEASE, InstantSource.system());
    private final Map<Connector, Connector.Watch> connectors = new ConcurrentHashMap<>();
    private final Map<String, Track> tracks = new HashMap<>();
    private final List<Thread> threads;
    private volatile boolean running = true;
    private volatile Optional<String> unreachable = Optional.empty();

    @Activate
    public SyncEngine(@Reference Tables tables, @Reference Sites sites, @Reference Outbox outbox) {
        this.tables = tables;
        this.sites = sites;
        this.outbox = outbox;
        this.ledger = new Ledger(tables, caller);
        this.threads = List.of(Thread.ofVirtual().name("sync-in").start(() -> loop(this::receive, incoming)), Thread.ofVirtual().name("sync-out").start(() -> loop(this::send, outgoing)));
    }

    @Deactivate
    void stop() throws InterruptedException {
        running = false;
        incoming.ring();
        outgoing.ring();
        for (var thread : threads) {
            // What is under way may finish; a repeat would be harmless, but a clean end is quicker for everybody.
            if (!thread.join(Duration.ofSeconds(5))) thread.interrupt();
        }
        connectors.values().forEach(Connector.Watch::close);
    }

    @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
    void addConnector(Connector connector) {
        connectors.put(connector, connector.onWake(this::wake));
        wake();
    }

    void removeConnector(Connector connector) {
        var watch = connectors.remove(connector);
        if (watch != null) watch.close();
    }

    /** Something changed in the ERP: look at what is open, now. */
    void wake() {
        synchronized (tracks) {
            tracks.values().forEach(Track::openIsDue);
        }
        incoming.ring();
        outgoing.ring();
    }

    @Override
    public void committed(List<Committed> entries) {
        if (entries.stream().anyMatch(entry -> entry.origin().equals(torg.api.table.Write.PORTAL) && !entry.table().startsWith("sync_"))) outgoing.ring();
    }

    /** Why the ERP does not answer, or empty when it did the last time. */
    Optional<String> unreachable() {
        return unreachable;
    }

    /** The maps of the site as it is now. */
    Optional<TableMaps> maps() {
        try {
            return sites.current().part(TableMaps.class);
        } catch (TorgException e) {
            // Before the first site there are no maps; health says why.
            return Optional.empty();
        }
    }

    Ledger ledger() {
        return ledger;
    }

    /** One round of a loop: returns how long to wait unless the bell rings. */
    @FunctionalInterface
    private interface Round {
        Duration run();
    }

    private void loop(Round round, Bell bell) {
        var failures = 0;
        while (running) {
            var pause = IDLE;
            try {
                pause = round.run();
                failures = 0;
            } catch (Pause e) {
                pause = e.delay();
            } catch (TorgException e) {
                pause = backoff(failures++);
                if (failures == 1) LOG.warn("sync waits code={} because={}", e.code(), e.getMessage());
            } catch (RuntimeException e) {
                // The pump is one of the two places that catch everything: a mistake in one round must not end the sync.
                pause = backoff(failures++);
                LOG.error("sync round failed", e);
            }
            try {
                bell.await(pause);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    static Duration backoff(int failures) {
        return Duration.ofSeconds(Math.min(LONGEST_BACKOFF.toSeconds(), 1L << Math.min(failures, 10)));
    }

    private Duration receive() {
        var maps = maps();
        if (maps.isEmpty()) return Duration.ofSeconds(1);
        var byName = byName();
        var next = Duration.ofMinutes(1);
        var answers = new HashMap<Connector, List<Answered>>();
        for (var map : maps.get().maps()) {
            var connector = byName.get(map.connector());
            if (connector == null || !running) continue;
            var track = track(map);
            var sofar = answers.computeIfAbsent(connector, _ -> new ArrayList<>());
            var behind = behind(map, maps.get());
            if (behind.isPresent()) {
                track.waits("waits for map '" + behind.get() + "', which its rows refer to");
            } else if (Collections.frequency(sofar, Answered.NO) < MAPS_WITHOUT_ANSWER && !track.rest().isPositive()) {
                sofar.add(look(map, track, new Receiver(tables, caller, ledger, maps.get(), connector)));
            }
            var wait = track.rest().isPositive() ? track.rest() : Track.often(map);
            if (wait.compareTo(next) < 0) next = wait;
        }
        answers.forEach((connector, told) -> {
            if (told.contains(Answered.NO) && !told.contains(Answered.YES)) silent(maps.get(), connector.name());
        });
        return next;
    }

    /** A map that was never read because the ERP is silent to it, and without whose rows those of this map would all be turned away. */
    private Optional<String> behind(TableMap map, TableMaps maps) {
        return maps.needed(map, tables.schema()).stream().filter(other -> maps.isBefore(other, map) && track(other).isSilent() && ledger.completed(other).isEmpty()).map(TableMap::name).findFirst();
    }

    /** Do what is due for a map. What it runs into is its own trouble and stops no other map. */
    private Answered look(TableMap map, Track track, Receiver receiver) {
        try {
            if (!track.run(map, receiver)) return Answered.NOT_ASKED;
            track.well();
            reached();
            return Answered.YES;
        } catch (Pause e) {
            throw e;
        } catch (TorgException e) {
            // The database is busy for all maps.
            if (e.kind() == ProblemKind.BUSY) throw e;
            if (track.failed(e.getMessage(), e.kind() == ProblemKind.UPSTREAM)) LOG.warn("map not read map={} code={} because={}", map.name(), e.code(), e.getMessage());
            return e.kind() == ProblemKind.UPSTREAM ? Answered.NO : Answered.NOT_ASKED;
        } catch (RuntimeException e) {
            track.failed("a mistake in the sync or the connector; the log says more", false);
            LOG.error("map not read map={}", map.name(), e);
            return Answered.NOT_ASKED;
        }
    }

    /** No map got an answer in this round. */
    private void silent(TableMaps maps, String connector) {
        var why = maps.maps().stream().filter(map -> map.connector().equals(connector) && track(map).isSilent()).flatMap(map -> trouble(map).stream()).findFirst().orElse("the ERP does not answer");
        if (unreachable.isEmpty()) LOG.warn("sync waits because={}", why);
        unreachable = Optional.of(why);
    }

    /** Whether the ERP answered when it was asked for a map. */
    private enum Answered { YES, NO, NOT_ASKED }

    /** Why this map could not be read the last time, or empty when it was. */
    Optional<String> trouble(TableMap map) {
        return track(map).trouble();
    }

    private Track track(TableMap map) {
        synchronized (tracks) {
            return tracks.computeIfAbsent(map.name(), _ -> new Track());
        }
    }

    private Duration send() {
        var maps = maps();
        if (maps.isEmpty() || connectors.isEmpty()) return Duration.ofSeconds(1);
        var sender = new Sender(tables, caller, outbox, unanswered, maps.get(), byName());
        while (running) {
            // Whatever comes of asking, the next orders are not kept waiting for it.
            all(sender::ask, unanswered.toAsk(AT_ONCE));
            // While the ERP is silent one entry is enough to find out whether it is back.
            var entries = outbox.claim("sync", unreachable.isPresent() ? 1 : AT_ONCE, LEASE);
            if (entries.isEmpty()) return outbox.nextDue().isPresent() ? Duration.ofSeconds(1) : IDLE;
            if (!all(sender::send, entries)) return Duration.ofSeconds(1);
        }
        return IDLE;
    }

    /** Do something for each, all at once; whether the ERP answered each time. */
    private <T> boolean all(Predicate<T> attempt, List<T> each) {
        if (each.isEmpty()) return true;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answered = each.stream().map(one -> threads.submit(() -> attempt.test(one))).toList().stream().allMatch(SyncEngine::answered);
            if (answered) reached();
            return answered;
        }
    }

    private static boolean answered(Future<Boolean> future) {
        return switch (future.state()) {
            case SUCCESS -> future.resultNow();
            case FAILED, CANCELLED, RUNNING -> waitFor(future);
        };
    }

    private static boolean waitFor(Future<Boolean> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (java.util.concurrent.ExecutionException e) {
            LOG.error("sending failed", e.getCause());
            return false;
        }
    }

    private void reached() {
        if (unreachable.isEmpty()) return;
        unreachable = Optional.empty();
        LOG.info("the ERP answers again");
        outgoing.ring();
    }

    private Map<String, Connector> byName() {
        return connectors.keySet().stream().collect(Collectors.toMap(Connector::name, connector -> connector, (a, b) -> a));
    }
}
