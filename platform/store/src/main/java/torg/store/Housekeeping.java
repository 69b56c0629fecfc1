package torg.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.store.database.Database;
import torg.store.database.Jdbc;

/** Once an hour, takes away what nobody will ask for again, a little at a time so that nobody has to wait for it. */
@Component(immediate = true, service = Housekeeping.class)
public final class Housekeeping {
    static final Duration KEPT = Duration.ofDays(30);
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final long AT_ONCE = 1_000;
    private static final List<String> OLD = List.of(
            // The oldest come first: looking for old ones ends where the first young one stands.
            "delete from \"torg_feed\" where \"at\" < ? and \"seq\" in (select \"seq\" from \"torg_feed\" order by \"seq\" fetch first ? rows only)",
            "delete from \"torg_outbox\" where \"id\" in (select \"id\" from \"torg_outbox\" where \"state\" in ('DELIVERED', 'DROPPED') and \"due\" < ? fetch first ? rows only)",
            "delete from \"torg_once\" where (\"caller\", \"once_key\") in (select \"caller\", \"once_key\" from \"torg_once\" where \"at\" < ? fetch first ? rows only)");
    private final Database database;
    private final InstantSource clock;
    private final ScheduledExecutorService hourly = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("store-housekeeping").factory());

    @Activate
    public Housekeeping(@Reference Database database) {
        this(database, InstantSource.system());
        hourly.scheduleWithFixedDelay(this::attempt, 5, 60, TimeUnit.MINUTES);
    }

    Housekeeping(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Deactivate
    void close() {
        hourly.shutdownNow();
    }

    /** An attempt that fails is made again in an hour. */
    private void attempt() {
        try {
            var gone = clean();
            if (gone > 0) LOG.info("event=store-cleaned entries={}", gone);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.warn("event=store-cleaning-failed", e);
        }
    }

    /** @return how many entries went */
    long clean() {
        var before = clock.instant().minus(KEPT);
        var gone = 0L;
        for (var delete : OLD) {
            int some;
            do {
                some = database.retried(transaction -> Jdbc.update(transaction.connection(), delete, before, AT_ONCE));
                gone += some;
            } while (some == AT_ONCE);
        }
        database.sweep();
        return gone;
    }
}
