package torg.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PrometheusMetricsTest {
    private final PrometheusMetrics metrics = new PrometheusMetrics();

    @Test
    void countersAddUpHoweverOftenTheyAreAskedFor() {
        metrics.counter("torg_web_requests_total", "Requests", "kind", "page").add(2);
        metrics.counter("torg_web_requests_total", "Requests", "kind", "page").add(3);
        metrics.counter("torg_web_requests_total", "Requests", "kind", "api").add(1);

        assertThat(metrics.text()).contains("# TYPE torg_web_requests_total counter", "torg_web_requests_total{kind=\"page\"} 5.0", "torg_web_requests_total{kind=\"api\"} 1.0");
    }

    @Test
    void timersAreHistogramsInSeconds() {
        metrics.timer("torg_web_page_seconds", "Pages").record(Duration.ofMillis(30));

        assertThat(metrics.text()).contains("torg_web_page_seconds_bucket{le=\"0.025\"} 0", "torg_web_page_seconds_bucket{le=\"0.05\"} 1", "torg_web_page_seconds_count 1", "torg_web_page_seconds_sum 0.03");
    }

    @Test
    void aGaugeIsAskedAtEachReadingUntilItIsClosed() throws Exception {
        var value = new double[] {1};
        var first = metrics.gauge("torg_sync_waiting_changes", "Changes", () -> value[0], "table", "a");
        metrics.gauge("torg_sync_waiting_changes", "Changes", () -> 7, "table", "b");
        value[0] = 2;
        assertThat(metrics.text()).contains("torg_sync_waiting_changes{table=\"a\"} 2.0", "torg_sync_waiting_changes{table=\"b\"} 7.0");

        first.close();
        assertThat(metrics.text()).doesNotContain("{table=\"a\"}").contains("{table=\"b\"}");
    }

    @Test
    void aGaugeThatCannotBeReadIsLeftOut() {
        metrics.gauge("torg_sync_waiting_changes", "Changes", () -> 7, "table", "a");
        metrics.gauge("torg_sync_waiting_changes", "Changes", () -> {
            throw new IllegalStateException("the database is away");
        }, "table", "b");

        assertThat(metrics.text()).contains("{table=\"a\"} 7.0", "process_uptime_seconds").doesNotContain("{table=\"b\"}");
    }

    @Test
    void theMachineIsThere() {
        assertThat(metrics.text()).contains("jvm_memory_used_bytes{area=\"heap\"}", "jvm_gc_collection_seconds_sum", "jvm_threads_current", "process_cpu_seconds", "process_uptime_seconds");
    }

    @Test
    void labelsComeInPairs() {
        assertThatThrownBy(() -> metrics.counter("torg_a_b", "", "kind")).isInstanceOf(IllegalArgumentException.class);
    }
}
