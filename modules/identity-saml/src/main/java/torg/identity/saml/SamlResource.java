package torg.identity.saml;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.web.Request;
import torg.spi.identity.ProviderProtocol;
import torg.spi.view.PageGuide;
import torg.spi.web.Answers;
import torg.spi.web.RestResource;

/** Where the portal describes itself to providers, and where they send browsers with what they say. */
@Component(service = RestResource.class)
@Path("saml")
public final class SamlResource implements RestResource {
    private static final String METADATA = "application/samlmetadata+xml";
    private final Saml saml;

    /** Knows where people sign in. Missing: the home page. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile PageGuide pages;

    @Activate
    public SamlResource(@Reference Saml saml) {
        this.saml = saml;
    }

    /** A provider proves its right by its signature; a browser shows whose errand it was when it is led on. */
    @Override
    public Set<String> openPaths() {
        return saml.providers().stream().map(name -> "saml/" + name + "/answer").collect(Collectors.toSet());
    }

    /** What the portal is to a provider: its metadata, at the address that is its name there. */
    @GET
    @Path("{provider}")
    @Produces(METADATA)
    @Answers(status = 200)
    public Response description(@PathParam("provider") String provider) {
        var text = saml.description(provider).orElseThrow(() -> TorgException.of(ProblemKind.NOT_FOUND, "identity-saml.none", "there is no such provider")
                .help("name it in " + Saml.PID + ".properties, and set public-url of torg.web"));
        return Response.ok(text, METADATA).header("Cache-Control", "no-store").build();
    }

    /** Somebody was asked there who they are: a form with a {@code SAMLResponse}. Whatever is wrong is the same answer. */
    @POST
    @Path("{provider}/answer")
    @Answers(status = 303)
    public Response answer(@Context Request request, @PathParam("provider") String provider) {
        try {
            return led(ProviderProtocol.back(provider) + "?" + Saml.TICKET + "=" + saml.take(provider, request.form("SAMLResponse").orElse("")));
        } catch (Refused e) {
            var guide = pages;
            return led(request.link(guide == null ? "/" : guide.signIn(request).orElse("/")) + "?" + ProviderProtocol.REFUSED + "=refused");
        }
    }

    private static Response led(String path) {
        return Response.seeOther(URI.create(path)).header("Cache-Control", "no-store").build();
    }
}
