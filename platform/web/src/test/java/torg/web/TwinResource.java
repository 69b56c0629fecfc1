package torg.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import torg.spi.web.RestResource;

/** A resource that claims one address twice, which cannot be served. */
@Path("twin")
@Produces("application/json")
public final class TwinResource implements RestResource {
    @GET
    public String one() {
        return "one";
    }

    @GET
    public String other() {
        return "other";
    }
}
