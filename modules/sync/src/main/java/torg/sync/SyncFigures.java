package torg.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import torg.api.health.Metrics;
import torg.api.sync.Outbox;
import torg.sync.connector.Flow;
import torg.sync.receive.Guard;

/** What an operator wants to be woken for, as figures of {@code /metrics}. */
@Component(service = {}, immediate = true)
public final class SyncFigures {
    private final List<AutoCloseable> gauges;

    @Activate
    public SyncFigures(@Reference Metrics metrics, @Reference SyncEngine engine, @Reference Outbox outbox) {
        var most = "; counting ends at " + Outbox.MOST_COUNTED;
        gauges = List.of(
                metrics.gauge("torg_sync_waiting_changes", "Changes that wait for the ERP" + most, () -> outbox.counts().getOrDefault(Outbox.State.WAITING, 0L)),
                metrics.gauge("torg_sync_parked_changes", "Changes that wait for a person" + most, () -> outbox.counts().getOrDefault(Outbox.State.REFUSED, 0L)),
                metrics.gauge("torg_sync_oldest_waiting_seconds", "How long the change waits that waits longest; 0 when none does", () -> outbox.oldestWaiting().map(SyncFigures::since).orElse(0.0)),
                metrics.gauge("torg_sync_paused", "Maps and connectors that an administrator paused", () -> engine.pausings().now().all().size()),
                metrics.gauge("torg_sync_circuits_open", "ERPs that did not answer several times in a row and are left alone for a moment",
                        () -> engine.flows().values().stream().filter(flow -> flow.until().isPresent()).count()),
                metrics.gauge("torg_sync_erps_slowed", "ERPs that get fewer requests than they declared, because they said that they were asked too much",
                        () -> engine.flows().values().stream().filter(Flow::slowed).count()),
                metrics.gauge("torg_sync_requests_waiting", "Requests that wait for their turn at an ERP", () -> engine.flows().values().stream().mapToLong(Flow::waiting).sum()),
                metrics.gauge("torg_sync_lag_seconds", "From a change in the ERP to the row here, the slowest of the last five minutes; 0 when nothing arrived",
                        () -> engine.ledger().lags().worst(engine.ledger().now()).toMillis() / 1e3),
                metrics.gauge("torg_sync_held_rows", "Rows gone from the ERP, too many to be taken away without asking", () -> engine.ledger().guard().all().stream().mapToLong(Guard.Held::rows).sum()),
                metrics.gauge("torg_sync_last_poll_seconds", "Since an ERP last answered a poll, or since the start; of several ERPs the longest", () -> since(engine.heard())),
                metrics.gauge("torg_sync_records_not_taken", "Records of the ERP that have no place here" + most, () -> engine.ledger().failureCount((int) Outbox.MOST_COUNTED)));
    }

    @Deactivate
    void stop() throws Exception {
        for (var gauge : gauges) gauge.close();
    }

    private static double since(Instant moment) {
        return Duration.between(moment, Instant.now()).toMillis() / 1e3;
    }
}
