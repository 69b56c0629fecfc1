package torg.pages.access;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import torg.api.identity.Caller;
import torg.spi.access.PageAccess;

/** Whoever answers for page access at the moment. While nobody does, the way is shown to public pages only. */
@Component(service = KnownAccess.class)
public final class KnownAccess {
    private volatile PageAccess access;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY, unbind = "leave")
    public synchronized void answerFor(PageAccess one) {
        access = one;
    }

    synchronized void leave(PageAccess one) {
        if (access == one) access = null;
    }

    /** What this caller is shown the way to. */
    public Sight of(Caller caller) {
        return new Sight(caller, access);
    }
}
