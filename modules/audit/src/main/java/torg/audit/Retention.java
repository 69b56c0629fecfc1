package torg.audit;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.audit.AuditLog;

/** Lets entries go that are older than the site's owner wants to keep, and notes each hour in the portal's own log where the audit log stands: there nobody who changes the database can take it back. */
@Component(immediate = true, service = Retention.class, configurationPid = Settings.PID)
@Designate(ocd = Settings.class)
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    /** Whoever writes fewer does not mean to lose last week. */
    static final int FEWEST_DAYS = 30;
    private final AuditLog log;
    private final InstantSource clock;
    private final int days;
    private final ScheduledExecutorService hourly = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("audit-retention").factory());

    @Activate
    public Retention(Settings settings, @Reference AuditLog log) {
        this(log, settings.keep$_$days(), InstantSource.system());
        hourly.scheduleWithFixedDelay(this::attempt, 5, 60, TimeUnit.MINUTES);
    }

    Retention(AuditLog log, int days, InstantSource clock) {
        this.log = log;
        this.days = days;
        this.clock = clock;
    }

    @Deactivate
    void close() {
        hourly.shutdown();
    }

    /** An attempt that fails is made again in an hour. */
    private void attempt() {
        try {
            clean();
            LOG.info("event=audit-head head={}", log.head());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.warn("event=audit-cleaning-failed", e);
        }
    }

    /** @return how many entries went */
    long clean() {
        return days == 0 ? 0 : log.cut(clock.instant().minus(Duration.ofDays(Math.max(FEWEST_DAYS, days))));
    }
}
