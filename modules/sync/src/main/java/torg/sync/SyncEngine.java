package torg.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
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
import torg.api.table.Column;
import torg.api.table.Committed;
import torg.api.table.Table;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.spi.sync.Connector;
import torg.spi.sync.Urgency;
import torg.spi.table.ChangeListener;
import torg.sync.connector.Connections;
import torg.sync.connector.Connectors;
import torg.sync.connector.Flow;
import torg.sync.connector.Pause;
import torg.sync.connector.Presence;
import torg.sync.connector.RateGovernor;
import torg.sync.connector.Trouble;
import torg.sync.map.SyncSettings;
import torg.sync.map.TableMap;
import torg.sync.map.TableMaps;
import torg.sync.pause.Paused;
import torg.sync.pause.Pausings;
import torg.sync.preflight.Preflight;
import torg.sync.receive.Guard;
import torg.sync.receive.Ledger;
import torg.sync.receive.Pass;
import torg.sync.receive.Receiver;
import torg.sync.send.Sender;
import torg.sync.send.Unanswered;

/**
 * Keeps the maps running: one thread brings changes from the ERP, one brings waiting changes to it, one asks what became of those that
 * got no answer. All work on what is true when they look (site, connectors), so maps and connectors may change at any time.
 */
@Component(service = {SyncEngine.class, ChangeListener.class}, immediate = true, configurationPid = "torg.sync")
public final class SyncEngine implements ChangeListener {
    private static final Logger LOG = LoggerFactory.getLogger(SyncEngine.class);
    /** Its lines go to the console. */
    private static final Logger NEWS = LoggerFactory.getLogger("torg.news");
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofSeconds(1);

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
    private final Pausings pausings;
    private final Loop incoming = new Loop("sync-in", this::receive);
    private final Loop outgoing = new Loop("sync-out", this::send);
    private final Loop asking = new Loop("sync-ask", this::ask);
    private final InstantSource clock;
    private final Crew crew;
    private final Connections connections;
    private final Unanswered unanswered;
    private final Map<String, Track> tracks = new HashMap<>();

    @Activate
    public SyncEngine(@Reference Tables tables, @Reference Sites sites, @Reference Outbox outbox, SyncSettings settings) {
        this(tables, sites, outbox, InstantSource.system(), Crew.THREADS, new Guard.Limits(settings.most$_$gone$_$percent(), settings.most$_$gone$_$rows()));
        loops().forEach(Loop::start);
    }

    /** With the usual settings. */
    public SyncEngine(Tables tables, Sites sites, Outbox outbox) {
        this(tables, sites, outbox, InstantSource.system(), Crew.THREADS, Guard.Limits.USUAL);
        loops().forEach(Loop::start);
    }

    /** Without threads: its loops' rounds are somebody else's to run. */
    public SyncEngine(Tables tables, Sites sites, Outbox outbox, InstantSource clock, Crew crew, Guard.Limits limits) {
        this.tables = tables;
        this.sites = sites;
        this.outbox = outbox;
        this.clock = clock;
        this.crew = crew;
        ledger = new Ledger(tables, caller, clock, limits);
        pausings = new Pausings(tables, caller);
        connections = new Connections(clock, crew::await);
        unanswered = new Unanswered(LEASE, clock);
    }

    /** What brings, what sends, what asks. */
    public List<Loop> loops() {
        return List.of(incoming, outgoing, asking);
    }

    @Deactivate
    public void stop() throws InterruptedException {
        for (var loop : loops()) loop.stop();
        connections.close();
    }

    @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
    public void addConnector(Connector connector) {
        connections.add(connector, this::wake);
        wake();
    }

    void removeConnector(Connector connector) {
        connections.remove(connector);
    }

    /** Something changed in the ERP: look at what is open, now. */
    public void wake() {
        synchronized (tracks) {
            tracks.values().forEach(Track::openIsDue);
        }
        incoming.wake();
        outgoing.wake();
    }

    @Override
    public void committed(List<Committed> entries) {
        if (entries.stream().anyMatch(entry -> entry.origin().equals(Write.PORTAL) && isSent(entry.table()))) outgoing.ring();
    }

    /** Whether the outbox has to do with rows of this table: sessions and drafts are written all the time. */
    private boolean isSent(String name) {
        var schema = tables.schema();
        var table = schema.find(name);
        while (table.flatMap(Table::whole).isPresent()) table = table.flatMap(Table::whole).flatMap(Column::target).flatMap(schema::find);
        return table.filter(Table::outbox).isPresent();
    }

    /** Why an ERP does not answer, or empty when all did the last time. */
    public Optional<String> unreachable() {
        return presence().silence().map(Trouble::words);
    }

    /** Whether the ERP answers, and since when; of several the one that is silent longest. */
    public Presence presence() {
        return connections.presences().worst();
    }

    /** Whether the ERP of this connector answers, and since when; empty when no such connector runs. */
    public Optional<Presence> presence(String connector) {
        return connections.named(connector).map(connections.presences()::of);
    }

    /** What passes to the ERP of each connector that runs, by name. */
    public Map<String, Flow> flows() {
        return connections.flows();
    }

    /** Whether it is the ERP of this map that does not answer. */
    public boolean isSilent(TableMap map) {
        return connections.named(map.connector()).filter(connections.presences()::isSilent).isPresent();
    }

    /** The maps of the site as it is now. */
    public Optional<TableMaps> maps() {
        try {
            return sites.current().part(TableMaps.class);
        } catch (TorgException e) {
            // Before the first site there are no maps; health says why.
            return Optional.empty();
        }
    }

    public Ledger ledger() {
        return ledger;
    }

    /** What administrators let stand still. */
    public Pausings pausings() {
        return pausings;
    }

    /** Everything of a map is compared now, and what differs is taken. */
    public void again(TableMap map) {
        track(map).everythingIsDue();
        incoming.wake();
    }

    /** How far the reading of everything of a map is that runs right now. */
    public Optional<Pass.Reading> reading(TableMap map) {
        return track(map).reading();
    }

    /** Where a map is, when this stands still. */
    public MapState state(TableMap map, Paused paused) {
        if (paused.of(map).isPresent()) return MapState.PAUSED;
        if (track(map).isWithout()) return MapState.STOPPED;
        return ledger.completed(map).isPresent() ? MapState.LIVE : MapState.INITIAL;
    }

    /** When the ERP that has been silent longest last answered a poll. */
    Instant heard() {
        return connections.polled();
    }

    /** What keeps the sync itself from working, or empty when nothing does. */
    public Optional<String> stuck() {
        return incoming.trouble().or(outgoing::trouble).or(asking::trouble);
    }

    private Rest receive() {
        var maps = maps();
        if (maps.isEmpty()) return Rest.upTo(SOON);
        var byName = connections.byName();
        var paused = pausings.now();
        var next = Duration.ofMinutes(1);
        var answers = new HashMap<Connector, List<Answered>>();
        for (var map : maps.get().maps()) {
            if (!incoming.isRunning()) break;
            var connector = byName.get(map.connector());
            var track = track(map);
            if (paused.of(map).isPresent()) {
                track.pause();
                continue;
            }
            track.goOn(ledger.completed(map).isPresent());
            if (connector == null) {
                track.without("the connector '" + map.connector() + "' is not running; running: " + (byName.isEmpty() ? "none" : String.join(", ", new TreeSet<>(byName.keySet()))));
                continue;
            }
            track.with();
            var sofar = answers.computeIfAbsent(connector, _ -> new ArrayList<>());
            var behind = behind(map, maps.get(), paused);
            if (behind.isPresent()) {
                track.waits("waits for map '" + behind.get() + "', which its rows refer to");
            } else if (Collections.frequency(sofar, Answered.NO) < MAPS_WITHOUT_ANSWER && !rest(track, connector).isPositive()) {
                sofar.add(look(map, track, connector, new Receiver(tables, caller, ledger, outbox, maps.get(), source(map, connector))));
            }
            var wait = rest(track, connector).isPositive() ? rest(track, connector) : Track.often(map);
            if (wait.compareTo(next) < 0) next = wait;
        }
        answers.forEach((connector, told) -> {
            if (told.contains(Answered.NO) && !told.contains(Answered.YES)) silent(maps.get(), connector);
        });
        return Rest.upTo(next);
    }

    /** A pass heeds a pause that the sending side was asked for, and one that an administrator began meanwhile. */
    private Receiver.Source source(TableMap map, Connector connector) {
        return new Receiver.Source(connector, () -> {
            incoming.moved();
            connections.governors().keep(connector);
            pausings.now().of(map).ifPresent(pausing -> {
                throw new Pause(Duration.ZERO, "paused by " + pausing.by());
            });
        });
    }

    /** How long the map is left alone, for its own sake or because the ERP asked for it. */
    private Duration rest(Track track, Connector connector) {
        var pause = connections.governors().left(connector);
        return pause.compareTo(track.rest()) > 0 ? pause : track.rest();
    }

    /** A map that was never read because the ERP is silent to it or it stands still, and without whose rows those of this map would all be turned away. */
    private Optional<String> behind(TableMap map, TableMaps maps, Paused paused) {
        return maps.needed(map, tables.schema()).stream().filter(other -> maps.isBefore(other, map) && (track(other).isSilent() || paused.of(other).isPresent()) && ledger.completed(other).isEmpty()).map(TableMap::name).findFirst();
    }

    /** Do what is due for a map. What it runs into is its own trouble and stops no other map. */
    private Answered look(TableMap map, Track track, Connector connector, Receiver receiver) {
        try {
            if (!track.run(map, receiver)) return Answered.NOT_ASKED;
            if (track.well()) NEWS.info("map is read again map={}", map.name());
            connections.polled(connector);
            reached(connector);
            return Answered.YES;
        } catch (Pause e) {
            connections.governors().of(connector).pause(e.delay());
            return Answered.NOT_ASKED;
        } catch (TorgException e) {
            // The database is busy for all maps.
            if (e.kind() == ProblemKind.BUSY) throw e;
            var why = new Trouble(e.code(), e.getMessage());
            // That it is left alone says less than what it was left alone for.
            var told = e.code().equals(RateGovernor.NOT_ASKED) ? track.trouble().orElse(why) : why;
            if (track.failed(told, e.kind() == ProblemKind.UPSTREAM)) LOG.warn("map not read map={} code={} because={}", map.name(), e.code(), e.getMessage());
            return e.kind() == ProblemKind.UPSTREAM && !e.code().equals(RateGovernor.NOT_ASKED) ? Answered.NO : Answered.NOT_ASKED;
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            track.failed(Trouble.of("a mistake in the sync or the connector; the log says more"), false);
            LOG.error("map not read map={}", map.name(), e);
            return Answered.NOT_ASKED;
        }
    }

    /** No map got an answer in this round. */
    private void silent(TableMaps maps, Connector connector) {
        var why = maps.maps().stream().filter(map -> map.connector().equals(connector.name()) && track(map).isSilent()).flatMap(map -> trouble(map).stream()).findFirst().orElseGet(() -> Trouble.of("the ERP does not answer"));
        if (!connections.presences().silent(connector, why)) LOG.warn("sync waits connector={} because={}", connector.name(), why.words());
    }

    /** Whether the ERP answered when it was asked for a map. */
    private enum Answered { YES, NO, NOT_ASKED }

    /** Why this map could not be read the last time or is not read now, or empty when it is. */
    public Optional<Trouble> trouble(TableMap map) {
        return track(map).trouble().or(() -> connections.named(map.connector()).flatMap(connections::paused).map(Trouble::of));
    }

    /** That an ERP asked for a pause, while it lasts. */
    Optional<String> paused() {
        return connections.paused();
    }

    private Track track(TableMap map) {
        synchronized (tracks) {
            return tracks.computeIfAbsent(map.name(), _ -> new Track(clock));
        }
    }

    /** One batch. */
    private Rest send() {
        var maps = maps();
        if (maps.isEmpty() || connections.isEmpty()) return Rest.out(SOON);
        // While every ERP wants to be left alone, what waits is not even looked at.
        var pause = connections.rest();
        if (pause.isPositive()) return Rest.out(pause.compareTo(IDLE) < 0 ? pause : IDLE);
        // While every ERP is silent one entry is enough to find out whether it is back.
        var resting = pausings.now().tables(maps.get());
        var entries = outbox.claim("sync", connections.presences().allSilent() ? 1 : AT_ONCE, LEASE, resting);
        // What stands still may be long, is due all the time, and is passed over at each look.
        if (entries.isEmpty()) return Rest.upTo(resting.isEmpty() && outbox.nextDue().isPresent() ? SOON : IDLE);
        // New orders would fare no better than these did: they do not cut the rest short.
        return all(urgent(sender(maps.get())::send), entries) ? Rest.upTo(Duration.ZERO) : Rest.out(SOON);
    }

    /** Look whether what got no answer has arrived: beside the sending, so that no order waits for what comes of it. */
    private Rest ask() {
        maps().ifPresent(maps -> {
            var sent = unanswered.toAsk(AT_ONCE);
            var resting = sent.isEmpty() ? Set.<String>of() : pausings.now().tables(maps);
            all(urgent(sender(maps)::ask), sent.stream().filter(one -> !resting.contains(one.entry().table())).toList());
        });
        return Rest.upTo(SOON);
    }

    /** For a look at the ERP of this map beside the rounds; it heeds a pause that the ERP asked for. Empty when its connector does not run. */
    public Optional<Receiver> looking(TableMaps maps, TableMap map) {
        return connections.named(map.connector()).map(connector -> new Receiver(tables, caller, ledger, outbox, maps, new Receiver.Source(connector, () -> connections.governors().keep(connector))));
    }

    /** For a look at the ERP of a connector before anything is copied; empty when it does not run. */
    public Optional<Preflight> preflight(String connector) {
        return maps().flatMap(maps -> connections.named(connector).map(running -> new Preflight(tables, caller, maps, running, clock)));
    }

    private Sender sender(TableMaps maps) {
        return new Sender(tables, caller, outbox, unanswered, maps, new Connectors(connections.byName(), connections.governors(), this::reached), ledger);
    }

    /** Each attempt has a thread of its own, so it says there how urgent it is. */
    private static <T> Predicate<T> urgent(Predicate<T> attempt) {
        return one -> Urgency.CHANGES.during(() -> attempt.test(one));
    }

    private <T> boolean all(Predicate<T> attempt, List<T> each) {
        return each.isEmpty() || crew.all(each.stream().<BooleanSupplier>map(one -> () -> attempt.test(one)).toList());
    }

    private void reached(Connector connector) {
        if (!connections.presences().answered(connector)) return;
        NEWS.info("the ERP answers again connector={}", connector.name());
        outgoing.wake();
    }
}
