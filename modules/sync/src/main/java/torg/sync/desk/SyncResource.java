package torg.sync.desk;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.sync.Outbox;
import torg.api.web.Request;
import torg.spi.web.RestResource;
import torg.sync.SyncEngine;
import torg.sync.connector.Flow;
import torg.sync.connector.Presence;
import torg.sync.connector.Trouble;
import torg.sync.pause.Pausing;
import torg.sync.pause.Pausing.Scope;
import torg.sync.receive.Guard;
import torg.sync.receive.Lags;
import torg.sync.receive.Ledger;
import torg.sync.send.Conflicts.Keep;

/** The sync desk: how each connection and map is, what waits, what was refused and why, what was not taken; for administrators. */
@Component(service = RestResource.class)
@Path("sync")
public final class SyncResource implements RestResource {
    /** For those who ask for it: whoever does not say gets JSON. */
    private static final String FOR_A_TERMINAL = MediaType.TEXT_PLAIN + ";qs=0.5";
    private static final int MOST = 200;
    private final SyncEngine engine;
    private final Outbox outbox;
    private final SyncDesk desk;
    private final RowWays ways;

    @Activate
    public SyncResource(@Reference SyncEngine engine, @Reference Outbox outbox, @Reference SyncDesk desk, @Reference RowWays ways) {
        this.engine = engine;
        this.outbox = outbox;
        this.desk = desk;
        this.ways = ways;
    }

    /** Everything there is to say; of changes and records not taken the newest 200. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Desk desk(@Context Request request) {
        SyncDesk.admit(request);
        var overview = Overview.of(engine, outbox);
        var changes = outbox.list(Optional.empty(), MOST).stream()
                .map(entry -> new Waiting(entry.id(), entry.table(), entry.key(), entry.state().name().toLowerCase(Locale.ROOT), entry.written().toString(), entry.attempts(), entry.note())).toList();
        var failures = engine.ledger().failures(MOST).stream()
                .map(row -> new NotTaken(row.text("map").orElse(""), row.text("code").orElse(""), row.text("reason").orElse(""), row.text("since").orElse(""))).toList();
        return new Desk(overview.connections().stream().map(ConnectorLine::of).toList(), overview.maps().map(MapLine::of).toList(), overview.paused().all().stream().map(Still::of).toList(), outbox.counts(), changes, failures,
                engine.unreachable().orElse(""));
    }

    /** The same for a terminal. */
    @GET
    @Produces(FOR_A_TERMINAL)
    public String deskAsText(@Context Request request) {
        return Printed.of(desk(request));
    }

    /** Where a document, or that of a part, is between portal and ERP; with {@code ask=true} the ERP is asked as well. */
    @GET
    @Path("rows/{table}/{key}")
    @Produces(MediaType.APPLICATION_JSON)
    public RowLine row(@Context Request request, @PathParam("table") String table, @PathParam("key") String key, @QueryParam("ask") boolean ask) {
        return RowLine.of(ways.of(request, table, key, ask));
    }

    /** The same for a terminal. */
    @GET
    @Path("rows/{table}/{key}")
    @Produces(FOR_A_TERMINAL)
    public String rowAsText(@Context Request request, @PathParam("table") String table, @PathParam("key") String key, @QueryParam("ask") boolean ask) {
        return Printed.of(row(request, table, key, ask));
    }

    /** Let a map, with that of its parts, or all maps of a connector stand still until they are resumed. */
    @POST
    @Path("{scope: maps|connectors}/{name}/pause")
    @Consumes(MediaType.APPLICATION_JSON)
    public void pause(@Context Request request, @PathParam("scope") String scope, @PathParam("name") String name, Note note) {
        desk.pause(request, scope(scope), name, Note.text(note));
    }

    /** Let a map, or all maps of a connector except those that are paused by themselves, go on. */
    @POST
    @Path("{scope: maps|connectors}/{name}/resume")
    public void resume(@Context Request request, @PathParam("scope") String scope, @PathParam("name") String name) {
        desk.resume(request, scope(scope), name);
    }

    private static Scope scope(String plural) {
        return plural.equals("maps") ? Scope.MAP : Scope.CONNECTOR;
    }

    /** Look at an ERP before anything is copied: what is well, what is doubtful and what is bad, each with its remedy. Nothing is written. */
    @POST
    @Path("connectors/{name}/preflight")
    @Produces(MediaType.APPLICATION_JSON)
    public Looked preflight(@Context Request request, @PathParam("name") String name) {
        return new Looked(desk.preflight(request, name).stream().map(check -> new CheckLine(check.about(), check.verdict().word(), check.found(), check.remedy())).toList());
    }

    /** The same for a terminal. */
    @POST
    @Path("connectors/{name}/preflight")
    @Produces(FOR_A_TERMINAL)
    public String preflightAsText(@Context Request request, @PathParam("name") String name) {
        return Printed.of(preflight(request, name));
    }

    /** Begin to look at both sides of a map; nothing is written. */
    @POST
    @Path("maps/{map}/compare")
    public void compare(@Context Request request, @PathParam("map") String map) {
        desk.compare(request, map);
    }

    /** The look at both sides that runs, or the last one: what the next reading of everything would make, change and turn away. */
    @GET
    @Path("maps/{map}/compare")
    @Produces(MediaType.APPLICATION_JSON)
    public Compared compared(@Context Request request, @PathParam("map") String map) {
        return desk.comparison(request, map).map(Compared::of).orElse(Compared.NONE);
    }

    /** The same for a terminal. */
    @GET
    @Path("maps/{map}/compare")
    @Produces(FOR_A_TERMINAL)
    public String comparedAsText(@Context Request request, @PathParam("map") String map) {
        return Printed.of(compared(request, map));
    }

    /** Read everything of a map anew, now: what differs gets the ERP's values, except for what still waits to be sent there. */
    @POST
    @Path("maps/{map}/read")
    public void readAgain(@Context Request request, @PathParam("map") String map) {
        desk.readAgain(request, map);
    }

    /** Let the rows of a map go that are gone from the ERP and too many to go without asking. */
    @POST
    @Path("maps/{map}/let-through")
    @Consumes(MediaType.APPLICATION_JSON)
    public void letThrough(@Context Request request, @PathParam("map") String map, Leave leave) {
        if (leave == null || leave.rows == null) throw TorgException.of(ProblemKind.INVALID, "sync.no-rows", "'rows' says how many rows may go, as many as are held back");
        desk.letThrough(request, map, leave.rows, leave.note == null ? "" : leave.note);
    }

    /** Send a refused or waiting change again, now, or as soon as it cannot be on its way any more. */
    @POST
    @Path("outbox/{id: [0-9]{1,18}}/retry")
    public void retry(@Context Request request, @PathParam("id") long id) {
        desk.retry(request, id);
    }

    /** Leave a refused or waiting change undone, for good. */
    @POST
    @Path("outbox/{id: [0-9]{1,18}}/drop")
    @Consumes(MediaType.APPLICATION_JSON)
    public void drop(@Context Request request, @PathParam("id") long id, Note note) {
        desk.drop(request, id, Note.text(note));
    }

    /** Decide about a change of what the ERP changed as well, where the map asks: the portal's values go there, or the ERP's come here. */
    @POST
    @Path("outbox/{id: [0-9]{1,18}}/decide")
    @Consumes(MediaType.APPLICATION_JSON)
    public void decide(@Context Request request, @PathParam("id") long id, Decision decision) {
        var keep = decision == null || decision.keep == null ? "" : decision.keep;
        if (!keep.equals("portal") && !keep.equals("erp")) throw TorgException.of(ProblemKind.INVALID, "sync.no-decision", "'keep' says whose values stay: portal or erp");
        desk.decide(request, id, keep.equals("portal") ? Keep.PORTAL : Keep.ERP);
    }

    /** Send all changes again that are parked now. */
    @POST
    @Path("outbox/retry")
    @Produces(MediaType.APPLICATION_JSON)
    public Parked retryAll(@Context Request request) {
        return new Parked(desk.retryAll(request));
    }

    /** Leave all changes undone, for good, that are parked now. */
    @POST
    @Path("outbox/drop")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Parked dropAll(@Context Request request, Note note) {
        return new Parked(desk.dropAll(request, Note.text(note)));
    }

    /** Why something is done, for whoever asks later. */
    public record Note(String note) {
        private static String text(Note note) {
            return note == null || note.note == null ? "" : note.note;
        }
    }

    /**
     * That rows may go that are held back.
     *
     * @param rows so many, as whoever says so was told
     * @param note why, for whoever asks later
     */
    public record Leave(Long rows, String note) {}

    /** Whose values stay: {@code portal} or {@code erp}. */
    public record Decision(String keep) {}

    /** What a look at an ERP found, the connection first. */
    public record Looked(List<CheckLine> checks) {}

    /**
     * One thing that was looked at.
     *
     * @param about {@code connection}, {@code clock} or the name of a map
     * @param verdict {@code well}, {@code doubtful} or {@code bad}
     * @param found what is so
     * @param remedy what to do about it, or nothing
     */
    public record CheckLine(String about, String verdict, String found, String remedy) {}

    /** So many parked changes were given back or dropped. */
    public record Parked(long changes) {}

    /** The whole desk; of what waits or is refused, {@link Outbox#MOST_COUNTED} stands for that many or more. */
    public record Desk(List<ConnectorLine> connectors, List<MapLine> maps, List<Still> paused, Map<Outbox.State, Long> counts, List<Waiting> changes, List<NotTaken> notTaken, String unreachable) {}

    /**
     * A connector.
     *
     * @param running whether there is one that can be asked
     * @param answers whether its ERP did the last time
     * @param heard when it answered last; empty when it never did
     * @param reason why it does not answer, or nothing
     * @param circuit {@code closed}: it is asked; {@code open}: it did not answer several times in a row and is left alone; {@code half-open}: one request finds out; or nothing
     * @param requestsPerSecond what it gets at most, 0 when nothing bounds that
     * @param slowed whether that is less than it declared, because it said that it was asked too much
     * @param requestsWaiting requests that wait for their turn
     */
    public record ConnectorLine(String connector, boolean running, boolean answers, String heard, String reason, String circuit, double requestsPerSecond, boolean slowed, int requestsWaiting) {
        private static ConnectorLine of(Overview.Connection connection) {
            var presence = connection.presence();
            var flow = connection.flow();
            return new ConnectorLine(connection.name(), presence.isPresent(), presence.filter(known -> known.silence().isEmpty() && known.heard().isPresent()).isPresent(),
                    presence.flatMap(Presence::heard).map(Instant::toString).orElse(""), presence.flatMap(Presence::silence).map(Trouble::words).orElse(""), flow.map(Flow::circuit).orElse(""),
                    flow.map(known -> Math.round(known.rate().orElse(0) * 10) / 10.0).orElse(0.0), flow.filter(Flow::slowed).isPresent(), flow.map(Flow::waiting).orElse(0));
        }
    }

    /**
     * A map.
     *
     * @param state {@code initial}, {@code live}, {@code paused} or {@code stopped}
     * @param completed when everything of it was last compared
     * @param records how many there were then; of a first reading that runs, so far
     * @param notTaken how many of them have no place here
     * @param rate records a second of the reading that runs now, 0 when none does
     * @param waiting changes of its documents that wait to be sent
     * @param oldest since when the one waits that waits longest, or nothing
     * @param parked changes of its documents that wait for a person
     * @param held rows that are gone from the ERP, too many to be taken away before an administrator lets them through
     * @param lag seconds from a change in the ERP to the row here, the median of the last minutes; -1 when nothing arrived
     * @param worstLag that of the slowest of them
     * @param reason why it could not be read the last time, or nothing
     */
    public record MapLine(String map, String connector, String table, String state, String completed, long records, long notTaken, double rate, long waiting, String oldest, long parked, long held, double lag, double worstLag,
            String reason) {
        private static MapLine of(Overview.OneMap one) {
            var reading = one.reading();
            var last = one.last();
            return new MapLine(one.map().name(), one.map().connector(), one.map().table(), one.state().word(), last.map(Ledger.Completed::at).map(Instant::toString).orElse(""),
                    last.map(Ledger.Completed::records).or(() -> reading.map(Overview.Reading::records)).orElse(0L), last.map(Ledger.Completed::failures).or(() -> reading.map(Overview.Reading::failures)).orElse(0L),
                    reading.map(running -> Math.round(running.rate() * 10) / 10.0).orElse(0.0), one.waiting().map(Outbox.Queue::count).orElse(0L), one.waiting().map(Outbox.Queue::oldest).map(Instant::toString).orElse(""),
                    one.parked().map(Outbox.Queue::count).orElse(0L), one.held().map(Guard.Held::rows).orElse(0L), seconds(one.lag().map(Lags.Lag::median)), seconds(one.lag().map(Lags.Lag::worst)),
                    one.trouble().map(Trouble::words).orElse(""));
        }
    }

    private static double seconds(Optional<Duration> lag) {
        return lag.map(known -> known.toMillis() / 1e3).orElse(-1.0);
    }

    /** What stands still: a {@code map} or a {@code connector}, by whom, since when and why. */
    public record Still(String scope, String name, String by, String since, String note) {
        private static Still of(Pausing pausing) {
            return new Still(pausing.scope().word(), pausing.name(), pausing.by(), pausing.since().toString(), pausing.note());
        }
    }

    /** A change on its way to the ERP. */
    public record Waiting(long id, String table, String key, String state, String written, int attempts, String note) {}

    /** A record of the ERP that has no place here. */
    public record NotTaken(String map, String code, String reason, String since) {}
}
