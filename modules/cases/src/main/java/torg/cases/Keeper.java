package torg.cases;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.health.Status;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Sites;
import torg.api.table.Tables;
import torg.spi.health.HealthCheck;

/** Looks every ten seconds what becomes of cases, for notes that came otherwise than by the page, and for those that are quiet. */
@Component(immediate = true)
public final class Keeper implements HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
    private static final int EVERY_SECONDS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private final Desk desk;
    private final Sites sites;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread worker;
    private volatile Status state = Status.ok("Nothing has been looked at yet.");

    @Activate
    public Keeper(@Reference Tables tables, @Reference Sites sites) {
        this.desk = new Desk(tables, InstantSource.system());
        this.sites = sites;
        this.worker = Thread.ofVirtual().name("cases").start(this::work);
    }

    /** Not interrupted, because an interrupt can close the store's files. */
    @Deactivate
    void stop() {
        stopped.countDown();
        try {
            if (!worker.join(PATIENCE)) LOG.warn("cases still at work at the end");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String name() {
        return "cases";
    }

    @Override
    public Status check() {
        return state;
    }

    private void work() {
        try {
            do carefully(); while (!stopped.await(EVERY_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException _) {
            LOG.debug("cases stopped");
        }
    }

    private void carefully() {
        try {
            var kinds = sites.current().part(Cases.class).map(Cases::all).orElse(List.of());
            kinds.forEach(desk::round);
            state = Status.ok(kinds.isEmpty() ? "The site has no cases." : "Notes are taken in.");
        } catch (TorgException e) {
            LOG.debug("cases wait because={}", e.getMessage());
            if (e.kind() != ProblemKind.BUSY) state = Status.warn("Notes of cases are not taken in: " + e.getMessage() + ".", "Look at the documents below cases/.");
        } catch (RuntimeException | LinkageError e) {
            LOG.error("cases wait", e);
            state = Status.warn("Notes of cases are not taken in, something unforeseen happened.", "Look at the log.");
        }
    }
}
