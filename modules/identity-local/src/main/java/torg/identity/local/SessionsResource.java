package torg.identity.local;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.web.Request;
import torg.identity.local.session.Device;
import torg.identity.local.session.SessionDesk;
import torg.identity.local.session.Sessions;
import torg.spi.web.Answers;
import torg.spi.web.RestResource;

/** Where somebody is signed in, as JSON. Whoever asks names nobody for the own sessions; {@code of} is the key of a contact, for administrators. */
@Component(service = RestResource.class)
@Path("sessions")
public final class SessionsResource implements RestResource {
    private final LocalIdentity identity;

    @Activate
    public SessionsResource(@Reference LocalIdentity identity) {
        this.identity = identity;
    }

    /**
     * A session.
     *
     * @param own whether it is the one that asks
     * @param browser that it says it is; empty when it says none
     * @param system that it says it runs on
     * @param way by which it began: {@code password}, {@code passkey}, {@code oidc/acme}
     * @param begun when somebody signed in
     * @param used when it was last used, to the minute
     */
    public record Known(String id, boolean own, String browser, String system, String way, String address, String begun, String used, String ends) {
        static Known of(Sessions.Known session) {
            var device = Device.of(session.agent());
            return new Known(session.id(), session.own(), device.browser(), device.system(), session.way(), session.address(), session.created().toString(), session.seen().toString(), session.expires().toString());
        }
    }

    /** The last used first. */
    public record All(List<Known> sessions) {}

    /** How many ended. */
    public record Ended(long ended) {}

    /** Those that live. */
    @GET
    public All all(@Context Request request, @QueryParam("of") String of) {
        admit(request, of);
        return new All(identity.sessionDesk().seen(request, Optional.ofNullable(of)).stream().map(Known::of).toList());
    }

    /** End one. */
    @DELETE
    @Path("{id}")
    @Answers(status = 204)
    public Response end(@Context Request request, @PathParam("id") String id, @QueryParam("of") String of) {
        admit(request, of);
        if (!identity.sessionDesk().end(request, Optional.ofNullable(of), id)) throw TorgException.of(ProblemKind.NOT_FOUND, "identity-local.no-session", "there is no such session");
        return Response.noContent().build();
    }

    /** End all but the one that asks. */
    @DELETE
    public Ended endOthers(@Context Request request, @QueryParam("of") String of) {
        admit(request, of);
        return new Ended(identity.sessionDesk().endOthers(request, Optional.ofNullable(of)));
    }

    private static void admit(Request request, String of) {
        if (request.caller().isAnonymous()) throw TorgException.of(ProblemKind.SIGN_IN, "identity-local.sign-in", "sessions are for who signed in");
        if (!SessionDesk.admits(request) || of != null && !request.caller().contact().equals(Optional.of(of)) && !SessionDesk.isAdministrator(request)) {
            throw TorgException.of(ProblemKind.DENIED, "identity-local.session-denied", "sessions are looked at in a session, those of others by administrators");
        }
    }
}
