package torg.sync.desk;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.sync.Outbox;
import torg.api.web.Request;
import torg.spi.web.RestResource;
import torg.sync.SyncEngine;
import torg.sync.connector.Trouble;
import torg.sync.map.TableMaps;
import torg.sync.receive.NotTaken;

/** The sync desk: what waits, what was refused and why, what was not taken; for administrators. */
@Component(service = RestResource.class)
@Path("sync")
public final class SyncResource implements RestResource {
    private final SyncEngine engine;
    private final Outbox outbox;
    private final SyncDesk desk;

    @Activate
    public SyncResource(@Reference SyncEngine engine, @Reference Outbox outbox, @Reference SyncDesk desk) {
        this.engine = engine;
        this.outbox = outbox;
        this.desk = desk;
    }

    /** Everything there is to say, newest first, at most 200 of each. */
    @GET
    public Desk desk(@Context Request request) {
        SyncDesk.admit(request);
        var maps = engine.maps().map(TableMaps::maps).orElse(List.of()).stream()
                .map(map -> new MapState(map.name(), map.table(), engine.ledger().completed(map).map(Instant::toString).orElse(""), engine.trouble(map).map(Trouble::words).orElse(""))).toList();
        var changes = outbox.list(Optional.empty(), 200).stream()
                .map(entry -> new Waiting(entry.id(), entry.table(), entry.key(), entry.state().name().toLowerCase(java.util.Locale.ROOT), entry.written().toString(), entry.attempts(), entry.note())).toList();
        var failures = engine.ledger().failures(200).stream()
                .map(row -> new NotTaken(row.text("map").orElse(""), row.text("code").orElse(""), row.text("reason").orElse(""), row.text("since").orElse(""))).toList();
        return new Desk(maps, outbox.counts(), changes, failures, engine.unreachable().orElse(""));
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
    public void drop(@Context Request request, @PathParam("id") long id, Drop drop) {
        desk.drop(request, id, drop == null || drop.note() == null ? "" : drop.note());
    }

    /** Why a change is dropped, for whoever asks later. */
    public record Drop(String note) {}

    /** The whole desk; of what waits or is refused, {@link Outbox#MOST_COUNTED} stands for that many or more. */
    public record Desk(List<MapState> maps, Map<Outbox.State, Long> counts, List<Waiting> changes, List<NotTaken> notTaken, String unreachable) {}

    /** A map, when everything of it was last compared, and why it could not be read the last time, or nothing. */
    public record MapState(String map, String table, String completed, String reason) {}

    /** A change on its way to the ERP. */
    public record Waiting(long id, String table, String key, String state, String written, int attempts, String note) {}

    /** A record of the ERP that has no place here. */
    public record NotTaken(String map, String code, String reason, String since) {}
}
