package torg.web.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import torg.api.web.Request;
import torg.spi.web.RestResource;

/** What is served below {@code /api}, described for programs. */
@Path("openapi.json")
public final class OpenApiResource implements RestResource {
    private final List<RestResource> resources;

    OpenApiResource(List<RestResource> resources) {
        this.resources = resources;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, Object> document(@Context Request request) {
        return new OpenApi().describe(resources, request);
    }
}
