package torg.identity.oidc;

import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.web.Detour;
import torg.api.web.Request;
import torg.identity.oidc.provider.Refused;
import torg.spi.web.Answers;
import torg.spi.web.RestResource;

/** Where browsers are sent to providers and come back, and where providers say that somebody signed out. */
@Component(service = RestResource.class)
@Path("oidc")
public final class OidcResource implements RestResource {
    private final Oidc oidc;

    @Activate
    public OidcResource(@Reference Oidc oidc) {
        this.oidc = oidc;
    }

    /** A provider proves its right by the token that it signed. */
    @Override
    public Set<String> openPaths() {
        return oidc.names().stream().map(name -> "oidc/" + name + "/logout").collect(Collectors.toSet());
    }

    /** Go to a provider to sign in; {@code return} is the path to go to afterwards. */
    @GET
    @Path("{provider}")
    @Answers(status = 303)
    public Response begin(@Context Request request, @PathParam("provider") String provider) {
        return Response.ok(oidc.begin(request, provider)).build();
    }

    /** Come back from it. */
    @GET
    @Path("{provider}/back")
    @Answers(status = 303)
    public Response back(@Context Request request, @PathParam("provider") String provider, @CookieParam(Detour.KEPT) String kept) {
        return Response.ok(oidc.back(request, provider, kept)).build();
    }

    /** Sign out, here and there; {@code token} stands on the page of the session that is to end. */
    @GET
    @Path("{provider}/leave")
    @Answers(status = 303)
    public Response leave(@Context Request request, @PathParam("provider") String provider) {
        return Response.ok(oidc.leave(request, provider, request.query("token"))).build();
    }

    /** Come back from signing out there. */
    @GET
    @Path("{provider}/left")
    @Answers(status = 303)
    public Response left(@Context Request request, @PathParam("provider") String provider, @CookieParam(Detour.KEPT) String kept) {
        return Response.ok(oidc.left(request, provider, kept)).build();
    }

    /** Somebody signed out there: a form with a {@code logout_token}. */
    @POST
    @Path("{provider}/logout")
    @Answers(status = 204)
    public Response logout(@Context Request request, @PathParam("provider") String provider) {
        try {
            oidc.loggedOut(provider, request.form("logout_token").orElse(""));
            return Response.noContent().header("Cache-Control", "no-store").build();
        } catch (Refused e) {
            throw TorgException.of(ProblemKind.MALFORMED, "identity-oidc.logout-refused", "this says of nobody that they signed out")
                    .help("send the form field logout_token as the provider signed it; why it was refused stands in the audit log, as the act sign-out-elsewhere");
        }
    }
}
