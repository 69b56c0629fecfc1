package torg.store.schema;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Sites;
import torg.api.table.Committed;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.spi.table.TableSource;
import torg.store.database.Names;
import torg.store.sql.Known;

/** Which tables there are now: those of the current site, and those that modules brought since the start. */
@Component(immediate = true, service = Catalog.class)
public final class Catalog {
    private static final Logger LOG = LoggerFactory.getLogger(Catalog.class);
    private static final Schema NONE = new Schema(Map.of());
    private static final Duration SETTLE_AGAIN = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);
    private final Migration migration;
    private final Filling filling;
    /** Rows that a site which came into force gave a value, of which nobody has heard yet. */
    private final Queue<List<Committed>> untold = new ConcurrentLinkedQueue<>();
    private volatile Sites sites;
    private volatile Snapshot snapshot = new Snapshot(NONE, Map.of());
    private volatile List<Refusal> broken = List.of();
    /** When what rows are held to is to be settled once more, after it could not be. */
    private volatile Instant again = Instant.MAX;

    @Activate
    public Catalog(@Reference Migration migration, @Reference Filling filling) {
        this.migration = migration;
        this.filling = filling;
    }

    /** The tables as they are at this moment; the same object as long as they stay the same. */
    public Known now() {
        var latest = snapshot;
        if (latest.site == siteSchema() && (again == Instant.MAX || Instant.now().isBefore(again))) return latest.known;
        var known = swap(Map.of()).known;
        tell();
        return known;
    }

    /** When the tables are those that the rows were filled for, and nobody waits for this thread: those who listen ask for them. */
    private void tell() {
        for (var filled = untold.poll(); filled != null; filled = untold.poll()) filling.tell(filled);
    }

    /** What the site promises of its rows and they broke before it was in force; empty when all is kept. */
    public List<Refusal> broken() {
        return broken;
    }

    private Schema siteSchema() {
        var current = sites;
        if (current == null) return NONE;
        try {
            return current.current().part(Schema.class).orElse(NONE);
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.BUSY) throw e;
            return NONE;
        }
    }

    /** Looks itself, with nobody beside it: who comes with the site before does not bring that back. */
    private synchronized Snapshot swap(Map<String, Table> more) {
        var site = siteSchema();
        var settled = snapshot.site == site && again == Instant.MAX;
        if (settled && snapshot.internal.keySet().containsAll(more.keySet())) return snapshot;
        if (!settled && site != NONE) settle(site);
        var internal = new TreeMap<>(snapshot.internal);
        internal.putAll(more);
        snapshot = new Snapshot(site, internal);
        return snapshot;
    }

    private void settle(Schema site) {
        try {
            broken = settled(site);
            again = broken.isEmpty() ? Instant.MAX : Instant.now().plus(LOOK_AGAIN);
            broken.forEach(refusal -> LOG.error("event=promise-not-kept reason={}", refusal.message()));
        } catch (TorgException e) {
            again = Instant.now().plus(SETTLE_AGAIN);
            LOG.warn("event=schema-not-settled code={}: rows are held to what the site before promised; tried again in {} s", e.code(), SETTLE_AGAIN.toSeconds(), e);
        }
    }

    private List<Refusal> settled(Schema tables) {
        var settled = migration.settle(tables, filling);
        untold.add(settled.filled());
        return settled.broken();
    }

    @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    public void bindSites(Sites service) {
        sites = service;
    }

    public void unbindSites(Sites service) {
        if (sites == service) sites = null;
    }

    /** A module's tables are made when it comes, and stay when it goes: their rows are still there when it comes back. */
    @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE, policyOption = ReferencePolicyOption.GREEDY)
    public void bindSource(TableSource source) {
        var brought = new TreeMap<String, Table>();
        var wrong = new ArrayList<String>();
        for (var table : source.tables()) {
            if (table.internal() && !table.name().startsWith(Names.OURS) && table.name().indexOf('_') > 0) brought.put(table.name(), table);
            else wrong.add("a module's table is internal, and its name has an underscore and does not begin with '" + Names.OURS + "': '" + table.name() + "'");
        }
        var tables = new Schema(brought);
        if (wrong.isEmpty()) migration.bring(tables).forEach(refusal -> wrong.add(refusal.message()));
        if (wrong.isEmpty()) settled(tables).forEach(refusal -> wrong.add(refusal.message()));
        if (!wrong.isEmpty()) LOG.error("event=tables-refused source={} reasons={}", source.getClass().getName(), wrong);
        else swap(brought);
        tell();
    }

    public void unbindSource(TableSource source) {
        LOG.debug("event=tables-kept source={}", source.getClass().getName());
    }

    /** What was known at one moment. */
    private static final class Snapshot {
        final Schema site;
        final Map<String, Table> internal;
        final Known known;

        Snapshot(Schema site, Map<String, Table> internal) {
            this.site = site;
            this.internal = internal;
            var all = new ArrayList<>(internal.values());
            all.addAll(site.tables().values());
            this.known = new Known(Schema.of(all));
        }
    }
}
