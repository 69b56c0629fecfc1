package torg.pages.access;

import java.time.InstantSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import torg.api.identity.Caller;
import torg.api.site.Preview;
import torg.api.site.Site;
import torg.spi.access.PageAccess;

/** Whoever answers for page access at the moment. While nobody does, the way is shown to public pages only. */
@Component(service = KnownAccess.class)
public final class KnownAccess {
    private final InstantSource clock;
    private volatile PageAccess access;

    @Activate
    public KnownAccess() {
        this(InstantSource.system());
    }

    /** With another clock than the machine's, by which pages come and go. */
    public KnownAccess(InstantSource clock) {
        this.clock = clock;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY, unbind = "leave")
    public synchronized void answerFor(PageAccess one) {
        access = one;
    }

    synchronized void leave(PageAccess one) {
        if (access == one) access = null;
    }

    /** What this caller is shown the way to on a site, at this moment or at the one as of which the site is previewed. */
    public Sight of(Site site, Caller caller) {
        var preview = site.part(Preview.class);
        var answering = access == null || preview.isEmpty() ? access : access.of(site);
        return new Sight(caller, answering, site.settings().isAdministrator(caller), preview.flatMap(Preview::at).orElseGet(clock::instant));
    }
}
