package torg.order.notifications;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import torg.api.audit.AuditLog;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.SiteMarkers;
import torg.api.table.Tables;
import torg.api.web.Request;
import torg.spi.web.Answers;
import torg.spi.web.RestResource;

/** The address of {@code List-Unsubscribe}: a mailbox posts to it with one click (RFC 8058), and a browser is led to the page that asks first. */
@Component(service = RestResource.class)
@Path(Unsubscribing.PATH)
public final class UnsubscribeResource implements RestResource {
    private final Unsubscribing unsubscribing;

    /** Missing: nobody is told. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile AuditLog audit;

    @Activate
    public UnsubscribeResource(@Reference Tables tables) {
        this.unsubscribing = new Unsubscribing(tables);
    }

    /** The address proves itself. */
    @Override
    public Set<String> openPaths() {
        return Set.of(Unsubscribing.PATH);
    }

    /** No more mails; answered here, for a mailbox does not let itself be led elsewhere. */
    @POST
    public void unsubscribe(@Context Request request) {
        var contact = unsubscribing.proven(request).orElseThrow(() -> TorgException.of(ProblemKind.DENIED, "order-notifications.no-proof", "this address proves nobody")
                .help("use it whole, as it stands in the mail"));
        unsubscribing.end(contact, Optional.ofNullable(audit));
    }

    /** Changes nothing: programs that look at mails follow every link. */
    @GET
    @Answers(status = 303)
    public Response ask(@Context Request request) {
        var query = unsubscribing.proven(request).map(contact -> "?" + unsubscribing.query(contact)).orElse("");
        return Response.seeOther(URI.create(SiteMarkers.path(request.site(), request.locale(), "unsubscribe") + query)).header("Cache-Control", "no-store").build();
    }
}
