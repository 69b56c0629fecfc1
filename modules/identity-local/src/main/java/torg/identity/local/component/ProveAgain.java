package torg.identity.local.component;

import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.api.web.Return;
import torg.api.web.Tickets;
import torg.identity.local.LocalIdentity;
import torg.identity.local.session.SessionDesk;
import torg.spi.identity.Entrance;
import torg.spi.identity.Identity.Entry;
import torg.spi.view.Component;

/**
 * {@code component: prove}: whoever is in proves once more who they are, before an act for which somebody at an open browser is not enough. It is a sign-in like every other, for
 * the same person alone: so the same limits hold, the session gets another token, and the former one ends.
 */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class ProveAgain implements Component {
    private final LocalIdentity identity;
    private final Words words = new Words();

    @Activate
    public ProveAgain(@Reference LocalIdentity identity) {
        this.identity = identity;
    }

    @Override
    public String name() {
        return "prove";
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        return shown(request, request.query("return"), Tickets.isNamed(request) && Tickets.of(request).isEmpty() ? problem(words.text(request, "factor-late")) : Model.EMPTY);
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        var email = identity.passwordDesk().credentialOf(request.caller()).map(credential -> credential.email());
        if (!SessionDesk.admits(request) || email.isEmpty()) return new Outcome.Show(405, fill(place));
        var ticket = Tickets.of(request);
        if (ticket.isEmpty() && Tickets.isNamed(request)) return again(request, 422, words.text(request, "factor-late"));
        var entry = ticket.isPresent() ? identity.secondStep(ticket.get(), request.form("code").orElse(""), request.address())
                : identity.signIn(email.get(), request.form("password").orElse(""), request.address());
        return switch (entry) {
            case Entry.Granted granted when goesOn(request, granted) -> new Outcome.SignedIn(granted.token(), SignIn.destination(request, request.form("return")));
            // a ticket of somebody else's password makes nobody somebody else, and a session that has ended meanwhile goes on in none
            case Entry.Granted granted -> {
                identity.signOut(granted.token());
                yield again(request, 422, words.text(request, "sign-in-refused"));
            }
            case Entry.SecondFactor(var next) -> new Outcome.SecondFactor(next, SignIn.here(request));
            case Entry.Refused() -> again(request, 422, words.text(request, ticket.isPresent() ? "factor-refused" : "password-wrong"));
            case Entry.TooMany(var delay) -> again(request, 429, words.text(request, "sign-in-too-many", Words.minutes(delay)));
        };
    }

    private boolean goesOn(Request request, Entry.Granted granted) {
        return identity.sessions().goesOn(request.caller().contact().orElseThrow(), request.csrf().orElseThrow(), granted.session().csrf());
    }

    private Outcome again(Request request, int status, String problem) {
        return new Outcome.Show(status, shown(request, request.form("return"), problem(problem)));
    }

    private static Model problem(String problem) {
        return Model.with("problem", problem).build();
    }

    private Filled shown(Request request, Optional<String> back, Model more) {
        if (!SessionDesk.admits(request)) return new Filled.Hidden();
        var email = identity.passwordDesk().credentialOf(request.caller()).map(credential -> credential.email());
        var elsewhere = identity.sessions().proof(request.caller().contact().orElseThrow(), request.csrf().orElseThrow()).filter(ProveAgain::isOfAProvider).isPresent();
        var model = Model.with("text", words.model(request)).with("elsewhere", elsewhere).with(Tickets.STEP, Tickets.of(request).map(Tickets::step))
                .with("demanded", demanded(request)).with("typed", isTyped(request)).with("email", email).with("return", back.filter(Return::isLocal)).build();
        return Filled.Shown.personal("components/prove", model.and(more));
    }

    /** What whoever has to prove a second factor is told; empty for everybody else, and for who has none to prove. */
    private Optional<String> demanded(Request request) {
        if (!isOwing(request) || !identity.hasSecondFactor(request.caller().contact().orElseThrow())) return Optional.empty();
        return Optional.of(words.text(request, isTyped(request) ? "prove-factor" : "prove-passkey"));
    }

    /** Whether what can be typed here is enough: a password alone is none where a second factor is demanded and there is no code to go with it. */
    private boolean isTyped(Request request) {
        var contact = request.caller().contact().orElseThrow();
        return !isOwing(request) || identity.factorDesk().has(contact) || !identity.hasSecondFactor(contact);
    }

    /** Whether a second factor is demanded here: for all, or for changing the ways in. */
    private boolean isOwing(Request request) {
        return SessionDesk.owesFactor(request) || identity.owesSecondFactor(request.caller().contact().orElseThrow(), request.csrf().orElseThrow());
    }

    /** The way of a provider names which one. */
    private static boolean isOfAProvider(Entrance.Proof proof) {
        return proof.way().contains("/");
    }
}
