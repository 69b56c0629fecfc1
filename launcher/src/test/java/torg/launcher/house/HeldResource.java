package torg.launcher.house;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import torg.api.identity.Caller;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Query;
import torg.api.table.Table;
import torg.api.table.Tables;
import torg.api.web.Outbound;
import torg.spi.table.TableSource;
import torg.spi.web.RestResource;

/** What the modules of {@link HeldModulesHouseTest} are made of: it tries in its own name whatever it is asked to, and brings a table. */
@Path("held")
public final class HeldResource implements RestResource, TableSource {
    static final String NAME = "torg.held";
    static final String OWN = "held_seen";
    private final Tables tables;
    private final Outbound outbound;

    public HeldResource(Tables tables, Outbound outbound) {
        this.tables = tables;
        this.outbound = outbound;
    }

    @Override
    public List<Table> tables() {
        return List.of(Table.internal(OWN, List.of(), Column.of("id", ColumnType.TEXT).asRequired()));
    }

    /** How many rows of a table it sees. */
    @GET
    @Path("rows/{table}")
    @Produces("text/plain")
    public String rows(@PathParam("table") String table) {
        return "rows " + tables.query(Caller.service(NAME), Query.of(table).top(3)).rows().size();
    }

    /** What another house answers. */
    @GET
    @Path("out")
    @Produces("text/plain")
    public String out(@QueryParam("to") String to) throws IOException, InterruptedException {
        return "status " + outbound.send(HttpRequest.newBuilder(URI.create(to)).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
