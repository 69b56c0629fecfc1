package torg.identity.local;

import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.SiteMarkers;
import torg.api.web.Reply;
import torg.api.web.Request;
import torg.api.web.Return;
import torg.identity.local.session.SessionDesk;
import torg.spi.view.PageGuide;
import torg.spi.view.PageGuide.Found;
import torg.spi.web.RequestFilter;

/**
 * Whoever has a web role that demands a second factor, and proved none in this session, is led to where they prove it, or set one up while they have none, and then back. Nothing
 * else is answered. Nobody sets up another one without proving the one there is: who stole the password would.
 */
@Component(property = "service.ranking:Integer=100")
public final class SecondFactorFilter implements RequestFilter {
    /** Code of the problem of a call. */
    public static final String DEMANDED = "identity-local.second-factor";
    private static final String API = "/api";
    private final LocalIdentity identity;

    /** Knows where people sign out, and what everybody may load. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile PageGuide pages;

    @Activate
    public SecondFactorFilter(@Reference LocalIdentity identity) {
        this.identity = identity;
    }

    @Override
    public Optional<Reply> pass(Request request) {
        if (!SessionDesk.owesFactor(request)) return Optional.empty();
        if (request.path().equals(API) || request.path().startsWith(API + "/")) {
            if (isOpenCall(request.path())) return Optional.empty();
            throw TorgException.of(ProblemKind.DENIED, DEMANDED, "a web role of yours demands a second factor, and none was proved in this session")
                    .help("prove or set up one in a browser, or sign in with it");
        }
        var setUp = SiteMarkers.path(request.site(), "second-factor");
        var prove = SiteMarkers.path(request.site(), "prove");
        var has = identity.hasSecondFactor(request.caller().contact().orElseThrow());
        // who has none proves the password there, when that is too long ago for adding a passkey
        var open = has ? Set.of(prove) : Set.of(setUp, prove);
        if (open.contains(request.path()) || isForEverybody(request)) return Optional.empty();
        var back = request.path().equals(setUp) ? request.query("return").filter(Return::isLocal).orElseGet(() -> request.link("/")) : Return.to(request);
        return Optional.of(Reply.redirect(303, Return.by(request.link(has ? prove : setUp), back)));
    }

    @Override
    public boolean concernsEverybody() {
        return false;
    }

    private boolean isOpenCall(String path) {
        return path.equals(API + "/session") || identity.ways().stream().flatMap(way -> way.paths().stream()).anyMatch(open -> path.equals(open) || path.startsWith(open + "/"));
    }

    /** Where people sign out, which they also do from other pages, and files of pages that are public. */
    private boolean isForEverybody(Request request) {
        var guide = pages;
        if (guide == null) return false;
        return guide.signIn(request).filter(request.path()::equals).isPresent() || guide.find(request) instanceof Found.TheFile file && file.page().open();
    }
}
