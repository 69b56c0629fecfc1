package torg.sync.connector;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import torg.spi.sync.Connector;

/** The governor of each connector, one for all that its ERP is asked, whoever asks. Thread-safe. */
public final class Governors {
    private final InstantSource clock;
    private final RateGovernor.Lull lull;
    private final Map<Connector, RateGovernor> known = new ConcurrentHashMap<>();

    public Governors(InstantSource clock, RateGovernor.Lull lull) {
        this.clock = clock;
        this.lull = lull;
    }

    public RateGovernor of(Connector connector) {
        return known.computeIfAbsent(connector, one -> new RateGovernor(one.name(), one.limits(), clock, lull));
    }

    /** What is left of a pause that the ERP asked for, zero or less when there is none. */
    public Duration left(Connector connector) {
        return of(connector).left();
    }

    /** @throws Pause while there is one */
    public void keep(Connector connector) {
        var left = left(connector);
        if (left.isPositive()) throw new Pause(left, "the ERP asked for a pause");
    }

    void forget(Connector connector) {
        known.remove(connector);
    }
}
