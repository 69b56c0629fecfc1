package torg.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.Map;
import torg.spi.web.RestResource;

/** A resource that comes while the portal runs. */
@Path("late")
@Produces("application/json")
public final class LateResource implements RestResource {
    private final String word;

    LateResource(String word) {
        this.word = word;
    }

    @GET
    public Map<String, Object> word() {
        return Map.of("word", word);
    }
}
