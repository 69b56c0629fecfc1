package torg.sync.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import torg.api.sync.Outbox;
import torg.api.sync.Outbox.Queue;
import torg.sync.MapState;
import torg.sync.SyncEngine;
import torg.sync.connector.Flow;
import torg.sync.connector.Presence;
import torg.sync.connector.Trouble;
import torg.sync.map.TableMap;
import torg.sync.map.TableMaps;
import torg.sync.pause.Paused;
import torg.sync.pause.Pausing;
import torg.sync.receive.Guard;
import torg.sync.receive.Lags;
import torg.sync.receive.Ledger;
import torg.sync.receive.Pass;

/**
 * Every connection with its maps, as they are at one moment.
 *
 * @param connections by name
 * @param paused everything that stands still, also what has no map any more
 */
record Overview(List<Connection> connections, Paused paused) {

    /**
     * A connector and the maps that name it.
     *
     * @param presence whether its ERP answers; empty when it does not run
     * @param flow what passes to its ERP; empty when it does not run
     * @param paused why all of it stands still
     */
    record Connection(String name, Optional<Presence> presence, Optional<Flow> flow, Optional<Pausing> paused, List<OneMap> maps) {}

    /**
     * A map.
     *
     * @param paused why it stands still, by itself or with its connection
     * @param last what came of it when everything was last read
     * @param reading how far the reading is that runs right now
     * @param trouble why it could not be read the last time
     * @param waiting changes of its documents that wait; empty for none, and for the map of parts, which go with their documents
     * @param parked the same of those that wait for a person
     * @param held rows that are gone from the ERP, too many to be taken away without asking
     * @param lag how long changes in the ERP took to get here, in the last minutes
     */
    record OneMap(TableMap map, MapState state, Optional<Pausing> paused, Optional<Ledger.Completed> last, Optional<Reading> reading, Optional<Trouble> trouble, Optional<Queue> waiting, Optional<Queue> parked,
            Optional<Guard.Held> held, Optional<Lags.Lag> lag) {}

    /**
     * A reading that runs.
     *
     * @param rate records a second
     * @param left how long it will take from now on if there are as many records as the last time; empty when that is not known
     */
    record Reading(long records, long failures, double rate, Optional<Duration> left) {}

    static Overview of(SyncEngine engine, Outbox outbox) {
        var paused = engine.pausings().now();
        var queues = outbox.queues();
        var held = engine.ledger().guard().all();
        var flows = engine.flows();
        var maps = engine.maps().map(TableMaps::maps).orElse(List.of());
        var connections = maps.stream().map(TableMap::connector).distinct().sorted().map(name -> {
            var own = paused.all().stream().filter(pausing -> pausing.scope() == Pausing.Scope.CONNECTOR && pausing.name().equals(name)).findFirst();
            return new Connection(name, engine.presence(name), Optional.ofNullable(flows.get(name)), own,
                    maps.stream().filter(map -> map.connector().equals(name)).map(map -> one(map, engine, paused, queues, held)).toList());
        }).toList();
        return new Overview(connections, paused);
    }

    Stream<OneMap> maps() {
        return connections.stream().flatMap(connection -> connection.maps.stream());
    }

    /** How many changes wait for what stands still. */
    long queued() {
        return maps().filter(map -> map.paused.isPresent()).flatMap(map -> map.waiting.stream()).mapToLong(Queue::count).sum();
    }

    /** When the change was written that has waited longest for what stands still. */
    Optional<Instant> oldestQueued() {
        return maps().filter(map -> map.paused.isPresent()).flatMap(map -> map.waiting.stream()).map(Queue::oldest).min(Comparator.naturalOrder());
    }

    private static OneMap one(TableMap map, SyncEngine engine, Paused paused, List<Queue> queues, List<Guard.Held> held) {
        var last = engine.ledger().last(map);
        return new OneMap(map, engine.state(map, paused), paused.of(map), last, engine.reading(map).map(reading -> reading(reading, last)), engine.trouble(map),
                queue(map, queues, Outbox.State.WAITING), queue(map, queues, Outbox.State.REFUSED),
                held.stream().filter(one -> one.map().equals(map.name())).findFirst(), engine.ledger().lags().of(map, engine.ledger().now()));
    }

    private static Optional<Queue> queue(TableMap map, List<Queue> queues, Outbox.State state) {
        return queues.stream().filter(queue -> map.partOf().isEmpty() && queue.table().equals(map.table()) && queue.state() == state).findFirst();
    }

    private static Reading reading(Pass.Reading reading, Optional<Ledger.Completed> last) {
        var rate = (reading.records() - reading.before()) * 1e3 / Math.max(1, Duration.between(reading.since(), Instant.now()).toMillis());
        var left = last.filter(known -> rate > 0 && known.records() >= reading.records()).map(known -> Duration.ofMillis((long) ((known.records() - reading.records()) / rate * 1e3)));
        return new Reading(reading.records(), reading.failures(), rate, left);
    }
}
