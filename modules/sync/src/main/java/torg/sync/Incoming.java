package torg.sync;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.spi.sync.Connector;
import torg.sync.connector.Pause;
import torg.sync.connector.RateGovernor;
import torg.sync.connector.Trouble;
import torg.sync.map.TableMap;
import torg.sync.map.TableMaps;
import torg.sync.pause.Paused;
import torg.sync.receive.Pass;
import torg.sync.receive.Receiver;

/** Brings changes from the ERPs: a round does what is due for each map, those first that others refer to. */
final class Incoming {
    private static final Logger LOG = LoggerFactory.getLogger(Incoming.class);
    /** Its lines go to the console. */
    private static final Logger NEWS = LoggerFactory.getLogger("torg.news");
    private static final Duration SOON = Duration.ofSeconds(1);
    /** One map that gets no answer may have itself to thank; after a second one the others are not tried in this round. */
    private static final int MAPS_WITHOUT_ANSWER = 2;

    private final Common common;
    private final InstantSource clock;
    private final Crew crew;
    private final Consumer<Connector> reached;
    private final Loop loop = new Loop("sync-in", this::receive);
    private final Map<String, Track> tracks = new HashMap<>();

    /** @param reached told of each connector whose ERP answers */
    Incoming(Common common, InstantSource clock, Crew crew, Consumer<Connector> reached) {
        this.common = common;
        this.clock = clock;
        this.crew = crew;
        this.reached = reached;
    }

    Loop loop() {
        return loop;
    }

    /** Something changed in an ERP: look at what is open, now. */
    void wake() {
        synchronized (tracks) {
            tracks.values().forEach(Track::openIsDue);
        }
        loop.wake();
    }

    /** Everything of a map is compared now, and what differs is taken. */
    void again(TableMap map) {
        track(map).everythingIsDue();
        loop.wake();
    }

    /** How far the reading of everything of a map is that runs right now. */
    Optional<Pass.Reading> reading(TableMap map) {
        return track(map).reading();
    }

    /** Where a map is, when this stands still. */
    MapState state(TableMap map, Paused paused) {
        if (paused.of(map).isPresent()) return MapState.PAUSED;
        if (track(map).isWithout()) return MapState.STOPPED;
        return common.ledger().completed(map).isPresent() ? MapState.LIVE : MapState.INITIAL;
    }

    /** Why this map could not be read the last time or is not read now, or empty when it is. */
    Optional<Trouble> trouble(TableMap map) {
        return track(map).trouble().or(() -> common.connections().named(map.connector()).flatMap(common.connections()::paused).map(Trouble::of));
    }

    private Rest receive() {
        var maps = common.maps().get();
        if (maps.isEmpty()) return Rest.upTo(SOON);
        var byName = common.connections().byName();
        var paused = common.pausings().now();
        var next = Duration.ofMinutes(1);
        var answers = new HashMap<Connector, List<Answered>>();
        for (var map : maps.get().maps()) {
            if (!loop.isRunning()) break;
            var connector = byName.get(map.connector());
            var track = track(map);
            if (paused.of(map).isPresent()) {
                track.pause();
                continue;
            }
            track.goOn(common.ledger().completed(map).isPresent());
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
                sofar.add(look(map, track, connector, common.receiver(maps.get(), source(map, connector))));
            }
            var wait = rest(track, connector).isPositive() ? rest(track, connector) : track.next(map);
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
            loop.moved();
            common.connections().governors().keep(connector);
            common.pausings().now().of(map).ifPresent(pausing -> {
                throw new Pause(Duration.ZERO, "paused by " + pausing.by());
            });
        }, crew::both);
    }

    /** How long the map is left alone, for its own sake or because the ERP asked for it. */
    private Duration rest(Track track, Connector connector) {
        var pause = common.connections().governors().left(connector);
        return pause.compareTo(track.rest()) > 0 ? pause : track.rest();
    }

    /** A map that was never read because the ERP is silent to it or it stands still, and without whose rows those of this map would all be turned away. */
    private Optional<String> behind(TableMap map, TableMaps maps, Paused paused) {
        return maps.needed(map, common.tables().schema()).stream().filter(other -> maps.isBefore(other, map) && (track(other).isSilent() || paused.of(other).isPresent()) && common.ledger().completed(other).isEmpty()).map(TableMap::name).findFirst();
    }

    /** Do what is due for a map. What it runs into is its own trouble and stops no other map. */
    private Answered look(TableMap map, Track track, Connector connector, Receiver receiver) {
        try {
            if (!track.run(map, receiver)) return Answered.NOT_ASKED;
            if (track.well()) NEWS.info("map is read again map={}", map.name());
            common.connections().polled(connector);
            reached.accept(connector);
            return Answered.YES;
        } catch (Pause e) {
            common.connections().governors().of(connector).pause(e.delay());
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
        if (!common.connections().presences().silent(connector, why)) LOG.warn("sync waits connector={} because={}", connector.name(), why.words());
    }

    /** Whether the ERP answered when it was asked for a map. */
    private enum Answered { YES, NO, NOT_ASKED }

    private Track track(TableMap map) {
        synchronized (tracks) {
            return tracks.computeIfAbsent(map.name(), _ -> new Track(clock));
        }
    }
}
