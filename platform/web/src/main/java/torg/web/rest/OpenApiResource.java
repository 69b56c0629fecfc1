package torg.web.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import torg.api.site.Preview;
import torg.api.web.Request;
import torg.spi.web.Answers;
import torg.spi.web.RestResource;
import torg.web.door.Cookies;

/**
 * What is served below {@code /api}, described for programs. All who are not signed in are told the same, which is made anew for another site and other
 * resources at once (those have a mount of their own), and some seconds after anything else it depends on has changed.
 */
@Path("openapi.json")
public final class OpenApiResource implements RestResource {
    private static final Duration GOOD_FOR = Duration.ofSeconds(10);

    private final List<RestResource> resources;
    private final ObjectMapper json = Json.mapper();
    private final Map<Told, Kept> kept = new ConcurrentHashMap<>();

    /** The one who is told, as far as the document differs. */
    private record Told(Locale locale, String cookie) {}

    /** A document of a version of the site. */
    private record Kept(long version, long madeAt, byte[] document) {}

    /** Describes these, and itself. */
    OpenApiResource(List<RestResource> others) {
        this.resources = Stream.concat(others.stream(), Stream.of(this)).toList();
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Answers(status = 200, body = Map.class)
    public Response document(@Context Turn turn) {
        return Response.ok(isForAnybody(turn.request()) ? forAnybody(turn) : made(turn)).build();
    }

    /** A preview's document is of another site under the same version. */
    private static boolean isForAnybody(Request request) {
        return request.caller().isAnonymous() && request.site().part(Preview.class).isEmpty();
    }

    private byte[] forAnybody(Turn turn) {
        var version = turn.request().site().version();
        var told = new Told(turn.request().locale(), cookie(turn));
        return kept.compute(told, (_, former) -> former != null && former.version == version && System.nanoTime() - former.madeAt < GOOD_FOR.toNanos()
                ? former : new Kept(version, System.nanoTime(), made(turn))).document;
    }

    private byte[] made(Turn turn) {
        try {
            return json.writeValueAsBytes(new OpenApi(turn.request(), cookie(turn)).describe(resources));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a resource describes itself with what cannot be written as JSON", e);
        }
    }

    private static String cookie(Turn turn) {
        return Cookies.name(turn.in().peer().secure());
    }
}
