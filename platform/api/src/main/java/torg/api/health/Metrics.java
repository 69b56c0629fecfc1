package torg.api.health;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.osgi.annotation.versioning.ProviderType;

/** Figures for {@code /metrics}. Names are {@code torg_<room>_<what>_<unit>}; asking twice for a name gives the same figure. Thread-safe and cheap. */
@ProviderType
public interface Metrics {
    /** A number that only grows; labels come as name, value, name, value, few and bounded. */
    Counter counter(String name, String help, String... labels);

    /** A distribution of durations. */
    Timer timer(String name, String help, String... labels);

    /** A number that is asked for at each reading, and left out when asking throws; closing takes it away. */
    AutoCloseable gauge(String name, String help, DoubleSupplier value, String... labels);

    /** Only grows. */
    interface Counter {
        void add(long amount);
    }

    /** Takes durations. */
    interface Timer {
        void record(Duration duration);
    }
}
