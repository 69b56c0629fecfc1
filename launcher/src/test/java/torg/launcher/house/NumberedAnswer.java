package torg.launcher.house;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import torg.spi.web.RestResource;

/** What the REST module of {@link ReplacementHouseTest} is made of: it says its version as its class has it and, a while later, as a file of its jar has it. */
@Path("numbered")
public final class NumberedAnswer implements RestResource {
    /** Both, with a blank between. */
    @GET
    @Produces("text/plain")
    public String answer(@QueryParam("wait") @DefaultValue("1") int wait) throws IOException, InterruptedException {
        Thread.sleep(wait);
        try (var file = NumberedAnswer.class.getResourceAsStream("/word.txt")) {
            return NumberedModule.VERSION + " " + new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
