package torg.launcher.house;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import torg.spi.web.RestResource;

/** What the module of {@link ModulesHouseTest} is made of; the word is in the jar. */
@Path("greeter")
public final class Greeter implements RestResource {
    /** The word of this version. */
    @GET
    @Produces("text/plain")
    public String word() throws IOException {
        try (var stream = Greeter.class.getResourceAsStream("/word.txt")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
