package torg.table.api;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.access.ColumnPrivilege;
import torg.api.file.FileContent;
import torg.api.file.StoredFile;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.ColumnType;
import torg.api.table.Table;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.api.web.Request;
import torg.api.web.RowTag;
import torg.api.web.Stream;
import torg.spi.web.Answers;
import torg.spi.web.RestResource;
import torg.table.api.ask.Malformed;
import torg.table.api.row.Address;
import torg.table.api.row.RowKey;

/**
 * Files by themselves, at the address of their column. Where there is none, where it may not be seen and where nothing of it is is one and the same answer. No browser shows or
 * runs what comes from here: it is kept, whatever it is called.
 */
@Component(service = RestResource.class)
@Path("tables/{table}({key})/{column}/$value")
public final class FilesResource implements RestResource {
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");
    private final Tables tables;
    private final TablesResource rows;

    @Activate
    public FilesResource(@Reference Tables tables) {
        this.tables = tables;
        this.rows = new TablesResource(tables);
    }

    /** The bytes of a file, all or a part; 304 for who has it. */
    @GET
    @Produces("*/*")
    @Answers(status = {200, 206, 304})
    public Response file(@PathParam("table") String name, @PathParam("key") String written, @PathParam("column") String column, @Context Request request) {
        var table = rows.readable(name, request.caller());
        var content = tables.file(request.caller(), table.name(), RowKey.read(written), column).orElseThrow(FilesResource::none);
        var file = content.file();
        var tag = RowTag.of(file);
        if (request.header("if-none-match").filter(tags -> RowTag.isAmong(tag, tags)).isPresent()) return caching(Response.status(304), tag).build();
        var asked = request.header("range").filter(_ -> request.header("if-range").filter(known -> !known.equals(tag)).isEmpty()).map(RANGE::matcher);
        if (asked.isEmpty() || !asked.get().matches() || !isRange(asked.get().group(1), asked.get().group(2))) return told(Response.ok(new Stream(file.size(), content.bytes())), file, tag);
        return part(content, asked.get().group(1), asked.get().group(2), tag);
    }

    /** What is none is passed over, as if it were not there (RFC 9110, section 14.1.1). */
    private static boolean isRange(String from, String to) {
        return from.isEmpty() ? !to.isEmpty() : to.isEmpty() || Long.parseLong(from) <= Long.parseLong(to);
    }

    /** From a byte to another, both included, or the last ones. */
    private static Response part(FileContent content, String from, String to, String tag) {
        var size = content.file().size();
        var first = from.isEmpty() ? Math.max(0, size - Long.parseLong(to)) : Long.parseLong(from);
        var last = from.isEmpty() || to.isEmpty() ? size - 1 : Math.min(Long.parseLong(to), size - 1);
        if (first > last) return Response.status(416).header("Content-Range", "bytes */" + size).build();
        var length = last - first + 1;
        var response = Response.status(206).entity(new Stream(size, content.bytes()).part(first, length)).header("Content-Range", "bytes " + first + "-" + last + "/" + size);
        return told(response, content.file(), tag);
    }

    private static Response told(Response.ResponseBuilder response, StoredFile file, String tag) {
        return caching(response, tag).type(file.mediaType()).header("Content-Disposition", disposition(file.name())).header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header("X-Content-Type-Options", "nosniff").header("Accept-Ranges", "bytes").build();
    }

    private static Response.ResponseBuilder caching(Response.ResponseBuilder response, String tag) {
        return response.header("ETag", tag).header("Cache-Control", "private, no-cache");
    }

    /** Twice, for programs that read plain letters only (RFC 6266, section 4.3, appendix D). */
    private static String disposition(String name) {
        return "attachment; filename=\"" + name.replaceAll("[^ !#-\\[\\]-~]|%", "_") + "\"; filename*=UTF-8''" + Address.encode(name).replace("*", "%2A");
    }

    /** Another file in the place of what there is: the body, with its type, and its name as {@code Content-Disposition} has it. */
    @PUT
    @Consumes("*/*")
    @Answers(status = 204)
    public Response writeFile(@PathParam("table") String name, @PathParam("key") String written, @PathParam("column") String column, @Context Request request) {
        var table = rows.table(name, request.caller());
        var key = RowKey.read(written);
        required(table, column, request.caller());
        var upload = request.file(Request.BODY).orElseThrow(() -> Malformed.body("carries no file").help("send the bytes by themselves, with their type as Content-Type"));
        change(table, key, column, upload, request);
        var response = Response.noContent();
        found(table, key, column, request.caller()).ifPresent(file -> response.header("ETag", RowTag.of(file)));
        return response.build();
    }

    /** No file any more. */
    @DELETE
    @Answers(status = 204)
    public Response clearFile(@PathParam("table") String name, @PathParam("key") String key, @PathParam("column") String column, @Context Request request) {
        var table = rows.table(name, request.caller());
        required(table, column, request.caller());
        change(table, RowKey.read(key), column, null, request);
        return Response.noContent().build();
    }

    private void required(Table table, String name, Caller caller) {
        if (table.column(name).filter(column -> column.type() == ColumnType.FILE
                && (tables.mayUse(caller, ColumnPrivilege.READ, table.name(), name) || tables.mayUse(caller, ColumnPrivilege.UPDATE, table.name(), name))).isEmpty()) throw none();
    }

    private void change(Table table, String key, String column, Object file, Request request) {
        var version = request.header("if-match").isPresent() || request.header("if-none-match").isPresent() ? wanted(table, key, column, request) : OptionalLong.empty();
        try {
            tables.write(request.caller(), Write.of(new Change.Update(table.name(), key, version, Collections.singletonMap(column, file))));
        } catch (TorgException e) {
            throw e.code().equals("table.no-row") ? none() : e;
        }
    }

    /** The version of the row in which the file is as the caller wants it to be. */
    private OptionalLong wanted(Table table, String key, String column, Request request) {
        var row = tables.find(request.caller(), table.name(), key, table.key()).orElseThrow(FilesResource::none);
        var file = found(table, key, column, request.caller());
        var match = request.header("if-match").map(String::strip);
        var fits = match.isEmpty() || file.filter(found -> RowTag.isAmong(RowTag.of(found), match.get())).isPresent();
        var unwanted = request.header("if-none-match").filter(tags -> file.filter(found -> RowTag.isAmong(RowTag.of(found), tags)).isPresent());
        if (!fits || unwanted.isPresent()) throw TorgException.of(ProblemKind.STALE, "table-api.file-changed", "the file is another one, or there is one, or none").help("read it again, then change it");
        return OptionalLong.of(row.version());
    }

    private Optional<StoredFile> found(Table table, String key, String column, Caller caller) {
        return tables.file(caller, table.name(), key, column).map(FileContent::file);
    }

    private static TorgException none() {
        return TorgException.of(ProblemKind.NOT_FOUND, "table-api.no-file", "there is no such file");
    }
}
