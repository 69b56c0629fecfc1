package torg.store;

import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
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
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.spi.table.TableSource;

/** Which tables there are now: those of the current site, and those that modules brought since the start. */
@Component(immediate = true, service = Catalog.class)
public final class Catalog {
    private static final Logger LOG = LoggerFactory.getLogger(Catalog.class);
    private static final Schema NONE = new Schema(Map.of());
    private final Migration migration;
    private volatile Sites sites;
    private volatile Snapshot snapshot = new Snapshot(NONE, Map.of());

    @Activate
    public Catalog(@Reference Migration migration) {
        this.migration = migration;
    }

    /** The tables as they are at this moment; the same object as long as they stay the same. */
    Known now() {
        var site = siteSchema();
        var latest = snapshot;
        return latest.site == site ? latest.known : swap(site, Map.of()).known;
    }

    /**
     * A table as this caller finds it.
     *
     * @throws TorgException NOT_FOUND {@code table.unknown}, for an internal table too; BUSY as long as no site is there to describe tables
     */
    static Table table(Known known, Reach reach, String name) {
        return known.schema.find(name).filter(reach::knows).orElseThrow(() -> known.schema.tables().values().stream().allMatch(Table::internal)
                ? TorgException.of(ProblemKind.BUSY, "table.none-yet", "no site describes tables yet").help("try again")
                : TorgException.of(ProblemKind.NOT_FOUND, "table.unknown", "there is no table '" + Bounds.shown(name) + "'"));
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

    private synchronized Snapshot swap(Schema site, Map<String, Table> more) {
        if (snapshot.site == site && snapshot.internal.keySet().containsAll(more.keySet())) return snapshot;
        if (snapshot.site != site && site != NONE) loosen(site);
        var internal = new TreeMap<>(snapshot.internal);
        internal.putAll(more);
        snapshot = new Snapshot(site, internal);
        return snapshot;
    }

    private void loosen(Schema site) {
        try {
            migration.loosen(site);
        } catch (TorgException e) {
            LOG.warn("event=schema-not-loosened code={}: rows are held to promises the site no longer makes, until its tables change again", e.code(), e);
        }
    }

    @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    void bindSites(Sites service) {
        sites = service;
    }

    void unbindSites(Sites service) {
        if (sites == service) sites = null;
    }

    /** A module's tables are made when it comes, and stay when it goes: their rows are still there when it comes back. */
    @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE, policyOption = ReferencePolicyOption.GREEDY)
    void bindSource(TableSource source) {
        var brought = new TreeMap<String, Table>();
        for (var table : source.tables()) brought.put(table.name(), table);
        var wrong = new ArrayList<String>();
        brought.values().removeIf(table -> !table.internal() || table.name().startsWith(Names.OURS) || table.name().indexOf('_') < 1);
        migration.bring(new Schema(brought)).forEach(refusal -> wrong.add(refusal.message()));
        if (!wrong.isEmpty()) LOG.error("event=tables-refused source={} reasons={}", source.getClass().getName(), wrong);
        else swap(snapshot.site, brought);
    }

    void unbindSource(TableSource source) {
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
