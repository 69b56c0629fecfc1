package torg.order.notifications;

import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import torg.api.audit.AuditLog;
import torg.api.site.SiteMarkers;
import torg.api.table.Tables;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.api.web.Words;
import torg.spi.view.Component;

/** {@code component: unsubscribe}, for a page with the marker {@code unsubscribe} that everybody may read: who comes by the address in a mail says that they want no more of them. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class UnsubscribeComponent implements Component {
    private final Unsubscribing unsubscribing;
    private final Words words = Words.beside(UnsubscribeComponent.class, "nb");

    /** Missing: nobody is told. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile AuditLog audit;

    @Activate
    public UnsubscribeComponent(@Reference Tables tables) {
        this.unsubscribing = new Unsubscribing(tables);
    }

    @Override
    public String name() {
        return "unsubscribe";
    }

    @Override
    public Filled fill(Place place) {
        return shown(place.request(), unsubscribing.proven(place.request()), false);
    }

    @Override
    public Outcome act(Place place) {
        var contact = unsubscribing.proven(place.request());
        contact.ifPresent(proven -> unsubscribing.end(proven, Optional.ofNullable(audit)));
        return new Outcome.Show(contact.isPresent() ? 200 : 422, shown(place.request(), contact, contact.isPresent()));
    }

    private Filled shown(Request request, Optional<String> contact, boolean done) {
        return Filled.Shown.personal("components/unsubscribe", Model.with("text", words.model(request)).with("done", done).with("unknown", contact.isEmpty())
                .with("ask", contact.filter(_ -> !done).map(proven -> Model.with("who", proven).with("proof", unsubscribing.proof(proven)).build()))
                .with("choose", SiteMarkers.path(request.site(), request.locale(), "notifications")).build());
    }
}
