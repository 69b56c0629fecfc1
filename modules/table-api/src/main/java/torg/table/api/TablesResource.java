package torg.table.api;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Providers;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Table;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.api.table.Written;
import torg.api.web.Request;
import torg.spi.web.Answers;
import torg.spi.web.ApiDescription;
import torg.spi.web.RestResource;
import torg.table.api.ask.Malformed;
import torg.table.api.ask.Options;
import torg.table.api.ask.ReadablePaths;
import torg.table.api.ask.Way;
import torg.table.api.model.Csdl;
import torg.table.api.model.TableDescription;
import torg.table.api.row.Address;
import torg.table.api.row.Idempotency;
import torg.table.api.row.RowBody;
import torg.table.api.row.RowKey;
import torg.table.api.row.Version;

/** Tables and rows. Every answer is what {@link Tables} gives this caller; nothing here decides about rights. */
@Component(service = RestResource.class)
@Path("tables")
@Produces("application/json")
public final class TablesResource implements RestResource {
    @SuppressWarnings("unchecked") // an object of JSON has texts for names
    private static final Class<Map<String, Object>> JSON_OBJECT = (Class<Map<String, Object>>) (Class<?>) Map.class;
    private static final Annotation[] NO_ANNOTATIONS = {};

    private final Tables tables;

    @Activate
    public TablesResource(@Reference Tables tables) {
        this.tables = tables;
    }

    /** A table the caller may read, and where its rows are. */
    public record Known(String name, String kind, String label, String key, String url) {}

    /** The tables this caller may read: what OData calls a service document. */
    @GET
    public Map<String, Object> tables(@Context Request request) {
        var readable = Csdl.readable(tables, request.caller()).stream()
                .map(table -> new Known(table.name(), "EntitySet", table.plural().in(request.locale()), table.key(), Address.rows(table.name())))
                .toList();
        if (readable.isEmpty() && request.caller().isAnonymous()) throw signIn();
        return inOrder("@odata.context", Address.context(""), "value", readable);
    }

    /** The same tables with their columns and the ways between them, as OData describes them. */
    @GET
    @Path("$metadata")
    @Produces("application/xml")
    public String metadata(@Context Caller caller) {
        return Csdl.of(tables, caller);
    }

    /** Rows of a table. */
    @GET
    @Path("{table}")
    public Map<String, Object> rows(@PathParam("table") String name, @Context Request request) {
        var table = readable(name, request.caller());
        var options = Options.of(request.query(), new ReadablePaths(tables, request.caller(), table));
        return new Reading(tables, request).page(table, options, new Condition.Everything(), Address.rows(name));
    }

    /** One row. */
    @GET
    @Path("{table}({key})")
    @Answers(status = 200, body = Map.class)
    public Response row(@PathParam("table") String name, @PathParam("key") String key, @Context Request request) {
        var table = readable(name, request.caller());
        return find(table, RowKey.read(key), Response.ok(), request.query(), request).orElseThrow(TablesResource::noSuchRow);
    }

    /** What a row leads to: the row its lookup points to, 204 when there is none, or the rows that point to it. */
    @GET
    @Path("{table}({key})/{way}")
    @Answers(status = {200, 204}, body = Map.class)
    public Response along(@PathParam("table") String name, @PathParam("key") String written, @PathParam("way") String wayName, @Context Request request) {
        var table = readable(name, request.caller());
        var paths = new ReadablePaths(tables, request.caller(), table);
        var way = Way.find(paths, wayName).orElseThrow(() -> noWay(table, wayName));
        var key = RowKey.read(written);
        var row = tables.find(request.caller(), table.name(), key, way.many() ? table.key() : way.lookup().name()).orElseThrow(TablesResource::noSuchRow);
        if (way.many()) {
            var options = Options.of(request.query(), paths.along(way));
            return Response.ok(new Reading(tables, request).page(way.to(), options, Condition.eq(way.by(), key), Address.row(name, key) + "/" + way.name())).build();
        }
        return row.text(way.lookup().name()).flatMap(to -> find(way.to(), to, Response.ok(), request.query(), request)).orElseGet(() -> Response.noContent().build());
    }


    /** A new row. With a name, whether this is a repeat is asked before anything else, since what was right then may not be today: so the body is read first. */
    @POST
    @Path("{table}")
    @Consumes("application/json")
    @Answers(status = {201, 200}, body = Map.class)
    public Response create(@PathParam("table") String name, @HeaderParam("Idempotency-Key") String once, InputStream body, @Context Providers providers,
            @Context Request request) throws IOException {
        if (once == null) requireCreate(name, request.caller());
        return create(name, once, read(body, providers), request);
    }

    Response create(String name, String once, Map<String, Object> body, Request request) {
        var table = table(name);
        var named = Optional.ofNullable(once).map(key -> Idempotency.once(key, name, body));
        var written = named.flatMap(repeat -> tables.written(request.caller(), repeat)).orElseGet(() -> created(table, named, body, request.caller()));
        var key = written.keys().getFirst();
        var response = written.replayed() ? Response.ok() : Response.created(URI.create(Address.row(name, key)));
        return find(table, key, response, Map.of(), request)
                .orElseGet(() -> response.entity(Map.of(table.key(), key)).build());
    }

    private Written created(Table table, Optional<Write.Once> once, Map<String, Object> body, Caller caller) {
        requireCreate(table.name(), caller);
        var values = RowBody.values(table, body, column -> known(caller, ColumnPrivilege.CREATE, table.name(), column));
        var write = Write.of(new Change.Create(table.name(), values));
        return tables.write(caller, once.map(name -> write.once(name.key(), name.digest())).orElse(write));
    }

    private void requireCreate(String name, Caller caller) {
        if (!tables.may(caller, Privilege.CREATE, table(name).name())) throw denied(name);
    }

    /** New values for some columns of a row. */
    @PATCH
    @Path("{table}({key})")
    @Consumes("application/json")
    @Answers(status = {200, 204}, body = Map.class)
    public Response update(@PathParam("table") String name, @PathParam("key") String written, @HeaderParam("If-Match") String ifMatch, InputStream body,
            @Context Providers providers, @Context Request request) throws IOException {
        if (!tables.may(request.caller(), Privilege.WRITE, table(name).name())) {
            throw tables.find(request.caller(), name, RowKey.read(written)).isPresent() ? denied(name) : noRow(name);
        }
        return update(name, written, ifMatch, read(body, providers), request);
    }

    Response update(String name, String written, String ifMatch, Map<String, Object> body, Request request) {
        var table = table(name);
        var key = RowKey.read(written);
        var values = RowBody.values(table, body, column -> known(request.caller(), ColumnPrivilege.UPDATE, name, column));
        tables.write(request.caller(), Write.of(new Change.Update(name, key, Version.wanted(ifMatch), values)));
        return find(table, key, Response.ok(), Map.of(), request)
                .orElseGet(() -> Response.noContent().build());
    }

    /** The row goes, and its parts with it. */
    @DELETE
    @Path("{table}({key})")
    @Answers(status = 204)
    public Response delete(@PathParam("table") String name, @PathParam("key") String key, @HeaderParam("If-Match") String ifMatch, @Context Caller caller) {
        tables.write(caller, Write.of(new Change.Delete(table(name).name(), RowKey.read(key), Version.wanted(ifMatch))));
        return Response.noContent().build();
    }

    @Override
    public ApiDescription describe(Request request) {
        return new TableDescription(tables, request).describe();
    }

    /** With the house's own JSON reader and its bounds; null when there is no object. */
    private static Map<String, Object> read(InputStream body, Providers providers) throws IOException {
        var reader = providers.getMessageBodyReader(JSON_OBJECT, JSON_OBJECT, NO_ANNOTATIONS, MediaType.APPLICATION_JSON_TYPE);
        return reader.readFrom(JSON_OBJECT, JSON_OBJECT, NO_ANNOTATIONS, MediaType.APPLICATION_JSON_TYPE, new MultivaluedHashMap<>(), body);
    }

    /** The row of this key as it is wanted; empty when there is none for this caller. */
    private Optional<Response> find(Table table, String key, Response.ResponseBuilder response, Map<String, List<String>> wanted, Request request) {
        var options = Options.of(wanted, new ReadablePaths(tables, request.caller(), table));
        return tables.find(request.caller(), table.name(), key, options.read().toArray(String[]::new))
                .map(row -> response.header("ETag", Version.tag(row.version())).entity(new Reading(tables, request).alone(row, options)).build());
    }

    private static Map<String, Object> inOrder(String first, Object one, String second, Object other) {
        var all = new LinkedHashMap<String, Object>();
        all.put(first, one);
        all.put(second, other);
        return all;
    }

    private static TorgException noSuchRow() {
        return TorgException.of(ProblemKind.NOT_FOUND, "table-api.no-row", "there is no such row");
    }

    private static TorgException noWay(Table table, String name) {
        return TorgException.of(ProblemKind.NOT_FOUND, "table-api.no-way", "no '" + Malformed.shown(name) + "' leads from rows of table '" + table.name() + "'");
    }

    /** The table to be read; who is not signed in learns nothing, unless a permission lets everybody read it. */
    private Table readable(String name, Caller caller) {
        if (caller.isAnonymous() && !tables.may(caller, Privilege.READ, name)) throw signIn();
        return table(name);
    }

    /** Internal tables are no tables to anybody outside. */
    private Table table(String name) {
        return tables.schema().find(name).filter(table -> !table.internal())
                .orElseThrow(() -> TorgException.of(ProblemKind.NOT_FOUND, "table.unknown", "there is no table '" + Malformed.shown(name) + "'"));
    }

    private boolean known(Caller caller, ColumnPrivilege use, String table, String column) {
        return tables.mayUse(caller, use, table, column) || tables.mayUse(caller, ColumnPrivilege.READ, table, column);
    }

    /** What the store would say once the body had been read: a large one must not be work for whoever may write nothing. */
    private static TorgException denied(String table) {
        return TorgException.of(ProblemKind.DENIED, "table.denied", "this may not be done with this row of table '" + table + "'");
    }

    private static TorgException noRow(String table) {
        return TorgException.of(ProblemKind.NOT_FOUND, "table.no-row", "table '" + table + "' has no such row");
    }

    private static TorgException signIn() {
        return TorgException.of(ProblemKind.SIGN_IN, "table-api.sign-in", "rows are shown to callers that signed in").help("sign in with POST /api/session");
    }
}
