package torg.sync.receive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import torg.sync.map.TableMap;

/**
 * How long it took from changes in the ERP to the rows here, for each map whose rows are followed, as far as it was measured in the last minutes. Thread-safe.
 */
public final class Lags {
    /** Of these it is told. */
    static final Duration RECENT = Duration.ofMinutes(5);
    private static final int MOST = 1_000;
    /** An ERP tells its clock in whole seconds. */
    private static final Duration CLOCK_IS_OFF = Duration.ofSeconds(2);
    private final Map<String, ArrayDeque<Arrival>> arrivals = new HashMap<>();

    private record Arrival(Instant at, Duration lag) {}

    /**
     * Of one map.
     *
     * @param changes how many were measured
     * @param median that of half of them, at most
     * @param worst that of the slowest
     */
    public record Lag(int changes, Duration median, Duration worst) {}

    /**
     * Something arrived that is other than at the look before.
     *
     * @param stamp when it was changed there, by this clock, where the ERP says so; one from before the last look is no change of this record but of what else its row is
     *     made of. Where it says nothing, the change may be as old as that look
     * @param looked when the look before began
     */
    synchronized void arrived(TableMap map, Optional<Instant> stamp, Instant looked, Instant now) {
        if (stamp.filter(looked.minus(CLOCK_IS_OFF)::isAfter).isPresent()) return;
        var lag = Duration.between(stamp.orElse(looked), now);
        var known = arrivals.computeIfAbsent(map.name(), _ -> new ArrayDeque<>());
        known.add(new Arrival(now, lag.isNegative() ? Duration.ZERO : lag));
        if (known.size() > MOST) known.removeFirst();
    }

    /** What was measured of this map in the last five minutes; empty when nothing arrived. */
    public synchronized Optional<Lag> of(TableMap map, Instant now) {
        var lags = recent(map.name(), now);
        return lags.isEmpty() ? Optional.empty() : Optional.of(new Lag(lags.size(), lags.get((lags.size() - 1) / 2), lags.getLast()));
    }

    /** The longest of any map in the last five minutes; zero when nothing arrived. */
    public synchronized Duration worst(Instant now) {
        return arrivals.keySet().stream().flatMap(map -> recent(map, now).stream()).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    private List<Duration> recent(String map, Instant now) {
        var known = arrivals.getOrDefault(map, new ArrayDeque<>());
        while (!known.isEmpty() && known.getFirst().at.plus(RECENT).isBefore(now)) known.removeFirst();
        return known.stream().map(Arrival::lag).sorted().toList();
    }
}
