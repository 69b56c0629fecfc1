package torg.store.schema;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.health.ModuleRights;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Site;
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
    private final FeedEntries feed;
    /** Rows that a site which came into force gave a value or took one from, of which nobody has heard yet. */
    private final Queue<List<Committed>> untold = new ConcurrentLinkedQueue<>();
    private volatile Sites sites;
    private volatile Snapshot snapshot = new Snapshot(NONE, Map.of(), Map.of());
    private volatile List<Objection> broken = List.of();
    /** Whose tables could not be made yet; only with the lock. */
    private final Set<Bringer> waiting = new LinkedHashSet<>();
    private final InstantSource clock;
    /** The site whose confirmed losses could not be made yet: its tables are not those in the database. Null when there is none; only with the lock. */
    private Schema unmade;
    /** When what could not be done is to be tried once more. */
    private volatile Instant again = Instant.MAX;

    @Activate
    public Catalog(@Reference Migration migration, @Reference FeedEntries feed) {
        this(migration, feed, InstantSource.system());
    }

    Catalog(Migration migration, FeedEntries feed, InstantSource clock) {
        this.migration = migration;
        this.feed = feed;
        this.clock = clock;
    }

    /** The tables as they are at this moment; the same object as long as they stay the same. */
    public Known now() {
        var latest = snapshot;
        if (latest.site == schema(site()) && !isDue()) return latest.known;
        if (!swap(List.of())) throw TorgException.of(ProblemKind.BUSY, "store.busy", "tables are being changed").help("try again in a moment");
        tell();
        return snapshot.known;
    }

    private boolean isDue() {
        return again != Instant.MAX && !clock.instant().isBefore(again);
    }

    private void tryAgain(Duration in) {
        var then = clock.instant().plus(in);
        if (then.isBefore(again)) again = then;
    }

    /** When the tables are those that the rows were changed for, and nobody waits for this thread: those who listen ask for them. */
    private void tell() {
        for (var changed = untold.poll(); changed != null; changed = untold.poll()) feed.tell(changed);
    }

    /** What the site promises of its rows and they broke before it was in force; empty when all is kept. */
    public List<Objection> broken() {
        return broken;
    }

    private static Schema schema(Optional<Site> site) {
        return site.flatMap(current -> current.part(Schema.class)).orElse(NONE);
    }

    private Optional<Site> site() {
        var current = sites;
        if (current == null) return Optional.empty();
        try {
            return Optional.of(current.current());
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.BUSY) throw e;
            return Optional.empty();
        }
    }

    /**
     * Looks itself, with nobody beside it: who comes with the site before does not bring that back.
     *
     * @return whether the tables are those that the site asks: not before what it confirms to be lost is lost
     */
    private synchronized boolean swap(List<Bringer> come) {
        var current = site();
        var site = schema(current);
        var due = isDue();
        if (snapshot.site == site && !due && come.isEmpty()) return true;
        if (due) again = Instant.MAX;
        waiting.addAll(come);
        var made = true;
        if (site != NONE && (due || snapshot.site != site)) {
            made = (due || site != unmade) && settle(site, current.flatMap(of -> of.part(ConfirmedLosses.class)).orElse(ConfirmedLosses.NONE));
        }
        unmade = made ? null : site;
        var internal = new TreeMap<>(snapshot.internal);
        var owners = new TreeMap<>(snapshot.owners);
        for (var bringer : due ? List.copyOf(waiting) : come) {
            var brought = brought(bringer);
            internal.putAll(brought);
            brought.keySet().forEach(table -> owners.put(table, bringer.module()));
        }
        var held = made ? site : snapshot.site;
        if (snapshot.site != held || !internal.equals(snapshot.internal) || !owners.equals(snapshot.owners)) snapshot = new Snapshot(held, internal, owners);
        return made;
    }

    private boolean settle(Schema site, ConfirmedLosses confirmed) {
        try {
            broken = settled(site, confirmed);
            if (!broken.isEmpty()) tryAgain(LOOK_AGAIN);
            broken.forEach(objection -> LOG.error("event=promise-not-kept reason={}", objection.message()));
            return true;
        } catch (TorgException e) {
            tryAgain(SETTLE_AGAIN);
            LOG.warn("event=schema-not-settled code={}: rows are held to what the site before promised; tried again in {} s", e.code(), SETTLE_AGAIN.toSeconds(), e);
            return confirmed.isEmpty() || snapshot.site == site;
        }
    }

    /** A module's tables; none while the database does not take them, or when it never will. */
    private Map<String, Table> brought(Bringer bringer) {
        var brought = new TreeMap<String, Table>();
        var wrong = new ArrayList<String>();
        var rights = bringer.bundle.flatMap(bundle -> ModuleRights.in(bundle.getHeaders("")));
        for (var table : bringer.source.tables()) {
            if (rights.filter(said -> !said.keeps(table.name())).isPresent()) wrong.add("the manifest of its module does not say 'keep " + table.name() + "'");
            else if (table.internal() && !table.name().startsWith(Names.OURS) && table.name().indexOf('_') > 0) brought.put(table.name(), table);
            else wrong.add("a module's table is internal, and its name has an underscore and does not begin with '" + Names.OURS + "': '" + table.name() + "'");
        }
        var tables = new Schema(brought);
        try {
            if (wrong.isEmpty()) wrong.addAll(migration.claim(bringer.module(), brought.keySet(), rights.isPresent()));
            if (wrong.isEmpty()) migration.bring(tables).forEach(objection -> wrong.add(objection.message()));
            if (wrong.isEmpty()) settled(tables, ConfirmedLosses.NONE).forEach(objection -> wrong.add(objection.message()));
        } catch (TorgException e) {
            tryAgain(SETTLE_AGAIN);
            LOG.warn("event=tables-not-made source={} code={}: tried again in {} s", bringer.named(), e.code(), SETTLE_AGAIN.toSeconds(), e);
            return Map.of();
        }
        waiting.remove(bringer);
        if (wrong.isEmpty()) return brought;
        LOG.error("event=tables-refused source={} reasons={}", bringer.named(), wrong);
        return Map.of();
    }

    /** Whether it is this module, by its symbolic name, that brought an internal table. */
    public boolean owns(String module, String table) {
        return module.equals(snapshot.owners.get(table));
    }

    private List<Objection> settled(Schema tables, ConfirmedLosses confirmed) {
        var settled = migration.settle(tables, confirmed, feed);
        untold.add(settled.changed());
        return settled.broken();
    }

    @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    public void bindSites(Sites service) {
        sites = service;
    }

    public void unbindSites(Sites service) {
        if (sites == service) sites = null;
    }

    /** A module's tables are made when it comes, and stay when it goes: their rows are still there when it comes back. Whose they are says the one that registered them. */
    @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE, policyOption = ReferencePolicyOption.GREEDY, unbind = "unbindSource")
    void bindRegistered(TableSource source, ServiceReference<TableSource> registered) {
        var bundle = registered.getBundle();
        // Null when it is gone already.
        if (bundle != null) come(new Bringer(source, Optional.of(bundle)));
    }

    /** The same of tables that no framework knows of. */
    public void bindSource(TableSource source) {
        come(new Bringer(source, Optional.empty()));
    }

    private void come(Bringer bringer) {
        if (swap(List.of(bringer))) tell();
    }

    public synchronized void unbindSource(TableSource source) {
        waiting.removeIf(one -> one.source == source);
        LOG.debug("event=tables-kept source={}", source.getClass().getName());
    }

    /**
     * Who brings tables.
     *
     * @param bundle that registered them, whatever loaded their class; empty outside a framework, as in a test
     */
    private record Bringer(TableSource source, Optional<Bundle> bundle) {
        String module() {
            return bundle.map(Bundle::getSymbolicName).orElseGet(source.getClass()::getPackageName);
        }

        String named() {
            return source.getClass().getName();
        }
    }

    /** What was known at one moment. */
    private static final class Snapshot {
        final Schema site;
        final Map<String, Table> internal;
        /** By table the module that brought it. */
        final Map<String, String> owners;
        final Known known;

        Snapshot(Schema site, Map<String, Table> internal, Map<String, String> owners) {
            this.site = site;
            this.internal = internal;
            this.owners = owners;
            var all = new ArrayList<>(internal.values());
            all.addAll(site.tables().values());
            this.known = new Known(Schema.of(all));
        }
    }
}
