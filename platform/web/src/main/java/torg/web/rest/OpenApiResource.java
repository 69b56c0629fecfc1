package torg.web.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import torg.spi.web.RestResource;
import torg.web.door.Cookies;

/** What is served below {@code /api}, described for programs. */
@Path("openapi.json")
public final class OpenApiResource implements RestResource {
    private final List<RestResource> resources;

    /** Describes these, and itself. */
    OpenApiResource(List<RestResource> others) {
        this.resources = Stream.concat(others.stream(), Stream.of(this)).toList();
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, Object> document(@Context Turn turn) {
        return new OpenApi(turn.request(), Cookies.name(turn.in().peer().secure())).describe(resources);
    }
}
