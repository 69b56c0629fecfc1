package torg.example;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.FieldProblem;
import torg.api.problem.TorgException;
import torg.api.web.Request;
import torg.spi.web.RestResource;

/** The greeting as JSON: {@code GET /api/example/greeting?to=<name>}. */
@Component(service = RestResource.class)
@Path("example")
@Produces("application/json")
public final class GreetingResource implements RestResource {
    private static final int LONGEST = 100;

    private final Greeter greeter;

    /** What is written as JSON. */
    public record Greeting(String text) {}

    /** @param greeter does the work */
    @Activate
    public GreetingResource(@Reference Greeter greeter) {
        this.greeter = greeter;
    }

    /** Greet a name, or whoever asks. */
    @GET
    @Path("greeting")
    public Greeting greeting(@QueryParam("to") @DefaultValue("") String to, @Context Request request) {
        if (to.length() > LONGEST) {
            var field = new FieldProblem("to", "too-long", "at most " + LONGEST + " characters", List.of(String.valueOf(LONGEST)));
            throw TorgException.invalid("example.name-too-long", "the name is too long", List.of(field));
        }
        return new Greeting(greeter.greet(request, to));
    }
}
