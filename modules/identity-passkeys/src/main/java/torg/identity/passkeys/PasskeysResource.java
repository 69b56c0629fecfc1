package torg.identity.passkeys;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.web.Request;
import torg.spi.web.Answers;
import torg.spi.web.RestResource;

/** What scripts ask before they ask an authenticator. The answers of authenticators are sent with the forms of the pages. */
@Component(service = RestResource.class)
@Path("passkeys")
public final class PasskeysResource implements RestResource {
    private final PasskeyDesk desk;

    @Activate
    public PasskeysResource(@Reference PasskeyDesk desk) {
        this.desk = desk;
    }

    /** Whoever comes in has no session yet; what is answered is good for the browser that asked, and changes nothing. */
    @Override
    public Set<String> openPaths() {
        return Set.of("passkeys/entering");
    }

    /** What to hand to {@code navigator.credentials.get}, to come in. */
    @POST
    @Path("entering")
    @Produces(MediaType.APPLICATION_JSON)
    @Answers(status = 200)
    public Response entering() {
        return json(desk.entering().orElseThrow(() -> TorgException.of(ProblemKind.NOT_FOUND, "identity-passkeys.none", "there are no passkeys here")
                .help("sign in another way, or set public-url to a name over HTTPS")));
    }

    /** What to hand to {@code navigator.credentials.create}, to add one. */
    @POST
    @Path("adding")
    @Produces(MediaType.APPLICATION_JSON)
    @Answers(status = 200)
    public Response adding(@Context Request request) {
        return json(desk.adding(request).orElseThrow(() -> TorgException.of(ProblemKind.DENIED, "identity-passkeys.denied", "passkeys are added in a session, a short while after signing in, and only so many")
                .help("sign in again, or remove one")));
    }

    private static Response json(String text) {
        return Response.ok(text, MediaType.APPLICATION_JSON).header("Cache-Control", "no-store").build();
    }

    /** The script of the pages. */
    @GET
    @Path("{print}/passkeys.js")
    @Produces("text/javascript")
    @Answers(status = 200)
    public Response script(@PathParam("print") String print) {
        var bytes = ScriptFile.bytes(print).orElseThrow(() -> TorgException.of(ProblemKind.NOT_FOUND, "identity-passkeys.no-file", "there is no such file"));
        return Response.ok(bytes, "text/javascript;charset=utf-8").header("Cache-Control", "public, max-age=31536000, immutable").build();
    }
}
