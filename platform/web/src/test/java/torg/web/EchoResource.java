package torg.web;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import torg.api.identity.Caller;
import torg.api.problem.Deadline;
import torg.api.problem.FieldProblem;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.web.Request;
import torg.api.web.Stream;
import torg.spi.web.RestResource;

/** A resource as a module brings one. */
@Path("echo")
@Produces("application/json")
public final class EchoResource implements RestResource {
    /** What is echoed. */
    public record Echo(String text, int times, LocalDate day, BigDecimal amount) {}

    @GET
    public Map<String, Object> who(@Context Caller caller, @Context Request request, @QueryParam("q") String question) {
        return Map.of("address", request.address(), "caller", caller.name(), "path", request.path(), "language", request.locale().toLanguageTag(), "q", question == null ? "" : question);
    }

    @POST
    @Consumes("application/json")
    public Echo echo(Echo echo) {
        return echo;
    }

    /** A row with an empty cell. */
    @GET
    @Path("row")
    public Map<String, Object> row() {
        var row = new LinkedHashMap<String, Object>();
        row.put("key", "1");
        row.put("note", null);
        return row;
    }

    /** What of a body arrives that is a file. */
    @PUT
    @Path("file")
    public Map<String, Object> file(@Context Request request) throws IOException {
        var file = request.file(Request.BODY).orElseThrow();
        try (var in = file.bytes().open(); var again = file.bytes().open()) {
            again.skipNBytes(1);
            return Map.of("name", file.name(), "type", file.mediaType(), "size", in.readAllBytes().length, "second", again.read());
        }
    }

    /** More than there is memory for. */
    @GET
    @Path("stream")
    public Response stream(@QueryParam("size") long size, @QueryParam("from") long from) {
        return Response.ok(new Stream(size, Endless::new).part(from, size)).type("text/plain").build();
    }

    /** What is replaced by something else before it is read, or while it is. */
    @GET
    @Path("stream/gone")
    public Response gone(@QueryParam("opens") boolean opens) {
        return Response.ok(new Stream(9, () -> {
            if (!opens) throw new IOException("replaced");
            return new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("replaced");
                }
            };
        })).type("text/plain").header("ETag", "\"old\"").build();
    }

    /** Says where it is. */
    private static final class Endless extends InputStream {
        private long at;

        @Override
        public int read() {
            return (int) ('a' + at++ % 26);
        }
    }

    /** Something a module wants the browser to keep. */
    @GET
    @Path("remember")
    public Response remember(@QueryParam("cookie") List<String> cookies) {
        var answer = Response.ok(Map.of("remembered", cookies.size()));
        cookies.forEach(cookie -> answer.header("set-cookie", cookie));
        return answer.build();
    }

    /** An answer as a module builds one that knows nothing of the wire. */
    @GET
    @Path("answers/{status}")
    public Response answers(@PathParam("status") int status) {
        return Response.status(status).entity("whole").header("Transfer-Encoding", "chunked").header("Content-Length", 2).header("Connection", "close").header("Keep-Alive", "timeout=1").build();
    }

    /** What the door made of a header. */
    @GET
    @Path("header/{name}")
    public Map<String, String> header(@Context Request request, @PathParam("name") String name) {
        return Map.of("value", request.header(name).orElse(""));
    }

    /** As a resource says that who asks has it already. */
    @GET
    @Path("known")
    public Response known() {
        return Response.notModified("1").build();
    }

    /** Seconds that are left for the answer. */
    @GET
    @Path("left")
    public long left() {
        return Deadline.left().orElseThrow().toSeconds();
    }

    /** Does something as long as there is time, and then what any gate does. */
    @GET
    @Path("slow")
    public String slow() {
        DeadlineInFelixTest.waitForTheEnd();
        Deadline.check();
        return "in time";
    }

    @GET
    @Path("later")
    public CompletionStage<List<String>> later() {
        return CompletableFuture.supplyAsync(() -> List.of("later"));
    }

    @GET
    @Path("fails/{how}")
    public String fails(@PathParam("how") String how) {
        throw switch (how) {
            case "invalid" -> TorgException.invalid("echo.invalid", "a value is wrong", List.of(new FieldProblem("times", "too-many", "too many")));
            case "config" -> TorgException.of(ProblemKind.CONFIG, "echo.config", "secret file /etc/x is wrong");
            case "absent" -> TorgException.of(ProblemKind.NOT_FOUND, "echo.absent", "there is no such echo");
            default -> new IllegalStateException("inner secret");
        };
    }

    @POST
    @Path("wake")
    public Map<String, Object> wake() {
        return Map.of("awake", true);
    }

    @Override
    public Set<String> openPaths() {
        return Set.of("echo/wake");
    }
}
