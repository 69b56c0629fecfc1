package torg.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static torg.sync.Until.until;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import torg.api.health.Metrics;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Committed;
import torg.spi.sync.Governor;
import torg.sync.map.MapsCompiler;
import torg.sync.map.TableMaps;
import torg.sync.receive.SyncTables;
import torg.testkit.TestSource;
import torg.testkit.MemoryTables;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;

class SyncFiguresTest {
    @Test
    void tellWhatWaitsWhatIsParkedAndWhatWasNotTaken() throws Exception {
        var sites = TestSites.of(new TestSource().document("tables/unit.yml", "{table: unit, key: symbol, columns: {symbol: {type: text}}}")
                .document("maps/units.yml", "{map: units, connector: dynamics, entity: Units, table: unit, columns: {symbol: Id}, every: 0.5s}"), new TableDocuments(), new MapsCompiler());
        var tables = new MemoryTables(sites.schema()).with(new SyncTables());
        var outbox = new ListOutbox(tables, InstantSource.offset(InstantSource.system(), Duration.ofMinutes(-5)));
        var engine = new SyncEngine(tables, sites, outbox);
        var read = new Readings();
        var figures = new SyncFigures(read, engine, outbox);
        try {
            assertThat(read.of("torg_sync_waiting_changes")).isZero();
            assertThat(read.of("torg_sync_oldest_waiting_seconds")).isZero();
            outbox.add("order", "W1", Committed.Kind.CREATED);
            outbox.add("order", "W2", Committed.Kind.CREATED);
            outbox.refused(outbox.add("order", "W3", Committed.Kind.CREATED), "erp.no", "no", List.of(), "dynamics");
            engine.ledger().failures(sites.current().require(TableMaps.class).maps().getFirst()).add(Map.of("Id", "PCS"), TorgException.of(ProblemKind.INVALID, "test.wrong", "wrong"));

            assertThat(read.of("torg_sync_waiting_changes")).isEqualTo(2);
            assertThat(read.of("torg_sync_parked_changes")).isEqualTo(1);
            assertThat(read.of("torg_sync_oldest_waiting_seconds")).isBetween(300.0, 400.0);
            assertThat(read.of("torg_sync_records_not_taken")).isEqualTo(1);

            var erp = new MemoryErp().with("Units", Map.of("Id", "PCS"));
            erp.limits = new Governor.Limits(20, 0);
            erp.away = true;
            engine.addConnector(erp);
            until(() -> read.of("torg_sync_last_poll_seconds") >= 2);
            erp.away = false;
            until(() -> read.of("torg_sync_last_poll_seconds") <= 1);

            assertThat(read.of("torg_sync_circuits_open") + read.of("torg_sync_erps_slowed") + read.of("torg_sync_requests_waiting")).isZero();
            for (var silence = 0; silence < 5; silence++) assertThatThrownBy(() -> erp.governor.pass(Duration.ofMinutes(1), () -> {
                throw new IOException("nobody is there");
            })).isInstanceOf(IOException.class);
            assertThat(read.of("torg_sync_circuits_open")).isEqualTo(1);
            erp.governor.pause(Duration.ofMinutes(1));
            assertThat(read.of("torg_sync_erps_slowed")).isEqualTo(1);
        } finally {
            figures.stop();
            engine.stop();
        }
        assertThat(read.gauges).as("nothing is left behind").isEmpty();
    }

    /** Figures as somebody would scrape them. */
    private static final class Readings implements Metrics {
        private final Map<String, DoubleSupplier> gauges = new HashMap<>();

        double of(String name) {
            return gauges.get(name).getAsDouble();
        }

        @Override
        public AutoCloseable gauge(String name, String help, DoubleSupplier value, String... labels) {
            gauges.put(name, value);
            return () -> gauges.remove(name);
        }

        @Override
        public Counter counter(String name, String help, String... labels) {
            throw new IllegalStateException("the sync counts nothing");
        }

        @Override
        public Timer timer(String name, String help, String... labels) {
            throw new IllegalStateException("the sync times nothing");
        }
    }
}
