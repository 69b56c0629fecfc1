package torg.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.health.Status;
import torg.spi.health.HealthCheck;
import torg.store.database.Database;
import torg.store.schema.Catalog;
import torg.store.schema.Objection;

/** Whether the database answers, and its rows keep what the site promises. */
@Component(immediate = true, service = HealthCheck.class)
public final class StoreHealth implements HealthCheck {
    private static final Status AWAY = Status.notReady("the database does not answer", "see that it runs, and that torg.store/url, user and password are right");
    private final Database database;
    private final Catalog catalog;

    @Activate
    public StoreHealth(@Reference Database database, @Reference Catalog catalog) {
        this.database = database;
        this.catalog = catalog;
    }

    @Override
    public String name() {
        return "store";
    }

    /** On a thread of its own, because a pool without a free connection lets one wait longer than a health check may take. */
    @Override
    public Status check() {
        var answer = new CompletableFuture<Status>();
        Thread.ofVirtual().name("store-health").start(() -> {
            try {
                answer.complete(database.read(connection -> connection.isValid(1)) ? answering() : AWAY);
            } catch (RuntimeException e) {
                answer.complete(AWAY);
            }
        });
        return answer.completeOnTimeout(AWAY, 900, TimeUnit.MILLISECONDS).join();
    }

    private Status answering() {
        var broken = catalog.broken();
        return broken.isEmpty() ? Status.ok("the database answers")
                : Status.warn("rows break what the site promises: " + broken.stream().map(Objection::message).collect(Collectors.joining("; ")), broken.getFirst().help());
    }
}
