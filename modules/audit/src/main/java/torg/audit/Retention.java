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
import torg.api.health.Status;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.spi.health.HealthCheck;

/**
 * Lets entries go that are older than the site's owner wants to keep, says when there are too many all the same, and notes each hour in the portal's own log
 * where the audit log stands: there nobody who changes the database can take it back.
 */
@Component(immediate = true, service = {Retention.class, HealthCheck.class}, configurationPid = Settings.PID)
@Designate(ocd = Settings.class)
public final class Retention implements HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    /** Whoever writes fewer does not mean to lose last week. */
    static final int FEWEST_DAYS = 30;
    static final int MOST_DAYS = 36_500;
    static final int FEWEST_ENTRIES = 1_000;
    private final AuditLog log;
    private final InstantSource clock;
    private final int days;
    private final long tooMany;
    /** As of the last look. */
    private volatile long held;
    private final ScheduledExecutorService hourly = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("audit-retention").factory());

    /** @throws TorgException CONFIG {@code audit.setting} when a setting is out of bounds */
    @Activate
    public Retention(Settings settings, @Reference AuditLog log) {
        this(log, settings.keep$_$days(), settings.warn$_$entries(), InstantSource.system());
        hourly.scheduleWithFixedDelay(this::attempt, 5, 60, TimeUnit.MINUTES);
    }

    Retention(AuditLog log, int days, long tooMany, InstantSource clock) {
        if (days != 0 && (days < FEWEST_DAYS || days > MOST_DAYS)) throw unfit("keep-days", days, FEWEST_DAYS + " to " + MOST_DAYS + ", or 0 to keep all");
        if (tooMany < FEWEST_ENTRIES) throw unfit("warn-entries", tooMany, FEWEST_ENTRIES + " or more");
        this.log = log;
        this.days = days;
        this.tooMany = tooMany;
        this.clock = clock;
    }

    private static TorgException unfit(String setting, long value, String bounds) {
        return TorgException.of(ProblemKind.CONFIG, "audit.setting", "'" + setting + "' of " + Settings.PID + " is " + value).help("write " + bounds);
    }

    @Deactivate
    void close() {
        hourly.shutdown();
    }

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public Status check() {
        var entries = held;
        return entries <= tooMany ? Status.ok("the audit log has room")
                : Status.warn("the audit log holds " + entries + " entries",
                        "see what fills it, keep fewer days, or set 'warn-entries' of " + Settings.PID + " higher");
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
        var gone = days == 0 ? 0 : log.cut(clock.instant().minus(Duration.ofDays(days)));
        // Numbers have no gap.
        held = log.after(0, 1).stream().findFirst().map(first -> log.head().number() - first.number() + 1).orElse(0L);
        return gone;
    }
}
