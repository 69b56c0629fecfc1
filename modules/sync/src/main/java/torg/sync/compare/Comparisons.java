package torg.sync.compare;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.sync.Outbox;
import torg.api.table.Tables;
import torg.sync.connector.Pause;
import torg.sync.map.TableMap;
import torg.sync.map.TableMaps;
import torg.sync.receive.Receiver;

/** Looks at both sides of maps, one look a map at a time, each on a thread of its own; the last of each map is remembered until the portal ends. Thread-safe. */
@Component(service = Comparisons.class)
public final class Comparisons {
    private static final Logger LOG = LoggerFactory.getLogger(Comparisons.class);
    private final Tables tables;
    private final Caller caller = Caller.service("sync");
    private final Outbox outbox;
    private final Map<String, Comparison> last = new ConcurrentHashMap<>();
    private volatile boolean ended;

    @Activate
    public Comparisons(@Reference Tables tables, @Reference Outbox outbox) {
        this.tables = tables;
        this.outbox = outbox;
    }

    @Deactivate
    void stop() {
        ended = true;
    }

    /** The one that runs, or the last one; empty when there was none. */
    public Optional<Comparison> of(String map) {
        return Optional.ofNullable(last.get(map));
    }

    /**
     * Begin to look.
     *
     * @throws TorgException CONFLICT {@code sync.comparing} while the map is looked at already
     */
    public void begin(TableMaps maps, TableMap map, Receiver receiver) {
        last.compute(map.name(), (name, known) -> {
            if (known != null && known.isRunning()) throw TorgException.of(ProblemKind.CONFLICT, "sync.comparing", "map '" + name + "' is compared already");
            return Comparison.begun(name);
        });
        Thread.ofVirtual().name("sync-compare-" + map.name()).start(() -> run(maps, map, receiver));
    }

    private void run(TableMaps maps, TableMap map, Receiver receiver) {
        try {
            new Comparing(tables, caller, outbox, maps, map).run(receiver, (records, findings) -> {
                if (ended) throw new Pause(Duration.ZERO, "the sync ended");
                now(map, comparison -> comparison.and(records, findings));
            });
            now(map, comparison -> comparison.over(Optional.empty()));
        } catch (TorgException | Pause e) {
            now(map, comparison -> comparison.over(Optional.of(e.getMessage())));
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            // The end of its thread: what it runs into is told where it is asked for.
            LOG.error("not compared map={}", map.name(), e);
            now(map, comparison -> comparison.over(Optional.of("a mistake in the sync or the connector; the log says more")));
        }
    }

    private void now(TableMap map, UnaryOperator<Comparison> next) {
        last.computeIfPresent(map.name(), (_, comparison) -> next.apply(comparison));
    }
}
