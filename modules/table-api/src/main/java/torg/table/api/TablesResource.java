package torg.table.api;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Providers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Condition;
import torg.api.table.Row;
import torg.api.table.Table;
import torg.api.table.Tables;
import torg.api.web.Request;
import torg.api.web.RowTag;
import torg.spi.web.Answers;
import torg.spi.web.ApiDescription;
import torg.spi.web.RestResource;
import torg.table.api.ask.Malformed;
import torg.table.api.ask.ReadablePaths;
import torg.table.api.ask.Way;
import torg.table.api.model.Csdl;
import torg.table.api.model.TableDescription;
import torg.table.api.row.Address;
import torg.table.api.row.RowKey;

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
        return new Reading(tables, request).answer(table, request.query(), new Condition.Everything(), Address.rows(name));
    }

    /** How many rows of a table there are. */
    @GET
    @Path("{table}/$count")
    @Produces("text/plain")
    public String count(@PathParam("table") String name, @Context Request request) {
        return "" + new Reading(tables, request).count(readable(name, request.caller()), request.query(), new Condition.Everything());
    }

    /** One row; 304 for who has it as it is. */
    @GET
    @Path("{table}({key})")
    @Answers(status = {200, 304}, body = Map.class)
    public Response row(@PathParam("table") String name, @PathParam("key") String key, @Context Request request) {
        var row = readRow(name, RowKey.read(key), request);
        var known = request.header("if-none-match").filter(tags -> RowTag.isAmong(row.tag(), tags));
        return response(known.isPresent() && isAllItsOwn(table(name, request.caller()), request) ? new Answered(304, null, row.tag(), null) : row);
    }

    /** Whether nothing is shown that stands in other rows: their changes do not show in this one's version. */
    private static boolean isAllItsOwn(Table table, Request request) {
        return request.query("$expand").isEmpty() && request.query("$select").filter(paths -> paths.contains("/")).isEmpty() && table.columns().values().stream().allMatch(column -> column.formula().isEmpty());
    }

    Answered readRow(String name, String key, Request request) {
        return new Reading(tables, request).row(readable(name, request.caller()), key, request.query()).orElseThrow(TablesResource::noSuchRow);
    }

    /** What a row leads to: the row its lookup points to, 204 when there is none, or the rows that point to it or are linked with it. */
    @GET
    @Path("{table}({key})/{way}")
    @Answers(status = {200, 204}, body = Map.class)
    public Response along(@PathParam("table") String name, @PathParam("key") String written, @PathParam("way") String way, @Context Request request) {
        return response(readAlong(name, RowKey.read(written), way, request));
    }

    Answered readAlong(String name, String key, String wayName, Request request) {
        var table = readable(name, request.caller());
        var way = way(table, wayName, request.caller());
        var row = begin(table, key, way, request);
        return switch (way) {
            case Way.Many many -> new Answered(200, null, null, new Reading(tables, request).answer(way.to(), request.query(), many.among(key), Address.row(name, key) + "/" + way.name()));
            case Way.One one -> row.text(one.lookup().name()).flatMap(to -> new Reading(tables, request).row(way.to(), to, request.query())).orElse(Answered.NOTHING);
        };
    }

    /** Where that is: the address of the one row, 204 when there is none, or those of the rows. */
    @GET
    @Path("{table}({key})/{way}/$ref")
    @Answers(status = {200, 204}, body = Map.class)
    public Response references(@PathParam("table") String name, @PathParam("key") String written, @PathParam("way") String way, @Context Request request) {
        return response(readReferences(name, RowKey.read(written), way, request));
    }

    Answered readReferences(String name, String key, String wayName, Request request) {
        var table = readable(name, request.caller());
        var way = way(table, wayName, request.caller());
        var row = begin(table, key, way, request);
        var reading = new Reading(tables, request);
        return switch (way) {
            case Way.Many many -> new Answered(200, null, null, reading.references(way.to(), request.query(), many.among(key), Address.row(name, key) + "/" + way.name() + "/" + Address.REF));
            case Way.One one -> row.text(one.lookup().name()).flatMap(to -> reading.reference(way.to(), to, request.query())).orElse(Answered.NOTHING);
        };
    }

    /** How many rows a row leads to. */
    @GET
    @Path("{table}({key})/{way}/$count")
    @Produces("text/plain")
    public String countAlong(@PathParam("table") String name, @PathParam("key") String written, @PathParam("way") String way, @Context Request request) {
        return countOf(name, RowKey.read(written), way, request);
    }

    String countOf(String name, String key, String wayName, Request request) {
        var table = readable(name, request.caller());
        var way = way(table, wayName, request.caller());
        if (!(way instanceof Way.Many many)) throw noWay(table, wayName + "/$count");
        begin(table, key, way, request);
        return "" + new Reading(tables, request).count(way.to(), request.query(), many.among(key));
    }

    /** The row a way begins at, with what leads on from it. */
    private Row begin(Table table, String key, Way way, Request request) {
        return tables.find(request.caller(), table.name(), key, way instanceof Way.One one ? one.lookup().name() : table.key()).orElseThrow(TablesResource::noSuchRow);
    }

    /** A new row, with the new rows within it. The body of somebody who may make none is not read, but for a repeat: what was right then may not be today. */
    @POST
    @Path("{table}")
    @Consumes("application/json")
    @Answers(status = {201, 200}, body = Map.class)
    public Response create(@PathParam("table") String name, @HeaderParam("Idempotency-Key") String once, InputStream body, @Context Providers providers,
            @Context Request request) throws IOException {
        if (once == null) requireCreate(table(name, request.caller()), request.caller());
        return create(name, once, read(body, providers), request);
    }

    Response create(String name, String once, Map<String, Object> body, Request request) {
        return response(new Changing(tables, request).alone(Edit.create(table(name, request.caller()), body), once));
    }

    /** A new row that points to this one, or is linked with it. */
    @POST
    @Path("{table}({key})/{way}")
    @Consumes("application/json")
    @Answers(status = {201, 200}, body = Map.class)
    public Response createBelow(@PathParam("table") String name, @PathParam("key") String key, @PathParam("way") String way, @HeaderParam("Idempotency-Key") String once,
            InputStream body, @Context Providers providers, @Context Request request) throws IOException {
        var found = way(table(name, request.caller()), way, request.caller());
        if (once == null) requireCreate(found.to(), request.caller());
        return response(new Changing(tables, request).alone(Edit.along(Edit.Kind.CREATE, table(name, request.caller()), RowKey.read(key), found, read(body, providers)), once));
    }

    /** New values for some columns of a row; where there is none, a new one. */
    @PATCH
    @Path("{table}({key})")
    @Consumes("application/json")
    @Answers(status = {200, 201, 204}, body = Map.class)
    public Response update(@PathParam("table") String name, @PathParam("key") String key, @HeaderParam("Idempotency-Key") String once, InputStream body,
            @Context Providers providers, @Context Request request) throws IOException {
        requireWrite(table(name, request.caller()), RowKey.read(key), request.caller());
        return update(Edit.Kind.UPDATE, name, key, once, read(body, providers), request);
    }

    /** New values for all columns of a row, those not sent are emptied; where there is none, a new one. */
    @PUT
    @Path("{table}({key})")
    @Consumes("application/json")
    @Answers(status = {200, 201, 204}, body = Map.class)
    public Response replace(@PathParam("table") String name, @PathParam("key") String key, @HeaderParam("Idempotency-Key") String once, InputStream body,
            @Context Providers providers, @Context Request request) throws IOException {
        requireWrite(table(name, request.caller()), RowKey.read(key), request.caller());
        return update(Edit.Kind.REPLACE, name, key, once, read(body, providers), request);
    }

    Response update(Edit.Kind kind, String name, String key, String once, Map<String, Object> body, Request request) {
        var edit = Edit.update(kind, table(name, request.caller()), RowKey.read(key), body, request.header("if-match").orElse(null), request.header("if-none-match").orElse(null));
        return response(new Changing(tables, request).alone(edit, once));
    }

    /** The row goes, and its parts with it. */
    @DELETE
    @Path("{table}({key})")
    @Answers(status = 204)
    public Response delete(@PathParam("table") String name, @PathParam("key") String key, @HeaderParam("Idempotency-Key") String once, @Context Request request) {
        return response(new Changing(tables, request).alone(Edit.delete(table(name, request.caller()), RowKey.read(key), request.header("if-match").orElse(null)), once));
    }

    /** One more row, or another one, at the end of a way: the body names it by its address, {@code {"@odata.id": "account('ALFKI')"}}. */
    @POST
    @Path("{table}({key})/{way}/$ref")
    @Consumes("application/json")
    @Answers(status = 204)
    public Response addLink(@PathParam("table") String name, @PathParam("key") String key, @PathParam("way") String way, @HeaderParam("Idempotency-Key") String once,
            InputStream body, @Context Providers providers, @Context Request request) throws IOException {
        return link(Edit.Kind.LINK, true, name, key, way, once, read(body, providers), request);
    }

    /** Another row at the end of a way to one. */
    @PUT
    @Path("{table}({key})/{way}/$ref")
    @Consumes("application/json")
    @Answers(status = 204)
    public Response setLink(@PathParam("table") String name, @PathParam("key") String key, @PathParam("way") String way, @HeaderParam("Idempotency-Key") String once,
            InputStream body, @Context Providers providers, @Context Request request) throws IOException {
        return link(Edit.Kind.LINK, false, name, key, way, once, read(body, providers), request);
    }

    /** The way leads there no longer; where many rows may be {@code $id} names the one. */
    @DELETE
    @Path("{table}({key})/{way}/$ref")
    @Answers(status = 204)
    public Response removeLink(@PathParam("table") String name, @PathParam("key") String key, @PathParam("way") String way, @HeaderParam("Idempotency-Key") String once,
            @Context Request request) {
        return link(Edit.Kind.UNLINK, way(table(name, request.caller()), way, request.caller()).many(), name, key, way, once, Edit.named(request), request);
    }

    Response link(Edit.Kind kind, boolean many, String name, String key, String way, String once, Map<String, Object> body, Request request) {
        var found = way(table(name, request.caller()), way, request.caller());
        if (found.many() != many) throw Malformed.body(found.many() ? "a way to many rows is given one more with POST" : "a way to one row is given another one with PUT");
        return response(new Changing(tables, request).alone(Edit.along(kind, table(name, request.caller()), RowKey.read(key), found, body), once));
    }

    /** Many requests in one. */
    @POST
    @Path("$batch")
    @Consumes("application/json")
    public Map<String, Object> batch(InputStream body, @Context Providers providers, @Context Request request) throws IOException {
        return new Batch(this, tables, request, InstantSource.system(), problem -> told(problem, providers)).run(Part.read(read(body, providers)));
    }

    /** In the house's own words, as if the request had come alone. */
    private static Batch.Told told(RuntimeException problem, Providers providers) {
        var response = providers.getExceptionMapper(RuntimeException.class).toResponse(problem);
        try {
            return new Batch.Told(response.getStatus(), response.getEntity() instanceof byte[] json ? read(new ByteArrayInputStream(json), providers) : response.getEntity());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ApiDescription describe(Request request) {
        return new TableDescription(tables, request).describe();
    }

    /** With the house's own JSON reader and its bounds; empty when there is no object. */
    private static Map<String, Object> read(InputStream body, Providers providers) throws IOException {
        var reader = providers.getMessageBodyReader(JSON_OBJECT, JSON_OBJECT, NO_ANNOTATIONS, MediaType.APPLICATION_JSON_TYPE);
        var object = reader.readFrom(JSON_OBJECT, JSON_OBJECT, NO_ANNOTATIONS, MediaType.APPLICATION_JSON_TYPE, new MultivaluedHashMap<>(), body);
        return object == null ? Map.of() : object;
    }

    private static Response response(Answered answered) {
        var response = Response.status(answered.status()).entity(answered.body());
        if (answered.location() != null) response.location(URI.create(answered.location()));
        if (answered.tag() != null) response.header("ETag", answered.tag());
        return response.build();
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
    Table readable(String name, Caller caller) {
        var may = tables.may(caller, Privilege.READ, name);
        if (caller.isAnonymous() && !may) throw signIn();
        return tables.schema().find(name).filter(table -> may && !table.internal()).orElseThrow(() -> unknown(name));
    }

    /** One that the caller may do nothing with is as unknown as none, and internal ones are to everybody. */
    Table table(String name, Caller caller) {
        return tables.schema().find(name).filter(table -> !table.internal() && Stream.of(Privilege.values()).anyMatch(privilege -> tables.may(caller, privilege, name))).orElseThrow(() -> unknown(name));
    }

    private static TorgException unknown(String name) {
        return TorgException.of(ProblemKind.NOT_FOUND, "table.unknown", "there is no table '" + Malformed.shown(name) + "'");
    }

    Way way(Table table, String name, Caller caller) {
        return Way.find(new ReadablePaths(tables, caller, table), name).orElseThrow(() -> noWay(table, name));
    }

    private void requireCreate(Table table, Caller caller) {
        if (!tables.may(caller, Privilege.CREATE, table.name())) throw denied(table.name());
    }

    private void requireWrite(Table table, String key, Caller caller) {
        if (tables.may(caller, Privilege.WRITE, table.name()) || tables.may(caller, Privilege.CREATE, table.name())) return;
        throw tables.find(caller, table.name(), key).isPresent() ? denied(table.name()) : noRow(table.name());
    }

    /** What the store would say once the body had been read: a large one must not be work for whoever may write nothing. */
    static TorgException denied(String table) {
        return TorgException.of(ProblemKind.DENIED, "table.denied", "this may not be done with this row of table '" + table + "'");
    }

    static TorgException noRow(String table) {
        return TorgException.of(ProblemKind.NOT_FOUND, "table.no-row", "table '" + table + "' has no such row");
    }

    private static TorgException signIn() {
        return TorgException.of(ProblemKind.SIGN_IN, "table-api.sign-in", "rows are shown to callers that signed in").help("sign in with POST /api/session");
    }
}
