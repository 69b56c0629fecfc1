package torg.kernel;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.health.Metrics;

/** Figures kept by the Prometheus client library. */
@Component(service = {Metrics.class, PrometheusMetrics.class})
public final class PrometheusMetrics implements Metrics {
    private static final Logger LOG = LoggerFactory.getLogger(PrometheusMetrics.class);
    private static final double[] SECONDS = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.builder().build();
    private final Map<String, io.prometheus.metrics.core.metrics.Counter> counters = new ConcurrentHashMap<>();
    private final Map<String, Histogram> timers = new ConcurrentHashMap<>();
    private final Map<String, List<Reading>> gauges = new ConcurrentHashMap<>();

    /** Begins with the figures of the machine itself. */
    @Activate
    public PrometheusMetrics() {
        JvmFigures.register(registry);
    }

    @Override
    public Counter counter(String name, String help, String... labels) {
        var counter = counters.computeIfAbsent(name, key -> io.prometheus.metrics.core.metrics.Counter.builder().name(key).help(help)
                .labelNames(names(labels)).withoutExemplars().register(registry));
        return counter.labelValues(values(labels))::inc;
    }

    @Override
    public Timer timer(String name, String help, String... labels) {
        var timer = timers.computeIfAbsent(name, key -> Histogram.builder().name(key).help(help).labelNames(names(labels)).classicOnly()
                .classicUpperBounds(SECONDS).withoutExemplars().register(registry));
        var series = timer.labelValues(values(labels));
        return duration -> series.observe(duration.toNanos() / 1e9);
    }

    @Override
    public AutoCloseable gauge(String name, String help, DoubleSupplier value, String... labels) {
        var reading = new Reading(values(labels), value);
        var readings = gauges.computeIfAbsent(name, key -> register(key, help, labels));
        readings.add(reading);
        return () -> readings.remove(reading);
    }

    private List<Reading> register(String name, String help, String... labels) {
        var readings = new CopyOnWriteArrayList<Reading>();
        GaugeWithCallback.builder().name(name).help(help).labelNames(names(labels))
                .callback(series -> readings.forEach(reading -> reading.read(name).ifPresent(value -> series.call(value, reading.labels)))).register(registry);
        return readings;
    }

    /** All figures in Prometheus' text format, version 0.0.4. */
    String text() {
        var bytes = new ByteArrayOutputStream();
        try {
            writer.write(bytes, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException("figures are written to memory, which does not fail", e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String[] names(String... labels) {
        return every(2, 0, labels);
    }

    private static String[] values(String... labels) {
        return every(2, 1, labels);
    }

    private static String[] every(int step, int from, String... labels) {
        if (labels.length % step != 0) throw new IllegalArgumentException("labels come as name, value, name, value");
        var taken = new String[labels.length / step];
        for (var i = 0; i < taken.length; i++) taken[i] = labels[i * step + from];
        return taken;
    }

    /** One series of a gauge. Identity counts: two readings of the same values are two. */
    private static final class Reading {
        private final String[] labels;
        private final DoubleSupplier value;

        Reading(String[] labels, DoubleSupplier value) {
            this.labels = labels;
            this.value = value;
        }

        /** One that cannot be read, as when a database is away or a module is just leaving, is left out; all the others are wanted then more than ever. */
        OptionalDouble read(String name) {
            try {
                return OptionalDouble.of(value.getAsDouble());
            } catch (RuntimeException | LinkageError e) {
                LOG.debug("gauge={} event=not-read", name, e);
                return OptionalDouble.empty();
            }
        }
    }
}
