package torg.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.api.site.Sites;
import torg.api.sync.Outbox;
import torg.api.table.Column;
import torg.api.table.Committed;
import torg.api.table.Table;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.spi.sync.Connector;
import torg.spi.table.ChangeListener;
import torg.sync.connector.Connections;
import torg.sync.connector.Flow;
import torg.sync.connector.Presence;
import torg.sync.connector.Trouble;
import torg.sync.map.SyncSettings;
import torg.sync.map.TableMap;
import torg.sync.map.TableMaps;
import torg.sync.pause.Paused;
import torg.sync.pause.Pausings;
import torg.sync.preflight.Preflight;
import torg.sync.receive.Guard;
import torg.sync.receive.Ledger;
import torg.sync.receive.Pass;
import torg.sync.receive.Receiver;

/**
 * Keeps the maps running: one thread brings changes from the ERP, some bring waiting changes to it, one asks what became of those that
 * got no answer. All work on what is true when they look (site, connectors), so maps and connectors may change at any time.
 */
@Component(service = {SyncEngine.class, ChangeListener.class}, immediate = true, configurationPid = "torg.sync")
public final class SyncEngine implements ChangeListener {
    /** How long what got no answer is only asked for and not sent again, where no setting says otherwise. */
    public static final Duration USUAL_LEASE = Outgoing.USUAL_LEASE;
    /** Its lines go to the console. */
    private static final Logger NEWS = LoggerFactory.getLogger("torg.news");

    private final Tables tables;
    private final Sites sites;
    private final Connections connections;
    private final InstantSource clock;
    private final Common common;
    private final Incoming incoming;
    private final Outgoing outgoing;

    @Activate
    public SyncEngine(@Reference Tables tables, @Reference Sites sites, @Reference Outbox outbox, SyncSettings settings) {
        this(tables, sites, outbox, InstantSource.system(), Crew.THREADS, new Guard.Limits(settings.most$_$gone$_$percent(), settings.most$_$gone$_$rows()), Duration.ofSeconds(settings.lease()));
        loops().forEach(Loop::start);
    }

    /** With the usual settings. */
    public SyncEngine(Tables tables, Sites sites, Outbox outbox) {
        this(tables, sites, outbox, InstantSource.system(), Crew.THREADS, Guard.Limits.USUAL, USUAL_LEASE);
        loops().forEach(Loop::start);
    }

    /** Without threads: its loops' rounds are somebody else's to run. */
    public SyncEngine(Tables tables, Sites sites, Outbox outbox, InstantSource clock, Crew crew, Guard.Limits limits, Duration lease) {
        var caller = Caller.service("sync");
        this.tables = tables;
        this.sites = sites;
        this.clock = clock;
        connections = new Connections(clock, crew::await);
        common = new Common(tables, caller, outbox, this::maps, new Ledger(tables, caller, clock, limits), new Pausings(tables, caller), connections);
        incoming = new Incoming(common, clock, crew, this::reached);
        outgoing = new Outgoing(common, clock, crew, lease, this::reached);
    }

    /** What brings, what sends, what asks. */
    public List<Loop> loops() {
        return Stream.concat(Stream.of(incoming.loop()), outgoing.loops().stream()).toList();
    }

    @Deactivate
    public void stop() throws InterruptedException {
        loops().forEach(Loop::end); // first, so that none begins anew while another is waited for
        for (var loop : loops()) loop.stop();
        connections.close();
    }

    @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
    public void addConnector(Connector connector) {
        connections.add(connector, this::wake);
        wake();
    }

    void removeConnector(Connector connector) {
        connections.remove(connector);
    }

    /** Something changed in the ERP: look at what is open, now. */
    public void wake() {
        incoming.wake();
        outgoing.wake();
    }

    @Override
    public void committed(List<Committed> entries) {
        if (entries.stream().anyMatch(entry -> entry.origin().equals(Write.PORTAL) && isSent(entry.table()))) outgoing.ring();
    }

    /** Whether the outbox has to do with rows of this table: sessions and drafts are written all the time. */
    private boolean isSent(String name) {
        var schema = tables.schema();
        var table = schema.find(name);
        while (table.flatMap(Table::whole).isPresent()) table = table.flatMap(Table::whole).flatMap(Column::target).flatMap(schema::find);
        return table.filter(Table::outbox).isPresent();
    }

    /** Why an ERP does not answer, or empty when all did the last time. */
    public Optional<String> unreachable() {
        return presence().silence().map(Trouble::words);
    }

    /** Whether the ERP answers, and since when; of several the one that is silent longest. */
    public Presence presence() {
        return connections.presences().worst();
    }

    /** Whether the ERP of this connector answers, and since when; empty when no such connector runs. */
    public Optional<Presence> presence(String connector) {
        return connections.named(connector).map(connections.presences()::of);
    }

    /** What passes to the ERP of each connector that runs, by name. */
    public Map<String, Flow> flows() {
        return connections.flows();
    }

    /** Whether it is the ERP of this map that does not answer. */
    public boolean isSilent(TableMap map) {
        return connections.named(map.connector()).filter(connections.presences()::isSilent).isPresent();
    }

    /** The maps of the site as it is now. */
    public Optional<TableMaps> maps() {
        try {
            return sites.current().part(TableMaps.class);
        } catch (TorgException e) {
            // Before the first site there are no maps; health says why.
            return Optional.empty();
        }
    }

    public Ledger ledger() {
        return common.ledger();
    }

    /** What administrators let stand still. */
    public Pausings pausings() {
        return common.pausings();
    }

    /** Everything of a map is compared now, and what differs is taken. */
    public void again(TableMap map) {
        incoming.again(map);
    }

    /** How far the reading of everything of a map is that runs right now. */
    public Optional<Pass.Reading> reading(TableMap map) {
        return incoming.reading(map);
    }

    /** Where a map is, when this stands still. */
    public MapState state(TableMap map, Paused paused) {
        return incoming.state(map, paused);
    }

    /** When the ERP that has been silent longest last answered a poll. */
    Instant heard() {
        return connections.polled();
    }

    /** What keeps the sync itself from working, or empty when nothing does. */
    public Optional<String> stuck() {
        return loops().stream().flatMap(loop -> loop.trouble().stream()).findFirst();
    }

    /** Why this map could not be read the last time or is not read now, or empty when it is. */
    public Optional<Trouble> trouble(TableMap map) {
        return incoming.trouble(map);
    }

    /** That an ERP asked for a pause, while it lasts. */
    Optional<String> paused() {
        return connections.paused();
    }

    /** For a look at the ERP of this map beside the rounds; it heeds a pause that the ERP asked for. Empty when its connector does not run. */
    public Optional<Receiver> looking(TableMaps maps, TableMap map) {
        return connections.named(map.connector()).map(connector -> common.receiver(maps, new Receiver.Source(connector, () -> connections.governors().keep(connector))));
    }

    /** For a look at the ERP of a connector before anything is copied; empty when it does not run. */
    public Optional<Preflight> preflight(String connector) {
        return maps().flatMap(maps -> connections.named(connector).map(running -> new Preflight(tables, common.caller(), maps, running, clock)));
    }

    private void reached(Connector connector) {
        if (!connections.presences().answered(connector)) return;
        NEWS.info("the ERP answers again connector={}", connector.name());
        outgoing.wake();
    }
}
