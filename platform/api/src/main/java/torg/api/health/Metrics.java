package torg.api.health;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.osgi.annotation.versioning.ProviderType;

/** Figures for {@code /metrics}. Names are {@code torg_<room>_<what>_<unit>}; asking twice for a name gives the same figure. Thread-safe and cheap. */
@ProviderType
public interface Metrics {
    /**
     * A number that only grows. Labels come as name, value, name, value, few and bounded; a name has the same labels wherever it is
     * asked for.
     *
     * @throws IllegalArgumentException when a label has no value, or there are not as many labels as the name came with first
     */
    Counter counter(String name, String help, String... labels);

    /** A distribution of durations, told in seconds; labels as for {@link #counter}. */
    Timer timer(String name, String help, String... labels);

    /** A number that is asked for at each reading, and left out when asking throws; closing takes it away. */
    AutoCloseable gauge(String name, String help, DoubleSupplier value, String... labels);

    /** Only grows. */
    interface Counter {
        /** Count so many more; {@link IllegalArgumentException} when they are less than 0. */
        void add(long amount);
    }

    /** Takes durations. */
    interface Timer {
        /** Note one duration; it is told in 13 classes from a millisecond to ten seconds, and one beyond. */
        void record(Duration duration);
    }
}
