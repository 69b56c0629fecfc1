package torg.terms;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
import torg.spi.identity.WayIn;
import torg.spi.view.PageGuide;
import torg.spi.view.PageGuide.Found;
import torg.spi.web.RequestFilter;

/**
 * Whoever has yet to accept the terms is led to them, and then back: nothing else is answered but where people prove who they are, fetch what is kept about them, and sign out. It comes after whoever
 * asks for a second factor: who accepts something has proved who they are.
 */
@Component(property = "service.ranking:Integer=90")
public final class TermsFilter implements RequestFilter {
    /** Code of the problem of a call. */
    static final String DEMANDED = "terms.not-accepted";
    private static final String API = "/api";
    private final Acceptances acceptances;

    /** Knows where people sign out, and what everybody may load. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile PageGuide pages;

    /** They are asked while somebody proves who they are. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<WayIn> ways = List.of();

    @Activate
    public TermsFilter(@Reference Acceptances acceptances) {
        this.acceptances = acceptances;
    }

    @Override
    public Optional<Reply> pass(Request request) {
        if (isOpen(request) || acceptances.owed(request).isEmpty()) return Optional.empty();
        // of a program nobody sits there who could be led anywhere
        if (request.csrf().isEmpty() || isBelow(request.path(), API)) {
            throw TorgException.of(ProblemKind.DENIED, DEMANDED, "the terms that hold now are not accepted yet")
                    .help("sign in with a browser, read them at " + request.link(terms(request)) + " and accept them");
        }
        return Optional.of(Reply.redirect(303, Return.by(request.link(terms(request)), Return.to(request))));
    }

    @Override
    public boolean concernsEverybody() {
        return false;
    }

    private boolean isOpen(Request request) {
        var path = request.path();
        if (isBelow(path, API)) {
            var calls = Stream.concat(Stream.of("/api/session"), ways.stream().flatMap(way -> way.paths().stream()));
            return path.equals("/api/personal-data") || calls.anyMatch(open -> isBelow(path, open));
        }
        if (Stream.of("terms", "prove", "second-factor").anyMatch(marker -> path.equals(SiteMarkers.path(request.site(), marker)))) return true;
        var guide = pages;
        return guide != null && (guide.signIn(request).filter(path::equals).isPresent() || guide.find(request) instanceof Found.TheFile file && file.page().open());
    }

    private static boolean isBelow(String path, String folder) {
        return path.equals(folder) || path.startsWith(folder + "/");
    }

    private static String terms(Request request) {
        return SiteMarkers.path(request.site(), "terms");
    }
}
