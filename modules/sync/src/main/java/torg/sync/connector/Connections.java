package torg.sync.connector;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import torg.spi.sync.Connector;

/** The connectors that run, whether their ERPs answer, and what passes to these. Thread-safe. */
public final class Connections {
    private final Map<Connector, Connector.Watch> running = new ConcurrentHashMap<>();
    /** When each ERP last answered a poll, or could have. */
    private final Map<Connector, Instant> heard = new ConcurrentHashMap<>();
    private final Instant start = Instant.now();
    private final Presences presences = new Presences();
    private final Governors governors;

    public Connections(InstantSource clock, RateGovernor.Lull lull) {
        this.governors = new Governors(clock, lull);
    }

    /** @param wake run when its ERP says that something changed */
    public void add(Connector connector, Runnable wake) {
        presences.add(connector);
        connector.governed(governors.of(connector));
        running.put(connector, connector.onWake(wake));
        heard.put(connector, Instant.now());
    }

    public void remove(Connector connector) {
        var watch = running.remove(connector);
        if (watch != null) watch.close();
        governors.forget(connector);
        presences.remove(connector);
        heard.remove(connector);
    }

    /** Nobody is woken any more. */
    public void close() {
        running.values().forEach(Connector.Watch::close);
    }

    public boolean isEmpty() {
        return running.isEmpty();
    }

    public Map<String, Connector> byName() {
        return running.keySet().stream().collect(Collectors.toMap(Connector::name, connector -> connector, (a, b) -> a));
    }

    public Optional<Connector> named(String name) {
        return Optional.ofNullable(byName().get(name));
    }

    public Presences presences() {
        return presences;
    }

    public Governors governors() {
        return governors;
    }

    /** What passes to each ERP, by the connector's name. */
    public Map<String, Flow> flows() {
        return running.keySet().stream().collect(Collectors.toMap(Connector::name, connector -> governors.of(connector).flow(), (a, _) -> a, TreeMap::new));
    }

    /** It answered a poll. */
    public void polled(Connector connector) {
        heard.computeIfPresent(connector, (_, _) -> Instant.now());
    }

    /** When the ERP that has been silent longest last answered a poll. */
    public Instant polled() {
        return heard.values().stream().min(Comparator.naturalOrder()).orElse(start);
    }

    /** How long all of them want to be left alone; zero or less when one may be asked. */
    public Duration rest() {
        return running.keySet().stream().map(governors::left).min(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** How many changes may be under way at once: of several ERPs, as many as the one takes that takes most. Its governor lets the others take their turn. */
    public int changesAtOnce() {
        return running.keySet().stream().mapToInt(connector -> governors.of(connector).changesAtOnce()).max().orElse(1);
    }

    /** That an ERP asked for a pause, while it lasts. */
    public Optional<String> paused() {
        return running.keySet().stream().flatMap(connector -> paused(connector).stream()).findFirst();
    }

    /** That this one did. */
    public Optional<String> paused(Connector connector) {
        return Optional.of(governors.left(connector)).filter(Duration::isPositive)
                .map(left -> "the ERP of connector '" + connector.name() + "' asked for a pause and is asked again in " + (left.toSeconds() + 1) + " s");
    }
}
