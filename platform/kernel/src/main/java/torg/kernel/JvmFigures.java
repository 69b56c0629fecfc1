package torg.kernel;

import com.sun.management.OperatingSystemMXBean;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.SummaryWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Quantiles;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.function.DoubleSupplier;
import java.util.function.ToLongFunction;

/** Figures of the Java machine and its process, under the names that ready-made dashboards know. */
final class JvmFigures {
    private final PrometheusRegistry registry;

    private JvmFigures(PrometheusRegistry registry) {
        this.registry = registry;
    }

    static void register(PrometheusRegistry registry) {
        var figures = new JvmFigures(registry);
        figures.memory("jvm_memory_used_bytes", "Memory in use", MemoryUsage::getUsed);
        figures.memory("jvm_memory_committed_bytes", "Memory taken from the operating system", MemoryUsage::getCommitted);
        figures.memory("jvm_memory_max_bytes", "Most memory that may be used, or -1", MemoryUsage::getMax);
        figures.threads();
        figures.collections();
        figures.process();
    }

    private void memory(String name, String help, ToLongFunction<MemoryUsage> figure) {
        var memory = ManagementFactory.getMemoryMXBean();
        GaugeWithCallback.builder().name(name).help(help).labelNames("area").callback(series -> {
            series.call(figure.applyAsLong(memory.getHeapMemoryUsage()), "heap");
            series.call(figure.applyAsLong(memory.getNonHeapMemoryUsage()), "nonheap");
        }).register(registry);
    }

    private void threads() {
        var threads = ManagementFactory.getThreadMXBean();
        gauge("jvm_threads_current", "Threads of the operating system that run now", threads::getThreadCount);
        gauge("jvm_threads_peak", "Most threads of the operating system at once", threads::getPeakThreadCount);
        gauge("jvm_classes_currently_loaded", "Classes that are loaded", ManagementFactory.getClassLoadingMXBean()::getLoadedClassCount);
    }

    private void collections() {
        var collectors = ManagementFactory.getGarbageCollectorMXBeans();
        SummaryWithCallback.builder().name("jvm_gc_collection_seconds").help("Time spent collecting garbage").labelNames("gc")
                .callback(series -> collectors.forEach(one -> series.call(one.getCollectionCount(), one.getCollectionTime() / 1e3,
                        Quantiles.EMPTY, one.getName()))).register(registry);
    }

    private void process() {
        var runtime = ManagementFactory.getRuntimeMXBean();
        gauge("process_start_time_seconds", "When the process started, in seconds since 1970", () -> runtime.getStartTime() / 1e3);
        gauge("process_uptime_seconds", "Time since the process started", () -> runtime.getUptime() / 1e3);
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            CounterWithCallback.builder().name("process_cpu_seconds_total").help("Processor time of the process, in user and system mode")
                    .callback(series -> series.call(system.getProcessCpuTime() / 1e9)).register(registry);
        }
    }

    private void gauge(String name, String help, DoubleSupplier figure) {
        GaugeWithCallback.builder().name(name).help(help).callback(series -> series.call(figure.getAsDouble())).register(registry);
    }
}
